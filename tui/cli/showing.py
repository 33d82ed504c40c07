"""A document with its highlights and notes, for a terminal without the reader and for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from annotations.quoted import quoted
from corpus.clean import clean, clean_line

if TYPE_CHECKING:
    from annotations.model import Annotation
    from corpus.document import Document

_ON, _OFF, _BOLD, _DIM, _PLAIN = "\x1b[7m", "\x1b[27m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_INDENT: Final = "    "


def styled(document: Document, annotations: Sequence[Annotation], *, colours: bool) -> str:
    """The document's head and text, each highlight numbered, and the notes below by number.

    Args:
        colours: Whether escape sequences may be used; otherwise highlights stand in ⟦ ⟧.
    """
    bold, dim, plain = (_BOLD, _DIM, _PLAIN) if colours else ("", "", "")
    meta = document.metadata
    head = " · ".join(part for part in (meta.source, meta.author, meta.date) if part)
    lines = [f"{bold}{clean_line(meta.title or document.path)}{plain}"]
    if head:
        lines.append(f"{dim}{clean_line(head)}{plain}")
    placed = [item for item in annotations if item.span]
    lost = [item for item in annotations if not item.span]
    lines += ["", _marked(document.text, placed, colours=colours).rstrip("\n")]
    if placed:
        lines += ["", *(_note(index, item) for index, item in enumerate(placed, 1))]
    if lost:
        lines += ["", "Not placed in this text:"]
        lines += [f"  {quoted(clean_line(item.selectors.exact, 120))}{_said(item)}" for item in lost]
    return "\n".join(lines)


def _marked(text: str, annotations: Sequence[Annotation], *, colours: bool) -> str:
    """The text with the ends of each highlight marked; the number stands at its end."""
    opening, closing = (_ON, _OFF) if colours else ("⟦", "⟧")
    signs: list[tuple[int, int, str]] = []
    for number, item in enumerate(annotations, 1):
        if item.span:
            signs.append((item.span.start, 1, opening))
            signs.append((item.span.end, 0, f"{closing}[{number}]"))
    parts, at = [], 0
    for offset, _, sign in sorted(signs):
        parts += [text[at:offset], sign]
        at = offset
    return "".join([*parts, text[at:]])


def _note(number: int, item: Annotation) -> str:
    return f"[{number}] {quoted(clean_line(item.selectors.exact, 100))}{_said(item)}"


def _said(item: Annotation) -> str:
    parts = []
    if item.tags:
        parts.append(_INDENT + " ".join(f"#{tag.replace(' ', '-')}" for tag in item.tags))
    if item.note:
        parts.append(textwrap.indent(clean(item.note), _INDENT))
    who = " · ".join(part for part in (item.creator, item.created[:10], item.id[:8]) if part)
    parts.append(_INDENT + who)
    if item.placement.value != "exact":
        parts.append(f"{_INDENT}({item.placement.value})")
    return "\n" + "\n".join(parts)


def document_json(document: Document, annotations: Sequence[Annotation]) -> dict[str, Any]:
    """The document as ``show --json`` prints it."""
    from annotations.exchange.jsonl import annotation_json
    from annotations.library import storable
    from annotations.model import DocumentRecord

    path = storable(document.path)
    meta = document.metadata
    record = DocumentRecord(id="", path=path)
    return {
        "path": path,
        "title": meta.title,
        "source": meta.source,
        "author": meta.author,
        "date": meta.date,
        "url": meta.url,
        "digest": document.digest,
        "text": document.text,
        "blocks": [
            {
                "kind": block.kind.value,
                "start": block.span.start,
                "end": block.span.end,
                "level": block.level,
                "quoted": block.quoted,
                "marker": block.marker,
            }
            for block in document.blocks
        ],
        "annotations": [annotation_json(item, record) for item in annotations],
    }
