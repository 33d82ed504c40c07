"""The page: selections, what an action means, jumps, labels, header."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import BlockKind
from corpus.span import Span
from tests.page.sample import block, built, document, mark, paragraph_at, sentence_at
from tui.page.header import Header, header_rows
from tui.page.highlights import Highlights, Mark
from tui.page.jumps import Jumps
from tui.page.labels import labels_for, matching
from tui.page.page import Page
from tui.page.selection import Unit, kept

TEXT = "One here. Two here. Three here.\n\nA second paragraph. It ends."


def page(text: str = TEXT, marks: tuple[Mark, ...] = (), at: int = 0) -> Page:
    return Page(document(text), marks, at, sentence_at=sentence_at, paragraph_at=paragraph_at)


def words(shown: Page) -> str:
    span = shown.selected
    return "" if span is None else span.of(shown.text)


def test_a_selection_holds_the_character_under_the_caret_in_both_directions() -> None:
    shown = page(at=4)
    shown.select(Unit.CHARACTER)
    assert words(shown) == "h"
    shown.place(6)
    assert words(shown) == "her"
    shown.place(1)
    assert words(shown) == "ne h"


def test_taking_sentences_adds_one_at_a_time() -> None:
    shown = page(at=12)
    shown.take(shown.sentence)
    assert words(shown) == "Two here."
    shown.take(shown.sentence)
    assert words(shown) == "Two here. Three here."
    assert shown.take(shown.sentence)
    assert words(shown) == "Two here. Three here.\n\nA second paragraph."
    shown.take(shown.sentence)
    shown.take(shown.sentence)
    assert words(shown).endswith("It ends.")


def test_taking_sentences_stops_once_at_the_end_of_the_paragraph() -> None:
    shown = page(at=12)
    assert shown.take(shown.sentence, within=shown.paragraph)
    assert shown.take(shown.sentence, within=shown.paragraph)
    assert not shown.take(shown.sentence, within=shown.paragraph)
    assert words(shown) == "Two here. Three here."
    assert shown.take(shown.sentence, within=shown.paragraph)
    assert words(shown) == "Two here. Three here.\n\nA second paragraph."
    shown.let_go()
    shown.place(25)
    shown.take(shown.sentence, within=shown.paragraph)
    assert not shown.take(shown.sentence, within=shown.paragraph)


def test_taking_paragraphs_adds_one_at_a_time() -> None:
    shown = page(at=12)
    shown.take(shown.paragraph)
    assert words(shown) == "One here. Two here. Three here."
    shown.take(shown.paragraph)
    assert words(shown) == TEXT


def test_a_selection_by_paragraphs_grows_by_paragraphs() -> None:
    shown = page(at=40)
    shown.select(Unit.PARAGRAPH)
    assert words(shown) == "A second paragraph. It ends."
    shown.place(3)
    assert words(shown) == TEXT


def test_a_movement_after_a_sentence_was_taken_extends_the_selection() -> None:
    shown = page(at=0)
    shown.take(shown.sentence)
    shown.place(12)
    assert words(shown) == "One here. Two"


def test_a_movement_extends_a_selection_to_the_end_of_what_was_moved_over() -> None:
    shown = page(at=0)
    shown.select(Unit.CHARACTER)
    ends = []
    for step in [shown.next_word, shown.next_word, *[shown.next_sentence] * 4, shown.next_paragraph]:
        shown.place(step())
        ends.append(words(shown))
    assert ends == [
        "One",
        "One here",
        "One here.",
        "One here. Two here.",
        "One here. Two here. Three here.",
        "One here. Two here. Three here.\n\nA second paragraph.",
        TEXT,
    ]
    for step in [
        shown.previous_sentence,
        shown.previous_sentence,
        shown.previous_word,
        shown.previous_paragraph,
    ]:
        shown.place(step())
        ends.append(words(shown))
    assert ends[7:] == [
        "One here. Two here. Three here.\n\nA second paragraph.",
        "One here. Two here. Three here.",
        "One here. Two here. Three here",
        "O",
    ]


def test_what_reaches_back_is_taken_back_where_the_next_unit_begins() -> None:
    shown = page(at=11)
    shown.select(Unit.CHARACTER)
    for step, expected in [
        (shown.previous_sentence, "Tw"),
        (shown.previous_sentence, "One here. Tw"),
        (shown.next_word, "here. Tw"),
        (shown.next_sentence, "Tw"),
        (shown.next_sentence, "wo here."),
    ]:
        shown.place(step())
        assert words(shown) == expected


def test_a_selection_by_paragraphs_moves_on_by_one() -> None:
    shown = page(at=3)
    shown.select(Unit.PARAGRAPH)
    assert words(shown) == "One here. Two here. Three here."
    shown.place(shown.next_paragraph())
    assert words(shown) == TEXT


LIST = "They agreed:\n\n• More boats.\n\n• Fewer cars.\n"


def test_what_an_action_means_has_neither_blanks_nor_lone_bullets_at_its_ends() -> None:
    shown = page(LIST)
    shown.drag(5, LIST.index("• More"))
    assert shown.target().span.of(LIST) == "agreed:"
    shown.drag(LIST.index("• Fewer") + 1, LIST.index(" cars"))
    assert shown.target().span.of(LIST) == "Fewer"
    shown.drag(LIST.index("• Fewer"), LIST.index("cars") + 3)
    assert shown.target().span.of(LIST) == "Fewer cars"
    shown.drag(LIST.index("• Fewer"), LIST.index("• Fewer"))
    assert not shown.target().span.length


@given(st.text(alphabet="a•- \n", max_size=24), st.integers(0, 24), st.integers(0, 24))
def test_what_is_kept_lies_within_and_loses_nothing_but_blanks_and_bullets(
    text: str, one: int, other: int
) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    span = kept(text, Span(start, end))
    assert start <= span.start <= span.end <= end
    assert "a" not in text[start : span.start] + text[span.end : end]
    assert not span.length or span == span.trimmed(text)


def test_letting_go_selects_nothing() -> None:
    shown = page(at=4)
    shown.take(shown.sentence)
    assert shown.let_go()
    assert shown.selected is None
    assert not shown.let_go()


@given(st.lists(st.tuples(st.sampled_from(["place", "select", "take", "drag", "go"]), st.integers(-5, 80))))
def test_a_selection_never_leaves_the_text_and_always_has_the_caret_at_an_end(
    acts: list[tuple[str, int]],
) -> None:
    shown = page()
    for act, at in acts:
        if act == "place":
            shown.place(at)
        elif act == "select":
            shown.select(list(Unit)[at % 4])
        elif act == "take":
            shown.take(shown.paragraph if at % 2 else shown.sentence)
        elif act == "drag":
            shown.drag(shown.clamp(at), shown.clamp(70 - at))
        else:
            shown.let_go()
        assert 0 <= shown.caret < len(TEXT)
        span = shown.selected
        if span is not None:
            assert 0 <= span.start < span.end <= len(TEXT)
            # On a blank the caret stands beside the sentence or paragraph that is meant there.
            assert span.start <= shown.caret <= span.end or TEXT[shown.caret].isspace()


def test_an_action_means_the_selection_first() -> None:
    shown = page(marks=(Mark("m", Span(0, 9), "yellow"),))
    shown.select_span(Span(4, 8))
    assert shown.target().span == Span(4, 8)
    assert shown.target().mark is None


def test_an_action_means_the_smallest_highlight_then_the_next_larger_and_round_again() -> None:
    nested = (
        Mark("big", Span(0, 31), "yellow"),
        Mark("mid", Span(0, 19), "red"),
        Mark("small", Span(4, 8), "blue"),
    )
    shown = page(marks=nested, at=5)
    ids = []
    for _ in range(4):
        meant = shown.target().mark
        assert meant is not None
        ids.append(meant.id)
    assert ids == ["small", "mid", "big", "small"]


def test_looking_at_the_target_does_not_count_and_moving_begins_again() -> None:
    nested = (Mark("big", Span(0, 31), "yellow"), Mark("small", Span(4, 8), "blue"))
    shown = page(marks=nested, at=5)
    for _ in range(3):
        assert shown.target(again=False).span == Span(4, 8)
    shown.target()
    assert shown.target().span == Span(0, 31)
    shown.place(6)
    assert shown.target().span == Span(4, 8)


def test_an_action_means_the_sentence_where_nothing_is_marked() -> None:
    assert page(at=12).target().span == Span(10, 19)


def test_going_back_and_forward_leads_to_the_same_places() -> None:
    jumps = Jumps()
    jumps.leave(0)
    jumps.leave(1000)
    assert jumps.back(5000) == 1000
    assert jumps.back(1000) == 0
    assert jumps.back(0) is None
    assert jumps.forward(0) == 1000
    assert jumps.forward(1000) == 5000
    assert jumps.forward(5000) is None


def test_a_new_jump_forgets_what_lay_ahead() -> None:
    jumps = Jumps()
    jumps.leave(0)
    jumps.back(5000)
    jumps.leave(3000)
    assert jumps.forward(9000) is None


def test_labels_are_different_and_none_begins_another() -> None:
    for count in (1, 26, 27, 300):
        labels = labels_for(range(count))
        assert sorted(labels.values()) == list(range(count))
        assert len({len(label) for label in labels}) == 1
    assert matching({"as": 1, "ad": 2, "ss": 3}, "a") == {"as": 1, "ad": 2}


def test_the_head_says_the_title_once() -> None:
    headed = built((block(BlockKind.HEADING, level=1), "A Title"), (block(BlockKind.PARAGRAPH), "Text."))
    rows = header_rows(Header("A title", "Wire · 2025"), headed, 40)
    assert [row.text for row in rows] == ["", "Wire · 2025", ""]
    rows = header_rows(Header("Another title that is long", "Wire"), headed, 14)
    assert [row.text for row in rows if row.is_title] == ["Another title", "that is long"]
    assert header_rows(None, headed, 40) == ()


def test_a_title_cannot_steer_the_screen() -> None:
    rows = header_rows(Header("a\x1b[2Jb", "c\nd"), document("x"), 40)
    assert all(sign.isprintable() for row in rows for sign in row.text)


def test_the_heading_over_an_offset_is_the_nearest_before_it() -> None:
    headed = built(
        (block(BlockKind.PARAGRAPH), "Before."),
        (block(BlockKind.HEADING, level=2), "First"),
        (block(BlockKind.PARAGRAPH), "Under it."),
    )
    shown = Page(headed, sentence_at=sentence_at, paragraph_at=paragraph_at)
    assert shown.heading_at(0) == ""
    assert shown.heading_at(headed.text.index("Under")) == "First"


def test_matching_marks_are_found_by_name() -> None:
    shown = document(TEXT)
    two = mark(shown, "Two here")
    assert Highlights([two]).get("Two here") == two


def test_a_selection_right_after_a_highlight_begins_after_it() -> None:
    for text, marked, wanted in (
        ("It has to last, he said.", "to last,", "he"),
        ("Done now. “One two,” he said.", "Done now.", "“One"),
        ('Done now. "One two," he said.', "Done now", '"One'),
        ("他说。他们说", "他说", "他们"),
        ("One.\n\nTwo three.", "One.", "Two"),
    ):
        shown = page(text)
        start = text.index(marked)
        shown.select_span(Span(start, start + len(marked)))
        shown.let_go()
        shown.mark_made(Span(start, start + len(marked)))
        shown.select(Unit.CHARACTER)
        shown.place(text.index(wanted, start + len(marked)) + len(wanted) - 1)
        assert words(shown) == wanted


def test_a_selection_begins_at_the_caret_where_that_was_moved_or_does_not_rest_on_the_end() -> None:
    text = "It has to last, he said."
    for at, back in ((14, True), (8, False), (20, False)):
        shown = page(text, at=at)
        shown.mark_made(Span(7, 15))
        if back:
            shown.place(3)
            shown.place(at)
        shown.select(Unit.CHARACTER)
        assert words(shown) == text[at]


def test_nothing_comes_after_the_last_word() -> None:
    shown = page("One two.", at=7)
    shown.mark_made(Span(4, 8))
    shown.select(Unit.CHARACTER)
    assert words(shown) == "."
