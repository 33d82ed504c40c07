"""How well two colours can be told apart: the contrast ratio of WCAG 2.1, and how different they look.

Source: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple


class RGB(NamedTuple):
    """A colour of the sRGB space, each part 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        """The colour as ``#rrggbb``."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


def rgb(text: str) -> RGB:
    """The colour written as ``#rrggbb`` (or ``#rgb``).

    Raises:
        ValueError: ``text`` is not such a colour.
    """
    digits = text.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if not text.startswith("#") or len(digits) != 6 or not all(d in "0123456789abcdefABCDEF" for d in digits):
        raise ValueError(f"not a colour like #a28ae5: {text!r}")
    return RGB(int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))


def luminance(colour: RGB) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    """Contrast ratio, 1 (the same) to 21 (black on white); order does not matter."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def blend(one: RGB, other: RGB, share: float) -> RGB:
    """The colour that is ``share`` (0 to 1) of the way from ``one`` to ``other``."""
    mixed = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return RGB(*mixed)


def strongest(grounds: Iterable[RGB]) -> RGB:
    """Black or white, whichever can be read better on all ``grounds``."""
    grounds = tuple(grounds)
    return max(
        (RGB(0, 0, 0), RGB(255, 255, 255)), key=lambda end: min(contrast(end, ground) for ground in grounds)
    )


def nearest_readable(colour: RGB, towards: Iterable[RGB], grounds: Iterable[RGB], wanted: float) -> RGB:
    """The colour nearest to ``colour`` that has the contrast ``wanted`` on every one of ``grounds``.

    Args:
        towards: What it may be mixed with, besides black or white.
    """
    grounds = tuple(grounds)
    end = strongest(grounds)
    found = [end]
    for other in (*towards, end):
        steps = (blend(colour, other, step / 20) for step in range(21))
        found += islice((each for each in steps if min(contrast(each, on) for on in grounds) >= wanted), 1)
    return min(found, key=lambda each: distance(each, colour))


def distance(one: RGB, other: RGB) -> float:
    """How different two colours look: the Euclidean distance in OKLab, 0 to about 1.

    Below 0.02 two areas side by side look alike. Source: https://bottosson.github.io/posts/oklab/
    """
    return math.dist(_oklab(one), _oklab(other))


def _oklab(colour: RGB) -> tuple[float, float, float]:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    )
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )
