"""The orders an article list can stand in."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from operator import attrgetter

from tui.widgets.article_row import ArticleRow
from tui.widgets.filtering import folded


class Order(StrEnum):
    """What articles are sorted by; the value is what the list's first line says."""

    DATE = "date"
    TITLE = "title"
    SOURCE = "source"
    READ = "last read"
    ANNOTATED = "highlights"

    @property
    def falling(self) -> bool:
        """Whether the largest comes first when the order is not reversed."""
        return self not in (Order.TITLE, Order.SOURCE)


def arrow(order: Order, reverse: bool) -> str:
    """``↓`` if the largest, newest or last stands on top, else ``↑``."""
    return "↓" if order.falling != reverse else "↑"


def ordered(rows: Iterable[ArticleRow], order: Order, reverse: bool = False) -> list[ArticleRow]:
    """``rows`` in ``order``.

    Whichever way it runs, what has no value (no date, no source, never read) comes after what has
    one, then briefs, then what cannot be read. Equal ones stand by path, so that the same rows always
    give the same list.
    """
    with_value: list[ArticleRow] = []
    without: list[ArticleRow] = []
    briefs: list[ArticleRow] = []
    problems: list[ArticleRow] = []
    for row in sorted(rows, key=attrgetter("path")):
        if row.problem or row.missing:
            problems.append(row)
        elif row.brief:
            briefs.append(row)
        elif _value(row, order):
            with_value.append(row)
        else:
            without.append(row)
    falling = order.falling != reverse
    if order is Order.SOURCE:
        # Within a source, the newest stands first whichever way the sources run.
        with_value.sort(key=attrgetter("date"), reverse=True)
    with_value.sort(key=lambda row: _value(row, order), reverse=falling)
    return [*with_value, *without, *briefs, *problems]


def _value(row: ArticleRow, order: Order) -> str | int:
    match order:
        case Order.DATE:
            return row.date
        case Order.TITLE:
            return _title(row.title or row.path)
        case Order.SOURCE:
            return folded(row.source.strip())
        case Order.READ:
            return row.opened
        case Order.ANNOTATED:
            return row.count


def _title(title: str) -> str:
    """A title as it is filed: without case, accents and the quotation marks it opens with."""
    key = folded(title)
    for start, sign in enumerate(key):
        if sign.isalnum():
            return key[start:]
    return key
