"""Rows: every code point in one of them, none too wide, broken only where a break is allowed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from corpus.document import BlockKind, Document
from tests.page.sample import block, built, document
from tests.page.texts import documents
from tui.page import plan as plans
from tui.page.geometry import Geometry
from tui.page.layout import Layout, Row
from tui.page.plan import Plan
from tui.page.widths import cells_of, clusters, shown

MEASURES = st.integers(8, 40)


def rows_of(layout: Layout) -> list[Row]:
    layout.wrap_some(1e9)
    return [layout.row(number) for number in range(layout.rows)]


def laid(shown: Document, measure: int, wide: int | None = None) -> Layout:
    return Layout(Plan(shown), Geometry(measure, wide or measure))


def lines_of(shown_document: Document, measure: int) -> list[str]:
    layout = laid(shown_document, measure)
    return [shown(shown_document.text[row.start : layout.visible_end(row)]) for row in rows_of(layout)]


@given(documents(), MEASURES)
@settings(max_examples=300)
def test_every_code_point_is_in_exactly_one_row(shown: Document, measure: int) -> None:
    rows = rows_of(laid(shown, measure))
    assert rows[0].start == 0
    assert rows[-1].end == len(shown.text)
    assert all(one.end == other.start for one, other in pairwise(rows))
    assert all(row.start < row.end for row in rows[:-1])


@given(documents(), MEASURES)
@settings(max_examples=300)
def test_no_row_is_wider_than_its_block_may_be(document: Document, measure: int) -> None:
    layout = laid(document, measure)
    for row in rows_of(layout):
        text = document.text[row.start : layout.visible_end(row)]
        assert cells_of(text) <= layout.inset(row.block).width
        assert cells_of(text) == cell_len(shown(text))


@given(documents(), MEASURES)
@settings(max_examples=300)
def test_a_row_is_broken_at_space_or_ideograph_or_because_nothing_fits(
    document: Document, measure: int
) -> None:
    layout = laid(document, measure)
    text = document.text
    edges = {edge for block in document.blocks for edge in block.span}
    for row, following in pairwise(rows_of(layout)):
        at = following.start
        if text[at - 1] in " \n\u3000" or at in edges:
            continue
        if any(ord(sign) >= 0x2E80 for sign in text[at - 1 : at + 1]):
            continue
        # A break inside a word: no space was left in the row to break at.
        kept = text[row.start : at].lstrip(" \n\u3000")
        assert " " not in kept.rstrip() or any(not sign.isascii() for sign in kept)


@given(documents(), MEASURES)
@settings(max_examples=300)
def test_offsets_and_rows_map_to_each_other(shown: Document, measure: int) -> None:
    layout = laid(shown, measure)
    for number, row in enumerate(rows_of(layout)):
        for offset in range(row.start, row.end):
            assert layout.row_at(offset) == number
        for cluster in layout.clusters(row):
            if cluster.cells and cluster.start < layout.visible_end(row):
                cell = layout.cell_of(row, cluster.start)
                assert layout.offset_at(row, cell) == cluster.start
                assert layout.offset_at(row, cell + cluster.cells - 1) == cluster.start


@given(documents(), MEASURES, st.integers(16, 64), st.randoms())
@settings(max_examples=200)
def test_lazy_layout_equals_full_layout(
    document: Document,
    measure: int,
    chunk: int,
    random: st.randoms,  # type: ignore[valid-type]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plans, "CHUNK", chunk)
        full = laid(document, measure)
        rows = rows_of(full)
        lazy = laid(document, measure)
        for _ in range(8):
            offset = random.randrange(len(document.text) + 1)  # type: ignore[attr-defined]
            row = lazy.row(lazy.row_at(offset))
            assert row == rows[full.row_at(offset)]
        assert rows_of(lazy) == rows


@given(documents(120), MEASURES, st.integers(16, 64), st.integers(0, 200))
@settings(max_examples=200)
def test_after_settling_numbers_near_the_view_hold(
    document: Document, measure: int, chunk: int, top: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plans, "CHUNK", chunk)
        layout = laid(document, measure)
        height = 5
        top = min(top, layout.rows - 1)
        anchor = layout.row(top).start
        top = layout.settle(layout.row_at(anchor), height)
        assert layout.row(top).start == anchor
        for number in range(max(0, top - height), min(top + 2 * height, layout.rows)):
            layout.row(number)
        assert layout.row_at(anchor) == top


@given(documents(), MEASURES)
@settings(max_examples=100)
def test_rows_begin_where_clusters_begin(document: Document, measure: int) -> None:
    edges = {edge for block in document.blocks for edge in block.span}
    for row in rows_of(laid(document, measure)):
        if row.start in edges or row.start == len(document.text):
            continue
        line = document.text.rfind("\n", 0, row.start) + 1
        line = max([line, *(edge for edge in edges if edge <= row.start)])
        assert row.start in {c.start for c in clusters(document.text[line:], line)}


def test_words_are_wrapped_at_the_measure() -> None:
    text = "the harbour council met on a rainy morning"
    assert lines_of(document(text), 12) == ["the harbour", "council met", "on a rainy", "morning"]


def test_single_line_breaks_of_a_soft_block_are_shown_as_spaces() -> None:
    assert lines_of(document("one two\nthree\nfour five", soft=True), 20) == ["one two three four", "five"]
    assert lines_of(document("one two\nthree"), 20) == ["one two", "three"]


def test_at_most_two_blank_rows_follow_each_other() -> None:
    assert lines_of(document("one\n\n\n\n\n\ntwo"), 20) == ["one", "", "", "two"]
    assert lines_of(document("one\n\ntwo"), 20) == ["one", "", "two"]


def test_blank_lines_of_code_are_all_kept() -> None:
    code = built((block(BlockKind.CODE), "a\n\n\n\n  b"))
    assert lines_of(code, 20) == ["a", "", "", "", "  b"]


def test_a_rule_has_a_row_of_its_own() -> None:
    ruled = built(
        (block(BlockKind.PARAGRAPH), "above"),
        (block(BlockKind.RULE), ""),
        (block(BlockKind.PARAGRAPH), "below"),
    )
    layout = laid(ruled, 20)
    rows = rows_of(layout)
    kinds = [ruled.blocks[row.block].kind if row.block >= 0 else None for row in rows]
    assert kinds == [BlockKind.PARAGRAPH, None, BlockKind.RULE, None, BlockKind.PARAGRAPH]


def test_an_empty_document_has_one_empty_row() -> None:
    assert rows_of(laid(document(""), 20)) == [Row(0, 0, -1)]


def test_a_word_longer_than_a_row_is_cut_after_a_slash_or_else_anywhere() -> None:
    assert lines_of(document("https://example.org/path/to/somewhere"), 24) == [
        "https://example.org/",
        "path/to/somewhere",
    ]
    assert lines_of(document("x" * 25), 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_wide_signs_do_not_begin_a_row_with_a_closing_mark() -> None:
    lines = lines_of(document("今天天氣，很好。我們「去公園」散步、看海。" * 3), 16)
    assert all(line[0] not in "，。」、" for line in lines)
    assert all(line[-1] not in "「" for line in lines)


def test_code_uses_the_room_beyond_the_measure() -> None:
    shown = built((block(BlockKind.PARAGRAPH), "word " * 10), (block(BlockKind.CODE), "word " * 10))
    layout = laid(shown, 20, wide=60)
    rows = rows_of(layout)
    assert [row.block for row in rows].count(0) == 3
    assert [row.block for row in rows].count(1) == 1


def test_a_later_paragraph_of_an_item_stands_under_its_text() -> None:
    shown = built(
        (block(BlockKind.ITEM, level=1, marker="12."), "item"), (block(BlockKind.PARAGRAPH, level=1), "more")
    )
    layout = laid(shown, 40)
    assert layout.inset(0).indent == layout.inset(1).indent == 4


def test_only_what_is_near_the_view_is_wrapped() -> None:
    long = document("\n\n".join(["word " * 60] * 4000))
    layout = laid(long, 72)
    layout.settle(layout.row_at(len(long.text) // 2), 40)
    assert layout.wrapped <= 3


def test_one_line_of_many_words_is_cut_into_chunks() -> None:
    long = document("word " * 100_000)
    layout = laid(long, 72)
    assert layout.row(layout.row_at(250_000)).start <= 250_000
    assert layout.wrapped == 1
