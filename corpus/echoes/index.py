"""The index of echoes as it is used: brought up to date in one thread, asked in any."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.echoes import families, postings, rows
from corpus.echoes.postings import Lookup
from corpus.echoes.rows import Row, Source, rows_of
from corpus.echoes.shingles import VERSION
from corpus.index.file import File, unusable
from corpus.index.pool import Pool
from corpus.index.update import Updated

if TYPE_CHECKING:
    from corpus.echoes.tokens import Tokens
    from corpus.echoes.update import Text

FORMAT: Final = 2
NAME: Final = "echoes.sqlite"

_VERSIONS: Final = """
SELECT version.path, lead.path, version.share, version.back
FROM documents AS version JOIN documents AS lead ON lead.id = version.lead ORDER BY version.id
"""
_TABLES: Final = rows.TABLES + postings.TABLES + families.TABLES


class Part(NamedTuple):
    """A part of a document, by its number from 0."""

    row: Row
    number: int


class Version(NamedTuple):
    """A document that was found to be a version of another.

    Attributes:
        lead: The path of the other one.
        share, back: How much of it stands in its lead, and of the lead in it.
    """

    path: str
    lead: str
    share: float
    back: float


class _State(NamedTuple):
    generation: tuple[int, str]
    rows: list[Row]
    numbers: list[int]
    by_path: dict[str, Row]


class Snapshot:
    """The index as it was at one moment, whatever is written meanwhile. Methods raise `Unusable`.

    Attributes:
        generation: Which state of which file this is.
    """

    def __init__(
        self, connection: sqlite3.Connection, generation: tuple[int, str], read: Callable[[Snapshot], _State]
    ) -> None:
        self.connection = connection
        self.generation = generation
        self._read = read
        self._lookup: Lookup | None = None

    @property
    def _state(self) -> _State:
        return self._read(self)

    def versions(self) -> list[Version]:
        """Which documents are versions of which, in the order of their ids; no other row is read."""
        with unusable():
            found = self.connection.execute(_VERSIONS)
            return [Version(os.fsdecode(path), os.fsdecode(lead), *rest) for path, lead, *rest in found]

    @property
    def rows(self) -> Sequence[Row]:
        """All documents, in the order of their ids."""
        return self._state.rows

    def row(self, path: str) -> Row | None:
        """The document at a path."""
        return self._state.by_path.get(path)

    def sharing(self, hashes: Iterable[int]) -> Iterator[tuple[int, list[Part]]]:
        """Each shingle with the parts of documents that may hold it, in no order.

        At most about `postings.MOST` parts; some may not hold it, which the text tells.
        """
        with unusable():
            if self._lookup is None:
                self._lookup = Lookup(self.connection)
            for each, found in self._lookup.parts(hashes):
                yield each, [part for number in set(found) if (part := self._part(number)) is not None]

    def repeated(self, story_of: Mapping[str, str]) -> dict[str, array[int]]:
        """By path, what of a document's shingles stands in a document of another story (see `known_of`).

        Args:
            story_of: What names the story of a document, by path; one that is not there tells its own.
        """
        found: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        with unusable():
            for known, numbers in Lookup(self.connection).repeated():
                parts = (self._part(number) for number in numbers)
                paths = {part.row.path for part in parts if part is not None}
                if len({story_of.get(path, path) for path in paths}) > 1:
                    for path in paths:
                        found[path].append(known)
        return dict(found)

    def _part(self, number: int) -> Part | None:
        place = bisect_right(self._state.numbers, number) - 1
        if place < 0:
            return None
        row = self._state.rows[place]
        return Part(row, number - row.id) if number < row.id + len(row.cuts) - 1 else None


class EchoIndex:
    """The index of one library. Safe to use from several threads and programs.

    Args:
        folder: Where derived things of the library are kept.
        words: Folds a text to its words as queries compare them.
        version: What the texts depend on besides the documents.
    """

    def __init__(self, folder: Path, words: Callable[[str], str], version: str = "") -> None:
        self._words = words
        self._file = File(folder, f"echoes {FORMAT} {VERSION} {version}", NAME, _TABLES)
        self._pool = Pool(self._file)
        self._state: _State | None = None

    @cached_property
    def tokens(self) -> Tokens:
        """Takes texts apart into words."""
        from corpus.echoes.tokens import Tokens

        return Tokens(self._words)

    def update(
        self,
        sources: Sequence[Source],
        text: Text,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Updated:
        """Make the index hold just the ``sources``; meant for a thread of its own.

        Only documents that are new or changed are asked for, and those that may be versions of them. What was
        written before a cancel, a crash or a kill stays and is used.

        Args:
            text: The text of the document at a path; None where it cannot be had now.
            on_progress: Told how many documents of how many are up to date.
            cancelled: Asked before each document.
        """
        from corpus.echoes.update import Writer

        return self._pool.write(
            lambda connection: Writer(connection, self.tokens).update(sources, text, on_progress, cancelled),
            "index of echoes",
        )

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The index as it is now.

        Raises:
            Unusable: There is none, or it failed while it was used; a damaged one is thrown away.
        """
        with self._pool.reading() as (inode, connection):
            with unusable():
                found = connection.execute("SELECT value FROM about WHERE key = 'generation'").fetchone()
            yield Snapshot(connection, (inode, str(found[0]) if found else ""), self._state_of)

    def _state_of(self, snapshot: Snapshot) -> _State:
        state = self._state
        if state is None or state.generation != snapshot.generation:
            with unusable():
                state = self._state = _read(snapshot.connection, snapshot.generation)
        return state

    def close(self) -> None:
        """Close what is open; it opens again when it is used."""
        self._pool.close()


def _read(connection: sqlite3.Connection, generation: tuple[int, str]) -> _State:
    found = list(rows_of(connection))
    return _State(generation, found, [row.id for row in found], {row.path: row for row in found})
