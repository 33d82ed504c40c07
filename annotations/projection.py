"""Carry passages from one version of a text to another through what the two have in common.

One comparison (`annotations.textdiff`) serves every passage of a document. A passage goes where
the heaviest group of its kept words stands; it is given up where too few words, or for a short
passage too few neighbours, were kept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from annotations.inserted import Inserted
from annotations.likeness import Likeness, most_alike, nearest_end, nearest_start
from annotations.model import Placement
from annotations.stretches import Kept
from annotations.textdiff import Comparison, common_head, common_tail, compare
from annotations.wording import same_words
from corpus.span import Span

_JUMP: Final = 80  # code points that may come between kept parts of one passage
_ENOUGH: Final = 50.0  # Dice coefficient of kept code points, times 100
_SHORT: Final = 20  # code points below which neighbours are asked for
_BESIDE: Final = 24  # code points of neighbours on either side
_NEAR: Final = 40  # code points from the passage within which a neighbour must have stayed
_NEIGHBOURS: Final = 0.4  # of the neighbours on one side
_DISTINCT: Final = 25  # code points from which a quotation found once in both texts is trusted
_REWRITTEN: Final = 8  # code points from which a rewritten passage is looked for
_ALIKE: Final = 72.0
_CONTEXT: Final = 64

_MOVED: Final = 0.9  # scores of the same words elsewhere, of other words at most, and of equal places
_CHANGED: Final = 0.89
_DOUBTFUL: Final = 0.5


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
        if span.end <= self._head or span.start >= len(self.old) - self._tail:
            return self._untouched(span)
        group = _heaviest(self._parts(span), max(_JUMP, span.length))
        wide = self._candidates(span, group) if group else ()
        tight = [_tight(span, group)] if group else []
        return (
            self._settled(span, wide)
            or self._rewritten(span)
            or self._settled(span, tight)
            or self._elsewhere(span)
        )

    def _untouched(self, span: Span) -> Projected:
        """A passage in the common head or tail of both texts; if in both, either place may be the right one."""
        shift = len(self.new) - len(self.old)
        first, second = span, Span(span.start + shift, span.end + shift)
        if span.end > self._head:
            return Projected(second, Placement.EXACT, 1.0)
        if span.start < len(self.old) - self._tail or not shift:
            return Projected(first, Placement.EXACT, 1.0)
        return Projected(first, Placement.UNCERTAIN, _DOUBTFUL, _DOUBTFUL)

    def _settled(self, span: Span, places: Iterable[Likeness]) -> Projected | None:
        """The first place that holds enough of the passage."""
        for found in places:
            place = self._corrected(span, found.span)
            enough = found.ratio >= _ENOUGH or same_words(span.of(self.old), place.of(self.new))
            if place.length and enough and self._has_neighbours(span, place):
                return self._judged(span, Likeness(place, found.ratio))
        return None

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

    def _candidates(self, span: Span, group: Sequence[Kept]) -> Iterator[Likeness]:
        """Places for a passage of which ``group`` was kept, the best first.

        An end lost in a rewritten gap takes its share of the gap. Where there is no such gap, as at
        the edge of a move, the rest of the passage may stand next to the group all the same.
        """
        tight = _tight(span, group)
        start, end = self._start(span, group[0]), self._end(span, group[-1])
        if (start is None or end is None) and not self._bounds(span).covers(tight.span):
            low, high = tight.span.start - span.length, tight.span.end + span.length
            reach = Span(max(0, low), min(len(self.new), high))
            alike = most_alike(span.of(self.old), self.new, reach, max(_ALIKE, tight.ratio))
            if alike and alike.span.overlaps(tight.span):
                yield Likeness(_bounded(alike.span, start, end), alike.ratio)
        yield _alike(span, _bounded(tight.span, start, end), group)

    def _start(self, span: Span, first: Kept) -> int | None:
        """Where a passage starts of which ``first`` is the first that was kept; None if not known."""
        if first.old == span.start:
            return first.new
        index = bisect_left(self._all_starts, first.old) - 1
        before = self._all[index] if index >= 0 else Kept(0, 0, 0, 0)
        share = _share(before.old_end, first.old, before.new_end, first.new, span.start)
        if share is None:
            return None
        return min(first.new, nearest_start(self.new, share, Span(before.new_end, first.new + 1)))

    def _end(self, span: Span, last: Kept) -> int | None:
        """Where a passage ends of which ``last`` is the last that was kept; None if not known."""
        if last.old_end == span.end:
            return last.new_end
        index = bisect_left(self._all_starts, last.old_end)
        edge = len(self.old), len(self.new)
        after = self._all[index] if index < len(self._all) else Kept(edge[0], edge[0], edge[1], edge[1])
        share = _share(last.old_end, after.old, last.new_end, after.new, span.end)
        if share is None:
            return None
        return max(last.new_end, nearest_end(self.new, share, Span(last.new_end, after.new)))

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

    def _rewritten(self, span: Span) -> Projected | None:
        """The place of a passage of which little was kept, between what stood before and after it."""
        within = self._bounds(span)
        room = 3 * span.length + _NEAR if span.length < _SHORT else len(self.new)
        if span.length < _REWRITTEN or not 0 < within.length <= room:
            return None
        alike = most_alike(span.of(self.old), self.new, within, _ALIKE)
        return self._judged(span, alike) if alike else None

    def _elsewhere(self, span: Span) -> Projected | None:
        """The place of a passage among what is new: moved and of few words, or moved and rewritten."""
        if span.length < _REWRITTEN:
            return None
        quote = span.of(self.old)
        before = self.old[max(0, span.start - _CONTEXT) : span.start]
        place = self._inserted.once(quote, before, self.old[span.end : span.end + _CONTEXT])
        if place:
            return self._judged(span, Likeness(place, 100.0))
        alike = self._inserted.alike(quote)
        return self._judged(span, alike) if alike else None

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

    def _judged(self, span: Span, found: Likeness) -> Projected:
        """How sure a place is: the same words, in order and nowhere else as well, are exact."""
        place = found.span
        if not same_words(span.of(self.old), place.of(self.new)):
            return Projected(place, Placement.UNCERTAIN, min(found.ratio / 100, _CHANGED))
        if self._bounds(span).covers(place):
            return Projected(place, Placement.EXACT, 1.0)
        return Projected(place, Placement.MOVED, _MOVED)


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


def _tight(span: Span, group: Sequence[Kept]) -> Likeness:
    """From the first to the last of what was kept of a passage, and no more."""
    return _alike(span, Span(group[0].new, group[-1].new_end), group)


def _alike(span: Span, place: Span, group: Sequence[Kept]) -> Likeness:
    """A place and its likeness to the passage: the Dice coefficient of what was kept, times 100."""
    kept = sum(part.old_end - part.old for part in group)
    return Likeness(place, 200 * kept / (span.length + place.length))


def _bounded(span: Span, start: int | None, end: int | None) -> Span:
    """``span`` with those ends that are known."""
    low = span.start if start is None else start
    return Span(low, max(low, span.end if end is None else end))


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
