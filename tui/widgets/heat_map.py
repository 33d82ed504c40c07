"""The heat map: tags down the side, articles or sources along the top, how many highlights in each cell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from string import ascii_letters
from typing import Final

from annotations.codebook import is_under
from annotations.usecases.overview.surveying import Survey
from tui.widgets.article_row import shown_date
from tui.widgets.celltext import cells, cut, cut_path, shown
from tui.widgets.chart import Chart, Piece, Row

_LABEL: Final = 28
_TOTAL: Final = 5
# Cells of a column, at least and at most.
_ARTICLE: Final = (4, 7)
_SOURCE: Final = (10, 15)
_HEAD: Final = 2
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class HeatMap(Chart):
    """Tags by articles, or by sources."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._survey: Survey | None = None
        self._by_source = False
        self._from = (0, 0)  # the first column and row in view
        self._most = 1
        self._widest = 0  # cells of a tag's name with its indent
        self._days: list[tuple[str, str]] = []

    def show(self, survey: Survey, *, by_source: bool) -> None:
        """Show another survey; the cursor stays on its tag."""
        if by_source != self._by_source:
            self.cursor, self._from = (0, self.cursor[1]), (0, 0)
        self._survey, self._by_source = survey, by_source
        self.known = True
        self._most = max(survey.cells.values(), default=1)
        names = _names(row.path for row in survey.rows)
        self._widest = max((2 * depth + cells(shown(name)) for depth, name in names), default=0)
        self._days = _days([column.date for column in survey.columns])
        self.redraw()

    def title(self) -> str:
        """What stands along the top."""
        return "TAGS × SOURCES" if self._by_source else "TAGS × ARTICLES"

    def extent(self) -> tuple[int, int]:
        """Columns and tags."""
        return (len(self._survey.columns), len(self._survey.rows)) if self._survey else (0, 0)

    def query_at(self, column: int, row: int) -> str:
        """The passages of a tag in an article or source."""
        return self._survey.query(row, column) if self._survey else ""

    def aside(self) -> str:
        """Tag, article and number."""
        survey = self._survey
        if survey is None or not all(self.extent()):
            return ""
        at, row = self.cursor
        column, count = survey.columns[at], survey.cells.get((row, at), 0)
        where = shown(column.name) or "no source"
        if not self._by_source:
            where = " · ".join(
                part for part in ("".join(self._days[at]), where, shown(column.source)) if part
            )
        return f"{count} × {shown(survey.rows[row].path)} in {where}"

    # Where things are.

    def _label(self) -> int:
        return min(_LABEL, self._widest + 3)

    def _wide(self, width: int) -> int:
        """Cells of a column."""
        assert self._survey is not None
        least, most = _SOURCE if self._by_source else _ARTICLE
        room = width - self._label() - _TOTAL
        return max(least, min(most, room // max(1, len(self._survey.columns))))

    def _fit(self, width: int, height: int) -> tuple[int, int]:
        """How many columns and rows are in view; the window follows the cursor."""
        columns = max(1, (width - self._label() - _TOTAL) // self._wide(width))
        rows = max(1, height - _HEAD)
        left, top = self._from
        at, row = self.cursor
        last_left, last_top = self.extent()[0] - columns, self.extent()[1] - rows
        left = max(0, min(max(left, at - columns + 1), at, max(0, last_left)))
        top = max(0, min(max(top, row - rows + 1), row, max(0, last_top)))
        self._from = left, top
        return columns, rows

    def value_at(self, x: int, y: int) -> tuple[int, int] | None:
        """The cell that was drawn there."""
        if self._survey is None or not all(self.extent()):
            return None
        column = self._from[0] + (x - self._label() - _TOTAL) // self._wide(self.size.width)
        row = self._from[1] + y - _HEAD
        inside = x >= self._label() + _TOTAL and y >= _HEAD
        return (column, row) if inside and column < self.extent()[0] and row < self.extent()[1] else None

    # Drawing.

    def body(self, width: int, height: int) -> list[Row]:
        """Two lines of names, then a line for each tag."""
        survey = self._survey
        if survey is None:
            return []
        if not all(self.extent()):
            return [
                [Piece("Nothing is tagged yet. Tags and the articles they are in will stand here.", "dim")]
            ]
        columns, rows = self._fit(width, height)
        left, top = self._from
        shown_columns = range(left, min(left + columns, len(survey.columns)))
        wide = self._wide(width)
        if self._by_source:
            heads = self._sources(shown_columns, wide)
        else:
            heads = self._dates(shown_columns, wide, width - self._label() - _TOTAL)
        more = self._more(shown_columns)
        lines = [
            [Piece(more.ljust(self._label() + _TOTAL), "dim"), *heads[0]],
            [Piece(" " * (self._label() + _TOTAL)), *heads[1]],
        ]
        tags = range(top, min(top + rows, len(survey.rows)))
        names = _names(survey.rows[row].path for row in tags)
        drawn = (self._line(row, *name, shown_columns, wide) for row, name in zip(tags, names, strict=True))
        return [*lines, *drawn]

    def _more(self, columns: range) -> str:
        total = self.extent()[0]
        return "" if len(columns) == total else f"{columns.start + 1}–{columns.stop} of {total}"

    def _line(self, row: int, depth: int, name: str, columns: range, wide: int) -> Row:
        assert self._survey is not None
        tag = self._survey.rows[row]
        here = row == self.cursor[1]
        depth = min(depth, (self._label() - 3) // 4)
        room = self._label() - 3 - 2 * depth
        name = cut_path(shown(name), room)
        filled = " " * (room - cells(name) + 1)
        line = [
            Piece("  " * depth),
            Piece("▌", "bar", colour=tag.colour),
            Piece(f"{name}{filled}", "strong" if here and self.has_focus else "text"),
            Piece(f"{tag.total:>{_TOTAL - 1}} ", "dim"),
        ]
        return [*line, *(piece for at in columns for piece in self._cell(row, at, wide))]

    def _cell(self, row: int, at: int, wide: int) -> Row:
        assert self._survey is not None
        count = self._survey.cells.get((row, at), 0)
        text = (str(count) if count else "·").rjust(wide - 2) + " "
        if self.has_focus and (at, row) == self.cursor:
            return [Piece(text, "cursor"), Piece(" ")]
        if not count:
            return [Piece(text, "rule"), Piece(" ")]
        return [Piece(text, "text", ground=max(0.05, math.sqrt(count / self._most))), Piece(" ")]

    def _sources(self, columns: range, wide: int) -> tuple[Row, Row]:
        """Names on two lines."""
        assert self._survey is not None
        heads: tuple[Row, Row] = ([], [])
        for at in columns:
            name = shown(self._survey.columns[at].name) or "no source"
            for line, text in zip(heads, _on_two(name, wide - 2), strict=True):
                line.append(Piece(text.rjust(wide - 2) + "  ", self._look(at)))
        return heads

    def _dates(self, columns: range, wide: int, width: int) -> tuple[Row, Row]:
        """Month and year where they begin, and days."""
        assert self._survey is not None
        dates = [self._survey.columns[at].date for at in columns]
        spare = max(0, width - len(columns) * wide)  # cells behind the last column
        months: list[str] = []
        for month, among in groupby(date[:7] for date in dates):
            last = month == dates[-1][:7]
            months.append(_month(month, len(list(among)) * wide + (spare if last else 0)))
        days: Row = []
        for at in columns:
            day, letter = self._days[at]
            days.append(Piece((day.rjust(wide - 2) + letter).ljust(wide), self._look(at)))
        return [Piece("".join(months).rstrip(), "dim")], days

    def _look(self, at: int) -> str:
        return "strong" if self.has_focus and at == self.cursor[0] else "dim"


def _names(paths: Iterable[str]) -> Iterator[tuple[int, str]]:
    """How far each tag stands in, and its name: all of its path that no tag over it in the list says."""
    above: list[str] = []
    for path in paths:
        while above and not is_under(path, above[-1]):
            above.pop()
        said = above[-1].count("/") + 1 if above else 0
        yield len(above), "/".join(path.split("/")[said:])
        above.append(path)


def _days(dates: Sequence[str]) -> list[tuple[str, str]]:
    """What stands over each article: its day, and a letter where several have the same date."""
    many, met = Counter(dates), Counter[str]()
    found = []
    for date in dates:
        letter = ascii_letters[met[date] : met[date] + 1] or "+"
        met[date] += 1
        found.append((date[8:10].lstrip("0") or "–", letter if many[date] > 1 else ""))
    return found


def _month(month: str, room: int) -> str:
    """A month over its columns, in ``room`` cells."""
    year, number = month[:4], month[5:]
    if len(month) == 7 and number.isdecimal() and 1 <= int(number) <= 12:
        name = _MONTHS[int(number) - 1]
        long = f"{name} {year[2:]}"
    else:
        long = shown_date(month) or "none"
        name = f"’{year[2:]}" if year.isdecimal() else "?"
    return cut(long if cells(long) < room else name, room - 1).ljust(room)


def _on_two(name: str, width: int) -> tuple[str, str]:
    """A name on two lines of at most ``width`` cells, the second one filled first."""
    if cells(name) <= width:
        return "", name
    words = name.split(" ")
    taken = next((n for n in range(len(words) - 1, 0, -1) if cells(" ".join(words[:n])) <= width), 1)
    return cut(" ".join(words[:taken]), width), cut(" ".join(words[taken:]), width)
