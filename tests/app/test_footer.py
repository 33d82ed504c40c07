"""The status line: what must be seen stays, the rest gives way; a click is a key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES
from textual.widget import Widget

from styles import SHEET
from styles.themes import THEMES, extra_variables
from tests.app.waiting import until
from tui.registry import CONTEXTS
from tui.widgets.footer import Saved, StatusFooter


class Foot(App[None]):
    CSS_PATH = SHEET
    BINDINGS: ClassVar[list[BindingType]] = [Binding("t", "tag"), Binding("x", "tag")]
    tagged = 0

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return extra_variables(self.current_theme)

    def compose(self) -> ComposeResult:
        yield StatusFooter()

    def action_tag(self) -> None:
        self.tagged += 1

    @property
    def line(self) -> str:
        return self.query_one(StatusFooter).render().plain


@asynccontextmanager
async def foot(width: int, **given: object) -> AsyncIterator[tuple[Foot, StatusFooter]]:
    app = Foot()
    async with app.run_test(size=(width, 5)) as pilot:
        footer = app.query_one(StatusFooter)
        for name, value in given.items():
            setattr(footer, name, value)
        await pilot.pause()
        yield app, footer


async def test_wide_it_shows_place_heading_and_eight_keys() -> None:
    async with foot(130, context="reader", percent=38, minutes=2, heading="What was agreed") as (app, _):
        assert app.line.startswith("38 %  2 min left  § What was agreed  saved")
        assert app.line.endswith(
            "⏎ highlight  t tag  a note  s sentence  / find  S search  B brief  ? all keys"
        )


async def test_narrow_it_keeps_the_place_the_first_keys_and_help() -> None:
    async with foot(60, context="reader", percent=38, minutes=2, heading="What was agreed") as (app, _):
        assert app.line.startswith("38 %  2 min left")
        assert "⏎ highlight" in app.line
        assert app.line.endswith("? all keys")
        assert "B brief" not in app.line


async def test_at_80_columns_the_lesser_keys_give_way_to_a_notice() -> None:
    async with foot(80, context="selection", percent=9, minutes=2, notice="3 sentences, 75 words") as (
        app,
        _,
    ):
        assert "3 sentences, 75 words" in app.line
        assert "⏎ highlight" in app.line
        assert app.line.endswith("? all keys")


@pytest.mark.parametrize("context", ["search", "reader", "codebook"])
async def test_a_notice_never_takes_the_place_of_the_last_key(context: str) -> None:
    async with foot(40, context=context, notice="4 passages in 3 articles were tagged") as (app, _):
        assert app.line.endswith("? all keys")


@pytest.mark.parametrize("width", [10, 24, 40, 80, 120, 200])
async def test_it_never_is_wider_than_the_screen(width: int) -> None:
    async with foot(width, percent=100, minutes=0, heading="漢字 " * 40) as (app, footer):
        for context in CONTEXTS:
            footer.context = context
            assert cell_len(app.line) <= max(footer.content_size.width, cell_len("100 %  at the end"))


async def test_what_is_not_saved_is_said_at_any_width() -> None:
    async with foot(40, context="reader", percent=3, saved=Saved.NOT_SAVED) as (app, footer):
        assert app.line.startswith("NOT SAVED")
        footer.saved = Saved.SAVED
        assert "NOT SAVED" not in app.line


async def test_saved_is_said_quietly_where_there_is_room() -> None:
    async with foot(160, context="reader", percent=3, minutes=9) as (app, _):
        assert "  saved" in app.line


@pytest.mark.parametrize("width", range(100, 180, 7))
async def test_a_long_heading_is_shortened_before_saved_goes(width: int) -> None:
    given = {"context": "reader", "percent": 38, "minutes": 12}
    async with foot(width, **given) as (bare, _):
        said = "  saved" in bare.line
    async with foot(width, heading="What the alliance is for " * 9, **given) as (app, _):
        assert ("  saved" in app.line) is said
        assert cell_len(app.line) <= width


async def test_a_notice_stands_for_the_heading() -> None:
    async with foot(140, context="reader", heading="Where", notice="Deleted. u takes it back.") as (app, _):
        assert "Deleted. u takes it back." in app.line
        assert "Where" not in app.line


async def test_a_notice_goes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.widgets.footer._LASTS", 0.01)
    app = Foot()
    async with app.run_test(size=(140, 5)) as pilot:
        footer = app.query_one(StatusFooter)
        footer.notice = "gates"
        await until(pilot, lambda: not footer.notice)


async def test_a_new_notice_has_its_own_time() -> None:
    async with foot(140, notice="one") as (_, footer):
        first = footer._fading
        footer.notice = "two"
        assert footer._fading is not first
        footer.fade()
        assert footer._fading is None


LONG = Content("⏎ gives ▌durability ▌position/strength")


async def test_tags_at_hand_are_cut_before_keys_go_in_a_narrow_line() -> None:
    async with foot(80, context="reader", percent=38, sticky=LONG) as (app, footer):
        assert "⏎ gives ▌dura" in app.line
        assert LONG.plain not in app.line
        assert "s sentence" in app.line
        footer.notice = "gates  noted"
        assert "⏎ gives ▌du" in app.line
        assert "gates noted" in app.line
        assert app.line.endswith("? all keys")


async def test_tags_at_hand_are_whole_where_there_is_room() -> None:
    async with foot(160, context="reader", percent=38, sticky=LONG) as (app, _):
        assert LONG.plain in app.line
        assert "saved" in app.line


async def test_hostile_headings_are_shown_as_text() -> None:
    hostile = "[@click=app.quit]x[/]\x1b]52;c;eA==\x07\u202e"
    async with foot(160, context="reader", heading=hostile) as (app, _):
        assert "[@click=app.quit]x[/]" in app.line
        assert not set("\x1b\x07\u202e") & set(app.line)


async def test_keys_are_the_users_own() -> None:
    async with foot(120, context="reader", keymap={"tag": "x"}) as (app, _):
        assert "x tag" in app.line
        assert "t tag" not in app.line


async def test_what_is_not_to_be_had_is_not_advertised() -> None:
    async with foot(120, context="reader", without=frozenset({"search"})) as (app, _):
        assert "search" not in app.line
        assert "B brief" in app.line


async def test_a_click_on_a_key_does_what_the_key_does() -> None:
    app = Foot()
    async with app.run_test(size=(120, 5)) as pilot:
        footer = app.query_one(StatusFooter)
        footer.context = "reader"
        await pilot.pause()
        cell = app.line.index("t tag")
        await pilot.click(StatusFooter, offset=(cell + 1 + footer.gutter.left, 0))
        await pilot.pause()
        assert app.tagged == 1
        await pilot.click(StatusFooter, offset=(2, 0))
        assert app.tagged == 1


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_it_renders_in_every_theme(theme: object) -> None:
    app = Foot()
    for each in THEMES:
        app.register_theme(each)
    async with app.run_test(size=(80, 5)) as pilot:
        app.theme = getattr(theme, "name", "")
        app.query_one(StatusFooter).context = "reader"
        await pilot.pause()
        assert "highlight" in app.line


@pytest.mark.parametrize("width", [110, 120, 140])
@pytest.mark.parametrize("notice", ["", "e: of this highlight; in 3 other articles: click the number"])
@pytest.mark.parametrize("context", ["reader", "selection", "mark"])
async def test_a_wide_line_keeps_four_keys_beside_tags_and_notice(
    width: int, notice: str, context: str
) -> None:
    tags = Content("⏎ gives ▌position/strength/of-alliances ▌durability/of-promises")
    given = {"percent": 38, "minutes": 12, "sticky": tags, "notice": notice}
    async with foot(width, context=context, **given) as (app, _):
        for words in ("⏎ ", "t tag", "a note", "? all keys"):
            assert words in app.line, app.line
        assert "⏎ gives ▌" in app.line
        assert not notice or "e: " in app.line
        assert cell_len(app.line) <= width


@pytest.mark.parametrize(
    "theme", [*(each.name for each in THEMES), *(n for n in BUILTIN_THEMES if "ansi" in n)]
)
@pytest.mark.parametrize("colourless", [False, True])
async def test_the_line_looks_as_it_would_if_it_were_painted_as_other_widgets_are(
    theme: str, colourless: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if colourless:
        monkeypatch.setenv("NO_COLOR", "1")
    given = {"percent": 40, "minutes": 7, "notice": "港 said", "sticky": Content.styled("● a", "bold red")}
    async with foot(100, **given) as (app, line):
        for each in THEMES:
            app.register_theme(each)
        app.theme = theme
        await app.animator.wait_for_idle()

        def looks(strips: list[Strip]) -> list[tuple[object, ...]]:
            [strip] = strips
            found: list[tuple[object, ...]] = []
            for text, style, _ in strip:
                assert style is not None
                ground, weight = style.bgcolor, (style.bold, style.dim, style.reverse)
                found += [(sign, ground, weight, style.color if sign != " " else None) for sign in text]
            return found

        for width in (100, 61):
            crop = Region(0, 0, width, 1)
            assert looks(line.render_lines(crop)) == looks(Widget.render_lines(line, crop))
