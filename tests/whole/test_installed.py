"""The program as it is installed: the wheel's content, and the reader in a real terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pexpect
import pyte
import pytest

ROOT = Path(__file__).parents[2]
WAIT = 20.0  # seconds until a screen must have come


def _environment() -> dict[str, str]:
    """The environment without what would overrule the terminal's own size."""
    return {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "LINES"}}


class Terminal:
    """The reader in a terminal of its own, and what its screen shows."""

    def __init__(self, *argv: str, size: tuple[int, int] = (120, 36), **environment: str) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "tui.cli.main", *argv],
            cwd=str(ROOT),
            dimensions=(rows, columns),
            env={**_environment(), "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment},
        )

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.screen.display)

    def until(self, words: str) -> None:
        """Read until the screen shows ``words``."""
        end = time.monotonic() + WAIT
        while words not in self.text:
            assert time.monotonic() < end, f"{words!r} never came:\n{self.text}"
            self._read()

    def press(self, keys: str) -> None:
        """Type."""
        self.child.send(keys)

    def _read(self) -> None:
        try:
            data = self.child.read_nonblocking(65536, timeout=0.2)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            raise AssertionError(f"the program ended:\n{self.text}") from None
        self.raw += data
        self._stream.feed(data)

    def ends(self) -> int:
        """Wait for the end; the exit status."""
        self.child.expect(pexpect.EOF, timeout=WAIT)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus)


def cli(*argv: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "tui.cli.main", *argv], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout


def test_the_main_job_in_a_real_terminal(library: Path) -> None:
    terminal = Terminal(str(library))
    terminal.until("Costs of the harbour")
    terminal.press("\t\x1b[Z")
    terminal.press("}s\r")
    terminal.until("1 highlight")
    terminal.press("t")
    terminal.until("find a tag")
    terminal.press("harbour/first\r")
    terminal.until("harbour/first")
    terminal.press("a")
    terminal.until("Ctrl+s")
    terminal.press("Seen from a terminal.\x13")
    terminal.until("Seen from a terminal.")
    terminal.press("q")
    assert terminal.ends() == 0
    out = cli("annotations", "-L", str(library))
    assert "#harbour/first" in out
    assert "Seen from a terminal." in out


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_what_the_screen_showed_as_saved_survives_the_end(library: Path, number: signal.Signals) -> None:
    terminal = Terminal(str(library))
    terminal.until("Costs of the harbour")
    terminal.press("}s\r")
    terminal.until("1 highlight")
    terminal.child.kill(number)
    terminal.ends()
    assert "1 annotation" in cli("annotations", "-L", str(library))


def test_a_note_being_typed_survives_a_kill(library: Path) -> None:
    terminal = Terminal(str(library))
    terminal.until("Costs of the harbour")
    terminal.press("}a")
    terminal.until("Ctrl+s")
    terminal.press("half a thought")
    terminal.until("draft kept")
    terminal.child.kill(signal.SIGKILL)
    terminal.ends()
    again = Terminal(str(library))
    again.until("Costs of the harbour")
    again.press("}a")
    again.until("half a thought")
    again.press("\x1b")
    again.press("q")


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (80, 24), (40, 10)])
def test_it_opens_and_closes_at_every_size_without_colour(library: Path, size: tuple[int, int]) -> None:
    terminal = Terminal(str(library), size=size, NO_COLOR="1")
    terminal.until("min left" if size[0] >= 80 else "%")
    terminal.press("q")
    assert terminal.ends() == 0


def test_it_leaves_the_terminal_as_it_was(library: Path) -> None:
    terminal = Terminal(str(library))
    terminal.until("Costs of the harbour")
    terminal.press("q")
    terminal.child.expect(pexpect.EOF, timeout=WAIT)
    tail = terminal.raw + (terminal.child.before or b"")
    assert b"\x1b[?1049l" in tail
    assert b"\x1b[?25h" in tail
    assert b"Traceback" not in tail


@pytest.mark.slow
def test_the_wheel_holds_sheets_themes_and_sample_and_works_when_installed(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "styles/app.tcss" in names
    assert "corpus/articles/annotations.jsonl" in names
    assert sum(name.startswith("corpus/articles/") and name.endswith((".md", ".txt")) for name in names) >= 10
    assert not [name for name in names if name.startswith(("tests", "benchmarks", "scripts", "docs"))]
    target = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)],
        check=True,
    )
    done = subprocess.run(
        [sys.executable, "-c", "import tui.cli.main as m; print(m.__file__); m.main(['--sample'])"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(target) in done.stdout
    assert "12 articles, 50 highlights" in done.stdout
