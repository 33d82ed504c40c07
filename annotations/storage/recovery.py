"""Reading one store file whatever state it is in: recovered from its previous generation and the journal.

What is damaged is copied to ``set-aside`` before anything else happens, so that recovery may itself be
killed anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from annotations.changes import Change, Command
from annotations.findings import Severity
from annotations.storage.atomic import read_file, stamp_of, write_bytes
from annotations.storage.home import Home, reason_for
from annotations.storage.journal import Journal
from annotations.storage.markers import sides
from annotations.storage.migration import migrated
from annotations.storage.rebuild import add_remains, document_in, header_in, owner, part, replay
from annotations.storage.salvage import salvaged
from annotations.storage.shards import Shard
from annotations.storage.tablefile import Decoded, Header, State, Tables, decode, empty_tables
from annotations.storage.threeway import joined, merged_tables

_LARGEST = 1 << 30


class Loader:
    """Fills shards from their files, and mends what is wrong with them."""

    def __init__(self, home: Home, journal: Journal) -> None:
        self._home = home
        self._journal = journal
        self._by_document: dict[str, list[tuple[Command, Change]]] | None = None
        self._complete_history = False
        self.default_seen: Mapping[str, int] = {}  # for a file that lost its header

    def load(self, shard: Shard) -> None:
        """Read the shard's file. Never raises: what cannot be had is a finding, and the shard is locked."""
        shard.locked = ""
        try:
            found = read_file(shard.path, _LARGEST)
        except OSError as error:
            shard.leave_unread()
            self._lock(shard, f"it cannot be read: {reason_for(error)}")
            return
        if found is None:
            shard.stamp = None
            backup = self._home.backups / shard.path.name
            if stamp_of(backup) is not None:
                self._recover(shard, b"", "it is missing")
            else:
                self._fill(shard, Decoded(State.SOUND, Header(shard.document), empty_tables()))
            return
        data, shard.stamp = found
        self._take(shard, data, self._checked(shard, decode(data)))

    def recover_missing(self, shard: Shard) -> None:
        """Rebuild a shard whose file is gone."""
        self._recover(shard, b"", "it is missing")

    def _checked(self, shard: Shard, decoded: Decoded) -> Decoded:
        stranger = decoded.header.document
        if decoded.state is State.OUTSIDE and not shard.document:
            stranger = document_in(decoded.tables) or stranger  # the header may be what was changed
        if shard.document and stranger and stranger != shard.document:
            return Decoded(State.DAMAGED, reason="it belongs to another document")
        if not shard.document and shard.path != self._home.library:
            shard.document = stranger or document_in(decoded.tables)
        return decoded

    def _take(self, shard: Shard, data: bytes, decoded: Decoded) -> None:
        home, name = self._home, self._home.name(shard.path)
        match decoded.state:
            case State.DAMAGED:
                self._recover(shard, data, decoded.reason)
            case State.MARKED:
                self._merge_sides(shard, data)
            case State.NEWER:
                home.refuse(
                    f"'{name}' was written by a newer version of Scholiast; update to change anything"
                )
                home.note(
                    Severity.WARNING,
                    "A newer version of Scholiast wrote this, so the library is only read. Update to change "
                    "anything.",
                    name,
                    "newer",
                )
                self._fill(shard, self._readable(data))
            case State.OLDER:
                self._migrate(shard, data, decoded)
            case State.OUTSIDE:
                home.note(
                    Severity.WARNING,
                    "This file was changed outside Scholiast. It is used as it stands; the version before is "
                    "kept in backups.",
                    name,
                    "outside",
                )
                shard.hold_previous = shard.dirty = True
                self._fill(shard, decoded)
                if decoded.bad:
                    self._complete(shard)
            case State.SOUND:
                self._fill(shard, decoded)

    def _fill(self, shard: Shard, decoded: Decoded) -> None:
        header = decoded.header
        if decoded.state is State.OUTSIDE and not header.seen:
            header = Header(shard.document, self.default_seen, extra=header.extra)
        shard.basis = header.seen
        self._set_bad_aside(shard, decoded)
        for record_id in shard.fill(decoded.tables, header, decoded.foreign):
            self.met(shard, record_id)

    def met(self, shard: Shard, record_id: str) -> None:
        """Say that two people's changes met in one record."""
        self._home.note(
            Severity.NOTE,
            "Two people changed this at the same time. Both texts were kept in it.",
            f"{self._home.name(shard.path)}#{record_id}",
            "both-kept",
        )

    def _readable(self, data: bytes) -> Decoded:
        """The tables of a file from a newer version, as far as this version understands them."""
        tables = salvaged(data)
        return Decoded(State.NEWER, Header(document_in(tables)), tables)

    def _set_bad_aside(self, shard: Shard, decoded: Decoded) -> None:
        bad: list[Any] = list(decoded.bad)
        if shard.document:
            rows = decoded.tables["annotations"]
            strange = [key for key, row in rows.items() if row.get("document") != shard.document]
            bad += [rows.pop(key) for key in strange]
        if not bad:
            return
        where = "left in the file, which is only read"
        if not self._home.refusal:
            lines = b"".join(orjson.dumps(row) + b"\n" for row in bad)
            try:
                where = f"moved to {self._home.set_aside(shard.path.stem + '.jsonl', lines)}"
                shard.dirty = True
            except OSError as error:
                self._lock(shard, f"records that cannot be read could not be kept: {reason_for(error)}")
        many = f"{len(bad)} records" if len(bad) > 1 else "One record"
        self._home.note(
            Severity.WARNING,
            f"{many} could not be read: {where}.",
            self._home.name(shard.path),
            "bad-records",
        )

    def _migrate(self, shard: Shard, data: bytes, decoded: Decoded) -> None:
        version, home = decoded.header.version, self._home
        try:
            tables = migrated(decoded.tables, version)
            if not home.refusal:
                copy = home.backups / f"{shard.path.stem}.v{version}.json"
                if stamp_of(copy) is None and home.backups.is_dir():
                    write_bytes(copy, data)
        except (KeyError, OSError) as error:
            self._recover(shard, data, f"it cannot be brought to the present version: {error}")
            return
        home.note(
            Severity.NOTE,
            f"Written by an older version ({version}); brought up to date, a copy is kept in backups.",
            home.name(shard.path),
            "migrated",
        )
        shard.dirty = True
        self._fill(shard, Decoded(State.OLDER, decoded.header, tables, decoded.foreign, decoded.bad))

    def _merge_sides(self, shard: Shard, data: bytes) -> None:
        base, ours, theirs = (salvaged(side) for side in sides(data))
        headers = [header_in(side) for side in sides(data)[1:]]
        tables, _ = merged_tables(base, ours, theirs)
        if not shard.document and shard.path != self._home.library:
            shard.document = document_in(tables) or next((h.document for h in headers if h.document), "")
        kept = self._keep(shard, data)
        if kept is None:
            return
        seen = joined(*(header.seen for header in headers))
        self._home.note(
            Severity.NOTE,
            f"git had left a conflict in this file. Both sides were merged, record by record; {kept}.",
            self._home.name(shard.path),
            "merged",
        )
        shard.dirty = shard.spoilt = True
        self._fill(shard, Decoded(State.MARKED, Header(shard.document, seen or self.default_seen), tables))

    def _keep(self, shard: Shard, data: bytes) -> str | None:
        """Set the damaged bytes aside; a clause that says where, None if that failed."""
        if self._home.refusal:
            return "it was left as it is, since the library is only read"
        if not data:
            return "nothing of it was left to keep"
        try:
            return f"the file as it was is {self._home.set_aside(shard.path.name, data)}"
        except OSError as error:
            self._lock(shard, f"it is damaged, and no copy could be set aside: {reason_for(error)}")
            return None

    def _lock(self, shard: Shard, reason: str) -> None:
        """Leave a file alone: it is shown as a finding and nothing is stored in it."""
        shard.locked = f"{self._home.name(shard.path)}: {reason}"
        if shard.path == self._home.library:
            self._home.refuse(shard.locked)
        self._home.note(
            Severity.ERROR, f"This file was left as it is: {reason}.", self._home.name(shard.path), "left"
        )
        if shard.tables is None:
            shard.leave_unread()

    def _rebuilt(
        self, shard: Shard, previous: Decoded
    ) -> tuple[Tables, dict[str, int], set[tuple[str, str]]]:
        """What previous generation and journal make of a shard, up to where, and what was removed."""
        tables, seen = previous.tables or empty_tables(), dict(previous.header.seen)
        gone: set[tuple[str, str]] = set()
        commands = self.commands(shard.document)
        for command, change in commands:
            if command.n > seen.get(command.writer, 0):
                replay(tables, change, gone)
        return tables, joined(seen, *({command.writer: command.n} for command, _ in commands)), gone

    def _complete(self, shard: Shard) -> None:
        """Add the records that a file lacks in which others could not be read, for those may be the same."""
        tables, _, _ = self._rebuilt(shard, self._previous(shard)[0])
        assert shard.tables is not None
        for table, records in tables.items():
            for key, record in records.items():
                shard.tables[table].setdefault(key, record)

    def _recover(self, shard: Shard, data: bytes, reason: str) -> None:
        """Rebuild a shard from its previous generation, the journal, and what can be read of the damage."""
        previous, source = self._previous(shard)
        remains = salvaged(data)
        if not shard.document and shard.path != self._home.library:
            shard.document = previous.header.document or document_in(remains) or self._guess(shard.path)
        shard.basis = previous.header.seen
        tables, seen, gone = self._rebuilt(shard, previous)
        commands = self.commands(shard.document)
        found = 0 if self._complete_history else add_remains(tables, remains, gone)
        if not (source or commands or found):
            self._lock(shard, f"{reason}, and there is nothing to recover it from")
            return
        kept = self._keep(shard, data)
        if kept is None:
            return
        self._home.note(
            Severity.WARNING,
            f"This file was damaged ({reason}). Its records were recovered from "
            f"{_sources(source, commands, found)}; {kept}.",
            self._home.name(shard.path),
            "recovered",
        )
        shard.dirty = shard.spoilt = True
        shard.fill(tables, Header(shard.document, seen, extra=previous.header.extra), previous.foreign)

    def _previous(self, shard: Shard) -> tuple[Decoded, str]:
        try:
            found = read_file(self._home.backups / shard.path.name, _LARGEST)
        except OSError:
            found = None
        decoded = decode(found[0]) if found else Decoded(State.DAMAGED)
        usable = decoded.state in (State.SOUND, State.OUTSIDE)
        if usable and shard.document and decoded.header.document not in ("", shard.document):
            usable = False
        return (decoded, "the version before") if usable else (Decoded(State.DAMAGED), "")

    def commands(self, document: str) -> list[tuple[Command, Change]]:
        """Everything that the journal says about one document's file, in order of cause."""
        if self._by_document is None:
            self._by_document = defaultdict(list)
            stored = self._journal.since({})
            self._complete_history = self._is_complete({command.n for command in stored})
            for command in stored:
                for change in command.changes:
                    for name in owner(change):
                        self._by_document[name].append((command, part(change, name)))
        return self._by_document.get(document, [])

    def _is_complete(self, numbers: set[int]) -> bool:
        """Whether the journal holds every command that there ever was.

        If so, what it says is better than what can be read of a damaged file, where any value may be wrong.
        """
        last = max(numbers, default=0)
        return 0 < last == len(numbers) and last >= max(self.default_seen.values(), default=0)

    def _guess(self, path: Path) -> str:
        """The document of an unreadable file, by the letters of its id in the file's name."""
        self.commands("")
        letters = path.stem.rpartition("-")[2]
        known = [
            name for name in self._by_document or () if name and name.replace("-", "").startswith(letters)
        ]
        return known[0] if len(known) == 1 and len(letters) >= 8 else ""

    def rest(self) -> None:
        """Let go of the whole journal, which is only needed while something is being recovered."""
        self._by_document = None


def _sources(source: str, commands: list[tuple[Command, Change]], found: int) -> str:
    names = [source, "the history" if commands else "", "what could still be read" if found else ""]
    return " and ".join(name for name in names if name)
