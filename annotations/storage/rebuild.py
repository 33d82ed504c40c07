"""The pure part of recovery: where a change belongs, the journal replayed, what is left added."""

from __future__ import annotations

from annotations.changes import Change, rev
from annotations.model import Record
from annotations.storage.shards import IN_SHARD
from annotations.storage.tablefile import Header, Tables, decode
from annotations.storage.threeway import replayed


def owner(change: Change) -> tuple[str, ...]:
    """The documents in whose files a change belongs; the empty name stands for the library's own file."""
    table, record_id, before, after = change
    if table == "annotations":
        one = str(before.get("document", "")) if before else ""
        other = str(after.get("document", "")) if after else one
        return (one, other) if before and one != other else (other,)
    return (record_id,) if table in IN_SHARD else ("",)


def part(change: Change, document: str) -> Change:
    """The part of a change that concerns one document's file: an annotation may move between two."""
    if change.table != "annotations" or len(owner(change)) == 1:
        return change
    before, after = (
        record if record and str(record.get("document", "")) == document else None
        for record in (change.before, change.after)
    )
    return Change(change.table, change.id, before, after)


def replay(tables: Tables, change: Change, gone: set[tuple[str, str]]) -> None:
    """Bring ``tables`` forward by one change; ``gone`` holds table and id of what was removed last."""
    records = tables.setdefault(change.table, {})
    after, _ = replayed(records.get(change.id), change)
    if after is None:
        records.pop(change.id, None)
        gone.add((change.table, change.id))
    else:
        records[change.id] = after
        gone.discard((change.table, change.id))


def add_remains(tables: Tables, remains: Tables, gone: set[tuple[str, str]]) -> int:
    """Take what the damaged file still holds and nothing else knows better; how many records that were."""
    found = 0
    for table, records in remains.items():
        for key, record in records.items():
            found += 1
            known: Record | None = tables[table].get(key)
            if (table, key) not in gone and (known is None or rev(record) > rev(known)):
                tables[table][key] = record
    return found


def document_in(tables: Tables) -> str:
    """The document that a file's records belong to, empty if they do not say."""
    for record in tables.get("documents", {}).values():
        return str(record["id"])
    for record in tables.get("annotations", {}).values():
        return str(record.get("document", ""))
    return ""


def header_in(data: bytes) -> Header:
    """The header on the first line of a file whose rest may be garbled."""
    first = data.partition(b"\n")[0].rstrip(b",\r ")
    return decode(first + b',"annotations":{}}').header
