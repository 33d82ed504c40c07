"""Standing: annotations as they stand now; where there is no text to stand in, they have no place.

That a file is gone is known of one computer at one moment, so it is never stored: what was said of it
comes back to its place with the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.model import Annotation, Placement
from annotations.usecases.annotating.highlights import in_order, of_document

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.query import Passage


def standing(library: Library, items: Iterable[Annotation]) -> Iterable[Annotation]:
    """Stored annotations as they stand now; for looking at and for files, never to be stored again."""
    lost = library.textless()
    return (adrift(item) if item.document in lost else item for item in items) if lost else items


def standing_in(library: Library, identity: str) -> tuple[Annotation, ...]:
    """The annotations of a document as they stand now, in text order, those without a place first."""
    return in_order(standing(library, of_document(library, identity)))


def adrift(item: Annotation) -> Annotation:
    """An annotation whose text is not there, as an orphan that stands in no text."""
    if item.placement is Placement.ORPHAN:
        return item
    return replace(item, span=None, placed="", placement=Placement.ORPHAN, score=0.0)


def standing_passages(
    library: Library, identity: str, passages: Iterable[Passage | None]
) -> Iterator[Passage | None]:
    """As `standing`, for what queries ask of the annotations of one document."""
    lost = identity in library.textless()
    for each in passages:
        yield replace(each, span=None, placement=Placement.ORPHAN.value) if lost and each else each
