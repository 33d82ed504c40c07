"""What may enter the journal: changes checked, copied, compared with the records as they are, numbered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple, TypeAlias

from annotations.changes import (
    TABLES,
    BadChange,
    Change,
    Clash,
    Command,
    Stale,
    is_text,
    rev,
    stored,
    stored_value,
)
from annotations.model import Record
from annotations.storage.rebuild import owner, part

Rows: TypeAlias = Callable[[str, str], Mapping[str, Record]]
_NAMES: Final = frozenset({"id", "document"})  # which say what record it is, and where
_ANOTHER: Final = object()  # equal to no value


class Admitted(NamedTuple):
    """A command as it may be stored, and what hinders it.

    Attributes:
        shares: Its changes by the document in whose file they belong; the empty name stands for the
            library's own file.
        clashes: Records that are not as the caller saw them.
    """

    command: Command
    shares: Mapping[str, Sequence[Change]]
    clashes: tuple[Clash, ...]

    def or_stale(self) -> Command:
        """The command.

        Raises:
            Stale: A record is not as the caller saw it.
        """
        if self.clashes:
            raise Stale(self.clashes)
        return self.command


def admitted(draft: Command, time: str, n: int, rows: Rows) -> Admitted:
    """The draft with the number ``n``, with images before as the records are and private copies after.

    The ``rev`` of each record is set to one more than it was. The draft stays as it is, so that this can be
    done again when another program's changes came in between.

    Args:
        rows: Gives the records of a table in a document's file, by id, as the store has them.

    Raises:
        BadChange: A change cannot be stored, or contradicts itself.
    """
    texts = stored({"by": draft.by, "label": draft.label}, "the command")
    gate = _Gate(rows)
    changes = tuple(gate.edited(change) or gate.any(change) for change in draft.changes)
    made = replace(draft, n=n, time=time, by=texts["by"], label=texts["label"], changes=changes)
    return Admitted(made, gate.shares, tuple(gate.clashes))


class _Gate:
    """Lets changes in one after the other, and knows how the last was, for the next is likely to be alike.

    Thousands of passages that get another tag differ from what is stored in the same fields, and often by
    the same values: all else in them was looked at when it was stored.
    """

    def __init__(self, rows: Rows) -> None:
        self.shares: defaultdict[str, list[Change]] = defaultdict(list)
        self.clashes: list[Clash] = []
        self._rows = rows
        self._fresh: defaultdict[str, dict[str, Record | None]] = defaultdict(dict)  # by table and id
        self._edited = self._fresh["annotations"]
        self._fields: dict[str, Any] = {}  # in which the last record was changed, and to what, if to texts
        self._document: Any = ""
        self._passages: Mapping[str, Record] = {}  # of that document

    def edited(self, change: Change) -> Change | None:
        """Let in the change of a stored passage in the fields of the last change; None if it is another."""
        table, record_id, before, after = change
        fields = self._fields
        if before is None or after is None or not fields or table != "annotations":
            return None
        document: Any = before.get("document")
        if document != self._document:
            self._document, self._passages = document, self._rows(table, str(document))
        if self._passages.get(record_id) is not before or record_id in self._edited:
            return None
        copy = before.copy()
        try:
            for key, last in fields.items():
                value = after.get(key)
                copy[key] = last if value == last else stored_value(value)
        except ValueError:  # which `any` says in full
            return None
        if copy != after:
            return None
        copy["rev"] = rev(before) + 1
        self._edited[record_id] = copy
        made = Change(table, record_id, before, copy)
        self.shares[document].append(made)
        return made

    def any(self, change: Change) -> Change:
        """Let any change in.

        Raises:
            BadChange: It cannot be stored, or contradicts itself.
        """
        table, record_id, before, after = change
        if table not in TABLES:
            raise BadChange(f"{table} {record_id}: there is no such table")
        fresh = self._fresh[table]
        record = fresh[record_id] if record_id in fresh else self._current(change)
        _refuse_wrong(change, record)
        number = rev(record)
        if record is not before and ((record is None) != (before is None) or number != rev(before)):
            self.clashes.append(Clash(table, record_id, record, before))
        if after is not None:
            after = stored(after, record_id, record)
            self._fields = _changed(record, after)
            after["rev"] = number + 1 if number else max(1, rev(after))
        fresh[record_id] = after
        made = Change(table, record_id, record, after)
        owners = owner(made)
        for document in owners:
            self.shares[document].append(made if len(owners) == 1 else part(made, document))
        return made

    def _current(self, change: Change) -> Record | None:
        """The record that a change is about, as it stands."""
        for document in owner(change):
            record = self._rows(change.table, document).get(change.id)
            if record is not None:
                return record
        return None


def _changed(record: Record | None, after: Record) -> dict[str, Any]:
    """In which fields a record was changed, and to what, if to texts; none if it is new or gained some."""
    if record is None:
        return {}
    fields = {
        key: value if is_text(value) else _ANOTHER
        for key, value in after.items()
        if value is not record.get(key)
    }
    return fields if fields.keys().isdisjoint(_NAMES) and fields.keys() <= record.keys() else {}


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
