"""What may enter the journal: changes checked, copied, compared with the records as they are, numbered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from annotations.changes import TABLES, BadChange, Change, Clash, Command, Stale, rev, stored
from annotations.model import Record


def checked(draft: Command, time: str) -> Command:
    """The draft with private copies of its records.

    Raises:
        BadChange: A change cannot be stored, or contradicts itself.
    """
    texts = stored({"by": draft.by, "label": draft.label}, "the command")
    changes = tuple(_checked(change) for change in draft.changes)
    return replace(draft, time=time, by=texts["by"], label=texts["label"], changes=changes)


def _checked(change: Change) -> Change:
    where = f"{change.table} {change.id}"
    if change.table not in TABLES:
        raise BadChange(f"{where}: there is no such table")
    if not change.id:
        raise BadChange(f"{where}: the record has no id")
    for record in (change.before, change.after):
        if record is None:
            continue
        if record.get("id") != change.id:
            raise BadChange(f"{where}: the record's 'id' is another")
        document = record.get("document")
        if change.table == "annotations" and not (isinstance(document, str) and document):
            raise BadChange(f"{where}: its 'document' is missing")
    after = None if change.after is None else stored(change.after, where)
    return Change(change.table, change.id, change.before, after)


def numbered(
    drafts: Iterable[Command], last: int, current: Callable[[Change], Record | None]
) -> tuple[Command, ...]:
    """The drafts numbered after ``last``, with images before as the records are.

    The ``rev`` of each record is set to one more than it was. A draft may build on those before it.

    Args:
        current: Gives the record that a change is about.

    Raises:
        Stale: A record is not as the caller saw it.
    """
    fresh: dict[tuple[str, str], Record | None] = {}
    commands: list[Command] = []
    clashes: list[Clash] = []
    for n, draft in enumerate(drafts, last + 1):
        changes = []
        for change in draft.changes:
            key = change.table, change.id
            record = fresh[key] if key in fresh else current(change)
            if (record is None) != (change.before is None) or rev(record) != rev(change.before):
                clashes.append(Clash(change.table, change.id, record))
            after = change.after
            if after is not None:
                after["rev"] = max(1, rev(after)) if record is None else rev(record) + 1
            fresh[key] = after
            changes.append(Change(change.table, change.id, record, after))
        commands.append(replace(draft, n=n, changes=tuple(changes)))
    if clashes:
        raise Stale(tuple(clashes))
    return tuple(commands)
