"""Dates as precise as somebody wrote them: a year, a month or a day, and the days they stand for."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_LENGTH: Final = len("2025-02-13")


class Days(NamedTuple):
    """The first and the last day that a date stands for."""

    first: date
    last: date


@lru_cache(maxsize=4096)
def days(text: str) -> Days | None:
    """The days of ``2025``, ``2025-02`` or ``2025-02-13``; None if it is no such date."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        first = date(year, month if match[2] else 1, day if match[3] else 1)
    except ValueError:
        return None
    if match[3]:
        return Days(first, first)
    end = month if match[2] else 12
    return Days(first, date(year, end, monthrange(year, end)[1]))


def days_of_moment(text: str) -> Days | None:
    """As `days`, of a date or of a moment such as ``2025-02-13T20:27:00Z``."""
    return days(text[:_LENGTH] if text[_LENGTH : _LENGTH + 1] in {"T", " "} else text)


def between(text: str, start: str, end: str) -> bool:
    """Whether ``text``, a date or moment, surely lies from ``start`` to ``end``; an empty end is open."""
    found = days_of_moment(text)
    if found is None:
        return False
    lowest, highest = days(start), days(end)
    return (lowest is None or lowest.first <= found.first) and (highest is None or found.last <= highest.last)
