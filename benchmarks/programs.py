"""The reader on an article of a library, in a terminal, at rest and ready for keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from annotations.personal import Personal
from benchmarks.bare import READY
from benchmarks.data import Libraries
from benchmarks.terminal import Size, Terminal, bare, reader

ON_THE_PAGE: Final = b" left"
"""The foot says how many minutes or hours are left once an article is on the page."""
PREVIOUS_PANE: Final = "\x1b[Z"
ESCAPE: Final = "\x1b"


@contextmanager
def reading(libraries: Libraries, root: Path, path: str, size: Size) -> Iterator[Terminal]:
    """The reader with the article at ``path`` open from its beginning, the keyboard on its page."""
    open_last(libraries, root, path)
    with Terminal(reader(root), size, libraries.environment()) as terminal:
        terminal.wait_until(lambda seen: ON_THE_PAGE in seen)
        terminal.settle(0.8)
        terminal.rest()
        yield terminal


@contextmanager
def painting(libraries: Libraries, size: Size) -> Iterator[Terminal]:
    """The bare widget that paints other rows at every key."""
    with Terminal(bare("lines"), size, libraries.environment()) as terminal:
        terminal.wait_until(lambda seen: READY.encode() in seen)
        terminal.settle()
        yield terminal


def open_last(libraries: Libraries, root: Path, path: str) -> None:
    """Make the article at ``path`` the one that was read last."""
    personal = Personal(libraries.places.personal(root))
    personal.keep_layout({"last": path, "annotations": True})
    personal.leave(path, 0)
    personal.save()
