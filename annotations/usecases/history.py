"""History: what was changed, in words, newest first, and how the codebook came to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from annotations.history import entries
from annotations.quoted import quoted
from corpus.clean import clean_line

if TYPE_CHECKING:
    from annotations.changes import Change, Command
    from annotations.library import Library
    from annotations.model import Record

_MOST: Final = 12  # details that are worked out; a change over 3,000 passages names the first
_NAMES: Final = {
    "annotations": ("annotation", "annotations"),
    "tags": ("tag", "tags"),
    "documents": ("article", "articles"),
    "memos": ("note", "notes"),
    "metadata": ("correction", "corrections"),
    "searches": ("saved search", "saved searches"),
    "speakers": ("speaker", "speakers"),
    "groups": ("group", "groups"),
}


class Standing(StrEnum):
    """What became of a change."""

    STANDS = ""
    UNDONE = "undone"
    STEP = "step"  # an undo or redo itself
    UPKEEP = "upkeep"  # the program did it by itself


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of the library.

    Attributes:
        key: Writer and number, which name it.
        time: UTC.
        records: How many records it changed.
        tags: What it did to the codebook, one line for each tag.
        details: What else it changed, one line for each record, the first few.
        next: Whether undo would take this one back now.
    """

    key: tuple[str, int]
    time: str
    by: str
    label: str
    records: int
    tags: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    standing: Standing = Standing.STANDS
    next: bool = False
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def what(self) -> str:
        """The records by kind: ``214 annotations, 1 tag``."""
        return ", ".join(f"{n:,} {_NAMES.get(table, (table, table))[n != 1]}" for table, n in self.counts)


def history(library: Library) -> Iterator[Entry]:
    """Every change, the newest first; older parts of the history are read as they are asked for.

    Raises:
        NotSaved: The history cannot be read.
    """
    done: dict[tuple[str, int], bool] = {}
    writer, next_found = library.store.writer, False
    for command in entries(library.store):
        standing = _standing(command, done)
        following = standing is Standing.STANDS and command.writer == writer and not next_found
        next_found = next_found or following
        yield _entry(command, standing, following)


def _standing(command: Command, done: dict[tuple[str, int], bool]) -> Standing:
    if command.upkeep:
        return Standing.UPKEEP
    if command.undoes:
        done.setdefault(command.undoes, False)
        return Standing.STEP
    if command.redoes:
        done.setdefault(command.redoes, True)
        return Standing.STEP
    return Standing.STANDS if done.get(command.key, True) else Standing.UNDONE


def _entry(command: Command, standing: Standing, following: bool) -> Entry:
    tables = Counter(change.table for change in command.changes)
    others = (change for change in command.changes if change.table not in ("tags", "documents"))
    details = [line for change, _ in zip(others, range(_MOST), strict=False) if (line := _detail(change))]
    tags = [line for change in command.changes if change.table == "tags" and (line := tag_line(change))]
    return Entry(
        key=command.key,
        time=clean_line(command.time),
        by=clean_line(command.by),
        label=clean_line(command.label),
        records=len(command.changes),
        tags=tuple(tags),
        details=tuple(details),
        standing=standing,
        next=following,
        counts=tuple(tables.most_common()),
    )


def tag_line(change: Change) -> str:
    """What happened to one tag, in words."""
    old, new = change.before, change.after
    if old is None and new is None:
        return ""
    if old is None:
        return f"new: {_path(new)}"
    if new is None:
        return f"gone: {_path(old)}"
    parts = []
    if _path(old) != _path(new):
        parts.append(f"{_path(old)} → {_path(new)}")
    if old.get("colour") != new.get("colour"):
        parts.append(f"colour {_said(old, 'colour')} → {_said(new, 'colour')}")
    if old.get("description") != new.get("description"):
        words = _said(new, "description")
        parts.append(f"described: {words}" if words else "description taken off")
    if old.get("pinned") != new.get("pinned"):
        pinned = new.get("pinned")
        parts.append(f"pinned to {pinned}" if pinned else "unpinned")
    if not parts:
        return ""
    said = "; ".join(parts)
    return said if _path(old) != _path(new) else f"{_path(new)}: {said}"


def _detail(change: Change) -> str:
    row: Record = change.after or change.before or {}
    words = next(
        (said for key in ("exact", "text", "alias", "name", "path") if (said := _said(row, key))), ""
    )
    verb = "new" if change.before is None else "deleted" if change.after is None else ""
    if not verb and change.before and change.after:
        verb = _difference(change.before, change.after)
    if change.table == "speakers" and verb == "new":
        words, verb = words.strip('“”„«»"'), f"→ {_said(row, 'name') or 'nobody'}"
    what = quoted(words) if words else _NAMES.get(change.table, (change.table,))[0]
    return f"{what}: {verb}" if verb else what


def _difference(old: Record, new: Record) -> str:
    parts = []
    before, after = _tags(old), _tags(new)
    parts += [f"− {tag}" for tag in before if tag not in after]
    parts += [f"+ {tag}" for tag in after if tag not in before]
    if old.get("note", "") != new.get("note", ""):
        parts.append("note" if new.get("note") else "note cleared")
    if old.get("text", "") != new.get("text", ""):
        parts.append("text")
    if old.get("place") != new.get("place"):
        parts.append("place")
    if "kind" in new and old.get("name", "") != new.get("name", ""):  # of a quotation or a name
        parts.append(f"{_said(old, 'name') or 'nobody'} → {_said(new, 'name') or 'nobody'}")
    return ", ".join(parts)


def _tags(row: Record) -> list[str]:
    tags = row.get("tags")
    return [clean_line(tag) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def _path(row: Any) -> str:
    return _said(row, "path")


def _said(row: Any, key: str) -> str:
    value = row.get(key) if isinstance(row, dict) else None
    return clean_line(value, 80) if isinstance(value, str) else ""
