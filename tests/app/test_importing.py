"""Importing in the reader: what is asked, shown while it goes on, reported, and done next."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from annotations.places import Places
from annotations.workspace import Workspace
from corpus.imports.report import Fate, Outcome, Report
from tests.app.waiting import until
from tui.app import ScholiastApp
from tui.config import Config
from tui.dialogs.import_report import ImportReport, summary, told
from tui.dialogs.sources import SourceDialog, completed, sources_in, verdict_on
from tui.dialogs.underway import Underway, bar
from tui.screens.library.screen import LibraryScreen

Open = Callable[[], Workspace]
WORDS = "The gates were raised at noon and nobody expected the water to hold {}."
TALK = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{WORDS}\n"


@pytest.fixture
def away(tmp_path: Path) -> Path:
    """A folder with one talk and one file that cannot be imported."""
    folder = tmp_path / "away with blanks"
    folder.mkdir()
    (folder / "talk.vtt").write_text(TALK.format("on"))
    (folder / "broken.docx").write_bytes(b"nothing of the kind")
    return folder


async def ask(pilot: Pilot[None], line: str) -> None:
    """Ask for what the line names to be imported."""
    await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
    await pilot.press("I")
    assert isinstance(pilot.app.screen, SourceDialog)
    pilot.app.screen.query_one(Input).value = line
    await pilot.press("enter")


async def test_a_folder_is_imported_reported_and_an_article_opened(opened: Open, away: Path) -> None:
    app = ScholiastApp(opened(), Config())
    async with app.run_test(size=(120, 36)) as pilot:
        await ask(pilot, str(away))
        await until(pilot, lambda: isinstance(app.screen, ImportReport))
        report = app.screen
        title = str(report.query_one("#title", Static).render())
        assert title == "1 imported, 1 failed"
        options = report.query_one(OptionList)
        assert "content is something else" in str(options.get_option_at_index(0).prompt)
        await pilot.press("enter")
        assert app.screen is report  # there is nothing to open of what failed
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and app.screen.document)
        assert isinstance(app.screen, LibraryScreen)
        await until(pilot, lambda: app.screen.path == "Talk.md")  # type: ignore[attr-defined]
        await until(pilot, lambda: not (app.screen.keeper.busy or app.screen.opener.busy))  # type: ignore[attr-defined]


async def test_a_newer_version_is_let_in_after_asking(opened: Open, away: Path, library: Path) -> None:
    workspace, source = opened(), away / "talk.vtt"
    workspace.import_documents([str(source)])
    source.write_text(TALK.format("out"))
    app = ScholiastApp(workspace, Config())
    async with app.run_test(size=(120, 36)) as pilot:
        await ask(pilot, str(source))
        await until(pilot, lambda: isinstance(app.screen, ImportReport))
        assert "hold on" in (library / "Talk.md").read_text()
        first = app.screen
        await pilot.press("u")
        await until(pilot, lambda: isinstance(app.screen, ImportReport) and app.screen is not first)
        assert "hold out" in (library / "Talk.md").read_text()
        await pilot.press("escape")
        await until(pilot, lambda: not app.screen.keeper.busy)  # type: ignore[attr-defined]


async def test_escape_stops_what_is_under_way(
    opened: Open, monkeypatch: pytest.MonkeyPatch, away: Path
) -> None:
    stopped = threading.Event()

    def slowly(self: Workspace, sources: Any, wishes: Any, *, on_progress: Any, cancelled: Any) -> Report:
        on_progress(1, 4, "\x1b[31mname")
        while not cancelled():
            stopped.wait(0.01)
        stopped.set()
        return Report((Outcome("x", Fate.STOPPED, reason="it was not come to"),))

    monkeypatch.setattr(Workspace, "import_documents", slowly)
    app = ScholiastApp(opened(), Config())
    async with app.run_test(size=(120, 36)) as pilot:
        await ask(pilot, str(away))
        await until(pilot, lambda: isinstance(app.screen, Underway))
        await until(pilot, lambda: "1 of 4" in str(app.screen.query_one("#bar", Static).render()))
        assert "\x1b" not in str(app.screen.query_one("#remark", Static).render())
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ImportReport))
        assert stopped.is_set()


async def test_a_line_that_names_nothing_is_not_taken(opened: Open, away: Path) -> None:
    app = ScholiastApp(opened(), Config())
    async with app.run_test(size=(120, 36)) as pilot:
        await ask(pilot, str(away / "nowhere.pdf"))
        assert isinstance(app.screen, SourceDialog)
        app.screen.query_one(Input).value = str(away / "ta")
        await pilot.press("tab")
        assert app.screen.query_one(Input).value == str(away / "talk.vtt")


def test_a_line_is_parted_as_in_a_shell_unless_it_is_a_path(away: Path) -> None:
    assert sources_in(f" {away} ") == (str(away),)
    assert sources_in(f"'{away}' x.pdf") == (str(away), "x.pdf")
    assert sources_in("https://e.example/a?b='c'") == ("https://e.example/a?b='c'",)
    assert sources_in("it's") == ("it's",)
    assert sources_in("  ") == ()


def test_what_would_come_of_a_line_is_told(away: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert verdict_on(str(away)).words.startswith("A folder")
    assert verdict_on(str(away / "talk.vtt")).words == "Subtitles, 1 KB."
    assert "e.example" in verdict_on("https://e.example/a").words
    assert not verdict_on("ftp://e.example/a").good
    assert not verdict_on(str(away / "no\x00thing")).good
    assert not verdict_on("").good
    monkeypatch.setattr("corpus.imports.kinds.find_spec", lambda name: None)
    assert "-m pip install 'mammoth" in verdict_on(str(away / "broken.docx")).words


def test_a_path_is_completed_by_the_first_that_continues_it(away: Path) -> None:
    (away / "inner").mkdir()
    (away / ".hidden").mkdir()
    assert completed(f"{away}/i") == f"{away}/inner/"
    assert completed(f"{away}/") == f"{away}/broken.docx"
    assert completed(f"{away}/talk.vtt") == completed(f"{away}/none/x") == completed("https://e") == ""


def test_a_report_is_told_in_numbers_and_without_control_characters() -> None:
    hostile = Outcome("a\x1b[2J", Fate.FAILED, title="[bold]x[/]", reason="it is \x07 so")
    assert "\x1b" not in str(told(hostile))
    assert "[bold]x[/]" in str(told(hostile))
    assert summary(Report((hostile,), passed_over=2)) == "1 failed, 2 of other kinds passed over"
    assert summary(Report(())) == "There was nothing to import"
    assert str(bar(1, 2)).count("━") == 40


def test_a_path_is_looked_for_in_the_library_first_and_where_is_said(
    away: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (here / "talk.vtt").write_text(TALK)
    (here / "only.vtt").write_text(TALK)
    monkeypatch.chdir(here)
    assert sources_in("talk.vtt only.vtt", away) == (str(away / "talk.vtt"), "only.vtt")
    assert sources_in(".", away) == (str(away / "."),)
    assert verdict_on("talk.vtt", away).words == "Subtitles, 1 KB, in the library."
    assert verdict_on("only.vtt", away).words == f"Subtitles, 1 KB, in {here}."
    assert completed("ta", away) == "talk.vtt"
    assert completed("on", away) == "only.vtt"


async def test_an_empty_library_says_what_could_be_imported_from_it(places: Places, away: Path) -> None:
    workspace = Workspace.open(away, by="Mira", places=places)
    app = ScholiastApp(workspace, Config())
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await until(pilot, lambda: "could be imported" in app.screen.reader.document.text)  # type: ignore[attr-defined]
        assert "2 files here could be imported" in app.screen.reader.document.text  # type: ignore[attr-defined]
        await ask(pilot, ".")
        await until(pilot, lambda: isinstance(app.screen, ImportReport))
        assert app.screen.query_one("#title", Static).render() is not None
    again = Workspace.open(away, by="Mira", places=places)
    again.refresh()
    assert again.importable() == ("broken.docx",)
    assert [each.kind for each in again.check()] == ["importable"]


def test_the_list_of_a_folder_without_articles_says_it_too(
    away: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tui.cli.main import main

    with pytest.raises(SystemExit) as ended:
        main(["list", "-L", str(away)])
    assert ended.value.code == 0
    printed = capsys.readouterr()
    assert printed.out == "No articles here.\n"
    assert "2 files here could be imported: broken.docx, talk.vtt." in printed.err
