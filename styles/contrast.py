"""How well two colours can be told apart: the contrast ratio of WCAG 2.1, as pure functions.

Source: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
"""

from __future__ import annotations

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
