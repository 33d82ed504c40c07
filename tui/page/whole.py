"""Rows as they are drawn: strips that are let go as soon as nobody shows them any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.strip import Strip

if TYPE_CHECKING:
    from textual.color import Color
    from textual.filter import LineFilter


class Whole(Strip):
    """A strip that is mostly drawn in one piece.

    Textual keeps of a strip the pieces that it was cut into. Where it was cut at its end only, the piece is
    the strip, which then holds itself: it would stay until the collector of garbage looks at the oldest
    objects, which it does not while keys are pressed. A page has fifty rows, and a row takes two kilobytes.
    """

    __slots__ = ()

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The strip cut at these cells, as `Strip.divide` does it."""
        length = self.cell_length
        within = [cut for cut in cuts if cut <= length]
        return [self] if within == [length] else super().divide(within)

    def through(self, filters: Iterable[LineFilter], background: Color) -> Whole:
        """What the filters make of the strip, in place of it and not beside it as `apply_filter` has it."""
        segments = found = list(self)
        for each in filters:
            segments = each.apply(segments, background)
        return self if segments is found else Whole(segments, self.cell_length)
