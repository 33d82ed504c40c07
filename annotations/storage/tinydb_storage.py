"""TinyDB's storage made safe: atomic, locked, checked by its checksum, merged with what others wrote."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from tinydb import TinyDB
from tinydb.storages import Storage

from annotations.changes import stored
from annotations.model import Record
from annotations.storage.atomic import make_folder, read_file, write_bytes
from annotations.storage.lock import Lock
from annotations.storage.tablefile import HEADER, Decoded, Header, State, Tables, decode, encode_rows, rows_of
from annotations.storage.threeway import merged

Rows: TypeAlias = dict[str, dict[str, Any]]


class Damaged(OSError):
    """The file is not a store file any more; it is left as it is. The message says what is wrong."""


class AtomicStorage(Storage):
    """One store file, for ``TinyDB(path, storage=AtomicStorage)``.

    A failed or killed write leaves the file as it was. What another program wrote between a read and the
    write that follows is kept: its rows are merged in, and a row that both inserted under one number is
    given another. An empty file is an error, not a new database, so that one loss is not sealed by the next.
    """

    def __init__(self, path: str | Path, *, create_dirs: bool = False, readonly: bool = False) -> None:
        """Prepare to use the file at ``path``, which need not exist.

        Args:
            create_dirs: Make missing folders.
            readonly: Refuse to write.

        Raises:
            FileNotFoundError: The folder is missing.
        """
        self._path = Path(path)
        self._readonly = readonly
        folder = self._path.parent
        if create_dirs and not readonly:
            make_folder(folder)
        if not folder.is_dir():
            raise FileNotFoundError(f"there is no folder '{folder}'")
        self._lock = Lock(folder / f".{self._path.name}.lock")
        self._known: bytes | None = None
        self.header = Header()

    def read(self) -> Rows | None:
        """All tables but the header's, None if there is no file.

        Raises:
            Damaged: The file is empty, cut off, or something else.
        """
        self._known = self._bytes()
        if self._known is None:
            return None
        decoded, rows = _read(self._path, self._known)
        self.header = decoded.header
        return rows

    def _bytes(self) -> bytes | None:
        found = read_file(self._path)
        return found[0] if found else None

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Replace the tables durably.

        Raises:
            OSError: It could not be written; the file is as it was.
            ValueError: A row holds what JSON cannot.
        """
        if self._readonly:
            raise OSError(f"'{self._path}' was opened for reading only")
        ours = _plain(data)
        with self._lock.held():
            present = self._bytes()
            if present is not None and present != self._known:
                base = _read(self._path, self._known)[1] if self._known else {}
                decoded, theirs = _read(self._path, present)
                ours, self.header = _merged(base, ours, theirs), decoded.header
            if self.header.version > Header().version:
                raise OSError(f"a newer version of Scholiast wrote '{self._path}'")
            encoded = encode_rows(self.header, ours)
            write_bytes(self._path, encoded)
        self._known = encoded

    def close(self) -> None:
        """Give the lock file back."""
        self._lock.close()


class _View(Storage):
    """Tables in memory that cannot be written."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def read(self) -> Rows:
        return self._rows

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        raise OSError("this is a view: changes go through the store")


def view(tables: Tables) -> TinyDB:
    """The tables as a TinyDB to be queried, what stands only in the journal included."""
    return TinyDB(storage=_View, rows=rows_of(tables))


def _plain(data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> Rows:
    return {
        table: {str(int(key)): stored(dict(row), f"{table} {key}") for key, row in rows.items()}
        for table, rows in data.items()
        if table != HEADER
    }


def _read(path: Path, data: bytes) -> tuple[Decoded, Rows]:
    import orjson

    decoded = decode(data)
    if decoded.state in (State.DAMAGED, State.MARKED):
        raise Damaged(f"'{path}' cannot be read: {decoded.reason}")
    found = orjson.loads(data)
    return decoded, {table: rows for table, rows in found.items() if table != HEADER}


def _merged(base: Rows, ours: Rows, theirs: Rows) -> Rows:
    result: Rows = {}
    for table in dict.fromkeys([*theirs, *ours]):
        old, mine, other = (rows.get(table, {}) for rows in (base, ours, theirs))
        rows = {key: row for key, row in other.items() if key in mine or key not in old or row != old[key]}
        for key, row in mine.items():
            before: Record | None = old.get(key)
            if key not in other:
                if row != before:
                    rows[key] = row
            elif before is None and row != other[key]:
                rows[_free(rows, mine)] = row
            elif row != before:
                rows[key] = row if other[key] == before else merged(before, row, other[key])
        result[table] = rows
    return result


def _free(*tables: dict[str, Any]) -> str:
    return str(max((int(key) for rows in tables for key in rows), default=0) + 1)
