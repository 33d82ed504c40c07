"""Which programs run: each holds a lock that ends with it, however it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import uuid4

_SUFFIX: Final = ".alive"
_LENGTH: Final = 12  # of a name
_OPEN: Final = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW


class Owner:
    """This program as the owner of files in a folder, under a name of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name = ""
        self._end: Callable[[], object] = lambda: None

    def name(self) -> str:
        """The name, which others can tell to be of a program that runs; empty where nothing can be locked."""
        if not self._name:
            name = uuid4().hex[:_LENGTH]
            path = self._folder / f"{name}{_SUFFIX}"
            with contextlib.suppress(OSError):
                handle = os.open(path, _OPEN, 0o600)
                self._end = weakref.finalize(self, _end, handle, path)
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._name = name
        return self._name

    def give_up(self) -> None:
        """Own nothing any more."""
        self._end()
        self._name = ""

    def is_ours(self, name: str) -> bool:
        """Whether a file is this program's."""
        return bool(name) and name == self._name


def is_running(folder: Path, name: str) -> bool:
    """Whether the program of this name still runs; what is no name is nobody's."""
    if len(name) != _LENGTH or not name.isalnum():
        return False
    path = folder / f"{name}{_SUFFIX}"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    with contextlib.suppress(OSError):
        path.unlink()
    return False


def _end(handle: int, path: Path) -> None:
    os.close(handle)
    with contextlib.suppress(OSError):
        path.unlink()
