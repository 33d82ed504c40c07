"""Giving way: work beside the screen goes on in slices, and waits while a key is being answered.

Python runs one thread at a time. What is done for a key goes through several threads, and at each step it
would have to wait until the one that works in the background is made to let go.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

_SLICE: Final = 0.005  # seconds of work
_REST: Final = 0.001  # seconds between two slices
_ANSWER: Final = 0.03  # seconds that a key is given; then work goes on, though others may follow


class Pace:
    """When work in the background may go on. Safe in any thread.

    Args:
        clock: Seconds.
        sleep: Waits for so many of them.
    """

    def __init__(
        self, clock: Callable[[], float] = time.perf_counter, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._touched = clock()
        self._slices = threading.local()

    def hold(self) -> None:
        """A key was pressed, or the mouse used: the screen comes first now."""
        self._touched = self._clock()

    def rested(self) -> float:
        """Seconds since a key was pressed last, or the mouse used."""
        return self._clock() - self._touched

    def wait(self) -> None:
        """Rest until the key that came last has been answered."""
        left = self._touched + _ANSWER - self._clock()
        if left > 0:
            self._sleep(left)

    def breathe(self) -> None:
        """Rest if this thread has worked for a slice, for longer while a key is answered."""
        now = self._clock()
        began: float | None = getattr(self._slices, "began", None)
        if began is None:
            self._slices.began = now
        elif now - began >= _SLICE:
            self._sleep(max(_REST, self._touched + _ANSWER - now))
            self._slices.began = self._clock()
