"""One article of the list: its data, and the lines it is shown as."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from tui.widgets.celltext import cells, cut, shown, wrap
from tui.widgets.runs import Line, Run

GLYPHS: Final[dict[str, str]] = {"unread": "○", "reading": "◐", "read": "●"}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TITLE_LINES: Final = 2
"""Lines that a title may take: it is what articles are told apart by."""
_HOURS_FROM: Final = 120  # minutes
_SPELT_OUT: Final = 44
"""Cells from which the second line says what its last number counts."""


class ArticleRow(NamedTuple):
    """A document as the list shows it.

    Attributes:
        path: Relative to the library; what the list's messages name.
        title: From the document; the file's name stands in for an empty one.
        source: Publisher or outlet, or "".
        date: ISO 8601, possibly only ``YYYY-MM`` or ``YYYY``, or "".
        minutes: Reading time; 0 when unknown.
        status: ``unread``, ``reading`` or ``read``.
        count: Number of highlights.
        problem: Why the file cannot be read, or "".
        versions: How many further versions of the same story stand under this one.
        brief: Whether it is an exported brief.
        missing: Whether only its annotations are left.
        opened: When it was last read, ISO 8601, or "".
    """

    path: str
    title: str
    source: str
    date: str
    minutes: int
    status: str
    count: int  # type: ignore[assignment]  # instead of the method of tuples, which nobody calls here
    problem: str = ""
    versions: int = 0
    brief: bool = False
    missing: bool = False
    opened: str = ""


@lru_cache(maxsize=4096)
def shown_date(date: str) -> str:
    """An ISO date as it reads (``13 Feb 2025``, ``Feb 2025``, ``2025``); anything else as it is."""
    year, _, rest = date[:10].partition("-")
    month, _, day = rest.partition("-")
    if not (len(year) == 4 and year.isdecimal()):
        return shown(date)
    if not (month.isdecimal() and 1 <= int(month) <= 12):
        return year if not rest else shown(date)
    spelt = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {spelt}" if day.isdecimal() else spelt


def shown_minutes(minutes: int, unit: str = " min") -> str:
    """How long reading takes: minutes, from two hours on whole hours."""
    return f"{minutes}{unit}" if minutes < _HOURS_FROM else f"{round(minutes / 60):,} h"


def article_lines(row: ArticleRow, width: int) -> list[Line]:
    """The lines of an article in ``width`` cells."""
    title = shown(row.title) or shown(row.path.rpartition("/")[2])
    pieces = wrap(title, max(2, width - 2), TITLE_LINES) if width > 3 else []
    glyph, glyph_look, title_look = GLYPHS.get(row.status, "○"), "dim", "text"
    if row.problem or row.missing:
        glyph, glyph_look, title_look = "!", "warning", "dim"
    elif row.brief:
        glyph = "≡"
    elif row.status == "unread":
        title_look = "strong"
    elif row.status == "reading":
        glyph_look = "mark"
    titles = [piece.of(title) for piece in pieces] or [cut(title, width - 2)]
    lines = [[Run(f"{glyph} ", glyph_look), Run(titles[0], title_look)]]
    lines += [[Run("  "), Run(line, title_look)] for line in titles[1:]]
    lines.append([Run("  "), _second(row, width - 2)])
    if row.versions > 0:
        more = f"└ {row.versions} more version{'s' if row.versions > 1 else ''}"
        lines.append([Run("  "), Run(cut(more, width - 2), "dim")])
    return lines


def _second(row: ArticleRow, width: int) -> Run:
    if row.problem:
        return Run(cut(shown(row.problem), width), "warning")
    if row.missing:
        kept = f" · {row.count} kept" if row.count else ""
        return Run(cut(f"file missing{kept}", width), "warning")
    return Run(_details(row, width), "dim")


def _details(row: ArticleRow, width: int) -> str:
    """Source, minutes, date and highlights; the date gives way first, then part of the source."""
    source = "brief" if row.brief else shown(row.source)
    minutes = shown_minutes(row.minutes, "m") if row.minutes > 0 else ""
    count = str(row.count) if row.count else ""
    if count and width >= _SPELT_OUT:
        count += " highlight" if row.count == 1 else " highlights"
    date = shown_date(row.date)
    for after in ((minutes, date, count), (minutes, count)):
        tail = " · ".join(filter(None, after))
        whole = " · ".join(filter(None, (source, tail)))
        if cells(whole) <= width:
            return whole
    room = width - cells(tail) - 3
    if not tail or room < 4:
        return cut(tail or source, width)
    return f"{cut(source, room)} · {tail}"
