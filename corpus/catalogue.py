"""The catalogue: what the library holds, known at once from the cache and brought up to date behind."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from operator import eq, itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from corpus.cache import CATALOGUE, load, path_from, path_to, save
from corpus.document import Document
from corpus.document_cache import DocumentCache
from corpus.files import SETTLED_NS, Reading, Stamp
from corpus.scan import Found, Problem, Scan, scan

FORMAT: Final = 1

_BATCH: Final = 64
_READ_AS: Final = itemgetter(7, 8, 9)  # size, time and inode; a plain tuple, for there may be ten thousand
_UNSURE: Final = -1  # no file has this inode, so the entry will be looked at again


class Entry(NamedTuple):
    """One document as the list shows it.

    Attributes:
        path: Relative to the library.
        title: Empty until the file was read.
        words: How many; 0 until the file was read.
        digest: SHA-256 of the file's bytes, in hexadecimal; empty until the file was read.
        size: Bytes. ``mtime_ns`` and ``inode`` are those of the file when it was read.
        brief: Whether it is a brief that this program wrote: listed apart, never counted.
        problem: Why it cannot be read, one clause; empty for a sound document.
    """

    path: str
    title: str
    source: str = ""
    author: str = ""
    date: str = ""
    words: int = 0
    digest: str = ""
    size: int = 0
    mtime_ns: int = 0
    inode: int = 0
    brief: bool = False
    problem: str = ""

    @property
    def stamp(self) -> Stamp:
        """What tells at a glance whether the file is still the same."""
        return Stamp(self.size, self.mtime_ns, self.inode)


class Refreshed(NamedTuple):
    """What a refresh found; paths are relative to the library.

    Attributes:
        moved: Old path to new, of files whose content turned up under another name.
        complete: False where it was cancelled; the entries are then as far as it came.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    moved: Mapping[str, str]
    complete: bool = True


class Catalogue:
    """The documents of one library, and a cache of them in the user's cache folder.

    `entries` may be called from any thread while `refresh` runs in another.

    Args:
        root: The library.
        folder: Where what is derived from it is kept; it need not be there.

    Attributes:
        known: Whether the names of the files are: from the cache, or because the folder was looked through.
    """

    def __init__(self, root: Path, folder: Path) -> None:
        self._root = root
        self._folder = folder
        self._documents = DocumentCache(root, folder)
        self._entries: tuple[Entry, ...] | None = None
        self.known = False
        self._by_path: tuple[tuple[Entry, ...], dict[str, Entry]] = (), {}

    @property
    def folder(self) -> Path:
        """Where what is derived from the library is kept; it need not be there."""
        return self._folder

    def entries(self) -> tuple[Entry, ...]:
        """The documents by path, as far as they are known; from the cache at first, at once."""
        if self._entries is None:
            self._entries = self._cached()
            self.known = bool(self._entries)
        return self._entries

    def entry(self, path: str) -> Entry | None:
        """What is known of the document at ``path``."""
        entries = self.entries()
        if self._by_path[0] is not entries:
            self._by_path = entries, {entry.path: entry for entry in entries}
        return self._by_path[1].get(path)

    def read(self, path: str, corrections: Mapping[str, str] = {}, *, keep: bool = False) -> Document:
        """The document at ``path``, from the cache where the file has not changed since.

        Args:
            keep: Whether it is likely to be opened again.

        Raises:
            Unreadable: With the reason.
        """
        return self._documents.read(path, corrections, keep=keep)

    def opening(self, path: str, corrections: Mapping[str, str] = {}) -> Document | None:
        """The first screens of a long document that was never read, None where all of it comes at once.

        Raises:
            Unreadable: With the reason.
        """
        if not self._documents.is_slow(path):
            return None
        from corpus.reader import read_opening

        return read_opening(self._root, path, corrections)

    def is_quick(self, path: str) -> bool:
        """Whether `read` takes no longer than painting the document.

        Raises:
            Unreadable: With the reason.
        """
        return self._documents.is_quick(path)

    def refresh(
        self,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        seen: Scan | None = None,
    ) -> Refreshed:
        """Look at every file and read those that changed.

        While it runs, `entries` grows: all names first, then what was read, batch by batch.

        Args:
            on_progress: Told how many files of how many are done.
            cancelled: Asked after each batch; what was read until then is kept.
            seen: The files, if somebody has looked at them just before.
        """
        before = self.entries()
        found, problems = seen or scan(self._root)
        if before and _is_as_known(before, found):
            self.known = True
            return Refreshed((), (), (), before, problems, {})
        old = {entry.path: entry for entry in before}
        now = {item[0]: _entry_for(item[0], old.get(item[0])) for item in found}
        due = [item for item in found if _READ_AS(now[item[0]]) != item[1:]]
        self._entries = tuple(now.values())
        self.known = True
        done = len(found) - len(due)
        complete = True
        if due and on_progress is not None:
            on_progress(done, len(found))
        if due:
            # What takes texts apart is not needed to show a library that has not changed.
            from corpus.taking import read_entry
        for at in range(0, len(due), _BATCH):
            if cancelled():
                complete = False
                break
            reading = Reading(self._root)
            for item in due[at : at + _BATCH]:
                now[item.path] = read_entry(reading, item, old.get(item.path))
            self._entries = tuple(now.values())
            if on_progress is not None:
                on_progress(min(done + at + _BATCH, len(found)), len(found))
        return self._finish(old, now, problems, complete)

    def _finish(
        self, old: Mapping[str, Entry], now: Mapping[str, Entry], problems: Sequence[Problem], complete: bool
    ) -> Refreshed:
        entries = tuple(now.values())
        self._entries = entries
        added = tuple(path for path in now if path not in old)
        removed = tuple(path for path in old if path not in now)
        changed = tuple(
            entry.path
            for entry in entries
            if entry.path in old and entry.digest and entry.digest != old[entry.path].digest
        )
        if tuple(old.values()) != entries:
            self._save(entries)
        self._documents.forget(removed)
        gone = {old[path].digest: path for path in removed if old[path].digest}
        moved = {gone[now[path].digest]: path for path in added if now[path].digest in gone}
        unread = [Problem(entry.path, entry.problem) for entry in entries if entry.problem]
        return Refreshed(added, changed, removed, entries, (*problems, *unread), moved, complete)

    def _cached(self) -> tuple[Entry, ...]:
        saved = load(self._folder / CATALOGUE)
        try:
            if saved["format"] != FORMAT:
                return ()
            youngest = saved["saved"] - SETTLED_NS
            paths = map(path_from, saved["path"])
            rest = (saved[name] for name in Entry._fields[1:])
            entries = tuple(map(Entry._make, zip(paths, *rest, strict=True)))
            if max(saved["mtime_ns"], default=0) < youngest:
                return entries
            return tuple(
                entry if entry.mtime_ns < youngest else entry._replace(inode=_UNSURE) for entry in entries
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            return ()

    def _save(self, entries: Sequence[Entry]) -> None:
        columns: dict[str, object] = {"format": FORMAT, "saved": time.time_ns()}
        for number, name in enumerate(Entry._fields):
            columns[name] = [entry[number] for entry in entries]
        columns["path"] = [path_to(entry.path) for entry in entries]
        save(self._folder / CATALOGUE, columns)


def _is_as_known(entries: Sequence[Entry], found: Sequence[Found]) -> bool:
    """Whether there is nothing to read and nothing gone, as most often; told without a look at each."""
    seen = map(itemgetter(0, 7, 8, 9), entries)  # path, size, time and inode, as they were found
    return (
        len(entries) == len(found)
        and all(map(eq, seen, found))
        and not any(entry.problem for entry in entries)
    )


def _entry_for(path: str, known: Entry | None) -> Entry:
    """What is known of a file before it is read: the old entry, or its name."""
    if known is None:
        return Entry(path, "")  # its name has to do: there may be thousands that wait to be read
    # What could not be read may have been mended without a trace in its stamp.
    return known._replace(inode=_UNSURE) if known.problem else known
