"""Plain text: blocks follow what the writer meant by a line break."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clean import canonical
from corpus.plaintext import blocks_of, wrapped_at

PROSE = (
    "The alliance said on Thursday that its ministers had agreed on a plan for the coming years, and that "
    "the details would follow once every parliament had been heard. Nobody in the room expected a quick "
    "result, though several of those present spoke of a turning point that had been long in coming."
)
TEXTS = st.lists(st.sampled_from(["", "word", " ", "A longer line of words", "\n", "- item", "\t", "é"])).map(
    "\n".join
)


@given(st.one_of(TEXTS, st.text()))
def test_blocks_are_ordered_disjoint_and_hold_every_letter(raw: str) -> None:
    text = canonical(raw).text
    blocks = blocks_of(text)
    covered = 0
    for block in blocks:
        assert covered <= block.span.start < block.span.end <= len(text)
        assert not text[covered : block.span.start].strip()
        shown = block.span.of(text)
        assert shown == shown.strip()
        assert "\n\n" not in shown
        assert block.soft == ("\n" in shown)
        covered = block.span.end
    assert not text[covered:].strip()


@pytest.mark.parametrize("width", [50, 72, 100])
def test_wrapped_paragraphs_are_one_soft_block_each(width: int) -> None:
    wrapped = textwrap.fill(PROSE, width)
    text = f"{wrapped}\n\n{wrapped}\n"
    blocks = blocks_of(text)
    assert [block.span.of(text) for block in blocks] == [wrapped, wrapped]
    assert all(block.soft for block in blocks)
    assert width - 15 <= wrapped_at(text) <= width


def test_paragraphs_told_apart_by_indent_alone_are_told_apart() -> None:
    paragraph = textwrap.fill(PROSE, 60, initial_indent="    ")
    text = f"{paragraph}\n{paragraph}\n{paragraph}"
    assert [block.span.of(text) for block in blocks_of(text)] == [paragraph.strip()] * 3


def test_items_with_hanging_lines_are_blocks_of_their_own() -> None:
    item = textwrap.fill(f"- {PROSE}", 60, subsequent_indent="  ")
    text = f"{textwrap.fill(PROSE, 60)}\n{item}\n{item}"
    assert [block.span.of(text) for block in blocks_of(text)] == [textwrap.fill(PROSE, 60), item, item]


def test_a_short_line_ends_its_paragraph() -> None:
    body = textwrap.fill(PROSE, 60)
    text = f"A heading\n{body}\n\n{body}"
    assert [block.span.of(text) for block in blocks_of(text)] == ["A heading", body, body]


def test_long_lines_are_paragraphs_without_blank_lines_between() -> None:
    text = f"A title line\n{PROSE}\n{PROSE}\nShort.\n{PROSE}"
    blocks = blocks_of(text)
    assert [block.span.of(text) for block in blocks] == text.split("\n")
    assert not any(block.soft for block in blocks)


def test_the_lines_of_a_poem_stay_apart() -> None:
    lines = [
        f"{first} morning came and found the valley white" for first in ("One", "Cold", "Still", "No", "And")
    ]
    text = "\n".join(lines)
    assert [block.span.of(text) for block in blocks_of(text)] == lines


def test_one_enormous_line_is_one_block() -> None:
    text = "word " * 1_000_000
    assert [block.span for block in blocks_of(text)] == [(0, len(text) - 1)]
