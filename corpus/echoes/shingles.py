"""Shingles: hashes of four words in a row, and which of them stand for a text.

Of every three neighbours the least is kept, so that six words in a row that two texts share always have
one in common that was kept in both (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

WORDS: Final = 4
SKETCH: Final = 64  # hashes that stand for a whole text, at most
SKETCH_BITS: Final = 39

# Hashes of tuples of whole numbers are not salted, but may differ from one Python to the next.
VERSION: Final = f"{WORDS} {sys.version_info[0]}.{sys.version_info[1]} {sys.byteorder} {hash((1, 2, 3, 4))}"


def shingles(numbers: Sequence[int]) -> list[int]:
    """The hash of every four words in a row, by the place of the first; 64 bits with a sign."""
    return list(map(hash, zip(numbers, numbers[1:], numbers[2:], numbers[3:])))  # noqa: B905 - they differ


def kept(hashes: list[int]) -> set[int]:
    """The least of every three neighbours; all where there are fewer than three."""
    if len(hashes) < 3:
        return set(hashes)
    pairs = [one if one < other else other for one, other in zip(hashes, hashes[1:])]  # noqa: B905
    return {one if one < other else other for one, other in zip(pairs, pairs[1:])}  # noqa: B905


def sketch(hashes: Sequence[int]) -> list[int]:
    """Up to `SKETCH` of the hashes, by their own value: what two texts share is in both, if it is in one.

    The rarer of two rates holds for a long text and a short one. In order.
    """
    left = sorted({each >> 8 & (1 << SKETCH_BITS) - 1 for each in hashes})
    mask = 1
    while len(left) > SKETCH:
        left = [each for each in left if not each & mask]
        mask = mask << 1 | 1
    return left
