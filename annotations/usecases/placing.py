"""Placing: carrying the annotations of a document over to the text as it is now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotations.changes import Change
from annotations.library import storable
from annotations.model import Annotation, Placement, annotation_record
from annotations.usecases.annotating import document_change, in_order, of_document

if TYPE_CHECKING:
    from annotations.anchoring import Anchor
    from annotations.library import Library
    from corpus.document import Document

SYSTEM = "scholiast"


@dataclass(frozen=True, slots=True)
class Placed:
    """The annotations of a document in its present text, and what became of them on the way.

    Attributes:
        annotations: In text order, those without a place first.
        moved, uncertain, lost: How many came out so this time; all 0 if the text had not changed.
    """

    annotations: tuple[Annotation, ...]
    moved: int = 0
    uncertain: int = 0
    lost: int = 0

    @property
    def sentence(self) -> str:
        """One line for the reader, empty if nothing needs saying."""
        parts = [
            f"{count} {word}"
            for count, word in ((self.moved, "moved"), (self.uncertain, "uncertain"), (self.lost, "lost"))
            if count
        ]
        return f"The text changed: {', '.join(parts)}." if parts else ""


def place(
    library: Library,
    document: Document,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Placed:
    """The annotations of ``document``, placed in its present text.

    The text that each was made on is compared with the present one; the outcome is kept in the
    store if the library takes changes.
    """
    record = library.record(document.path)
    if record is None:
        return Placed(())
    old = of_document(library, record.id)
    stale = [item for item in old if item.placed != document.digest]
    if not stale:
        return Placed(old)
    # Comparing texts takes libraries that a text which did not change has no use for.
    from annotations.anchoring import anchor
    from annotations.projection import Projection

    texts: dict[str, Projection | None] = {}
    renewed: dict[str, Annotation] = {}
    for index, item in enumerate(stale):
        if cancelled():
            return Placed(old)
        digest = item.selectors.digest
        if digest not in texts:
            snapshot = library.store.snapshot(digest) if digest else None
            texts[digest] = Projection(snapshot, document.text) if snapshot is not None else None
        found = anchor(document.text, item.selectors, projection=texts[digest])
        renewed[item.id] = renew(item, found, document)
        if on_progress:
            on_progress(index + 1, len(stale))
    if not library.store.writable:
        _keep(library, document, stale, renewed)
    after = in_order(renewed.get(item.id, item) for item in old)
    fresh = list(renewed.values())
    before = {item.id: item.placement for item in stale}
    changed = [item for item in fresh if item.placement is not before[item.id]]
    return Placed(
        after,
        moved=sum(item.placement is Placement.MOVED for item in changed),
        uncertain=sum(item.placement is Placement.UNCERTAIN for item in changed),
        lost=sum(item.placement is Placement.ORPHAN for item in changed),
    )


def place_quietly(library: Library, path: str | None = None) -> None:
    """Place the annotations of every document whose file changed since they were placed."""
    from corpus.files import Unreadable

    entries = {storable(entry.path): entry for entry in library.catalogue.entries()}
    for record in library.records().values():
        entry = entries.get(record.path)
        if entry is None or entry.problem or (path is not None and record.path != path):
            continue
        if entry.digest != record.file:
            try:
                place(library, library.document(entry.path))
            except Unreadable:
                continue  # the list names it; its annotations stay as they are


def renew(item: Annotation, found: Anchor, document: Document) -> Annotation:
    """``item`` as ``found`` places it; selectors are renewed only where the words are the same."""
    from annotations.selectors import describe

    selectors = item.selectors
    if found.span is not None and found.placement in (Placement.EXACT, Placement.MOVED):
        selectors = replace(describe(document.text, found.span), digest=document.digest)
    return replace(
        item,
        selectors=selectors,
        span=found.span,
        placed=document.digest,
        placement=found.placement,
        score=found.score,
    )


def _keep(
    library: Library, document: Document, stale: list[Annotation], renewed: dict[str, Annotation]
) -> None:
    _, changes = document_change(library, document)
    changes += [
        Change("annotations", item.id, annotation_record(item), annotation_record(renewed[item.id]))
        for item in stale
    ]
    library.store.keep_text(document.text)
    count = len(stale)
    library.store.commit(
        f"place {count} annotation{'s' * (count != 1)} in the changed text of {document.path}",
        changes,
        by=SYSTEM,
        upkeep=True,
    )
