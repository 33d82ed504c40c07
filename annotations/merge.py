"""Two people's versions of one store file made into one: for git's merge driver, and for conflict copies."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from annotations.changes import Change, same
from annotations.model import Record
from annotations.storage.atomic import read_file, write_bytes
from annotations.storage.tablefile import Decoded, Header, State, Tables, decode, empty_tables, encode
from annotations.storage.threeway import joined, merged, merged_tables


class CannotMerge(Exception):
    """The files are not two versions of one store file; nothing was written. The message says why."""


class Merged(NamedTuple):
    """A merged file, and table and id of each record in which both sides' changes met."""

    data: bytes
    met: tuple[tuple[str, str], ...]


def merge_files(base: Path, ours: Path, theirs: Path) -> tuple[tuple[str, str], ...]:
    """Merge two versions of a store file by the ids of their records, as git's merge driver.

    The result replaces ``ours``. There are no conflicts: a record that both changed keeps both texts.

    Args:
        base: The version both come from; an empty file if there is none.

    Returns:
        Table and id of each record that both sides changed.

    Raises:
        CannotMerge: A side is damaged, of a newer version, or about another document.
        OSError: A file could not be read or written; ``ours`` is as it was.
    """
    contents = [found[0] if (found := read_file(path)) else b"" for path in (base, ours, theirs)]
    result = merge(*contents)
    write_bytes(ours, result.data)
    return result.met


def merge(base: bytes, ours: bytes, theirs: bytes) -> Merged:
    """Merge the bytes of two versions; see `merge_files`.

    Raises:
        CannotMerge: As there.
    """
    sides = [_side(data, name) for data, name in ((ours, "ours"), (theirs, "theirs"))]
    mine, other = sides
    if mine.header.document != other.header.document:
        raise CannotMerge("they belong to different documents")
    origin = decode(base)
    usable = origin.state in (State.SOUND, State.OUTSIDE, State.OLDER)
    tables, met = merged_tables(origin.tables if usable else {}, mine.tables, other.tables)
    header = Header(
        mine.header.document,
        joined(mine.header.seen, other.header.seen),
        extra={**other.header.extra, **mine.header.extra},
    )
    foreign = {
        name: {**other.foreign.get(name, {}), **mine.foreign.get(name, {})}
        for name in {*mine.foreign, *other.foreign}
    }
    return Merged(encode(header, tables, foreign), tuple(met))


def _side(data: bytes, name: str) -> Decoded:
    if not data:
        return Decoded(State.SOUND, tables=empty_tables())
    decoded = decode(data)
    if decoded.state is State.NEWER:
        raise CannotMerge(f"{name}: {decoded.reason}; update to merge it")
    if decoded.state in (State.DAMAGED, State.MARKED):
        raise CannotMerge(f"{name}: {decoded.reason}")
    if decoded.bad:
        raise CannotMerge(f"{name}: {len(decoded.bad)} records cannot be read; run 'scholiast check' first")
    return decoded


def union(tables: Tables, copy: Tables, history: Iterable[Change]) -> list[tuple[str, str]]:
    """Take into ``tables`` what a conflict copy of the same file holds and the history does not know.

    A record of the copy that is in the history already, in this form, is an earlier version, which has had
    its successor or its removal; anything else is somebody's work.

    Returns:
        Table and id of each record that was added or changed.
    """
    known: dict[tuple[str, str], list[Record]] = {}
    for change in history:
        versions = [record for record in (change.before, change.after) if record is not None]
        known.setdefault((change.table, change.id), []).extend(versions)
    taken = []
    for table, records in copy.items():
        present = tables.setdefault(table, {})
        for key, record in records.items():
            current = present.get(key)
            if same(current, record) or any(same(record, old) for old in known.get((table, key), ())):
                continue
            present[key] = record if current is None else merged(None, current, record)
            taken.append((table, key))
    return taken
