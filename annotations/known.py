"""The documents that the store knows, found by path without reading every record each time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from annotations.model import BadRecord, DocumentRecord, Record, document_from

if TYPE_CHECKING:
    from annotations.store import Store


class Known:
    """Remembers which record stands for which path, and what was read from records that are as they were.

    It may be wrong about neither: a record is looked at again whenever it is asked for.
    """

    def __init__(self) -> None:
        self._read: dict[str, tuple[Record, DocumentRecord]] = {}
        self._ids: dict[str, str] = {}

    def rows(self, store: Store) -> dict[str, Record]:
        """The stored records by path, unread: enough to tell which articles are annotated."""
        rows = store.records("documents")
        found = {row["path"]: row for row in rows.values() if isinstance(row.get("path"), str)}
        self._ids = {path: str(row.get("id", "")) for path, row in found.items()}
        return found

    def all(self, store: Store) -> dict[str, DocumentRecord]:
        """Every record by path; damaged ones are left out, since the check names them."""
        found: dict[str, DocumentRecord] = {}
        for identity, row in store.records("documents").items():
            record = self._record(identity, row)
            if record is not None:
                found[record.path] = record
        return found

    def at(self, store: Store, path: str) -> DocumentRecord | None:
        """The record for a path."""
        identity = self._ids.get(path) or self._sought(store, path)
        row = store.get("documents", identity) if identity else None
        if row is None or row.get("path") != path:
            identity = self._sought(store, path)
            row = store.get("documents", identity) if identity else None
        return read(row)

    def _sought(self, store: Store, path: str) -> str:
        self.rows(store)
        return self._ids.get(path, "")

    def _record(self, identity: str, row: Record) -> DocumentRecord | None:
        known = self._read.get(identity)
        if known is None or known[0] is not row:
            record = read(row)
            if record is None:
                return None
            known = self._read[identity] = row, record
        return known[1]


def spoken_of(store: Store) -> frozenset[str]:
    """Ids of the documents of which anything was said: a passage annotated, or a note on the whole."""
    whole = (row.get("target") for row in store.records("memos").values() if row.get("kind") == "document")
    annotated = (identity for identity, count in store.counts().items() if count)
    return frozenset([*annotated, *(target for target in whole if isinstance(target, str))])


def read(row: Mapping[str, object] | None) -> DocumentRecord | None:
    """The document of a stored record; None if there is none or it is damaged."""
    try:
        return document_from(dict(row)) if row else None
    except BadRecord:
        return None
