"""Whether terms stand near each other, counted in words as SQLite's full-text search counts them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeAlias

Wanted: TypeAlias = tuple[Sequence[str], bool]


def near(text: str, terms: Sequence[Wanted], distance: int) -> bool:
    """Whether each of ``terms`` stands in ``text`` close enough to the one that begins last.

    Args:
        text: Folded words as `folding.words` gives them.
        terms: The words of each term, and whether its last word may go on.
        distance: How many words may stand, at most, between the end of a term and the beginning
            of the one that begins last. The order of the terms is free, and they may overlap.
    """
    if not all(f" {' '.join(term)}" in text for term, _ in terms):
        return False
    row = text.split()
    places = [_starts(row, term, prefix) for term, prefix in terms]
    lasts = sorted({start for starts in places for start in starts})
    return any(
        all(
            _any_between(starts, last - len(term) - distance, last)
            for starts, (term, _) in zip(places, terms, strict=True)
        )
        for last in lasts
    )


def _starts(row: Sequence[str], term: Sequence[str], prefix: bool) -> list[int]:
    *whole, final = term
    size = len(whole)
    found = []
    for at in range(len(row) - size):
        word = row[at + size]
        if (word.startswith(final) if prefix else word == final) and list(row[at : at + size]) == whole:
            found.append(at)
    return found


def _any_between(ordered: Sequence[int], lowest: int, highest: int) -> bool:
    at = bisect_left(ordered, lowest)
    return at < len(ordered) and ordered[at] <= highest
