"""How large a text may become that a template makes of another: told before it is made."""

from __future__ import annotations

import re
from collections.abc import Sequence, Sized
from typing import Any, Final

_WIDTH: Final = re.compile(r"(?:%[-+ #0]*|:(?:.?[<>=^])?[-+ #0]*|\.)(\d+)")
_LINES: Final = 1 << 20  # of JSON, assumed


def reckoned(operator: str, left: Any, right: Any) -> int:
    """How large a result may be: signs of a text, members of a list, bits of a number."""
    numbers = isinstance(left, int) and isinstance(right, int)
    if operator == "**":
        return int(left).bit_length() * max(0, int(right)) if numbers else 0
    if operator == "*":
        if numbers:
            return int(left).bit_length() + int(right).bit_length()
        times, many = (left, right) if isinstance(left, int) else (right, left)
        return max(0, times) * len(many) if isinstance(times, int) and isinstance(many, Sized) else 0
    if operator == "+" and isinstance(left, Sized) and isinstance(right, Sized):
        return len(left) + len(right)
    if operator == "%" and isinstance(left, str):
        return grown("format", left, list(right) if isinstance(right, tuple) else [right])
    return 0


def grown(name: str, text: str, arguments: Sequence[Any]) -> int:
    """How large a filter or method called ``name`` may make ``text``; 0 for one that adds little."""
    width = max((one for one in arguments if isinstance(one, int)), default=0)
    longest = max((len(one) for one in arguments if isinstance(one, str)), default=0)
    match name:
        case "center" | "ljust" | "rjust" | "zfill" | "batch" | "slice":
            return width
        case "tojson":
            return width * _LINES
        case "indent":
            return len(text) + len(text.splitlines()) * max(width, longest)
        case "expandtabs":
            return len(text) + text.count("\t") * width
        case "wordwrap":
            return len(text) * (1 + longest)
        case "replace" if len(arguments) > 1 and all(isinstance(one, str) for one in arguments[:2]):
            return len(text) + text.count(arguments[0]) * len(arguments[1])
        case "format" | "format_map":
            places = text.count("%") + text.count("{")
            return len(text) + sum(map(int, _WIDTH.findall(text))) + places * max(width, longest)
    return 0
