"""The front of the main screen: shown before the library is opened, and kept when it is left."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from corpus.words import minutes
from tui.front import CARDS, ROWS, Front, keep_front, kept_front
from tui.presenting import marks
from tui.widgets.title import Counts, TitleLine

if TYPE_CHECKING:
    from tui.screens.opening import Opening

LONGEST = 10_000
"""Words of an article that is shown before the library is opened."""


def show_front(screen: Opening) -> bool:
    """Show what the library was left with; whether there was anything to show.

    The article is read from what is kept of it as long as its file has not changed; nothing can be done
    in it until the library is open.
    """
    workspace = screen.workspace
    front = kept_front(workspace.places.cached(workspace.root))
    last = workspace.personal.layout.get("last", "")
    if front is None or not front.rows or front.path != last or front.words > LONGEST:
        return False
    document = workspace.kept(front.path)
    if document is None:
        return False
    head = screen.query_one(TitleLine)
    head.library, head.counts = workspace.name, Counts(*front.counts)
    screen.shelf.set_rows(front.rows)
    screen.shelf.current = front.path
    at = workspace.position(front.path)
    same = document.digest == front.digest
    screen.reader.show(document, front.marks if same else (), at, header=front.header)
    screen.sidebar.cards = front.cards if same else ()
    percent = min(100, round(100 * at / max(1, len(document.text) - 1)))
    screen.front_words = front.words
    screen.footer.percent = percent
    screen.footer.minutes = minutes(round(front.words * (100 - percent) / 100))
    return True


def import_store() -> None:
    """Import what opening a library and an article of it needs."""
    for name in ("annotations.library", "annotations.store", "annotations.writer", "corpus.catalogue"):
        import_module(name)
    import_module("annotations.usecases.placing")


def keep(screen: Opening) -> None:
    """Keep what is on the screen for the next time."""
    article = screen.articles.get(screen.path)
    if screen.document is None or article is None:
        return
    head = screen.query_one(TitleLine)
    few = len(screen.said) <= CARDS
    front = Front(
        tuple(head.counts),
        tuple(screen.shelf.items[:ROWS]),
        screen.path,
        article.words,
        screen.document.digest,
        screen.header(screen.document),
        tuple(screen.sidebar.cards) if few else (),
        tuple(marks(screen.said.values(), screen.book)) if few else (),
    )
    workspace = screen.workspace
    keep_front(workspace.places.cached(workspace.root), front)
