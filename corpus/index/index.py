"""The index as it is used: brought up to date in one thread, asked in any, without waiting for each other."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from corpus.index.file import File, Unusable, unusable
from corpus.index.folding import Folding
from corpus.index.pool import Pool
from corpus.index.update import BODIES, Read, Row, Updated, Wanted, Writer, rows_of, text_of

# Words whose folding would change with the rule that folds them.
_SAMPLE: Final = "Ångström straße ΣΊΣΥΦΟΣ ﬁn ½ 和平 がく किताब İstanbul naïve x² snake_case can’t 北京™ ท่า"


class Snapshot:
    """The index as it was at one moment, whatever is written meanwhile.

    Every method raises `Unusable` where the file fails.

    Attributes:
        generation: Which state of which file this is.
    """

    def __init__(self, connection: sqlite3.Connection, inode: int) -> None:
        self._connection = connection
        found = connection.execute("SELECT value FROM about WHERE key = 'generation'").fetchone()
        self.generation = (inode, str(found[0]) if found else "")

    def rows(self) -> list[Row]:
        """All documents, in the order of their ids."""
        with unusable():
            return rows_of(self._connection)

    def matching(self, expression: str) -> Iterator[int]:
        """The ids of the documents that an FTS5 expression over title, text and kind fits, rising."""
        with unusable():
            found = self._connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (expression,))
            for row in found:
                yield row[0]

    def text(self, number: int) -> str:
        """The text of the document with this id."""
        with unusable():
            row = self._connection.execute("SELECT body FROM bodies WHERE id = ?", (number,)).fetchone()
            if row is None:
                raise sqlite3.DatabaseError("a text is missing in the index")
            return text_of(row[0])


class Index:
    """The index of one library. Safe to use from several threads and programs.

    Args:
        folder: The library's folder in the user's cache.
        words: Folds a text to its words as queries compare them; see `Folding`.
    """

    def __init__(self, folder: Path, words: Callable[[str], str]) -> None:
        self.folding = Folding(words)
        self._file = File(folder, _version(words))
        self._pool = Pool(self._file)

    def update(
        self,
        wanted: Sequence[Wanted],
        read: Read,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Updated:
        """Make the index hold just what is ``wanted``; meant for a thread of its own.

        Only documents that are new or changed are read. What was written before a cancel, a crash or
        a kill stays and is used.

        Args:
            wanted: All documents, in the order in which they are to be found.
            read: The canonical text of the document at a path; None where it cannot be read.
            on_progress: Told how many documents of how many are up to date.
            cancelled: Asked before each document.
        """
        return self._pool.write(
            lambda connection: Writer(connection, self.folding).update(wanted, read, on_progress, cancelled),
            "index",
        )

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The index as it is now.

        Raises:
            Unusable: There is none, or it failed while it was used; a damaged one is thrown away.
        """
        with self._pool.reading() as (inode, connection):
            with unusable():
                snapshot = Snapshot(connection, inode)
            yield snapshot

    def failed(self, error: Unusable) -> None:
        """Throw the index away if ``error`` says that it is damaged; the next update makes it anew."""
        self._pool.failed(error)

    def close(self) -> None:
        """Close what is open; it opens again when it is used."""
        self._pool.close()


def _version(words: Callable[[str], str]) -> str:
    """What the content of an index depends on besides the documents."""
    folded = hashlib.sha256(words(_SAMPLE).encode("utf-8")).hexdigest()[:16]
    from corpus import furniture, markdown, plaintext

    extractors = f"{BODIES} {markdown.EXTRACTOR} {plaintext.EXTRACTOR} {furniture.RULES}"
    return f"{extractors} {unicodedata.unidata_version} {folded}"
