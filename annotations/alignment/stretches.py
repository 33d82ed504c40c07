"""Stretches of text that two versions share: the currency of the comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotations.alignment.patience import Gap


class Kept(NamedTuple):
    """A stretch of the old text and what it is in the new one, half-open, in code points.

    The two have the same words. They differ in length only where a blank or a way of writing one
    word does (a letter with its mark, a capital sharp s).
    """

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def even(self) -> bool:
        """Whether every code point has its counterpart."""
        return self.old_end - self.old == self.new_end - self.new

    def clipped(self, start: int, end: int) -> Kept:
        """The part that lies in ``[start, end)`` of the old text, which must overlap it."""
        low, high = max(self.old, start), min(self.old_end, end)
        return Kept(low, high, self.place(low), self.place(high))

    def place(self, offset: int) -> int:
        """The offset in the new text for one in ``[old, old_end]`` of the old text."""
        if offset == self.old_end:
            return self.new_end
        return min(self.new + offset - self.old, self.new_end)


def joined(old: str, new: str, found: Iterable[Kept]) -> list[Kept]:
    """Stretches in order, merged where they adjoin, and what is only blank between them kept too."""
    kept: list[Kept] = []
    for piece in sorted(found):
        if piece.old == piece.old_end:
            continue
        if kept:
            last = kept[-1]
            low, new_low = last.old_end, last.new_end
            if low < piece.old or new_low < piece.new:
                blank = old[low : piece.old] + new[new_low : piece.new]
                if blank.isspace():
                    _append(kept, Kept(low, piece.old, new_low, piece.new))
        _append(kept, piece)
    return kept


def _append(kept: list[Kept], piece: Kept) -> None:
    last = kept[-1] if kept else None
    if last and last.old_end == piece.old and last.new_end == piece.new and last.even and piece.even:
        kept[-1] = Kept(last.old, piece.old_end, last.new, piece.new_end)
    else:
        kept.append(piece)


def changed(kept: Sequence[Kept], whole: Gap) -> Iterator[Gap]:
    """The gaps between stretches that are in order, within ``whole``."""
    low, new_low = whole.old, whole.new
    for piece in (*kept, Kept(whole.old_end, whole.old_end, whole.new_end, whole.new_end)):
        if low < piece.old or new_low < piece.new:
            yield Gap(low, piece.old, new_low, piece.new)
        low, new_low = piece.old_end, piece.new_end
