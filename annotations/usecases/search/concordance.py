"""The orders that the rows of a concordance can stand in, as keys to sort hits by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from annotations.query.folding import fold, words
from annotations.usecases.search.searching import SORTS, Hit

Key = Callable[[Hit], tuple[Any, ...]]


def key_of(sort: str) -> Key:
    """What puts hits in the order ``sort``, one of `SORTS`, as a search in that order gives them.

    Raises:
        ValueError: There is no such order.
    """
    if sort not in SORTS:
        raise ValueError(f"there is no order “{sort}”; there are {', '.join(SORTS)}")
    if sort in ("date", "source"):
        return lambda hit: _by_article(hit.date if sort == "date" else fold(hit.source), hit)
    skipped = int(sort.endswith("2"))
    side = beside_left if sort.startswith("left") else beside_right
    return lambda hit: (side(hit)[skipped:], hit.document, hit.where, hit.start, hit.annotation)


def beside_left(hit: Hit) -> list[str]:
    """The folded words before a hit, the nearest first."""
    return words(hit.left).split()[::-1]


def beside_right(hit: Hit) -> list[str]:
    """The folded words after a hit, the nearest first."""
    return words(hit.right).split()


def _by_article(value: str, hit: Hit) -> tuple[Any, ...]:
    return (not value, value, hit.document)
