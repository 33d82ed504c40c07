"""What a thread would have stored: kept in memory where the disk refuses it, to be written elsewhere."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from annotations.changes import Command, NotSaved


@dataclass(slots=True)
class Captured:
    """The commands of one thread, none of which was stored."""

    commands: list[Command] = field(default_factory=list)
    thread: int = field(default_factory=threading.get_ident)


class Capturing:
    """The part of the store that can be asked what would be stored."""

    _captured: Captured | None = None

    @contextlib.contextmanager
    def captured(self) -> Iterator[Captured]:
        """In the body, each commit of this thread is only noted, and raises NotSaved; texts are not kept."""
        self._captured = Captured()
        try:
            yield self._captured
        finally:
            self._captured = None

    @property
    def is_captured(self) -> bool:
        """Whether what this thread does is only noted."""
        taken = self._captured
        return taken is not None and taken.thread == threading.get_ident()

    def capture(self, command: Command) -> NoReturn:
        """Note a command instead of storing it.

        Raises:
            NotSaved: Always.
        """
        if self._captured is not None:
            self._captured.commands.append(command)
        raise NotSaved("not saved: what would be stored was only noted")
