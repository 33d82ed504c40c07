"""One store file in memory: read when it is needed, changed by commands, written when it is dirty."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from annotations.changes import Change, Command
from annotations.model import Record
from annotations.storage.atomic import Stamp
from annotations.storage.tablefile import Header, Tables, empty_tables, encode
from annotations.storage.threeway import joined, replayed

IN_SHARD = frozenset({"documents", "annotations"})


class Pending(NamedTuple):
    """Changes that the file does not hold yet, with the command that they belong to."""

    writer: str
    n: int
    changes: Sequence[Change]


class Shard:
    """The records of one file, and what is not yet written to it.

    Attributes:
        folder, name: Where the file is, which need not exist.
        document: Whose annotations it holds; empty for the library's own tables.
        stamp: Of the version that was read or written last; None if there was none.
        header: As read last, its ``seen`` brought up to what was recovered from the journal.
        basis: The ``seen`` of the version that stood on disk.
        pending: Changes after that version, in order.
        tables: None until the file has been read.
        count: Annotations in the file, as its header or the summary says, until it is read.
        summary: The document's record as the summary knows it, until the file is read.
        dirty: Whether the file must be written even if nothing is pending.
        spoilt: The file on disk is damaged, so it must not become the previous generation.
        hold_previous: The previous generation is kept under a name of its own at the next writing.
        locked: Why nothing can be stored in it, empty if it can.
        unread: The file could not be read; what is shown is empty, and nothing may be written over it.
        named: False for a new document whose file has no name yet.
    """

    __slots__ = (
        "_views", "basis", "count", "dirty", "document", "folder", "foreign", "header", "hold_previous",
        "locked", "name", "named", "pending", "spoilt", "stamp", "summary", "tables", "unread",
    )  # fmt: skip

    def __init__(
        self,
        folder: Path,
        name: str,
        document: str = "",
        stamp: Stamp | None = None,
        header: Header | None = None,
    ) -> None:
        self.folder = folder
        self.name = name
        self.document = document
        self.stamp = stamp
        self.header = header or Header(document)  # to make one takes as long as all else here
        self.basis: Mapping[str, int] = {}
        self.pending: list[Pending] = []
        self.tables: Tables | None = None
        self.foreign: Mapping[str, Any] = {}
        self.count = 0
        self.summary: Record | None = None
        self.dirty = False
        self.spoilt = False
        self.hold_previous = False
        self.locked = ""
        self.unread = False
        self.named = True
        self._views: dict[str, Mapping[str, Record]] = {}

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / self.name

    @property
    def unwritten(self) -> bool:
        """Whether the file lacks something that memory or the journal has."""
        return self.dirty or bool(self.pending)

    def fill(self, tables: Tables, header: Header, foreign: Mapping[str, Any]) -> list[str]:
        """Take what was read from the file and bring it up to date with what is pending.

        Returns:
            The ids of records in which two people's changes met.
        """
        self.tables = tables
        self.unread = False
        self.header = header
        self.foreign = foreign
        self._views = {}
        waiting = [item for item in self.pending if item.n > header.seen.get(item.writer, 0)]
        self.pending = waiting
        return [change.id for item in waiting for change in item.changes if self._apply(change)]

    def leave_unread(self) -> None:
        """Show nothing, since the file could not be read; what is pending waits until it can."""
        self.tables = empty_tables()
        self.unread = True
        self._views = {}

    def forget(self) -> None:
        """Drop the records, so that they are read again; what is pending stays."""
        self.tables = None
        self._views = {}

    def receive(self, command: Command, change: Change) -> bool:
        """Take in one change of a command; True if it met somebody else's.

        What the file already includes is passed over.
        """
        if command.n <= self.header.seen.get(command.writer, 0):
            return False
        self.pending.append(Pending(command.writer, command.n, (change,)))
        return self.tables is not None and not self.unread and self._apply(change)

    def enter(self, command: Command, changes: Sequence[Change]) -> None:
        """Take in changes that were made from the records as they stand here."""
        assert self.tables is not None
        self.pending.append(Pending(command.writer, command.n, changes))
        for table, record_id, _, after in changes:
            if after is None:
                self.tables[table].pop(record_id, None)
            else:
                self.tables[table][record_id] = after
            self._views.pop(table, None)

    def retract(self, keys: Container[tuple[str, int]]) -> None:
        """Forget what commands changed that could not be made durable; the file does not hold them."""
        self.pending = [item for item in self.pending if item[:2] not in keys]
        if self.named:
            self.forget()
        else:
            self.fill(empty_tables(), self.header, {})

    def _apply(self, change: Change) -> bool:
        assert self.tables is not None
        records = self.tables.setdefault(change.table, {})
        after, met = replayed(records.get(change.id), change)
        if after is None:
            records.pop(change.id, None)
        else:
            records[change.id] = after
        self._views.pop(change.table, None)
        return met

    def put_back(self, tables: Tables, pending: list[Pending]) -> None:
        """Have the records again as they were when these were copied."""
        self.tables, self.pending = tables, pending
        self._views = {}

    def touched(self) -> None:
        """Note that the records were changed from outside, by a merge."""
        self.dirty = True
        self._views = {}

    def view(self, table: str) -> Mapping[str, Record]:
        """The records of a table as they are now; later changes do not show in it."""
        assert self.tables is not None
        found = self._views.get(table)
        if found is None:
            found = self._views[table] = MappingProxyType(dict(self.tables.get(table, {})))
        return found

    def encoded(self, seen: Mapping[str, int]) -> bytes:
        """The bytes of the file when it includes everything up to ``seen``."""
        assert self.tables is not None
        return encode(self.new_header(seen), self.tables, self.foreign)

    def new_header(self, seen: Mapping[str, int]) -> Header:
        """The header that goes with `encoded`."""
        count = len((self.tables or empty_tables())["annotations"])
        return Header(self.document, joined(self.header.seen, seen), count, extra=self.header.extra)

    def written(self, seen: Mapping[str, int], stamp: Stamp | None) -> None:
        """Note that the file now includes everything up to ``seen``."""
        self.header = self.new_header(seen)
        self.stamp = stamp
        self.pending.clear()
        self.dirty = self.spoilt = self.hold_previous = False
