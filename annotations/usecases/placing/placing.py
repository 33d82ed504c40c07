"""Placing: carrying the annotations of a document over to the text as it is now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from annotations.changes import Change, NotSaved, Stale
from annotations.library import storable
from annotations.model import Annotation, Placement, annotation_record
from annotations.usecases.annotating.highlights import document_change, in_order, of_document

if TYPE_CHECKING:
    from annotations.anchoring import Anchor
    from annotations.exchange.passages import Landing
    from annotations.library import Library
    from annotations.model import DocumentRecord
    from corpus.catalogue import Entry
    from corpus.document import Document

SYSTEM: Final = "scholiast"
_TRIES: Final = 3  # another program may place the same annotations at the same moment


@dataclass(frozen=True, slots=True)
class Placed:
    """The annotations of a document in its present text, and what became of them on the way.

    Attributes:
        annotations: In text order, those without a place first.
        placed: How many were placed anew; 0 if the text had not changed.
        moved: How many of these stand in another order of the text.
        uncertain, lost: How many came out so and were not so before.
        found: How many had no place and have one again.
        unsaved: Why the outcome could not be stored; empty if it was, or if there was none.
    """

    annotations: tuple[Annotation, ...]
    placed: int = 0
    moved: int = 0
    uncertain: int = 0
    lost: int = 0
    found: int = 0
    unsaved: str = ""

    @property
    def sentence(self) -> str:
        """One line for the reader, empty if nothing needs saying."""
        said = outcome(self.moved, self.uncertain, self.lost, self.found)
        return f"The text changed: {said}." if said else ""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What became of the annotations of all documents that had changed.

    Attributes:
        documents: How many had changed.
        moved, uncertain, lost, found: As in `Placed`, together.
        complete: False where it was cancelled; the rest is placed the next time.
    """

    documents: int = 0
    moved: int = 0
    uncertain: int = 0
    lost: int = 0
    found: int = 0
    complete: bool = True

    @property
    def sentence(self) -> str:
        """One line for the reader, empty if nothing needs saying."""
        said = outcome(self.moved, self.uncertain, self.lost, self.found)
        if not said:
            return ""
        return f"{self.documents} article{'s' * (self.documents != 1)} changed: {said}."


def outcome(moved: int, uncertain: int, lost: int, found: int) -> str:
    """The counts in words, without those that are 0."""
    counts = ((moved, "moved"), (uncertain, "uncertain"), (lost, "lost"), (found, "found again"))
    return ", ".join(f"{count} {word}" for count, word in counts if count)


def place(
    library: Library,
    document: Document,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    record: DocumentRecord | None = None,
) -> Placed:
    """The annotations of ``document``, placed in its present text.

    The text that each was made on is compared with the present one; the outcome is kept in the
    store if the library takes changes. A document that was not read whole is left alone.

    Args:
        on_progress: Told how many annotations of how many are placed.
        cancelled: Asked before each; if true, nothing is placed or stored.
        record: What the store knows of the document, if the caller has it.
    """
    record = record or library.record(document.path)
    if record is None:
        return Placed(())
    for _ in range(_TRIES):
        old = of_document(library, record.id)
        stale = [item for item in old if item.placed != document.digest]
        if not document.digest:
            return Placed(old)
        renewed = _anchored(library, document, stale, on_progress, cancelled)
        if renewed is None:
            return Placed(old)
        try:
            unsaved = _keep(library, document, record, stale, renewed)
        except Stale:
            record = library.record_by_id(record.id) or record
            continue
        return _told(old, stale, renewed, unsaved)
    return Placed(of_document(library, record.id))


def _anchored(
    library: Library,
    document: Document,
    stale: list[Annotation],
    on_progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool],
) -> dict[str, Annotation] | None:
    """The stale annotations as they stand now, by id; None if it was cancelled."""
    if not stale:
        return {}
    # Comparing texts takes libraries that a text which did not change has no use for.
    from annotations.alignment.projection import Projection
    from annotations.anchoring import anchor

    texts: dict[str, Projection | None] = {}
    renewed: dict[str, Annotation] = {}
    for index, item in enumerate(stale):
        if cancelled():
            return None
        digest = item.selectors.digest
        if digest not in texts:
            snapshot = library.store.snapshot(digest) if digest else None
            texts[digest] = Projection(snapshot, document.text) if snapshot is not None else None
        found = anchor(document.text, item.selectors, digest=document.digest, projection=texts[digest])
        renewed[item.id] = renew(item, found, document.text, document.digest)
        if on_progress:
            on_progress(index + 1, len(stale))
    return renewed


def renew(item: Annotation, found: Anchor | Landing, text: str, digest: str) -> Annotation:
    """``item`` as ``found`` places it in ``text``; selectors are renewed only where the words are the same.

    Args:
        digest: Names ``text``.
    """
    from annotations.selectors import describe

    selectors = item.selectors
    if found.span is not None and found.placement in (Placement.EXACT, Placement.MOVED):
        selectors = describe(text, found.span, digest)
    return replace(
        item,
        selectors=selectors,
        span=found.span,
        placed=digest,
        placement=found.placement,
        score=round(found.score, 4),
    )


def _keep(
    library: Library,
    document: Document,
    record: DocumentRecord,
    stale: list[Annotation],
    renewed: dict[str, Annotation],
) -> str:
    """Store the outcome; why it could not be stored, if it could not.

    Raises:
        Stale: Another program changed one of the annotations meanwhile.
    """
    if library.store.writable:
        return ""
    _, changes = document_change(library, document, record)
    changes += [
        Change("annotations", item.id, annotation_record(item), annotation_record(renewed[item.id]))
        for item in stale
    ]
    if not changes:
        return ""
    count = len(stale)
    what = f"place {count} annotation{'s' * (count != 1)} in" if count else "note"
    try:
        if count:
            library.keep_text(document)
        library.store.commit(
            f"{what} the changed text of {storable(document.path)}", changes, by=SYSTEM, upkeep=True
        )
    except NotSaved as error:
        return error.reason
    return ""


def _told(
    old: tuple[Annotation, ...], stale: list[Annotation], renewed: dict[str, Annotation], unsaved: str
) -> Placed:
    pairs = [(item.placement, renewed[item.id].placement) for item in stale]
    fresh = [now for before, now in pairs if now is not before]
    return Placed(
        in_order(renewed.get(item.id, item) for item in old),
        placed=len(stale),
        moved=sum(now is Placement.MOVED for _, now in pairs),
        uncertain=fresh.count(Placement.UNCERTAIN),
        lost=fresh.count(Placement.ORPHAN),
        found=sum(before is Placement.ORPHAN is not now for before, now in pairs),
        unsaved=unsaved,
    )


def place_changed(
    library: Library,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Upkeep:
    """Place the annotations of every document whose file changed since they were placed.

    Args:
        on_progress: Told how many documents of how many are done.
        cancelled: Asked before each annotation; what was placed until then is kept.
    """
    if library.store.writable:
        return Upkeep()  # it could not be kept; each document is placed when it is opened
    due = list(_changed(library))
    told = list(_each(library, due, on_progress, cancelled))
    kept = [each for each in told if not each.unsaved]
    return Upkeep(
        documents=sum(1 for each in kept if each.placed),
        moved=sum(each.moved for each in kept),
        uncertain=sum(each.uncertain for each in kept),
        lost=sum(each.lost for each in kept),
        found=sum(each.found for each in kept),
        complete=not cancelled(),
    )


def place_quietly(library: Library, path: str | None = None) -> dict[str, Annotation]:
    """Place what stands in no present text: of changed files, and what undo or a merge brought back.

    Args:
        path: Only in this document.

    Returns:
        By id, those whose new place could not be stored, as in a library that is only read.
    """
    due = {record.id: (record, entry) for record, entry in _changed(library, path)}
    for record, entry in _present(library, path):
        if _is_behind(library, record):
            due[record.id] = record, entry
    readonly = bool(library.store.writable)
    told = _each(library, list(due.values()), None, lambda: False)
    return {item.id: item for each in told if readonly or each.unsaved for item in each.annotations}


def place_in(library: Library, documents: Collection[str]) -> None:
    """Place what undo or redo brought back from an older text, in the documents with these ids."""
    present = (found for found in _present(library, None) if found[0].id in documents)
    list(_each(library, [found for found in present if _is_behind(library, found[0])], None, lambda: False))


def _is_behind(library: Library, record: DocumentRecord) -> bool:
    """Whether annotations of a document stand in another text than the document."""
    rows = library.store.records("annotations", record.id).values()
    return any(row.get("placed") != record.digest for row in rows)


def _each(
    library: Library,
    due: list[tuple[DocumentRecord, Entry]],
    on_progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool],
) -> Iterator[Placed]:
    from corpus.files import Unreadable

    for index, (record, entry) in enumerate(due):
        if cancelled():
            return
        try:
            yield place(library, library.document(entry.path), cancelled=cancelled, record=record)
        except Unreadable:
            continue  # the list names it; its annotations stay as they are
        finally:
            if on_progress:
                on_progress(index + 1, len(due))


def _changed(library: Library, path: str | None = None) -> Iterator[tuple[DocumentRecord, Entry]]:
    """Annotated documents whose file, or what makes a text of it, is not as when they were placed."""
    from corpus import extractors

    known = {extractors.MARKDOWN, extractors.PLAIN}
    for record, entry in _present(library, path):
        if entry.digest != record.file or record.extractor not in known:
            yield record, entry


def _present(library: Library, path: str | None) -> Iterator[tuple[DocumentRecord, Entry]]:
    """Annotated documents whose file is there and was read, all or the one at ``path``."""
    counts = library.store.counts()
    entries = {storable(entry.path): entry for entry in library.catalogue.entries()}
    for record in library.records().values():
        entry = entries.get(record.path)
        if entry is None or entry.problem or not entry.digest or not counts.get(record.id, 0):
            continue
        if path is None or record.path == storable(path):
            yield record, entry
