"""Symbolic links in a store: none is followed, since a library may come from anybody.

A link in a folder that was cloned or unpacked leads where its maker wants; what is written through it would
be written over any file of the person's. The folder of the store as a whole may be a link, if it leads to a
store that is there already or to an empty folder.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

_MADE: Final = ("annotations", "history")  # the folders that no store is without
_BELOW: Final = (os.path.join("history", "older"),)  # noqa: PTH118  (folders that are not at the top)


def link_in(folder: Path) -> str:
    """The first link among files and folders at the top of a store, relative to it; empty for none.

    Links deeper down stand for single files, and are not followed when those are opened.

    Raises:
        OSError: The folder cannot be looked at.
    """
    with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        links = [entry.name for entry in entries if entry.is_symlink()]
        links += [name for name in _BELOW if os.path.islink(folder / name)]  # noqa: PTH114
        return min(links, default="")
    return ""


def is_store_or_empty(folder: Path) -> bool:
    """Whether ``folder``, links followed, holds a store or nothing at all."""
    try:
        names = set(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return False
    return not names or names.issuperset(_MADE)
