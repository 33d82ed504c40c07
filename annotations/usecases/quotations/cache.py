"""Quotations found before, kept in the cache: an article that did not change is not gone through again.

What is kept stands by a key that names all it depends on; it is derived, so losing it costs only time.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from corpus.span import Span

_FORMAT: Final = 1
_NAME: Final = "quotations.sqlite"
_PATIENCE: Final = 5.0  # seconds; another program writes a batch in less
_ROOM: Final = 500  # entries that may be there beside those that are wanted


class Proposed(NamedTuple):
    """A quotation as it was found in a text; as `corpus.quotations.Quotation`, with what stands there.

    Attributes:
        exact: The text of ``span``; ``prefix`` and ``suffix`` are what stands beside it.
        digest: Of the text that the spans count in.
    """

    span: Span
    words: tuple[Span, ...]
    exact: str
    prefix: str
    suffix: str
    digest: str
    speaker: str = ""
    cue: str = ""
    kind: str = "direct"


class QuotationCache:
    """The file of one library. Safe in any thread; where it fails, nothing is kept and nothing is lost.

    Args:
        folder: The library's folder in the user's cache.
        version: Names the finder; what another one found is dropped.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self._path = folder / _NAME
        self._version = f"{_FORMAT} {version}"
        self._mutex = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._failed = False

    def get(self, key: str) -> tuple[Proposed, ...] | None:
        """What was found under ``key``; None if nobody looked."""
        with self._mutex:
            try:
                connection = self._open()
                row = (
                    connection
                    and connection.execute("SELECT found FROM heard WHERE key = ?", (key,)).fetchone()
                )
            except sqlite3.Error:
                self._give_up()
                return None
        return _unpacked(row[0]) if row else None

    def put(self, found: Sequence[tuple[str, Sequence[Proposed]]]) -> None:
        """Keep what was found under each key."""
        with self._mutex:
            try:
                rows = [(key, _packed(heard)) for key, heard in found]
                connection = self._open()
                if connection is not None and rows:
                    with connection:
                        connection.executemany("INSERT OR REPLACE INTO heard VALUES (?, ?)", rows)
            except TypeError:
                return  # half of a surrogate pair: nothing that can be kept
            except sqlite3.Error:
                self._give_up()

    def keep_only(self, keys: Iterable[str]) -> None:
        """Drop what no article needs any more, once it is much."""
        wanted = set(keys)
        with self._mutex:
            try:
                connection = self._open()
                if connection is None:
                    return
                (count,) = connection.execute("SELECT count(*) FROM heard").fetchone()
                if count <= len(wanted) + _ROOM:
                    return
                gone = [row for row in connection.execute("SELECT key FROM heard") if row[0] not in wanted]
                with connection:
                    connection.executemany("DELETE FROM heard WHERE key = ?", gone)
            except sqlite3.Error:
                self._give_up()

    def close(self) -> None:
        """Give the file back; it is opened again when needed."""
        with self._mutex:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection | None:
        if self._connection is None and not self._failed:
            try:
                self._connection = self._opened()
            except (sqlite3.Error, OSError):
                # A damaged file is of no use to anybody.
                with contextlib.suppress(OSError):
                    self._path.unlink(missing_ok=True)
                try:
                    self._connection = self._opened()
                except (sqlite3.Error, OSError):
                    self._failed = True
        return self._connection

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=_PATIENCE, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA trusted_schema = OFF")
            with connection:
                connection.execute("CREATE TABLE IF NOT EXISTS about (version TEXT NOT NULL)")
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS heard (key TEXT PRIMARY KEY, found BLOB) WITHOUT ROWID"
                )
                if connection.execute("SELECT version FROM about").fetchone() != (self._version,):
                    connection.execute("DELETE FROM heard")
                    connection.execute("DELETE FROM about")
                    connection.execute("INSERT INTO about VALUES (?)", (self._version,))
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _give_up(self) -> None:
        """Work without the file until the end."""
        self._failed = True
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None


def _packed(found: Sequence[Proposed]) -> bytes:
    rows = [(tuple(each.span), [tuple(span) for span in each.words], *each[2:]) for each in found]
    return orjson.dumps(rows)


def _unpacked(data: bytes) -> tuple[Proposed, ...] | None:
    try:
        return tuple(_row(row) for row in orjson.loads(data))
    except (ValueError, TypeError):
        return None


def _row(row: list[Any]) -> Proposed:
    span, words, *rest = row
    return Proposed(Span(*span), tuple(Span(*each) for each in words), *rest)
