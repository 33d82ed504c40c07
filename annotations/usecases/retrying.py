"""Doing again what another program came in between of."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

from annotations.changes import Stale

Result = TypeVar("Result")
_TRIES: Final = 4


def retried(work: Callable[[], Result]) -> Result:
    """What ``work`` gives; it is done anew where records changed between its reading and its storing.

    A refused command has stored nothing, and leaves the records as the other program made them.

    Raises:
        Stale: Others came in between each time.
    """
    for _ in range(_TRIES - 1):
        with suppress(Stale):
            return work()
    return work()
