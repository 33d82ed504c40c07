"""All store files of a library: which document is in which, read only when it is asked for."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from annotations.changes import Change, Command
from annotations.model import Record
from annotations.storage.atomic import Stamp, read_file, stamp_of
from annotations.storage.glance import glanced
from annotations.storage.home import Home
from annotations.storage.identity import file_name
from annotations.storage.rebuild import owner, part
from annotations.storage.recovery import Loader
from annotations.storage.shards import IN_SHARD, Shard
from annotations.storage.summary import Entry, Summary
from annotations.storage.tablefile import Header, empty_tables, intact
from annotations.storage.whereabouts import Whereabouts


class Shelf:
    """The shards of a library.

    Attributes:
        library: The shard of the tables that belong to no document.
        extras: Further files that hold a document which another file holds already, such as the conflict
            copies of a synchronising service.
        cold: Whether files had to be opened that the summary did not know.
        version: Another number whenever a record may have changed.
    """

    def __init__(self, home: Home, loader: Loader) -> None:
        self._home = home
        self._loader = loader
        self.library = Shard(home.folder, home.library.name)
        self.extras: list[Shard] = []
        self.cold = False
        self.version = 0
        self._shards: dict[str, Shard] = {}
        self._names: set[str] = set()
        self._strays: list[Shard] = []  # whose document could not be found out
        self._folder_time = 0
        self._where = Whereabouts()

    # Opening

    def open(self, summary: Summary) -> None:
        """Find out what is there. Files that are as the summary knows them are not opened."""
        self._loader.load(self.library)
        self._loader.default_seen = self.library.basis
        for name, stamp in self._listed():
            self._place(name, stamp, summary.files.get(name))
        self._find_missing(summary)

    def _listed(self) -> list[tuple[str, Stamp]]:
        try:
            self._folder_time = os.stat(self._home.annotations).st_mtime_ns  # noqa: PTH116
            with os.scandir(self._home.annotations) as entries:
                found = [
                    (entry.name, entry.stat())
                    for entry in entries
                    if entry.name.endswith(".json") and not entry.name.startswith(".")
                ]
        except (FileNotFoundError, NotADirectoryError):
            return []
        return [(name, Stamp(s.st_mtime_ns, s.st_size, s.st_ino)) for name, s in found]

    def _place(self, name: str, stamp: Stamp, known: Entry | None) -> None:
        self._names.add(name)
        if known is not None and known.stamp == stamp:
            header = Header(known.document, known.seen, known.count)
            shard = Shard(self._home.annotations, name, known.document, stamp, header)
            shard.count, shard.summary = known.count, known.record
            self._place_by_document(shard)
            return
        shard = Shard(self._home.annotations, name, stamp=stamp)
        self.cold = True
        if not glanced(shard):
            shard.document = known.document if known is not None else ""
            self._loader.load(shard)
        if not shard.document:
            self._strays.append(shard)
            return
        self._place_by_document(shard)

    def _place_by_document(self, shard: Shard) -> None:
        other = self._shards.setdefault(shard.document, shard)
        if other is not shard:
            # A conflict copy has the name of the original and something more.
            original, copy = sorted((other, shard), key=lambda one: (len(one.name), one.name))
            self._shards[shard.document] = original
            self.extras.append(copy)

    def _find_missing(self, summary: Summary) -> None:
        """Recover files that were there and are gone.

        A file of another branch of git is not missing: it includes commands that this library has not seen.
        """
        here = self.library.basis
        for name, entry in summary.files.items():
            if name not in self._names and _within(entry.seen, here) and entry.count:
                self._restore(name, entry.document)
        for name in self._backed_up():
            if name in self._names:
                continue
            try:
                found = read_file(self._home.backups / name)
            except OSError as error:
                if error.errno != errno.EINVAL:
                    raise  # a file that may be missing must not be begun anew
                continue
            header = intact(found[0]) if found else None
            if header is not None and header.document and _within(header.seen, here):
                self._restore(name, header.document)

    def _restore(self, name: str, document: str) -> None:
        if document in self._shards:
            return
        shard = Shard(self._home.annotations, name, document)
        self._loader.recover_missing(shard)
        self._names.add(name)
        self._shards[document] = shard

    def _backed_up(self) -> list[str]:
        try:
            names = os.listdir(self._home.backups)  # noqa: PTH208
        except (FileNotFoundError, NotADirectoryError):
            return []
        return [
            name
            for name in names
            if name.endswith(".json") and name.count(".") == 1 and name != "library.json"
        ]

    # Asking

    def shard(self, document: str) -> Shard:
        """The shard of a document, filled; a new one, not yet on disk, if it has none."""
        shard = self._known(document)
        if shard.tables is None or shard.unread:
            self._loader.load(shard)
        return shard

    def file_of(self, document: str) -> Path:
        """The file of a document, which may not be written yet."""
        if not document:
            return self.library.path
        shard = self._shards.get(document)
        return shard.path if shard else self._home.annotations

    def has(self, document: str) -> bool:
        """Whether anything is known of a document."""
        return document in self._shards

    def in_memory(self, document: str) -> bool:
        """Whether the records of a document that is known have been read."""
        return self._shards[document].tables is not None

    def locked(self, documents: Iterable[str]) -> str:
        """Why nothing can be stored in the files of some documents, empty if it can."""
        shards = (self._peek(name) for name in documents)
        return next((shard.locked for shard in shards if shard is not None and shard.locked), "")

    def _peek(self, document: str) -> Shard | None:
        """The shard of a document if there is one; asking does not make any."""
        if not document:
            return self.library
        return self._shards.get(document) or self._stray(document)

    def _known(self, document: str) -> Shard:
        shard = self._peek(document)
        if shard is None:
            shard = self._shards[document] = Shard(self._home.annotations, "", document)
            shard.fill(empty_tables(), shard.header, {})
            shard.named = False
        return shard

    def _stray(self, document: str) -> Shard | None:
        """The unreadable file that bears a document's letters, so that nothing is stored beside it."""
        for shard in self._strays:
            letters = shard.path.stem.rpartition("-")[2]
            if len(letters) >= 8 and document.replace("-", "").startswith(letters):
                self._strays.remove(shard)
                shard.document = document
                self._shards[document] = shard
                return shard
        return None

    def shards(self) -> Iterator[Shard]:
        """Every shard of a document, filled or not."""
        return iter(tuple(self._shards.values()))

    def all(self) -> Iterator[Shard]:
        """Every shard, the library's own last."""
        yield from self.shards()
        yield self.library

    def documents(self) -> dict[str, Record]:
        """The record of every document."""
        found: dict[str, Record] = {}
        for shard in self.shards():
            record = self._document(shard)
            if record is not None:
                found[shard.document] = record
        return found

    def _document(self, shard: Shard) -> Record | None:
        if shard.tables is None and shard.summary is not None and not shard.pending:
            return shard.summary
        return self.shard(shard.document).view("documents").get(shard.document)

    def counts(self) -> dict[str, int]:
        """How many annotations each document has."""
        found = {}
        for shard in self.shards():
            if shard.tables is None and shard.pending:
                self._loader.load(shard)
            found[shard.document] = shard.count if shard.tables is None else len(shard.tables["annotations"])
        return found

    def find(self, table: str, record_id: str) -> Record | None:
        """One record, wherever it is; what is in memory is searched first."""
        if table not in IN_SHARD:
            return self.shard("").view(table).get(record_id)
        if table == "documents":
            shard = self._shards.get(record_id)
            return self._document(shard) if shard else None
        where = self._where.of(record_id)
        found = self.rows(table, where).get(record_id) if where else None
        return found or (None if self._where.complete == self.version else self._sought(record_id))

    def _sought(self, record_id: str) -> Record | None:
        """An annotation, looked for in every file; what is met on the way is remembered."""
        for shard in sorted(self.shards(), key=lambda shard: shard.tables is None):
            rows = self.rows("annotations", shard.document)
            self._where.met(shard.document, rows)
            if record_id in rows:
                return rows[record_id]
        if not self._strays and not any(shard.unread for shard in self.shards()):
            self._where.complete = self.version
        return None

    def rows(self, table: str, document: str) -> Mapping[str, Record]:
        """The records of a table in a document's file as they stand now; asking does not make any."""
        shard = self._peek(document)
        if shard is None:
            return {}
        if shard.tables is None or shard.unread:
            self._loader.load(shard)
        return shard.tables[table] if shard.tables else {}

    # Changing

    def receive(self, command: Command) -> None:
        """Take in a command that is in the journal."""
        self.version += 1
        for change in command.changes:
            for document in owner(change):
                concerned = part(change, document)
                if document and document not in self._shards and concerned.before is not None:
                    # A record is changed of which there is no file: it was there, so the journal has it.
                    self._loader.recover_missing(self._known(document))
                shard = self._known(document)
                if shard.receive(command, concerned):
                    self._loader.met(shard, change.id)

    def enter(self, command: Command, shares: Mapping[str, Sequence[Change]]) -> None:
        """Take in this program's own command, whose changes begin with the records as they are.

        Args:
            shares: Its changes by the document in whose file they belong.
        """
        self.version += 1
        self._where.entered(shares, self.version)
        for document, changes in shares.items():
            self.shard(document).enter(command, changes)

    def settle(self, shard: Shard) -> None:
        """Give a new shard its file name."""
        if not shard.named:
            record = (shard.tables or {}).get("documents", {}).get(shard.document, {})
            name = file_name(str(record.get("path", "")), shard.document, self._names)
            self._names.add(name)
            shard.name, shard.named = name, True

    def dirty(self) -> list[Shard]:
        """Shards of documents that must be written."""
        return [shard for shard in self.shards() if shard.unwritten and not shard.locked]

    def freshen(self, *, force: bool = False) -> None:
        """Forget what other programs have rewritten, and find the files that they have made."""
        try:
            time = os.stat(self._home.annotations).st_mtime_ns  # noqa: PTH116
        except OSError:
            return
        if time == self._folder_time and not force:
            return
        self._folder_time = time
        known = {shard.name: shard for shard in self.shards() if shard.named}
        for name, stamp in self._listed():
            shard = known.get(name)
            if shard is None:
                self._appear(name, stamp)
            elif shard.stamp != stamp:
                self.reload(shard)

    def _appear(self, name: str, stamp: Stamp) -> None:
        """Take in a file that another program has made, perhaps for a document known from the journal."""
        fresh = Shard(self._home.annotations, name, stamp=stamp)
        if not glanced(fresh):
            return
        self.version += 1
        self._names.add(name)
        shard = self._shards.get(fresh.document)
        if shard is None:
            self._shards[fresh.document] = fresh
        elif not shard.named:
            shard.name, shard.named = name, True
            self.reload(shard)

    def reload(self, shard: Shard) -> None:
        """Read a shard again whose file is not as it was."""
        self.version += 1
        shard.forget()
        shard.summary = None
        shard.count = 0
        self._loader.load(shard)

    def watch(self) -> None:
        """Note the folder as it is now, after this program has written to it."""
        stamp = stamp_of(self._home.annotations)
        self._folder_time = stamp.mtime_ns if stamp else 0

    def summary(self, seen: Mapping[str, int]) -> Summary:
        """What to remember of the files as they are on disk."""
        files = {}
        for shard in self.shards():
            if shard.stamp is None or shard.unwritten or shard.locked:
                continue
            count = shard.count if shard.tables is None else len(shard.tables["annotations"])
            record = self._document(shard)
            files[shard.name] = Entry(shard.stamp, shard.document, count, shard.header.seen, record)
        return Summary(files, seen)


def _within(seen: Mapping[str, int], limit: Mapping[str, int]) -> bool:
    return bool(seen) and all(n <= limit.get(writer, 0) for writer, n in seen.items())
