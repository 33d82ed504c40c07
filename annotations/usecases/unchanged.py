"""Unchanged: what was made of a whole library is good as long as no file of the library has changed."""

from __future__ import annotations

import os
import sys
import time
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from annotations.lodging import lodging
from annotations.places import READINGS, Places
from corpus.cache import put
from corpus.files import FOLDER, SETTLED_NS
from corpus.scan import scan

_FORMAT: Final = 1
_SUFFIX: Final = ".kept"
_INSIDE: Final = ("", "annotations", "history", os.path.join("history", "older"))  # noqa: PTH118 - of a store
_INDEXES: Final = ("echoes.sqlite", "echoes.sqlite-wal")

Seen = tuple[str, int, int, int]
"""A file at a glance: its name, size in bytes, modification time in nanoseconds, inode."""


class Kept:
    """A text made of all articles and what is known of them, kept in the user's cache folder.

    Every file that it is made of is looked at each time, though none is opened. To be made before anything is
    read for a new text, so that what changes meanwhile shows the next time.

    Args:
        root: Of the library.
        name: Tells the text from others that are made of a library.
    """

    def __init__(self, root: Path, places: Places, name: str) -> None:
        self._path = places.cached(root) / (name + _SUFFIX)
        self._state = _state(root, places)

    def text(self) -> str | None:
        """The text as it was kept; None where that was of another state of the library, or is damaged."""
        if self._state is None:
            return None
        try:
            data = self._path.read_bytes()
        except OSError:
            return None
        check, state, text = data[:4], data[4 : 4 + len(self._state)], data[4 + len(self._state) :]
        if state != self._state or check != _check(state, text):
            return None
        return text.decode("utf-8")

    def keep(self, text: str) -> None:
        """Keep ``text``, if that is possible and the state of the library will tell when it has changed."""
        if self._state is not None:
            data = text.encode("utf-8", "replace")
            put(self._path, b"".join((_check(self._state, data), self._state, data)))


def _check(state: bytes, text: bytes) -> bytes:
    return zlib.crc32(text, zlib.crc32(state)).to_bytes(4, "big")


def _state(root: Path, places: Places) -> bytes | None:
    """What is another whenever a file has changed of which articles, annotations, readings, stories are made.

    None where that cannot be told: a file has just been written, or something cannot be looked at.
    """
    home = lodging(root, places)
    if home.remark:
        return None
    derived = places.cached(root)
    singles = [places.personal(root) / READINGS, *(derived / name for name in _INDEXES)]
    try:
        program = os.stat(__file__)  # noqa: PTH116 - another one may make another text
        groups = [
            _documents(root),
            *(_entries(home.to_read / name) for name in _INSIDE),
            list(_files(singles)),
        ]
    except (OSError, _Unsure):
        return None
    youngest = max((seen[2] for group in groups for seen in group), default=0)
    if youngest >= time.time_ns() - SETTLED_NS:
        return None
    about = (_FORMAT, sys.hexversion, program.st_mtime_ns, program.st_ino, os.fspath(home.to_read))
    return b"".join((repr(about).encode(), *map(_packed, groups)))


class _Unsure(Exception):
    """Something was passed over that may be there the next time."""


def _documents(root: Path) -> Sequence[Seen]:
    found = scan(root)
    if found.problems:
        raise _Unsure
    return found.found


def _entries(folder: Path) -> Sequence[Seen]:
    """Whatever lies in ``folder``, not below."""
    try:
        handle = os.open(folder, FOLDER)
    except FileNotFoundError:
        return ()
    try:
        with os.scandir(handle) as entries:
            return [
                (entry.name, (status := entry.stat()).st_size, status.st_mtime_ns, status.st_ino)
                for entry in entries
            ]
    finally:
        os.close(handle)


def _files(paths: Iterable[Path]) -> Iterator[Seen]:
    """Those of ``paths`` that are there."""
    for path in paths:
        try:
            status = os.stat(path)  # noqa: PTH116
        except FileNotFoundError:
            continue
        yield path.name, status.st_size, status.st_mtime_ns, status.st_ino


def _packed(group: Sequence[Seen]) -> bytes:
    """All of ``group`` in bytes that no other group has."""
    if not group:
        return b"\n0 0\n"
    names, sizes, times, inodes = zip(*group, strict=True)
    joined = os.fsencode("\0".join(names))
    head = f"\n{len(group)} {len(joined)}\n".encode()
    numbers = array("q", sizes), array("q", times), array("Q", inodes)
    return b"".join((head, joined, *(each.tobytes() for each in numbers)))
