"""From an annotation and its document to a passage that can be quoted: where it stands and how it reads."""

from __future__ import annotations

from bisect import bisect_right

from annotations.brief.model import Passage
from annotations.model import Annotation, DocumentRecord, Placement
from corpus.document import Block, BlockKind, Document
from corpus.span import Span


def passage_of(
    annotation: Annotation,
    record: DocumentRecord,
    document: Document | None,
    *,
    speaker: str = "",
    proposed: str = "",
) -> Passage:
    """The passage of ``annotation``, with paragraph, section and breaks as ``document`` has them.

    Without the document, or with another version of its text, it is quoted as it was annotated.
    """
    span = annotation.span
    if document is None or span is None or annotation.placed != document.digest:
        return Passage(annotation, record, speaker=speaker, proposed=proposed)
    number = bisect_right(document.blocks, span.start, key=lambda block: block.span.start)
    there = passage_text(document, span)
    # Only the words decide what is quoted; the blocks add breaks and nothing else.
    same = "".join(there.split()) == "".join(annotation.selectors.exact.split())
    return Passage(
        annotation,
        record,
        paragraph=number,
        heading=_heading(document, number),
        speaker=speaker,
        present=there if annotation.placement is Placement.UNCERTAIN else "",
        text=there if same else "",
        proposed=proposed,
    )


def passage_text(document: Document, span: Span) -> str:
    """The text of ``span``, its paragraphs apart by a blank line, wrapped lines joined."""
    first = max(0, bisect_right(document.blocks, span.start, key=lambda block: block.span.start) - 1)
    pieces = []
    for block in document.blocks[first:]:
        if block.span.start >= span.end:
            break
        if block.span.overlaps(span):
            pieces.append(_words(document.text, block, span))
    return "\n\n".join(pieces) or span.of(document.text)


def _words(text: str, block: Block, span: Span) -> str:
    words = Span(max(block.span.start, span.start), min(block.span.end, span.end)).of(text).strip()
    return words.replace("\n", " ") if block.soft else words


def _heading(document: Document, number: int) -> str:
    """The heading that the block with this number stands under; a heading is under the one before it."""
    for block in reversed(document.blocks[: max(0, number - 1)]):
        if block.kind is BlockKind.HEADING:
            return block.span.of(document.text)
    return ""
