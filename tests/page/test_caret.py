"""The caret: where it may stand, and that every movement comes to an end and back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document
from corpus.span import Span
from tests.page.sample import document, paragraph_at, sentence_at
from tests.page.texts import documents
from tui.page import caret as moves
from tui.page.geometry import Geometry
from tui.page.layout import Layout
from tui.page.plan import Plan
from tui.page.selection import grown, next_word, previous_word, shrunk, word_span

MEASURES = st.integers(8, 40)


def laid(shown: Document, measure: int = 20) -> Layout:
    layout = Layout(Plan(shown), Geometry(measure, measure))
    layout.wrap_some(1e9)
    return layout


def walk(layout: Layout) -> list[int]:
    """Every stop from the first to the last."""
    stops = [moves.snapped(layout, 0)]
    while (following := moves.right(layout, stops[-1])) != stops[-1]:
        assert following > stops[-1]
        stops.append(following)
    return stops


@given(documents(), MEASURES)
@settings(max_examples=200)
def test_moving_right_visits_stops_in_order_and_left_goes_back_over_them(
    shown: Document, measure: int
) -> None:
    layout = laid(shown, measure)
    stops = walk(layout)
    assert stops[-1] == moves.snapped(layout, len(shown.text))
    back = [stops[-1]]
    while (earlier := moves.left(layout, back[-1])) != back[-1]:
        back.append(earlier)
    assert back == stops[::-1]


@given(documents(), MEASURES, st.integers(0, 400))
@settings(max_examples=200)
def test_snapping_lands_on_a_stop_of_the_same_row_and_stays_there(
    shown: Document, measure: int, offset: int
) -> None:
    layout = laid(shown, measure)
    offset = min(offset, len(shown.text))
    stop = moves.snapped(layout, offset)
    assert stop in walk(layout)
    assert layout.row_at(stop) == layout.row_at(offset)
    assert moves.snapped(layout, stop) == stop


@given(documents(), MEASURES, st.integers(0, 400), st.integers(-30, 30), st.integers(0, 40))
@settings(max_examples=200)
def test_vertical_moves_go_the_rows_they_say_within_the_text(
    shown: Document, measure: int, offset: int, rows: int, goal: int
) -> None:
    layout = laid(shown, measure)
    offset = moves.snapped(layout, offset)
    there = moves.vertical(layout, offset, rows, goal)
    wanted = max(0, min(layout.row_at(offset) + rows, layout.rows - 1))
    assert layout.row_at(there) == wanted
    assert moves.snapped(layout, there) == there


def test_the_goal_is_kept_over_a_short_row() -> None:
    layout = laid(document("a long row here\nab\na long row here"), 40)
    goal = moves.cell(layout, 10)
    short = moves.vertical(layout, 10, 1, goal)
    assert short == 17
    assert moves.cell(layout, moves.vertical(layout, short, 1, goal)) == 10


def test_the_character_under_the_caret_is_a_whole_cluster() -> None:
    layout = laid(document("a 👩‍👩‍👧 b"))
    assert moves.cluster_span(layout, 2) == Span(2, 7)
    assert moves.cluster_span(layout, 4) == Span(2, 7)
    assert moves.cluster_span(laid(document("")), 0) == Span(0, 0)


def test_sentences_are_stepped_over_one_by_one() -> None:
    shown = document("One here. Two here.\n\nThree.")

    def bounds(offset: int) -> Span:
        return sentence_at(shown, offset)

    assert moves.next_unit(shown.text, 0, bounds) == 10
    assert moves.next_unit(shown.text, 10, bounds) == 21
    assert moves.next_unit(shown.text, 22, bounds) == 22
    assert moves.previous_unit(shown.text, 21, bounds) == 10
    assert moves.previous_unit(shown.text, 14, bounds) == 10
    assert moves.previous_unit(shown.text, 0, bounds) == 0
    assert moves.previous_unit(shown.text, 21, lambda at: paragraph_at(shown, at)) == 0


@given(st.text("ab c.’-\n", min_size=1, max_size=40), st.data())
def test_words_are_found_in_both_directions(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text) - 1))
    following = next_word(text, offset)
    if following is not None:
        assert following > offset
        back = previous_word(text, following)
        assert back is None or back <= offset
    earlier = previous_word(text, offset)
    assert earlier is None or earlier < offset


@given(st.text("ab c.", min_size=1, max_size=40), st.data())
def test_growing_and_shrinking_keep_the_start_and_go_by_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span(start, end)
    bigger = grown(text, span)
    assert bigger.start == start
    assert bigger.end >= end
    assert bigger == span or text[bigger.end - 1].isalnum()
    smaller = shrunk(text, span)
    assert smaller.start == start < smaller.end <= end


def test_a_word_keeps_its_apostrophe_and_hyphen() -> None:
    assert word_span("the alliance’s plan", 6) == Span(4, 14)
    assert word_span("a, b", 1) == Span(1, 2)
