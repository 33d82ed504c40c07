"""The timeline: highlights by the dates of the articles that they are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from annotations.query.dates import days
from annotations.query.syntax import Dated

# Characters of a day, a month and a year, and how many of them can stand side by side.
_UNITS: Final = ((10, 62), (7, 72), (4, 200))


@dataclass(frozen=True, slots=True)
class Bin:
    """A stretch of time by the dates of articles.

    Attributes:
        date: A day, month or year; empty for articles without a date.
    """

    date: str
    count: int

    @property
    def query(self) -> str:
        """Means its passages; empty where no query can."""
        return str(Dated("date", self.date, self.date)) if self.date else ""


def bins(dates: Iterable[str]) -> tuple[Bin, ...]:
    """How often each day, month or year stands in ``dates``, those between in which it never does too.

    The unit is the finest that every date has and that gives no more than a bearable number of bins.
    What is no date comes last.
    """
    counts: defaultdict[str, int] = defaultdict(int)
    for text in dates:
        counts[text if days(text) else ""] += 1
    undated = counts.pop("", 0)
    found: list[Bin] = []
    if counts:
        binned, units = _binned(counts)
        found = [Bin(unit, binned.get(unit, 0)) for unit in units]
    return (*found, Bin("", undated)) if undated else tuple(found)


def _binned(counts: dict[str, int]) -> tuple[dict[str, int], list[str]]:
    finest = min(map(len, counts))
    for length, most in _UNITS:
        binned: defaultdict[str, int] = defaultdict(int)
        for text, count in counts.items():
            binned[text[:length]] += count
        if length <= finest and len(units := _between(min(binned), max(binned), most + 1)) <= most:
            return binned, units
    return binned, sorted(binned)


def _between(first: str, last: str, most: int) -> list[str]:
    """The units from first to last, at most so many."""
    if len(first) == 4:
        return [f"{year:04d}" for year in range(int(first), int(last) + 1)][:most]
    if len(first) == 7:
        start, end = (int(text[:4]) * 12 + int(text[5:]) - 1 for text in (first, last))
        return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, end + 1)][:most]
    begin, end_day = date.fromisoformat(first), date.fromisoformat(last)
    count = min((end_day - begin).days + 1, most)
    return [(begin + timedelta(days=day)).isoformat() for day in range(count)]
