"""Checking: what is wrong with a library, in words, and what of it can be mended without loss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.findings import Finding, Severity
from annotations.known import spoken_of
from annotations.library import AWAITED, absence, storable
from annotations.model import Placement
from annotations.query import QueryError, parse
from annotations.usecases.placing.likely_files import SETTLED, likely
from annotations.usecases.placing.reviewing import is_doubtful
from annotations.usecases.search.asking import annotated
from annotations.usecases.search.saved_searches import searches
from corpus.clean import clean_line

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
    return (
        *found,
        *_placements(library),
        *_files(library),
        *_speakers(library),
        *_said_of_none(library),
        *_importable(library),
    )


def _placements(library: Library) -> Iterator[Finding]:
    lost = library.textless()  # which is told of each of them once
    for record, item in annotated(library):
        if record.id in lost:
            continue
        where = f"{record.path}, annotation {item.id[:8]}"
        if item.placement is Placement.ORPHAN and not is_doubtful(item):
            yield Finding(Severity.NOTE, "It was left without a place in the text.", where, kind="orphan")
        elif item.placement is Placement.ORPHAN:
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
    for name, reason in library.problems:
        if (path := storable(name)) not in entries:
            yield Finding(Severity.WARNING, f"It is passed over: {reason}.", path, kind="passed-over")
    counts, spoken = library.store.counts(), spoken_of(library.store)
    gone = [record for path, record in library.records().items() if path not in entries]
    gone = [record for record in gone if record.id in spoken]
    offers = {offer.record.id: storable(offer.path) for offer in likely(library)} if gone else {}
    for record in gone:
        kept = "its annotations are" if counts.get(record.id) else "the note on it is"
        what = f"{absence(record)}; {kept} kept."
        if record.id in offers:
            what += f" It may be {offers[record.id]} now: the review in the reader follows it there."
        known = record.extra.get(SETTLED) or absence(record) is AWAITED
        severity = Severity.NOTE if known else Severity.WARNING
        yield Finding(severity, what, record.path, kind="missing")


def _importable(library: Library) -> Iterator[Finding]:
    from annotations.usecases.imports.gathering import importable

    if found := importable(library):
        many = f"{len(found)} files here are no articles" if len(found) > 1 else "One file here is no article"
        what = f"{many} and could be imported: `scholiast import` makes Markdown files of them."
        named = ", ".join(clean_line(storable(path), 80) for path in found[:3])
        yield Finding(Severity.NOTE, what, named + (" …" if len(found) > 3 else ""), kind="importable")


def _speakers(library: Library) -> Iterator[Finding]:
    if not library.store.records("speakers"):
        return
    from annotations.usecases.quotations.finder import lost_decisions

    for path, one in lost_decisions(library):
        what = f"The quotation given to {one.name or 'nobody'} is not in the text any more; that is kept."
        where = f"{storable(path)}, speaker {one.id[:8]}"
        yield Finding(Severity.NOTE, what, where, kind="speaker-lost")


def _said_of_none(library: Library) -> Iterator[Finding]:
    """What is kept about articles that are neither there nor known, and searches that cannot be made."""
    here = {storable(entry.path) for entry in library.catalogue.entries()} | set(library.records())
    for table, words in (("metadata", "corrected"), ("groups", "decided on its versions")):
        for record in library.store.records(table).values():
            path = record.get("path")
            if isinstance(path, str) and path and path not in here:
                what = f"There is no such file; what was {words} is kept."
                yield Finding(Severity.NOTE, what, clean_line(path), kind="of-none")
    for search in searches(library):
        try:
            parse(search.query)
        except QueryError as error:
            what = f"The saved search cannot be read: {clean_line(str(error))}"
            yield Finding(Severity.WARNING, what, clean_line(search.name), kind="search")
