"""Drafts on passages that are no highlights: where they belong after a rename or an edit of the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.drafts import Passage
from annotations.library import storable
from corpus.span import Span

if TYPE_CHECKING:
    from annotations.library import Library
    from corpus.document import Document


def passage_of(library: Library, document: Document, span: Span) -> Passage:
    """What is to be kept with a draft on a passage."""
    from annotations.selectors import describe

    record = library.record(document.path)
    return Passage(
        storable(document.path),
        record.id if record else "",
        library.file_digest(document.path),
        describe(document.text, span, document.digest),
    )


def place_of(library: Library, passage: Passage) -> tuple[str, Span | None]:
    """The article and the span where the passage is now.

    Returns:
        An empty path if the article is not there any more; no span if the passage is not in its text.
    """
    from annotations.anchoring import anchor
    from corpus.files import Unreadable

    first = ""
    for path in dict.fromkeys(_paths(library, passage)):
        try:
            document = library.document(path)
        except Unreadable:
            continue
        first = first or path
        if document.digest == passage.selectors.digest:
            return path, passage.selectors.span
        snapshot = library.store.snapshot(passage.selectors.digest) if passage.selectors.digest else None
        found = anchor(document.text, passage.selectors, snapshot=snapshot, digest=document.digest)
        if found.span is not None:
            return path, found.span
    return first, None


def _paths(library: Library, passage: Passage) -> Iterator[str]:
    """Files that may be the article, the likeliest first."""
    entries = [entry for entry in library.catalogue.entries() if not entry.problem]
    record = library.record_by_id(passage.document) if passage.document else None
    if record is not None:
        yield from (entry.path for entry in entries if storable(entry.path) == record.path)
    if passage.file:
        same = [entry.path for entry in entries if entry.digest == passage.file]
        yield from sorted(same, key=lambda path: storable(path) != passage.path)
    yield from (entry.path for entry in entries if storable(entry.path) == passage.path)
