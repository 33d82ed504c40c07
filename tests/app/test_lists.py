"""The lists in a running app: keys, mouse, filter, what is kept, and how much is painted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Static

from tui.widgets.annotation_list import AnnotationList, Card
from tui.widgets.article_list import ArticleList, ArticleRow, Order
from tui.widgets.filtered import FilteredList

HOSTILE = [
    "\x1b]52;c;aGk=\x07t",
    "[@click=app.boom]x[/]",
    "[/]",
    "a\u202eb",
    "\U000e0041",
    "\ud800",
    "c\nd\x85e",
]


def rows(count: int) -> list[ArticleRow]:
    return [
        ArticleRow(f"{number:05}.md", f"Title {number}", "Source", "", 4, "unread", 0)
        for number in range(count)
    ]


def cards(count: int) -> list[Card]:
    return [
        Card(str(number), ("blue",), words * (1 + number % 7), ("tag",), "", "Mara", "exact", number * 10)
        for number in range(count)
        for words in [f"quotation {number} "]
    ]


class Lists(App[None]):
    CSS = "Static { width: 1fr; } ArticleList { width: 34; } AnnotationList { width: 40; }"

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Message] = []
        self.quits = 0

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield ArticleList(id="articles")
            yield Static("text")
            yield AnnotationList(id="annotations")

    def on_mount(self) -> None:
        self.articles.focus()

    @property
    def articles(self) -> ArticleList:
        return self.query_one(ArticleList)

    @property
    def annotations(self) -> AnnotationList:
        return self.query_one(AnnotationList)

    def take(self) -> list[Message]:
        seen, self.seen = self.seen, []
        return seen

    def action_boom(self) -> None:
        raise AssertionError("text acted on the app")

    def action_quit_asked(self) -> None:
        self.quits += 1

    def on_article_list_highlighted(self, message: ArticleList.Highlighted) -> None:
        self.seen.append(message)

    def on_article_list_chosen(self, message: ArticleList.Chosen) -> None:
        self.seen.append(message)

    def on_article_list_filtered(self, message: ArticleList.Filtered) -> None:
        self.seen.append(message)

    def on_article_list_sorted(self, message: ArticleList.Sorted) -> None:
        self.seen.append(message)

    def on_annotation_list_highlighted(self, message: AnnotationList.Highlighted) -> None:
        self.seen.append(message)

    def on_annotation_list_chosen(self, message: AnnotationList.Chosen) -> None:
        self.seen.append(message)

    def on_filtered_list_left(self, message: FilteredList.Left) -> None:
        self.seen.append(message)


def screen_text(widget: ArticleList | AnnotationList) -> list[str]:
    return [strip.text for strip in widget.render_lines(widget.size.region)]


def body(widget: ArticleList | AnnotationList) -> list[str]:
    """What is painted below the first rows, without the thumb's column."""
    return [text[:-1] for text in screen_text(widget)][2:]


def painted_words(widget: ArticleList | AnnotationList) -> str:
    return "\n".join(screen_text(widget))


async def start(pilot: Pilot[None], count: int = 50, card_count: int = 30) -> Lists:
    app = pilot.app
    assert isinstance(app, Lists)
    app.articles.set_rows(rows(count))
    app.annotations.cards = cards(card_count)
    await pilot.pause()
    app.take()
    return app


async def test_keys_move_the_cursor_and_say_so() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        await pilot.press("down", "j", "k", "enter")
        assert app.take() == [
            ArticleList.Highlighted("00001.md"),
            ArticleList.Highlighted("00002.md"),
            ArticleList.Highlighted("00001.md"),
            ArticleList.Chosen("00001.md"),
        ]
        await pilot.press("end", "down")
        assert app.take() == [ArticleList.Highlighted("00049.md")]
        await pilot.press("pageup", "home")
        assert [m.key for m in app.take() if isinstance(m, ArticleList.Highlighted)] == [
            "00035.md",
            "00000.md",
        ]


async def test_page_keys_reach_every_row_in_order() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        seen: set[str] = set()
        for _ in range(6):
            seen.update(text[3:].strip() for text in body(app.articles) if "Title" in text)
            await pilot.press("pagedown")
        assert seen >= {f"Title {number}" for number in range(50)}


async def test_a_click_chooses_and_the_wheel_scrolls_without_moving_the_cursor() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        await pilot.click(ArticleList, offset=(8, 2 + 5))
        assert app.take() == [ArticleList.Highlighted("00002.md"), ArticleList.Chosen("00002.md")]
        before = body(app.articles)
        await pilot._post_mouse_events([events.MouseScrollDown], ArticleList, offset=(8, 8))
        assert body(app.articles)[:-3] == before[3:]
        assert app.articles.cursor_key == "00002.md"
        await pilot.click(ArticleList, offset=(8, 2))
        assert app.take()[-1] == ArticleList.Chosen("00001.md")


async def test_the_thumb_can_be_taken_to_the_end() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot, 1000)
        await pilot.mouse_down(ArticleList, offset=(33, 29))
        await pilot.mouse_up(ArticleList, offset=(33, 29))
        await pilot.pause()
        assert "Title 999 " in painted_words(app.articles)
        assert app.articles.cursor_key == "00000.md"
        assert app.take() == []


async def test_a_click_on_the_first_row_changes_the_order() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        assert screen_text(app.articles)[0].rstrip().endswith("by date ↓")
        await pilot.click(ArticleList, offset=(31, 0))
        assert app.take() == [ArticleList.Sorted(Order.DATE, True)]
        await pilot.click(ArticleList, offset=(26, 0))
        assert app.take() == [ArticleList.Sorted(Order.TITLE, False)]
        await pilot.press("o")
        assert app.articles.order is Order.SOURCE


async def test_typing_filters_at_once_and_escape_brings_all_back() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        await pilot.press("down", "slash", "4", "7")
        assert [row.path for row in app.articles.shown_items] == ["00047.md"]
        assert "1 of 50" in screen_text(app.articles)[1]
        assert ArticleList.Filtered(1, 50) in app.take()
        await pilot.press("escape")
        assert len(app.articles.shown_items) == 50
        assert app.articles.cursor_key == "00001.md"
        assert app.take()[0] == ArticleList.Filtered(50, 50)
        await pilot.press("escape")
        assert [type(message) for message in app.take()] == [FilteredList.Left]


async def test_the_filter_counts_articles_as_the_head_does() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        one, two, *rest = rows(7)
        app.articles.set_rows([one._replace(brief=True), two._replace(missing=True), *rest])
        app.articles.filter_text = "title"
        assert "5 of 5" in screen_text(app.articles)[1]


async def test_keys_of_actions_are_letters_while_the_filter_line_is_open() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        await pilot.press("slash", "j", "space", "G")
        assert app.articles.filter_text == "j G"
        assert app.articles.shown_items == []
        assert "No article has all these" in painted_words(app.articles)
        await pilot.press("ctrl+u", "down", "enter")
        assert app.take()[-1] == ArticleList.Chosen("00001.md")
        await pilot.press("j")
        assert app.articles.cursor_key == "00002.md"


async def test_a_matcher_reads_what_is_typed_and_words_where_it_cannot() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)

        def matcher(typed: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
            return (lambda row: row.path < "00003") if typed.startswith("first:") else None

        app.articles.matcher = matcher
        app.articles.filter_text = "first:"
        assert len(app.articles.shown_items) == 3
        app.articles.filter_text = "title 33"
        assert len(app.articles.shown_items) == 1


async def test_cursor_and_view_stay_when_rows_come_and_go() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        app.articles.move_to("00030.md")
        before = body(app.articles)
        assert app.take() == []
        app.articles.set_rows([row for row in rows(60) if int(row.path[:5]) > 10])
        assert app.articles.cursor_key == "00030.md"
        assert body(app.articles)[:18] == before[:18]
        app.articles.set_rows(rows(20))
        assert app.articles.cursor_key == "00019.md"
        app.articles.set_rows([], keep=True)
        assert app.articles.cursor_key == ""
        await pilot.press("down", "enter", "pagedown", "home", "end")
        assert app.take() == []
        app.articles.set_rows(rows(10), keep=False)
        assert app.articles.cursor_key == "00000.md"


async def test_a_changed_row_is_shown_where_it_stands() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        row = rows(50)[3]
        assert app.articles.update_row(row._replace(status="read", count=5))
        assert screen_text(app.articles)[2 + 6][1] == "●"
        assert app.articles.update_row(row._replace(title="A title that takes two lines of the list by now"))
        text = screen_text(app.articles)
        assert text[2 + 7].strip() == "of the list by now"
        assert "Title 4" in text[2 + 9]
        assert not app.articles.update_row(row._replace(path="other.md"))


async def test_ten_thousand_rows_paint_only_what_is_in_view() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot, 10_000, 10_000)
        for pane in (app.articles, app.annotations):
            pane.focus()
            await pilot.pause()
            before = pane.painted
            screen_text(pane)
            assert pane.painted == before
            await pilot.press("down")
            assert pane.painted - before < 30
            before = pane.painted
            await pilot.press("end", "pageup", "home")
            assert pane.painted - before < 4 * 30
            before = pane.painted
            await pilot.press("slash", "9")
            assert pane.painted - before < 3 * 30


async def test_cards_stand_in_text_order_with_those_to_mend_on_top() -> None:
    async with Lists().run_test(size=(120, 40)) as pilot:
        app = await start(pilot)
        some = cards(5)
        app.annotations.cards = [some[4], some[0], replace(some[2], placement="orphan"), some[1]]
        assert [card.id for card in app.annotations.cards] == ["2", "0", "1", "4"]
        assert "not placed" in screen_text(app.annotations)[2]
        app.annotations.update_card(some[3])
        assert [card.id for card in app.annotations.cards] == ["2", "0", "1", "3", "4"]
        app.annotations.update_card(some[2])
        assert [card.id for card in app.annotations.cards] == ["0", "1", "2", "3", "4"]
        app.annotations.remove_card("1")
        app.annotations.update_card(replace(some[3], note="a new note"))
        assert [card.id for card in app.annotations.cards] == ["0", "2", "3", "4"]
        assert "a new note" in painted_words(app.annotations)
        app.annotations.total = 48
        assert screen_text(app.annotations)[0].rstrip().endswith("4 of 48")


async def test_cards_come_one_by_one_as_if_all_had_come_at_once() -> None:
    async with Lists().run_test(size=(120, 40)) as pilot:
        app = await start(pilot)
        some = cards(60)
        app.annotations.cards = [some[0], some[59]]
        app.annotations.filter_text = "9"
        app.annotations.move_to(some[59].id)
        for card in [*reversed(some[20:59]), *some[1:20]]:  # forty before the same one: room must be made
            app.annotations.update_card(card)
            assert app.annotations.cursor_key == some[59].id
        assert [card.id for card in app.annotations.cards] == [card.id for card in some]
        shown = [card.id for card in app.annotations.shown_items]
        one_by_one = screen_text(app.annotations)
        app.annotations.cards = some
        assert shown == [card.id for card in app.annotations.shown_items]
        assert [app.annotations.position_of(key) for key in shown] == list(range(len(shown)))
        assert [app.annotations.index_of(card.id) for card in some] == list(range(60))
        assert one_by_one == screen_text(app.annotations)


async def test_every_card_can_be_walked_through_and_is_seen_whole() -> None:
    async with Lists().run_test(size=(120, 22)) as pilot:
        app = await start(pilot)
        app.annotations.focus()
        await pilot.press("home")
        for number in range(30):
            text = screen_text(app.annotations)
            assert any(f"quotation {number} " in line for line in text if "›" in line)
            app.annotations.action_line_down()
        for number in range(29, -1, -1):
            assert any(f"quotation {number} " in line for line in screen_text(app.annotations) if "›" in line)
            app.annotations.action_line_up()


async def test_the_cards_follow_the_reader_unless_they_are_being_read() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot, card_count=10_000)
        app.annotations.follow(50_000, 50_040)
        assert "quotation 5000 " in screen_text(app.annotations)[2]
        assert app.take() == []
        app.annotations.follow(0, 100)
        assert "quotation 0 " in screen_text(app.annotations)[2]
        app.annotations.current = "5"
        assert app.annotations.current == "5"
        line = next(text for text in screen_text(app.annotations) if "quotation 5 " in text)
        assert line.startswith("▐▌")
        app.annotations.focus()
        await pilot.pause()
        assert app.annotations.cursor_key == "5"
        app.annotations.follow(50_000, 50_040)
        app.annotations.current = "7"
        assert app.annotations.current == "5"
        assert app.annotations.go("7")
        assert app.annotations.current == "7"
        await pilot.press("down", "enter")
        assert app.take() == [AnnotationList.Highlighted("8"), AnnotationList.Chosen("8")]


async def test_another_documents_cards_begin_at_the_top() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        app.annotations.go("20")
        app.annotations.cards = [replace(card, id=f"x{card.id}") for card in cards(30)]
        assert app.annotations.cursor_key == "x0"
        assert "quotation 0 " in screen_text(app.annotations)[2]


async def test_cards_are_filtered_by_tag_or_text() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        some = cards(4)
        app.annotations.cards = [
            replace(some[0], tags=("figures/catch",)),
            replace(some[1], note="about figures"),
            *some[2:],
        ]
        app.annotations.filter_text = "#figures"
        assert [card.id for card in app.annotations.shown_items] == ["0"]
        app.annotations.filter_text = "figures"
        assert [card.id for card in app.annotations.shown_items] == ["0", "1"]


@pytest.mark.parametrize("size", [(100, 30), (78, 8), (76, 3), (75, 1)])
async def test_any_size_is_painted_whole(size: tuple[int, int]) -> None:
    async with Lists().run_test(size=size) as pilot:
        app = await start(pilot)
        await pilot.press("end", "up", "home")
        for pane in (app.articles, app.annotations):
            strips = pane.render_lines(pane.size.region)
            assert len(strips) == pane.size.height
            assert all(strip.cell_length == pane.size.width for strip in strips)


async def test_resizing_keeps_the_item_under_the_cursor_where_it_is() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        app.annotations.go("20")
        for width in (24, 60, 40):
            app.annotations.styles.width = width
            await pilot.pause()
            text = screen_text(app.annotations)
            assert any("quotation 20" in line and line.startswith("▐▌") for line in text)
            assert all(len(line) == width for line in text)
        await pilot.resize_terminal(120, 12)
        await pilot.pause()
        assert any("quotation 20" in line for line in screen_text(app.annotations))


async def test_rules_at_the_sides_are_painted_and_clicks_count_from_within() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        app.articles.styles.border_right = ("vkey", "red")
        app.articles.styles.border_left = ("vkey", "red")
        await pilot.pause()
        strips = app.articles.render_lines(app.articles.outer_size.region)
        assert {strip.cell_length for strip in strips} == {34}
        assert {strip.text[0] for strip in strips} == {strips[0].text[0]} != {" "}
        assert {strip.text[-1] for strip in strips} == {strips[0].text[-1]} != {" "}
        await pilot.click(ArticleList, offset=(8, 2 + 5))
        assert app.take()[-1] == ArticleList.Chosen("00002.md")


async def test_hostile_text_reaches_neither_terminal_nor_app() -> None:
    async with Lists().run_test(size=(120, 60)) as pilot:
        app = await start(pilot)
        app.articles.set_rows(
            ArticleRow(f"{number}.md", text, text, text, 1, "unread", 1, problem=text if number % 2 else "")
            for number, text in enumerate(HOSTILE)
        )
        app.annotations.cards = [
            Card(str(number), (text,), text, (text,), text, text, "exact", number)
            for number, text in enumerate(HOSTILE)
        ]
        await pilot.press("slash", "x")
        app.articles.filter_text = ""
        for pane in (app.articles, app.annotations):
            text = painted_words(pane)
            for sign in ("\x1b", "\x07", "\u202e", "\U000e0041", "\ud800", "\x85"):
                assert sign not in text
            for y in range(2, 40, 3):
                await pilot.click(type(pane), offset=(6, y))
        assert "[@click=app.boom]x[/]" in painted_words(app.articles)


async def test_a_colour_that_cannot_be_read_is_no_colour() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        app.annotations.colour = {"blue": "#ff0000"}.__getitem__
        app.annotations.cards = [
            replace(cards(1)[0], colours=("blue", "none")),
            replace(cards(2)[1], colours=("none",)),
        ]
        strips = app.annotations.render_lines(app.annotations.size.region)
        bar = next(segment for segment in strips[2] if segment.text == "▌")
        assert bar.style is not None
        assert bar.style.color is not None
        assert bar.style.color.get_truecolor() == (255, 0, 0)


async def test_looks_follow_the_theme() -> None:
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        ground = app.articles.render_lines(app.articles.size.region)[10]
        app.theme = "textual-light"
        await pilot.pause()
        assert app.articles.render_lines(app.articles.size.region)[10] != ground


async def test_without_colour_nothing_is_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with Lists().run_test(size=(120, 30)) as pilot:
        app = await start(pilot)
        app.annotations.colour = lambda name: "#ff0000"
        for strip in app.annotations.render_lines(app.annotations.size.region):
            for segment in strip:
                colour = segment.style.color if segment.style else None
                if colour is not None and colour.triplet is not None:
                    assert max(colour.triplet) - min(colour.triplet) <= 3
