"""Bringing the index up to date: what is new is read and written in batches, each whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from zlib import crc32

from corpus.index.file import transaction
from corpus.index.folding import Folding
from corpus.names import is_markdown

_SIGNS: Final = 4_000_000  # code points in a batch
_DOCUMENTS: Final = 512
_SUM: Final = 4  # bytes

BODIES: Final = "bodies/2"
"""Changes with how texts are kept."""
EVERY: Final = "every"
ODD: Final = "odd"

Read = Callable[[str], str | None]


class Wanted(NamedTuple):
    """A document as the index is to hold it: its path, the digest of its file, its title."""

    path: str
    digest: str
    title: str


class Row(NamedTuple):
    """A document as the index holds it."""

    id: int
    path: str
    digest: str
    title: str

    def fits(self, wanted: Wanted) -> bool:
        """Whether it is up to date."""
        return self.digest == wanted.digest and self.title == wanted.title


class Updated(NamedTuple):
    """What an update did.

    Attributes:
        written: Documents written, those included that only got another path or title.
        removed: Documents taken out.
        complete: False where it was cancelled, or another program was at it, or there can be no index.
        remark: Why there can be none, a clause for people; else empty.
    """

    written: int = 0
    removed: int = 0
    complete: bool = True
    remark: str = ""


class _Due(NamedTuple):
    wanted: Wanted
    old: Row | None
    kept: bool  # whether the old row's text is the text


def rows_of(connection: sqlite3.Connection) -> list[Row]:
    """What the index holds, in the order of its ids."""
    rows = connection.execute("SELECT id, path, digest, title FROM documents ORDER BY id")
    return [Row(number, os.fsdecode(path), digest, title) for number, path, digest, title in rows]


def body_of(text: str) -> bytes:
    """A text as the index keeps it: behind its checksum, as it is.

    Packed it would be half as large, but packing was a third of what making an index takes, and unpacking
    a third of a concordance.
    """
    data = text.encode("utf-8")
    return crc32(data).to_bytes(_SUM, "big") + data


def text_of(body: bytes) -> str:
    """The inverse of `body_of`; raises `sqlite3.DatabaseError` where the file is damaged."""
    data = body[_SUM:]
    if crc32(data).to_bytes(_SUM, "big") != body[:_SUM]:
        raise sqlite3.DatabaseError("a text in the index is damaged")
    return data.decode("utf-8", "replace")


class Writer:
    """Writes one index through a connection that nobody else writes through."""

    def __init__(self, connection: sqlite3.Connection, folding: Folding) -> None:
        self._connection = connection
        self._folding = folding
        self._next = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM documents").fetchone()[0]

    def update(
        self,
        wanted: Sequence[Wanted],
        read: Read,
        on_progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool],
    ) -> Updated:
        """Make the index hold just what is ``wanted``; arguments as `corpus.index.Index.update`."""
        known = {row.path: row for row in rows_of(self._connection)}
        paths = {each.path for each in wanted}
        gone = [row for path, row in known.items() if path not in paths]
        due = list(_due(wanted, known, gone))
        moved = {each.old.id for each in due if each.old is not None}
        gone = [row for row in gone if row.id not in moved]
        if gone:
            with transaction(self._connection):
                for row in gone:
                    self._take_out(row)
        written, done = 0, len(wanted) - len(due)
        for batch in self._batches(due, read, cancelled):
            with transaction(self._connection):
                for each, text in batch:
                    self._write(each, text)
            written += sum(text is not None for _, text in batch)
            done += len(batch)
            if on_progress is not None:
                on_progress(done, len(wanted))
        return Updated(written, len(gone), done == len(wanted))

    def _batches(
        self, due: Sequence[_Due], read: Read, cancelled: Callable[[], bool]
    ) -> Iterator[list[tuple[_Due, str | None]]]:
        batch: list[tuple[_Due, str | None]] = []
        size = 0
        for each in due:
            if cancelled():
                break
            text = self.text(each.old.id) if each.kept and each.old else read(each.wanted.path)
            batch.append((each, text))
            size += len(text or "")
            if size >= _SIGNS or len(batch) >= _DOCUMENTS:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def text(self, number: int) -> str:
        """The text kept under an id."""
        row = self._connection.execute("SELECT body FROM bodies WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise sqlite3.DatabaseError("a text is missing in the index")
        return text_of(row[0])

    def _write(self, due: _Due, text: str | None) -> None:
        if due.old is not None:
            self._take_out(due.old)
        if text is None:
            return  # it cannot be read; whoever asks finds that out for himself
        number, self._next = self._next, self._next + 1
        path, digest, title = due.wanted
        execute = self._connection.execute
        execute("INSERT INTO documents VALUES (?, ?, ?, ?)", (number, os.fsencode(path), digest, title))
        execute("INSERT INTO bodies VALUES (?, ?)", (number, body_of(text)))
        execute(
            "INSERT INTO words (rowid, title, text, kind) VALUES (?, ?, ?, ?)",
            (number, *self._columns(title, text)),
        )

    def _take_out(self, row: Row) -> None:
        text = self.text(row.id)  # without content of its own, the table has to be told what it forgets
        execute = self._connection.execute
        execute(
            "INSERT INTO words (words, rowid, title, text, kind) VALUES ('delete', ?, ?, ?, ?)",
            (row.id, *self._columns(row.title, text)),
        )
        execute("DELETE FROM bodies WHERE id = ?", (row.id,))
        execute("DELETE FROM documents WHERE id = ?", (row.id,))

    def _columns(self, title: str, text: str) -> tuple[str, str, str]:
        folded_title, odd_title = self._folding.indexed(title)
        folded, odd = self._folding.indexed(text)
        return folded_title, folded, f"{EVERY} {ODD}" if odd or odd_title else EVERY


def _due(wanted: Iterable[Wanted], known: Mapping[str, Row], gone: Iterable[Row]) -> Iterator[_Due]:
    lost = {(row.digest, is_markdown(row.path)): row for row in gone}
    for each in wanted:
        old = known.get(each.path)
        if old is None:
            found = lost.pop((each.digest, is_markdown(each.path)), None)
            yield _Due(each, found, found is not None)
        elif not old.fits(each):
            yield _Due(each, old, old.digest == each.digest)
