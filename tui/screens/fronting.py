"""The front of the main screen: shown before the library is opened, and kept for the next time."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from corpus.words import minutes
from tui.front import CARDS, ROWS, Front, keep_front, kept_front
from tui.presenting import marks
from tui.screens.drafting import Drafting
from tui.typeahead import ARTICLE, PASSAGE, Typeahead
from tui.widgets.title import Counts, TitleLine
from tui.work import Job

if TYPE_CHECKING:
    from annotations.library import Article
    from annotations.usecases.placing import Placed
    from corpus.document import Document

_LONGEST: Final = 10_000  # words of an article that is shown before the library is opened
_KEEP: Final = 2.0  # seconds after an article was opened when what the screen shows is kept
_STORE: Final = (
    "annotations.library",
    "annotations.store",
    "annotations.writer",
    "annotations.usecases.placing",
    "corpus.catalogue",
)


class Fronting(Drafting):
    """The part of the screen that shows what it was left with until the library is open."""

    _just_styled = False
    _keeping: Timer | None = None

    def open_with_front(self) -> None:
        """Show what the library was left with and open it behind that; without, open it first."""
        self._just_styled = True
        self.app.ahead = Typeahead(self.app, self.too_early)
        if self._show_front():
            self.app.after_first_frame(self.open_behind)
        else:
            self.open_library()

    def open_library(self) -> None:
        """Open the library: what the whole screen does."""

    def open_behind(self) -> None:
        """Open the library beside the screen."""
        if self.leaving.is_set():
            return
        for name in _STORE:  # here, for two threads that import at once can trip over each other
            import_module(name)
        top = self.reader.top_offset

        def opened(found: tuple[Article, ...]) -> None:
            if self.reader.top_offset != top:  # whoever reads on already is not taken back
                self.workspace.leave(self.shelf.current, self.reader.top_offset)
            self.fetched = found
            self.open_library()

        self.opener.do(Job(self.workspace.articles, opened, saves=False))

    def _show_front(self) -> bool:
        """Show what is kept; whether there was anything to show.

        The article is read from what is kept of it as long as its file has not changed; nothing can be
        done in it until the library is open.
        """
        workspace = self.workspace
        front = kept_front(workspace.places.cached(workspace.root))
        last = workspace.personal.layout.get("last", "")
        if front is None or not front.rows or front.path != last or front.words > _LONGEST:
            return False
        document = workspace.kept(front.path)
        if document is None:
            return False
        head = self.query_one(TitleLine)
        head.library, head.counts = workspace.name, Counts(*front.counts)
        self.shelf.show_as_kept(front.rows)
        self.shelf.current = front.path
        at = workspace.position(front.path)
        same = document.digest == front.digest
        self.reader.show(document, front.marks if same else (), at, header=front.header)
        self._in_front = True
        self.sidebar.cards = front.cards if same else ()
        percent = min(100, round(100 * at / max(1, len(document.text) - 1)))
        self.front_words = front.words
        self.footer.percent = percent
        self.footer.minutes = minutes(round(front.words * (100 - percent) / 100))
        return True

    def keep_front(self) -> None:
        """Keep what is on the screen."""
        self._keeping = None
        article = self.articles.get(self.path)
        if self.document is None or article is None:
            return
        few = len(self.said) <= CARDS
        front = Front(
            tuple(self.query_one(TitleLine).counts),
            tuple(self.shelf.rows[:ROWS]),
            self.path,
            article.words,
            self.document.digest,
            self.header(self.document),
            tuple(self.sidebar.cards) if few else (),
            tuple(marks(self.said.values(), self.book)) if few else (),
        )
        keep_front(self.workspace.places.cached(self.workspace.root), front)

    def show_document(self, document: Document, placed: Placed, offset: int) -> None:
        """Show an article, and keep what is on the screen then, since not every end gives notice."""
        super().show_document(document, placed, offset)
        if self._keeping is None:
            self._keeping = self.set_timer(_KEEP, self.keep_front)
        self.go_on()

    def too_early(self) -> tuple[str, tuple[str, ...]]:
        """Why some actions have to wait, and which; empty if none has to."""
        if self.app.screen is not self or self.focused not in (None, self.reader, self.sidebar):
            return "", ()
        if self.document is None and self.awaited:
            return "The article is not open yet", ARTICLE
        if self.saving and self.reader.selected is None:
            return "The last change is still being saved", PASSAGE
        return "", ()

    def update_node_styles(self, animate: bool = True) -> None:
        """Style all anew, but for the first time: the screen comes to the front styled as it was mounted."""
        if self._just_styled:
            self._just_styled = False
        else:
            super().update_node_styles(animate)
