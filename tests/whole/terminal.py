"""The reader in a terminal of its own, for tests that want the real thing."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pyte

ROOT = Path(__file__).parents[2]
WAIT = 20.0  # seconds until a screen must have come


def cli(*argv: str) -> str:
    """What a command prints."""
    command = [sys.executable, "-m", "tui.cli.main", *argv]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def environment() -> dict[str, str]:
    """The environment without what would overrule the terminal's own size."""
    return {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "LINES"}}


class Terminal:
    """The reader in a terminal of its own, and what its screen shows.

    Attributes:
        raw: Every byte that the program sent.
    """

    def __init__(self, *argv: str, size: tuple[int, int] = (120, 36), **more: str) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "tui.cli.main", *argv],
            cwd=str(ROOT),
            dimensions=(rows, columns),
            use_poll=True,  # select() knows no more than 1024 files, and a long run of tests opens more
            env={**environment(), "TERM": "xterm-256color", "COLORTERM": "truecolor", **more},
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
            self.read(0.2)

    def settle(self) -> None:
        """Read until nothing comes for a while."""
        while self.read(0.3):
            pass

    def press(self, keys: str) -> None:
        """Type."""
        self.child.send(keys)

    def click(self, column: int, row: int) -> None:
        """Press and release the left button on a cell, counted from 0."""
        at = f"{column + 1};{row + 1}"
        self.child.send(f"\x1b[<0;{at}M\x1b[<0;{at}m")

    def read(self, seconds: float) -> bool:
        """Take what comes within ``seconds``; whether anything came."""
        try:
            data = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            raise AssertionError(f"the program ended:\n{self.text}") from None
        self.raw += data
        self._stream.feed(data)
        return True

    def ends(self) -> int:
        """Wait for the end; the exit status, less than 0 for a signal."""
        self.child.expect(pexpect.EOF, timeout=WAIT)
        self.raw += self.child.before or b""
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus)
