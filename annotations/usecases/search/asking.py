"""Asking: annotations over the library, all or those that match a query."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from annotations.library import storable
from annotations.usecases.annotating.highlights import in_order, read_all
from annotations.usecases.placing.placing import place_quietly
from annotations.usecases.placing.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.library import Library
    from annotations.model import Annotation, DocumentRecord


def annotated(
    library: Library, path: str | None = None, query: str = "", *, as_last_seen: bool = False
) -> tuple[tuple[DocumentRecord, Annotation], ...]:
    """Annotations with their document: documents by path, annotations in text order.

    Documents whose file changed since are placed anew first; in one whose file is gone nothing has a place.

    Args:
        as_last_seen: Give those of documents without a file as they stood in its text.

    Raises:
        QueryError: The query cannot be read.
    """
    unsaved = place_quietly(library, path)
    records = {record.id: record for record in library.records().values()}
    wanted = [record for record in records.values() if path is None or record.path == storable(path)]
    groups: defaultdict[str, list[Annotation]] = defaultdict(list)
    if path is None:
        for item in read_all(library.store.records("annotations").values()):
            groups[item.document].append(item)
    else:
        for record in wanted:
            groups[record.id] += read_all(library.store.records("annotations", record.id).values())

    def seen(items: Iterable[Annotation]) -> Iterable[Annotation]:
        return items if as_last_seen else standing(library, items)

    found = [
        (record, item)
        for record in sorted(wanted, key=lambda record: record.path)
        for item in in_order(seen(unsaved.get(item.id, item) for item in groups.get(record.id, ())))
    ]
    if not query.strip():
        return tuple(found)
    from annotations.usecases.search.querying import annotation_test
    from annotations.usecases.search.saved_searches import asked

    matches = annotation_test(library, asked(library, query))
    return tuple(pair for pair in found if matches(*pair))
