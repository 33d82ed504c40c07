"""The measure: how wide running text may be, in cells."""

from __future__ import annotations

from typing import Final, TypeGuard

NARROWEST: Final = 30
WIDEST: Final = 200
USUAL: Final = 72


def held(cells: int) -> int:
    """``cells``, or the end of what there may be that is next to it."""
    return max(NARROWEST, min(WIDEST, cells))


def is_measure(value: object) -> TypeGuard[int]:
    """Whether what was read from a file can be the measure."""
    return type(value) is int and NARROWEST <= value <= WIDEST
