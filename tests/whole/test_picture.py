"""The picture in a real terminal: there at once, gone without a trace, and nothing typed is lost."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from pathlib import Path

import pexpect
import pytest

from tests.whole.terminal import ROOT, WAIT, Terminal, cli, environment

BEGINS = b"\x1b[?1004h"  # what the program asks for first
LEAVES = b"\x1b[?1049l"
SLOW = """
import sys, time

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "tui.app":
            time.sleep(60)

sys.meta_path.insert(0, Finder())
"""
OLD = 1_700_000_000


@pytest.fixture
def left(library: Path) -> Path:
    """The library, read and left in a terminal of 120 columns and 36 rows."""
    for path in library.rglob("*.*"):
        os.utime(path, (OLD, OLD))
    terminal = Terminal(str(library))
    terminal.until(" left")
    terminal.press("s")  # waits until the whole of the article is there, without which there is no picture
    terminal.until("1 sentence")
    terminal.press("q")
    assert terminal.ends() == 0
    return library


def pictured(library: Path) -> Terminal:
    """The program with nothing on the screen but the picture."""
    terminal = Terminal(str(library))
    terminal.until(" left")
    assert BEGINS not in terminal.raw
    return terminal


def test_the_picture_comes_first_and_nothing_on_the_screen_changes_after_it(left: Path) -> None:
    terminal = pictured(left)
    first = terminal.text
    assert "Costs of the harbour" in first
    seen = {first}
    end = time.monotonic() + WAIT
    while BEGINS not in terminal.raw or terminal.read(0.5):
        assert time.monotonic() < end
        terminal.read(0.01)
        seen.add(terminal.text)
    assert seen == {first}
    assert terminal.raw.count(b"\x1b[?1049h") == 1
    terminal.press("q")
    assert terminal.ends() == 0
    assert terminal.raw.count(LEAVES) == 1


def test_what_is_typed_on_the_picture_is_done_and_not_echoed(left: Path) -> None:
    terminal = pictured(left)
    terminal.press("}s\r")
    terminal.until("1 highlight")
    assert "}s" not in terminal.text
    terminal.press("q")
    assert terminal.ends() == 0
    assert "1 annotation" in cli("annotations", "-L", str(left))


@pytest.mark.parametrize("keys", ["q", "\x11"])
def test_one_can_leave_at_once_and_the_terminal_is_as_it_was(left: Path, keys: str) -> None:
    terminal = Terminal(str(left))
    before = termios.tcgetattr(terminal.child.child_fd)
    terminal.until(" left")
    assert termios.tcgetattr(terminal.child.child_fd)[3] != before[3]
    terminal.press(keys)
    slave_stays_open = os.open(os.ttyname(terminal.child.child_fd), os.O_RDWR | os.O_NOCTTY)
    assert terminal.ends() == 0
    assert termios.tcgetattr(slave_stays_open) == before
    os.close(slave_stays_open)


def hindered(library: Path, hindrance: str) -> pexpect.spawn[bytes]:
    """The program with something in the way of what is imported behind the picture."""
    return pexpect.spawn(
        sys.executable,
        ["-c", f"{hindrance}\nfrom tui.cli.main import main; main()", str(library)],
        cwd=str(ROOT),
        dimensions=(36, 120),
        use_poll=True,  # as there may be more than 1024 files open
        env={**environment(), "TERM": "xterm-256color", "COLORTERM": "truecolor"},
    )


def test_a_program_that_cannot_begin_takes_its_picture_down(left: Path) -> None:
    child = hindered(left, "import sys; sys.modules['tui.app'] = None")
    child.expect_exact(LEAVES, timeout=WAIT)
    assert b"Costs of the harbour" in child.before
    child.expect_exact("tui.app", timeout=WAIT)
    child.expect(pexpect.EOF, timeout=WAIT)
    child.close()
    assert child.exitstatus == 2


def test_whoever_is_ended_behind_the_picture_takes_it_down(left: Path) -> None:
    child = hindered(left, SLOW)
    child.expect_exact("Costs of the harbour", timeout=WAIT)
    child.kill(signal.SIGTERM)
    child.expect_exact(LEAVES, timeout=WAIT)
    child.expect(pexpect.EOF, timeout=WAIT)
    child.close()
    assert child.exitstatus == 128 + signal.SIGTERM


def test_the_end_of_the_terminal_behind_the_picture_is_the_end(left: Path) -> None:
    child = hindered(left, SLOW)
    child.expect_exact("Costs of the harbour", timeout=WAIT)
    child.close(force=False)
    assert not child.isalive()
