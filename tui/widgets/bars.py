"""Bars: highlights along time, tags that occur together, and how far everything was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from annotations.usecases.overview.surveying import Pair
from annotations.usecases.overview.timeline import Bin
from tui.widgets.article_row import GLYPHS, shown_date
from tui.widgets.celltext import cells, cut_path, shown
from tui.widgets.chart import Chart, Piece, Row, bar, column

_STATUSES: Final = ("read", "reading", "unread")
_FILL: Final = {"read": "█", "reading": "▒", "unread": "░"}
_WIDEST: Final = 7


class Timeline(Chart):
    """Highlights by the dates of their articles."""

    TITLE: ClassVar[str] = "ALONG TIME"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bins: Sequence[Bin] = ()
        self._left = 0

    def show(self, bins: Sequence[Bin]) -> None:
        """Show these bins, oldest first."""
        self._bins = bins
        self.known = True
        self.redraw()

    def extent(self) -> tuple[int, int]:
        """One row of bins."""
        return len(self._bins), min(1, len(self._bins))

    def query_at(self, column: int, row: int) -> str:
        """The passages of a bin."""
        return self._bins[column].query

    def aside(self) -> str:
        """The bin's date and number."""
        if not self._bins:
            return ""
        found = self._bins[self.cursor[0]]
        return f"{shown_date(found.date) or 'no date'}  {found.count}"

    def value_at(self, x: int, y: int) -> tuple[int, int] | None:
        """The bin that was drawn there."""
        at = self._left + x // self._wide(self.size.width)
        return (at, 0) if at < len(self._bins) else None

    def _wide(self, width: int) -> int:
        return max(1, min(_WIDEST, width // max(1, len(self._bins))))

    def body(self, width: int, height: int) -> list[Row]:
        """Upright bars over a line of dates."""
        if not self.known:
            return []
        if not self._bins:
            return [[Piece("Nothing is highlighted yet.", "dim")]]
        wide = self._wide(width)
        count = min(len(self._bins), width // wide)
        at = self.cursor[0]
        self._left = max(0, min(max(self._left, at - count + 1), at, len(self._bins) - count))
        bins = self._bins[self._left : self._left + count]
        most = max(1, max(each.count for each in self._bins))
        levels = max(1, height - 2)
        columns = [column(each.count / most, levels) for each in bins]
        gap = int(wide > 2)
        look = ["bar-focus" if self.has_focus and self._left + n == at else "bar" for n in range(count)]
        lines = [
            [Piece(columns[n][level] * (wide - gap) + " " * gap, look[n]) for n in range(count)]
            for level in range(levels)
        ]
        return [*lines, [Piece("─" * (len(bins) * wide - gap), "rule")], self._dates(bins, wide)]

    def _dates(self, bins: Sequence[Bin], wide: int) -> Row:
        """The first date at the left end and the last at the right one."""
        first = shown_date(bins[0].date) or "no date"
        last = shown_date(bins[-1].date) or "no date"
        gap = len(bins) * wide - cells(first) - cells(last)
        return [Piece(first if gap < 2 else f"{first}{' ' * gap}{last}", "dim")]


class Together(Chart):
    """Pairs of tags that stand on the same passages, the most frequent first."""

    TITLE: ClassVar[str] = "TAGS TOGETHER"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pairs: Sequence[Pair] = ()
        self._colours: Mapping[str, str] = {}
        self._top = 0

    def show(self, pairs: Sequence[Pair], colours: Mapping[str, str]) -> None:
        """Show these pairs; ``colours`` are those of tags by folded path."""
        self._pairs, self._colours = pairs, colours
        self.known = True
        self.redraw()

    def extent(self) -> tuple[int, int]:
        """One column of pairs."""
        return min(1, len(self._pairs)), len(self._pairs)

    def query_at(self, column: int, row: int) -> str:
        """The passages of a pair."""
        return self._pairs[row].query

    def aside(self) -> str:
        """How many pairs there are."""
        return f"{self.cursor[1] + 1} of {len(self._pairs)}" if self._pairs else ""

    def value_at(self, x: int, y: int) -> tuple[int, int] | None:
        """The pair that was drawn there."""
        return (0, self._top + y) if self._top + y < len(self._pairs) else None

    def body(self, width: int, height: int) -> list[Row]:
        """A line for each pair: both tags, a bar, the number."""
        if not self.known:
            return []
        if not self._pairs:
            return [[Piece("No two tags stand on the same passage yet.", "dim")]]
        at = self.cursor[1]
        self._top = max(0, min(max(self._top, at - height + 1), at, max(0, len(self._pairs) - height)))
        most = self._pairs[0].count
        long = max(6, min(24, width // 5))
        room = width - long - 6
        lines: list[Row] = []
        for place in range(self._top, min(self._top + height, len(self._pairs))):
            pair = self._pairs[place]
            here = self.has_focus and place == at
            left, right = _shared(shown(pair.left), shown(pair.right), room - 6)
            used = cells(left) + cells(right) + 5
            number = f"{pair.count:>4}"
            drawn = bar(pair.count / most, long)
            lines.append(
                [
                    Piece("▌", "bar", colour=self._colours.get(pair.left.casefold(), "")),
                    Piece(left, "strong" if here else "text"),
                    Piece(" + ", "dim"),
                    Piece("▌", "bar", colour=self._colours.get(pair.right.casefold(), "")),
                    Piece(right, "strong" if here else "text"),
                    Piece(" " * max(1, room - used)),
                    Piece(number, "cursor" if here else "dim"),
                    Piece(" "),
                    Piece(drawn, "bar-focus" if here else "bar"),
                ]
            )
        return lines


def _shared(left: str, right: str, room: int) -> tuple[str, str]:
    """Two names cut so that they fit together, the longer one first."""
    if cells(left) + cells(right) <= room:
        return left, right
    half = room // 2
    if cells(left) <= half:
        return left, cut_path(right, room - cells(left))
    if cells(right) <= half:
        return cut_path(left, room - cells(right)), right
    return cut_path(left, half), cut_path(right, room - half)


class Progress(Chart):
    """How many articles were read."""

    TITLE: ClassVar[str] = "READING"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._counts: Mapping[str, tuple[int, int]] = {}

    def show(self, counts: Mapping[str, tuple[int, int]]) -> None:
        """Show articles and words by status."""
        self._counts = counts
        self.known = True
        self.redraw()

    def extent(self) -> tuple[int, int]:
        """The three statuses."""
        return (len(_STATUSES), 1) if self._counts else (0, 0)

    def query_at(self, column: int, row: int) -> str:
        """The articles of a status."""
        return f"status:{_STATUSES[column]}"

    def aside(self) -> str:
        """How much of all words was read."""
        words = sum(words for _, words in self._counts.values())
        read = self._counts.get("read", (0, 0))[1]
        return f"{round(100 * read / words)} % of {words:,} words read" if words else ""

    def value_at(self, x: int, y: int) -> tuple[int, int] | None:
        """The status that was written or drawn there."""
        if y == 0:
            reached = 0
            for place, length in enumerate(self._lengths(self.size.width)):
                reached += length
                if x < reached:
                    return place, 0
            return None
        for place, (start, text) in enumerate(self._words()):
            if start <= x < start + cells(text):
                return place, 0
        return None

    def _lengths(self, width: int) -> list[int]:
        """Cells of the bar for each status, all of it together; who has one article has one cell."""
        counts = [self._counts[status][0] for status in _STATUSES]
        total = sum(counts)
        if not total:
            return [0, 0, width]
        lengths = [max(int(count > 0), round(width * count / total)) for count in counts]
        lengths[lengths.index(max(lengths))] += width - sum(lengths)
        return lengths

    def _words(self) -> list[tuple[int, str]]:
        found, start = [], 0
        for status in _STATUSES:
            text = f"{GLYPHS[status]} {self._counts[status][0]:,} {status}"
            found.append((start, text))
            start += cells(text) + 3
        return found

    def body(self, width: int, height: int) -> list[Row]:
        """A bar in three parts, and the numbers."""
        if not self._counts:
            return []
        parts = [
            Piece(_FILL[status] * length, "rule" if status == "unread" else "bar")
            for status, length in zip(_STATUSES, self._lengths(width), strict=True)
        ]
        words: Row = []
        for place, (_, text) in enumerate(self._words()):
            here = self.has_focus and place == self.cursor[0]
            words += [Piece(text, "cursor" if here else "dim"), Piece("   ")]
        return [parts, words]
