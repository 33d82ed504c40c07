"""The summary: which file holds which document and how much, so that none need be parsed at start.

It lives in the user's cache folder and may be lost at any time. An entry counts only while the file is as it
was, so that a stale summary costs time, never truth.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from annotations.model import Record
from annotations.storage.atomic import Stamp, read_file, write_bytes

_VERSION: Final = 1


class Entry(NamedTuple):
    """One file: its version, its document, the commands that it includes."""

    stamp: Stamp
    document: str
    count: int  # type: ignore[assignment]  # instead of the method of tuples, which nobody calls here
    seen: Mapping[str, int]
    record: Record | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What is remembered of a store.

    Attributes:
        files: By file name.
        seen: The commands that had reached this program when it wrote the summary.
    """

    files: Mapping[str, Entry] = field(default_factory=dict)
    seen: Mapping[str, int] | None = None


def path_in(cache: Path, folder: Path) -> Path:
    """Where the summary of the store in ``folder`` is kept."""
    name = hashlib.sha256(str(folder).encode("utf-8", "surrogateescape")).hexdigest()[:20]
    return cache / f"store-{name}.json"


def load(path: Path) -> Summary:
    """The summary at ``path``, empty if there is none that can be used."""
    try:
        found = read_file(path)
        content = orjson.loads(found[0]) if found else None
        if not isinstance(content, dict) or content.get("version") != _VERSION:
            return Summary()
        return Summary(
            {name: _entry(row) for name, row in content["files"].items()},
            {writer: int(n) for writer, n in content["seen"].items()},
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Summary()


def _entry(row: list[Any]) -> Entry:
    mtime, size, inode, document, count, seen, record = row
    if not isinstance(document, str) or type(count) is not int or not isinstance(seen, dict):
        raise TypeError
    if not (record is None or isinstance(record, dict)):
        raise TypeError
    return Entry(Stamp(mtime, size, inode), document, count, seen, record)


def save(path: Path, summary: Summary) -> None:
    """Write the summary if that is possible; a cache that cannot be written is no failure."""
    rows = {
        name: [*entry.stamp, entry.document, entry.count, entry.seen, entry.record]
        for name, entry in summary.files.items()
    }
    content = {"version": _VERSION, "seen": summary.seen, "files": rows}
    with contextlib.suppress(OSError, TypeError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, orjson.dumps(content))
