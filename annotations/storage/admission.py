"""What may enter the journal: changes checked, copied, compared with the records as they are, numbered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from annotations.changes import TABLES, BadChange, Change, Clash, Command, Stale, rev, stored
from annotations.model import Record

Current: TypeAlias = Callable[[Change], Record | None]


def checked(draft: Command, time: str, current: Current) -> Command:
    """The draft with private copies of its records.

    Args:
        current: Gives the record that a change is about, as the store has it.

    Raises:
        BadChange: A change cannot be stored, or contradicts itself.
    """
    texts = stored({"by": draft.by, "label": draft.label}, "the command")
    changes = tuple(_checked(change, current) for change in draft.changes)
    return replace(draft, time=time, by=texts["by"], label=texts["label"], changes=changes)


def _checked(change: Change, current: Current) -> Change:
    table, record_id, before, after = change
    known = current(change) if table in TABLES else None
    wrong = _wrong(table, record_id, after)
    if before is not known:
        wrong = wrong or _wrong(table, record_id, before)
    if wrong:
        raise BadChange(f"{table} {record_id}: {wrong}")
    return change if after is None else Change(table, record_id, before, stored(after, record_id, known))


def _wrong(table: str, record_id: str, record: Record | None) -> str:
    """In what a change contradicts itself, empty if it does not."""
    if table not in TABLES:
        return "there is no such table"
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


def numbered(
    drafts: Iterable[Command], last: int, found: Mapping[tuple[str, str], Record | None]
) -> tuple[Command, ...]:
    """The drafts numbered after ``last``, with images before as the records are.

    The ``rev`` of each record is set to one more than it was. A draft may build on those before it.

    Args:
        found: Each record that the changes are about, by table and id, as the store has it.

    Raises:
        Stale: A record is not as the caller saw it.
    """
    fresh: dict[tuple[str, str], Record | None] = {}
    commands: list[Command] = []
    clashes: list[Clash] = []
    for n, draft in enumerate(drafts, last + 1):
        changes = []
        for change in draft.changes:
            table, record_id, before, after = change
            key = table, record_id
            record = fresh[key] if key in fresh else found[key]
            number = rev(record)
            if record is not before:
                if (record is None) != (before is None) or number != rev(before):
                    clashes.append(Clash(table, record_id, record))
                change = Change(table, record_id, record, after)
            if after is not None:
                after["rev"] = number + 1 if number else max(1, rev(after))
            fresh[key] = after
            changes.append(change)
        commands.append(replace(draft, n=n, changes=tuple(changes)))
    if clashes:
        raise Stale(tuple(clashes))
    return tuple(commands)
