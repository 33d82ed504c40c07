"""Align two sequences by what is unique in both: the patience method, on runs of falling size.

Elements that occur once on either side, taken in the longest order common to both, are the fixed
points; each is extended while the sequences agree, and the gaps between them are treated alike.
The method is Bram Cohen's patience diff (https://bramcohen.livejournal.com/73318.html); that the
fixed points are runs of several elements first, of one last, keeps common words from being taken
for them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import Final, NamedTuple

_DEPTH: Final = 24  # nested gaps per size of run; bounds the time on sequences made to be slow


class Run(NamedTuple):
    """``length`` equal elements: from ``old`` in one sequence, from ``new`` in the other."""

    old: int
    new: int
    length: int


class Gap(NamedTuple):
    """A stretch of both sequences, half-open, that holds nothing known to be equal."""

    old: int
    old_end: int
    new: int
    new_end: int


def align(old: Sequence[int], new: Sequence[int], sizes: Sequence[int]) -> tuple[list[Run], list[Gap]]:
    """Runs of equal elements and the gaps that are left on both sides, neither in any order.

    Args:
        old, new: Numbers that stand for lines or words; equal numbers are equal elements.
        sizes: Lengths of the unique runs that may be fixed points, the largest first.
    """
    runs: list[Run] = []
    left: list[Gap] = []
    work = [(Gap(0, len(old), 0, len(new)), 0, 0)]
    while work:
        whole, level, depth = work.pop()
        gap = _trimmed(old, new, whole, runs)
        if gap.old == gap.old_end or gap.new == gap.new_end:
            continue
        found = list(_fixed(old, new, gap, sizes[level])) if depth < _DEPTH else []
        if found:
            runs += found
            work += [(between, level, depth + 1) for between in _between(gap, found)]
        elif level + 1 < len(sizes):
            work.append((gap, level + 1, 0))
        else:
            left.append(gap)
    return runs, left


def _trimmed(old: Sequence[int], new: Sequence[int], gap: Gap, runs: list[Run]) -> Gap:
    """The gap without its common head and tail, which join ``runs``."""
    low, high, new_low, new_high = gap
    while low < high and new_low < new_high and old[low] == new[new_low]:
        low += 1
        new_low += 1
    if low > gap.old:
        runs.append(Run(gap.old, gap.new, low - gap.old))
    while low < high and new_low < new_high and old[high - 1] == new[new_high - 1]:
        high -= 1
        new_high -= 1
    if high < gap.old_end:
        runs.append(Run(high, new_high, gap.old_end - high))
    return Gap(low, high, new_low, new_high)


def _fixed(old: Sequence[int], new: Sequence[int], gap: Gap, size: int) -> Iterator[Run]:
    """The fixed points of a gap, in order, each extended while both sequences agree."""
    places = _unique(old, gap.old, gap.old_end, size)
    if not places:
        return
    others = _unique(new, gap.new, gap.new_end, size)
    pairs = [(places[key], position) for key, position in others.items() if key in places]
    low, new_low = gap.old, gap.new
    for start, new_start in _longest_rise(pairs):
        if start < low or new_start < new_low:
            continue  # within the one before, or across its end
        end, new_end = start + size, new_start + size
        while end < gap.old_end and new_end < gap.new_end and old[end] == new[new_end]:
            end += 1
            new_end += 1
        while start > low and new_start > new_low and old[start - 1] == new[new_start - 1]:
            start -= 1
            new_start -= 1
        yield Run(start, new_start, end - start)
        low, new_low = end, new_end


def windows(sequence: Sequence[int], low: int, high: int, size: int) -> Sequence[Hashable]:
    """Every run of ``size`` elements of ``sequence[low:high]``, as something to look up."""
    if size == 1:
        return sequence[low:high]
    return list(zip(*(sequence[low + shift : high] for shift in range(size)), strict=False))


def _unique(sequence: Sequence[int], low: int, high: int, size: int) -> dict[Hashable, int]:
    """Where the runs of ``size`` elements stand that occur once, in the order of the sequence."""
    keys = windows(sequence, low, high, size)
    times = Counter(keys)
    return {key: low + index for index, key in enumerate(keys) if times[key] == 1}


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose first members rise; the second ones rise already.

    Fredman, "On computing the length of longest increasing subsequences", 1975: piles of a
    patience game, each card pointing at the top of the pile before.
    """
    tops: list[int] = []  # lowest first member that ends a rise of each length
    at: list[int] = []
    before: list[int] = []
    for index, (first, _) in enumerate(pairs):
        pile = bisect_left(tops, first)
        before.append(at[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(first)
            at.append(index)
        else:
            tops[pile] = first
            at[pile] = index
    rise: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        rise.append(pairs[index])
        index = before[index]
    return rise[::-1]


def _between(gap: Gap, runs: Sequence[Run]) -> Iterator[Gap]:
    """The stretches of ``gap`` before, between and after ``runs``, which are in order."""
    low, new_low = gap.old, gap.new
    for run in runs:
        yield Gap(low, run.old, new_low, run.new)
        low, new_low = run.old + run.length, run.new + run.length
    yield Gap(low, gap.old_end, new_low, gap.new_end)
