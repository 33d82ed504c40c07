"""Positions in other units than code points, converted at the border and nowhere else."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """What a program counts its positions in."""

    POINTS = "code points"  # the W3C, REFI-QDA, this program
    UTF16 = "UTF-16"  # browsers, NVivo for Windows
    UTF8 = "UTF-8"  # Taguette
    EMACS = "Emacs"  # code points from 1


_WIDE: Final = {
    Unit.UTF16: re.compile("[\U00010000-\U0010ffff]"),
    Unit.UTF8: re.compile("[^\x00-\x7f]"),
}


class Ruler:
    """Converts positions in one text between a unit and code points.

    Making one takes a pass over the text; each conversion is a binary search.
    """

    def __init__(self, text: str, unit: Unit) -> None:
        self._length = len(text)
        self._shift = 1 if unit is Unit.EMACS else 0
        # Arrays, since there may be as many as there are characters.
        self._wide = array("q")  # indexes of characters that take more than one unit
        self._starts = array("q")  # their positions in the unit
        self._widths = array("b")
        extra = 0
        pattern = _WIDE.get(unit)
        for match in pattern.finditer(text) if pattern else ():
            width = 2 if unit is Unit.UTF16 else _utf8_width(match[0])
            self._wide.append(match.start())
            self._starts.append(match.start() + extra)
            self._widths.append(width)
            extra += width - 1

    def points(self, position: int) -> int | None:
        """The code point at ``position``; None if it lies outside of the text or inside a character."""
        position -= self._shift
        at = bisect_right(self._starts, position) - 1
        if at >= 0:
            beyond = position - self._starts[at] - self._widths[at]
            if beyond < 0:
                return self._wide[at] if position == self._starts[at] else None
            position = self._wide[at] + 1 + beyond
        return position if 0 <= position <= self._length else None

    def units(self, point: int) -> int:
        """The position of the code point ``point``."""
        at = bisect_right(self._wide, point - 1) - 1
        if at >= 0:
            point = self._starts[at] + self._widths[at] + point - self._wide[at] - 1
        return point + self._shift


def _utf8_width(sign: str) -> int:
    code = ord(sign)
    return 2 if code < 0x800 else 3 if code < 0x10000 else 4
