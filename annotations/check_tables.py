"""The health of the tables that belong to no document: memos, searches, groups, speakers, corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from annotations.changes import Change, rev
from annotations.findings import Finding, Severity
from annotations.memo import MemoKind, memo_from, memo_id
from annotations.model import BadRecord, Record
from annotations.saved_search import search_from
from annotations.storage.threeway import merged

if TYPE_CHECKING:
    from annotations.store import Store

_FILE: Final = "library.json"
_LIBRARYS: Final = frozenset({"id", "rev", "modified", "created", "creator"})


class Mending(NamedTuple):
    """Something that is wrong, and what would mend it without loss; nothing where a person must look."""

    finding: Finding
    changes: tuple[Change, ...] = ()


def group_from(record: Record) -> None:
    """Look at a decision on the versions of an article.

    Raises:
        BadRecord: A field that is known is of the wrong kind.
    """
    _texts(record, "path", "name", "group", "led")
    if not record.get("path"):
        raise BadRecord("'path' is empty")
    if not isinstance(record.get("apart", False), bool):
        raise BadRecord("'apart' is neither true nor false")


def correction_from(record: Record) -> None:
    """Look at what was corrected of an article, or of every article where its path is empty.

    Raises:
        BadRecord: A field that is known is of the wrong kind.
    """
    _texts(record, "path", "title", "source", "author", "date", "url", "language")
    if not isinstance(record.get("furniture", {}), Mapping):
        raise BadRecord("'furniture' is not an object")


def _texts(record: Record, *keys: str) -> None:
    for key in keys:
        if not isinstance(record.get(key, ""), str):
            raise BadRecord(f"'{key}' is not text")


READERS: Final[Mapping[str, Callable[[Record], Any]]] = {
    "memos": memo_from,
    "searches": search_from,
    "groups": group_from,
    "metadata": correction_from,
}


def problems(store: Store) -> Iterator[Mending]:
    """What is wrong between these records and with what they refer to."""
    yield from _memos(store)
    yield from _searches(store)
    for table, words in (("metadata", "corrections of"), ("groups", "decisions on the versions of")):
        yield from _doubles(store, table, words)


def _memos(store: Store) -> Iterator[Mending]:
    records = store.all("memos")
    known = {MemoKind.DOCUMENT: store.all("documents"), MemoKind.TAG: store.all("tags")}
    for key, record in records.items():
        kind, target = record.get("kind"), record.get("target")
        if kind not in (MemoKind.DOCUMENT, MemoKind.TAG) or not isinstance(target, str):
            continue
        thing = "an article" if kind == MemoKind.DOCUMENT else "a tag"
        right = memo_id(MemoKind(kind), target)
        if target not in known[MemoKind(kind)]:
            what = f"This note is on {thing} that is not known any more; it stands in the list of all notes."
            yield Mending(Finding(Severity.WARNING, what, f"{_FILE}#{key}", kind="reference"))
        elif key != right:
            what = f"This note on {thing} is not where it is looked for."
            there = records.get(right)
            moved = {**record, "id": right, "rev": 1}
            after = merged(None, there, moved) if there is not None else moved
            finding = Finding(Severity.WARNING, what, f"{_FILE}#{key}", repairable=True, kind="memo-stray")
            changes = Change("memos", key, record, None), Change("memos", right, there, after)
            yield Mending(finding, changes)


def _searches(store: Store) -> Iterator[Mending]:
    names: dict[str, str] = {}
    for key, record in store.all("searches").items():
        name = str(record.get("name", "")).casefold()
        if names.setdefault(name, key) != key:
            what = f"Two saved searches are called '{record.get('name')}'; rename one."
            yield Mending(Finding(Severity.WARNING, what, f"{_FILE}#{key}", kind="search-twice"))


def _doubles(store: Store, table: str, words: str) -> Iterator[Mending]:
    """Several records on one article, of which only one is looked at; joined where they do not differ."""
    by_path: defaultdict[str, list[Record]] = defaultdict(list)
    for record in store.all(table).values():
        if isinstance(record.get("path"), str):
            by_path[record["path"]].append(record)
    for path, rows in by_path.items():
        if len(rows) < 2:
            continue
        whose = f"'{path}'" if path else "every article"
        where = f"{_FILE}#{rows[0]['id']}"
        whole = _joined(rows)
        if whole is None:
            what = f"There are {len(rows)} {words} {whose}, which differ; say once more what is right."
            yield Mending(Finding(Severity.WARNING, what, where, kind="twice"))
            continue
        what = f"There are {len(rows)} {words} {whose}, which can be one."
        finding = Finding(Severity.WARNING, what, where, repairable=True, kind="twice")
        drops = (Change(table, row["id"], row, None) for row in rows[1:])
        yield Mending(finding, (Change(table, rows[0]["id"], rows[0], whole), *drops))


def _joined(rows: list[Record]) -> Record | None:
    """All rows as the first, None if two say different things."""
    whole: Record = {}
    for row in rows:
        for key, value in row.items():
            if key not in _LIBRARYS and whole.setdefault(key, value) != value:
                return None
    return {**rows[0], **whole, "rev": max(map(rev, rows))}
