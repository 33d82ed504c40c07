"""Unchanged: what was made of a whole library is good as long as no file of the library has changed."""

from __future__ import annotations

import os
import sys
import time
import zlib
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, compress, pairwise
from operator import ne
from pathlib import Path
from typing import Final, NamedTuple

from annotations.lodging import lodging
from annotations.places import READINGS, Places
from corpus.cache import put
from corpus.files import SETTLED_NS
from corpus.looks import Folder, listed, seen_again
from corpus.names import suffix_of
from corpus.scan import Found, Scan, Walk, walk

_FORMAT: Final = 3
_SUFFIX: Final = ".kept"
_INSIDE: Final = ("", "annotations", "history", os.path.join("history", "older"))  # noqa: PTH118 - of a store
_INDEXES: Final = ("echoes.sqlite", "echoes.sqlite-wal")
_ANEW: Final = (1, 1, 0)  # the stamp of a folder that must be looked through each time; none has it
_NUMBERS: Final = 3  # that are noted of a file
_HEAD: Final = 5 * 8  # bytes that say how long each part is


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
        self._when = time.time_ns()
        self._known, self._text = _loaded(self._path)
        self._walk: Walk | None = None
        self._now: _Looks | None
        try:
            self._now = self._looked(root, places)
        except (OSError, OverflowError, _Unsure):  # such as a time before 1970
            self._now = None

    def text(self) -> str | None:
        """The text as it was kept; None where that was of another state of the library, or is damaged."""
        now, known = self._now, self._known
        if now is None or known is None or not now.same_as(known):
            return None
        text = self._text.decode("utf-8")
        if now.stamps() != known.stamps():
            self.keep(text)  # so that no folder need be looked through the next time
        return text

    def keep(self, text: str) -> None:
        """Keep ``text``, if that is possible and the state of the library will tell when it has changed."""
        now = self._now
        if now is not None and now.youngest() < self._when - SETTLED_NS:
            put(self._path, _joined([*now.parts(), text.encode("utf-8", "replace")]))

    def scan(self) -> Scan | None:
        """The documents as they were looked at for that, so that nobody need do it again."""
        if self._walk is not None:
            return self._walk.scan()
        return self._now.scan() if self._now is not None else None

    def _looked(self, root: Path, places: Places) -> _Looks:
        """What tells of each file that articles, annotations, readings and stories are made of.

        Raises:
            OSError, OverflowError, _Unsure: It cannot be told.
        """
        home = lodging(root, places)
        if home.remark:
            raise _Unsure
        known, derived = self._known, places.cached(root)
        documents, others, numbers = self._documents(root)
        store = []
        for place, path in enumerate(_INSIDE):
            folder = listed(home.to_read, path, known.store[place] if known else None)
            numbers += _sure(seen_again(home.to_read, [folder]))
            store.append(folder)
        program = os.stat(__file__)  # noqa: PTH116 - another one may make another text
        about = (sys.hexversion, program.st_mtime_ns, program.st_ino, os.fspath(home.to_read))
        singles = list(_files([places.personal(root) / READINGS, *(derived / name for name in _INDEXES)]))
        latest = max((each[2] for each in singles), default=0)
        return _Looks(repr((about, singles)).encode(), documents, store, others, numbers, latest)

    def _documents(self, root: Path) -> tuple[Sequence[Folder], list[str], array[int]]:
        """The folders of the library, the files there that are no documents, and what is noted of each."""
        known = self._known
        again = seen_again(root, known.documents) if known else None
        if known and again is not None and all(map(suffix_of, known.changed(again))):
            return known.documents, known.others, again
        self._walk = walk(root)
        if self._walk.problems:
            raise _Unsure  # something was passed over that may be there the next time
        folders, items = list[Folder](), list[Found]()
        for each in sorted(self._walk.folders):
            mine = sorted([*each.found, *each.others])
            names = [item.path.rpartition("/")[2] for item in mine]
            folders.append(Folder(each.path, _ANEW if each.links else each.stamp, names))
            items += mine
        others = sorted(item.path for each in self._walk.folders for item in each.others)
        return folders, others, array("Q", chain.from_iterable(item[1:] for item in items))


class _Unsure(Exception):
    """Nobody can tell by looking whether something has changed."""


class _Looks(NamedTuple):
    """All files of a library at a glance.

    Attributes:
        about: The program, where the store is, and single files that are elsewhere.
        documents: The folders of the library; ``store`` those of its store.
        others: Paths of those files among the documents that are none.
        numbers: Size, modification time (nanoseconds) and inode of each file in these folders, in order.
        latest: When one of the single files was modified last, nanoseconds; unknown of what was kept.
    """

    about: bytes
    documents: Sequence[Folder]
    store: Sequence[Folder]
    others: list[str]
    numbers: array[int]
    latest: int = 0

    def same_as(self, other: _Looks) -> bool:
        """Whether the files are the same, unchanged."""
        return (
            self.about == other.about
            and self.numbers == other.numbers
            and self.others == other.others
            and self._names() == other._names()
        )

    def _names(self) -> list[tuple[str, list[str]]]:
        return [(folder.path, folder.names) for folder in (*self.documents, *self.store)]

    def youngest(self) -> int:
        """When a file or a folder was modified last, nanoseconds."""
        folders = (folder.stamp[0] for folder in (*self.documents, *self.store))
        return max(self.latest, *folders, *self.numbers[1::_NUMBERS])

    def changed(self, numbers: array[int]) -> set[str]:
        """Names of documents of which something else was noted now."""
        names = chain.from_iterable(folder.names for folder in self.documents)
        if numbers == self.numbers[: len(numbers)]:
            return set()
        return set(
            compress((name for name in names for _ in range(_NUMBERS)), map(ne, numbers, self.numbers))
        )

    def scan(self) -> Scan:
        """The documents among the files."""
        paths = chain.from_iterable(_paths(folder) for folder in self.documents)
        numbers = iter(self.numbers)
        others = set(self.others)
        found = [Found(*each) for each in zip(paths, numbers, numbers, numbers, strict=False)]
        return Scan(tuple(sorted(each for each in found if each.path not in others)), ())

    def stamps(self) -> list[int]:
        """How many folders there are of documents, then of each folder the stamp and how many names."""
        folders = (*self.documents, *self.store)
        return [len(self.documents), *(n for each in folders for n in (*each.stamp, len(each.names)))]

    def parts(self) -> Sequence[bytes]:
        """All but `latest` in bytes."""
        folders = (*self.documents, *self.store)
        paths, names = (each.path for each in folders), chain.from_iterable(each.names for each in folders)
        strings = os.fsencode("\0".join([*paths, *names, *self.others]))
        return self.about, array("Q", self.stamps()).tobytes(), strings, self.numbers.tobytes()

    @classmethod
    def of(cls, about: bytes, stamps: bytes, strings: bytes, numbers: bytes) -> _Looks:
        """The inverse of `parts`."""
        count, *rest = array("Q", stamps)
        words = os.fsdecode(strings).split("\0")
        several = iter(rest)
        at = len(rest) // 4
        folders = []
        for path, *stamp, names in zip(words[:at], several, several, several, several, strict=True):
            folders.append(Folder(path, (stamp[0], stamp[1], stamp[2]), words[at : at + names]))
            at += names
        return cls(about, folders[:count], folders[count:], words[at:], array("Q", numbers))


def _paths(folder: Folder) -> Sequence[str]:
    return [f"{folder.path}/{name}" for name in folder.names] if folder.path else folder.names


def _sure(numbers: array[int] | None) -> array[int]:
    if numbers is None:
        raise _Unsure
    return numbers


def _files(paths: Sequence[Path]) -> Iterator[tuple[str, int, int, int]]:
    """Name, size, modification time and inode of those of ``paths`` that are there."""
    for path in paths:
        try:
            status = os.stat(path)  # noqa: PTH116
        except FileNotFoundError:
            continue
        yield path.name, status.st_size, status.st_mtime_ns, status.st_ino


def _joined(parts: Sequence[bytes]) -> bytes:
    rest = b"".join([array("Q", map(len, parts)).tobytes(), *parts])
    return zlib.crc32(rest, _FORMAT).to_bytes(4, "big") + rest


def _loaded(path: Path) -> tuple[_Looks | None, bytes]:
    """How the files were when a text was kept, and the text; None where none was, or it is damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return None, b""
    rest = memoryview(data)[4:]
    if len(rest) < _HEAD or data[:4] != zlib.crc32(rest, _FORMAT).to_bytes(4, "big"):
        return None, b""
    ends = accumulate(array("Q", rest[:_HEAD].tobytes()), initial=_HEAD)
    *parts, text = (rest[begin:end].tobytes() for begin, end in pairwise(ends))
    return _Looks.of(*parts), text
