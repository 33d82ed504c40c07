"""Copying: the right way for the place, said in a sentence, cleaned, and never through a shell."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
from textual.app import App

from corpus.reader import document_from
from tui.clipboard import OSC52_LIMIT, copy, ways
from tui.presenting import citation

BARE: dict[str, str] = {}


def names(environment: dict[str, str], platform: str = "linux", *, lacks: str = "") -> list[str]:
    return [way.name for way in ways(environment, lambda program: program != lacks, platform)]


def test_a_desktop_tool_is_chosen_by_the_display() -> None:
    assert names({"WAYLAND_DISPLAY": "wayland-0"}) == ["wl-copy"]
    assert names({"DISPLAY": ":0"}) == ["xclip", "xsel"]
    assert names({"DISPLAY": ":0"}, lacks="xclip") == ["xsel"]
    assert names(BARE, "darwin") == ["pbcopy"]
    assert names({"WSL_DISTRO_NAME": "Debian"}) == ["clip.exe"]
    assert names(BARE) == []


def test_far_away_only_the_terminal_reaches_the_users_clipboard() -> None:
    far = {"SSH_CONNECTION": "10.0.0.1 22", "DISPLAY": ":10", "WAYLAND_DISPLAY": "w"}
    assert names(far, "darwin") == []
    assert names({**far, "TMUX": "/tmp/tmux"})[0] == "tmux"


def test_tmux_comes_after_the_desktops_own_tools() -> None:
    assert names({"DISPLAY": ":0", "TMUX": "x"}) == ["xclip", "xsel", "tmux", "tmux buffer"]


def test_no_tool_is_run_by_a_shell() -> None:
    everything = {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0", "TMUX": "x", "WSL_DISTRO_NAME": "D"}
    for way in [*ways(everything, lambda _: True, "darwin")]:
        assert isinstance(way.command, tuple)
        assert way.command[0] not in {"sh", "bash"}


class Recorder:
    """Stands for `subprocess.run`: remembers, and answers as told."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers = list(answers)
        self.calls: list[tuple[tuple[str, ...], bytes]] = []

    def __call__(self, command: tuple[str, ...], **given: Any) -> subprocess.CompletedProcess[bytes]:
        assert "shell" not in given
        self.calls.append((command, given["input"]))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return subprocess.CompletedProcess(command, answer)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY", "TMUX", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("tui.clipboard.shutil.which", lambda program: program)
    monkeypatch.setattr("tui.clipboard.sys.platform", "linux")
    return monkeypatch


def test_the_sentence_names_the_way_and_the_size(desk: pytest.MonkeyPatch) -> None:
    run = Recorder(0)
    desk.setattr("tui.clipboard.subprocess.run", run)
    assert copy("two words", App()) == "Copied 2 words (xclip)."
    assert run.calls == [(("xclip", "-selection", "clipboard", "-in"), b"two words")]


def test_a_way_that_fails_gives_way_to_the_next(desk: pytest.MonkeyPatch) -> None:
    run = Recorder(FileNotFoundError(), 0)
    desk.setattr("tui.clipboard.subprocess.run", run)
    assert copy("word", App()) == "Copied 1 word (xsel)."


def test_when_all_fail_the_terminal_is_asked(desk: pytest.MonkeyPatch) -> None:
    desk.setattr("tui.clipboard.subprocess.run", Recorder(1, subprocess.TimeoutExpired("xsel", 2)))
    app: App[None] = App()
    assert copy("a quotation", app) == "Copied 2 words through the terminal (OSC 52), if it allows that."
    assert app.clipboard == "a quotation"


def test_what_is_copied_is_clean(desk: pytest.MonkeyPatch) -> None:
    run = Recorder(0)
    desk.setattr("tui.clipboard.subprocess.run", run)
    copy("a\x1b]52;c;eA==\x07b\u202e\nc", App())
    assert run.calls[0][1] == "a␛]52;c;eA==␇b◇\nc".encode()


def test_too_much_for_a_terminal_is_refused_with_a_reason(desk: pytest.MonkeyPatch) -> None:
    desk.delenv("DISPLAY")
    app: App[None] = App()
    assert copy("x" * OSC52_LIMIT, app).startswith("Not copied: 1 word is more than a terminal takes")
    assert app.clipboard == ""


def test_nothing_is_not_copied() -> None:
    assert copy("", App()) == "There is nothing to copy."


def test_what_is_copied_says_where_it_stands_as_a_brief_does() -> None:
    text = "# The gates\n\nThey opened.\n\n## Later\n\nMenu\n\nThey shut.\n\nAnd opened.\n"
    document = document_from(text.encode(), "a.md")
    spans = [block.span for block in document.blocks]
    where = [citation("…", document, span, [spans[3]]).partition("\n")[2] for span in (None, *spans)]
    assert where == [
        "— “The gates”",
        "— “The gates”",
        "— “The gates”, para. 1",
        "— “The gates”",
        "— “The gates”, section “Later”",
        "— “The gates”, section “Later”, para. 1",
        "— “The gates”, section “Later”, para. 2",
    ]
