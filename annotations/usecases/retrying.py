"""Retrying: what another program came in between of is done anew on what it left."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

from annotations.changes import Stale

Result = TypeVar("Result")
_TRIES: Final = 4


def retried(work: Callable[[], Result]) -> Result:
    """What ``work`` gives; it is done anew where records changed between its reading and its storing.

    A refused command has stored nothing, and leaves the records as the other program made them. Every use
    case that changes something goes through here, so that it does not matter who came in between, but
    these: loading a file says so, for it may take minutes; undo and redo say what changed since, for the
    person to decide; following renamed files leaves it to the program that was first.

    Raises:
        Stale: Others came in between each time.
    """
    for _ in range(_TRIES - 1):
        with suppress(Stale):
            return work()
    return work()
