"""Checking: what is wrong with a library, in words, and what of it can be mended without loss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.findings import Finding, Severity
from annotations.library import storable
from annotations.model import Annotation, BadRecord, Placement, annotation_from, document_from, tag_from
from annotations.usecases.coding import codebook_of

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import Record


def check(library: Library, *, repair: bool = False) -> tuple[Finding, ...]:
    """Everything that is wrong, the store first, then what its records say.

    Args:
        repair: Mend first what can be mended without loss.
    """
    from annotations.check import check_store, repair_store

    found = repair_store(library.store) if repair else ()
    return (*found, *check_store(library.store), *_records(library), *_files(library))


def _records(library: Library) -> Iterator[Finding]:
    documents = {str(row.get("id")): row for row in library.store.records("documents").values()}
    book = codebook_of(library)
    unknown: Counter[str] = Counter()
    for row in documents.values():
        yield from _bad(row, "document", lambda row=row: document_from(row))  # type: ignore[misc]
    for row in library.store.records("tags").values():
        yield from _bad(row, "tag", lambda row=row: tag_from(dict(row)))  # type: ignore[misc]
    for identity, row in library.store.records("annotations").items():
        where = f"annotation {identity[:8]}"
        try:
            item = annotation_from(dict(row))
        except BadRecord as error:
            yield Finding(Severity.ERROR, f"the record is damaged: {error}", where, kind="record")
            continue
        document = documents.get(item.document)
        if document is None:
            yield Finding(Severity.ERROR, "its document is not in the store", where, kind="reference")
        else:
            yield from _placement(item, str(document.get("path", "")))
        if item.selectors.digest and library.store.snapshot(item.selectors.digest) is None:
            yield Finding(
                Severity.WARNING,
                "the text it was made on is not in texts/; if the article changes, it is placed by quotation",
                where,
                kind="snapshot",
            )
        unknown.update(tag for tag in item.tags if book.find(tag) is None)
    for tag, count in sorted(unknown.items()):
        what = f"{count} annotation{'s' * (count != 1)} carry it, but the codebook does not have it"
        yield Finding(Severity.WARNING, what, f"tag {tag}", kind="tag")


def _bad(row: Record, kind: str, read: object) -> Iterator[Finding]:
    assert callable(read)
    try:
        read()
    except BadRecord as error:
        where = f"{kind} {str(row.get('id', '?'))[:8]}"
        yield Finding(Severity.ERROR, f"the record is damaged: {error}", where, kind="record")


def _placement(item: Annotation, path: str) -> Iterator[Finding]:
    where = f"{path}, annotation {item.id[:8]}"
    if item.placement is Placement.ORPHAN:
        yield Finding(Severity.WARNING, "its passage is not in the text any more", where, kind="orphan")
    elif item.placement is Placement.UNCERTAIN:
        yield Finding(Severity.WARNING, "the words at its place changed; look at it", where, kind="uncertain")


def _files(library: Library) -> Iterator[Finding]:
    entries = {storable(entry.path): entry for entry in library.catalogue.entries()}
    for path, entry in entries.items():
        if entry.problem:
            yield Finding(Severity.WARNING, entry.problem, path, kind="unreadable")
    counts = library.store.counts()
    for record in library.records().values():
        if counts.get(record.id, 0) and record.path not in entries:
            what = "the file is gone; its annotations are kept"
            yield Finding(Severity.WARNING, what, record.path, kind="missing")
