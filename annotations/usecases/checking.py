"""Checking: what is wrong with a library, in words, and what of it can be mended without loss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.findings import Finding, Severity
from annotations.library import storable
from annotations.model import Placement
from annotations.usecases.asking import annotated

if TYPE_CHECKING:
    from annotations.library import Library


def check(library: Library, *, repair: bool = False, by: str = "") -> tuple[Finding, ...]:
    """Everything that is wrong: the store first, then the placements, then the files.

    Args:
        repair: Mend first what can be mended without loss.
        by: Who mends, for the history.
    """
    from annotations import check as store

    found = store.repair(library.store, by) if repair else store.check(library.store)
    return (*found, *_placements(library), *_files(library))


def _placements(library: Library) -> Iterator[Finding]:
    for record, item in annotated(library):
        where = f"{record.path}, annotation {item.id[:8]}"
        if item.placement is Placement.ORPHAN:
            what = "Its passage is not in the text any more."
            yield Finding(Severity.WARNING, what, where, kind="orphan")
        elif item.placement is Placement.UNCERTAIN:
            what = "The words at its place changed; look whether it still stands right."
            yield Finding(Severity.WARNING, what, where, kind="uncertain")


def _files(library: Library) -> Iterator[Finding]:
    entries = {storable(entry.path): entry for entry in library.catalogue.entries()}
    for path, entry in entries.items():
        if entry.problem:
            yield Finding(Severity.WARNING, f"It cannot be read: {entry.problem}.", path, kind="unreadable")
    counts = library.store.counts()
    for record in library.records().values():
        if counts.get(record.id, 0) and record.path not in entries:
            what = "The file is gone; its annotations are kept."
            yield Finding(Severity.WARNING, what, record.path, kind="missing")
