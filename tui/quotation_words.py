"""Quotations as rows of a list, in the order of what they stand under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from annotations.query.syntax import Tagged, Term, Within
from tui.widgets.article_row import shown_date
from tui.widgets.filtering import folded
from tui.widgets.quotation_list import Grouping, QuotationRow

if TYPE_CHECKING:
    from annotations.usecases.quotations.finder import Attributed

_UNDATED = "9999"


def rows_of(found: Iterable[Attributed], grouping: Grouping) -> list[QuotationRow]:
    """The rows of quotations under what they are grouped by; within a group the oldest first."""
    names: dict[str, tuple[Any, ...]] = {}

    def order(said: Attributed) -> tuple[Any, ...]:
        group = _value(said, grouping)
        if group not in names:
            names[group] = (not group, folded(group))
        return (*names[group], said.date or _UNDATED, said.path, said.span.start)

    return [_row(said, grouping) for said in sorted(found, key=order)]


def speaker_query(name: str) -> str:
    """The query that means all quotations by ``name``."""
    return str(Within("speaker", Term(" ".join(name.split()))))


def tag_query(path: str) -> str:
    """The query that means all passages of a tag and its sub-tags."""
    return str(Tagged(path))


def speakers(found: Iterable[Attributed]) -> Counter[str]:
    """How many quotations each speaker has."""
    return Counter(said.speaker for said in found if said.speaker)


def _value(said: Attributed, grouping: Grouping) -> str:
    match grouping:
        case Grouping.SPEAKER:
            return said.speaker
        case Grouping.DATE:
            return said.date
        case Grouping.OUTLET:
            return said.source


def _row(said: Attributed, grouping: Grouping) -> QuotationRow:
    title, date = said.title or said.path, shown_date(said.date)
    about: tuple[str, ...]
    match grouping:
        case Grouping.SPEAKER:
            group, about = said.speaker or "No speaker", (said.source, date, title)
        case Grouping.DATE:
            group, about = date or "No date", (said.source, title)
        case Grouping.OUTLET:
            group, about = said.source or "No outlet named", (date, title)
    return QuotationRow(
        said.key, group, said.status.value, said.speaker, about, said.exact, bool(said.decision)
    )
