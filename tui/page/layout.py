"""Rows of a document at one width, wrapped chunk by chunk when they are first asked for.

Every code point lies in exactly one row, and rows follow one another without a gap: a row begins
where the one before ends, white space at a break and line breaks belong to the row before them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from time import perf_counter
from typing import Final, NamedTuple

from tui.page.geometry import Geometry, Inset, inset
from tui.page.plan import Plan
from tui.page.widths import Cluster, clusters, is_plain
from tui.page.wrap import wrap

_BLANKS_SHOWN: Final = 2
_FILLED: Final = 0.94  # of a row, on average, in running text
_LONGEST_ROW: Final = 4096  # code points of a row that are looked at; more can only be white space


class Row(NamedTuple):
    """One row: the code points it holds, and the index of its block (-1 outside of all)."""

    start: int
    end: int
    block: int


class Layout:
    """The rows of one document at one geometry.

    Row numbers are exact within the part that has been wrapped and estimates beyond it; an
    operation that wraps a chunk changes the numbers of the rows after that chunk. So numbers are
    for the moment, and what must last is kept as an offset.

    Attributes:
        geometry: The cells that rows may take.
        wrapped: How many chunks have been wrapped.
    """

    def __init__(self, plan: Plan, geometry: Geometry) -> None:
        self._plan = plan
        self._text = plan.text
        self.geometry = geometry
        self._rows: list[array[int] | None] = [None] * len(plan.cuts)
        self._heights = [self._estimate(chunk) for chunk in range(len(plan.cuts))]
        self._tops: list[int] = []
        self._insets: dict[int, Inset] = {}
        self._same: dict[Inset, Inset] = {}
        self.wrapped = 0

    # Numbers of rows

    @property
    def rows(self) -> int:
        """How many rows there are, at least 1; an estimate until `complete`."""
        return self._chunk_tops()[-1]

    @property
    def complete(self) -> bool:
        """Whether every chunk has been wrapped."""
        return self.wrapped == len(self._rows)

    def row_at(self, offset: int) -> int:
        """Number of the row that holds ``offset``; offsets outside the text count as its ends."""
        offset = max(0, min(offset, len(self._text)))
        chunk = bisect_right(self._plan.cuts, offset) - 1
        starts = self._chunk(chunk)
        return self._chunk_tops()[chunk] + bisect_right(starts, offset) - 1

    def row(self, number: int) -> Row:
        """The row with this number; numbers outside count as the first or last row."""
        number = max(0, number)
        while True:
            tops = self._chunk_tops()
            chunk = min(bisect_right(tops, number) - 1, len(self._rows) - 1)
            starts = self._chunk(chunk)
            index = number - tops[chunk]
            if index < len(starts):
                break
            if chunk == len(self._rows) - 1:
                index = len(starts) - 1
                break
        end = starts[index + 1] if index + 1 < len(starts) else self._plan.end(chunk)
        return Row(starts[index], end, self._plan.block_at(starts[index]))

    def settle(self, top: int, height: int) -> int:
        """Wrap what is within ``height`` rows of a view of ``height`` rows that begins at ``top``.

        Returns:
            The number that the row at ``top`` has afterwards. Moves of up to ``height`` rows from
            there no longer change any number.
        """
        anchor = self.row(top).start
        chunk = bisect_right(self._plan.cuts, anchor) - 1
        within = self.row_at(anchor) - self._chunk_tops()[chunk]
        above, below = within, len(self._chunk(chunk)) - within
        for earlier in range(chunk - 1, -1, -1):
            if above >= height:
                break
            above += len(self._chunk(earlier))
        for later in range(chunk + 1, len(self._rows)):
            if below >= 2 * height:
                break
            below += len(self._chunk(later))
        return self.row_at(anchor)

    def wrap_some(self, seconds: float, clock: Callable[[], float] = perf_counter) -> bool:
        """Wrap further chunks for about ``seconds``; whether any remain."""
        until = clock() + seconds
        for chunk, rows in enumerate(self._rows):
            if rows is None:
                self._chunk(chunk)
                if clock() >= until:
                    break
        return not self.complete

    # Cells within a row

    def inset(self, block: int) -> Inset:
        """Where the block with this index stands in the measure."""
        found = self._insets.get(block)
        if found is None:
            found = inset(self._plan.blocks, block, self.geometry)
            # Nearly all are alike, and a book has ten thousand blocks.
            found = self._insets[block] = self._same.setdefault(found, found)
        return found

    def visible_end(self, row: Row) -> int:
        """Where the visible part of the row ends: before the white space and line break at its end."""
        end = min(row.end, row.start + _LONGEST_ROW)
        text = self._text
        while end > row.start and text[end - 1] in " \n\t\u3000":
            end -= 1
        return end

    def clusters(self, row: Row) -> Iterator[Cluster]:
        """The clusters of a row, its white space and line break included, in order."""
        end = min(row.end, row.start + _LONGEST_ROW)
        text = self._text[row.start : end]
        if is_plain(text, lines=True):
            return (Cluster(i, i + 1, 1) for i in range(row.start, end))
        return clusters(text, row.start)

    def cell_of(self, row: Row, offset: int) -> int:
        """Cells between the left edge of the measure and the cluster that holds ``offset``."""
        indent = self.inset(row.block).indent
        text = self._text[row.start : min(offset, row.end, row.start + _LONGEST_ROW)]
        if is_plain(text, lines=True):
            return indent + len(text)
        return indent + sum(cluster.cells for cluster in self.clusters(row) if cluster.end <= offset)

    def offset_at(self, row: Row, cell: int) -> int:
        """Start of the visible cluster at ``cell``, the nearest one where there is none."""
        end = self.visible_end(row)
        if end == row.start:
            return row.start
        left = cell - self.inset(row.block).indent
        found = row.start
        for cluster in self.clusters(row):
            if cluster.start >= end:
                break
            if cluster.cells:
                found = cluster.start
                left -= cluster.cells
            if left < 0:
                break
        return found

    # Wrapping

    def _estimate(self, chunk: int) -> int:
        length = self._plan.end(chunk) - self._plan.cuts[chunk]
        if not length:
            return 1
        return self._plan.lines(chunk) + max(1, int(length / (self.geometry.measure * _FILLED)))

    def _chunk_tops(self) -> list[int]:
        if not self._tops:
            self._tops = [0, *accumulate(self._heights)]
        return self._tops

    def _chunk(self, chunk: int) -> array[int]:
        rows = self._rows[chunk]
        if rows is None:
            rows = self._wrapped(self._plan.cuts[chunk], self._plan.end(chunk))
            self._rows[chunk] = rows
            self.wrapped += 1
            if self._heights[chunk] != len(rows):
                self._heights[chunk] = len(rows)
                self._tops = []
        return rows

    def _wrapped(self, start: int, end: int) -> array[int]:
        rows: array[int] = array("I")
        position = start
        plan = self._plan
        index = max(0, bisect_right(plan.starts, start) - 1)
        for number in range(index, len(plan.blocks)):
            block = plan.blocks[number]
            if block.span.start >= end and not block.span.start == end == len(self._text):
                break
            first, last = max(start, block.span.start), min(end, block.span.end)
            if block.span.length == 0 and not plan.is_bare(block.span.start):
                continue
            if last < position or (last == position and last > block.span.start):
                continue
            if position < first:
                self._add_gap(position, first, rows)
            if first < last:
                width = self.inset(number).width
                if block.soft:
                    rows.append(first)
                    line = self._text[first:last]
                    wrap(line.replace("\n", " ") if "\n" in line else line, first, width, rows)
                else:
                    self._add_lines(first, last, width, rows)
            elif not rows or rows[-1] < first:
                rows.append(first)
            position = last
        if position < end:
            self._add_gap(position, end, rows)
        if not rows:
            rows.append(start)
        return rows

    def _add_lines(self, start: int, end: int, width: int, rows: array[int]) -> None:
        """Rows of a block whose line breaks are meant."""
        text = self._text
        while start < end:
            stop = text.find("\n", start, end)
            if stop < 0:
                stop = end
            rows.append(start)
            if stop - start > width // 4:
                wrap(text[start:stop], start, width, rows)
            start = stop + 1

    def _add_gap(self, start: int, end: int, rows: array[int]) -> None:
        """Rows of text outside of every block: blank lines, of which at most two in a row are shown."""
        text = self._text
        if rows and text[start] == "\n" and text[start - 1] != "\n":
            start += 1  # the line break that ends the row before
        elif rows and rows[-1] == start:
            start += 1  # the line of a rule
        blanks = 0
        width = self.inset(-1).width
        while start < end:
            stop = text.find("\n", start, end)
            if stop < 0:
                stop = end
            if text[start:stop].strip():
                blanks = 0
                rows.append(start)
                wrap(text[start:stop], start, width, rows)
            else:
                blanks += 1
                if blanks <= _BLANKS_SHOWN or not rows:
                    rows.append(start)
            start = stop + 1


def measure_for(width: int, wanted: int, plan: Plan) -> Geometry:
    """The geometry for ``width`` cells of room when ``wanted`` cells would be a comfortable row."""
    measure = max(8, min(wanted, width))
    return Geometry(measure, max(measure, width) if plan.has_wide else measure)
