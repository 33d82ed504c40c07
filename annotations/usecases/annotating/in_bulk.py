"""Annotating many places in one step; where a highlight is already, it gets the tags instead of a twin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.changes import Change
from annotations.model import annotation_record, now, tag_paths, tag_record
from annotations.usecases.annotating.highlights import New, annotate, of_document
from annotations.usecases.codebook.coding import codebook_of
from annotations.usecases.retrying import retried

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import Annotation
    from corpus.span import Span


def annotate_places(
    library: Library, wanted: Sequence[New], *, by: str = "", label: str = ""
) -> tuple[Annotation, ...]:
    """Annotate places in one step; a highlight of the same hand on just the same place gets tags and note.

    A note is put under the one that is there, once. What would change nothing is left as it is.

    Args:
        by: Who does this, for the history.
        label: What the history calls it; empty for our own words.

    Returns:
        The annotations at the places, in their order.

    Raises:
        NoPlace, Unreadable, NotSaved: As `annotate`; nothing was stored.
    """
    return retried(lambda: _annotate_places(library, wanted, by, label))


def _annotate_places(library: Library, wanted: Sequence[New], by: str, label: str) -> tuple[Annotation, ...]:
    there: dict[str, dict[tuple[Span, str], Annotation]] = {}
    for each in wanted:
        if each.path not in there:
            there[each.path] = _by_place(library, each.path)
    found: dict[int, Annotation] = {}
    changes: list[Change] = []
    for index, each in enumerate(wanted):
        # An annotation knows the text in which its place was found; in any other one it is another place.
        old = there[each.path].get((each.span, each.by))
        if old is None:
            continue
        found[index] = new = _joined(old, each, library)
        if new != old:
            changes.append(Change("annotations", old.id, annotation_record(old), annotation_record(new)))
            there[each.path][each.span, each.by] = new
    fresh = [each for index, each in enumerate(wanted) if index not in found]
    book = codebook_of(library)
    given = {tag.casefold() for each in fresh for tag in tag_paths(list(each.tags))}
    missing = book.new_tags(tag_paths([tag for index in found for tag in wanted[index].tags]))
    changes += [
        Change("tags", tag.id, None, tag_record(tag)) for tag in missing if tag.path.casefold() not in given
    ]
    if fresh:
        made = iter(annotate(library, fresh, by=by, label=label, also=changes))
    else:
        made = iter(())
        if changes:
            library.store.commit(label or f"tag {len(changes)} annotations", changes, by=by)
    return tuple(found[index] if index in found else next(made) for index in range(len(wanted)))


def _by_place(library: Library, path: str) -> dict[tuple[Span, str], Annotation]:
    record = library.record(path)
    if record is None:
        return {}
    digest = library.document(path).digest
    return {
        (item.span, item.creator): item
        for item in of_document(library, record.id)
        if item.span is not None and item.placed == digest
    }


def _joined(old: Annotation, new: New, library: Library) -> Annotation:
    book = codebook_of(library)
    tags = tag_paths([*old.tags, *(book.spelled(tag) for tag in tag_paths(list(new.tags)))])
    said = new.note.strip()
    note = old.note if said in old.note else "\n\n".join(filter(None, (old.note, said)))
    joined = replace(old, tags=tags, note=note)
    return replace(joined, modified=now()) if joined != old else old
