"""Standing up again: a fault in the reader costs the key that met it, not the session.

Textual ends a widget's message loop, and with it the program, at the first exception. Here an exception
is said in a sentence and written down for the developers, and the widget goes on. Its thread that writes to
the terminal ends when that is lost; whoever writes waits for ever then, and the program with it: here it goes
on taking what is written, so that the hang-up is heard.
"""

from __future__ import annotations

import time
import traceback
from collections import deque
from functools import wraps
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from textual.drivers._writer_thread import WriterThread
from textual.message import Message
from textual.message_pump import MessagePump

_MARKER: Final = "_scholiast_sturdy"
_MOST: Final = 30
_WITHIN: Final = 10.0  # seconds
_LONGEST: Final = 1 << 20  # bytes of the file


@runtime_checkable
class Sturdy(Protocol):
    """An app that can go on after a fault."""

    def stumble(self, error: Exception) -> bool:
        """Say and note a fault; whether to go on."""
        ...


class Stumbles:
    """The faults of one run: written to a file, the same one said once in a while.

    Attributes:
        path: Where they are written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._times: deque[float] = deque(maxlen=_MOST)
        self._last: tuple[str, float] = ("", 0.0)

    def note(self, error: Exception) -> None:
        """Write a fault down. That it cannot be written is no further fault."""
        lines = traceback.format_exception(error)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists() and self.path.stat().st_size > _LONGEST:
                self.path.replace(self.path.with_suffix(".old"))
            with self.path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(time.strftime("%Y-%m-%d %H:%M:%S\n") + "".join(lines) + "\n")
        except OSError:
            pass

    def is_new(self, error: Exception) -> bool:
        """Whether this fault was not said in the last seconds."""
        now, said = time.monotonic(), f"{type(error).__name__}: {error}"
        before, when = self._last
        self._last = said, now
        return said != before or now - when > _WITHIN

    def are_too_many(self) -> bool:
        """Whether they come so fast that going on is of no use."""
        now = time.monotonic()
        self._times.append(now)
        return len(self._times) == _MOST and now - self._times[0] < _WITHIN


def install() -> None:
    """Let every widget go on after a fault, and output after its terminal; a second call does nothing."""
    _outlast_the_terminal()
    plain = MessagePump._dispatch_message
    if hasattr(plain, _MARKER):
        return

    @wraps(plain)
    async def dispatch(self: MessagePump, message: Message) -> None:
        try:
            await plain(self, message)
        except Exception as error:
            app = self.app
            if not isinstance(app, Sturdy) or not app.stumble(error):
                raise

    setattr(dispatch, _MARKER, plain)
    MessagePump._dispatch_message = dispatch  # type: ignore[method-assign]


def _outlast_the_terminal() -> None:
    plain = WriterThread.run
    if hasattr(plain, _MARKER):
        return

    @wraps(plain)
    def run(self: WriterThread) -> None:
        try:
            plain(self)
        except OSError:
            while self._queue.get() is not None:
                pass

    setattr(run, _MARKER, plain)
    WriterThread.run = run  # type: ignore[method-assign]
