"""Families: which documents are versions of which, one lead for each, decided in one order.

Documents are taken by date, then the longest first, then by path. Each becomes a version of the earlier lead
that it has most in common with, if that is enough; else it is a lead itself. So every version resembles its
lead, nothing hangs together by way of a third, and the outcome does not depend on the order in which
documents came: when a lead comes or goes, only those that resemble it are decided anew.
"""

from __future__ import annotations

import heapq
import json
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from corpus.echoes.passages import LEAST
from corpus.echoes.shingles import SKETCH_BITS, Sketch

TABLES: Final = """
CREATE TABLE leads (key INTEGER PRIMARY KEY);
"""

HALF: Final = (0.5, 0.4)
"""Of the shorter document and of the longer, what two versions have in common at least ..."""
CUT: Final = (0.65, 0.2)
"""... or this, for one that was shortened."""

_ID_BITS: Final = 62 - SKETCH_BITS
_LIKELY: Final = 0.12  # of the keys that both can have; an unrelated text has next to none
_CANDIDATES: Final = 16
_ROWS: Final = 20_000  # keys of leads that are looked at for one document, at most
_UNDATED: Final = "~"  # after every date

Rank = tuple[str, int, bytes]
Likeness = Callable[[int, int], tuple[float, float]]


def dated(date: str) -> str:
    """A date as it is ordered by: one that is vague counts as the last day that it may mean."""
    return date if len(date) >= 10 else date + _UNDATED


def rank_of(date: str, words: int, path: bytes) -> Rank:
    """Where a document stands in the order."""
    return dated(date), -words, path


def is_version(share: float, words: int, back: float, other: int) -> bool:
    """Whether two documents are versions of one story.

    Args:
        share: How much of the one, of so many ``words``, stands in the other; ``back`` the other way round.
    """
    shorter, longer = (share, back) if words <= other else (back, share)
    return any(shorter >= least and longer >= rest for least, rest in (HALF, CUT))


@dataclass(slots=True)
class Member:
    """A document as families know it.

    Attributes:
        lead: Id of its lead; 0 for a lead; None where that was never decided.
        share, back: How much of it stands in the lead, and of the lead in it.
        dirty: Whether it is to be decided.
    """

    rank: Rank
    words: int
    sign: int
    lead: int | None
    share: float
    back: float
    dirty: bool


class Outcome(NamedTuple):
    """What became of a document; as in `Member`."""

    id: int
    lead: int
    share: float
    back: float


class Families:
    """Decides in one transaction after the other; the caller writes the outcomes.

    Args:
        members: Every document.
        sketch_of: What stands for a document.
        likeness: How much of one document stands in another, and the other way round.
        resembling: The ids of documents that may have enough in common with one, whatever is decided on them.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        members: dict[int, Member],
        sketch_of: Callable[[int], Sketch],
        likeness: Likeness,
        resembling: Callable[[int], Iterable[int]],
    ) -> None:
        self._connection = connection
        self._members = members
        self._sketch_of = sketch_of
        self._likeness = likeness
        self._resembling = resembling
        self._heap = [(each.rank, number) for number, each in members.items() if each.dirty]
        heapq.heapify(self._heap)
        self._last = max((each.rank for each in members.values() if not each.dirty), default=None)
        self._same: defaultdict[int, list[int]] = defaultdict(list)
        self._led: defaultdict[int, set[int]] = defaultdict(set)
        for number, each in members.items():
            self._same[each.sign].append(number)
            if each.lead:
                self._led[each.lead].add(number)

    @property
    def left(self) -> int:
        """How many are to be decided, as far as is known."""
        return len(self._heap)

    def decide(self) -> tuple[Outcome, list[int]]:
        """Decide on the next document; the ids of those that are to be decided anew because of it."""
        _, number = heapq.heappop(self._heap)
        member = self._members[number]
        was, was_lead = member.lead, member.lead == 0
        member.dirty = False
        member.lead, member.share, member.back = self._lead_of(number, member)
        anew: set[int] = set()
        if was:
            self._led[was].discard(number)
        if member.lead:
            self._led[member.lead].add(number)
            if was_lead:
                forget(self._connection, number, self._sketch_of(number))
                anew |= self._led.pop(number, set())
        elif not was_lead:
            self._enter(number, self._sketch_of(number))
            if self._last is not None and member.rank < self._last:
                anew.update(self._resembling(number))
        if member.lead != was and self._last is not None and member.rank < self._last:
            anew.update(self._same[member.sign])
        return Outcome(number, member.lead, member.share, member.back), self._push(anew, member.rank)

    def _push(self, numbers: set[int], after: Rank) -> list[int]:
        pushed = []
        for number in sorted(numbers):
            other = self._members.get(number)
            if other is not None and not other.dirty and other.rank > after:
                other.dirty = True
                heapq.heappush(self._heap, (other.rank, number))
                pushed.append(number)
        return pushed

    def _lead_of(self, number: int, member: Member) -> tuple[int, float, float]:
        if member.words < LEAST:
            return 0, 0.0, 0.0
        twins = [each for each in self._same[member.sign] if self._members[each].rank < member.rank]
        if twins:
            first = min(twins, key=lambda each: self._members[each].rank)
            twin = self._members[first]
            return (twin.lead, twin.share, twin.back) if twin.lead else (first, 1.0, 1.0)
        best: tuple[float, int] = (0.0, 0)
        back = 0.0
        for other in self._likely(member, self._sketch_of(number)):
            likeness = self._likeness(number, other)
            if likeness[0] > best[0] and is_version(
                likeness[0], member.words, likeness[1], self._members[other].words
            ):
                best, back = (likeness[0], other), likeness[1]
        return best[1], best[0], back

    def _likely(self, member: Member, sketch: Sketch) -> list[int]:
        """Earlier leads that share enough keys, the earliest first."""
        lows = json.dumps([key << _ID_BITS for key in sketch.keys])
        rows = self._connection.execute(
            "SELECT leads.key FROM json_each(?) AS low JOIN leads"
            f" ON leads.key BETWEEN low.value AND low.value + {(1 << _ID_BITS) - 1} LIMIT {_ROWS}",
            (lows,),
        )
        counts = Counter(key & (1 << _ID_BITS) - 1 for (key,) in rows)
        found = []
        for other, count in counts.items():
            lead = self._members.get(other)
            if lead is None or lead.rank >= member.rank:
                continue
            theirs = self._sketch_of(other)
            shorter = sketch if member.words <= lead.words else theirs
            able = shorter.of(max(sketch.mask, theirs.mask))
            if count >= _LIKELY * able:
                found.append((-count, lead.rank, other))
        best = heapq.nsmallest(_CANDIDATES, found)
        return [other for _, _, other in sorted(best, key=lambda each: each[1])]

    def _enter(self, number: int, sketch: Sketch) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO leads VALUES (?)", [(key << _ID_BITS | number,) for key in sketch.keys]
        )


def forget(connection: sqlite3.Connection, number: int, sketch: Sketch) -> None:
    """Take out what stands for a document that is a lead no more."""
    connection.executemany(
        "DELETE FROM leads WHERE key = ?", [(key << _ID_BITS | number,) for key in sketch.keys]
    )


def packed(sketch: Sketch) -> bytes:
    """The sketch as the file keeps it."""
    return array("q", [sketch.mask, *sketch.keys]).tobytes()


def unpacked(data: bytes) -> Sketch:
    """The inverse of `packed`."""
    mask, *keys = array("q", data)
    return Sketch(keys, mask)
