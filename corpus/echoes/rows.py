"""The documents that the index of echoes holds: their rows, and the parts that long ones are cut into."""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Iterator
from typing import Final, NamedTuple

from corpus.span import Span

TABLES: Final = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, digest TEXT NOT NULL, date TEXT NOT NULL,
    words INTEGER NOT NULL, sign INTEGER NOT NULL, cuts BLOB NOT NULL, sketch BLOB NOT NULL,
    lead INTEGER, share REAL NOT NULL, back REAL NOT NULL, dirty INTEGER NOT NULL
);
"""

_PART: Final = 48_000  # code points
_OVERLAP: Final = 240  # so that what stands across a cut is whole in one of the parts
_WORD: Final = 400  # code points in which a blank is looked for


class Source(NamedTuple):
    """A document as the index is to hold it.

    Attributes:
        path: Relative to the library.
        digest: Another one whenever its text is another.
        date: When it was published, ISO 8601, as precise as is known; empty if it is not.
    """

    path: str
    digest: str
    date: str


class Row(NamedTuple):
    """A document as the index holds it.

    Attributes:
        id: Of its first part; those of the others follow.
        sign: The same for documents with the same words.
        cuts: Where its parts begin, in code points, and where the last ends.
        lead: Id of the document that it was found to be a version of, 0 if it is none, None if nobody has
            looked yet.
        share, back: How much of it stands in its lead, and of the lead in it.
        dirty: Whether that is to be found out anew.
    """

    id: int
    path: str
    digest: str
    date: str
    words: int
    sign: int
    cuts: array[int]
    lead: int | None
    share: float
    back: float
    dirty: bool

    def part(self, number: int) -> Span:
        """The code points of a part, with what it shares with the next."""
        return part_of(self.cuts, number)


def rows_of(connection: sqlite3.Connection) -> Iterator[Row]:
    """All rows, in the order of their ids."""
    found = connection.execute(
        "SELECT id, path, digest, date, words, sign, cuts, lead, share, back, dirty"
        " FROM documents ORDER BY id"
    )
    for number, path, digest, date, words, sign, cuts, lead, share, back, dirty in found:
        try:
            places = array("I", cuts)
        except (ValueError, TypeError) as error:
            raise sqlite3.DatabaseError(f"a row of the index is damaged: {error}") from error
        yield Row(number, os.fsdecode(path), digest, date, words, sign, places, lead, share, back, dirty > 0)


def cuts_of(text: str) -> array[int]:
    """Where the parts of ``text`` begin and where the last ends, if possible between words."""
    cuts = array("I", [0])
    while cuts[-1] + _PART + _OVERLAP < len(text):
        at = cuts[-1] + _PART
        blank = text.rfind(" ", at - _WORD, at)
        cuts.append(blank if blank > 0 else at)
    cuts.append(len(text))
    return cuts


def part_of(cuts: array[int], number: int) -> Span:
    """The code points of a part, with what it shares with the next."""
    return Span(cuts[number], min(cuts[number + 1] + _OVERLAP, cuts[-1]))
