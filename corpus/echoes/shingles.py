"""Shingles: hashes of four words in a row, and which of them stand for a text.

Of every three neighbours the least is kept, so that six words in a row that two texts share always have
one in common that was kept in both (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003).
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

WORDS: Final = 4
SKETCH: Final = 64  # hashes that stand for a whole text, at most
SKETCH_BITS: Final = 39
_KEY_FROM: Final = 8  # bits of a hash below its key

# Hashes of tuples of whole numbers are not salted, but may differ from one Python to the next.
VERSION: Final = f"{WORDS} {sys.version_info[0]}.{sys.version_info[1]} {sys.byteorder} {hash((1, 2, 3, 4))}"


def shingles(numbers: Sequence[int]) -> list[int]:
    """The hash of every four words in a row, by the place of the first; 64 bits with a sign."""
    return list(map(hash, zip(numbers, numbers[1:], numbers[2:], numbers[3:])))  # noqa: B905 - they differ


def kept(hashes: list[int]) -> set[int]:
    """The least of every three neighbours; all where there are fewer than three."""
    if len(hashes) < 3:
        return set(hashes)
    pairs = [one if one < other else other for one, other in pairwise(hashes)]
    return {one if one < other else other for one, other in pairwise(pairs)}


class Sketch(NamedTuple):
    """What stands for a whole text.

    Attributes:
        keys: Of its hashes, by their own value, in order.
        mask: Every key has none of these bits; the larger it is, the fewer of a text's keys are kept.
    """

    keys: list[int]
    mask: int

    def of(self, mask: int) -> int:
        """How many keys there would be with a mask that is no smaller."""
        return sum(not key & mask for key in self.keys) if mask != self.mask else len(self.keys)


def sketch(hashes: Collection[int]) -> Sketch:
    """Up to `SKETCH` keys: what two texts share is in both sketches, as far as the larger mask lets it.

    Args:
        hashes: Those of a text that were kept.
    """
    mask = (1 << max(0, (len(hashes) // SKETCH).bit_length() - 1)) - 1
    below = mask << _KEY_FROM
    keys = sorted({each >> _KEY_FROM & (1 << SKETCH_BITS) - 1 for each in hashes if not each & below})
    while len(keys) > SKETCH:
        mask = mask << 1 | 1
        keys = [key for key in keys if not key & mask]
    return Sketch(keys, mask)


def common(one: Sequence[int], other: frozenset[int]) -> float:
    """How much of a text stands in another, 0 to 1: of its words, those in shingles that the other has.

    Args:
        one: The text's shingles by place.
        other: Those of the other text.
    """
    if not one:
        return 0.0
    hits = int.from_bytes(bytes(map(other.__contains__, one)), "little")
    covered = 0
    for word in range(WORDS):
        covered |= hits << 8 * word
    words = len(one) + WORDS - 1
    return covered.to_bytes(words, "little").count(1) / words
