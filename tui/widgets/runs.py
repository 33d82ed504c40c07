"""The run: a stretch of a list's line in one look, before there are styles; and how runs share a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.widgets.celltext import cells


class Run(NamedTuple):
    """Text that was made safe, with the name of its look.

    Attributes:
        text: One line, no control characters.
        look: The part of a component class after ``lines--``.
        colour: A colour of the codebook that replaces the look's own, or "".
    """

    text: str
    look: str = "text"
    colour: str = ""


Line = list[Run]
"""A line of an item from left to right; without runs it is a gap, which is never shaded."""


def ends(left: Run, right: Run, width: int) -> Line:
    """``left``, and ``right`` at the right edge of ``width`` cells."""
    return [left, *after([left], right, width)]


def after(runs: Sequence[Run], right: Run, width: int) -> Line:
    """``right`` at the right edge of ``width`` cells after ``runs``, or nothing where it does not fit."""
    gap = width - 2 - sum(cells(run.text) for run in runs) - cells(right.text)
    return [Run(" " * gap), right] if gap > 0 and right.text else []
