"""Reviewing: annotations whose place is uncertain or lost, and what a person decides about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from annotations.changes import Change
from annotations.errors import NoPlace
from annotations.library import storable
from annotations.model import Annotation, Placement, annotation_record, now
from annotations.quoted import quoted
from annotations.usecases.annotating.highlights import document_change, find, in_order, read_all
from annotations.usecases.annotating.quoting import checked_span, short
from annotations.usecases.placing.likely_files import SETTLED
from annotations.usecases.retrying import retried

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.library import Library
    from annotations.model import DocumentRecord
    from corpus.document import Document
    from corpus.span import Span

_COUNTED: Final = 20_000  # annotations up to which all are looked at to count the doubtful ones
_DOUBTFUL: Final = (Placement.UNCERTAIN.value, Placement.ORPHAN.value)


@dataclass(frozen=True, slots=True)
class Doubt:
    """An annotation that a person should look at.

    Attributes:
        path: Of the document's file, as `Library.document` takes it.
    """

    record: DocumentRecord
    annotation: Annotation
    path: str


def doubts(library: Library) -> tuple[Doubt, ...]:
    """Annotations whose place is uncertain or lost, by document and in text order.

    Those that a person left without a place are not among them, nor those whose file is gone: there
    is no text to look at.
    """
    files = {storable(entry.path): entry.path for entry in library.catalogue.entries() if not entry.problem}
    counts = library.store.counts()
    found = []
    for path, record in sorted(library.records().items()):
        if path in files and counts.get(record.id, 0):
            rows = library.store.records("annotations", record.id).values()
            items = read_all(row for row in rows if row.get("placement") in _DOUBTFUL)
            found += [Doubt(record, item, files[path]) for item in in_order(items) if is_doubtful(item)]
    return tuple(found)


def waiting(library: Library) -> int:
    """How many annotations wait for a person; -1 in a library too large to be read for that alone."""
    return len(doubts(library)) if sum(library.store.counts().values()) <= _COUNTED else -1


def is_doubtful(item: Annotation) -> bool:
    """Whether a person should look at the place of an annotation."""
    if item.placement is Placement.ORPHAN:
        return item.extra.get(SETTLED) != _settled(item)
    return item.placement is Placement.UNCERTAIN


def _settled(item: Annotation) -> str:
    """Names the passage as it was seen last: if it is found and lost again, that is asked anew."""
    return f"{item.selectors.digest[:16]}:{item.selectors.start}"


def accept(library: Library, ids: Sequence[str], digest: str = "", *, by: str = "") -> Command:
    """Say that uncertain places are right; the words that stand there become the quotations.

    Args:
        digest: Of the text that the person looked at; empty if it is that on disk.

    Raises:
        NoPlace: One has no place, or the text has changed since; nothing was changed.
        NotSaved, Stale: Nothing was changed.
    """
    seen = [find(library, identity) for identity in ids]
    return retried(lambda: _accept(library, seen, digest, by))


def _accept(library: Library, seen: Sequence[Annotation], digest: str, by: str) -> Command:
    items = _in_place(library, seen)
    changes: list[Change] = []
    for item in items:
        if item.span is None:
            raise NoPlace(f"{quoted(short(item.selectors.exact))} has no place to be accepted; choose one.")
        changes += _placed_at(library, item, item.span, digest or item.placed)
    return library.store.commit(f"accept the place of {_named(items)}", _once(changes), by=by)


def replace_place(library: Library, identity: str, span: Span, digest: str = "", *, by: str = "") -> Command:
    """Give an annotation another place; the words that stand there become its quotation.

    Raises:
        NoPlace: The span is none of the text, or the text has changed since; nothing was changed.
        NotSaved, Stale: Nothing was changed.
    """

    def change() -> Command:
        item = find(library, identity)
        changes = _placed_at(library, item, span, digest)
        return library.store.commit(f"choose another place for {_named([item])}", changes, by=by)

    return retried(change)


def orphan(library: Library, ids: Sequence[str], *, by: str = "") -> Command:
    """Leave annotations without a place, knowingly: they are kept and not asked about again.

    When the text changes they are still looked for.

    Raises:
        NoPlace: Another program placed one meanwhile; nothing was changed.
        NotSaved, Stale: Nothing was changed.
    """
    seen = [find(library, identity) for identity in ids]
    return retried(lambda: _orphan(library, seen, by))


def _orphan(library: Library, seen: Sequence[Annotation], by: str) -> Command:
    items = _in_place(library, seen)
    changes = []
    for item in items:
        lost = replace(item, span=None, placement=Placement.ORPHAN, score=0.0, modified=now())
        lost = replace(lost, extra={**item.extra, SETTLED: _settled(item)})
        changes.append(_changed(item, lost))
    return library.store.commit(f"leave {_named(items)} without a place", changes, by=by)


def _in_place(library: Library, seen: Sequence[Annotation]) -> list[Annotation]:
    """Annotations as they are now, whose places are those that were judged.

    Raises:
        NoPlace: Another program placed one of them elsewhere.
    """
    items = [find(library, old.id) for old in seen]
    for old, item in zip(seen, items, strict=True):
        if (old.span, old.placed, old.placement) != (item.span, item.placed, item.placement):
            raise NoPlace(
                f"Another program gave {quoted(short(item.selectors.exact))} another place meanwhile. "
                "Nothing was changed; look again."
            )
    return items


def _placed_at(library: Library, item: Annotation, span: Span, digest: str) -> list[Change]:
    from annotations.selectors import describe

    record = library.record_by_id(item.document)
    if record is None:
        raise NoPlace("The document of this annotation is not known any more; `scholiast check` says more.")
    document = _document(library, record)
    place = checked_span(document, span, digest)
    library.store.keep_text(document.text)
    _, changes = document_change(library, document, record)
    new = replace(
        item,
        selectors=describe(document.text, place, document.digest),
        span=place,
        placed=document.digest,
        placement=Placement.EXACT,
        score=1.0,
        modified=now(),
        extra={key: value for key, value in item.extra.items() if key != SETTLED},
    )
    return [*changes, _changed(item, new)]


def _document(library: Library, record: DocumentRecord) -> Document:
    path = library.path_of(record)
    if not path:
        raise NoPlace(f"The file {record.path} is gone, so there is no text to place it in.")
    return library.document(path)


def _changed(before: Annotation, after: Annotation) -> Change:
    return Change("annotations", before.id, annotation_record(before), annotation_record(after))


def _once(changes: Sequence[Change]) -> list[Change]:
    """The changes with only the first of those about one record of a document."""
    return list({(change.table, change.id): change for change in reversed(changes)}.values())[::-1]


def _named(items: Sequence[Annotation]) -> str:
    if len(items) == 1:
        return quoted(short(items[0].selectors.exact))
    return f"{len(items)} annotations"
