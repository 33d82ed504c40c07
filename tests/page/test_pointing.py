"""The mouse on the page."""

from __future__ import annotations

from textual import events

from tests.page.driving import LONG, TEXT, cell_of, drag, heard, view, words
from tests.page.sample import PageApp, document, mark
from tui.widgets.reader import Reader


async def test_the_wheel_takes_the_caret_along_but_not_out_of_a_selection() -> None:
    app = PageApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        reader = app.reader
        for _ in range(10):
            reader.post_message(wheel(reader))
        await pilot.pause()
        assert view(reader)[0] <= reader.caret < view(reader)[1]
        assert reader.caret > 0
        await pilot.press("s")
        before = words(reader)
        for _ in range(30):
            reader.post_message(wheel(reader))
        await pilot.pause()
        assert words(reader) == before
        assert view(reader)[0] > reader.caret


def wheel(reader: Reader) -> events.MouseScrollDown:
    return events.MouseScrollDown(reader, 5, 5, 0, 0, 0, False, False, False, 5, 5)


async def test_dragging_selects_from_character_to_character() -> None:
    app = PageApp(document("plain e\u0301tude 今天 words here"))
    async with app.run_test() as pilot:
        text = app.reader.document.text
        start, end = text.index("e\u0301"), text.index("天")
        await drag(pilot, await cell_of(app, start), await cell_of(app, end))
        assert words(app.reader) == "e\u0301tude 今天"
        await drag(pilot, await cell_of(app, end), await cell_of(app, start))
        assert words(app.reader) == "e\u0301tude 今天"
        await pilot.click(Reader, offset=await cell_of(app, 0))
        assert app.reader.selected is None
        assert app.reader.caret == 0


async def test_two_clicks_select_a_word_and_three_a_paragraph() -> None:
    app = PageApp(document(TEXT))
    async with app.run_test() as pilot:
        at = await cell_of(app, TEXT.index("second") + 2)
        await pilot.click(Reader, offset=at, times=2)
        assert words(app.reader) == "second"
        await pilot.click(Reader, offset=at, times=3)
        assert words(app.reader) == "A second paragraph. It ends."


async def test_dragging_after_two_presses_selects_by_words_and_after_three_by_paragraphs() -> None:
    app = PageApp(document(TEXT))
    async with app.run_test() as pilot:
        first, last = await cell_of(app, TEXT.index("here") + 1), await cell_of(app, TEXT.index("Three") + 2)
        await pilot.click(Reader, offset=first)
        await drag(pilot, first, last)
        assert words(app.reader) == "here. Two here. Three"
        await pilot.click(Reader, offset=last)
        await drag(pilot, last, first)
        assert words(app.reader) == "here. Two here. Three"
        last = await cell_of(app, TEXT.index("second"))
        await pilot.click(Reader, offset=last, times=2)
        await drag(pilot, last, first)
        assert words(app.reader) == TEXT


async def test_two_presses_at_two_places_are_no_double_one() -> None:
    app = PageApp(document(TEXT))
    async with app.run_test() as pilot:
        await pilot.click(Reader, offset=await cell_of(app, 1))
        await drag(pilot, await cell_of(app, TEXT.index("here") + 1), await cell_of(app, TEXT.index("Two")))
        assert words(app.reader) == "ere. T"


async def test_a_click_on_a_highlight_says_so() -> None:
    shown = document(TEXT)
    app = PageApp(shown, (mark(shown, "Two here. Three", "blue"), mark(shown, "Two")))
    async with app.run_test() as pilot:
        await pilot.click(Reader, offset=await cell_of(app, 10))
        await pilot.click(Reader, offset=await cell_of(app, 16))
        await pilot.click(Reader, offset=await cell_of(app, 2))
        assert [m.id for m in heard(app, Reader.MarkPressed)] == ["Two", "Two here. Three"]  # type: ignore[attr-defined]


async def test_the_scroll_thumb_can_be_pulled() -> None:
    app = PageApp(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.mouse_down(Reader, offset=(79, 0))
        await pilot.hover(Reader, offset=(79, 23))
        await pilot.mouse_up(Reader, offset=(79, 23))
        assert view(app.reader)[1] == len(LONG.text)
