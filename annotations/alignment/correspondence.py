"""What stands where: questions about the stretches that two versions of a text share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from annotations.alignment.likeness import nearest_end, nearest_start
from annotations.alignment.stretches import Kept
from annotations.alignment.textdiff import Comparison
from corpus.span import Span

_GROWTH: Final = 20  # code points that a rewritten gap may have more than twice its size
_CONTEXT: Final = 64


class Correspondence:
    """The comparison of two texts, ready to be asked about spans of the old one."""

    def __init__(self, old: str, new: str, comparison: Comparison) -> None:
        """Take two texts and what they share."""
        self._old = old
        self._new = new
        self.inserted = comparison.inserted
        self._kept = comparison.kept
        self._kept_starts = [piece.old for piece in self._kept]
        self._pieces = sorted((*comparison.kept, *comparison.moved))
        self._starts = [piece.old for piece in self._pieces]

    def parts(self, span: Span) -> list[Kept]:
        """What was kept or moved of a span of the old text, in its order there."""
        index = max(0, bisect_right(self._starts, span.start) - 1)
        pieces = self._pieces[index : bisect_left(self._starts, span.end)]
        return [piece.clipped(*span) for piece in pieces if piece.old_end > span.start]

    def bounds(self, span: Span) -> Span:
        """Where the passage would stand if the order was kept: between what stood before and after."""
        index = bisect_right(self._kept_starts, span.start) - 1
        low, high = 0, len(self._new)
        if index >= 0:
            low = self._kept[index].place(min(span.start, self._kept[index].old_end))
        index = bisect_left(self._kept_starts, span.end)
        if index and self._kept[index - 1].old_end > span.end:
            high = self._kept[index - 1].place(span.end)
        elif index < len(self._kept):
            high = self._kept[index].new
        return Span(low, high)

    def start(self, span: Span, first: Kept) -> int | None:
        """Where a passage starts of which ``first`` is the first that was kept; None if not known."""
        if first.old == span.start:
            return first.new
        index = bisect_left(self._starts, first.old) - 1
        before = self._pieces[index] if index >= 0 else Kept(0, 0, 0, 0)
        share = _share(before.old_end, first.old, before.new_end, first.new, span.start)
        if share is None:
            return None
        return min(first.new, nearest_start(self._new, share, Span(before.new_end, first.new + 1)))

    def end(self, span: Span, last: Kept) -> int | None:
        """Where a passage ends of which ``last`` is the last that was kept; None if not known."""
        if last.old_end == span.end:
            return last.new_end
        index = bisect_left(self._starts, last.old_end)
        edge = len(self._old), len(self._new)
        after = self._pieces[index] if index < len(self._pieces) else Kept(edge[0], edge[0], edge[1], edge[1])
        share = _share(last.old_end, after.old, last.new_end, after.new, span.end)
        if share is None:
            return None
        return max(last.new_end, nearest_end(self._new, share, Span(last.new_end, after.new)))

    def slides(self, span: Span, place: Span) -> bool:
        """Whether the passage might as well stand elsewhere, because the change next to it can slide.

        Where "a a" became "a a a" nobody can tell which one is new. A change slides over a passage
        if the passage, and all between it and the change, stands on the change's far side too.
        """
        index = bisect_right(self._kept_starts, span.start) - 1
        if index < 0 or place.start - span.start != self._kept[index].new - self._kept[index].old:
            return False
        last = self._run_end(index, 1)
        gap_end = self._kept[last + 1] if last + 1 < len(self._kept) else None
        end, new_end = (gap_end.old, gap_end.new) if gap_end else (len(self._old), len(self._new))
        if self._reads_alike(span, place, span.start, end, new_end - end):
            return True
        first = self._run_end(index, -1)
        start, new_start = (self._kept[first - 1].old_end, self._kept[first - 1].new_end) if first else (0, 0)
        return self._reads_alike(span, place, start, span.end, new_start - start)

    def _run_end(self, index: int, step: int) -> int:
        """The last stretch, going by ``step``, that follows ``index`` without a change between them."""
        kept = self._kept
        while 0 <= index + step < len(kept):
            one, other = sorted((kept[index], kept[index + step]))
            if one.old_end != other.old or one.new_end != other.new:
                break
            index += step
        return index

    def _reads_alike(self, span: Span, place: Span, start: int, end: int, shift: int) -> bool:
        """Whether ``[start, end)`` of the old text, with the passage in it, also stands ``shift`` further."""
        if (
            span.start + shift == place.start
            or start + shift < 0
            or not start <= span.start <= span.end <= end
        ):
            return False
        if self._new[span.start + shift : span.end + shift] != span.of(self._old):
            return False
        return self._new[start + shift : end + shift] == self._old[start:end]


def copied(old: str, new: str, span: Span) -> bool:
    """Whether copies of the passage with its context came or went: then no one can be sure which is it."""
    passage = old[max(0, span.start - _CONTEXT) : span.end + _CONTEXT]
    before, now = old.count(passage), new.count(passage)
    return before != now and max(before, now) > 1


def _share(low: int, high: int, new_low: int, new_high: int, offset: int) -> int | None:
    """The offset's place in a rewritten gap in proportion; None where it is no rewriting."""
    size, new_size = high - low, new_high - new_low
    if not low <= offset <= high or size <= 0 or not 0 <= new_size <= 2 * size + _GROWTH:
        return None
    return new_low + round(new_size * (offset - low) / size)
