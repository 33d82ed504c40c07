"""What is made of a library once and shared by everybody who asks, such as its index or its codebook.

Each thing goes by what makes it, a class or a function, so that who keeps something here need know
nothing of the others. None of it is stored: made anew, it would be the same.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, ParamSpec, Protocol, TypeVar, cast, runtime_checkable

Made = TypeVar("Made")
State = TypeVar("State")
Given = ParamSpec("Given")


@runtime_checkable
class Closing(Protocol):
    """What holds files. It opens them again when it is used after all."""

    def close(self) -> None:
        """Give the files back."""


class Derived:
    """What was made of one library. Safe to use from several threads."""

    def __init__(self) -> None:
        # Making one thing may ask for another.
        self._lock = threading.RLock()
        self._ones: dict[object, Any] = {}
        self._states: dict[object, tuple[object, Any]] = {}

    def one(self, make: Callable[Given, Made], *args: Given.args, **kwargs: Given.kwargs) -> Made:
        """The one thing that ``make`` makes, whoever asks first; making it should be quick."""
        if make not in self._ones:
            with self._lock:
                if make not in self._ones:
                    self._ones[make] = make(*args, **kwargs)
        return cast(Made, self._ones[make])

    def of(self, state: State, make: Callable[[State], Made]) -> Made:
        """What ``make`` makes of ``state``, made anew only when that is another object.

        The outcome is the same object for as long as it comes out equal.
        """
        known = self._states.get(make)
        if known is not None and known[0] is state:
            return cast(Made, known[1])
        # Not under the lock: it may take a while, and what two threads make of one state is equal.
        made = make(state)
        with self._lock:
            known = self._states.get(make)
            if known is not None and known[1] == made:
                made = known[1]
            self._states[make] = state, made
        return made

    def close(self) -> None:
        """Give the files back that any of it holds; it is opened again when needed."""
        with self._lock, ExitStack() as stack:
            for made in self._ones.values():
                if isinstance(made, Closing):
                    stack.callback(made.close)
