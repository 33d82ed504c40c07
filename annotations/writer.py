"""The writer: one person's copy of a library, told apart from every other by a name in the user's data."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

from annotations.storage.atomic import write_bytes
from annotations.storage.identity import is_writer

_FILE: Final = "writer"


def writer_of(folder: Path) -> str:
    """The writer whose personal folder of a library is ``folder``, made up at the first call.

    Two programs that start at once agree on one. Where the folder cannot be written the name holds
    for this run alone.
    """
    path = folder / _FILE
    found = _read(path)
    if found:
        return found
    name = os.urandom(8).hex()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_bytes(path, name.encode(), new_only=True)
    return _read(path) or name


def _read(path: Path) -> str:
    try:
        name = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return name if is_writer(name) else ""
