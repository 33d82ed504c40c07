"""Pace: where long work says that it can stop for a moment, so that whoever waits for the screen need not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_BREATH: Final[ContextVar[Callable[[], object] | None]] = ContextVar("breath", default=None)


def breathe() -> None:
    """Give way, if this thread is one that has to; costs next to nothing, so that it may be often."""
    breath = _BREATH.get()
    if breath is not None:
        breath()


@contextmanager
def paced(breath: Callable[[], object]) -> Iterator[None]:
    """Let what is done in here, in this thread, call ``breath`` whenever it can stop for a moment."""
    token = _BREATH.set(breath)
    try:
        yield
    finally:
        _BREATH.reset(token)
