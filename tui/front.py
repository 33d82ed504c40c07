"""The front: what the first screen showed when the library was left, kept to be shown again at once.

It is derived, and only the picture of what is opened behind it: whatever is damaged in it makes it none.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

from corpus.cache import load, path_from, path_to, save
from corpus.span import Span
from tui.page.header import Header
from tui.page.highlights import Mark
from tui.widgets.article_row import ArticleRow
from tui.widgets.card import Card
from tui.widgets.title import Counts

FORMAT: Final = 1
ROWS: Final = 100
"""Articles of the list that are kept: more than any screen shows."""
CARDS: Final = 1_000
"""Annotations that are kept; an article with more of them is kept without any."""

_FILE: Final = "front.json"
_ROW: Final = tuple(map(type, ArticleRow("", "", "", "", 0, "", 0)))
_CARD: Final = (str, list, str, list, str, str, str, int)
_MARK: Final = (str, int, int, str, bool, bool)


class Front(NamedTuple):
    """The first screen of a library.

    Attributes:
        counts: What the head says the library holds.
        rows: The top of the list, in its order.
        path: Of the open article.
        words: How many it has.
        digest: Of the text that ``marks`` are of.
        header: What stands above it.
    """

    counts: tuple[int, ...]
    rows: tuple[ArticleRow, ...]
    path: str = ""
    words: int = 0
    digest: str = ""
    header: Header = Header()
    cards: tuple[Card, ...] = ()
    marks: tuple[Mark, ...] = ()


def keep_front(folder: Path, front: Front) -> None:
    """Keep ``front`` in a library's cache folder, if that is possible."""
    cards = front.cards if len(front.cards) <= CARDS else ()
    marks = front.marks if len(front.marks) <= CARDS else ()
    kept = {
        "format": FORMAT,
        "counts": front.counts,
        "rows": [[path_to(row.path), *row[1:]] for row in front.rows[:ROWS]],
        "article": [path_to(front.path), front.words, front.digest, *front.header],
        "cards": [[getattr(card, name) for name in Card.__slots__] for card in cards],
        "marks": [[mark.id, *mark.span, *mark[2:]] for mark in marks],
    }
    save(folder / _FILE, kept)


def kept_front(folder: Path) -> Front | None:
    """The front in a library's cache folder; None if there is none that can be used."""
    kept = load(folder / _FILE)
    try:
        if kept["format"] != FORMAT:
            return None
        path, words, digest, title, line = _typed(kept["article"], (str, int, str, str, str))
        return Front(
            tuple(_typed(kept["counts"], (int,) * len(Counts._fields))),
            tuple(ArticleRow(path_from(row[0]), *row[1:]) for row in _all(kept["rows"], _ROW)),
            path_from(path),
            words,
            digest,
            Header(title, line),
            tuple(_card(values) for values in _all(kept["cards"], _CARD)),
            tuple(
                Mark(values[0], Span(values[1], values[2]), *values[3:])
                for values in _all(kept["marks"], _MARK)
            ),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _card(values: list[Any]) -> Card:
    identity, colours, quotation, tags, *rest = values
    for text in (*colours, *tags):
        if type(text) is not str:
            raise TypeError
    return Card(identity, tuple(colours), quotation, tuple(tags), *rest)


def _all(rows: Iterable[Any], kinds: tuple[type, ...]) -> Iterable[list[Any]]:
    return (_typed(row, kinds) for row in rows)


def _typed(values: Any, kinds: tuple[type, ...]) -> list[Any]:
    """``values`` if they are of these types; raises ``TypeError`` otherwise."""
    if type(values) is not list or len(values) != len(kinds):
        raise TypeError
    for value, kind in zip(values, kinds, strict=True):
        if type(value) is not kind:
            raise TypeError
    return values
