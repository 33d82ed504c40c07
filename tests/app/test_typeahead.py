"""Keys that come before what they mean is there wait for it, or it is said that they did nothing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from annotations.places import Places
from annotations.store import Store
from annotations.workspace import Workspace
from tests.app.bench import Open, bench
from tests.app.waiting import held_back, settle, until
from tui import typeahead
from tui.app import ScholiastApp
from tui.config import Config
from tui.picture import Standing
from tui.screens.library.screen import LibraryScreen
from tui.widgets.reader import Reader

FIRST = "The gates were raised at noon."


def said(workspace: Workspace) -> list[tuple[str, tuple[str, ...]]]:
    return [(item.selectors.exact, item.tags) for _, item in workspace.annotations()]


SIZE = (140, 40)


@pytest.mark.parametrize("picture", [True, False])
async def test_what_is_typed_at_the_very_start_acts_on_the_text_that_is_seen(
    picture: bool, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    workspace.document("harbour.md", keep=True)
    workspace = opened()
    workspace.personal.keep_layout({**workspace.personal.layout, "last": "harbour.md"})
    may_open, articles = threading.Event(), Workspace.articles

    def slow(self: Workspace) -> Any:
        assert not picture or may_open.wait(30)
        return articles(self)

    monkeypatch.setattr(Workspace, "articles", slow)
    app = ScholiastApp(workspace, Config())
    app.standing = Standing([], SIZE) if picture else None
    async with app.run_test(size=SIZE) as pilot:
        (screen,) = (one for one in app.screen_stack if isinstance(one, LibraryScreen))
        await pilot.press("right_curly_bracket", "s", "enter", "t", "x", "enter")
        if picture:
            assert screen.document is None, "the library is not open yet"
            assert not screen.said
        may_open.set()
        await until(pilot, lambda: said(workspace) == [(FIRST, ("x",))])
        assert app.screen is screen
        await settle(pilot)


async def test_what_is_typed_too_early_for_too_long_is_said_to_have_done_nothing(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    workspace.document("harbour.md", keep=True)
    workspace = opened()
    workspace.personal.keep_layout({"last": "harbour.md"})
    may_open = held_back(monkeypatch, Workspace, "articles")
    monkeypatch.setattr(typeahead, "PATIENCE", 0.01)
    app = ScholiastApp(workspace, Config())
    app.standing = Standing([], SIZE)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s", "enter")
        await until(pilot, lambda: app.messages)
        assert "not open yet" in app.messages[-1].text
        (screen,) = (one for one in app.screen_stack if isinstance(one, LibraryScreen))
        may_open.set()
        await until(pilot, lambda: screen.document is not None)
        await settle(pilot)
        assert said(workspace) == []


async def test_a_key_typed_while_a_highlight_is_being_saved_means_that_highlight(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        may_save = held_back(monkeypatch, Store, "commit")
        await found.pilot.press("right_curly_bracket", "s", "enter", "t", "x", "enter", "plus")
        assert found.screen is found.library, "the picker has to know what is tagged"
        may_save.set()
        await until(found.pilot, lambda: said(workspace) == [(f"{FIRST} Nobody", ("x",))])


async def test_escape_lets_go_of_what_waits(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        may_save = held_back(monkeypatch, Store, "commit")
        await found.pilot.press("right_curly_bracket", "s", "enter", "d", "escape")
        may_save.set()
        await found.settle()
        assert said(workspace) == [(FIRST, ())]


async def test_a_new_article_that_is_being_opened_is_not_opened_again_for_being_new(
    library: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read = held_back(monkeypatch, Workspace, "document")
    new: list[str] = []
    whole: list[str] = []
    looked, show = LibraryScreen.looked, Reader.show

    def noted(self: LibraryScreen, outcome: Any) -> None:
        looked(self, outcome)
        new.extend(outcome.added)

    def shown(self: Reader, document: Any, *rest: Any, **more: Any) -> None:
        show(self, document, *rest, **more)
        if document.digest:
            whole.append(document.path)

    monkeypatch.setattr(LibraryScreen, "looked", noted)
    monkeypatch.setattr(Reader, "show", shown)
    app = ScholiastApp(Workspace.open(library, places=places), Config())
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: new)
        may_read.set()
        await settle(pilot)
        assert "harbour.md" in new
        assert whole == ["harbour.md"]
