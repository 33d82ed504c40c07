"""Where a library's store lives: inside of it, or with the user where the folder cannot be written."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from annotations.places import STORE_FOLDER, Places


@dataclass(frozen=True, slots=True)
class Lodging:
    """Where the store is.

    Attributes:
        folder: Of the store.
        original: The store inside of a read-only library, of which ``folder`` is to be a copy as
            soon as something is added; None where there is nothing to copy.
        remark: What the person should know, empty in the usual case.
    """

    folder: Path
    original: Path | None = None
    remark: str = ""

    @property
    def to_read(self) -> Path:
        """The folder that holds what there is so far."""
        return self.original if self.original is not None else self.folder

    def settle(self) -> None:
        """Copy the original, whole or not at all, so that ``folder`` can be written.

        Raises:
            OSError: It cannot be copied; nothing is left behind.
        """
        if self.original is None or self.folder.exists():
            return
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=".store-", dir=self.folder.parent))
        try:
            shutil.copytree(self.original, half / "store", copy_function=_copy)
            (half / "store").rename(self.folder)
        finally:
            shutil.rmtree(half, ignore_errors=True)


def lodging(root: Path, places: Places) -> Lodging:
    """Where the store of the library at ``root`` is, or goes."""
    inside = root / STORE_FOLDER
    if os.access(inside if inside.exists() else root, os.W_OK):
        return Lodging(inside)
    outside = places.personal(root) / "store"
    remark = f"{root} is read-only: what you add is kept in {outside}."
    original = inside if inside.exists() and not outside.exists() else None
    return Lodging(outside, original, remark)


def _copy(source: str, target: str) -> str:
    """One file, writable whatever it was, since it is ours now."""
    shutil.copyfile(source, target, follow_symlinks=False)
    return target
