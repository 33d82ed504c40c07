"""Bringing the index of echoes up to date: what is new is hashed, then versions are decided on."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from corpus.echoes.families import Families, Member, forget, packed, rank_of, unpacked
from corpus.echoes.postings import Gathered, Lookup, write
from corpus.echoes.rows import Row, Source, cuts_of, part_of, rows_of
from corpus.echoes.shingles import Sketch, common, kept, shingles, sketch
from corpus.echoes.tokens import Tokens
from corpus.index.file import transaction
from corpus.index.update import Updated
from corpus.names import is_markdown

Text = Callable[[str], str | None]
Progress = Callable[[int, int], None] | None

_BATCH: Final = 2048  # documents
_DECISIONS: Final = 256  # in one transaction
_REMEMBERED: Final = 200_000  # words of documents that are compared with others
_PROBES: Final = 1024  # shingles by which documents like a new lead are found
_RESEMBLING: Final = 0.05
_LAST_ID: Final = 8_000_000  # then all is made anew, as it is when most of what the postings hold is gone


class _Hashed(NamedTuple):
    """A document about to be written."""

    id: int
    source: Source
    words: int
    sign: int
    cuts: bytes
    sketch: bytes


class Writer:
    """Writes one index through a connection that nobody else writes through."""

    def __init__(self, connection: sqlite3.Connection, tokens: Tokens) -> None:
        self._connection = connection
        self._tokens = tokens
        self._hashed = 0

    def update(
        self,
        sources: Sequence[Source],
        text: Text,
        on_progress: Progress,
        cancelled: Callable[[], bool],
    ) -> Updated:
        """Make the index hold just the ``sources``; arguments as `corpus.echoes.index.EchoIndex.update`."""
        due, removed = self._compared(sources)
        total = len(sources)

        def tell(left: int) -> None:
            if on_progress is not None:
                on_progress(max(0, total - left), total)

        complete = self._hash(due, text, lambda done: tell(len(due) - done // 2), cancelled)
        half = (len(due) + 1) // 2
        complete = complete and self._decide(text, lambda left: tell(min(left, half)), cancelled)
        return Updated(self._hashed, removed, complete)

    def _compared(self, sources: Sequence[Source]) -> tuple[list[Source], int]:
        """What is to be hashed, and how much is gone; what only moved or changed its date is written."""
        known = {row.path: row for row in rows_of(self._connection)}
        wanted = {each.path: each for each in sources}
        gone = {(row.digest, is_markdown(path)): row for path, row in known.items() if path not in wanted}
        due, out, again = [], [], []
        for each in sources:
            old, name = known.get(each.path), (each.digest, is_markdown(each.path))
            if old is None and name in gone:
                again.append((gone.pop(name), each))
            elif old is None:
                due.append(each)
            elif old.digest != each.digest:
                out.append(old)
                due.append(each)
            elif old.date != each.date:
                again.append((old, each))
        stay = {row.id for row, _ in again}
        left = [row for path, row in known.items() if path not in wanted and row.id not in stay]
        out += left
        if (out or again) and self._worn(known, out):
            with transaction(self._connection):
                for table in ("documents", "postings", "segments", "recent", "leads"):
                    self._connection.execute(f"DELETE FROM {table}")
                self._connection.execute("DELETE FROM about WHERE key = 'next'")
            return list(sources), len(left)
        if out or again:
            with transaction(self._connection):
                self._take_out(out)
                self._rank_anew(again)
        return due, len(left)

    def _worn(self, known: Mapping[str, Row], out: Sequence[Row]) -> bool:
        """Whether most of the postings are of no use any more."""
        staying = sum(row.words for row in known.values()) - sum(row.words for row in out)
        size = self._connection.execute("SELECT ifnull(sum(size), 0) FROM segments").fetchone()[0]
        return size > 2 * staying + 100_000 or self._next() > _LAST_ID

    def _take_out(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._leave(row)
            self._connection.execute("DELETE FROM documents WHERE id = ?", (row.id,))

    def _rank_anew(self, rows: Iterable[tuple[Row, Source]]) -> None:
        for row, source in rows:
            self._leave(row)
            self._connection.execute(
                "UPDATE documents SET path = ?, date = ?, lead = NULL, share = 0, back = 0, dirty = 1"
                " WHERE id = ?",
                (os.fsencode(source.path), source.date, row.id),
            )

    def _leave(self, row: Row) -> None:
        """Let a document be no lead; those that went with it are decided on anew."""
        if row.lead == 0:
            forget(self._connection, row.id, self._sketch_of(row.id))
        self._connection.execute(
            "UPDATE documents SET dirty = 1 WHERE lead = ? OR sign = ?", (row.id, row.sign)
        )

    def _sketch_of(self, number: int) -> Sketch:
        found = self._connection.execute("SELECT sketch FROM documents WHERE id = ?", (number,)).fetchone()
        return unpacked(found[0])

    def _hash(
        self,
        due: Sequence[Source],
        text: Text,
        tell: Callable[[int], None],
        cancelled: Callable[[], bool],
    ) -> bool:
        gathered, rows = Gathered(), list[_Hashed]()
        number = self._next()
        complete = True
        for done, source in enumerate(due):
            if cancelled():
                complete = False
                break
            found = text(source.path)
            if found is None:
                continue  # it comes with the next look
            row = self._hashed_one(number, source, found, gathered)
            rows.append(row)
            number += len(row.cuts) // 4
            if gathered.full or len(rows) >= _BATCH:
                self._flush(rows, gathered, number)
                gathered, rows = Gathered(), []
            if not done % 64:
                tell(done)
        self._flush(rows, gathered, number)
        return complete

    def _next(self) -> int:
        """The first id that no part ever had, since what was taken out stays in the postings."""
        row = self._connection.execute("SELECT value FROM about WHERE key = 'next'").fetchone()
        return int(row[0]) if row else 1

    def _hashed_one(self, number: int, source: Source, text: str, gathered: Gathered) -> _Hashed:
        cuts = cuts_of(text)
        numbers, chosen = list[int](), set[int]()
        for part in range(len(cuts) - 1):
            here = self._tokens.numbers(part_of(cuts, part).of(text))
            found = kept(shingles(here))
            gathered.add(number + part, found)
            chosen |= found
            if len(cuts) > 2:  # without what the parts share
                here = self._tokens.numbers(text[cuts[part] : cuts[part + 1]])
            numbers += here
        sign = hash(tuple(numbers)) if numbers else 0
        return _Hashed(number, source, len(numbers), sign, cuts.tobytes(), packed(sketch(chosen)))

    def _flush(self, rows: list[_Hashed], gathered: Gathered, following: int) -> None:
        if not rows:
            return
        with transaction(self._connection):
            write(self._connection, gathered)
            self._connection.execute("INSERT OR REPLACE INTO about VALUES ('next', ?)", (str(following),))
            self._connection.executemany(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, 0, 1)",
                (
                    (row.id, os.fsencode(path), digest, date, row.words, row.sign, row.cuts, row.sketch)
                    for row in rows
                    for path, digest, date in (row.source,)
                ),
            )
        self._hashed += len(rows)

    def _decide(self, text: Text, tell: Callable[[int], None], cancelled: Callable[[], bool]) -> bool:
        dirty = self._connection.execute("SELECT count(*) FROM documents WHERE dirty").fetchone()[0]
        if not dirty:
            tell(0)
            return True
        rows = {row.id: row for row in rows_of(self._connection)}
        members = {
            number: Member(
                rank_of(row.date, row.words, os.fsencode(row.path)),
                row.words, row.sign, row.lead, row.share, row.back, row.dirty,
            )
            for number, row in rows.items()
        }  # fmt: skip
        reading = _Reading(self._connection, rows, text, self._tokens)
        families = Families(self._connection, members, self._sketch_of, reading.likeness, reading.resembling)
        while families.left:
            if cancelled():
                return False
            with transaction(self._connection):
                self._decide_some(families, cancelled)
            tell(families.left)
        return True

    def _decide_some(self, families: Families, cancelled: Callable[[], bool]) -> None:
        done, anew = list[tuple[int, float, float, int]](), list[int]()
        while families.left and len(done) < _DECISIONS and not cancelled():
            outcome, pushed = families.decide()
            done.append((outcome.lead, outcome.share, outcome.back, outcome.id))
            anew += pushed
        execute = self._connection.executemany
        execute("UPDATE documents SET dirty = 1 WHERE id = ?", ((number,) for number in anew))
        execute("UPDATE documents SET lead = ?, share = ?, back = ?, dirty = 0 WHERE id = ?", done)


class _Reading:
    """Looks into documents while versions are decided on; those that are asked for often are remembered."""

    def __init__(
        self, connection: sqlite3.Connection, rows: Mapping[int, Row], text: Text, tokens: Tokens
    ) -> None:
        self._connection = connection
        self._rows = rows
        self._text = text
        self._tokens = tokens
        self._known: OrderedDict[int, tuple[list[int], frozenset[int]]] = OrderedDict()
        self._size = 0

    def likeness(self, one: int, other: int) -> tuple[float, float]:
        """How much of one document stands in another, and the other way round."""
        (mine, my_set), (theirs, their_set) = self._shingles(one), self._shingles(other)
        return common(mine, their_set), common(theirs, my_set)

    def resembling(self, number: int) -> set[int]:
        """The documents that may have enough in common with one to be versions of it."""
        mine = sorted(kept(self._shingles(number)[0]))[:_PROBES]
        parts: Counter[int] = Counter()
        for _, found in Lookup(self._connection).parts(mine):
            parts.update(set(found))
        counts: Counter[int] = Counter()
        for row_id, count in _by_document(parts, self._rows):
            counts[row_id] += count
        return {
            other
            for other, count in counts.items()
            if other != number and count >= max(1, _RESEMBLING * min(len(mine), self._rows[other].words // 2))
        }

    def _shingles(self, number: int) -> tuple[list[int], frozenset[int]]:
        known = self._known.get(number)
        if known is not None:
            self._known.move_to_end(number)
            return known
        hashes = shingles(self._tokens.numbers(self._text(self._rows[number].path) or ""))
        self._known[number] = found = hashes, frozenset(hashes)
        self._size += len(hashes)
        while self._size > _REMEMBERED and len(self._known) > 2:
            self._size -= len(self._known.popitem(last=False)[1][0])
        return found


def _by_document(parts: Mapping[int, int], rows: Mapping[int, Row]) -> Iterable[tuple[int, int]]:
    """The counts of parts as counts of the documents that they belong to; of those that are gone, none."""
    from bisect import bisect_right

    numbers = list(rows)
    for part, count in parts.items():
        place = bisect_right(numbers, part) - 1
        if place >= 0 and part < numbers[place] + len(rows[numbers[place]].cuts) - 1:
            yield numbers[place], count
