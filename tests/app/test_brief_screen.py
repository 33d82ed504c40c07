"""The brief on the screen: where it is saved, what happens when it cannot be, and little room."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select

from annotations.errors import NotWritten
from annotations.workspace import Workspace
from tests.app.waiting import settle
from tui.app import ScholiastApp
from tui.config import Config
from tui.dialogs.confirm import Confirm
from tui.screens.brief import BriefScreen
from tui.screens.library.screen import LibraryScreen
from tui.widgets.article_row import ArticleRow, article_lines
from tui.widgets.footer import Saved, StatusFooter
from tui.widgets.reader import Reader

Open = Callable[[], Workspace]


@asynccontextmanager
async def brief(
    workspace: Workspace, size: tuple[int, int] = (120, 30)
) -> AsyncIterator[tuple[BriefScreen, Pilot[None]]]:
    """The brief of a library, made and shown."""
    app = ScholiastApp(workspace, Config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.2)
        await pilot.press("B")
        screen = app.screen
        assert isinstance(screen, BriefScreen)
        await screen.made.wait()
        await settle(pilot)  # the first look is made anew once speakers and stories are known
        yield screen, pilot


@pytest.fixture
def marked(opened: Open) -> Workspace:
    """A library with one annotation."""
    workspace = opened()
    workspace.annotate("harbour.md", workspace.quoted("harbour.md", "The water held."), tags=["water"])
    return workspace


def real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def said(screen: BriefScreen) -> str:
    return screen.app.messages[-1].text


@pytest.mark.parametrize("there", [False, True])
async def test_what_cannot_be_written_is_said_and_another_file_asked_for(
    marked: Workspace, library: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    async with brief(marked) as (screen, pilot):
        if there:
            (library / "brief.md").write_text(screen.text.replace("held", "hold"), encoding="utf-8")

        def refuse(path: Path, data: bytes, *, new_only: bool = False) -> None:
            raise NotWritten(f"{path} cannot be written: Read-only file system.")

        with monkeypatch.context() as patch:
            patch.setattr(marked, "write", refuse)
            if there:
                patch.setattr(marked, "rewritten", lambda *_: refuse(screen.target, b""))
            await pilot.press("ctrl+s")
            await settle(pilot)
        assert screen.app.screen is screen
        assert "Read-only file system" in said(screen)
        assert screen.query_one(StatusFooter).saved is Saved.NOT_SAVED
        assert screen.focused is screen.query_one("#file", Input)
        screen.query_one("#file", Input).value = "other.md"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert (library / "other.md").read_text("utf-8") == screen.text
        assert screen.query_one(StatusFooter).saved is Saved.SAVED


async def test_only_a_file_that_is_no_brief_is_asked_about(marked: Workspace, library: Path) -> None:
    (library / "brief.md").write_text("My own.", encoding="utf-8")
    async with brief(marked) as (screen, pilot):
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(screen.app.screen, Confirm)
        assert (library / "brief.md").read_text("utf-8") == "My own."


async def test_a_saved_file_is_named_whole_without_detours_and_from_home_on(
    marked: Workspace, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = real(library)
    monkeypatch.setenv("HOME", str(home))
    async with brief(marked) as (screen, pilot):
        for name, shown in (
            ("brief.md", "~/brief.md"),
            ("notes/../notes/b.md", "~/notes/b.md"),
            ("notes/../../out.md", str(home.parent / "out.md")),
        ):
            screen.query_one("#file", Input).value = name
            await pilot.press("ctrl+s")
            await settle(pilot)
            assert said(screen) == f"Saved {shown}."
            assert (library / name).read_text("utf-8") == screen.text


async def test_a_part_changed_by_hand_is_kept_and_counted(marked: Workspace, library: Path) -> None:
    async with brief(marked) as (screen, pilot):
        mine = screen.text.replace("> The water held.\n", "> The water held.\n>\n> (Did it?)\n")
        (library / "brief.md").write_text(mine, encoding="utf-8")
        await pilot.press("ctrl+s")
        await settle(pilot)
        where = real(library)
        assert said(screen) == f"brief.md: 0 parts renewed, 0 added, 1 changed by hand and kept; in {where}."
        assert (library / "brief.md").read_text("utf-8") == mine


@pytest.mark.parametrize("size", [(40, 10), (79, 24)])
async def test_where_there_is_little_room_brief_and_choices_take_turns(
    marked: Workspace, size: tuple[int, int]
) -> None:
    async with brief(marked, size) as (screen, pilot):
        page, choices = screen.query_one("#page"), screen.query_one("#choices")
        assert (page.display, page.size.width, choices.display) == (True, size[0], False)
        await pilot.press("e")
        await pilot.pause()
        assert (page.display, choices.display, choices.outer_size.width) == (False, True, size[0])
        assert screen.focused is screen.query_one("#query", Input)
        for field in ("group", "flavour", "template", "file"):
            await pilot.press("tab")
            focused = screen.focused
            assert focused is not None
            assert focused.id == field
            assert choices.region.contains_region(focused.region)
        await pilot.press("escape")
        await settle(pilot)
        assert (page.display, choices.display, page.has_focus) == (True, False, True)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(screen.app.screen, LibraryScreen)


async def test_where_there_is_room_brief_and_choices_stand_side_by_side(marked: Workspace) -> None:
    async with brief(marked, (80, 24)) as (screen, pilot):
        page, choices = screen.query_one("#page"), screen.query_one("#choices")
        assert (page.display, choices.display) == (True, True)
        await pilot.press("e")
        await pilot.pause()
        assert (page.display, choices.display) == (True, True)
        assert screen.focused is screen.query_one("#query", Input)
        assert screen.query_one(StatusFooter).context == "form"


async def test_words_are_found_in_the_brief(marked: Workspace) -> None:
    async with brief(marked) as (screen, pilot):
        await pilot.press("n")
        assert screen.query_one(StatusFooter).notice == "nothing to find yet: / looks for words"
        await pilot.press("slash", *"water", "enter")
        await pilot.pause()
        reader = screen.query_one(Reader)
        assert reader.has_focus
        assert reader.matches
        assert {span.of(reader.document.text).lower() for span in reader.matches} == {"water"}
        first = reader.caret
        await pilot.press("n")
        assert screen.query_one(StatusFooter).notice.endswith(f"of {len(reader.matches)}")
        assert reader.caret != first
        await pilot.press("escape")
        assert not reader.matches
        await pilot.press("n")
        assert reader.matches, "what was found can be walked through again"
        await pilot.press("slash", "escape")
        await pilot.pause()
        assert screen.app.screen is screen
        assert not reader.matches


async def test_two_briefs_read_differently_in_the_list() -> None:
    rows = [
        ArticleRow(path, "Brussels", "", "", 1, "unread", 0, brief=True)
        for path in ("brief.md", "x/second.md")
    ]
    said = ["".join(run.text for run in article_lines(row, 40)[-1]) for row in rows]
    assert "brief · brief.md" in said[0]
    assert "brief · second.md" in said[1]


async def test_the_choices_are_those_of_the_brief_that_was_saved_last(marked: Workspace) -> None:
    async with brief(marked) as (screen, pilot):
        screen.query_one("#query", Input).value = "tag:water"
        screen.query_one("#group", Select).value = "date"
        screen.query_one("#flavour", Select).value = "pandoc"
        screen.query_one("#file", Input).value = "water.md"
        await pilot.press("ctrl+s")
        await settle(pilot)
    async with brief(marked) as (screen, pilot):
        assert screen.query_one("#file", Input).value == "water.md"
        assert screen.request.query == "tag:water"
        assert (str(screen.request.group_by), str(screen.request.flavour)) == ("date", "pandoc")
        assert "link-citations" in screen.text, "what is shown is of these choices already"
        screen.query_one("#group", Select).value = "source"
        await pilot.press("ctrl+s")
        await settle(pilot)
    saved = (marked.root / "water.md").read_text("utf-8")
    assert 'scholiast-group: "source"' in saved
    assert saved.count("The water held.") == 1
