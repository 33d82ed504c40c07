"""The picture: the screen as the library was left, put on the terminal before what draws it is read in.

It is derived, and no more than a picture: nothing can be done in it, keys wait in the terminal, and the first
frame of the program takes its place. Whatever is damaged in it, or would begin otherwise now, makes it none.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import termios
import time
import tty
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson

from corpus.cache import load, path_to, save
from corpus.clean import clean

if TYPE_CHECKING:
    from annotations.workspace import Workspace

ENTER: Final = "\x1b[?1049h"
"""Leaves what the terminal showed before as it is, to be shown again."""
_LEAVE: Final = "\x1b[?1049l\x1b[?25h"
# As one frame, without a cursor; a line that is too long for the terminal ends at its edge.
_BEGIN: Final = f"{ENTER}\x1b[?2026h\x1b[?25l\x1b[?7l"
_END: Final = "\x1b[0m\x1b[?7h\x1b[?2026l"

FORMAT: Final = 1
_TERMINATED: Final = 128 + signal.SIGTERM  # as a shell has it
_SETTLED_NS: Final = 2_000_000_000  # a younger file may change again without a change of its stamp
_FILE: Final = "picture.json"
_LOOK: Final = re.compile(r"\x1b\[[0-9;]*m")
_COLOURS: Final = ("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_THEME")


class Standing:
    """A terminal on which a picture stands until the program takes it over.

    Attributes:
        before: The attributes of the terminal before that.
        size: Columns and rows of the picture.
        is_over: Whether the program has the terminal.
    """

    def __init__(self, before: list[Any], size: tuple[int, int]) -> None:
        self.before = before
        self.size = size
        self.is_over = False
        self._ended = signal.getsignal(signal.SIGTERM)

    def put_up(self, lines: Sequence[str]) -> None:
        """Show the lines; what is typed from now on waits as the program would read it, and is not echoed."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
        now = [*self.before]
        now[tty.IFLAG] &= ~(termios.ICRNL | termios.IXON)
        now[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
        termios.tcsetattr(sys.stdin, termios.TCSANOW, now)
        rows = "".join(f"\x1b[{number}H\x1b[0m{line}" for number, line in enumerate(lines, 1))
        _write(f"{_BEGIN}{rows}{_END}")

    def take_over(self) -> list[Any]:
        """Leave the terminal to somebody else; the attributes that it is to have in the end."""
        self.is_over = True
        signal.signal(signal.SIGTERM, self._ended)
        return self.before

    def take_down(self) -> None:
        """Leave the terminal as it was, if nobody took it over."""
        if not self.is_over:
            _write(_LEAVE)
            termios.tcsetattr(sys.stdin, termios.TCSANOW, self.take_over())


@contextmanager
def picture_of(workspace: Workspace) -> Iterator[Standing | None]:
    """Put up the picture of a library for as long as the program takes to begin; None where there is none."""
    standing = None
    try:
        with suppress(OSError, ValueError, termios.error):
            size = os.get_terminal_size(sys.stdout.fileno())
            lines = kept_picture(workspace, size)
            if lines:
                standing = Standing(termios.tcgetattr(sys.stdin), size)
                standing.put_up(lines)
        yield standing
    finally:
        if standing is not None:
            standing.take_down()


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def keep_picture(workspace: Workspace, size: tuple[int, int], lines: Sequence[str]) -> None:
    """Keep the lines that the program would begin with in a terminal of this size, if that is possible.

    Args:
        size: Columns and rows.
        lines: As they are written, with nothing but colours and the like between what is printed.
    """
    state = _state(workspace, size)
    if state:
        save(workspace.places.cached(workspace.root) / _FILE, {"state": state, "lines": list(lines)})


def kept_picture(workspace: Workspace, size: tuple[int, int]) -> list[str]:
    """The lines that were kept, empty if there are none that the program would begin with now."""
    kept = load(workspace.places.cached(workspace.root) / _FILE)
    lines = kept.get("lines")
    if not lines or type(lines) is not list or kept.get("state") != _state(workspace, size):
        return []
    sound = len(lines) == size[1] and all(type(line) is str and _is_harmless(line) for line in lines)
    return lines if sound else []


def _is_harmless(line: str) -> bool:
    plain = _LOOK.sub("", line)
    return clean(plain) == plain and "\n" not in plain and "\t" not in plain


def _state(workspace: Workspace, size: tuple[int, int]) -> str:
    """All that decides what the program begins with; empty if there is no article, or one just written."""
    layout = workspace.personal.layout
    path = str(layout.pop("last", ""))
    places = workspace.places
    try:
        article = workspace.stamp(path)
        if not article or article[1] > time.time_ns() - _SETTLED_NS:
            return ""
        state = (
            FORMAT,
            _stamp(Path(__file__)),  # as installed
            [*size],
            [os.environ.get(name) for name in _COLOURS],
            _stamp(places.settings) if places.settings.exists() else None,
            [_stamp(path) for path in sorted(places.themes.glob("*.toml"))],
            os.fsencode(workspace.root).hex(),
            layout,
            [path_to(path), workspace.position(path), *article],
        )
        return orjson.dumps(state).decode()
    except (OSError, TypeError, ValueError):
        return ""


def _stamp(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino
