"""Connections to an index, lent to whoever asks, in any thread."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from typing import Final

from corpus.index.file import Busy, File, Unusable, is_damage, unusable
from corpus.index.update import Updated

_IDLE: Final = 4
_CACHE_KB: Final = 4_096
"""Of pages that each connection keeps; what is asked for again comes from the system's own cache."""


class Pool:
    """Keeps a few connections to one file open. Safe to use from several threads."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._idle: list[tuple[int, sqlite3.Connection]] = []
        self._mutex = threading.Lock()

    @contextlib.contextmanager
    def reading(self) -> Iterator[tuple[int, sqlite3.Connection]]:
        """A connection to the file as it is at this moment, and what tells the file from another one.

        Raises:
            Unusable: There is none, or it failed while it was used; a damaged one is thrown away.
        """
        inode, connection = self._take()
        try:
            with unusable():
                connection.execute("BEGIN")
            yield inode, connection
        except Unusable as error:
            self.failed(error)
            raise
        finally:
            self._give(inode, connection)

    def write(self, work: Callable[[sqlite3.Connection], Updated], what: str) -> Updated:
        """Bring the file up to date by ``work``, once more on a new one if it turns out to be damaged.

        Args:
            what: What is kept in the file, as the outcome names it where there can be none.
        """
        for attempt in (1, 2):
            try:
                with self._file.writing() as connection:
                    return work(connection)
            except Busy:
                return Updated(complete=False, remark=f"another program is bringing the {what} up to date")
            except Unusable as error:
                if attempt == 2 or not is_damage(error):
                    return Updated(complete=False, remark=f"there can be no {what}: {error}")
                self._file.discard()
        raise AssertionError("unreachable")

    def failed(self, error: Unusable) -> None:
        """Throw the file away if ``error`` says that it is damaged; the next update makes it anew."""
        if is_damage(error):
            self._file.discard()

    def close(self) -> None:
        """Close what is open; it opens again when it is used."""
        with self._mutex:
            idle, self._idle = self._idle, []
        for _, connection in idle:
            connection.close()

    def _take(self) -> tuple[int, sqlite3.Connection]:
        inode = self._file.inode()
        with self._mutex:
            old = [item for item in self._idle if item[0] != inode]
            self._idle = [item for item in self._idle if item[0] == inode]
            found = self._idle.pop() if self._idle else None
        for _, connection in old:
            connection.close()
        return found or (inode, self._connected())

    def _connected(self) -> sqlite3.Connection:
        connection = self._file.connect()
        with contextlib.suppress(sqlite3.Error):
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        return connection

    def _give(self, inode: int, connection: sqlite3.Connection) -> None:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
            with self._mutex:
                if len(self._idle) < _IDLE:
                    self._idle.append((inode, connection))
                    return
        connection.close()
