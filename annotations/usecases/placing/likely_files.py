"""Likely files: where a document whose file is gone may be now, offered and never assumed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from annotations.changes import Change
from annotations.errors import ScholiastError
from annotations.known import spoken_of
from annotations.library import storable
from annotations.model import annotation_record, document_record
from annotations.usecases.annotating.highlights import document_change, of_document
from annotations.usecases.annotating.memos import moved_memo, whole
from annotations.usecases.placing.following import carried_along, name_of
from annotations.usecases.retrying import retried

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.library import Library
    from annotations.model import Annotation, DocumentRecord
    from corpus.catalogue import Entry
    from corpus.document import Document

SETTLED: Final = "settled"  # key of a record: the person wants no more questions about it

_LOOKED_AT: Final = 12  # files that are read for one that is gone
_ALIKE: Final = 0.35  # shared runs of three words from which a text is very similar
_SAME_NAME: Final = 0.1  # and from which a file of the same name is not another altogether
_RUN: Final = 3


@dataclass(frozen=True, slots=True)
class Likely:
    """A document whose file is gone, and the file that may be it now.

    Attributes:
        annotations: What was said about it.
        path: The file.
        likeness: 0 to 1, how much of the two texts is the same; 1 where the bytes are.
    """

    record: DocumentRecord
    annotations: tuple[Annotation, ...]
    path: str
    likeness: float


def likely(library: Library) -> tuple[Likely, ...]:
    """Where the documents may be whose files are gone: for each the likeliest file, if there is one."""
    return tuple(_likely(library))


def _likely(library: Library) -> Iterator[Likely]:
    entries = [
        entry for entry in library.catalogue.entries() if entry.digest and not (entry.problem or entry.brief)
    ]
    here = {storable(entry.path) for entry in library.catalogue.entries()}
    spoken = spoken_of(library.store)
    records = library.records()
    owned = {path for path, record in records.items() if record.id in spoken}
    for path, record in sorted(records.items()):
        if path in here or path not in owned or record.extra.get(SETTLED):
            continue
        items = of_document(library, record.id)
        found = _likeliest(library, record, items, entries, owned)
        if found is not None:
            yield Likely(record, items, *found)


def _likeliest(
    library: Library,
    record: DocumentRecord,
    items: tuple[Annotation, ...],
    entries: list[Entry],
    owned: set[str],
) -> tuple[str, float] | None:
    from corpus.files import Unreadable

    same = [entry.path for entry in entries if entry.digest == record.file]
    if same:
        return min(same, key=lambda path: (name_of(path) != name_of(record.path), path)), 1.0
    old = library.store.snapshot(record.digest) or "\n".join(item.selectors.exact for item in items)
    words = len(old.split())
    best: tuple[float, str] = 0.0, ""
    ranked = sorted(entries, key=lambda entry: _rank(library, record, words, entry))
    ours = _runs(old)
    for entry in ranked[:_LOOKED_AT]:
        named = name_of(entry.path).casefold() == name_of(record.path).casefold()
        if storable(entry.path) in owned and not named:
            continue
        try:
            share = _shared(ours, _runs(library.document(entry.path).text))
        except Unreadable:
            continue
        if share >= (_SAME_NAME if named else _ALIKE):
            best = max(best, (share, entry.path))
    return (best[1], best[0]) if best[1] else None


def _rank(library: Library, record: DocumentRecord, words: int, entry: Entry) -> tuple[bool, bool, bool, int]:
    """Sorts the files that are looked at first to the front."""
    return (
        name_of(entry.path).casefold() != name_of(record.path).casefold(),
        not record.title or entry.title.casefold() != record.title.casefold(),
        entry.path not in library.appeared,
        abs(entry.words - words),
    )


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    if len(words) < _RUN:
        return {(word,) for word in words}
    return set(zip(*(words[start:] for start in range(_RUN)), strict=False))


def _shared(ours: set[tuple[str, ...]], theirs: set[tuple[str, ...]]) -> float:
    return 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))


def adopt(library: Library, identity: str, path: str, *, by: str = "") -> Command:
    """Give what was said of a document whose file is gone to the file at ``path``; one step to undo.

    They are then placed in its text like those of any text that changed.

    Raises:
        ScholiastError: There is no such document, or nothing was said about it.
        Unreadable: The file cannot be read.
        NotSaved, Stale: Nothing was changed.
    """
    from annotations.usecases.placing.placing import place

    document = library.document(path)
    old, command = retried(lambda: _adopt(library, identity, document, by))
    library.personal.rename(old, path)
    place(library, document)
    return command


def _adopt(library: Library, identity: str, document: Document, by: str) -> tuple[str, Command]:
    """The path under which the document was known, and what was done."""
    record = library.record_by_id(identity)
    items = of_document(library, identity) if record else ()
    memo = whole(library, identity)
    if record is None or not (items or memo):
        raise ScholiastError("Nothing is said of that document any more.")
    if storable(document.path) == record.path:
        raise ScholiastError(f"{document.path} is that document already.")
    target, changes = document_change(library, document)
    changes += [
        Change(
            "annotations",
            item.id,
            annotation_record(item),
            annotation_record(replace(item, document=target.id)),
        )
        for item in items
    ]
    if memo is not None:
        changes += moved_memo(library, memo, target.id)
    changes += carried_along(library, {record.path: target.path})
    changes += [
        Change("speakers", key, dict(row), {**row, "document": target.id})
        for key, row in library.store.records("speakers").items()
        if row.get("document") == identity
    ]
    return record.path, library.store.commit(f"follow {record.path} to {target.path}", changes, by=by)


def settle(library: Library, identity: str, *, by: str = "") -> Command:
    """Leave a document without a file: its annotations stay, and nothing is offered for it any more.

    Raises:
        ScholiastError: There is no such document.
        NotSaved, Stale: Nothing was changed.
    """
    return retried(lambda: _settle(library, identity, by))


def _settle(library: Library, identity: str, by: str) -> Command:
    record = library.record_by_id(identity)
    if record is None:
        raise ScholiastError("That document is not known any more.")
    settled = replace(record, extra={**record.extra, SETTLED: True})
    change = Change("documents", record.id, document_record(record), document_record(settled))
    return library.store.commit(f"leave {record.path} without a file", [change], by=by)
