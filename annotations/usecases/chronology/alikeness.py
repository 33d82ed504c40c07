"""Alikeness: which passages of a row say the same in nearly the same words, and what changed between them.

Passages are likened by the pairs of words that they share, so that a thousand of them are not compared
each with each.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from annotations.query.folding import fold
from annotations.usecases.echoes.finding import Piece

_ALIKE: Final = 0.6  # of the words of both, from which two passages say the same
_PART: Final = 0.8  # and of the shorter one's, where it was cut out of the longer
_SHORT: Final = 4  # words below which passages must be the same
_PAIRS: Final = 0.4  # of the shorter one's pairs of words that must stand together in the other
_NEAR: Final = 0.1  # by which an earlier passage may be more like than the latest one that is chosen
_TRIED: Final = 6  # passages that are compared word by word
_KEPT: Final = 40  # latest passages that are remembered for each pair of words
_LONGEST: Final = 2_000  # words that are compared
_WORD: Final = re.compile(r"\w+")


class Wording(NamedTuple):
    """A passage as words.

    Attributes:
        starts: Where each word begins in the text.
        folded: The words without case and accents.
    """

    text: str
    starts: list[int]
    folded: list[str]

    @property
    def pairs(self) -> list[str]:
        """Each two words that follow one another; of a single word itself."""
        words = self.folded
        return [f"{one} {two}" for one, two in pairwise(words)] or words[:1]


def wording(text: str) -> Wording:
    """``text`` as words; of a very long one the first."""
    found = []
    for match in _WORD.finditer(text):
        found.append(match)
        if len(found) == _LONGEST:
            break
    return Wording(text, [match.start() for match in found], [fold(match[0]) for match in found])


def likenesses(
    wordings: Sequence[Wording], preferred: Callable[[int, int], bool] = lambda above, at: True
) -> list[int]:
    """For each passage the index of the latest one above that says the same; -1 where there is none.

    Args:
        preferred: Of two indices, whether the first is to be chosen for the second before all that are not.
    """
    latest: defaultdict[str, list[int]] = defaultdict(list)
    found = []
    for index, each in enumerate(wordings):
        pairs = set(each.pairs)
        shared = Counter(other for pair in pairs for other in latest[pair])
        found.append(_latest(wordings, index, shared, preferred))
        for pair in pairs:
            latest[pair].append(index)
            del latest[pair][:-_KEPT]
    return found


def _latest(
    wordings: Sequence[Wording], index: int, shared: Counter[int], preferred: Callable[[int, int], bool]
) -> int:
    mine = wordings[index]
    likely = sorted(shared, key=lambda other: (shared[other], other), reverse=True)[:_TRIED]
    scored = [(_likeness(wordings[other], mine, shared[other]), other) for other in likely]
    best = max((score for score, _ in scored), default=0.0)
    chosen = [other for score, other in scored if score > 0 and score >= best - _NEAR]
    return max(chosen, key=lambda other: (preferred(other, index), other), default=-1)


def _likeness(one: Wording, other: Wording, pairs: int) -> float:
    """How much two passages say the same, 0 to 1; 0 where they do not."""
    from rapidfuzz.distance import Indel

    if one.folded == other.folded:
        return 1.0
    shorter = min(len(one.folded), len(other.folded))
    if shorter < _SHORT or pairs < _PAIRS * (shorter - 1):
        return 0.0
    whole = Indel.normalized_similarity(one.folded, other.folded)
    common = whole * (len(one.folded) + len(other.folded)) / 2
    part = common / shorter
    return float(whole) if whole >= _ALIKE else float(part * _ALIKE) if part >= _PART else 0.0


def pieces(before: Wording, now: Wording) -> tuple[Piece, ...]:
    """What changed from one wording to the next, word by word; case, accents and signs are no change."""
    from rapidfuzz.distance import Indel

    found: list[Piece] = []
    for step in Indel.opcodes(before.folded, now.folded):
        old = _slice(before, step.src_start, step.src_end)
        new = _slice(now, step.dest_start, step.dest_end)
        if step.tag == "equal":
            found.append(Piece("same", old, new))
            continue
        if found and found[-1].kind == "changed":
            old, new = found[-1].here + old, found[-1].there + new
            found.pop()
        found.append(Piece("changed", old, new))
    return tuple(found)


def _slice(wording: Wording, first: int, end: int) -> str:
    """These words with what follows each of them; the first with what stands before it."""
    if first >= end:
        return ""
    start = 0 if first == 0 else wording.starts[first]
    stop = wording.starts[end] if end < len(wording.starts) else len(wording.text)
    return wording.text[start:stop]
