"""Glances: records of many documents, one after another, without keeping them all in memory."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from annotations.model import Record
from annotations.storage.shelf import Shelf


class Glances:
    """Looks at one document at a time, so that others may save in between.

    Args:
        mutex: Of the store.
        shelf: Its files.
    """

    def __init__(self, mutex: AbstractContextManager[object], shelf: Shelf) -> None:
        self._mutex = mutex
        self._shelf = shelf

    def states(self) -> dict[str, object]:
        """For each document, by id, something that is another once its records have changed."""
        with self._mutex:
            return {
                shard.document: (shard.stamp, shard.pending[-1][:2] if shard.pending else None)
                for shard in self._shelf.shards()
            }

    def annotations(self, document: str) -> Mapping[str, Record]:
        """The annotations of a document by id; what was not in memory before is not afterwards."""
        with self._mutex:
            if not self._shelf.has(document):
                return {}
            in_memory = self._shelf.in_memory(document)
            shard = self._shelf.shard(document)
            rows = shard.view("annotations")
            if not (in_memory or shard.unwritten or shard.locked or shard.unread):
                shard.forget()
            return rows
