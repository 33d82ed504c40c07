"""Three-way merge of records: what only one side changed is taken, what both wrote is kept twice.

The result does not depend on which side is called ours, so that two people who each receive the other's
changes end with the same record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import orjson

from annotations.changes import Change, rev, same
from annotations.model import Record
from annotations.storage.tablefile import Tables

BETWEEN: Final = "\n\n* * *\n\n"  # a thematic break of Markdown, between two texts that were both kept
_PROSE: Final = frozenset({"note", "text", "description"})
_TOGETHER: Final = frozenset(
    "document start end exact prefix suffix digest place placed placement score".split()
)
_MISSING: Final = object()


def merged(base: Record | None, ours: Record, theirs: Record) -> Record:
    """One record of two that were changed apart.

    Notes and descriptions that both sides changed are joined; lists of texts (tags) take every addition and
    removal; the fields that say where a passage stands go together; of any other field that both changed,
    the later change holds.

    Args:
        base: The record before both changes, None if it is not known.
    """
    if same(ours, theirs):
        return ours if rev(ours) >= rev(theirs) else theirs
    later, earlier = (ours, theirs) if _age(ours) >= _age(theirs) else (theirs, ours)
    origin = base or {}
    moved = _changed(origin, later, _TOGETHER) or not _changed(origin, earlier, _TOGETHER)
    where = later if moved else earlier
    result: Record = {}
    for key in [*later, *(key for key in earlier if key not in later)]:
        if key in _TOGETHER:
            value = where.get(key, _MISSING)
        else:
            sides = (later.get(key, _MISSING), earlier.get(key, _MISSING))
            value = _value(key, origin.get(key, _MISSING), *sides)
        if value is not _MISSING:
            result[key] = value
    if "modified" in result:
        result["modified"] = max(str(record.get("modified", "")) for record in (ours, theirs))
    result["rev"] = max(rev(ours), rev(theirs)) + 1
    return result


def _age(record: Record) -> tuple[str, int, bytes]:
    plain = {key: value for key, value in record.items() if key != "rev"}
    return str(record.get("modified", "")), rev(record), orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)


def _changed(base: Record, record: Record, keys: frozenset[str]) -> bool:
    return any(record.get(key) != base.get(key) for key in keys)


def _value(key: str, base: Any, later: Any, earlier: Any) -> Any:
    if later == earlier or earlier == base:
        return later
    if later == base:
        return earlier
    if key in _PROSE and isinstance(later, str) and isinstance(earlier, str):
        return _texts(base if isinstance(base, str) else "", later, earlier)
    if _is_texts(later) and _is_texts(earlier):
        known = base if _is_texts(base) else []
        kept = [text for text in later if text in earlier or text not in known]
        return kept + [text for text in earlier if text not in later and text not in known]
    return earlier if later is _MISSING else later


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _texts(base: str, later: str, earlier: str) -> str:
    """Both texts, each part once; a part that one side only kept gives way to what the other made of it."""
    old = {part for part in base.split(BETWEEN) if part}
    ours, theirs = ([part for part in text.split(BETWEEN) if part] for text in (later, earlier))
    fresh_ours = [part for part in ours if part not in old]
    fresh_theirs = [part for part in theirs if part not in old]
    parts = dict.fromkeys(part for part in theirs if part in ours)
    parts.update(dict.fromkeys(sorted({*fresh_ours, *fresh_theirs})))
    whole = [part for part in parts if not any(part != other and _holds(other, part) for other in parts)]
    return BETWEEN.join(whole)


def _holds(text: str, part: str) -> bool:
    return text.startswith(part) or text.endswith(part)


def replayed(current: Record | None, change: Change) -> tuple[Record | None, bool]:
    """What a record becomes when ``change`` reaches it, and whether two people's changes met in it.

    A change that was made from the record as it stands, or that it already holds, is no meeting. An edit and
    a removal that met leave the edited record.
    """
    before, after = change.before, change.after
    if same(current, after):
        return (current if rev(current) >= rev(after) else after), False
    if same(current, before):
        if after is not None and rev(after) <= rev(current):
            after = {**after, "rev": rev(current) + 1}
        return after, False
    if after is None:
        return current, current is not None
    if current is None:
        return after, True
    return merged(before, current, after), True


def merged_tables(base: Tables, ours: Tables, theirs: Tables) -> tuple[Tables, list[tuple[str, str]]]:
    """Two people's tables as one, by the id of each record, and the records in which their changes met.

    What one side removed and the other left as it was goes; what the other changed stays.
    """
    result: Tables = {}
    met: list[tuple[str, str]] = []
    for table in dict.fromkeys([*ours, *theirs]):
        old, mine, other = (tables.get(table, {}) for tables in (base, ours, theirs))
        rows: dict[str, Record] = {}
        for key in dict.fromkeys([*mine, *other]):
            record, meeting = _one(old.get(key), mine.get(key), other.get(key))
            if record is not None:
                rows[key] = record
            if meeting:
                met.append((table, key))
        result[table] = rows
    return result, met


def _one(base: Record | None, ours: Record | None, theirs: Record | None) -> tuple[Record | None, bool]:
    if ours is None or theirs is None:
        left = ours or theirs
        return (None, False) if same(left, base) else (left, base is not None)
    if same(theirs, base):
        return ours, False
    if same(ours, base):
        return theirs, False
    return merged(base, ours, theirs), not same(ours, theirs)


def joined(*vectors: Mapping[str, int]) -> dict[str, int]:
    """For each writer the highest number in any of ``vectors``."""
    result: dict[str, int] = {}
    for vector in vectors:
        for writer, n in vector.items():
            result[writer] = max(n, result.get(writer, 0))
    return result
