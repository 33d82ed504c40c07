"""Find stretches that stand in another order: runs of words among what two versions do not share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from annotations.alignment.patience import Gap, windows
from annotations.alignment.stretches import Kept, joined
from annotations.alignment.wording import Vocabulary, Words, read_words

_RUN: Final = 6  # words that must agree, and be unique, for a move
_SHORTEST: Final = 24  # code points


def moved_stretches(old: str, new: str, gaps: Iterable[Gap], vocabulary: Vocabulary) -> list[Kept]:
    """Stretches of the old side of the gaps that stand in the new side of any, sorted by old place."""
    gaps = list(gaps)
    ours = _read(old, [(gap.old, gap.old_end) for gap in gaps], vocabulary, -1)
    theirs = _read(new, [(gap.new, gap.new_end) for gap in gaps], vocabulary, -len(gaps) - 2)
    keys = windows(theirs.numbers, 0, len(theirs.numbers), _RUN)
    times = Counter(keys)
    places = {key: index for index, key in enumerate(keys) if times[key] == 1}
    taken: set[int] = set()
    moved: list[Kept] = []
    done = 0
    for index, key in enumerate(windows(ours.numbers, 0, len(ours.numbers), _RUN)):
        at = places.get(key)
        if at is None or index < done or at in taken:
            continue
        low, new_low, length = _extended(ours.numbers, theirs.numbers, index, at, done, taken)
        if ours.ends[low + length - 1] - ours.starts[low] < _SHORTEST:
            continue
        done = low + length
        taken.update(range(new_low, new_low + length))
        moved += joined(old, new, _pieces(ours, theirs, low, new_low, length))
    return moved


def _read(text: str, spans: Iterable[tuple[int, int]], vocabulary: Vocabulary, wall: int) -> Words:
    """The words of several stretches, with a number that equals no other between one and the next."""
    words = Words([], [], [])
    for start, end in spans:
        if start == end:
            continue
        for whole, part in zip(words, read_words(text, start, end, vocabulary), strict=True):
            whole += part
        words.numbers.append(wall)
        words.starts.append(end)
        words.ends.append(end)
        wall -= 1
    return words


def _extended(
    ours: Sequence[int], theirs: Sequence[int], at: int, new_at: int, low: int, taken: set[int]
) -> tuple[int, int, int]:
    """A run of words widened on both sides while it agrees: its starts and its length in words."""
    start, new_start = at, new_at
    while (
        start > low
        and new_start > 0
        and ours[start - 1] == theirs[new_start - 1]
        and new_start - 1 not in taken
    ):
        start -= 1
        new_start -= 1
    end, new_end = at + _RUN, new_at + _RUN
    while end < len(ours) and new_end < len(theirs) and ours[end] == theirs[new_end] and new_end not in taken:
        end += 1
        new_end += 1
    return start, new_start, end - start


def _pieces(ours: Words, theirs: Words, low: int, new_low: int, length: int) -> list[Kept]:
    return [
        Kept(ours.starts[i], ours.ends[i], theirs.starts[j], theirs.ends[j])
        for i, j in zip(range(low, low + length), range(new_low, new_low + length), strict=True)
    ]
