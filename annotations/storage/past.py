"""The past: what was ever stored in a library, as its journal tells it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from annotations.changes import Command, NotSaved
from annotations.storage.home import reason_for
from annotations.storage.journal import Journal


class Past:
    """The part of the store that looks back."""

    _journal: Journal
    _writer: str
    _mutex: threading.RLock

    def newest_first(self, writer: str | None = None) -> Iterator[Command]:
        """A writer's commands (this writer's if none is given), the newest first, as far back as asked.

        Raises:
            NotSaved: The history cannot be read.
        """
        try:
            yield from self._journal.newest_first(writer or self._writer)
        except OSError as error:
            raise NotSaved(f"the history cannot be read: {reason_for(error)}") from error

    def writers(self) -> tuple[str, ...]:
        """Everyone who has stored something here."""
        return self._journal.writers()

    def commands(self) -> list[Command]:
        """Everything that anyone ever stored here, in order of cause; errors as `newest_first`."""
        try:
            with self._mutex:
                return self._journal.since({})
        except OSError as error:
            raise NotSaved(f"the history cannot be read: {reason_for(error)}") from error
