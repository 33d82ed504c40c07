"""Places of words and phrases in a folded text, and which of them stand near each other."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from corpus.index.folding import Aligned, Folding

_BETWEEN: Final = "[\\x00-/:-`{-\\x7f]"
_LONG: Final = 24  # code points that a word and what stands behind it hardly ever have
_RUN: Final = re.compile("[0-9a-z\\x80-\U0010ffff]+")


class Place(NamedTuple):
    """A stretch of a folded text."""

    start: int
    end: int


class Phrase:
    """One folded word or several in a row; with ``prefix`` the last one may go on."""

    def __init__(self, folding: Folding, words: Sequence[str], prefix: bool = False) -> None:
        # In passing their signs become known; the few scripts that fold to capitals become small.
        words = folding.aligned(" ".join(words)).folded.split()
        self.length = len(words)
        self._parted = folding.parted
        self._prefix = prefix
        pattern = re.escape(words[0])
        for before, word in pairwise(words):
            apart = "*" if self._parted(before + word, len(before)) else "+"
            pattern += f"{_BETWEEN}{apart}{re.escape(word)}"
        self._pattern = re.compile(pattern)

    def places(self, aligned: Aligned) -> Iterator[Place]:
        """Where it stands, in order; those that overlap too. A word begun by a prefix is taken whole."""
        text = aligned.folded
        match = self._pattern.search(text)
        while match:
            start, end = match.span()
            if not self._cuts(text, start, end):
                yield Place(start, self._whole(text, end))
            match = self._pattern.search(text, start + 1)

    def _cuts(self, text: str, start: int, end: int) -> bool:
        """Whether a word goes on before or behind."""
        return not self._parted(text, start) or not (self._prefix or self._parted(text, end))

    def _whole(self, text: str, end: int) -> int:
        if self._prefix:
            while not self._parted(text, end):
                end += 1
        return end


def near(folding: Folding, aligned: Aligned, phrases: Sequence[Phrase], distance: int) -> Iterator[Place]:
    """The places of all ``phrases`` that have each of the others near.

    At most ``distance`` words stand between the end of a phrase and the one that begins last.
    """
    found = [list(phrase.places(aligned)) for phrase in phrases]
    if not all(found):
        return
    most = max(phrase.length for phrase in phrases) + distance
    starts = {place.start for places in found for place in places}
    numbers_of = _numbered(folding, aligned.folded, starts, most)
    numbered = [[numbers_of[place.start] for place in places] for places in found]
    taken: set[Place] = set()
    for last in sorted({number for numbers in numbered for number in numbers}):
        ranges = [
            (bisect_left(numbers, last - phrase.length - distance), bisect_right(numbers, last))
            for numbers, phrase in zip(numbered, phrases, strict=True)
        ]
        if all(low < high for low, high in ranges):
            for places, (low, high) in zip(found, ranges, strict=True):
                taken.update(places[low:high])
    yield from sorted(taken)


def apart(places: Iterator[Place] | Sequence[Place]) -> list[Place]:
    """Those places that do not overlap one before them; the longest where several begin."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def _numbered(folding: Folding, text: str, starts: set[int], most: int) -> dict[int, int]:
    """For each of some words, by where it begins, how many stand between the first of them and it.

    Where more than ``most`` stand between two that follow each other, not all of them are counted.
    """
    numbers: dict[int, int] = {}
    number, before = 0, min(starts)
    enough = _LONG * (most + 2)
    for start in sorted(starts):
        passed = 0
        if start - before > enough:
            passed = _count(folding, text[before : before + enough])
        # The last word of a part may have been cut, which makes one more of it at most.
        number += passed if passed > most + 1 else _count(folding, text[before:start])
        numbers[start] = number
        before = start
    return numbers


def _count(folding: Folding, text: str) -> int:
    runs = _RUN.findall(text)
    if text.isascii():
        return len(runs)
    solid = sum(
        not (folding.joins(sign) and folding.joins(before))
        for run in runs
        if not run.isascii()
        for before, sign in pairwise(run)
    )
    return len(runs) + solid
