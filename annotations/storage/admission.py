"""What may enter the journal: changes checked, copied, compared with the records as they are, numbered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from annotations.changes import TABLES, BadChange, Change, Clash, Command, Stale, rev, stored, stored_like
from annotations.model import Record

Current: TypeAlias = Callable[[Change], Record | None]


class Admitted(NamedTuple):
    """A command as it may be stored, and what hinders it.

    Attributes:
        clashes: Records that are not as the caller saw them.
    """

    command: Command
    clashes: tuple[Clash, ...]

    def or_stale(self) -> Command:
        """The command.

        Raises:
            Stale: A record is not as the caller saw it.
        """
        if self.clashes:
            raise Stale(self.clashes)
        return self.command


def admitted(draft: Command, time: str, n: int, current: Current) -> Admitted:
    """The draft with the number ``n``, with images before as the records are and private copies after.

    The ``rev`` of each record is set to one more than it was. The draft stays as it is, so that this can be
    done again when another program's changes came in between.

    Args:
        current: Gives the record that a change is about, as the store has it.

    Raises:
        BadChange: A change cannot be stored, or contradicts itself.
    """
    fresh: dict[tuple[str, str], Record | None] = {}
    clashes: list[Clash] = []
    changes: list[Change] = []
    keys: tuple[str, ...] = ()  # in which the last record was changed: the next is likely to be, too
    texts = stored({"by": draft.by, "label": draft.label}, "the command")
    for change in draft.changes:
        table, record_id, before, after = change
        if table not in TABLES:
            raise BadChange(f"{table} {record_id}: there is no such table")
        key = table, record_id
        record = fresh[key] if key in fresh else current(change)
        if record is None or record is not before or after is None or _differ(record, after):
            _refuse_wrong(change, record)
        number = rev(record)
        if record is not before and ((record is None) != (before is None) or number != rev(before)):
            clashes.append(Clash(table, record_id, record, before))
        if after is not None:
            after, keys = _copied(after, record, keys, record_id)
            after["rev"] = number + 1 if number else max(1, rev(after))
        fresh[key] = after
        changes.append(Change(table, record_id, record, after))
    made = replace(draft, n=n, time=time, by=texts["by"], label=texts["label"], changes=tuple(changes))
    return Admitted(made, tuple(clashes))


def _copied(
    record: Record, known: Record | None, keys: tuple[str, ...], where: str
) -> tuple[Record, tuple[str, ...]]:
    """A private copy of a record, and the keys in which it is not as it is ``known``; ``keys`` is a guess.

    Raises:
        BadChange: It cannot be stored.
    """
    if known is None:
        return stored(record, where), ()
    try:
        copy = stored_like(record, known, keys) if keys else None
    except ValueError:  # which is said in full below
        copy = None
    if copy is not None:
        return copy, keys
    copy = stored(record, where, known)
    return copy, tuple(key for key, value in copy.items() if value is not known.get(key))


def _differ(record: Record, after: Record) -> bool:
    """Whether a record is another, or another document's, than it was."""
    return record["id"] != after.get("id") or record.get("document") != after.get("document")


def _refuse_wrong(change: Change, known: Record | None) -> None:
    """Raises BadChange where a change contradicts itself."""
    table, record_id, before, after = change
    wrong = _wrong(table, record_id, after)
    if before is not known:
        wrong = wrong or _wrong(table, record_id, before)
    if wrong:
        raise BadChange(f"{table} {record_id}: {wrong}")


def _wrong(table: str, record_id: str, record: Record | None) -> str:
    """In what a change contradicts itself, empty if it does not."""
    if not record_id:
        return "the record has no id"
    if record is None:
        return ""
    if record.get("id") != record_id:
        return "the record's 'id' is another"
    if table == "annotations":
        document = record.get("document")
        if not (isinstance(document, str) and document):
            return "its 'document' is missing"
    return ""
