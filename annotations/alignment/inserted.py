"""Look for a rewritten or moved passage in the text that a new version has and the old one had not."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from annotations.alignment.likeness import Likeness, most_alike
from annotations.alignment.wording import Vocabulary, read_words
from corpus.span import Span

_WALL: Final = "\ue000"  # a private sign that no passage spans
_CONTEXT: Final = 12  # code points that must stand beside a quotation found elsewhere
_SHORT: Final = 20  # code points below which it must stand on both sides
_LONG: Final = 30  # code points from which a rewritten passage is looked for elsewhere
_ALIKE: Final = 82.0
_PLACES: Final = 3


class Inserted:
    """The stretches of a text that came from nowhere, made ready for many searches."""

    def __init__(self, text: str, stretches: Sequence[Span]) -> None:
        """Take stretches of ``text`` that are in order; what a search needs is made when it is asked for."""
        self._text = text
        self._stretches = stretches

    def once(self, quote: str, before: str, after: str) -> Span | None:
        """Where the quotation stands verbatim, and once, beside what stood before or after it.

        A short one must stand between both.
        """
        before, after = before[-_CONTEXT:], after[:_CONTEXT]
        sides = ((before, ""), ("", after)) if len(quote) >= _SHORT else ((before, after),)
        for left, right in sides:
            passage = left + quote + right
            at = self._joined.find(passage)
            if (left + right).strip() and at >= 0 and self._joined.find(passage, at + 1) < 0:
                start = self._offset(at) + len(left)
                return Span(start, start + len(quote))
        return None

    def alike(self, quote: str) -> Likeness | None:
        """The passage most like the quotation, at the places that share most pairs of words with it."""
        if len(quote) < _LONG:
            return None
        best: Likeness | None = None
        for window in self._promising(quote):
            found = most_alike(quote, self._text, window, max(_ALIKE, best.ratio if best else 0.0))
            if found and (best is None or found.ratio > best.ratio):
                best = found
        return best

    def _promising(self, quote: str) -> Iterator[Span]:
        """The stretches to look at, at most three, each within one inserted stretch."""
        pairs = set(pairwise(read_words(quote, 0, len(quote), self._vocabulary).numbers))
        size = len(quote)
        votes = Counter(place // size for pair in pairs for place in self._places.get(pair, ()))
        for index, _ in votes.most_common(_PLACES):
            yield Span(max(0, (index - 1) * size), min(len(self._text), (index + 2) * size))

    @cached_property
    def _joined(self) -> str:
        return _WALL.join(span.of(self._text) for span in self._stretches)

    @cached_property
    def _joined_starts(self) -> list[int]:
        starts, at = [], 0
        for span in self._stretches:
            starts.append(at)
            at += span.length + 1
        return starts

    def _offset(self, at: int) -> int:
        """The offset in the text of one in the joined stretches."""
        index = bisect_right(self._joined_starts, at) - 1
        return self._stretches[index].start + at - self._joined_starts[index]

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary()

    @cached_property
    def _places(self) -> dict[tuple[int, int], list[int]]:
        """Where each pair of words stands in the inserted text."""
        places: dict[tuple[int, int], list[int]] = defaultdict(list)
        for span in self._stretches:
            words = read_words(self._text, span.start, span.end, self._vocabulary)
            for pair, start in zip(pairwise(words.numbers), words.starts, strict=False):
                places[pair].append(start)
        return dict(places)
