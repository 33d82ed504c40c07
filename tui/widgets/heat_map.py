"""The heat map: tags down the side, articles or sources along the top, how many highlights in each cell."""

from __future__ import annotations

import math
from typing import Final

from annotations.usecases.overview.surveying import Survey
from tui.widgets.article_row import shown_date
from tui.widgets.celltext import cells, cut, shown
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

    def show(self, survey: Survey, *, by_source: bool) -> None:
        """Show another survey; the cursor stays on its tag."""
        if by_source != self._by_source:
            self.cursor, self._from = (0, self.cursor[1]), (0, 0)
        self._survey, self._by_source = survey, by_source
        self.known = True
        self._most = max(survey.cells.values(), default=1)
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
            where = " · ".join(part for part in (where, shown(column.source)) if part)
        return f"{count} × {shown(survey.rows[row].path)} in {where}"

    # Where things are.

    def _label(self) -> int:
        assert self._survey is not None
        widest = max((2 * row.depth + cells(_name(row.path)) for row in self._survey.rows), default=0)
        return min(_LABEL, widest + 3)

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
        heads = self._sources(shown_columns, wide) if self._by_source else self._dates(shown_columns, wide)
        more = self._more(shown_columns)
        lines = [
            [Piece(more.ljust(self._label() + _TOTAL), "dim"), *heads[0]],
            [Piece(" " * (self._label() + _TOTAL)), *heads[1]],
        ]
        tags = range(top, min(top + rows, len(survey.rows)))
        return [*lines, *(self._line(row, shown_columns, wide) for row in tags)]

    def _more(self, columns: range) -> str:
        total = self.extent()[0]
        return "" if len(columns) == total else f"{columns.start + 1}–{columns.stop} of {total}"

    def _line(self, row: int, columns: range, wide: int) -> Row:
        assert self._survey is not None
        tag = self._survey.rows[row]
        here = row == self.cursor[1]
        room = self._label() - 3 - 2 * tag.depth
        name = cut(shown(_name(tag.path)), max(3, room))
        filled = " " * (room - cells(name) + 1)
        line = [
            Piece("  " * tag.depth),
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

    def _dates(self, columns: range, wide: int) -> tuple[Row, Row]:
        """Month and year where they begin, and days."""
        assert self._survey is not None
        months, days = [" "] * (len(columns) * wide + 12), list[Piece]()
        before, free = "", 0
        for place, at in enumerate(columns):
            date = self._survey.columns[at].date
            month, day = date[:7], date[8:10].lstrip("0") or "–"
            start = place * wide
            if month != before and start >= free:
                name = _month(month)
                months[start : start + len(name)] = name
                free = start + len(name) + 1
                before = month
            days.append(Piece(day.rjust(wide - 2).ljust(wide), self._look(at)))
        return [Piece("".join(months).rstrip()[: len(columns) * wide], "dim")], days

    def _look(self, at: int) -> str:
        return "strong" if self.has_focus and at == self.cursor[0] else "dim"


def _month(month: str) -> str:
    """A month as it stands over its first column, short enough for two columns."""
    if len(month) == 7 and month[5:].isdecimal() and 1 <= int(month[5:]) <= 12:
        return f"{_MONTHS[int(month[5:]) - 1]} {month[2:4]}"
    return shown_date(month) or "none"


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _on_two(name: str, width: int) -> tuple[str, str]:
    """A name on two lines of at most ``width`` cells, the second one filled first."""
    if cells(name) <= width:
        return "", name
    words = name.split(" ")
    taken = next((n for n in range(len(words) - 1, 0, -1) if cells(" ".join(words[:n])) <= width), 1)
    return cut(" ".join(words[:taken]), width), cut(" ".join(words[taken:]), width)
