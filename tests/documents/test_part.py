"""Parts of a document: whole blocks, words and styles where they were, never more than was asked for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Block, BlockKind, Document, Inline, InlineKind
from corpus.part import around, part_of
from corpus.span import Span


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text, blocks, inlines = "", [], []
    for length in draw(st.lists(st.integers(1, 60), min_size=1, max_size=12)):
        start = len(text)
        text += "".join(chr(97 + (start + at) % 26) for at in range(length))
        blocks.append(Block(BlockKind.PARAGRAPH, Span(start, len(text))))
        inlines.append(Inline(InlineKind.STRONG, Span(start, start + (length + 1) // 2)))
        text += "\n\n"
    return Document("long.txt", text, tuple(blocks), tuple(inlines))


@given(documents(), st.data())
def test_a_part_is_what_stands_there(document: Document, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(document.blocks) - 1))
    last = data.draw(st.integers(first + 1, len(document.blocks)))
    part = part_of(document, first, last)
    whole = document.blocks[first:last]
    assert [block.span.of(part.text) for block in part.blocks] == [
        each.span.of(document.text) for each in whole
    ]
    assert len(part.inlines) == len(part.blocks)


@given(documents(), st.data())
def test_around_a_place_stands_its_block_and_no_more_than_is_wanted(
    document: Document, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, len(document.text)))
    length = data.draw(st.integers(2, 200))
    start, part = around(document, offset, length)
    assert len(part.text) <= length
    assert document.text[start:].startswith(part.text)
    for block in part.blocks:
        span = Span(block.span.start + start, block.span.end + start)
        assert span.length > 0
        assert any(each.span.covers(span) for each in document.blocks)
    own = next((block.span for block in document.blocks if block.span.holds(offset)), None)
    if own is not None:
        assert start <= offset < start + len(part.text)


@given(documents(), st.data())
def test_blocks_are_cut_only_where_one_alone_is_too_long(document: Document, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(document.text)))
    _, part = around(document, offset, 140)  # more than twice the longest
    spans = {block.span.of(document.text) for block in document.blocks}
    assert {block.span.of(part.text) for block in part.blocks} <= spans


def test_around_a_place_of_nothing_is_nothing() -> None:
    start, part = around(Document("empty.txt", "", ()), 0, 100)
    assert (start, part.text, part.blocks) == (0, "", ())
