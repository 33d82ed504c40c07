"""Derived data in the user's cache folder: found again by library, replaced whole, lost without harm."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any, Final

CATALOGUE: Final = "catalogue.json"
"""The file of what is known of a library's documents, in the folder for what is derived from it."""
_BYTES_PATH: Final = "\0"  # marks a path that is not UTF-8; no path can begin with it


def load(path: Path) -> dict[str, Any]:
    """The object saved at ``path``; empty where there is none or it is damaged."""
    import orjson

    try:
        loaded = orjson.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def save(path: Path, value: dict[str, Any]) -> bool:
    """Replace the object at ``path``; whether it could be saved.

    It is not forced to the disk: what a power cut takes is made again.
    """
    import orjson

    try:
        return put(path, orjson.dumps(value))
    except TypeError:
        return False


def put(path: Path, data: bytes) -> bool:
    """The same with bytes."""
    import tempfile

    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except (OSError, ValueError):
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        return False
    return True


def path_to(path: str) -> str:
    """A document's path as JSON can hold it."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return _BYTES_PATH + os.fsencode(path).decode("latin-1")
    return path


def path_from(saved: str) -> str:
    """The inverse of `path_to`."""
    if saved.startswith(_BYTES_PATH):
        return os.fsdecode(saved[1:].encode("latin-1"))
    return saved
