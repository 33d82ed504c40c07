"""Rows of a list whose items differ in height: which item stands at a row, and where an item starts.

A Fenwick tree (P. M. Fenwick, "A New Data Structure for Cumulative Frequency Tables", 1994), so that
finding and correcting are O(log n) while most heights are still an estimate. It holds what differs from
the estimate alone: a list that is filtered at every key has thousands of items, and few of them are seen.
"""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A row seen from its item: the item's position and the row within it."""

    position: int
    row: int


class Heights:
    """Heights in rows of ``count`` items that follow each other without overlap.

    Args:
        count: Number of items.
        estimate: Height that every item is taken to have until `set` says otherwise; at least 1.
    """

    __slots__ = ("_count", "_estimate", "_heights", "_highest", "_tree", "total")

    def __init__(self, count: int, estimate: int) -> None:
        self._count = count
        self._estimate = estimate
        self._heights: dict[int, int] = {}  # of the items whose height is known
        self._tree: dict[int, int] = {}  # rows of a node beyond those estimated
        self._highest = 1 << count.bit_length() >> 1
        self.total = estimate * count
        """Rows of all items together."""

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, position: int) -> int:
        return self._heights.get(position, self._estimate)

    def set(self, position: int, height: int) -> None:
        """Corrects the height of one item, in rows."""
        change = height - self[position]
        if not change:
            return
        self._heights[position] = height
        self.total += change
        node, tree = position + 1, self._tree
        while node <= self._count:
            tree[node] = tree.get(node, 0) + change
            node += node & -node

    def top(self, position: int) -> int:
        """The first row of the item at ``position``; `total` for one past the last."""
        row = self._estimate * position
        while position:
            row += self._tree.get(position, 0)
            position &= position - 1
        return row

    def at(self, row: int) -> Place:
        """The item that covers ``row``; the nearest end for a row outside, ``(0, 0)`` without items."""
        if not self._count:
            return Place(0, 0)
        row = max(0, min(row, self.total - 1))
        position, step = 0, self._highest
        while step:
            node = position + step
            if node <= self._count:
                rows = self._estimate * step + self._tree.get(node, 0)
                if rows <= row:
                    position, row = node, row - rows
            step >>= 1
        return Place(position, row)


class Thumb(NamedTuple):
    """The part of a scroll track that stands for what is in view: ``[start, end)`` in rows."""

    start: int
    end: int


def thumb(total: int, top: int, track: int) -> Thumb:
    """Where the thumb stands on a track of ``track`` rows, ``top`` of ``total`` rows scrolled away.

    Empty when everything is in view. Its ends touch the track's ends only at the very top and bottom.
    """
    if total <= track or track <= 0:
        return Thumb(0, 0)
    length = max(1, track * track // total)
    hidden = total - track
    start = round(top * (track - length) / hidden)
    if track - length > 2:
        start = max(start, 1) if top > 0 else 0
        start = min(start, track - length - 1) if top < hidden else track - length
    return Thumb(start, start + length)


def top_at(total: int, row: int, track: int) -> int:
    """The top row to scroll to so that the middle of the thumb stands at ``row`` of the track."""
    length = max(1, track * track // max(total, 1))
    free = max(1, track - length)
    share = min(1.0, max(0.0, (row - length // 2) / free))
    return round(share * max(0, total - track))
