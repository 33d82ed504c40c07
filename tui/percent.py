"""Percent: shares of a text as whole numbers and in words, alike in lists, comparison and commands."""

from __future__ import annotations

from typing import Final

_NEXT_TO_NOTHING: Final = 1e-9  # by which a product of fractions may fall short of a whole number


def percent(share: float) -> int:
    """A share of 0 to 1 in per cent, rounded down: 100 only of all there is."""
    return 100 if share >= 1 else min(99, int(100 * share + _NEXT_TO_NOTHING))


def places(share: float) -> float:
    """A share with four decimal places, rounded down as `percent` is: 1 only of all there is."""
    return 1.0 if share >= 1 else min(9_999, int(10_000 * share + _NEXT_TO_NOTHING)) / 10_000


def of_its_text(share: float) -> str:
    """How much of a version's own text stands in the article that leads, in words."""
    return f"shares {percent(share)} % of its text" if share < 1 else "shares all of its text"
