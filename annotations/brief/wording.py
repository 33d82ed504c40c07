"""Dates, counts and lists in words, the same for every reader of a brief."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?")


def date_words(date: str) -> str:
    """An ISO date as a person writes it (``13 February 2025``); anything else as it is."""
    match = _DATE.fullmatch(date)
    if not match:
        return date
    year, month, day = match.groups()
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return date
    name = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {name}" if day else name


def date_range(first: str, last: str) -> str:
    """Two ISO dates as a phrase: ``on 13 February 2025``, ``from 2024 to March 2025``; empty if unknown."""
    if not first:
        return ""
    if first == last:
        return f"{'on' if len(first) >= 10 else 'in'} {date_words(first)}"
    start, end = date_words(first).split(" "), date_words(last).split(" ")
    # What both share at the end is said once: "from 13 to 17 February 2025".
    shared = 0
    while len(start) == len(end) and shared < len(start) - 1 and start[-1 - shared] == end[-1 - shared]:
        shared += 1
    return f"from {' '.join(start[: len(start) - shared])} to {' '.join(end)}"


def counted(number: int, one: str, many: str = "") -> str:
    """``1 passage``, ``12 passages``, ``1,204 passages``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)
