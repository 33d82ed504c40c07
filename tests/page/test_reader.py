"""The reader in an app: keys, messages, sizes."""

from __future__ import annotations

from contextlib import suppress

import pytest
from textual.actions import SkipAction
from textual.geometry import Region

from corpus.document import Document
from corpus.span import Span
from tests.page.driving import LONG, TEXT, heard, lines, view, words
from tests.page.sample import PageApp, document, mark
from tui.page.header import Header
from tui.page.highlights import Mark
from tui.widgets.reader import Reader


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (300, 100), (5, 2), (1, 1)])
@pytest.mark.parametrize(
    "shown", [document(""), document(TEXT), document("\n\n\n"), LONG], ids="0 1 2 3".split()
)
async def test_every_key_works_at_every_size(size: tuple[int, int], shown: Document) -> None:
    app = PageApp(shown, (Mark("m", Span(0, len(shown.text) // 3), "yellow", True),), header=Header("T", "W"))
    async with app.run_test(size=size) as pilot:
        for name in dir(Reader):
            if name.startswith("action_") and name in Reader.__dict__:
                with suppress(SkipAction):
                    getattr(app.reader, name)()
        await pilot.pause()
        assert len(lines(app)) == size[1]
        assert 0 <= app.reader.caret <= len(shown.text)
        app.reader.target_span()


async def test_lines_can_be_asked_for_before_there_is_any_size() -> None:
    app = PageApp(document(TEXT))
    async with app.run_test():
        fresh = Reader()
        fresh.show(document(TEXT), (), 12)
        assert fresh.caret == 12
        await app.mount(fresh)
        assert fresh.caret == 12


async def test_the_head_stands_above_the_text_and_scrolls_with_it() -> None:
    app = PageApp(LONG, header=Header("The title", "Wire · 2025"))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = [line.strip() for line in lines(app)[:5]]
        assert shown[1:3] == ["The title", "Wire · 2025"]
        assert shown[4].startswith("Paragraph 0 begins.")
        await pilot.press("space")
        assert not any("The title" in line for line in lines(app))
        await pilot.press("g")
        assert any("The title" in line for line in lines(app))


async def test_showing_at_an_offset_brings_it_into_view() -> None:
    at = LONG.text.index("Paragraph 150")
    app = PageApp(LONG, at=at)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        top, bottom = view(app.reader)
        assert app.reader.caret == at
        assert top <= at < bottom


async def test_pages_overlap_and_lead_back_to_where_they_began() -> None:
    app = PageApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        reader = app.reader
        seen = view(reader)
        tops = [seen[0]]
        for _ in range(5):
            await pilot.press("pagedown")
            following = view(reader)
            assert seen[0] < following[0] < seen[1] < following[1]
            seen = following
            tops.append(seen[0])
        for top in reversed(tops[:-1]):
            await pilot.press("pageup")
            assert view(reader)[0] == top


async def test_the_end_and_the_beginning_are_reached() -> None:
    app = PageApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G")
        assert app.reader.caret == len(LONG.text.rstrip()) - 1
        assert view(app.reader)[1] == len(LONG.text)
        assert heard(app, Reader.CaretMoved)[-1].percent == 100  # type: ignore[attr-defined]
        await pilot.press("g")
        assert view(app.reader)[0] == 0


async def test_the_caret_stays_in_view_whatever_moves_it() -> None:
    app = PageApp(LONG)
    async with app.run_test(size=(60, 12)):
        reader = app.reader
        down = [reader.action_line_down] * 30 + [reader.action_paragraph_next] * 5
        up = [reader.action_line_up] * 20 + [reader.action_word_left] * 9
        for act in [*down, *up, *[reader.action_sentence_next] * 30, reader.action_bottom, *up]:
            before = reader.caret
            act()
            assert reader.caret != before
            assert view(reader)[0] <= reader.caret < view(reader)[1]


async def test_resizing_keeps_the_text_at_the_top() -> None:
    app = PageApp(LONG, header=Header("T", "W"))
    async with app.run_test(size=(90, 24)) as pilot:
        for _ in range(8):
            await pilot.press("space")
        reader = app.reader
        top = reader.top_offset
        for size in [(60, 24), (45, 20), (120, 40), (50, 10), (90, 24)]:
            await pilot.resize_terminal(*size)
            layout = reader._page.layout
            row = layout.row(layout.row_at(top))
            assert layout.row(reader._top - reader._head) == row
        assert reader.top_offset == top


async def test_wrapping_the_rest_leaves_the_view_where_it_is() -> None:
    verse = document("\n\n".join("short\nlines\nof verse\n" * 3 + "and prose " * 90 for _ in range(900)))
    app = PageApp(verse, at=len(verse.text) // 2)
    async with app.run_test(size=(80, 24)):
        reader = app.reader
        reader.show(verse, (), len(verse.text) // 2)
        assert not reader._page.layout.complete
        before, guess = lines(app), reader.rows
        while not reader._page.layout.complete:
            reader._wrap_more()
            assert lines(app) == before
        assert reader.rows != guess
        assert reader._rest is None


async def test_a_narrower_measure_is_chosen_and_told() -> None:
    app = PageApp(LONG)
    async with app.run_test(size=(120, 24)) as pilot:
        reader = app.reader
        await pilot.pause()
        longest = max(len(line.rstrip()) for line in lines(app))
        reader.action_narrower()
        reader.action_narrower()
        await pilot.pause()
        assert reader.measure == 64
        assert max(len(line.strip()) for line in lines(app)) <= 64 < longest
        for _ in range(50):
            reader.action_narrower()
        assert reader.measure == 30


async def test_selecting_by_keys_says_what_is_selected() -> None:
    app = PageApp(document(TEXT))
    async with app.run_test() as pilot:
        await pilot.press("v", "l", "l")
        assert words(app.reader) == "One"
        assert heard(app, Reader.Selected)[-1].span == Span(0, 3)  # type: ignore[attr-defined]
        await pilot.press("escape")
        assert app.reader.selected is None
        assert heard(app, Reader.Selected)[-1].span is None  # type: ignore[attr-defined]
        await pilot.press("s", "s")
        assert words(app.reader) == "One here. Two here."
        await pilot.press("escape", "p")
        assert words(app.reader) == "One here. Two here. Three here."
        await pilot.press("escape", "V", "right_curly_bracket")
        assert words(app.reader) == TEXT


async def test_highlights_are_stepped_through_and_led_back_from() -> None:
    marks = tuple(mark(LONG, f"Paragraph {n} begins") for n in (20, 90, 150))
    app = PageApp(LONG, marks)
    async with app.run_test() as pilot:
        stops = []
        for _ in range(3):
            await pilot.press("full_stop")
            stops.append(app.reader.caret)
        assert stops == [m.span.start for m in marks]
        await pilot.press("comma")
        assert app.reader.caret == stops[1]
        reader = app.reader
        reader.action_back()
        assert reader.caret == stops[2]
        reader.action_back()
        assert reader.caret == stops[1]
        reader.action_forward()
        assert reader.caret == stops[2]


async def test_a_highlight_that_begins_with_white_space_is_not_stuck_at() -> None:
    starts = [9, 31, 32, 40]
    app = PageApp(document(TEXT), tuple(Mark(str(at), Span(at, at + 6), "yellow") for at in starts))
    async with app.run_test():
        reader = app.reader
        passed = []
        for _ in range(3):
            reader.action_highlight_next()
            assert reader.current_mark is not None
            passed.append(reader.caret)
        assert passed == [9, 32, 40]  # what begins at the line break is reached with the blank row


async def test_a_typed_label_goes_to_its_highlight_and_any_other_key_puts_labels_away() -> None:
    shown = document(TEXT)
    app = PageApp(shown, (mark(shown, "Two"), mark(shown, "second"), mark(shown, "ends")))
    async with app.run_test() as pilot:
        await pilot.press("f")
        assert any("dt e" in line or "aone" in line or "awo" in line for line in lines(app))
        await pilot.press("s")
        assert app.reader.caret == TEXT.index("second")
        await pilot.press("f", "escape")
        assert not any("awo" in line for line in lines(app))
        await pilot.press("k")
        assert app.reader.caret < TEXT.index("second")


async def test_two_letter_labels_reach_many_highlights() -> None:
    words = " ".join(f"w{n:02}" for n in range(40))
    shown = document(words)
    app = PageApp(shown, tuple(mark(shown, f"w{n:02}") for n in range(40)))
    async with app.run_test() as pilot:
        await pilot.press("f", "a", "s")
        assert app.reader.caret == words.index("w01")


async def test_matches_are_stepped_through_in_a_ring() -> None:
    app = PageApp(document(TEXT))
    async with app.run_test() as pilot:
        reader = app.reader
        found = [i for i in range(len(TEXT)) if TEXT.startswith("here", i)]
        reader.matches = tuple(Span(i, i + 4) for i in found)
        stops = []
        for _ in range(4):
            reader.action_find_next()
            stops.append(reader.caret)
        assert stops == [*found, found[0]]
        reader.action_find_previous()
        assert reader.caret == found[-1]
        await pilot.press("escape")
        assert reader.matches == ()


async def test_a_mark_added_or_dropped_draws_the_rows_it_touches_and_no_others() -> None:
    app = PageApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await pilot.pause()
        reader = app.reader
        painter = reader._brush()
        before = painter.painted
        start = LONG.text.index("It has")
        reader.set_mark(Mark("new", Span(start, start + 10), "red"))
        lines(app)
        assert painter.painted - before <= 4
        assert reader._page.highlights.get("new") is not None
        reader.drop_mark("new")
        assert reader._page.highlights.get("new") is None


async def test_moving_the_caret_paints_only_the_rows_it_leaves_and_reaches() -> None:
    app = PageApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "j")
        await pilot.pause()
        painter = app.reader._brush()
        before = painter.painted
        await pilot.press("l")
        await pilot.pause()
        assert painter.painted - before <= 4


async def test_a_new_page_paints_no_row_that_is_not_in_view() -> None:
    app = PageApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        painter = app.reader._brush()
        before = painter.painted
        await pilot.press("space")
        await pilot.pause()
        assert painter.painted - before <= 3 * 24


async def test_another_theme_is_drawn_in_its_colours() -> None:
    app = PageApp(document(TEXT))
    async with app.run_test() as pilot:
        before = app.reader.render_lines(Region(0, 0, 80, 1))[0]
        app.theme = "textual-light"
        await pilot.pause()
        after = app.reader.render_lines(Region(0, 0, 80, 1))[0]
        assert before.text == after.text
        assert list(before) != list(after)


async def test_nothing_in_a_text_moves_the_cursor_or_colours_the_screen() -> None:
    hostile = "a\x1b[2J\x1b[31mred\x07\x9b1;1H b [bold]x[/bold] [@click=app.bell]y[/]"
    app = PageApp(document(hostile), header=Header(hostile, hostile))
    async with app.run_test():
        text = "".join(lines(app))
        assert "\x1b" not in text
        assert "\x9b" not in text
        assert "[bold]x[/bold]" in text
        assert "[@click=app.bell]y" in text


async def test_a_line_of_five_megabytes_with_many_marks_opens_and_moves_within_a_few_chunks() -> None:
    words = "word " * 1_000_000
    marks = tuple(Mark(str(n), Span(n * 500, n * 500 + 40), "yellow") for n in range(10_000))
    app = PageApp(document(""), ())
    async with app.run_test(size=(80, 24)) as pilot:
        reader = app.reader
        reader.show(Document("x", words, ()), marks, 2_500_000)
        assert reader._page.layout.wrapped <= 4
        assert len(reader._page.highlights._buckets) == 0
        await pilot.press("space", "b", "j", "full_stop", "G", "g")
        assert reader.caret == 0
