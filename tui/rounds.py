"""Going round: the one that comes after another in a circle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Each = TypeVar("Each")


def following(one: Each, circle: Iterable[Each]) -> Each:
    """The one after ``one`` in ``circle``; after the last one the first.

    Raises:
        ValueError: ``one`` is not among them.
    """
    every = list(circle)
    return every[(every.index(one) + 1) % len(every)]
