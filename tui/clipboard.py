"""Copying text out of the terminal: the ways there are here, tried in order, and which one it was.

OSC 52 goes through the terminal itself, so it works over SSH, but no terminal says whether it
obeyed. Where a tool of the desktop is at hand it is used first, because it answers.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from corpus.clean import clean

if TYPE_CHECKING:
    from textual.app import App

# Terminals cut or drop longer OSC 52 sequences; the limit is on the base64, a third more.
OSC52_LIMIT: Final = 74_000
_PATIENCE: Final = 2.0  # seconds


class Way(NamedTuple):
    """One way of copying: what it is called, and the command that takes the text on its input."""

    name: str
    command: tuple[str, ...]


def ways(environment: Mapping[str, str], have: Callable[[str], object], platform: str) -> Iterator[Way]:
    """The commands worth trying, best first.

    Args:
        environment: Of the process.
        have: Whether a program can be found, such as `shutil.which`.
        platform: As `sys.platform`.
    """
    far = bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))
    if not far:
        if platform == "darwin" and have("pbcopy"):
            yield Way("pbcopy", ("pbcopy",))
        if environment.get("WAYLAND_DISPLAY") and have("wl-copy"):
            yield Way("wl-copy", ("wl-copy", "--type", "text/plain;charset=utf-8"))
        if environment.get("DISPLAY"):
            if have("xclip"):
                yield Way("xclip", ("xclip", "-selection", "clipboard", "-in"))
            if have("xsel"):
                yield Way("xsel", ("xsel", "--clipboard", "--input"))
        if environment.get("WSL_DISTRO_NAME") and have("clip.exe"):
            yield Way("clip.exe", ("clip.exe",))
    if environment.get("TMUX") and have("tmux"):
        # -w hands the text on to the outer terminal as well.
        yield Way("tmux", ("tmux", "load-buffer", "-w", "-"))
        yield Way("tmux buffer", ("tmux", "load-buffer", "-"))  # before tmux 3.2


def copy(text: str, app: App[Any]) -> str:
    """Copies ``text``, cleaned, and says how, as a sentence for the user."""
    text = clean(text)
    if not text:
        return "There is nothing to copy."
    what = _size(text)
    for way in ways(os.environ, shutil.which, sys.platform):
        if _handed(way, text):
            return f"Copied {what} ({way.name})."
    coded = (len(text.encode()) + 2) // 3 * 4
    if coded > OSC52_LIMIT:
        return (
            f"Not copied: {what} is more than a terminal takes, "
            "and there is no tmux, wl-copy, xclip, xsel or pbcopy here."
        )
    app.copy_to_clipboard(text)
    return f"Copied {what} through the terminal (OSC 52), if it allows that."


def _handed(way: Way, text: str) -> bool:
    """Whether the command took the text. Never through a shell."""
    encoding = "utf-16-le" if way.name == "clip.exe" else "utf-8"
    try:
        # No pipes for output: wl-copy and xclip stay behind with them open, and would be waited for.
        done = subprocess.run(
            way.command,
            input=text.encode(encoding),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _size(text: str) -> str:
    words = len(text.split())
    return "1 word" if words == 1 else f"{words:,} words"
