"""Where the caret may stand and where a movement takes it.

A stop is a visible character that takes room on the screen, or the one place on a blank row. The
white space that hangs at the end of a row is no stop.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import takewhile

from corpus.span import Span
from tui.page.layout import Layout, Row
from tui.page.widths import Cluster

Bounds = Callable[[int], Span]
"""The sentence or paragraph at an offset."""
Step = Callable[[int], int]
"""Leads from one offset to another."""


def _stops(layout: Layout, row: Row) -> list[Cluster]:
    end = layout.visible_end(row)
    seen = takewhile(lambda cluster: cluster.start < end, layout.clusters(row))
    return [cluster for cluster in seen if cluster.cells] or [Cluster(row.start, row.start, 0)]


def snapped(layout: Layout, offset: int) -> int:
    """The stop at ``offset``, else the nearest one before it in its row, else the row's first."""
    stops = _stops(layout, layout.row(layout.row_at(offset)))
    starts = [cluster.start for cluster in stops]
    return starts[max(0, bisect_right(starts, offset) - 1)]


def first_from(layout: Layout, offset: int) -> int:
    """The first stop at or after ``offset``, else the last of all: where what begins there is seen first."""
    stop = snapped(layout, offset)
    return stop if stop >= offset else right(layout, stop)


def cluster_span(layout: Layout, offset: int) -> Span:
    """The character at ``offset`` as a reader sees it; on a blank row its line break."""
    row = layout.row(layout.row_at(offset))
    for cluster in layout.clusters(row):
        if cluster.start <= offset < cluster.end:
            return Span(cluster.start, cluster.end)
    return Span(offset, offset)


def right(layout: Layout, offset: int) -> int:
    """The next stop, or ``offset`` at the last one."""
    number = layout.row_at(offset)
    for cluster in _stops(layout, layout.row(number)):
        if cluster.start > offset:
            return cluster.start
    row = layout.row(number + 1)
    return max(offset, _stops(layout, row)[0].start)


def left(layout: Layout, offset: int) -> int:
    """The stop before, or ``offset`` at the first one."""
    number = layout.row_at(offset)
    earlier = [c.start for c in _stops(layout, layout.row(number)) if c.start < offset]
    if earlier:
        return earlier[-1]
    start = layout.row(number).start
    return offset if start == 0 else _stops(layout, layout.row(layout.row_at(start - 1)))[-1].start


def vertical(layout: Layout, offset: int, rows: int, goal: int) -> int:
    """The stop ``rows`` rows below (above if negative) that is nearest to cell ``goal`` of the measure."""
    number = max(0, min(layout.row_at(offset) + rows, layout.rows - 1))
    return layout.offset_at(layout.row(number), goal)


def cell(layout: Layout, offset: int) -> int:
    """The cell of the measure that the caret stands in at ``offset``: the goal of vertical movements."""
    return layout.cell_of(layout.row(layout.row_at(offset)), offset)


def next_unit(text: str, offset: int, bounds: Bounds) -> int:
    """Where the unit after the one at ``offset`` begins, or ``offset`` if there is none."""
    position = max(bounds(offset).end, offset + 1)
    while position < len(text) and text[position].isspace():
        position += 1
    return position if position < len(text) else offset


def previous_unit(text: str, offset: int, bounds: Bounds) -> int:
    """Where the unit at ``offset`` begins, or, from its beginning, the one before."""
    start = bounds(offset).start
    if start < offset:
        return start
    position = offset - 1
    while position >= 0 and text[position].isspace():
        position -= 1
    return offset if position < 0 else min(bounds(position).start, position)


def end_of(layout: Layout, unit: Span) -> int:
    """The last stop within ``unit``."""
    return snapped(layout, max(unit.start, unit.end - 1))


def extended(layout: Layout, offset: int, anchor: Span, bounds: Bounds, following: int) -> int:
    """Where a selection that began at ``anchor`` reaches when its end at ``offset`` moves on by a unit.

    That is the last character of the unit, never the first one of the next; only what is taken back
    at the front ends where the next unit begins.

    Args:
        following: Where the unit after the one at ``offset`` begins; no more than ``offset`` for none.
    """
    if offset < following <= anchor.start:
        return following
    end = end_of(layout, bounds(offset))
    if offset < end:
        return end
    return max(offset, end_of(layout, bounds(following))) if following > offset else offset


def withdrawn(layout: Layout, offset: int, anchor: Span, bounds: Bounds, before: Step) -> int:
    """Where such a selection reaches when its end at ``offset`` moves back by a unit.

    Args:
        before: Gives where the unit at an offset begins or, from its beginning, the one before.
    """
    start = min(offset, bounds(offset).start)
    earlier = before(start)
    end = end_of(layout, bounds(earlier))
    return end if earlier < start and anchor.start <= end else before(offset)


def next_of(starts: Sequence[int], offset: int) -> int | None:
    """The first of ``starts`` after ``offset``."""
    index = bisect_right(starts, offset)
    return starts[index] if index < len(starts) else None


def previous_of(starts: Sequence[int], offset: int) -> int | None:
    """The last of ``starts`` before ``offset``."""
    index = bisect_left(starts, offset)
    return starts[index - 1] if index else None
