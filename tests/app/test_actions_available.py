"""Palette and help offer what can be done here and now, and running it does it."""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, Static

from tui.actions import ACTIONS, CONTEXTS, bindings, in_context
from tui.available import Offer, missing, offers
from tui.dialogs.help import HelpDialog, key_rows
from tui.external import NoEditor, edit, editor_command
from tui.palette import ActionProvider, _line


class Pane(Static, can_focus=True):
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reader")]
    went = 0

    def action_line_down(self) -> None:
        self.went += 1


class Page(Screen[None]):
    undone = 0
    tagging = True
    pinned: tuple[int, ...] = ()

    themed = 0

    def compose(self) -> ComposeResult:
        self.pane = Pane()
        yield self.pane

    def on_mount(self) -> None:
        self.pane.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.tagging if action == "tag" else True

    def action_undo(self) -> None:
        self.undone += 1

    def action_tag(self) -> None: ...

    def action_pinned(self, digit: int) -> None:
        self.pinned = (*self.pinned, digit)


class Program(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("global")]
    COMMANDS = {ActionProvider}  # noqa: RUF012
    themed = 0

    def get_default_screen(self) -> Page:
        return Page()

    def action_theme(self) -> None:
        self.themed += 1

    @property
    def page(self) -> Page:
        page = self.screen_stack[0]
        assert isinstance(page, Page)
        return page


def ids(app: Program) -> set[str]:
    return {offer.action.id for offer in offers(app.page)}


async def test_only_what_exists_and_is_allowed_is_offered() -> None:
    app = Program()
    async with app.run_test():
        assert {"line_down", "undo", "tag", "pinned_3", "palette", "theme", "quit"} <= ids(app)
        assert "brief" not in ids(app)  # no method here
        assert "open" not in ids(app)  # not a list
        app.page.tagging = False
        assert "tag" not in ids(app)


async def test_what_has_no_method_is_missing() -> None:
    app = Program()
    async with app.run_test():
        gone = missing(app.page)
        assert {"brief", "search", "codebook"} <= gone
        assert not gone & {"undo", "tag", "pinned_3", "palette", "quit", "line_down", "open"}


async def test_help_rows_have_the_users_keys_and_leave_out_what_has_none() -> None:
    app = Program()
    async with app.run_test() as pilot:
        app.set_keymap({"undo": "f9"})
        await pilot.pause()
        rows = {row.label: row.keys for row in key_rows(offers(app.page))}
        assert rows["Undo"] == ("F9",)
        assert rows["Line down"] == ("j", "↓")
        assert "Theme" not in rows


async def choose(words: str) -> Page:
    app = Program()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        assert ids(app) >= {"undo", "line_down"}, "the palette does not hide what lies below it"
        app.screen.query_one(Input).value = words
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Page)
        app.page.themed = app.themed
        return app.page


async def test_the_palette_runs_actions_of_screen_widget_and_app() -> None:
    assert (await choose("Undo")).undone == 1
    assert (await choose("Line down")).pane.went == 1
    assert (await choose("Theme")).themed == 1
    assert (await choose("Pinned tag 7")).pinned == (7,)


async def test_keys_run_actions_with_their_digit() -> None:
    app = Program()
    async with app.run_test() as pilot:
        await pilot.press("4", "u")
        assert app.page.pinned == (4,)
        assert app.page.undone == 1


def test_the_editor_is_the_configured_one_then_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "emacs -nw")
    monkeypatch.setenv("EDITOR", "vi")
    assert editor_command("code --wait") == ["code", "--wait"]
    assert editor_command() == ["emacs", "-nw"]
    monkeypatch.delenv("VISUAL")
    assert editor_command() == ["vi"]
    monkeypatch.delenv("EDITOR")
    with pytest.raises(NoEditor, match="No editor is named"):
        editor_command()
    with pytest.raises(NoEditor, match="cannot be read"):
        editor_command('vi "')


class Lent(App[None]):
    """An app whose terminal can be lent although there is none."""

    def suspend(self):  # type: ignore[no-untyped-def]  # noqa: ANN201
        from contextlib import nullcontext

        return nullcontext()


def test_text_goes_through_the_editor_and_comes_back_clean(tmp_path: Path) -> None:
    script = tmp_path / "an editor.py"
    script.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\np.write_text(p.read_text() + ' two\\x1b\\n')\n"
    )
    assert edit("one", Lent(), f"'{sys.executable}' '{script}'") == "one two␛"


def test_an_editor_that_fails_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoEditor, match="could not be started"):
        edit("one", Lent(), str(tmp_path / "none"))
    with pytest.raises(NoEditor, match="ended with status 3"):
        edit("one", Lent(), f"'{sys.executable}' -c 'raise SystemExit(3)'")


def test_what_a_failing_editor_wrote_is_kept_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\npathlib.Path(sys.argv[1]).write_text('long words')\nsys.exit(1)\n"
    )
    with pytest.raises(NoEditor) as failed:
        edit("one", Lent(), f"'{sys.executable}' '{script}'")
    (kept,) = folder.iterdir()
    assert (kept.read_text(), str(kept) in str(failed.value)) == ("long words", True)
    kept.unlink()
    for command in ("true", "false", str(tmp_path / "none")):
        with suppress(NoEditor):
            edit("one", Lent(), command)
    assert not list(folder.iterdir())


async def test_a_terminal_that_cannot_be_lent_is_no_disaster() -> None:
    app: App[None] = App()
    async with app.run_test():
        with pytest.raises(NoEditor, match="cannot be lent"):
            edit("one", app, "true")


def test_every_screen_is_named_over_its_keys() -> None:
    places = [place for place, stack in CONTEXTS.items() if "global" in stack and place != "global"]
    assert [place for place in places if HelpDialog(place).heading().plain == "Keys"] == []


@pytest.mark.parametrize(
    ("context", "group"), [("quotations", "Quotations"), ("comparing", "Echoes"), ("kwic", "Searching")]
)
def test_the_keys_of_a_screen_come_first_in_its_help(context: str, group: str) -> None:
    offers = [Offer(action, DOMNode(), ("k",)) for action in in_context(context) if action.keys]
    rows = key_rows(offers, context)
    assert rows[0].group == group
    groups = [row.group for row in rows]
    assert len([at for at in range(1, len(groups)) if groups[at] != groups[at - 1]]) == len(set(groups)) - 1
    assert len(rows) == len(offers)


def test_a_long_name_in_the_palette_stands_apart_from_its_key() -> None:
    for action in ACTIONS:
        line = _line(Offer(action, DOMNode(), ("ctrl+shift+pagedown",))).plain
        assert f"{action.label}  " in line
        assert "ctrl+shift+pagedown  " in line
