"""What is said of an act, its undo and its redo, and how messages make room for each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.notifications import Notification
from textual.widgets._toast import Toast

from annotations.places import Places
from annotations.usecases.annotating.highlights import Edit
from annotations.workspace import Workspace
from tests.app.bench import Bench, Open, bench
from tui.app import ScholiastApp
from tui.config import Config
from tui.dialogs.confirm import Confirm
from tui.dialogs.find_bar import FindBar
from tui.dialogs.help import HelpDialog
from tui.toasts import Notice, fitted, outdated


@pytest.mark.parametrize("screen", ["", "c", "S", "O", "H"])
async def test_undo_and_redo_say_what_they_did_in_one_verb(opened: Open, screen: str) -> None:
    workspace = opened()
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"))
    async with bench(workspace) as found:
        if screen:
            await found.press(screen)
        if screen == "S":
            await found.press("enter")
        await found.press("u")
        assert found.said == "Undone: highlight “ten years”."
        await found.press("ctrl+r")
        assert found.said == "Done again: highlight “ten years”."


async def test_what_another_changed_since_is_said_and_undo_goes_on_past_it(
    opened: Open, library: Path, tmp_path: Path
) -> None:
    workspace = opened()
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "The works"))
    (made,) = workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"))
    elsewhere = tmp_path / "jonas"
    jonas = Workspace.open(library, by="Jonas", places=Places(elsewhere, elsewhere, elsewhere))
    jonas.edit([made.id], Edit(note="mine"))
    workspace.news()
    async with bench(workspace) as found:
        await found.press("u")
        assert isinstance(found.screen, Confirm)
        await found.press("n", "u", "y")
        assert found.said == "Undone: highlight “ten years”."
        assert len(workspace.annotations()) == 2
        await found.press("u")
        assert [item.id for _, item in workspace.annotations()] == [made.id]


def test_the_newest_of_a_kind_takes_the_place_of_the_one_before() -> None:
    shown = [Notice("one", about="undo"), Notice("two", severity="warning"), Notification("three")]
    assert list(outdated(shown, Notice("four", about="undo"))) == shown[:1]
    assert list(outdated(shown, Notice("four"))) == shown[:1], "what is undone and what was done are one kind"
    assert list(outdated(shown[1:], Notice("four"))) == []
    assert list(outdated(shown, Notice("four", severity="error"))) == shown[:1]
    assert list(outdated([*shown, Notice("four")], Notification("five"))) == shown[:2]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_message_takes_three_lines_at_most(width: int) -> None:
    assert fitted("Undone: highlight “ten years”.", 120) == "Undone: highlight “ten years”."
    lines = fitted("words that go on " * 99, width).splitlines()
    assert len(lines) == 3
    assert all(cell_len(line) <= max(20, width * 2 // 5) for line in lines)
    assert lines[-1].endswith("…")


async def test_messages_stand_over_the_foot_a_few_at_a_time(opened: Open) -> None:
    workspace = opened()
    for words in ("The works", "ten years", "a fifth more"):
        workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", words))
    app = ScholiastApp(workspace, Config())
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        found = Bench(app, pilot)
        await found.settle()
        await found.press("u", "u", "u")
        await found.settle()
        assert [toast.render().plain for toast in toasts(found)] == ["Undone: highlight “The works”."]
        for n in range(5):
            found.app.say(f"message {n}", severity="warning")
        await found.press("slash")
        await pilot.pause(0.1)
        assert [toast.render().plain for toast in toasts(found)] == [f"message {n}" for n in (2, 3, 4)]
        assert {toast.region.right for toast in toasts(found)} == {140}
        assert toasts(found)[-1].region.bottom == 38
        line = found.screen.query_one(FindBar).region
        assert not any(toast.region.overlaps(line) for toast in toasts(found))
        await found.press("escape", "question_mark")
        assert isinstance(found.screen, HelpDialog)
        last = found.screen.query_one("#keys").region
        assert len(toasts(found)) == 3
        assert not any(toast.region.overlaps(last) for toast in toasts(found))


def toasts(found: Any) -> list[Toast]:
    """The messages on the screen, the topmost first."""
    return sorted(found.screen.query(Toast), key=lambda toast: toast.region.y)


async def test_the_status_is_said_to_be_beyond_undo(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("r")
        assert "for you alone" in found.library.footer.notice
