"""Briefing: the brief of a query as text, and every other way annotations go out."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.atomic import write_bytes
from annotations.brief.model import Flavour, GroupBy, Passage
from annotations.errors import ScholiastError
from annotations.library import Library
from annotations.usecases.asking import annotated
from annotations.usecases.coding import codebook_of
from corpus.document import BlockKind
from corpus.files import Unreadable

if TYPE_CHECKING:
    from annotations.brief.model import Brief
    from annotations.model import Annotation, DocumentRecord
    from corpus.document import Document


@dataclass(frozen=True, slots=True)
class BriefRequest:
    """Which passages go into a brief, and how it is laid out.

    Attributes:
        query: Empty for all passages.
        title: Empty for the library's name.
        template: Text of a Jinja2 template, with its name for messages; empty for our own.
    """

    query: str = ""
    group_by: GroupBy = GroupBy.TAG
    flavour: Flavour = Flavour.PLAIN
    title: str = ""
    template: Path | None = None


def brief(library: Library, request: BriefRequest) -> str:
    """The brief as Markdown.

    Raises:
        QueryError: The query cannot be read.
        TemplateError: The template cannot be used; the message names file and line.
    """
    built = built_brief(library, request)
    if request.template is not None:
        from annotations.brief.template import render_template

        return render_template(built, request.template, request.flavour)
    from annotations.brief.markdown import render_markdown

    return render_markdown(built, request.flavour)


def built_brief(library: Library, request: BriefRequest) -> Brief:
    """The brief as data."""
    from annotations.brief.build import build_brief

    name = Path(os.path.realpath(library.root)).name
    return build_brief(
        tuple(passages(library, request.query)),
        codebook_of(library).tags,
        group_by=request.group_by,
        title=request.title or name,
        query=request.query,
    )


def passages(library: Library, query: str = "") -> Iterator[Passage]:
    """The annotations that match ``query``, each with its document, paragraph and heading."""
    where = lru_cache(maxsize=4)(lambda path: _document(library, path))
    for record, item in annotated(library, None, query):
        yield _passage(item, record, where(record.path))


def _document(library: Library, path: str) -> Document | None:
    try:
        return library.document(path)
    except Unreadable:
        return None  # its annotations carry quotation and title with them


def _passage(item: Annotation, record: DocumentRecord, document: Document | None) -> Passage:
    if document is None or item.span is None or item.placed != document.digest:
        return Passage(item, record)
    blocks = document.blocks
    index = bisect_right(blocks, item.span.start, key=lambda block: block.span.start)
    headings = (block for block in reversed(blocks[:index]) if block.kind is BlockKind.HEADING)
    heading = next(headings, None)
    return Passage(
        item,
        record,
        paragraph=index,
        heading=heading.span.of(document.text) if heading else "",
        present=item.span.of(document.text),
    )


def write_export(path: Path, data: bytes, *, new_only: bool = False) -> None:
    """Write ``data`` to ``path``, whole or not at all.

    Raises:
        ScholiastError: It cannot be written; what was there is untouched.
    """
    try:
        write_bytes(path, data, new_only=new_only)
    except FileExistsError as error:
        raise ScholiastError(f"{path} is there already; nothing was written.") from error
    except OSError as error:
        raise ScholiastError(f"{path} cannot be written: {error.strerror or error}.") from error
