"""Dialogs: plain data in, plain data out, by keyboard alone; hostile text shows as text."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input

from annotations.model import Tag
from styles import SHEET
from styles.themes import DARK, extra_variables
from tui.actions import BY_ID
from tui.config import Config
from tui.dialogs.confirm import Confirm
from tui.dialogs.help import HelpDialog, KeyRow, context_rows, filtered
from tui.dialogs.key_list import listed
from tui.dialogs.link import LinkDialog, can_open, oddities
from tui.dialogs.messages import Message, MessageList
from tui.dialogs.metadata_form import Field, MetadataForm, is_date
from tui.dialogs.note_editor import DRAFT_AFTER, NoteEditor
from tui.dialogs.note_text import NoteText
from tui.dialogs.tag_picker import TagPicker
from tui.external import NoEditor

HOSTILE = [
    "[@click=app.quit]x[/]", "[/]", "[bold", "\x1b]52;c;eA==\x07", "\x9b31m", "\u202egnp.exe", "a\udc80b",
    "\U000e0041\U000e0042", "see [fig. 2]", "x" * 5000, "a\nb\tc\r\n", "e" + "\u0301" * 50, "漢字🇩🇪👩‍👩‍👧",
]  # fmt: skip
STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
UNSET: Any = object()


class Host(App[None]):
    CSS_PATH = SHEET
    config = Config()
    result: Any = UNSET

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return extra_variables(self.current_theme)

    def ended(self, result: Any) -> None:
        self.result = result


@asynccontextmanager
async def shown(
    dialog: ModalScreen[Any], size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    app = Host()
    app.register_theme(DARK)
    async with app.run_test(size=size, notifications=True) as pilot:
        app.theme = DARK.name
        app.push_screen(dialog, app.ended)
        await pilot.pause()
        yield app, pilot


def words(app: App[None]) -> str:
    """Everything on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


def actions_in(app: App[None]) -> list[Any]:
    """What a click somewhere on the screen would run."""
    return [
        segment.style.meta["@click"]
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None and "@click" in segment.style.meta
    ]


def tags(*paths: str) -> list[Tag]:
    return [Tag(id=path, path=path, colour="blue") for path in paths]


# Tags


async def picked(*keys: str, chosen: tuple[str, ...] = (), recent: tuple[str, ...] = ()) -> Any:
    book = tags("actors", "figures/spending", "figures/troops", "position/strength")
    async with shown(TagPicker(book, chosen=chosen, recent=recent)) as (app, pilot):
        await pilot.press(*keys)
        await pilot.pause()
        return app.result


async def test_typing_and_enter_takes_the_best_match() -> None:
    assert await picked(*"sp", "enter") == ("figures/spending",)


async def test_enter_alone_takes_the_tag_used_last() -> None:
    assert await picked("enter", recent=("position/strength",)) == ("position/strength",)


async def test_enter_alone_changes_nothing_where_there_are_tags() -> None:
    assert await picked("enter", chosen=("actors",)) == ("actors",)


async def test_several_are_ticked_and_the_old_ones_come_first() -> None:
    result = await picked(*"tro", "tab", *"str", "tab", "enter", chosen=("actors",))
    assert result == ("actors", "figures/troops", "position/strength")


async def test_space_ticks_before_typing_and_is_a_blank_within() -> None:
    assert await picked("space", "down", "space", "enter") == ("actors", "figures/spending")
    assert await picked(*"z", "space", *"y", "enter") == ("z y",)


async def test_unticking_takes_a_tag_away() -> None:
    assert await picked("tab", "enter", chosen=("actors",)) == ()


async def test_what_does_not_exist_is_created() -> None:
    assert await picked(*"Zeal", "enter") == ("Zeal",)


async def test_a_new_name_can_be_had_beside_a_match() -> None:
    assert await picked(*"fig", "up", "enter") == ("fig",)


@pytest.mark.parametrize("name", ["figures", "Figures", "position"])
async def test_the_name_of_what_only_sub_tags_stand_under_is_taken_as_it_is_typed(name: str) -> None:
    assert await picked(*name, "enter") == (name,)


async def test_what_would_be_created_stands_above_what_is_there() -> None:
    picker = TagPicker(tags("figures/spending", "figures/troops"))
    async with shown(picker) as (app, pilot):
        await pilot.press(*"figu")
        await pilot.pause()
        assert picker.rows[0] == "figu"
        assert "↑ goes to “create”" in words(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.result == ("figures/spending",), "the name of a tag begins so"


async def test_the_name_with_just_these_accents_is_taken_before_one_without() -> None:
    for name in ("uber", "über"):
        async with shown(TagPicker(tags("über", "uber"), recent=("über", "uber"))) as (app, pilot):
            await pilot.press(*name, "enter")
            await pilot.pause()
            assert app.result == (name,)


@pytest.mark.parametrize("name", ["echoed", "words", "deal", "strenght"])
async def test_a_new_name_is_created_where_no_tag_is_called_that(name: str) -> None:
    book = [
        Tag(id="1", path="wording/echo", colour="blue"),
        Tag(id="2", path="durability", colour="blue", description="of a deal"),
        Tag(id="3", path="position/strength", colour="blue"),
    ]
    picker = TagPicker(book)
    async with shown(picker) as (app, pilot):
        await pilot.press(*name)
        await pilot.pause()
        assert picker.rows[0] == name
        assert len(picker.rows) > 1, "what may be meant is still offered"
        assert "that may be meant" in words(app) or "is it the same?" in words(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.result == (name,)


async def test_what_may_be_meant_is_below_a_new_name() -> None:
    book = [Tag(id="2", path="durability", colour="blue", description="of a deal")]
    async with shown(TagPicker(book)) as (app, pilot):
        await pilot.press(*"deal", "down", "enter")
        await pilot.pause()
        assert app.result == ("durability",)


async def test_the_same_name_in_another_case_is_the_same_tag() -> None:
    assert await picked(*"ACTORS", "enter") == ("actors",)


async def test_escape_gives_none() -> None:
    assert await picked(*"act", "escape", chosen=("actors",)) is None


async def test_a_near_identical_name_is_warned_of() -> None:
    async with shown(TagPicker(tags("position/strength"))) as (app, pilot):
        await pilot.press(*"strenght")
        await pilot.pause()
        assert "very like “position/strength”" in words(app)


async def test_a_tag_made_up_here_stays_on_show() -> None:
    picker = TagPicker(tags("actors"))
    async with shown(picker) as (_, pilot):
        await pilot.press(*"zeal", "tab")
        await pilot.pause()
        assert picker.ticked == ("zeal",)
        assert set(picker.rows) == {"actors", "zeal"}


async def test_a_thousand_tags_are_not_all_drawn() -> None:
    picker = TagPicker(tags(*(f"t{n}" for n in range(1000))))
    async with shown(picker) as (app, _):
        assert len(picker.rows) == 60
        assert "1000 tags, the first 60 shown" in words(app)


# Notes


async def test_a_note_is_given_back() -> None:
    async with shown(NoteEditor("the quotation", "old")) as (app, pilot):
        assert "the quotation" in words(app)
        await pilot.press(*" new", "ctrl+s")
        assert app.result == "old new"


async def test_the_caret_of_a_note_stays_in_view_when_the_terminal_changes() -> None:
    async with shown(NoteEditor("q", "\n".join(map(str, range(60)))), size=(100, 40)) as (app, pilot):
        for size in ((60, 14), (100, 40), (40, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            area = app.screen.query_one(NoteText)
            top = area.scroll_offset.y
            assert (
                top
                <= area.wrapped_document.location_to_offset(area.cursor_location).y
                < top + area.content_size.height
            )


async def test_typing_is_handed_out_as_a_draft_while_the_editor_is_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert DRAFT_AFTER < 1
    monkeypatch.setattr("tui.dialogs.note_editor.DRAFT_AFTER", 0.001)
    drafts: list[str] = []
    async with shown(NoteEditor("q", on_draft=drafts.append)) as (_, pilot):
        await pilot.press("a", "b")
        while drafts[-1:] != ["ab"]:
            await pilot.pause()


async def test_closing_hands_out_the_draft_and_says_so() -> None:
    drafts: list[str] = []
    async with shown(NoteEditor("q", "old", on_draft=drafts.append)) as (app, pilot):
        await pilot.press(*"er", "escape")
        await pilot.pause()
        assert app.result is None
        assert drafts == ["older"]
        assert any("draft is kept" in note.message for note in app._notifications)


async def test_closing_an_untouched_note_says_nothing() -> None:
    drafts: list[str] = []
    async with shown(NoteEditor("q", "old", on_draft=drafts.append)) as (app, pilot):
        await pilot.press("escape")
        await pilot.pause()
        assert app.result is None
        assert drafts == []
        assert not list(app._notifications)


async def test_a_draft_is_shown_and_named() -> None:
    editor = NoteEditor("q", "old", draft="newer")
    async with shown(editor) as (app, _):
        assert editor.text == "newer"
        assert "This is your draft" in words(app)


async def test_another_editor_gets_the_text_and_gives_it_back() -> None:
    editor = NoteEditor("q", "old", editor=lambda text: text.upper() + "\x1b")
    async with shown(editor) as (_, pilot):
        await pilot.press(*BY_ID["external"].keys)
        assert editor.text == "OLD␛"
        await pilot.press("ctrl+z")
        assert editor.text == "old"


async def test_an_editor_that_fails_is_named_and_the_text_stays() -> None:
    def fails(text: str) -> str:
        raise NoEditor("No editor is named. Set $EDITOR.")

    editor = NoteEditor("q", "old", editor=fails)
    async with shown(editor) as (app, pilot):
        await pilot.press("f4")
        await pilot.pause()
        assert editor.text == "old"
        assert "No editor is named" in words(app)


# The others


async def test_only_what_was_changed_comes_out_of_the_form() -> None:
    form = MetadataForm([Field("title", "Title", "Old", "text"), Field("date", "Date", "2025", "you")])
    async with shown(form) as (app, pilot):
        assert "from the text" in words(app)
        assert "corrected by you" in words(app)
        await pilot.press("end", "x", "ctrl+s")
        assert app.result == {"title": "Oldx"}


@pytest.mark.parametrize(("name", "value"), [("date", "13.02.2025"), ("url", "javascript:x")])
async def test_a_value_that_cannot_be_is_refused_with_an_example(name: str, value: str) -> None:
    form = MetadataForm([Field(name, "Field")])
    async with shown(form) as (app, pilot):
        form.query_one(Input).value = value
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.result is UNSET
        assert "2025-02-13" in words(app) or "https://" in words(app)


def test_dates_are_as_precise_as_they_are() -> None:
    assert all(map(is_date, ("2025", "2025-02", "2025-02-13", "2024-02-29")))
    assert not any(map(is_date, ("", "25", "2025-13", "2025-02-30", "2025-00", "0000", "2025-2-3")))


@pytest.mark.parametrize(
    ("keys", "answer"),
    [(("y",), True), (("n",), False), (("escape",), False), (("enter",), False), (("left", "enter"), True)],
)
async def test_a_question_is_answered_by_key_and_the_harmless_answer_comes_first(
    keys: tuple[str, ...], answer: bool
) -> None:
    async with shown(Confirm("Delete it?", "all of it", yes="Delete", no="Keep")) as (app, pilot):
        await pilot.press(*keys)
        await pilot.pause()
        assert app.result is answer


@pytest.mark.parametrize(
    ("target", "opens"),
    [("https://example.org/a", True), ("HTTP://example.org", True), ("file:///etc/passwd", False),
     ("javascript:alert(1)", False), ("https://a\u202eb", False), ("https://a b", False), ("", False)],
)  # fmt: skip
async def test_only_web_addresses_can_be_opened(target: str, opens: bool) -> None:
    assert can_open(target) is opens
    async with shown(LinkDialog(target)) as (app, pilot):
        await pilot.press("o")
        await pilot.pause()
        assert app.result == ("open" if opens else UNSET)


async def test_any_target_can_be_copied_and_escape_does_nothing() -> None:
    async with shown(LinkDialog("mailto:a@b")) as (app, pilot):
        await pilot.press("y")
        assert app.result == "copy"
    async with shown(LinkDialog("https://a")) as (app, pilot):
        await pilot.press("escape")
        assert app.result is None


def test_what_is_odd_about_an_address_is_said() -> None:
    assert oddities("https://example.org/a") == ()
    assert "is a name for logging in" in oddities("https://bank.com@evil.org/")[0]
    assert "can look like others" in oddities("https://xn--exmple-cua.org")[0]
    assert "not a web address" in oddities("ftp://x")[0]
    assert "not a well-formed" in oddities("https://[::1")[0]


async def test_messages_are_shown_newest_first() -> None:
    said = [Message("14:01", "information", "first"), Message("14:02", "error", "second [/]")]
    async with shown(MessageList(said)) as (app, _):
        seen = words(app)
        assert seen.index("second [/]") < seen.index("first")
    async with shown(MessageList([])) as (app, _):
        assert "Nothing has been said yet." in words(app)


async def test_help_shows_the_keys_of_the_place_and_filters() -> None:
    async with shown(HelpDialog("reader", {"zen": "x"})) as (app, pilot):
        assert "Keys in the text" in words(app)
        assert "Next paragraph" in words(app)
        await pilot.press(*"alon")
        await pilot.pause()
        seen = words(app)
        assert "The text alone" in seen
        assert "Next paragraph" not in seen
        await pilot.press("escape")
        assert app.result is None


@pytest.mark.parametrize("context", ["reader", "codebook", "review", "editor"])
@pytest.mark.parametrize("width", [28, 34, 60, 94, 140])
def test_help_shows_every_sentence_whole_and_apart_from_its_label(context: str, width: int) -> None:
    lines = [line.plain for line in listed(context_rows(context), width)]
    assert max(map(len, lines)) <= width
    flat = "".join("".join(lines).split())
    for row in context_rows(context):
        if not row.label.startswith("Pinned tag "):
            assert not any(f"{row.label}{row.help[0]}" in line for line in lines)
            if width in (28, 34, 140):  # elsewhere a sentence may be wrapped beside its label
                assert "".join(row.help.split()) in flat


async def test_at_120_columns_help_has_room_for_its_sentences() -> None:
    async with shown(HelpDialog("reader"), size=(120, 36)) as (app, _):
        assert app.screen.query_one("#frame").outer_size.width == 100
        assert app.screen.query_one("#scroll").virtual_size.height > 36
        assert "…" not in words(app)


def test_a_single_sign_is_looked_for_among_the_keys_first() -> None:
    rows = context_rows("reader")
    assert [row.label for row in filtered(rows, "t")] == ["Tag"]
    assert [row.label for row in filtered(rows, "[")] == ["Previous highlight"]
    assert {"Undo", "Redo"} <= {row.label for row in filtered(rows, "change")}
    assert filtered(rows, "nosuchword") == ()
    assert filtered(rows, " ") == rows


@pytest.mark.parametrize("size", [(40, 10), (60, 20), (80, 24)])
async def test_every_dialog_shows_its_keys_on_a_small_screen(size: tuple[int, int]) -> None:
    book = tags(*(f"t{n}" for n in range(30)))
    fields = [Field(name, name) for name in ("title", "source", "author", "date", "url")]
    each: list[tuple[ModalScreen[Any], str]] = [
        (TagPicker(book, quotation="q " * 99), "take"),
        (NoteEditor("q " * 99, "n\n" * 40), "save"),
        (MetadataForm(fields, path="p"), "save"),
        (Confirm("Delete?", "d " * 50), "close"),
        (MessageList([Message("14:00", "error", "m " * 20)] * 40), "close"),
        (HelpDialog("reader"), "close"),
    ]
    app = Host()
    async with app.run_test(size=size) as pilot:
        for dialog, key in each:
            app.push_screen(dialog)
            await pilot.pause()
            assert key in words(app).splitlines()[-1 - trailing_blank(app)], type(dialog).__name__
            app.pop_screen()


def trailing_blank(app: App[None]) -> int:
    """Rows without words at the foot of the screen."""
    rows = words(app).splitlines()
    return next(number for number, row in enumerate(reversed(rows)) if row.strip())


# Hostile text


def dialogs(text: str) -> list[Callable[[], ModalScreen[Any]]]:
    row = KeyRow(text, (text,), text, text)
    return [
        lambda: TagPicker(
            [Tag("", text, text, text)], chosen=(text,), recent=(text,), counts={text: 1}, quotation=text
        ),
        lambda: NoteEditor(text, text, draft=text, tags=(text,)),
        lambda: MetadataForm([Field("title", text, text, text)], path=text),
        lambda: Confirm(text, text, yes=text, no=text),
        lambda: LinkDialog(text),
        lambda: LinkDialog("https://" + text),
        lambda: MessageList([Message(text, "error", text)]),
        lambda: HelpDialog(text, rows=[row]),
    ]


@pytest.mark.parametrize("index", range(len(dialogs(""))))
async def test_hostile_text_is_shown_and_does_nothing(index: int) -> None:
    app = Host()
    async with app.run_test(size=(100, 30)) as pilot:
        for text in HOSTILE:
            app.push_screen(dialogs(text)[index]())
            await pilot.pause()
            seen = words(app)
            assert not STEERING.search(seen.replace("\n", "")), ascii(text)
            if text == "see [fig. 2]":
                assert text in seen
            assert not actions_in(app)
            app.pop_screen()
        assert app.is_running
