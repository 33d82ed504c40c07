"""Two versions of a text: the changes between them, where an offset went, which places a change touches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

from annotations.alignment.patience import Gap
from annotations.alignment.stretches import Kept, changed
from annotations.alignment.textdiff import compare
from corpus.span import Span

_NEAR: Final = 2  # code points by which a change may miss a place and still touch it


class Versions:
    """Two versions of a text, compared once."""

    def __init__(self, old: str, new: str) -> None:
        """Compare two canonical texts; up to a second or so for a megabyte rewritten all over."""
        self.old = old
        self.new = new
        found = compare(old, new)
        self._kept = found.kept
        self._moved = found.moved
        gaps = changed(found.kept, Gap(0, len(old), 0, len(new)))
        self.gaps = tuple(sorted((*_respelled(old, new, found.kept), *_gaps(old, new, gaps))))

    def carried(self, offset: int) -> int:
        """Where an offset of the old text lies in the new one, about."""
        return _across(offset, self._onwards)

    def brought_back(self, offset: int) -> int:
        """Where an offset of the new text lies in the old one, about."""
        return _across(offset, self._backwards)

    @cached_property
    def _onwards(self) -> list[tuple[int, int, int]]:
        return [(piece.old, piece.old_end, piece.new) for piece in self._kept]

    @cached_property
    def _backwards(self) -> list[tuple[int, int, int]]:
        return [(piece.new, piece.new_end, piece.old) for piece in self._kept]

    def is_moved(self, old: Span, new: Span) -> bool:
        """Whether what is gone here stands elsewhere, or what is new here stood elsewhere."""
        return bool(self._moved_from.touched(old) or self._moved_to.touched(new))

    @cached_property
    def _moved_from(self) -> Places:
        return Places(("", Span(piece.old, piece.old_end)) for piece in self._moved)

    @cached_property
    def _moved_to(self) -> Places:
        return Places(("", Span(piece.new, piece.new_end)) for piece in self._moved)


def _across(offset: int, pieces: Sequence[tuple[int, int, int]]) -> int:
    index = bisect_right(pieces, offset, key=lambda piece: piece[0]) - 1
    if index < 0:
        return 0
    start, end, there = pieces[index]
    return there + min(offset, end) - start


def _gaps(old: str, new: str, gaps: Iterator[tuple[int, int, int, int]]) -> Iterator[tuple[Span, Span]]:
    for low, high, new_low, new_high in gaps:
        ours, theirs = Span(low, high).trimmed(old), Span(new_low, new_high).trimmed(new)
        if ours.length or theirs.length:
            yield ours, theirs


def _respelled(old: str, new: str, kept: Sequence[Kept]) -> Iterator[tuple[Span, Span]]:
    """Words that count as kept and are written otherwise: another case, other quote marks."""
    for piece in kept:
        ours, theirs = Span(piece.old, piece.old_end), Span(piece.new, piece.new_end)
        before, after = ours.of(old), theirs.of(new)
        if before != after and before.split() != after.split():
            yield ours.trimmed(old), theirs.trimmed(new)


class Places:
    """Where annotations stand in a text, ready to be asked which of them a change touches."""

    def __init__(self, places: Iterable[tuple[str, Span]]) -> None:
        self._places = sorted((span, key) for key, span in places)
        self._starts = [span.start for span, _ in self._places]
        self._reach = list(accumulate((span.end for span, _ in self._places), max))

    def touched(self, change: Span) -> list[str]:
        """Ids of those that a change touches, in text order."""
        found = []
        index = bisect_right(self._starts, change.end + _NEAR)
        while index and self._reach[index - 1] > change.start - _NEAR:
            index -= 1
            span, key = self._places[index]
            if touches(change, span):
                found.append(key)
        return found[::-1]


def touches(change: Span, place: Span) -> bool:
    """Whether a change lies in a passage, or right beside its ends."""
    if change.length == 0:
        return place.start < change.start < place.end
    return change.start < place.end + _NEAR and place.start - _NEAR < change.end
