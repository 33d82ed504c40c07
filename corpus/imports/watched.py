"""Work on the network that ends when its time is up or the person says so, whatever it waits for."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from corpus.imports.model import NotConverted
from corpus.imports.sandbox import Stopped

_STEP: Final = 0.05  # seconds between two looks at whether to go on
NAME: Final = "fetching"  # of the threads

Result = TypeVar("Result")


class Line:
    """The connection that is waited for just now, which another thread may cut."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: socket.socket | None = None
        self._is_cut = False

    def hold(self, connection: socket.socket) -> None:
        """Have ``connection`` cut in place of the one before, also when it becomes part of a protected one.

        Raises:
            ConnectionAbortedError: The line is cut already.
        """
        with self._lock:
            if self._is_cut:
                raise ConnectionAbortedError
            self._drop()
            self._held = connection.dup()

    def cut(self) -> None:
        """End whatever waits for the connection, now and later."""
        with self._lock:
            self._is_cut = True
            if self._held is not None:
                with contextlib.suppress(OSError):  # it is not connected yet, or no longer
                    self._held.shutdown(socket.SHUT_RDWR)
            self._drop()

    def _drop(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None


class _Work(threading.Thread, Generic[Result]):
    """Does the work. It keeps no program from ending, since looking up a name cannot be cut short."""

    def __init__(self, work: Callable[[Line], Result]) -> None:
        super().__init__(name=NAME, daemon=True)
        self.line = Line()
        self.done = threading.Event()
        self.error: BaseException | None = None
        self.found: list[Result] = []
        self._work = work

    def run(self) -> None:
        """Do it, and keep what comes of it for the thread that waits."""
        try:
            self.found.append(self._work(self.line))
        except BaseException as error:  # it is raised where it is waited for
            self.error = error
        finally:
            self.done.set()


def watched(work: Callable[[Line], Result], seconds: float, cancelled: Callable[[], bool]) -> Result:
    """What ``work`` gives; it is to `Line.hold` each connection before it waits for it.

    Args:
        seconds: How long all of it may take.
        cancelled: Asked about twenty times a second, in the thread of the caller.

    Raises:
        NotConverted: Time is up.
        Stopped: ``cancelled`` said so.
    """
    if cancelled():
        raise Stopped
    deadline = time.monotonic() + seconds
    thread = _Work(work)
    thread.start()
    try:
        while not thread.done.wait(_STEP):
            if cancelled():
                raise Stopped
            if time.monotonic() > deadline:
                raise NotConverted(f"it did not arrive within {seconds:.3g} seconds")
    finally:
        thread.line.cut()
    if thread.error is not None:
        raise thread.error
    return thread.found[0]
