"""Carry passages from one version of a text to another through what the two have in common.

One comparison (`annotations.textdiff`) serves every passage of a document. A passage goes where
the heaviest group of its kept words stands; it is given up where too few words, or for a short
passage too few neighbours, were kept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from annotations.inserted import Inserted
from annotations.likeness import most_alike, nearest_end, nearest_start
from annotations.model import Placement
from annotations.stretches import Kept
from annotations.textdiff import Comparison, common_head, common_tail, compare
from annotations.wording import same_words
from corpus.span import Span

_JUMP: Final = 80  # code points that may come between kept parts of one passage
_ENOUGH: Final = 0.5  # Dice coefficient of kept code points
_SHORT: Final = 20  # code points below which neighbours are asked for
_BESIDE: Final = 24  # code points of neighbours on either side
_NEAR: Final = 40  # code points from the passage within which a neighbour must have stayed
_NEIGHBOURS: Final = 0.4  # of the neighbours on one side
_DISTINCT: Final = 25  # code points from which a quotation found once in both texts is trusted
_REWRITTEN: Final = 8  # code points from which a rewritten passage is looked for
_ALIKE: Final = 72.0
_CONTEXT: Final = 64


class Projected(NamedTuple):
    """Where a passage stands in the new text, how sure that is, and how good the next best place is."""

    span: Span
    placement: Placement
    score: float
    runner_up: float = 0.0


class Projection:
    """Two versions of a text, compared once when first needed, and where the old one's passages went."""

    def __init__(self, old: str, new: str) -> None:
        """Take two canonical texts; finding what they share at their ends costs a millisecond a megabyte."""
        self.old = old
        self.new = new
        self._head = common_head(old, new)
        self._tail = common_tail(old, new)

    def place(self, span: Span) -> Projected | None:
        """Where the passage ``span`` of the old text stands in the new one; None if it is gone."""
        if span.end <= self._head:
            return self._judged(span, span, 1.0)
        if span.start >= len(self.old) - self._tail:
            shift = len(self.new) - len(self.old)
            return self._judged(span, Span(span.start + shift, span.end + shift), 1.0)
        group = _heaviest(self._parts(span), max(_JUMP, span.length))
        if group:
            place = self._corrected(span, self._widened(span, group))
            kept = sum(part.old_end - part.old for part in group)
            likeness = 2 * kept / (span.length + place.length)
            verbatim = same_words(span.of(self.old), place.of(self.new))
            if place.length and (verbatim or likeness >= _ENOUGH) and self._has_neighbours(span, place):
                return self._judged(span, place, likeness)
        return self._searched(span)

    @cached_property
    def comparison(self) -> Comparison:
        """What became of the old text."""
        return compare(self.old, self.new)

    @cached_property
    def _all(self) -> list[Kept]:
        return sorted((*self.comparison.kept, *self.comparison.moved))

    @cached_property
    def _all_starts(self) -> list[int]:
        return [piece.old for piece in self._all]

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.old for piece in self.comparison.kept]

    @cached_property
    def _inserted(self) -> Inserted:
        return Inserted(self.new, self.comparison.inserted)

    def _parts(self, span: Span) -> list[Kept]:
        """What was kept of a span of the old text, in its order."""
        index = max(0, bisect_right(self._all_starts, span.start) - 1)
        parts = []
        for piece in self._all[index : bisect_left(self._all_starts, span.end)]:
            if piece.old_end > span.start:
                parts.append(piece.clipped(*span))
        return parts

    def _widened(self, span: Span, group: Sequence[Kept]) -> Span:
        """From the first to the last of the group, and its share of gaps in which an end was lost."""
        first, last = group[0], group[-1]
        start, end = first.new, last.new_end
        if first.old > span.start:
            index = bisect_left(self._all_starts, first.old) - 1
            before = self._all[index] if index >= 0 else Kept(0, 0, 0, 0)
            share = _share(before.old_end, first.old, before.new_end, first.new, span.start)
            if share is not None:
                start = min(first.new, nearest_start(self.new, share, Span(before.new_end, first.new + 1)))
        if last.old_end < span.end:
            index = bisect_left(self._all_starts, last.old_end)
            edge = len(self.old), len(self.old), len(self.new), len(self.new)
            after = self._all[index] if index < len(self._all) else Kept(*edge)
            share = _share(last.old_end, after.old, last.new_end, after.new, span.end)
            if share is not None:
                end = nearest_end(self.new, share, Span(last.new_end, after.new))
        return Span(start, max(end, last.new_end))

    def _corrected(self, span: Span, place: Span) -> Span:
        """The place, or the very words of the passage if they overlap it or can be nowhere else."""
        quote = span.of(self.old)
        if place.of(self.new) == quote:
            return place
        low, high = max(0, place.start - len(quote) + 1), place.end + len(quote) - 1
        starts = list(_occurrences(self.new, quote, low, high))
        if starts:
            start = min(starts, key=lambda start: abs(start - place.start))
            return Span(start, start + len(quote))
        if len(quote) >= _DISTINCT:
            at = self.new.find(quote)
            if at >= 0 and _once(self.new, quote) and _once(self.old, quote):
                return Span(at, at + len(quote))
        return place

    def _has_neighbours(self, span: Span, place: Span) -> bool:
        """Whether a short passage kept its company; a lone word must not outlive its sentence."""
        if span.length >= _SHORT:
            return True
        before = Span(max(0, span.start - _BESIDE), span.start)
        after = Span(span.end, min(len(self.old), span.end + _BESIDE))
        stayed_before = sum(
            part.old_end - part.old
            for part in self._parts(before)
            if part.new_end <= place.start <= part.new + _NEAR
        )
        stayed_after = sum(
            part.old_end - part.old for part in self._parts(after) if part.new >= place.end >= part.new_end - _NEAR
        )
        return (
            stayed_before >= _NEIGHBOURS * before.length > 0 or stayed_after >= _NEIGHBOURS * after.length > 0
        )

    def _searched(self, span: Span) -> Projected | None:
        """A passage of which too little was kept: rewritten in its place, or moved and few words."""
        quote = span.of(self.old)
        if len(quote) < _REWRITTEN:
            return None
        low, high = self._bounds(span)
        if low < high:
            alike = most_alike(quote, self.new, Span(low, high), _ALIKE)
            if alike:
                return Projected(alike.span, Placement.UNCERTAIN, alike.ratio / 100)
        before = self.old[max(0, span.start - _CONTEXT) : span.start]
        after = self.old[span.end : span.end + _CONTEXT]
        place = self._inserted.once(quote, before, after)
        if place:
            return self._judged(span, place, 1.0)
        alike = self._inserted.alike(quote)
        return Projected(alike.span, Placement.UNCERTAIN, alike.ratio / 100) if alike else None

    def _bounds(self, span: Span) -> Span:
        """Where the passage would stand if the order was kept: between what stood before and after."""
        kept = self.comparison.kept
        index = bisect_right(self._starts, span.start) - 1
        low = 0
        if index >= 0:
            low = kept[index].place(min(span.start, kept[index].old_end))
        index = bisect_left(self._starts, span.end)
        high = kept[index].new if index < len(kept) else len(self.new)
        if index and kept[index - 1].old_end > span.end:
            high = kept[index - 1].place(span.end)
        return Span(low, high)

    def _judged(self, span: Span, place: Span, likeness: float) -> Projected:
        if not same_words(span.of(self.old), place.of(self.new)):
            return Projected(place, Placement.UNCERTAIN, min(likeness, 0.99))
        return Projected(place, Placement.EXACT, 1.0)


def _heaviest(parts: Sequence[Kept], jump: int) -> list[Kept]:
    """The group with most code points among parts in order and no more than ``jump`` apart."""
    groups: list[list[Kept]] = []
    for part in parts:
        near = [group for group in groups if 0 <= part.new - group[-1].new_end <= jump]
        if near:
            min(near, key=lambda group: part.new - group[-1].new_end).append(part)
        else:
            groups.append([part])
    return max(groups, key=lambda group: sum(part.old_end - part.old for part in group), default=[])


def _share(low: int, high: int, new_low: int, new_high: int, offset: int) -> int | None:
    """The offset's place in a rewritten gap in proportion; None where it is no rewriting."""
    size, new_size = high - low, new_high - new_low
    if not low <= offset <= high or size <= 0 or not 0 <= new_size <= 2 * size + 20:
        return None
    return new_low + round(new_size * (offset - low) / size)


def _occurrences(text: str, quote: str, low: int, high: int) -> Iterator[int]:
    at = text.find(quote, low, high)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1, high)


def _once(text: str, quote: str) -> bool:
    at = text.find(quote)
    return at >= 0 and text.find(quote, at + 1) < 0
