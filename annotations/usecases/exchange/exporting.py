"""Exporting: annotations and codebook in the formats of other programs, the same bytes every time."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotations.errors import ScholiastError
from annotations.exchange.foreign import Remark
from annotations.library import Library
from annotations.memo import Memo, MemoKind
from annotations.model import Annotation, DocumentRecord
from annotations.usecases.annotating.memos import all_memos
from annotations.usecases.codebook.coding import codebook_of
from annotations.usecases.search.asking import annotated
from corpus.files import Unreadable

if TYPE_CHECKING:
    from annotations.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Options:
    """How an export is written.

    Attributes:
        guard: Whether cells that a spreadsheet would run as formulas are made harmless.
        mark: Whether a table begins with a byte-order mark, which Excel needs.
        windows: Whether a REFI-QDA project counts as NVivo and MAXQDA on Windows do: CRLF and UTF-16.
    """

    guard: bool = True
    mark: bool = False
    windows: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """The bytes of a file, what it has no room for, and how many annotations matched."""

    data: bytes
    remarks: tuple[Remark, ...] = ()
    matching: int = 0


@dataclass(frozen=True, slots=True)
class Material:
    """What is exported: annotations in order, with all that may go along.

    Attributes:
        memos: On these documents, on tags and on the library; none if a query chose the annotations.
        text: The text of a document as its annotations count in it, None if it is not to be had.
    """

    name: str
    annotated: tuple[tuple[Annotation, DocumentRecord], ...]
    documents: tuple[DocumentRecord, ...]
    book: Codebook
    memos: tuple[Memo, ...]
    text: Callable[[DocumentRecord], str | None]

    @property
    def colours(self) -> dict[str, str]:
        """The colour of each tag path."""
        return {tag.path: tag.colour for tag in self.book.tags}

    @property
    def wholes(self) -> list[tuple[Memo, DocumentRecord]]:
        """What is said of whole documents."""
        documents = {record.id: record for record in self.documents}
        found = (memo for memo in self.memos if memo.kind is MemoKind.DOCUMENT)
        return [(memo, documents[memo.target]) for memo in found if memo.target in documents]


def export(library: Library, form: str, query: str = "", options: Options = Options()) -> Export:
    """The annotations that match ``query`` in one of `FORMS`, and what the format has no room for.

    Raises:
        QueryError: The query cannot be read.
        ScholiastError: There is no such format.
    """
    writer = _WRITERS.get(form)
    if writer is None:
        raise ScholiastError(f"“{form}” is no format to write. There are: {', '.join(FORMS)}.")
    # A project carries the texts along, so the places in them hold.
    material = material_of(library, query, as_last_seen=form == "qdpx")
    return replace(writer(material, options), matching=len(material.annotated))


def material_of(library: Library, query: str = "", *, as_last_seen: bool = False) -> Material:
    """What matches ``query``, everything if it is empty."""
    pairs = tuple(
        (item, record) for record, item in annotated(library, None, query, as_last_seen=as_last_seen)
    )
    records = {record.id: record for _, record in pairs}
    memos: tuple[Memo, ...] = ()
    if not query.strip():
        memos = tuple(sorted(all_memos(library), key=lambda memo: memo.id))
        known = {record.id: record for record in library.records().values()}
        targets = (memo.target for memo in memos if memo.kind is MemoKind.DOCUMENT)
        records |= {target: known[target] for target in targets if target in known}
    documents = tuple(sorted(records.values(), key=lambda record: record.path))

    def text(record: DocumentRecord) -> str | None:
        try:
            document = library.document(record.path)
        except Unreadable:
            return library.store.snapshot(record.digest) if record.digest else None
        return document.text

    name = Path(os.path.realpath(library.root)).name
    return Material(name, pairs, documents, codebook_of(library), memos, text)


def program() -> str:
    """Name and version, as files say what wrote them."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"Scholiast {version('scholiast')}"
    except PackageNotFoundError:
        return "Scholiast"


def _jsonl(material: Material, _: Options) -> Export:
    from annotations.exchange.jsonl import export_jsonl

    return Export(export_jsonl(material.annotated), _left_out(material))


def _csv(material: Material, options: Options) -> Export:
    from annotations.exchange.csv_rows import export_csv

    data = export_csv(material.annotated, material.colours, guard=options.guard, mark=options.mark)
    return Export(data, _left_out(material))


def _jsonld(material: Material, _: Options) -> Export:
    from annotations.exchange.w3c import export_w3c

    data = export_w3c(
        material.annotated, material.colours, wholes=material.wholes, label=material.name, generator=program()
    )
    return Export(data, _left_out(material, MemoKind.TAG, MemoKind.LIBRARY))


def _hypothesis(material: Material, _: Options) -> Export:
    from annotations.exchange.hypothesis import export_hypothesis

    data, remarks = export_hypothesis(material.annotated, material.wholes)
    return Export(data, (*remarks, *_left_out(material, MemoKind.TAG, MemoKind.LIBRARY)))


def _qdpx(material: Material, options: Options) -> Export:
    from annotations.exchange.refi_write import Project, export_project

    project = Project(
        material.name,
        program(),
        material.annotated,
        material.documents,
        material.book.tags,
        material.memos,
        material.text,
    )
    data, remarks = export_project(project, windows=options.windows)
    return Export(data, tuple(remarks))


def _qdc(material: Material, _: Options) -> Export:
    from annotations.exchange.refi_codebook import export_codebook

    data, remarks = export_codebook(material.book.tags, program())
    return Export(data, (*remarks, *_codebook_alone(material, "qdpx")))


def _taguette(material: Material, options: Options) -> Export:
    from annotations.exchange.taguette import export_codebook

    data = export_codebook(material.book.tags, guard=options.guard)
    return Export(data, _codebook_alone(material, "taguette-highlights"))


def _taguette_highlights(material: Material, options: Options) -> Export:
    from annotations.exchange.taguette import export_highlights

    data, remarks = export_highlights(material.annotated, guard=options.guard)
    return Export(data, tuple(remarks))


def _readwise(material: Material, options: Options) -> Export:
    from annotations.exchange.readwise import export_readwise

    data, remarks = export_readwise(material.annotated, guard=options.guard)
    return Export(data, (*remarks, *_left_out(material)))


def _codebook_alone(material: Material, other: str) -> tuple[Remark, ...]:
    """A remark that a format has the tags and nothing that bears them; ``other`` has both."""
    from annotations.exchange.foreign import Fate

    count = len(material.annotated)
    if not count:
        return ()
    reason = f"this format is the codebook alone; --format {other} has them"
    return (Remark(Fate.DROPPED, f"{count:,} annotation{'s' * (count != 1)}", reason),)


def _left_out(material: Material, *kinds: MemoKind) -> tuple[Remark, ...]:
    """A remark on the notes on whole things that a format has no place for."""
    from annotations.exchange.foreign import Fate

    left: Sequence[Memo] = [memo for memo in material.memos if not kinds or memo.kind in kinds]
    if not left:
        return ()
    reason = "this format has no place for it; a qdpx project has"
    return (Remark(Fate.DROPPED, f"{len(left)} × note on an article, tag or the library", reason),)


_WRITERS: Final[dict[str, Callable[[Material, Options], Export]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "jsonld": _jsonld,
    "hypothesis": _hypothesis,
    "qdpx": _qdpx,
    "qdc": _qdc,
    "taguette": _taguette,
    "taguette-highlights": _taguette_highlights,
    "readwise": _readwise,
}
FORMS: Final = tuple(_WRITERS)
"""Formats that can be written."""
