"""From an annotation and its document to a passage that can be quoted: where it stands and how it reads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from annotations.brief.model import Passage
from annotations.model import Annotation, DocumentRecord, Placement
from corpus.document import Block, BlockKind, Document
from corpus.span import Span


class Layout:
    """Where the blocks of a document begin and which are headings: found once for all its passages."""

    def __init__(self, document: Document) -> None:
        """The layout of ``document``, whose blocks are in the order of the text."""
        self.document = document
        self._starts = [block.span.start for block in document.blocks]
        self._headings = [n for n, block in enumerate(document.blocks) if block.kind is BlockKind.HEADING]

    def number(self, offset: int) -> int:
        """The number of the block that holds ``offset`` or ends before it, from 1; 0 before the first."""
        return bisect_right(self._starts, offset)

    def heading(self, number: int) -> str:
        """The heading that the block with this number stands under; a heading is under the one before it."""
        before = bisect_left(self._headings, number - 1)
        if not before:
            return ""
        return self.document.blocks[self._headings[before - 1]].span.of(self.document.text)


def passage_of(
    annotation: Annotation,
    record: DocumentRecord,
    layout: Layout | None,
    *,
    speaker: str = "",
    proposed: str = "",
) -> Passage:
    """The passage of ``annotation``, with paragraph, section and breaks as its document has them.

    Without the document, or with another version of its text, it is quoted as it was annotated.
    """
    span = annotation.span
    if layout is None or span is None or annotation.placed != layout.document.digest:
        return Passage(annotation, record, speaker=speaker, proposed=proposed, missing=layout is None)
    number = layout.number(span.start)
    there = passage_text(layout, span)
    exact = annotation.selectors.exact
    # Only the words decide what is quoted; the blocks add breaks and nothing else.
    same = there == exact or "".join(there.split()) == "".join(exact.split())
    return Passage(
        annotation,
        record,
        paragraph=number,
        heading=layout.heading(number),
        speaker=speaker,
        present=there if annotation.placement is Placement.UNCERTAIN else "",
        text=there if same else "",
        proposed=proposed,
    )


def passage_text(layout: Layout, span: Span) -> str:
    """The text of ``span``, its paragraphs apart by a blank line, wrapped lines joined."""
    document = layout.document
    pieces = []
    for number in range(max(0, layout.number(span.start) - 1), len(document.blocks)):
        block = document.blocks[number]
        if block.span.start >= span.end:
            break
        if block.span.overlaps(span):
            pieces.append(_words(document.text, block, span))
    return "\n\n".join(pieces) or span.of(document.text)


def _words(text: str, block: Block, span: Span) -> str:
    words = Span(max(block.span.start, span.start), min(block.span.end, span.end)).of(text).strip()
    return words.replace("\n", " ") if block.soft else words
