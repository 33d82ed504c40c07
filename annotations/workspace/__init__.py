"""The seam: every use case of a library is a method here, and both faces go through it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.lodging import checked_root as checked_root
from annotations.lodging import lodging
from annotations.personal import Personal, Status
from annotations.places import Places
from annotations.workspace.briefs import Briefs
from annotations.workspace.coding import Coding
from annotations.workspace.exchange import Exchange
from annotations.workspace.furniture import Furnishing
from annotations.workspace.importing import Importing
from annotations.workspace.speech import Speaking
from annotations.workspace.texts import ChangingTexts
from corpus.span import Span

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.findings import Finding
    from annotations.library import Article
    from annotations.model import Annotation, DocumentRecord
    from annotations.usecases.annotating.highlights import Edit, New
    from corpus.catalogue import Refreshed
    from corpus.document import Document
    from corpus.scan import Problem, Scan


class Workspace(Briefs, ChangingTexts, Coding, Exchange, Furnishing, Importing, Speaking):
    """One opened library. Safe to use from several threads.

    What is stored is read when it is first asked for.

    Methods that change something are durable when they return; they raise `ScholiastError` (or
    the store's `NotSaved`) with a sentence for the person, and then nothing has changed.
    """

    @classmethod
    def open(cls, root: Path, *, by: str = "", places: Places | None = None) -> Workspace:
        """Open the library at ``root``. Nothing is written by opening.

        Raises:
            ScholiastError: There is no such folder, or it cannot be read.
        """
        places = places or Places.of_user()
        root = checked_root(root)
        return cls(root, places, by, lodging(root, places))

    @property
    def remark(self) -> str:
        """What the person should know about where annotations are kept, empty in the usual case."""
        return self._lodging.remark

    @property
    def root(self) -> Path:
        """The folder of the library."""
        return self._root

    @property
    def name(self) -> str:
        """What the library is called: its folder's name."""
        return Path(os.path.realpath(self.root)).name or str(self.root)

    def articles(self) -> tuple[Article, ...]:
        """The rows of the article list, in path order."""
        return self._library.articles()

    def first_paths(self, count: int) -> list[str]:
        """The first paths of a library that was never looked through, in order; none of any other.

        Opens no library.
        """
        from corpus.cache import CATALOGUE

        if (self.places.cached(self._root) / CATALOGUE).exists():
            return []
        from corpus.scan import beginning

        return beginning(self._root, count)

    def refresh(
        self,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        seen: Scan | None = None,
    ) -> Refreshed:
        """Look at the folder again, unless the files were ``seen`` just before; safe to call in a thread."""
        from annotations.usecases.placing.following import refresh

        return refresh(self._library, on_progress, cancelled, seen)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the last refresh passed over or could not read: path and reason."""
        return self._library.problems

    def find_document(self, name: str) -> str:
        """The path that ``name`` means: a path, or an unambiguous part of one or of a title."""
        return self._library.find(name)

    def document(self, path: str, *, keep: bool = False) -> Document:
        """The document at ``path`` as it is on disk now; ``keep`` makes opening it again cheap."""
        return self._library.document(path, keep=keep)

    def opening(self, path: str) -> Document | None:
        """The first screens of a long document that is read for the first time, else None."""
        return self._library.opening(path)

    def document_record(self, identity: str) -> DocumentRecord | None:
        """What is known of an annotated document, by its id."""
        return self._library.record_by_id(identity)

    def correct(self, path: str, fields: Mapping[str, str]) -> Command:
        """Correct the metadata of a document; an empty field goes back to what was found."""
        from annotations.usecases.correcting import correct

        self._must_write()
        return correct(self._library, path, fields, by=self.by)

    def status(self, path: str) -> Status:
        """How far the document was read."""
        return self._personal.reading(path).status

    def mark(self, path: str, status: Status) -> None:
        """Say how far the document was read."""
        self._personal.mark(path, status)

    def position(self, path: str) -> int:
        """The offset at which reading stopped."""
        return self._personal.reading(path).offset

    def leave(self, path: str, offset: int) -> None:
        """Remember the offset at which reading stops."""
        self._personal.leave(path, offset)

    @property
    def personal(self) -> Personal:
        """Readings and layout."""
        return self._personal

    def annotations(
        self, path: str | None = None, query: str = ""
    ) -> tuple[tuple[DocumentRecord, Annotation], ...]:
        """Annotations with their document, by document and in text order.

        Args:
            path: Only those of this document.
            query: Only those that match this query.

        Raises:
            QueryError: The query cannot be read.
        """
        from annotations.usecases.search.asking import annotated

        return annotated(self._library, path, query)

    def hints(self, query: str, cancelled: Callable[[], bool] = lambda: False) -> tuple[str, ...]:
        """What a query that found nothing may have meant, a sentence each."""
        from annotations.usecases.search.hinting import hints
        from annotations.usecases.search.saved_searches import asked

        return hints(self._library, asked(self._library, query), cancelled)

    def annotation(self, identity: str) -> Annotation:
        """The annotation with this id, or whose id begins with these six characters or more."""
        from annotations.usecases.annotating.highlights import find

        return find(self._library, identity)

    def annotate(
        self,
        path: str,
        spans: Span | Sequence[Span],
        *,
        tags: Sequence[str] = (),
        note: str = "",
        by: str | None = None,
        created: str = "",
        digest: str = "",
    ) -> tuple[Annotation, ...]:
        """Annotate one or more passages of a document in one step; ``digest`` names the text they are of."""
        from annotations.usecases.annotating.highlights import New

        places = [spans] if isinstance(spans, Span) else spans
        who = self.by if by is None else by
        return self.annotate_all([New(path, place, tags, note, who, created, digest) for place in places])

    def annotate_all(
        self, wanted: Sequence[New], label: str = "", *, upkeep: bool = False
    ) -> tuple[Annotation, ...]:
        """Annotate passages of any documents in one step, which ``label`` names in the history.

        ``upkeep`` says that it is the program's own act, which undo passes over.
        """
        from annotations.usecases.annotating.highlights import annotate

        self._must_write()
        return annotate(self._library, wanted, by=self.by, label=label, upkeep=upkeep)

    def quoted(self, path: str, quote: str, prefix: str = "", suffix: str = "") -> Span:
        """The one place of a quotation in a document; white space fits any white space."""
        from annotations.usecases.annotating.quoting import quoted_span

        return quoted_span(self.document(path), quote, prefix, suffix)

    def edit(self, ids: Sequence[str], change: Edit, *, by: str | None = None) -> tuple[Annotation, ...]:
        """Change tags, note or place of annotations in one step."""
        from annotations.usecases.annotating.highlights import edit

        self._must_write()
        return edit(self._library, ids, change, by=self.by if by is None else by)

    def delete(self, ids: Sequence[str]) -> Command:
        """Delete annotations in one step."""
        from annotations.usecases.annotating.highlights import delete

        self._must_write()
        return delete(self._library, ids, by=self.by)

    def undo(self, *, rest: bool = False) -> Command:
        """Take back the newest change of this user that still stands; ``rest`` without what changed since."""
        from annotations.usecases.undoing import undo

        self._must_write()
        return undo(self._library, rest=rest, by=self.by)

    def redo(self, *, rest: bool = False) -> Command:
        """Do again what was undone last; ``rest`` without what changed since."""
        from annotations.usecases.undoing import redo

        self._must_write()
        return redo(self._library, rest=rest, by=self.by)

    def history(self, limit: int = 0) -> Iterator[Command]:
        """Every change, newest first; at most ``limit`` if that is not 0."""
        from annotations.history import entries

        return entries(self._library.store, limit or None)

    def news(self) -> tuple[Command, ...]:
        """What other programs changed since the last call."""
        return self._library.store.poll()

    def findings(self) -> tuple[Finding, ...]:
        """What the store noticed on opening: recovered, merged, changed outside."""
        return self._library.store.findings

    def check(self, *, repair: bool = False) -> tuple[Finding, ...]:
        """What is wrong with the library, in words; with ``repair``, after mending what can be."""
        from annotations.usecases.checking import check

        if repair:
            self._must_write()
        return check(self._library, repair=repair, by=self.by)

    def checkpoint(self) -> None:
        """Bring the TinyDB files up to date with the journal."""
        self._library.store.checkpoint()

    def rest(self) -> None:
        """What idle time is for: files brought up to date, what is personal written.

        Nothing is lost if it fails, so it never does.
        """
        from annotations.changes import NotSaved

        with suppress(NotSaved, OSError):
            # Readers wait while it waits, so it had better come back another time.
            self._library.store.checkpoint(patience=0.0)
        with suppress(OSError):
            self._personal.save()

    def close(self) -> None:
        """Write what is pending. The workspace is of no use afterwards.

        Raises:
            OSError: What is personal could not be written; everything else is safe.
        """
        try:
            if self._opened is not None:
                self._opened.close()
        finally:
            self._personal.save()
