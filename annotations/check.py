"""The health of a store: everything that it promises, verified; what can be mended without loss, mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from annotations import check_tables
from annotations.changes import TABLES, Change, NotSaved, Stale, rev
from annotations.findings import Finding, Severity
from annotations.model import BadRecord, Record, annotation_from, document_from, tag_from
from annotations.speaker import speaker_from
from annotations.storage.tidying import leftovers, spoilt_generations
from annotations.store import Store

_READERS: Final[Mapping[str, Callable[[Record], Any]]] = {
    "annotations": annotation_from,
    "documents": document_from,
    "tags": tag_from,
    **check_tables.READERS,
    "speakers": speaker_from,
}


def check(store: Store) -> tuple[Finding, ...]:
    """Everything that is wrong or should be known, the store's own findings first. Changes nothing."""
    for table in TABLES:
        store.all(table)  # what is damaged is found on reading
    found = [*_records(store), *_references(store), *_tags(store), *_texts(store)]
    found += [mending.finding for mending in check_tables.problems(store)]
    found += [*_history(store), *_folder(store)]
    return tuple(dict.fromkeys([*store.findings, *found]))


def repair(store: Store, by: str) -> tuple[Finding, ...]:
    """Mend what can be mended without loss; what remains, as `check` gives it.

    Files that were recovered, merged or changed outside are written anew, records that the history holds and
    the files lack are put back (which can be undone), remains of interrupted writes are removed.

    Raises:
        NotSaved: The store may not be written to.
    """
    check(store)
    changes = [change for _, change in _lost(store)]
    if changes:
        store.commit(f"Repair: put back {len(changes)} records", changes, by=by)
    for mending in tuple(check_tables.problems(store)):
        if mending.changes:
            with suppress(Stale):  # one before changed the same records: the next check says what is left
                store.commit("Repair: join what belongs together", mending.changes, by=by)
    store.checkpoint()
    store.tidy()
    return check(store)


def _records(store: Store) -> Iterator[Finding]:
    for table, reader in _READERS.items():
        for key, record in store.all(table).items():
            try:
                reader(record)
            except (BadRecord, ValueError, TypeError) as error:
                what = f"This record cannot be shown: {error}."
                yield Finding(Severity.ERROR, what, _where(store, table, key, record), kind="bad-record")


def _where(store: Store, table: str, key: str, record: Record | None = None) -> str:
    document = str((record or {}).get("document", "")) if table == "annotations" else key
    name = store.file_of(document if table in ("annotations", "documents") else "")
    return f"{name}#{key}"


def _references(store: Store) -> Iterator[Finding]:
    documents = store.all("documents")
    for document, count in store.counts().items():
        if count and document not in documents:
            what = f"{count} annotations belong to a document that is not described, so it has no path."
            yield Finding(Severity.ERROR, what, store.file_of(document), kind="reference")
    paths: dict[str, str] = {}
    for key, record in documents.items():
        other = paths.setdefault(str(record.get("path")), key)
        if other != key:
            what = f"Two documents have the path '{record.get('path')}'."
            yield Finding(Severity.WARNING, what, _where(store, "documents", key), kind="path-twice")


def _tags(store: Store) -> Iterator[Finding]:
    known: dict[str, str] = {}
    for key, record in store.all("tags").items():
        path = str(record.get("path", "")).casefold()
        if path in known:
            what = f"The tag '{record.get('path')}' stands twice in the codebook; merge the two."
            yield Finding(Severity.WARNING, what, _where(store, "tags", key), kind="tag-twice")
        known[path] = key
    missing: dict[str, int] = {}
    for record in (*store.all("annotations").values(), *store.all("memos").values()):
        tags = record.get("tags")
        for tag in tags if isinstance(tags, list) else ():
            if isinstance(tag, str) and tag.casefold() not in known:
                missing[tag] = missing.get(tag, 0) + 1
    for tag, count in sorted(missing.items()):
        what = f"The tag '{tag}' is on {count} annotations or articles but not in the codebook."
        yield Finding(Severity.NOTE, what, "library.json", kind="tag-unknown")


def _texts(store: Store) -> Iterator[Finding]:
    """Whether the texts that annotations were made on are kept, and say what the annotations quote."""
    texts: dict[str, str | None] = {}
    for key, record in store.all("annotations").items():
        digest = record.get("digest")
        if not isinstance(digest, str) or not digest:
            continue
        if digest not in texts:
            texts.clear()  # one at a time: annotations of a document follow each other
            texts[digest] = store.snapshot(digest)
            if texts[digest] is None and record.get("placed") != "":  # else it waits for its article
                what = "The text as it was annotated is not kept, or is damaged."
                yield Finding(Severity.WARNING, what, f"texts/{digest}.txt.gz", kind="snapshot")
        text = texts[digest]
        start, end = record.get("start"), record.get("end")
        if text is None or type(start) is not int or type(end) is not int:
            continue
        if text[start:end] != record.get("exact"):
            what = "What this annotation quotes does not stand at its place in the text as it was annotated."
            yield Finding(Severity.WARNING, what, _where(store, "annotations", key, record), kind="selector")


def _lost(store: Store) -> Iterator[tuple[Finding, Change]]:
    """Records that the history holds and the files should."""
    last: dict[tuple[str, str], Record | None] = {}
    for command in store.commands():
        for change in command.changes:
            last[change.table, change.id] = change.after
    for (table, key), record in last.items():
        if record is None:
            continue
        current = (
            store.records(table, str(record.get("document", ""))).get(key)
            if table == "annotations"
            else store.get(table, key)
        )
        if current is None or rev(current) < rev(record):
            what = "The history holds a later version of this record than the file does."
            where = _where(store, table, key, record)
            finding = Finding(Severity.WARNING, what, where, repairable=True, kind="behind")
            yield finding, Change(table, key, current, record)


def _history(store: Store) -> Iterator[Finding]:
    try:
        yield from (finding for finding, _ in _lost(store))
    except NotSaved as error:
        yield Finding(Severity.ERROR, f"{error}.", "history", kind="left")


def _folder(store: Store) -> Iterator[Finding]:
    for path in spoilt_generations(store.folder):
        what = "This previous version of a file is damaged."
        where = path.relative_to(store.folder).as_posix()
        yield Finding(Severity.WARNING, what, where, repairable=True, kind="generation")
    for path in leftovers(store.folder):
        what = "An interrupted write left this. It was never confirmed, and nothing refers to it."
        where = path.relative_to(store.folder).as_posix()
        yield Finding(Severity.NOTE, what, where, repairable=True, kind="leftover")
