"""Walking a library: which files are documents, and which were passed over for a reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from corpus.files import FOLDER, Stamp, Unreadable, read_bytes, reason_of, refusal
from corpus.looks import NOTHING, FolderStamp, folder_stamp
from corpus.names import EXTENSIONS, suffix_of

IGNORE_FILE: Final = ".scholiastignore"

_NEVER: Final = frozenset({"node_modules", "__pycache__"})
_DEEPEST: Final = 64
_MOST: Final = 200_000
_SNIFFED: Final = 4096
_IGNORE_LIMIT: Final = 1 << 16
_STARS: Final = 6
_BY_PATH: Final = itemgetter(0)


class Found(NamedTuple):
    """One document's file: its path in the library, size in bytes, modification time and inode."""

    path: str
    size: int
    mtime_ns: int
    inode: int

    @property
    def stamp(self) -> Stamp:
        """What tells at a glance whether it is still the same."""
        return Stamp(self.size, self.mtime_ns, self.inode)


class Problem(NamedTuple):
    """Something in the library that was passed over, and why (one clause)."""

    path: str
    reason: str


class Scan(NamedTuple):
    """A whole library: its documents by path, and what was passed over."""

    found: tuple[Found, ...]
    problems: tuple[Problem, ...]


class Walked(NamedTuple):
    """A folder that was looked through.

    Attributes:
        path: Relative to the library, empty for its own folder.
        stamp: Of the folder as it was before.
        found: The documents in it, not below.
        others: Other files in it on whose content it depends what is a document: those without a suffix
            that do not begin as texts do, and `IGNORE_FILE`.
        links: Names of links in it that might matter; where they lead is looked up each time.
    """

    path: str
    stamp: FolderStamp
    found: list[Found]
    others: list[Found]
    links: list[str]


class Walk(NamedTuple):
    """A whole library, folder by folder, and what was passed over."""

    folders: Sequence[Walked]
    problems: tuple[Problem, ...]

    def scan(self) -> Scan:
        """All folders together."""
        found = [item for folder in self.folders for item in folder.found]
        found.sort(key=_BY_PATH)
        return Scan(tuple(found), self.problems)


def scan(root: Path) -> Scan:
    """All documents of the library ``root``, without opening them.

    Hidden files, ``node_modules`` and what `IGNORE_FILE` names are left out silently.
    """
    return walk(root).scan()


def walk(root: Path) -> Walk:
    """As `scan`, with the folders that hold them."""
    ignored, problems = _ignore_rules(root)
    walked: list[Walked] = []
    base = os.fspath(root)
    folders = [("", 0)]
    left = _MOST
    while folders and left > 0:
        folder, depth = folders.pop()
        try:
            handle = os.open(os.path.join(base, folder), FOLDER)  # noqa: PTH118
        except (OSError, ValueError) as error:
            problems.append(Problem(folder or ".", f"the folder cannot be read: {reason_of(error)}"))
            continue
        here = Walked(folder, folder_stamp(handle), [], [], [])
        walked.append(here)
        try:
            below = _look(root, here, handle, ignored, problems)
        except OSError as error:
            problems.append(Problem(folder or ".", f"the folder cannot be read: {reason_of(error)}"))
            continue
        finally:
            os.close(handle)
            left -= len(here.found)
        if depth < _DEEPEST:
            folders += ((path, depth + 1) for path in below)
        else:
            problems += (Problem(path, f"it lies more than {_DEEPEST} folders deep") for path in below)
    if left <= 0:
        del walked[-1].found[len(walked[-1].found) + left :]
        problems.append(Problem(".", f"the library has more than {_MOST} files; the rest is left out"))
    return Walk(walked, tuple(sorted(problems)))


def beginning(root: Path, count: int) -> list[str]:
    """The first ``count`` paths of `scan`, or a few more, of those folders alone that hold them."""
    ignored, problems = _ignore_rules(root)
    base = os.fspath(root)
    found: list[str] = []
    due = [""]  # paths of documents and, ending in a slash, of folders; the next one at the end
    while due and len(found) < count:
        path = due.pop()
        if path and not path.endswith("/"):
            found.append(path)
            continue
        try:
            handle = os.open(os.path.join(base, path), FOLDER)  # noqa: PTH118
        except (OSError, ValueError):
            continue
        here = Walked(path[:-1], NOTHING, [], [], [])
        try:
            below = _look(root, here, handle, ignored, problems)
        except OSError:
            continue
        finally:
            os.close(handle)
        if path.count("/") <= _DEEPEST:
            names = [*(item.path for item in here.found), *(f"{folder}/" for folder in below)]
            due += sorted(names, reverse=True)
    return found


def _look(
    root: Path, here: Walked, handle: int, ignored: Callable[[str], bool], problems: list[Problem]
) -> list[str]:
    """Sort what one open folder holds; the folders in it that are to be looked through too."""
    below: list[str] = []
    before = f"{here.path}/" if here.path else ""
    # From the open folder, so that the system need not find its way there again for each file.
    with os.scandir(handle) as entries:
        for entry in entries:
            name = entry.name
            if name[0] == "." or name in _NEVER:
                if name == IGNORE_FILE and not here.path:
                    _note_rules(entry, here)
                continue
            path = before + name
            if entry.is_dir(follow_symlinks=False):
                if not ignored(path + "/"):
                    below.append(path)
                continue
            item = _consider(root, path, entry, here)
            if item is None or ignored(path):
                continue
            if isinstance(item, Found):
                here.found.append(item)
            else:
                problems.append(item)
    return below


def _consider(root: Path, path: str, entry: os.DirEntry[str], here: Walked) -> Found | Problem | None:
    """What the file at ``path`` is: a document, a problem, or neither, which may be noted in ``here``."""
    suffix = suffix_of(entry.name)
    if suffix and suffix not in EXTENSIONS:
        return None
    try:
        if entry.is_symlink():
            here.links.append(entry.name)
            return _linked(root, path)
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return None if isinstance(error, FileNotFoundError) else Problem(path, reason_of(error))
    if reason := refusal(status):
        # A pipe or a socket without a suffix is nobody's article.
        return Problem(path, reason) if suffix or stat.S_ISREG(status.st_mode) else None
    found = Found(path, status.st_size, status.st_mtime_ns, status.st_ino)
    if not suffix and not _looks_like_text(root, path):
        here.others.append(found)
        return None
    return found


def _note_rules(entry: os.DirEntry[str], here: Walked) -> None:
    if entry.is_symlink():
        here.links.append(entry.name)
        return
    with suppress(FileNotFoundError):
        status = entry.stat(follow_symlinks=False)
        here.others.append(Found(entry.name, status.st_size, status.st_mtime_ns, status.st_ino))


def _linked(root: Path, path: str) -> Problem | None:
    """A link is never followed: what it names inside the library is found by its own name."""
    from corpus.files import locate

    try:
        locate(root, path)
    except Unreadable as problem:
        return Problem(path, problem.reason) if suffix_of(path) else None
    return None


def _looks_like_text(root: Path, path: str) -> bool:
    """Whether a file without a suffix begins as text does."""
    from corpus.decode import NotText, decode

    try:
        handle = os.open(os.path.join(root, path), os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)  # noqa: PTH118
    except OSError:
        return True  # reading it will say what is wrong
    try:
        head = os.read(handle, _SNIFFED)
    except OSError:
        return True
    finally:
        os.close(handle)
    try:
        # A sign may be cut in two at the end; what matters is that it is no binary format.
        decode(head)
    except NotText:
        return False
    return True


def _ignore_rules(root: Path) -> tuple[Callable[[str], bool], list[Problem]]:
    """A test for paths (folders end with ``/``), and the lines that cannot be used."""
    if not os.path.lexists(os.path.join(root, IGNORE_FILE)):  # noqa: PTH118
        return (lambda path: False), []
    try:
        lines = read_bytes(root, IGNORE_FILE, _IGNORE_LIMIT).decode("utf-8", "replace").splitlines()
    except Unreadable as error:
        return (lambda path: False), [Problem(IGNORE_FILE, error.reason)]
    from gitignore_parser import parse_gitignore_str

    base = os.path.abspath(root)  # noqa: PTH100
    sound: list[str] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        try:
            if line.replace("**", "*").count("*") > _STARS:
                raise ValueError("too many stars")
            parse_gitignore_str(line, base)(os.path.join(base, "x"))  # noqa: PTH118
            sound.append(line)
        except Exception:  # whatever the parser or the expression it builds trips over
            problems.append(Problem(IGNORE_FILE, f"line {number} is not a pattern that can be used"))
    matches = parse_gitignore_str("\n".join(sound), base)
    return (lambda path: bool(matches(os.path.join(base, path)))), problems  # noqa: PTH118
