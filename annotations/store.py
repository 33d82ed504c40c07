"""The store: records in TinyDB files, each change first in the journal, acknowledged when it is safe.

It knows records, tables and files; what the records mean is for other modules to know.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from annotations.changes import TABLES, BadChange, Change, Command, NotSaved, known_table, stored
from annotations.findings import Finding
from annotations.glances import Glances
from annotations.model import Record
from annotations.storage import snapshots, summary
from annotations.storage.captured import Capturing
from annotations.storage.checkpoint import write_checkpoint
from annotations.storage.committing import committed_together, in_words, write_command
from annotations.storage.copies import take_in
from annotations.storage.home import Home, reason_for
from annotations.storage.identity import is_writer
from annotations.storage.journal import Journal
from annotations.storage.past import Past
from annotations.storage.recovery import Loader
from annotations.storage.shards import IN_SHARD
from annotations.storage.shelf import Shelf
from annotations.storage.threeway import joined
from corpus.digest import digest_of

if TYPE_CHECKING:
    from tinydb import TinyDB


class Store(Past, Capturing):
    """One library's records, as several programs and threads may use them at once.

    Records handed out are not to be changed by the caller; `get` gives a copy. To be made by `open`.
    """

    def __init__(self, home: Home, writer: str, cache: Path) -> None:
        # Who writes takes the first, then the file's lock, which may last, and only then the second.
        self._writing, self._mutex = threading.RLock(), threading.RLock()
        self._home = home
        self._writer = writer
        self._cache = summary.path_in(cache, home.folder)
        self._journal = Journal(home.history, writer, home.history_damaged)
        self._loader = Loader(home, self._journal)
        self._shelf = Shelf(home, self._loader)
        self.glances = Glances(self._mutex, self._shelf)
        self._news, self._changed = list[Command](), False

    @classmethod
    def open(cls, folder: Path, *, writer: str, cache: Path, readonly: bool = False) -> Store:
        """Open the store in ``folder`` (a library's ``.scholiast``), which need not exist.

        Nothing is written until the first commit, except that damaged files are copied aside.

        Args:
            writer: Names this person's copy of the library in the history.
            cache: The user's cache folder, for the summary.

        Raises:
            ValueError: ``writer`` cannot name a file.
        """
        if not is_writer(writer):
            raise ValueError(f"'{writer}' cannot name a writer: use letters, digits, '-' and '_'")
        store = cls(Home(folder, readonly=readonly), writer, cache)
        with store._mutex:
            try:
                store._begin()
            except OSError as error:
                store._home.unreachable(error)
        return store

    def _begin(self) -> None:
        known = summary.load(self._cache)
        self._shelf.open(known)
        take_in(self._home, self._shelf, self._loader)
        start = basis = self._shelf.library.basis
        if known.seen is not None:
            # Commands that came by git or a synchronising service after this program looked last may be
            # older than what the library's header says has been written.
            start = {writer: min(n, known.seen.get(writer, 0)) for writer, n in basis.items()}
        for command in self._journal.start(start):
            self._shelf.receive(command)
        self._journal.seen = joined(basis, self._journal.seen)
        self._loader.rest()

    # What is known

    @property
    def folder(self) -> Path:
        """The store's folder, resolved."""
        return self._home.folder

    @property
    def writer(self) -> str:
        """Who writes here."""
        return self._writer

    @property
    def writable(self) -> str:
        """Why nothing can be stored, empty if it can."""
        return self._home.refusal

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was noticed since opening, in order."""
        with self._mutex:
            return tuple(self._home.findings)

    @property
    def unwritten(self) -> bool:
        """Whether a checkpoint has something to do."""
        with self._mutex:
            return self._changed or any(shard.unwritten and not shard.locked for shard in self._shelf.all())

    # Reading

    def records(self, table: str, document_id: str | None = None) -> Mapping[str, Record]:
        """The records of a table by id, as they are now; of one document, if it is given.

        Only the files that are needed are read: for documents, none that the summary knows.

        Raises:
            ValueError: There is no such table.
        """
        known_table(table)
        with self._mutex:
            if table not in IN_SHARD:
                return self._shelf.shard("").view(table)
            if document_id is not None:
                if not self._shelf.has(document_id):
                    return MappingProxyType({})
                return self._shelf.shard(document_id).view(table)
            if table == "documents":
                return MappingProxyType(self._shelf.documents())
            found: dict[str, Record] = {}
            for shard in self._shelf.shards():
                found.update(self._shelf.shard(shard.document).view(table))
            return MappingProxyType(found)

    def all(self, table: str) -> Mapping[str, Record]:
        """Every record of a table by id, whatever has to be read for it."""
        return self.records(table)

    def get(self, table: str, record_id: str) -> Record | None:
        """A copy of one record, or None.

        Raises:
            ValueError: There is no such table.
        """
        known_table(table)
        with self._mutex:
            found = self._shelf.find(table, record_id)
            return None if found is None else stored(found, record_id)

    def database(self, document_id: str | None = None) -> TinyDB:
        """The records of one document's file, by default the library's own, as a TinyDB to be queried."""
        from annotations.storage.tinydb_storage import view

        with self._mutex:
            if document_id is not None and not self._shelf.has(document_id):
                return view({})
            shard = self._shelf.shard(document_id or "")
            return view({table: dict(shard.view(table)) for table in TABLES})

    @property
    def version(self) -> int:
        """Another number whenever a record may have changed since it was asked for last."""
        return self._shelf.version

    def counts(self) -> Mapping[str, int]:
        """How many annotations each document has, by the document's id."""
        with self._mutex:
            return MappingProxyType(self._shelf.counts())

    # Writing

    def commit(
        self,
        label: str,
        changes: Sequence[Change],
        *,
        by: str,
        undoes: tuple[str, int] | None = None,
        redoes: tuple[str, int] | None = None,
        upkeep: bool = False,
    ) -> Command:
        """Store ``changes``, all or none, durably: when this returns, a power cut loses nothing.

        The ``rev`` of each record is set here.

        Args:
            upkeep: Whether the program does this by itself; a person's undo passes it over.

        Returns:
            The command as stored.

        Raises:
            BadChange: A record cannot be stored, or a change contradicts itself.
            Stale: A record is not as ``before`` says. Nothing was stored.
            NotSaved: It could not be stored; memory and disk are as before.
        """
        extra = {"upkeep": True} if upkeep else {}
        draft = Command(self._writer, 1, "", by, label, tuple(changes), undoes, redoes, extra)
        if self.is_captured:
            return self.capture(draft)
        with self._writing, in_words(self._home.history):
            made = write_command(self._home, self._shelf, self._journal, self._absorb, draft, self._mutex)
            self._changed = True
            return made

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Let all commits of this thread in the body share one synchronisation, for work in bulk.

        None of them is safe before the body has been left; other programs wait meanwhile.

        Raises:
            NotSaved: On leaving: none of them was stored. On entering: the lock was not to be had.
        """
        if self.is_captured:
            yield
            return
        with self._writing, contextlib.ExitStack() as stack:
            with in_words(self._home.history):
                stack.enter_context(self._home.locked())
            stack.enter_context(
                committed_together(self._home.history, self._shelf, self._journal, self._mutex)
            )
            yield

    def _absorb(self) -> bool:
        """Take in what other programs have stored; whether there was anything."""
        news = self._journal.read()
        for command in news:
            self._shelf.receive(command)
        self._news += news
        self._changed = self._changed or bool(news)
        self._loader.rest()
        return bool(news)

    def poll(self) -> tuple[Command, ...]:
        """What other programs stored since the last call, already in the records.

        Cheap when nothing happened. Never raises: what cannot be read now is read the next time.
        """
        if self._writing.acquire(blocking=False):  # else somebody saves here, and takes in what there is
            try:
                self._look()
            finally:
                self._writing.release()
        with self._mutex:
            news, self._news = tuple(self._news), []
            return news

    def _look(self) -> None:
        with contextlib.suppress(OSError, NotSaved):
            if self._journal.grown():
                lock = contextlib.nullcontext() if self._home.refusal else self._home.locked(0.2)
                with lock, self._mutex:
                    self._absorb()
            with self._mutex:
                self._shelf.freshen()

    def checkpoint(self, patience: float | None = None) -> None:
        """Bring the TinyDB files up to date when idle or at the end; wait ``patience`` seconds for others.

        Raises:
            NotSaved: Some could not be written; nothing is lost, as the journal holds everything.
        """
        with self._writing:
            if self._home.refusal or not self.unwritten or self._journal.together is not None:
                return
            try:
                write_checkpoint(self._home, self._shelf, self._journal, self._absorb, self._mutex, patience)
            except OSError as error:
                raise NotSaved(
                    f"the files in {self._home.folder} could not be brought up to date: {reason_for(error)}; "
                    "all changes are safe in the history"
                ) from error
            with self._mutex:
                self._changed = False
                known = self._shelf.summary(self._journal.seen)
            summary.save(self._cache, known)

    # Texts

    def keep_text(self, text: str) -> str:
        """Store a text as it is annotated, once, durably; its digest.

        Raises:
            NotSaved: It could not be stored.
        """
        if self.is_captured:
            return digest_of(text)
        try:
            with self._writing, in_words(self._home.folder), self._home.locked():
                return snapshots.keep(self._home.folder, text)
        except UnicodeEncodeError as error:
            raise BadChange("the text holds half of a surrogate pair, which is not a character") from error

    def snapshot(self, digest: str) -> str | None:
        """The text named ``digest``, or None if it was not kept or is damaged."""
        return snapshots.load(self._home.folder, digest)

    def file_of(self, document_id: str = "") -> str:
        """The file with a document's records, by default the library's, relative to `folder`."""
        with self._mutex:
            return self._home.name(self._shelf.file_of(document_id))

    def tidy(self) -> None:
        """Remove the remains of interrupted writes, set damaged previous versions aside, forget findings.

        Raises:
            NotSaved: The folder may not be written to.
        """
        from annotations.storage.tidying import tidy

        with self._writing:
            try:
                tidy(self._home)
            except OSError as error:
                raise NotSaved(f"could not be tidied: {reason_for(error)}") from error
            self._home.findings.clear()

    def close(self) -> None:
        """Checkpoint if possible, and give all files back; what could not be written is in the journal."""
        with self._writing, contextlib.suppress(NotSaved):
            self.checkpoint()
        with self._writing, self._mutex:
            if self._shelf.cold:
                summary.save(self._cache, self._shelf.summary(self._journal.seen))
            self._journal.close()
            self._home.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
