"""Carry passages from one version of a text to another through what the two have in common.

One comparison (`annotations.alignment.textdiff`) serves every passage of a document. A passage goes where
the heaviest group of its kept words stands; it is given up where too few words, or for a short
passage too few neighbours, were kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from annotations.alignment.correspondence import Correspondence, copied
from annotations.alignment.inserted import Inserted
from annotations.alignment.likeness import Likeness, most_alike
from annotations.alignment.stretches import Kept
from annotations.alignment.textdiff import common_head, common_tail, compare
from annotations.alignment.wording import same_words
from annotations.model import Placement
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
_ALIKE_THERE: Final = 66.0  # where there is hardly room for more than the passage
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

    @cached_property
    def _map(self) -> Correspondence:
        return Correspondence(self.old, self.new, compare(self.old, self.new))

    @cached_property
    def _inserted(self) -> Inserted:
        return Inserted(self.new, self._map.inserted)

    def place(self, span: Span) -> Projected | None:
        """Where the passage ``span`` of the old text stands in the new one; None if it is gone."""
        if span.end <= self._head or span.start >= len(self.old) - self._tail:
            return self._untouched(span)
        group = _heaviest(self._map.parts(span), max(_JUMP, span.length))
        if not group:
            return self._rewritten(span) or self._elsewhere(span)
        tight = _tight(span, group)
        ends = self._map.start(span, group[0]), self._map.end(span, group[-1])
        filled = self._filled(span, group, _bounded(tight.span, *ends))
        found = self._settled(span, self._candidates(span, group, *ends))
        if found is None:
            found = self._rewritten(span)
            if found and found.span.covers(tight.span.trimmed(self.new)):
                found = found._replace(span=found.span.union(filled))
        return found or self._settled(span, [Likeness(filled, tight.ratio)]) or self._elsewhere(span)

    def _untouched(self, span: Span) -> Projected:
        """A passage in the common head or tail of the texts; if in both, either place may be right."""
        shift = len(self.new) - len(self.old)
        in_both = span.end <= self._head and span.start >= len(self.old) - self._tail
        place = span if span.end <= self._head else Span(span.start + shift, span.end + shift)
        if (in_both and shift) or copied(self.old, self.new, span):
            return Projected(place, Placement.UNCERTAIN, _DOUBTFUL, _DOUBTFUL)
        return Projected(place, Placement.EXACT, 1.0)

    def _settled(self, span: Span, places: Iterable[Likeness]) -> Projected | None:
        """The first place that holds enough of the passage."""
        for found in places:
            place = self._corrected(span, found.span)
            enough = found.ratio >= _ENOUGH or same_words(span.of(self.old), place.of(self.new))
            if place.length and enough and self._has_neighbours(span, place):
                return self._judged(span, Likeness(place, found.ratio))
        return None

    def _candidates(
        self, span: Span, group: Sequence[Kept], start: int | None, end: int | None
    ) -> Iterator[Likeness]:
        """Places for a passage of which ``group`` was kept, the best first.

        An end lost in a rewritten gap takes its share of the gap. Where there is no such gap, as at
        the edge of a move, the rest of the passage may stand next to the group all the same.
        """
        tight = _tight(span, group)
        if (start is None or end is None) and not self._map.bounds(span).covers(tight.span):
            low, high = tight.span.start - span.length, tight.span.end + span.length
            reach = Span(max(0, low), min(len(self.new), high))
            alike = most_alike(span.of(self.old), self.new, reach, max(_ALIKE, tight.ratio))
            if alike and alike.span.overlaps(tight.span):
                yield Likeness(_bounded(alike.span, start, end), alike.ratio)
        yield _alike(span, _bounded(tight.span, start, end), group)

    def _filled(self, span: Span, group: Sequence[Kept], whole: Span) -> Span:
        """From the first to the last of what was kept, with what ``whole`` has in place of the lost ends.

        A lone word must not stand for a passage that was put in other words. What is more than half
        as long again as what is lost at that end, longer than what may come between kept parts, or of another
        paragraph is left out.
        """
        start, end = group[0].new, group[-1].new_end

        def stands_for(lost: int, there: Span) -> bool:
            return there.length <= min(_JUMP, 3 * lost // 2) and "\n\n" not in there.of(self.new)

        before = stands_for(group[0].old - span.start, Span(whole.start, start))
        behind = stands_for(span.end - group[-1].old_end, Span(end, whole.end))
        return Span(whole.start if before else start, whole.end if behind else end)

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
            for part in self._map.parts(before)
            if part.new_end <= place.start <= part.new + _NEAR
        )
        stayed_after = sum(
            part.old_end - part.old
            for part in self._map.parts(after)
            if part.new >= place.end >= part.new_end - _NEAR
        )
        return (
            stayed_before >= _NEIGHBOURS * before.length > 0 or stayed_after >= _NEIGHBOURS * after.length > 0
        )

    def _rewritten(self, span: Span) -> Projected | None:
        """The place of a passage of which little was kept, between what stood before and after it."""
        within = self._map.bounds(span)
        room = 3 * span.length + _NEAR if span.length < _SHORT else len(self.new)
        if span.length < _REWRITTEN or not 0 < within.length <= room:
            return None
        least = _ALIKE_THERE if within.length <= 2 * span.length else _ALIKE
        alike = most_alike(span.of(self.old), self.new, within, least)
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

    def _judged(self, span: Span, found: Likeness) -> Projected:
        """How sure a place is: the same words, in order and nowhere else as well, are exact."""
        place = found.span
        if not same_words(span.of(self.old), place.of(self.new)):
            return Projected(place, Placement.UNCERTAIN, min(found.ratio / 100, _CHANGED))
        if not self._map.bounds(span).covers(place):
            return Projected(place, Placement.MOVED, _MOVED)
        if self._map.slides(span, place) or copied(self.old, self.new, span):
            return Projected(place, Placement.UNCERTAIN, _DOUBTFUL, _DOUBTFUL)
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


def _occurrences(text: str, quote: str, low: int, high: int) -> Iterator[int]:
    at = text.find(quote, low, high)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1, high)


def _once(text: str, quote: str) -> bool:
    at = text.find(quote)
    return at >= 0 and text.find(quote, at + 1) < 0
