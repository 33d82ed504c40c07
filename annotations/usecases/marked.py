"""Marked passages that a query means, found article by article, as rows of the same kind as hits in texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from annotations.query.syntax import And, Choice, Dated, Meeting, Not, Or, Query, Tagged, Within
from annotations.usecases.annotating import of_document
from annotations.usecases.coding import texts_of
from annotations.usecases.prefilter import sought
from annotations.usecases.searching import Hit

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import Annotation, DocumentRecord

PASSAGE: Final = "passage"
"""What `Hit.where` says of a passage that is marked; its offsets are those of the text."""

_ONE_LINE: Final = str.maketrans("\n\t", "  ")


def passages(
    library: Library, query: str, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[tuple[Hit, Annotation]]:
    """The annotations that match, by path of their article and in text order.

    Passages that have lost their place come first in their article and have the offsets 0, 0.

    Raises:
        QueryError: The query cannot be read; it is read before this returns.
    """
    from annotations.query import parse
    from annotations.usecases.querying import annotation_test

    test = annotation_test(library, query)
    return _found(library, test, _borne(parse(query)), cancelled)


def _found(
    library: Library,
    test: Callable[[DocumentRecord, Annotation], bool],
    borne: str,
    cancelled: Callable[[], bool],
) -> Iterator[tuple[Hit, Annotation]]:
    for record in sorted(library.records().values(), key=lambda record: record.path):
        if cancelled():
            return
        rows = library.store.records("annotations", record.id).values()
        if borne and not any(_bears(tag, borne) for row in rows for tag in texts_of(row)):
            continue
        for item in of_document(library, record.id):
            if test(record, item):
                yield _hit(record, item), item


def _hit(record: DocumentRecord, item: Annotation) -> Hit:
    place = item.span or (0, 0)
    selectors = item.selectors
    left, right = (text.translate(_ONE_LINE) for text in (selectors.prefix, selectors.suffix))
    return Hit(
        record.path, *place, selectors.exact, left, right, PASSAGE, record.date, record.source, item.id
    )


def _borne(query: Query) -> str:
    """A tag, folded, that the passages must bear themselves or by a sub-tag; empty if there is no such."""
    for part in query.parts if isinstance(query, And) else (query,):
        if isinstance(part, Tagged) and not part.prefix and part.path.isascii():
            return part.path.casefold()
    return ""


def _bears(tag: str, wanted: str) -> bool:
    # Tags that are not ASCII may fold to ASCII in more ways than case: they are left to the test.
    folded = tag.casefold()
    return folded == wanted or folded.startswith(wanted + "/") or not tag.isascii()


def is_about_passages(query: Query) -> bool:
    """Whether a query asks for what was said and for nothing that could stand in a text."""
    return _asks_of_annotations(query) and not any(
        not (isinstance(term, Within) and term.field == "note") for term in sought(query)
    )


def _asks_of_annotations(query: Query) -> bool:
    match query:
        case And(parts) | Or(parts):
            return any(map(_asks_of_annotations, parts))
        case Not(part):
            return _asks_of_annotations(part)
        case Tagged() | Meeting():
            return True
        case Within(field, _) | Dated(field, _, _) | Choice(field, _):
            return field in {"by", "note", "created", "placement", "has"}
    return False
