"""Annotating: new annotations by span or by quotation, edits and deletions, each one durable change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from annotations.changes import Change
from annotations.errors import NoPlace, NoSuchAnnotation
from annotations.library import Library, storable
from annotations.model import (
    Annotation,
    BadRecord,
    DocumentRecord,
    Placement,
    annotation_from,
    annotation_record,
    document_record,
    named_id,
    new_id,
    now,
    tag_paths,
    tag_record,
)
from annotations.quoted import quoted
from annotations.storage.threeway import merged
from annotations.usecases.annotating.quoting import checked_span, short
from annotations.usecases.codebook.coding import codebook_of
from annotations.usecases.retrying import retried
from corpus.clean import clean, clean_line
from corpus.pace import breathe
from corpus.span import Span

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.codebook import Codebook
    from corpus.document import Document

_SHORTEST_ID = 6


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to change about an annotation; None leaves a thing as it is.

    Attributes:
        tags: The tags instead of those there are.
        add, remove: Tags to put to and to take from them.
        span: Another place in the document as it is now.
        digest: Of the text in which ``span`` was chosen; empty if that is the text as it is now.
        seen: The annotation as the person saw it. What another changed about it since is kept: tags that
            were added or taken stay so, and of two notes both texts are kept.
    """

    tags: Sequence[str] | None = None
    add: Sequence[str] = ()
    remove: Sequence[str] = ()
    note: str | None = None
    span: Span | None = None
    digest: str = ""
    seen: Annotation | None = None


@dataclass(frozen=True, slots=True)
class New:
    """An annotation to be made.

    Attributes:
        path: The document, relative to the library.
        span: Code points of its text.
        created: UTC; empty for now.
        digest: Of the text in which ``span`` was chosen; empty if that is the text as it is now.
    """

    path: str
    span: Span
    tags: Sequence[str] = ()
    note: str = ""
    by: str = ""
    created: str = ""
    digest: str = ""


def annotate(
    library: Library,
    wanted: Sequence[New],
    *,
    by: str = "",
    label: str = "",
    upkeep: bool = False,
    also: Sequence[Change] = (),
) -> tuple[Annotation, ...]:
    """Make annotations in one step; they are durable when this returns.

    Args:
        by: Who does this, for the history.
        label: What the history calls it; empty for our own words.
        upkeep: Whether the program does this by itself, so that undo passes it over.
        also: Further changes that belong to the same step.

    Raises:
        NoPlace: A span is empty, lies outside of the text or was chosen in another text; nothing
            was stored.
        Unreadable, NotSaved: The document or the store failed; nothing was stored.
    """
    return retried(lambda: _annotate(library, wanted, by, label, upkeep, also))


def _annotate(
    library: Library, wanted: Sequence[New], by: str, label: str, upkeep: bool, also: Sequence[Change]
) -> tuple[Annotation, ...]:
    book = codebook_of(library)
    paths = tag_paths([tag for each in wanted for tag in each.tags])
    changes = [Change("tags", tag.id, None, tag_record(tag)) for tag in book.new_tags(paths)]
    spelling = {path.casefold(): book.spelled(path) for path in paths}
    records: dict[str, DocumentRecord] = {}
    made = []
    for each in wanted:
        document = library.document_as_read(each.path, each.digest)
        place = checked_span(document, each.span, each.digest)
        if each.path not in records:
            records[each.path], change = document_change(library, document)
            changes += change
            library.keep_text(document)
        made.append(_annotation(each, place, document, records[each.path], spelling))
    changes += [Change("annotations", item.id, None, annotation_record(item)) for item in made]
    if not label:
        what = quoted(short(made[0].selectors.exact)) if len(made) == 1 else f"{len(made)} passages"
        label = f"highlight {what}"
    library.store.commit(label, [*changes, *also], by=by, upkeep=upkeep)
    return tuple(made)


def _annotation(
    new: New, place: Span, document: Document, record: DocumentRecord, spelling: Mapping[str, str]
) -> Annotation:
    from annotations.selectors import describe

    moment = new.created or now()
    tags = tag_paths(list(new.tags))
    return Annotation(
        id=new_id(),
        document=record.id,
        selectors=describe(document.text, place, document.digest),
        span=place,
        placed=document.digest,
        tags=tuple(spelling[tag.casefold()] for tag in tags),
        note=clean(new.note).strip(),
        creator=clean_line(new.by),
        created=moment,
        modified=moment,
    )


def edit(library: Library, ids: Sequence[str], change: Edit, *, by: str = "") -> tuple[Annotation, ...]:
    """Change annotations in one step; they are durable when this returns.

    Raises:
        NoSuchAnnotation, NoPlace: Nothing was changed.
        NotSaved, Stale: The store refused; nothing was changed.
    """
    return retried(lambda: _edit(library, ids, change, by))


def _edit(library: Library, ids: Sequence[str], change: Edit, by: str) -> tuple[Annotation, ...]:
    found = _each_once(library, ids)
    book = codebook_of(library)
    asked = tag_paths([*(change.tags or ()), *change.add])
    tag_changes = [Change("tags", tag.id, None, tag_record(tag)) for tag in book.new_tags(asked)]
    edited = [(old, _edited(library, old, change, book)) for old in found]
    changes = [
        Change("annotations", old.id, annotation_record(old), annotation_record(new))
        for old, new in edited
        if new != old
    ]
    if changes:
        library.store.commit(_edit_label(change, found), [*tag_changes, *changes], by=by)
    return tuple(new for _, new in edited)


def delete(library: Library, ids: Sequence[str], *, by: str = "") -> Command:
    """Delete annotations in one step, which can be undone; what another wrote into them meanwhile comes back.

    Raises:
        NoSuchAnnotation: One is not there; nothing was deleted.
        NotSaved, Stale: The store refused; nothing was deleted.
    """
    return retried(lambda: _delete(library, ids, by))


def _delete(library: Library, ids: Sequence[str], by: str) -> Command:
    found = _each_once(library, ids)
    changes = [Change("annotations", old.id, annotation_record(old), None) for old in found]
    what = (
        f"delete annotation {quoted(short(found[0].selectors.exact))}"
        if len(found) == 1
        else f"delete {len(found)} annotations"
    )
    return library.store.commit(what, changes, by=by)


def _each_once(library: Library, ids: Sequence[str]) -> list[Annotation]:
    return list({item.id: item for item in (find(library, each) for each in ids)}.values())


def find(library: Library, identity: str) -> Annotation:
    """The annotation with this id, or whose id begins with these six characters or more.

    Raises:
        NoSuchAnnotation: There is none, or more than one.
    """
    wanted = identity.strip().lower()
    row = library.store.get("annotations", wanted)
    if row is None and len(wanted) >= _SHORTEST_ID:
        hits = [key for key in library.store.records("annotations") if key.startswith(wanted)]
        if len(hits) > 1:
            raise NoSuchAnnotation(f"{len(hits)} annotations begin with “{identity}”; give more of the id.")
        if hits:
            row = library.store.get("annotations", hits[0])
    if row is None:
        raise NoSuchAnnotation(
            f"No annotation has the id “{identity}”. `scholiast annotations` lists them; "
            "six characters of an id are enough."
        )
    try:
        return annotation_from(dict(row))
    except BadRecord as error:
        raise NoSuchAnnotation(
            f"The annotation “{identity}” is damaged: {error}. Run `scholiast check`."
        ) from error


def of_document(library: Library, identity: str) -> tuple[Annotation, ...]:
    """The annotations of a document in text order, those without a place first."""
    return in_order(read_all(library.store.records("annotations", identity).values()))


def in_order(annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """Annotations of one document in text order, those without a place first."""
    return tuple(sorted(annotations, key=lambda item: (item.span or (-1, -1), item.created, item.id)))


def read_all(rows: Iterable[Mapping[str, object]]) -> Iterator[Annotation]:
    """The annotations of stored records; a damaged one costs only itself."""
    for row in rows:
        breathe()
        try:
            yield annotation_from(dict(row))
        except BadRecord:
            continue  # the check names it; one bad record costs one record


def document_change(
    library: Library, document: Document, known: DocumentRecord | None = None
) -> tuple[DocumentRecord, list[Change]]:
    """The document's record, and the change that makes or renews it if there is none or it is old.

    Args:
        known: The record as it is, if the caller has it.
    """
    meta = document.metadata
    old = known or library.record(document.path)
    fields: dict[str, Any] = {
        "title": meta.title,
        "source": meta.source,
        "author": meta.author,
        "date": meta.date,
        "url": meta.url,
        "digest": document.digest,
        "extractor": document.extractor,
        "file": library.file_digest(document.path),
    }
    if old is None:
        path = storable(document.path)
        new = DocumentRecord(id=_document_id(library, path), path=path, **fields)
        return new, [Change("documents", new.id, None, document_record(new))]
    new = replace(old, **fields)
    if new == old:
        return old, []
    return new, [Change("documents", old.id, document_record(old), document_record(new))]


def _document_id(library: Library, path: str) -> str:
    """An id that another program would give as well, unless it went along with a file that was renamed."""
    identity = named_id("document", path)
    return identity if library.store.get("documents", identity) is None else new_id()


def _edited(library: Library, old: Annotation, change: Edit, book: Codebook) -> Annotation:
    seen = change.seen
    if seen is None or seen.id != old.id or seen == old:
        return _changed(library, old, change, book)
    mine = _changed(library, seen, change, book)
    if mine == seen:
        return old
    whole = merged(annotation_record(seen), annotation_record(mine), annotation_record(old))
    return replace(annotation_from(whole), rev=old.rev)


def _changed(library: Library, old: Annotation, change: Edit, book: Codebook) -> Annotation:
    tags = tag_paths(list(change.tags)) if change.tags is not None else old.tags
    removed = {path.casefold() for path in tag_paths(list(change.remove))}
    tags = tag_paths(
        [book.spelled(tag) for tag in (*tags, *tag_paths(list(change.add))) if tag.casefold() not in removed]
    )
    new = replace(old, tags=tags, note=old.note if change.note is None else clean(change.note).strip())
    if change.span is not None:
        new = _replaced(library, new, change.span, change.digest)
    return replace(new, modified=now()) if new != old else old


def _replaced(library: Library, annotation: Annotation, span: Span, digest: str) -> Annotation:
    from annotations.selectors import describe

    record = library.record_by_id(annotation.document)
    if record is None:
        raise NoPlace("The document of this annotation is not known any more; `scholiast check` says more.")
    document = library.document_as_read(record.path, digest)
    place = checked_span(document, span, digest)
    library.keep_text(document)
    selectors = describe(document.text, place, document.digest)
    return replace(
        annotation,
        selectors=selectors,
        span=place,
        placed=document.digest,
        placement=Placement.EXACT,
        score=1.0,
    )


def _edit_label(change: Edit, found: Sequence[Annotation]) -> str:
    if change.span is not None:
        verb = "change the place of"
    elif change.note is not None and not (change.tags or change.add or change.remove):
        verb = "write a note on" if change.note.strip() else "clear the note on"
    elif change.note is None:
        verb = "tag"
    else:
        verb = "edit"
    if len(found) == 1:
        return f"{verb} {quoted(short(found[0].selectors.exact))}"
    return f"{verb} {len(found)} annotations"
