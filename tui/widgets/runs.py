"""The run: a stretch of a list's line in one look, before there are styles."""

from __future__ import annotations

from typing import NamedTuple


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
