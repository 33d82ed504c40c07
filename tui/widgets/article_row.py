"""One article of the list: its data, and the lines it is shown as."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from tui.percent import of_its_text, percent
from tui.widgets.celltext import cells, cut, shown, wrap
from tui.widgets.runs import Line, Run

GLYPHS: Final[dict[str, str]] = {"unread": "○", "reading": "◐", "read": "●"}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TITLE_LINES: Final = 2
"""Lines that a title may take: it is what articles are told apart by."""
FOLDED: Final = "└"
UNFOLDED: Final = "▾"
"""What the line about further versions begins with."""
EMPTY: Final = "empty"
"""What stands in the place of the length where there is nothing to read."""
_SOURCE_LEAST: Final = 4
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
        lead: Path of the article that this one is a version of, or "".
        share: How much of its text it has in common with that one, 0 to 1; 0 when unknown.
        unfolded: Whether the versions are shown under this one.
        author: Who wrote it, or "".
        beneath: Number of highlights in the versions that stand under this one.
        empty: Whether there are no words in it.
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
    lead: str = ""
    share: float = 0.0
    unfolded: bool = False
    author: str = ""
    beneath: int = 0
    empty: bool = False


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
    if row.lead:
        return _version_lines(row, width)
    title = shown(row.title) or shown(row.path.rpartition("/")[2])
    pieces = wrap(title, max(2, width - 2), TITLE_LINES) if width > 3 else []
    glyph, glyph_look, title_look = _looks(row)
    titles = [piece.of(title) for piece in pieces] or [cut(title, width - 2)]
    lines = [[Run(f"{glyph} ", glyph_look), Run(titles[0], title_look)]]
    lines += [[Run("  "), Run(line, title_look)] for line in titles[1:]]
    lines.append([Run("  "), _second(row, width - 2)])
    if row.versions > 0:
        more = f"{UNFOLDED if row.unfolded else FOLDED} {row.versions} more version{'s' * (row.versions > 1)}"
        if row.beneath and not row.unfolded:
            more += f" · {_counted(row.beneath, width - 2)}"
        lines.append([Run("  "), Run(cut(more, width - 2), "dim")])
    return lines


def _looks(row: ArticleRow) -> tuple[str, str, str]:
    """The glyph of how far it was read, its look and that of the title."""
    glyph = GLYPHS.get(row.status, "○")
    if row.problem or row.missing:
        return "!", "warning", "dim"
    if row.brief:
        return "≡", "dim", "text"
    if row.status == "unread":
        return glyph, "dim", "strong"
    return glyph, "mark" if row.status == "reading" else "dim", "text"


def _version_lines(row: ArticleRow, width: int) -> list[Line]:
    """A version under its lead: set in, its title on one line, then where and when, and what it shares."""
    title = shown(row.title) or shown(row.path.rpartition("/")[2])
    glyph, glyph_look, title_look = _looks(row)
    room, source, date = width - 4, shown(row.source), shown_date(row.date)
    some = row.share > 0
    long, short = (of_its_text(row.share), f"{percent(row.share)} %") if some else ("", "")
    count = str(row.count or "")
    # Outlet and date tell versions apart whose titles are alike: the share gives way to them, and to what
    # was highlighted.
    most = max(_SOURCE_LEAST, room - cells(date) - 3)
    brief = cut(source, most) if source else ""
    for parts in (
        (source, date, count, long),
        (source, date, count, short),
        (source, date, count),
        (cut(source, max(_SOURCE_LEAST, most - cells(count) - 3)) if source else "", date, count),
        (brief, date),
    ):
        said = " · ".join(filter(None, parts))
        if cells(said) <= room:
            break
    return [
        [Run(f"  {glyph} ", glyph_look), Run(cut(title, room), title_look)],
        [Run("    "), Run(cut(said, room), "dim")],
    ]


def _second(row: ArticleRow, width: int) -> Run:
    if row.problem:
        return Run(cut(shown(row.problem), width), "warning")
    if row.missing:
        kept = f" · {row.count} kept" if row.count else ""
        return Run(cut(f"file missing{kept}", width), "warning")
    return Run(_details(row, width), "dim")


def _counted(highlights: int, width: int) -> str:
    """How many highlights, with the word where there is room for it."""
    return str(highlights) if width < _SPELT_OUT else f"{highlights} highlight{'s' * (highlights > 1)}"


def _details(row: ArticleRow, width: int) -> str:
    """Source, minutes, date and highlights; the date gives way first, then part of the source."""
    source = f"brief · {shown(row.path.rpartition('/')[2])}" if row.brief else shown(row.source)
    minutes = shown_minutes(row.minutes, "m") if row.minutes > 0 else EMPTY if row.empty else ""
    count = _counted(row.count, width) if row.count else ""
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
