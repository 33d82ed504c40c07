"""A part of a document: whole blocks of it, as a document of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from corpus.document import Document
from corpus.span import Span


def part_of(document: Document, first: int, last: int) -> Document:
    """The blocks from one to before another, as a document whose text begins with the first of them.

    Args:
        first: Index of a block; ``last``: of the one behind the part, which is greater.
    """
    blocks = document.blocks[first:last]
    start, end = blocks[0].span.start, blocks[-1].span.end
    return _cut(document, first, last, Span(start, end))


def around(document: Document, offset: int, length: int) -> tuple[int, Document]:
    """What stands around an offset, and where that begins: whole blocks, of at most ``length`` code points.

    Of a block at the offset that is longer, what of it is near.
    """
    blocks = document.blocks
    if not blocks:
        return 0, replace(document, text="", inlines=())
    at = max(0, bisect_right(blocks, offset, key=lambda block: block.span.start) - 1)
    near = Span(max(0, offset - length // 2), max(0, offset - length // 2) + length)
    own = blocks[at].span
    if own.end <= near.start:  # in the blank lines behind it
        near = Span(max(0, own.end - length), own.end)
    first = min(at, bisect_left(blocks, near.start, key=lambda block: block.span.start))
    last = max(at + 1, bisect_right(blocks, near.end, key=lambda block: block.span.end))
    start, end = max(near.start, blocks[first].span.start), min(near.end, blocks[last - 1].span.end)
    return start, _cut(document, first, last, Span(start, end))


def _cut(document: Document, first: int, last: int, span: Span) -> Document:
    start, end = span

    def moved(each: Span) -> Span:
        return Span(max(each.start, start) - start, min(each.end, end) - start)

    return replace(
        document,
        text=span.of(document.text),
        blocks=tuple(replace(block, span=moved(block.span)) for block in document.blocks[first:last]),
        inlines=tuple(
            replace(inline, span=moved(inline.span))
            for inline in document.inlines
            if start <= inline.span.start and inline.span.end <= end
        ),
    )
