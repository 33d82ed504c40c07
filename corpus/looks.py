"""Looks: the files of folders at a glance, and the same files again without looking through the folders.

A folder of which neither time nor inode is another has the names that it had, so that only the files need be
looked at, each of which may have changed in place. One of its times is that of its change, which nobody sets.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from corpus.files import FOLDER

NOTHING: Final = (0, 0, 0)
"""The stamp of a folder that is not there."""

FolderStamp = tuple[int, int, int]
"""Times of modification and of change in nanoseconds, and the inode."""


class Folder(NamedTuple):
    """A folder, and the names in it that matter.

    Attributes:
        path: Relative to where the folders are that belong together.
        stamp: As it was before its names were read.
    """

    path: str
    stamp: FolderStamp
    names: list[str]


def folder_stamp(handle: int) -> FolderStamp:
    """The stamp of an open folder."""
    status = os.fstat(handle)
    return status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def listed(base: Path, path: str, known: Folder | None = None) -> Folder:
    """A folder with whatever is in it, not below; the one that is ``known`` if it is as it was.

    Raises:
        OSError: It cannot be looked through.
    """
    try:
        handle = os.open(os.path.join(base, path), FOLDER)  # noqa: PTH118
    except FileNotFoundError:
        return Folder(path, NOTHING, [])
    try:
        stamp = folder_stamp(handle)
        if known is not None and known.stamp == stamp:
            return known
        return Folder(path, stamp, sorted(os.listdir(handle)))  # noqa: PTH208
    finally:
        os.close(handle)


def seen_again(base: Path, folders: Iterable[Folder]) -> array[int] | None:
    """Size, modification time (nanoseconds) and inode of each file; links are followed.

    None where a folder is not as it was, or one of the files cannot be looked at.
    """
    numbers: list[int] = []
    note = numbers.append
    try:
        for folder in folders:
            if folder.stamp == NOTHING:
                if os.path.lexists(os.path.join(base, folder.path)):  # noqa: PTH118
                    return None
                continue
            handle = os.open(os.path.join(base, folder.path), FOLDER)  # noqa: PTH118
            try:
                if folder_stamp(handle) != folder.stamp:
                    return None
                for name in folder.names:
                    status = os.stat(name, dir_fd=handle)
                    note(status.st_size)
                    note(status.st_mtime_ns)
                    note(status.st_ino)
            finally:
                os.close(handle)
        return array("Q", numbers)
    except (OSError, OverflowError):  # a time before 1970 is beyond what is noted
        return None
