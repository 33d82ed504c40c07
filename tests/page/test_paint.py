"""Strips: as wide as the pane, styled by what lies there, and cached unless something lies over them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color
from rich.style import Style

from corpus.document import BlockKind, Document, InlineKind
from corpus.span import Span
from tests.page.sample import block, built, colour, document, inline, mark, paragraph_at, sentence_at
from tests.page.texts import documents
from tui.page.frame import Frame
from tui.page.highlights import Mark, Shade
from tui.page.looks import PARTS, Ink, Looks
from tui.page.page import Page
from tui.page.paint import Overlay, Painter
from tui.page.spans import Places

PART_STYLES = {
    name: Style(color=Color.from_ansi(16 + n), bgcolor=Color.from_ansi(200)) for n, name in enumerate(PARTS)
}


def looks(*, plain: bool = False) -> Looks:
    return Looks(PART_STYLES, colour, plain=plain)


def painter(
    shown: Document, marks: tuple[Mark, ...] = (), width: int = 60, *, plain: bool = False
) -> Painter:
    page = Page(shown, marks, sentence_at=sentence_at, paragraph_at=paragraph_at)
    frame = Frame.of(width, 72)
    page.fit(frame.room, frame.measure)
    return Painter(page, looks(plain=plain), frame)


def styles(brush: Painter, words: str, overlay: Overlay | None = None) -> list[Style]:
    """The styles under the first place where ``words`` stand, each once, in order."""
    page = brush._page
    start = page.text.index(words)
    row = page.layout.row(page.layout.row_at(start))
    at = brush._frame.left + page.layout.cell_of(row, start)
    strip = brush.row(row, False, overlay or Overlay()).crop(at, at + cell_len(words))
    assert strip.text == words
    found: list[Style] = []
    for segment in strip:
        if segment.style is not None and (not found or found[-1] != segment.style):
            found.append(segment.style)
    return found


@given(documents(), st.integers(10, 70), st.integers(0, 200), st.integers(0, 200), st.booleans())
@settings(max_examples=200)
def test_every_strip_is_as_wide_as_the_pane_and_safe(
    shown: Document, width: int, one: int, other: int, focused: bool
) -> None:
    start, end = sorted((min(one, len(shown.text)), min(other, len(shown.text))))
    brush = painter(shown, (Mark("a", Span(start, end), "yellow", True, focused),), width)
    layout = brush._page.layout
    brush._page.matches = Places([Span(end, min(len(shown.text), end + 3))])
    caret = Span(start, min(start + 1, len(shown.text)))
    overlay = Overlay(Span(start, end), caret, None, {start: "a"}, focused)
    layout.wrap_some(1e9)
    for number in range(layout.rows):
        for over in (overlay, Overlay()):
            strip = brush.row(layout.row(number), number % 2 == 0, over)
            assert sum(cell_len(segment.text) for segment in strip) == strip.cell_length == width
            assert all(sign == "\u200f" or ord(sign) >= 32 for sign in strip.text)


def test_a_mark_has_the_colour_of_its_tag() -> None:
    shown = document("one two three")
    (style,) = styles(painter(shown, (mark(shown, "two"),)), "two")
    assert style.bgcolor == Color.parse("#f2d974")
    assert style.color == Color.parse("#1c1a12")


def test_overlaps_are_blended_and_underlined() -> None:
    shown = document("one two three")
    marks = (mark(shown, "one two", "yellow"), mark(shown, "two three", "blue"))
    brush = painter(shown, marks)
    first, both, last = styles(brush, "one two three")
    assert both.underline
    assert not first.underline
    assert not last.underline
    assert len({first.bgcolor, both.bgcolor, last.bgcolor}) == 3


def test_an_uncertain_mark_has_another_style() -> None:
    shown = document("one two three")
    (style,) = styles(painter(shown, (mark(shown, "two", uncertain=True),)), "two")
    assert style.italic
    assert style.underline


def test_the_mark_in_force_is_stronger() -> None:
    shown = document("one two three")
    two = mark(shown, "two")
    brush = painter(shown, (two,))
    (usual,) = styles(brush, "two")
    (stronger,) = styles(brush, "two", Overlay(current=two.span))
    assert stronger.bold
    assert usual.bgcolor != stronger.bgcolor


def test_without_colour_everything_can_still_be_told_apart() -> None:
    plain = looks(plain=True)
    usual, twice = Shade("yellow", "", 1, False), Shade("yellow", "red", 2, False)
    inks = [
        Ink("text"),
        Ink("text", shade=usual),
        Ink("text", shade=twice),
        Ink("text", shade=Shade("yellow", "", 1, True)),
        Ink("text", shade=usual, current=True),
        Ink("text", selected=True),
        Ink("text", match=1),
        Ink("text", match=2),
        Ink("text", caret=1),
    ]
    strokes = []
    for ink in inks:
        style = plain.style(ink)
        strokes.append((style.bold, style.italic, style.underline, style.reverse))
    assert len(set(strokes)) == len(strokes)
    caret = plain.style(Ink("text", caret=1, selected=True))
    assert not caret.reverse


def test_a_colour_that_is_none_is_no_colour() -> None:
    odd = Looks(PART_STYLES, lambda name: ("#nothing", "\x1b[31m"))
    style = odd.style(Ink("text", shade=Shade("odd", "odder", 2, False), current=True))
    assert style.bgcolor == PART_STYLES["text"].bgcolor
    assert style.color == PART_STYLES["text"].color


def test_emphasis_is_kept_within_a_mark() -> None:
    shown = document("one two three")
    shown = replace(shown, inlines=(inline(InlineKind.STRONG, shown, "two"),))
    before, strong, after = styles(painter(shown, (mark(shown, "one two three"),)), "one two three")
    assert strong.bold
    assert not before.bold
    assert not after.bold
    assert before.bgcolor == strong.bgcolor == after.bgcolor


def test_a_note_shows_a_glyph_beside_the_row_where_its_mark_begins() -> None:
    shown = document("first row of words\nsecond row of words\nthird row of words")
    brush = painter(shown, (mark(shown, "row of words\nsecond row", noted=True),))
    texts = [brush.row(brush._page.layout.row(n), False, Overlay()).text for n in range(3)]
    assert ["☞" in text for text in texts] == [True, False, False]


def test_an_echo_shows_its_count_at_the_right() -> None:
    shown = document("first row of words\nsecond row of words")
    brush = painter(shown)
    brush._page.echoes = [(shown.text.index("second"), 3)]
    texts = [brush.row(brush._page.layout.row(n), False, Overlay()).text.rstrip() for n in range(2)]
    assert [text.endswith("  3") for text in texts] == [False, True]


def test_items_quotations_and_rules_are_drawn_as_such() -> None:
    shown = built(
        (block(BlockKind.ITEM, level=1, marker="•"), "item " * 20),
        (block(BlockKind.PARAGRAPH, quoted=1), "quoted"),
        (block(BlockKind.RULE), ""),
        (block(BlockKind.CODE), "  code"),
    )
    brush = painter(shown, width=40)
    layout = brush._page.layout
    layout.wrap_some(1e9)
    lines = [
        brush.row(layout.row(n), False, Overlay()).text[brush._frame.left :].rstrip()
        for n in range(layout.rows)
    ]
    assert lines[0].startswith("• item")
    assert lines[1].startswith("  item")
    assert "▎ quoted" in lines
    assert "─" * brush._frame.measure in lines
    assert "   code" in lines


def test_rows_are_painted_once_and_overlaid_rows_never_kept() -> None:
    brush = painter(document("one\ntwo\nthree"))
    layout = brush._page.layout
    for _ in range(3):
        for number in range(3):
            brush.row(layout.row(number), False, Overlay())
    assert brush.painted == 3
    over = Overlay(caret=Span(4, 5))
    for _ in range(2):
        for number in range(3):
            brush.row(layout.row(number), False, over)
    assert brush.painted == 5


def test_only_rows_that_a_changed_mark_touches_are_painted_again() -> None:
    shown = document("one\ntwo\nthree")
    brush = painter(shown)
    layout = brush._page.layout

    def paint() -> None:
        for number in range(3):
            brush.row(layout.row(number), False, Overlay())

    paint()
    for span in brush._page.highlights.put(mark(shown, "two")):
        brush.forget(span)
    paint()
    assert brush.painted == 4


def test_the_match_under_the_caret_is_stronger_than_the_others() -> None:
    brush = painter(document("one two one"))
    brush._page.matches = Places([Span(0, 3), Span(8, 11)])
    brush._page.place(9)
    over = Overlay(selected=Span(4, 5))
    assert styles(brush, "one", over)[0].bgcolor == PART_STYLES["match"].bgcolor
    assert styles(brush, "one", over)[0].color == PART_STYLES["match"].color
    row = brush._page.layout.row(0)
    at = brush._frame.left + 8
    (segment,) = brush.row(row, False, over).crop(at, at + 3)
    assert segment.style is not None
    assert segment.style.color == PART_STYLES["match-current"].color


def test_a_lens_dims_what_lies_outside_of_it() -> None:
    brush = painter(document("one two three"))
    brush._page.lens = Places([Span(4, 7)])
    before, inside, _ = styles(brush, "one two three")
    assert before.color == PART_STYLES["dimmed"].color
    assert inside.color == PART_STYLES["text"].color


def test_a_label_stands_over_the_first_character() -> None:
    shown = document("one two three")
    brush = painter(shown, (mark(shown, "two"),))
    row = brush._page.layout.row(0)
    assert "one awo three" in brush.row(row, False, Overlay(labels={4: "a"})).text
