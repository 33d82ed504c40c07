"""The find bar: says what is typed, as it is typed, and leaves the finding to others."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from styles import SHEET
from styles.themes import extra_variables
from tui.dialogs.find_bar import FindBar


class Page(App[None]):
    CSS_PATH = SHEET

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[Any, ...]] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return extra_variables(self.current_theme)

    def compose(self) -> ComposeResult:
        yield FindBar()

    @on(FindBar.Changed)
    def _changed(self, message: FindBar.Changed) -> None:
        self.said.append(("changed", message.text))

    @on(FindBar.Accepted)
    def _accepted(self, message: FindBar.Accepted) -> None:
        self.said.append(("accepted", message.text))

    @on(FindBar.Stepped)
    def _stepped(self, message: FindBar.Stepped) -> None:
        self.said.append(("stepped", message.by))

    @on(FindBar.Dismissed)
    def _dismissed(self) -> None:
        self.said.append(("dismissed",))

    @property
    def bar(self) -> FindBar:
        return self.query_one(FindBar)

    @property
    def count(self) -> str:
        return str(self.bar.query_one("#find-count", Static).content)


async def test_it_is_hidden_until_it_is_opened() -> None:
    app = Page()
    async with app.run_test() as pilot:
        assert not app.bar.display
        app.bar.open()
        await pilot.pause()
        assert app.bar.display
        assert app.focused is app.bar.query_one(Input)
        app.bar.close()
        await pilot.pause()
        assert not app.bar.display


async def test_it_says_what_is_typed_and_what_is_pressed() -> None:
    app = Page()
    async with app.run_test() as pilot:
        app.bar.open()
        await pilot.press("a", "space", "b", "down", "up", "enter", "escape")
        assert app.said == [
            ("changed", "a"), ("changed", "a "), ("changed", "a b"),
            ("stepped", 1), ("stepped", -1), ("accepted", "a b"), ("dismissed",),
        ]  # fmt: skip


async def test_opening_again_offers_the_old_words_for_overwriting() -> None:
    app = Page()
    async with app.run_test() as pilot:
        app.bar.open("old [/]\x1b")
        await pilot.pause()
        assert app.said == []
        assert app.bar.query_one(Input).value == "old [/]␛"
        await pilot.press("n")
        assert app.said == [("changed", "n")]


async def test_it_counts() -> None:
    app = Page()
    async with app.run_test() as pilot:
        app.bar.open()
        app.bar.show_count(0, 0)
        assert app.count == ""
        await pilot.press("x")
        app.bar.show_count(0, 0)
        assert app.count == "not found"
        app.bar.show_count(2, 7)
        assert app.count == "2 of 7"
