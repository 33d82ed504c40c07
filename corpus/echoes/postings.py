"""Postings: which parts of which documents hold a shingle, in buckets by its lowest bits.

Postings are never changed. Many are written as a segment of buckets; those of a few documents are kept
sorted in a row of their own until there are enough of them for a segment. What was taken out stays in
them and is passed over by whoever knows which documents there are.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Final

TABLES: Final = """
CREATE TABLE segments (id INTEGER PRIMARY KEY, size INTEGER NOT NULL);
CREATE TABLE postings (id INTEGER PRIMARY KEY, keys BLOB NOT NULL, parts BLOB NOT NULL);
CREATE TABLE recent (id INTEGER PRIMARY KEY, keys BLOB NOT NULL, parts BLOB NOT NULL);
"""

MOST: Final = 1024
"""Parts that are given for a shingle at most; what stands in more is a phrase that everybody uses."""

_BITS: Final = 12
_BUCKETS: Final = 1 << _BITS
_SEGMENT: Final = 1_500_000  # postings
_RECENT: Final = 32_000  # postings in sorted rows
_ROWS: Final = 12  # of them, and segments that are not full
_HIGH, _LOW = (1, 0) if sys.byteorder == "little" else (0, 1)  # the halves of a number of 64 bits


class Gathered:
    """Postings on their way to the disk."""

    def __init__(self) -> None:
        # Each posting is the higher half of the hash and the part; the bucket says the lowest bits.
        self._buckets = [array("q") for _ in range(_BUCKETS)]
        self._appends = [bucket.append for bucket in self._buckets]
        self.size = 0

    @property
    def full(self) -> bool:
        """Whether they are enough for a segment."""
        return self.size >= _SEGMENT

    def add(self, part: int, hashes: Collection[int]) -> None:
        """The shingles of one part of a document."""
        appends = self._appends
        for each in hashes:
            appends[each & 4095](each & -4294967296 | part)  # numbers as such, for speed
        self.size += len(hashes)

    def add_pairs(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Postings that were kept in sorted rows."""
        for key, part in pairs:
            self._appends[key & _BUCKETS - 1](key >> _BITS << 32 | part)
            self.size += 1

    def pairs(self) -> list[tuple[int, int]]:
        """All postings as they are kept in sorted rows: what is known of the hash, and the part."""
        return sorted(
            (each >> 32 << _BITS | bucket, each & 0xFFFFFFFF)
            for bucket, postings in enumerate(self._buckets)
            for each in postings
        )

    def take(self, bucket: int, keys: bytes, parts: bytes) -> None:
        """Postings that were written before."""
        halves = array("I", bytes(2 * len(keys)))
        halves[_HIGH::2], halves[_LOW::2] = array("I", keys), array("I", parts)
        self._buckets[bucket].frombytes(halves.tobytes())
        self.size += len(keys) // 4

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all of it as one segment; part of the caller's transaction."""
        number = connection.execute("SELECT ifnull(max(id), 0) + 1 FROM segments").fetchone()[0]
        connection.execute("INSERT INTO segments VALUES (?, ?)", (number, self.size))
        connection.executemany("INSERT INTO postings VALUES (?, ?, ?)", self._rows(number * _BUCKETS))

    def _rows(self, first: int) -> Iterator[tuple[int, bytes, bytes]]:
        for place, bucket in enumerate(self._buckets):
            if bucket:
                halves = array("I", bucket.tobytes())
                yield first + place, halves[_HIGH::2].tobytes(), halves[_LOW::2].tobytes()


def write(connection: sqlite3.Connection, gathered: Gathered) -> None:
    """Write postings, and bring rows and segments together where they are many; no transaction is begun."""
    if not gathered.size:
        return
    if gathered.size > _RECENT:
        gathered.write(connection)
    else:
        _write_row(connection, gathered.pairs())
        _tidy_recent(connection)
    _tidy_segments(connection)


def _write_row(connection: sqlite3.Connection, pairs: list[tuple[int, int]]) -> None:
    keys, parts = array("q", [pair[0] for pair in pairs]), array("I", [pair[1] for pair in pairs])
    connection.execute("INSERT INTO recent (keys, parts) VALUES (?, ?)", (keys.tobytes(), parts.tobytes()))


def _tidy_recent(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT keys, parts FROM recent").fetchall()
    size = sum(len(parts) for _, parts in rows) // 4
    if len(rows) <= _ROWS and size <= _RECENT:
        return
    connection.execute("DELETE FROM recent")
    pairs = [pair for keys, parts in rows for pair in zip(array("q", keys), array("I", parts), strict=True)]
    if size <= _RECENT:
        _write_row(connection, sorted(pairs))
        return
    gathered = Gathered()
    gathered.add_pairs(pairs)
    gathered.write(connection)


def _tidy_segments(connection: sqlite3.Connection) -> None:
    small = connection.execute("SELECT id FROM segments WHERE size < ?", (_SEGMENT,)).fetchall()
    if len(small) <= _ROWS:
        return
    gathered = Gathered()
    for (number,) in small:
        low = number * _BUCKETS
        rows = connection.execute(
            "SELECT id, keys, parts FROM postings WHERE id BETWEEN ? AND ?", (low, low + _BUCKETS - 1)
        )
        for place, keys, parts in rows:
            gathered.take(place - low, keys, parts)
        connection.execute("DELETE FROM postings WHERE id BETWEEN ? AND ?", (low, low + _BUCKETS - 1))
        connection.execute("DELETE FROM segments WHERE id = ?", (number,))
    gathered.write(connection)


def known_of(shingle: int) -> int:
    """What the postings keep of a shingle: the bits of its key and of its bucket."""
    return (shingle >> 32 & 0xFFFFFFFF) << _BITS | shingle & _BUCKETS - 1


class Lookup:
    """Finds postings in one state of the file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._segments = [row[0] for row in connection.execute("SELECT id FROM segments ORDER BY id")]
        self._recent = [
            (array("q", keys), array("I", parts))
            for keys, parts in connection.execute("SELECT keys, parts FROM recent ORDER BY id")
        ]

    def parts(self, hashes: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
        """Each shingle with the parts that may hold it, at most about `MOST`; in no order, some twice."""
        bucket_of = (_BUCKETS - 1).__and__
        for bucket, group in groupby(sorted(set(hashes), key=bucket_of), key=bucket_of):
            rows = [row for number in self._segments if (row := self._row(number, bucket)) is not None]
            for each in group:
                yield each, self._found(each, rows)

    def repeated(self) -> Iterator[tuple[int, list[int]]]:
        """What is kept of each shingle (see `known_of`) that is in several parts, and which; in no order."""
        recent: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for numbers, where in self._recent:
            for number, part in zip(numbers, where, strict=True):
                recent[number & _BUCKETS - 1].append((number >> _BITS & 0xFFFFFFFF, part))
        for bucket in range(_BUCKETS):
            keys, parts = array("I"), array("I")
            for segment in self._segments:
                row = self._row(segment, bucket)
                if row is not None:
                    keys.frombytes(row[0])
                    parts.frombytes(row[1])
            for key, part in recent[bucket]:
                keys.append(key)
                parts.append(part)
            several = {key for key, count in Counter(keys).items() if count > 1}
            found: defaultdict[int, list[int]] = defaultdict(list)
            for key, part in zip(keys, parts, strict=True) if several else ():
                if key in several:
                    found[key].append(part)
            yield from ((key << _BITS | bucket, places) for key, places in found.items())

    def _row(self, segment: int, bucket: int) -> tuple[bytes, bytes] | None:
        found: tuple[bytes, bytes] | None = self._connection.execute(
            "SELECT keys, parts FROM postings WHERE id = ?", (segment * _BUCKETS + bucket,)
        ).fetchone()
        return found

    def _found(self, each: int, rows: Iterable[tuple[bytes, bytes]]) -> list[int]:
        key = (each >> 32 & 0xFFFFFFFF).to_bytes(4, sys.byteorder)
        found: list[int] = []
        for keys, parts in rows:
            place = keys.find(key)
            while place >= 0 and len(found) < MOST:
                if not place % 4:
                    found.append(int.from_bytes(parts[place : place + 4], sys.byteorder))
                place = keys.find(key, place + 1)
        known = each >> 32 << _BITS | each & _BUCKETS - 1
        for numbers, where in self._recent:
            at = bisect_left(numbers, known)
            while at < len(numbers) and numbers[at] == known:
                found.append(where[at])
                at += 1
        return found
