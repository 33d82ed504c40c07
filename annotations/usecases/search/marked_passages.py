"""Marked passages that a query means, found article by article, as rows of the same kind as hits in texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from annotations.query.syntax import And, Choice, Dated, Meeting, Not, Or, Query, Tagged, Within
from annotations.usecases.annotating.highlights import in_order, read_all
from annotations.usecases.placing.standing import standing, standing_passages
from annotations.usecases.search.light_records import bear, borne, passage_of
from annotations.usecases.search.prefilter import sought
from annotations.usecases.search.querying import hearing, subject
from annotations.usecases.search.searching import Hit

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import Annotation, DocumentRecord
    from annotations.query import Subject

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
    from annotations.query import matcher, parse

    read = parse(query)
    return _found(library, read, matcher(read), cancelled)


def _found(
    library: Library, query: Query, test: Callable[[Subject], bool], cancelled: Callable[[], bool]
) -> Iterator[tuple[Hit, Annotation]]:
    wanted, heard = borne(query), hearing(library, query)
    for record in sorted(library.records().values(), key=lambda record: record.path):
        if cancelled():
            return
        rows = library.store.records("annotations", record.id).values()
        if not bear(rows, wanted):
            continue
        asked_of = standing_passages(library, record.id, map(passage_of, rows))
        known = [(row, passage) for row, passage in zip(rows, asked_of, strict=True) if passage]
        passages = heard(record.path, tuple(passage for _, passage in known))
        status = library.personal.reading(record.path).status.value
        asked = subject(library, record, status, lambda passages=passages: passages)  # type: ignore[misc]
        pairs = zip((row for row, _ in known), passages, strict=True)
        meant = [row for row, passage in pairs if test(replace(asked, passage=passage))]
        for item in in_order(standing(library, read_all(meant))):
            yield _hit(record, item), item


def _hit(record: DocumentRecord, item: Annotation) -> Hit:
    place = item.span or (0, 0)
    selectors = item.selectors
    left, right = (text.translate(_ONE_LINE) for text in (selectors.prefix, selectors.suffix))
    return Hit(
        record.path, *place, selectors.exact, left, right, PASSAGE, record.date, record.source, item.id
    )


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
