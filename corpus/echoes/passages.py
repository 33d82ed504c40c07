"""Passages that two rows of words share: seeds of a few words, chained where they are near, then aligned.

A seed is a run of words that both have. Seeds at nearly the same distance from each other in both rows make
a chain, what lies between them is aligned word by word, and a chain is cut where too much of it differs.
Order does not matter: what stands elsewhere in the other row makes a chain of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

LEAST: Final = 6
"""Words that a passage must have in common."""
ALIKE: Final = 0.75
"""Share of the words of both places that must be the same."""

_GAP: Final = 8  # words of either row between two seeds of one chain
_SLACK: Final = 2  # words more than are left of a passage, where the rest of it is looked for
_PRICE: Final = 1.5  # what a word that differs costs, where one that is the same gains one
_DROP: Final = 12.0  # a loss after which a passage does not go on
_OFTEN: Final = 8  # places of one seed in a row; more, and it tells nothing
_OPEN: Final = 48  # chains that may go on at a time
_SEEDS: Final = ((4_000, 3), (40_000, 4))  # up to so many words of both rows, words of a seed
_LONG_SEED: Final = 5


class Run(NamedTuple):
    """Words that follow each other in both rows: where they begin, and how many."""

    here: int
    there: int
    length: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage that stands in both rows, though some of its words may differ.

    Attributes:
        runs: What is the same, in the order of both; never empty.
    """

    runs: tuple[Run, ...]

    @property
    def here(self) -> tuple[int, int]:
        """From its first word in the one row to the one after its last."""
        return self.runs[0].here, self.runs[-1].here + self.runs[-1].length

    @property
    def there(self) -> tuple[int, int]:
        """The same in the other row."""
        return self.runs[0].there, self.runs[-1].there + self.runs[-1].length

    @property
    def same(self) -> int:
        """How many words are the same."""
        return sum(run.length for run in self.runs)

    @property
    def similarity(self) -> float:
        """How much of the words of both places is the same; 1.0 is word for word."""
        (here, here_end), (there, there_end) = self.here, self.there
        return 2 * self.same / (here_end - here + there_end - there)

    def turned(self) -> Shared:
        """The same with the rows exchanged."""
        return Shared(tuple(Run(there, here, length) for here, there, length in self.runs))


class _Chain:
    """Seeds that go on from each other; ``runs`` of words that are the same in both rows."""

    __slots__ = ("here", "runs", "there")

    def __init__(self, here: int, there: int, length: int) -> None:
        self.here, self.there = here + length, there + length  # where the last seed ends
        self.runs = [Run(here, there, length)]

    def takes(self, here: int, there: int, length: int) -> int:
        """How far a seed is off the way that the chain goes; -1 if it is not of this chain."""
        ahead, ahead_there = here + length - self.here, there + length - self.there
        if not (0 < ahead <= _GAP + length and 0 < ahead_there <= _GAP + length):
            return -1
        return abs(ahead - ahead_there)

    def take(self, here: int, there: int, length: int) -> None:
        """Add a seed; of one that overlaps with what there is, the rest."""
        last = self.runs[-1]
        if here - last.here == there - last.there and here <= self.here:
            self.runs[-1] = Run(last.here, last.there, here + length - last.here)
        else:
            over = max(0, self.here - here, self.there - there)
            if over < length:
                self.runs.append(Run(here + over, there + over, length - over))
        self.here, self.there = here + length, there + length


def shared(
    here: Sequence[int], there: Sequence[int], least: int = LEAST, alike: float = ALIKE
) -> list[Shared]:
    """The passages that two rows of words share, in the order of the first. They may overlap.

    The other way round they are the same, turned. About linear in both rows.
    """
    turn = (len(there), there) < (len(here), here)
    one, other = (there, here) if turn else (here, there)
    found = [
        passage
        for chain in _chains(one, other)
        for passage in worthwhile(_completed(chain, one, other))
        if passage.same >= least and passage.similarity >= alike
    ]
    if turn:
        found = [passage.turned() for passage in found]
    return sorted(found, key=lambda passage: passage.runs)


def apart(passages: Sequence[Shared], least: int = LEAST) -> list[Shared]:
    """Passages that do not overlap in either row: of two that do, the lesser keeps what is left of it."""
    here: set[int] = set()
    there: set[int] = set()
    left = []
    for passage in sorted(passages, key=lambda each: (-each.same, each.runs)):
        for runs in _free(passage, here, there):
            piece = Shared(tuple(runs))
            if piece.same >= least:
                left.append(piece)
                here.update(range(*piece.here))
                there.update(range(*piece.there))
    return sorted(left, key=lambda passage: passage.runs)


def stretched(passage: Shared, here: Sequence[int], there: Sequence[int]) -> Shared:
    """A passage with what is left of its own row before and behind it, if half of that is the same."""
    (start, end), (start_there, end_there) = passage.here, passage.there
    head, tail = start, len(here) - end
    runs = list(passage.runs)
    if 0 < head <= _GAP:
        more = _aligned(here, there, (0, start), (max(0, start_there - head - _SLACK), start_there))
        if 2 * sum(run.length for run in more) >= head:
            runs = [*more, *runs]
    if 0 < tail <= _GAP:
        more = _aligned(here, there, (end, len(here)), (end_there, end_there + tail + _SLACK))
        if 2 * sum(run.length for run in more) >= tail:
            runs += more
    return Shared(tuple(_joined(runs)))


def _free(passage: Shared, here: set[int], there: set[int]) -> Iterator[list[Run]]:
    """What of a passage is not taken, in one piece or several."""
    runs: list[Run] = []
    for run in passage.runs:
        start = None
        for step in range(run.length + 1):
            free = step < run.length and run.here + step not in here and run.there + step not in there
            if free and start is None:
                start = step
            elif not free and start is not None:
                runs.append(Run(run.here + start, run.there + start, step - start))
                start = None
            if not free and step < run.length and runs:
                yield runs
                runs = []
    if runs:
        yield runs


def _chains(one: Sequence[int], other: Sequence[int]) -> list[_Chain]:
    size = next((size for most, size in _SEEDS if len(one) + len(other) <= most), _LONG_SEED)
    places: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for place, seed in enumerate(_seeds(one, size)):
        places[seed].append(place)
    done: list[_Chain] = []
    going: list[_Chain] = []
    straight: dict[int, _Chain] = {}  # by how far the rows are apart
    for there, seed in enumerate(_seeds(other, size)):
        found = places.get(seed)
        if found is None or len(found) > _OFTEN:
            continue
        for here in found:
            chain = straight.get(here - there)
            if chain is None or chain.takes(here, there, size) < 0:
                chain = _nearest(going, here, there, size)
            if chain is not None:
                chain.take(here, there, size)
            else:
                chain = _Chain(here, there, size)
                done.append(chain)
                going.append(chain)
                if len(going) > _OPEN:
                    going = [each for each in going if there - each.there <= _GAP][-_OPEN // 2 :]
            straight[here - there] = chain
        if len(straight) > 4096:
            straight = {way: each for way, each in straight.items() if there - each.there <= _GAP}
    return done


def _seeds(row: Sequence[int], size: int) -> Iterator[tuple[int, ...]]:
    return zip(*(row[start:] for start in range(size)))  # noqa: B905 - they differ in length


def _nearest(chains: list[_Chain], here: int, there: int, size: int) -> _Chain | None:
    best, least = None, _GAP + 1
    for chain in reversed(chains):
        off = chain.takes(here, there, size)
        if 0 <= off < least:
            best, least = chain, off
    return best


def _completed(chain: _Chain, one: Sequence[int], other: Sequence[int]) -> list[Run]:
    """The runs of a chain with what is the same between them and at both ends."""
    first, last = chain.runs[0], chain.runs[-1]
    head_one, head_other = max(0, first.here - _GAP), max(0, first.there - _GAP)
    runs = _aligned(one, other, (head_one, first.here), (head_other, first.there))
    for run, following in pairwise(chain.runs):
        runs.append(run)
        end, end_there = run.here + run.length, run.there + run.length
        if end < following.here and end_there < following.there:
            runs += _aligned(one, other, (end, following.here), (end_there, following.there))
    runs.append(last)
    end, end_there = last.here + last.length, last.there + last.length
    runs += _aligned(one, other, (end, end + _GAP), (end_there, end_there + _GAP))
    return _joined(runs)


def _aligned(
    one: Sequence[int], other: Sequence[int], here: tuple[int, int], there: tuple[int, int]
) -> list[Run]:
    """The runs of the longest common row of two short stretches."""
    left, right = one[here[0] : here[1]], other[there[0] : there[1]]
    if not left or not right or set(left).isdisjoint(right):
        return []
    from rapidfuzz.distance import LCSseq

    return [
        Run(here[0] + step.src_start, there[0] + step.dest_start, step.src_end - step.src_start)
        for step in LCSseq.opcodes(left, right)
        if step.tag == "equal"
    ]


def _joined(runs: list[Run]) -> list[Run]:
    """Runs that touch in both rows made one."""
    whole: list[Run] = []
    for run in runs:
        last = whole[-1] if whole else None
        if last and last.here + last.length == run.here and last.there + last.length == run.there:
            whole[-1] = Run(last.here, last.there, last.length + run.length)
        else:
            whole.append(run)
    return whole


def worthwhile(runs: Sequence[Run]) -> Iterator[Shared]:
    """The stretches of a chain in which more is the same than differs, each as long as it can be."""
    first = 0
    while first < len(runs):
        score = best = 0.0
        start = stop = first
        for place in range(first, len(runs)):
            run = runs[place]
            if place > start:
                before = runs[place - 1]
                missing = max(run.here - before.here, run.there - before.there) - before.length
                score -= _PRICE * missing
            if score <= 0:
                if best > 0:
                    break
                score, start = 0.0, place
            score += run.length
            if score >= best:
                best, stop = score, place + 1
            if score < best - _DROP:
                break
        yield Shared(tuple(runs[start:stop]))
        first = max(stop, first + 1)
