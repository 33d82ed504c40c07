"""An index's file in the cache folder: its tables, who may write it, and when it is thrown away."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

FORMAT: Final = 1

_NAME: Final = "index.sqlite"
_ABOUT: Final = "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
_PATIENCE: Final = 5.0  # seconds; another program writes a batch in less
_CACHE_KB: Final = 32_768
_PENDING: Final = 8 * 1024 * 1024  # bytes of new entries held in memory before they are sorted in
_TABLES: Final = f"""
CREATE TABLE documents (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, digest TEXT NOT NULL, title TEXT NOT NULL);
CREATE TABLE bodies (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(title, text, kind, content='', columnsize=0, tokenize='ascii');
INSERT INTO words (words, rank) VALUES ('hashsize', {_PENDING});
"""  # noqa: E501 - SQL reads best a table a line


class Unusable(Exception):
    """The index cannot be used now; whatever is asked has to be found without it."""


class Busy(Exception):
    """Another program is bringing the index up to date."""


class File:
    """One index file. Opening it for reading never makes or changes it.

    Args:
        folder: Where it is.
        version: What its content depends on besides the documents; a file of another one is made anew.
        name, tables: What it is called, and the SQL that makes its tables; those of the full-text index
            unless given. Every file has a table ``about`` with a row ``generation``.
    """

    def __init__(self, folder: Path, version: str, name: str = _NAME, tables: str = "") -> None:
        self.path = folder / name
        self._version = f"{FORMAT} {version}"
        self._tables = tables

    def inode(self) -> int:
        """What tells whether it is still the same file; 0 if there is none."""
        try:
            return os.stat(self.path).st_ino  # noqa: PTH116
        except OSError:
            return 0

    def connect(self) -> sqlite3.Connection:
        """A connection for reading.

        Raises:
            Unusable: There is no index, or none of this version.
        """
        if not self.inode():
            raise Unusable("there is no index yet")
        with unusable():
            connection = _open(self.path)
        try:
            self._check(connection)
        except Unusable:
            connection.close()
            raise
        return connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection for writing, the index made anew if it is of no use; one program at a time.

        Raises:
            Busy: Another program has it.
            Unusable: The folder or SQLite does not allow for an index.
        """
        with self._locked():
            connection = self._made()
            try:
                with unusable():
                    yield connection
            finally:
                connection.close()

    def discard(self) -> None:
        """Throw a damaged index away, unless another program is at it."""
        with contextlib.suppress(Busy, Unusable), self._locked():
            self._remove()

    def _made(self) -> sqlite3.Connection:
        with contextlib.suppress(Unusable):
            return self.connect()
        try:
            self._remove()
            connection = _open(self.path)
        except (OSError, sqlite3.Error) as error:
            raise Unusable(str(error)) from error
        try:
            connection.execute("PRAGMA auto_vacuum = NONE")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(f"BEGIN; {_ABOUT} {self._tables or _TABLES}")
            connection.execute("INSERT INTO about VALUES ('version', ?)", (self._version,))
            connection.execute("INSERT INTO about VALUES ('generation', '0')")
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            connection.close()
            self._remove()
            raise Unusable(str(error)) from error
        return connection

    def _check(self, connection: sqlite3.Connection) -> None:
        with unusable():
            row = connection.execute("SELECT value FROM about WHERE key = 'version'").fetchone()
            if row is None or row[0] != self._version:
                raise Unusable("another version of the program made it")

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise Unusable(str(error)) from error
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy from error
            except OSError as error:
                raise Unusable(str(error)) from error
            yield
        finally:
            os.close(handle)


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is written within is kept, or nothing; the file is then in another generation."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("UPDATE about SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextlib.contextmanager
def unusable() -> Iterator[None]:
    """Turns what SQLite complains about into `Unusable`."""
    try:
        yield
    except sqlite3.Error as error:
        raise Unusable(str(error)) from error


def is_damage(error: Unusable) -> bool:
    """Whether the file itself is at fault, not a lock or the disk."""
    cause = error.__cause__
    return isinstance(cause, sqlite3.DatabaseError) and not isinstance(
        cause, (sqlite3.OperationalError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
    )


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection
