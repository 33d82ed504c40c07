"""The view on a long list: which rows are in sight, while most heights are still guesses.

Pure: it knows positions and rows, and asks for a height only near the view. What is within a page of
the view is always exact, so moving by up to a page never meets a guess, and correcting one elsewhere
never moves what is in sight.
"""

from __future__ import annotations

from collections.abc import Callable

from tui.widgets.heights import Heights, Place


class Roll:
    """Items of different heights, and the window of ``page`` rows on them.

    Args:
        estimate: Rows that an item is taken to have until it was measured.
        measure: Gives the height of the item at a position, in rows.

    Attributes:
        heights: Heights known or guessed.
        page: Rows of the window; nothing is measured while it is 0.
        top: The first row in the window.
    """

    __slots__ = ("_estimate", "_measure", "_measured", "heights", "page", "top")

    def __init__(self, estimate: int, measure: Callable[[int], int]) -> None:
        self._estimate = estimate
        self._measure = measure
        self._measured = bytearray()
        self.heights = Heights(0, estimate)
        self.page = 0
        self.top = 0

    def __len__(self) -> int:
        return len(self.heights)

    def reset(self, count: int) -> None:
        """Takes ``count`` items none of which has been measured; the window stays at its row."""
        self.heights = Heights(count, self._estimate)
        self._measured = bytearray(count)

    def measure(self, position: int, again: bool = False) -> int:
        """The exact height of an item."""
        if again or not self._measured[position]:
            self.heights.set(position, self._measure(position))
            self._measured[position] = 1
        return self.heights[position]

    def offset(self, position: int) -> int:
        """Rows from the window's top down to the item; negative above it."""
        return self.heights.top(position) - self.top

    def sees(self, position: int) -> bool:
        """Whether the item's first row is in the window."""
        return 0 <= self.offset(position) < self.page

    def place(self, row: int) -> Place | None:
        """What stands at ``row`` of the window."""
        row += self.top
        return self.heights.at(row) if 0 <= row < self.heights.total else None

    def scroll(self, top: int) -> bool:
        """Moves the window to ``top`` as far as there are rows; whether it moved."""
        before = self.top
        # Once for where it wants to go, and again for where the end of the list lets it go.
        for _ in range(2):
            place = self.heights.at(top)
            self._measure_around(place.position)
            top = self._clamped(self.heights.top(place.position) + place.row)
        self.top = top
        return top != before

    def show(self, position: int) -> bool:
        """Moves the window as little as shows the whole item; whether it moved.

        Downwards a little more, so that the item on top of the window is whole too.
        """
        if not self.page or not len(self):
            return False
        self._measure_around(position)
        first, height = self.heights.top(position), self.heights[position]
        if first < self.top or height > self.page:
            return self.scroll(first)
        if first + height <= self.top + self.page:
            return self.scroll(self.top)
        top = self.heights.at(first + height - self.page)
        return self.scroll(min(first, self.heights.top(top.position + (top.row > 0))))

    def hold(self, position: int, offset: int) -> None:
        """Moves the window so that the item is ``offset`` rows below its top, and whole if it can be."""
        if not self.page or not len(self):
            self.top = 0
            return
        self._measure_around(position)
        offset = min(offset, max(0, self.page - self.heights[position]))
        self.scroll(self.heights.top(position) - offset)

    def _clamped(self, top: int) -> int:
        return max(0, min(top, self.heights.total - self.page))

    def _measure_around(self, position: int) -> None:
        """Makes exact an item, what two pages after it and what a page before it hold."""
        if position < len(self):
            self.measure(position)
        for step, start, pages in ((1, position + 1, 2), (-1, position - 1, 1)):
            rows, at = pages * self.page, start
            while rows > 0 and 0 <= at < len(self):
                rows -= self.measure(at)
                at += step
