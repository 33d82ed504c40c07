"""Highlights on the page: marks kept sorted, and flattened into stretches that look alike."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from corpus.span import Span
from tui.page.spans import SpanIndex

_BUCKET: Final = 16_384  # code points that are flattened in one go
_DEEPEST: Final = 3


class Mark(NamedTuple):
    """A highlight as the page needs it.

    Attributes:
        id: The annotation's id.
        span: Code points of the text.
        colour: Name of its colour, resolved by the widget.
        noted: Whether a note hangs on it.
        uncertain: Whether its place is only probable.
    """

    id: str
    span: Span
    colour: str
    noted: bool = False
    uncertain: bool = False


class Shade(NamedTuple):
    """How a stretch under one or more marks looks.

    Attributes:
        colour: Colour of the mark on top: the one that began last, the shorter where two begin together.
        under: Colour of the mark beneath it, empty where there is one only.
        depth: How many marks cover it, 3 standing for three or more.
        uncertain: Whether the mark on top is uncertain.
    """

    colour: str
    under: str
    depth: int
    uncertain: bool


class Stretch(NamedTuple):
    """Code points ``[start, end)`` that lie under the same marks."""

    start: int
    end: int
    shade: Shade


def flatten(marks: Sequence[Mark], start: int, end: int) -> list[Stretch]:
    """The parts of ``[start, end)`` that lie under marks, cut where the marks over them change.

    Args:
        marks: In text order (by start, the longest first); those outside are ignored.
        start: First code point.
        end: One past the last code point.
    """
    events: list[tuple[int, int]] = []  # offset, and the mark's index: ~index where it ends
    for index, mark in enumerate(marks):
        low, high = max(start, mark.span.start), min(end, mark.span.end)
        if low < high:
            events.append((low, index))
            events.append((high, ~index))
    events.sort()
    active: list[int] = []  # indices ascending: the last one is on top
    found: list[Stretch] = []
    for (offset, index), (following, _) in pairwise([*events, (end, 0)]):
        if index >= 0:
            insort(active, index)
        else:
            del active[bisect_left(active, ~index)]
        if active and offset < following:
            _append(found, Stretch(offset, following, _shade(marks, active)))
    return found


def _shade(marks: Sequence[Mark], active: Sequence[int]) -> Shade:
    top = marks[active[-1]]
    under = marks[active[-2]].colour if len(active) > 1 else ""
    return Shade(top.colour, under, min(len(active), _DEEPEST), top.uncertain)


def _append(found: list[Stretch], stretch: Stretch) -> None:
    if found and found[-1].end == stretch.start and found[-1].shade == stretch.shade:
        stretch = Stretch(found.pop().start, stretch.end, stretch.shade)
    found.append(stretch)


class Highlights:
    """The marks of one document. Only the buckets that are looked at are flattened."""

    def __init__(self, marks: Iterable[Mark] = (), length: int | None = None) -> None:
        """Keep ``marks``; with ``length`` they are cut to a text of so many code points."""
        self._length = length
        limit = sys.maxsize if length is None else length
        kept = [mark if 0 <= mark.span[0] <= mark.span[1] <= limit else self._within(mark) for mark in marks]
        self._by_id = {mark.id: mark for mark in kept}
        self.index = SpanIndex(self._by_id.values())
        self._noted = sorted(mark.span.start for mark in self.index if mark.noted)
        self._buckets: dict[int, list[Stretch]] = {}

    def get(self, mark_id: str) -> Mark | None:
        """The mark with this id."""
        return self._by_id.get(mark_id)

    def has_note(self, start: int, end: int) -> bool:
        """Whether a mark with a note begins within ``[start, end)``."""
        return bisect_left(self._noted, start) < bisect_left(self._noted, end)

    def stretches(self, start: int, end: int) -> list[Stretch]:
        """The parts of ``[start, end)`` under marks, in order, disjoint."""
        found: list[Stretch] = []
        if not len(self.index) or start >= end:
            return found
        for number in range(start // _BUCKET, (end - 1) // _BUCKET + 1):
            bucket = self._bucket(number)
            first = max(0, bisect_right(bucket, start, key=_start_of) - 1)
            for stretch in bucket[first : bisect_left(bucket, end, key=_start_of)]:
                if stretch.end > start:
                    low, high = max(start, stretch.start), min(end, stretch.end)
                    _append(found, Stretch(low, high, stretch.shade))
        return found

    def put(self, mark: Mark) -> tuple[Span, ...]:
        """Add a mark or replace the one with its id; the spans whose looks may have changed."""
        changed = self.drop(mark.id)
        mark = self._within(mark)
        self._by_id[mark.id] = mark
        self.index.add(mark)
        if mark.noted and mark.span.length > 0:
            insort(self._noted, mark.span.start)
        self._patch(mark.span)
        return (*changed, mark.span)

    def drop(self, mark_id: str) -> tuple[Span, ...]:
        """Take out the mark with this id, if there is one; the spans whose looks may have changed."""
        mark = self._by_id.pop(mark_id, None)
        if mark is None:
            return ()
        self.index.remove(mark)
        if mark.noted and mark.span.length > 0:
            del self._noted[bisect_left(self._noted, mark.span.start)]
        self._patch(mark.span)
        return (mark.span,)

    def _within(self, mark: Mark) -> Mark:
        start, end = mark.span
        limit = end if self._length is None else self._length
        if 0 <= start <= end <= limit:
            return mark
        start = max(0, min(start, limit))
        return mark._replace(span=Span(start, max(start, min(end, limit))))

    def _bucket(self, number: int) -> list[Stretch]:
        bucket = self._buckets.get(number)
        if bucket is None:
            start, end = number * _BUCKET, (number + 1) * _BUCKET
            bucket = self._buckets[number] = flatten(self.index.touching(start, end), start, end)
        return bucket

    def _patch(self, span: Span) -> None:
        """Flatten again what lies within ``span``, in the buckets that had been flattened."""
        if span.length <= 0:
            return
        for number in range(span.start // _BUCKET, (span.end - 1) // _BUCKET + 1):
            bucket = self._buckets.get(number)
            if bucket is None:
                continue
            start, end = max(span.start, number * _BUCKET), min(span.end, (number + 1) * _BUCKET)
            first = max(0, bisect_right(bucket, start, key=_start_of) - 1)
            last = bisect_left(bucket, end, key=_start_of)
            fresh: list[Stretch] = []
            old = bucket[first:last]
            for stretch in old:
                if stretch.start < start < stretch.end or stretch.end <= start:
                    _append(fresh, stretch._replace(end=min(start, stretch.end)))
            for stretch in flatten(self.index.touching(start, end), start, end):
                _append(fresh, stretch)
            if old and old[-1].end > end:
                _append(fresh, old[-1]._replace(start=end))
            bucket[first:last] = fresh


def _start_of(stretch: Stretch) -> int:
    return stretch.start
