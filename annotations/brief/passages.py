"""From an annotation and its document to a passage that can be quoted: where it stands and how it reads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from typing import Final, NamedTuple

from annotations.brief.model import Passage
from annotations.model import Annotation, DocumentRecord, Placement
from corpus.document import Block, BlockKind, Document
from corpus.heading import is_about
from corpus.span import Span

_BELONGING: Final = frozenset({BlockKind.ITEM, BlockKind.TABLE, BlockKind.CODE})


class Place(NamedTuple):
    """Where a block stands, as a person counts.

    Attributes:
        section: The heading that it stands under, a heading under the one before it; empty above the
            first and under one that is the title.
        paragraph: Its number within that section, from 1. A list, a table or code belongs to the
            paragraph before it. 0 for what is none of these: headings, furniture, footnotes, and the
            lines at the top that tell title, author, outlet or date.
    """

    section: str = ""
    paragraph: int = 0


class Layout:
    """Where the blocks of a document begin, and under which heading: found once for all its passages."""

    def __init__(self, document: Document, aside: Iterable[Span] = ()) -> None:
        """The layout of ``document``, whose blocks are in text order; ``aside`` is its furniture."""
        self.document = document
        self._starts = [block.span.start for block in document.blocks]
        self._places = list(_places(document, frozenset(aside)))

    def number(self, offset: int) -> int:
        """The number of the block that holds ``offset`` or ends before it, from 1; 0 before the first."""
        return bisect_right(self._starts, offset)

    def place(self, number: int) -> Place:
        """Where the block with this number stands."""
        return self._places[number - 1] if number else Place()


def _places(document: Document, aside: Container[Span]) -> Iterator[Place]:
    title = _folded(document.metadata.title)
    at_top, section, count = True, "", 0
    for block in document.blocks:
        if block.span in aside:
            yield Place(section)
        elif block.kind is BlockKind.HEADING:
            yield Place(section)
            words = block.span.of(document.text)
            if not title or _folded(words) != title:
                section, count = words, 0
        elif block.kind in _BELONGING:
            at_top = False
            yield Place(section, count)
        elif block.kind is not BlockKind.PARAGRAPH or (at_top and _tells(block, document.text, title)):
            yield Place(section)
        else:
            at_top, count = False, count + 1
            yield Place(section, count)


def _tells(block: Block, text: str, title: str) -> bool:
    """Whether a paragraph at the top is the title, or a line about the article."""
    words = " ".join(block.span.of(text).split())
    return bool(title and words.casefold() == title) or is_about(words)


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


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
    section, paragraph = layout.place(layout.number(span.start))
    there = passage_text(layout, span)
    exact = annotation.selectors.exact
    # Only the words decide what is quoted; the blocks add breaks and nothing else.
    same = there == exact or "".join(there.split()) == "".join(exact.split())
    return Passage(
        annotation,
        record,
        paragraph=paragraph,
        heading=section,
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
