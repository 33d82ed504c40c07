"""Tallying: how many passages carry each tag, kept as it is reckoned, document by document."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.store import Store


class Tally:
    """Counts again only what has changed. Safe to use from several threads.

    The first count reads every file of a library once and may take seconds where there are ten thousand.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._documents: dict[str, tuple[object, Counter[str]]] = {}
        self._sum: Counter[str] = Counter()

    def passages(self, store: Store, cancelled: Callable[[], bool] = lambda: False) -> Mapping[str, int]:
        """How many passages carry each tag, by its path in small letters; sub-tags are not counted in.

        Args:
            cancelled: Asked before each document; if true, only those that were counted before count.
        """
        with self._lock:
            states = store.glances.states()
            for gone in self._documents.keys() - states.keys():
                self._sum.subtract(self._documents.pop(gone)[1])
            for document, state in states.items():
                before, counted = self._documents.get(document, (None, Counter[str]()))
                if before != state and not cancelled():
                    self._sum.subtract(counted)
                    counted = _counted(store, document)
                    self._sum.update(counted)
                    self._documents[document] = state, counted
            return {path: count for path, count in self._sum.items() if count}


def _counted(store: Store, document: str) -> Counter[str]:
    from annotations.usecases.codebook.coding import texts_of

    rows = store.glances.annotations(document).values()
    return Counter(path for row in rows for path in {tag.casefold() for tag in texts_of(row)})
