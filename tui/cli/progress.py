"""How far long work has come: one line on stderr, if that is a terminal and there is time to read it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_PATIENCE: Final = 0.5  # seconds before anything is said
_STEP: Final = 0.1  # seconds between two changes of the line


@contextmanager
def progress(verb: str) -> Iterator[Callable[[int, int], None]]:
    """What is to be told how much is done, of how much; the line is gone afterwards."""
    begun = last = time.monotonic()
    shown = False
    heard = sys.stderr.isatty()

    def tell(done: int, total: int) -> None:
        nonlocal last, shown
        moment = time.monotonic()
        if heard and moment - begun > _PATIENCE and moment - last > _STEP:
            sys.stderr.write(f"\r{verb} {done:,} of {total:,}\x1b[K")
            sys.stderr.flush()
            last, shown = moment, True

    try:
        yield tell
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
