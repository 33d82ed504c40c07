"""Colours between programs: our eight names, and ``#rrggbb``."""

from __future__ import annotations

import re
from typing import Final

from annotations.colours import NAMED

_BACK: Final = {value: name for name, value in NAMED.items()}
_OTHERS: Final = {"grey": "gray", "pink": "magenta", "violet": "purple", "cyan": "blue", "olive": "green"}
_SHORT: Final = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])")
_LONG: Final = re.compile(r"#[0-9a-f]{6}")


def hexadecimal(colour: str) -> str:
    """A stored colour as ``#rrggbb``; gray for what is none."""
    return NAMED.get(colour, colour if _LONG.fullmatch(colour) else NAMED["gray"])


def stored_colour(colour: str) -> str:
    """Another program's colour as ours, empty if it is none that can be kept."""
    folded = colour.strip().lower()
    folded = _OTHERS.get(folded, folded)
    if folded in NAMED:
        return folded
    folded = _SHORT.sub(r"#\1\1\2\2\3\3", folded) if _SHORT.fullmatch(folded) else folded
    return _BACK.get(folded, folded) if _LONG.fullmatch(folded) else ""
