"""Tidying a store's folder: remains of interrupted writes go, damaged previous versions are set aside."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from annotations.storage.atomic import TEMPORARY, read_file, sync_folder
from annotations.storage.home import Home
from annotations.storage.tablefile import State, decode

PARTS: Final = ("", "annotations", "history", "history/older", "texts", "backups", "set-aside")


def leftovers(folder: Path) -> list[Path]:
    """Temporary files of writes that never ended; without the lock, perhaps of one that is going on."""
    return [path for part in PARTS for path in listed(folder / part) if path.name.startswith(TEMPORARY)]


def spoilt_generations(folder: Path) -> list[Path]:
    """Previous versions of store files that cannot be read."""
    return [
        path
        for path in listed(folder / "backups")
        if path.suffix == ".json" and path.is_file() and _spoilt(path)
    ]


def _spoilt(path: Path) -> bool:
    try:
        found = read_file(path)
    except OSError:
        return False  # nothing can be said, so nothing is done
    return found is not None and decode(found[0]).state in (State.DAMAGED, State.MARKED)


def listed(folder: Path) -> list[Path]:
    """What is in a folder, in order; nothing if it cannot be read."""
    try:
        return [folder / name for name in sorted(os.listdir(folder))]  # noqa: PTH208
    except OSError:
        return []


def tidy(home: Home) -> None:
    """Remove leftovers and set damaged previous versions aside, with the lock held.

    Raises:
        NotSaved: The lock was not to be had.
        OSError: Something could not be moved; it is where it was.
    """
    with home.locked():
        for path in leftovers(home.folder):
            path.unlink(missing_ok=True)
        for path in spoilt_generations(home.folder):
            found = read_file(path)
            if found is not None:
                home.set_aside(path.name, found[0])
                path.unlink()
        sync_folder(home.backups)
