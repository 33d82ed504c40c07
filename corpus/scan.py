"""Walking a library: which files are documents, and which were passed over for a reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from corpus.files import FOLDER, Stamp, Unreadable, read_bytes, reason_of, refusal
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


def scan(root: Path) -> Scan:
    """All documents of the library ``root``, without opening them.

    Hidden files, ``node_modules`` and what `IGNORE_FILE` names are left out silently.
    """
    ignored, problems = _ignore_rules(root)
    found: list[Found] = []
    base = os.fspath(root)
    folders = [("", 0)]
    while folders and len(found) < _MOST:
        folder, depth = folders.pop()
        try:
            handle = os.open(os.path.join(base, folder), FOLDER)  # noqa: PTH118
        except (OSError, ValueError) as error:
            problems.append(Problem(folder or ".", f"the folder cannot be read: {reason_of(error)}"))
            continue
        try:
            below = _look(root, folder, handle, ignored, found, problems)
        except OSError as error:
            problems.append(Problem(folder or ".", f"the folder cannot be read: {reason_of(error)}"))
            continue
        finally:
            os.close(handle)
        if depth < _DEEPEST:
            folders += ((path, depth + 1) for path in below)
        else:
            problems += (Problem(path, f"it lies more than {_DEEPEST} folders deep") for path in below)
    if len(found) >= _MOST:
        del found[_MOST:]
        problems.append(Problem(".", f"the library has more than {_MOST} files; the rest is left out"))
    found.sort(key=_BY_PATH)
    return Scan(tuple(found), tuple(sorted(problems)))


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
        here: list[Found] = []
        try:
            below = _look(root, path[:-1], handle, ignored, here, problems)
        except OSError:
            continue
        finally:
            os.close(handle)
        if path.count("/") <= _DEEPEST:
            due += sorted([*(item.path for item in here), *(f"{folder}/" for folder in below)], reverse=True)
    return found


def _look(
    root: Path,
    folder: str,
    handle: int,
    ignored: Callable[[str], bool],
    found: list[Found],
    problems: list[Problem],
) -> list[str]:
    """Sort what one open folder holds; the folders in it that are to be looked through too."""
    below: list[str] = []
    before = f"{folder}/" if folder else ""
    # From the open folder, so that the system need not find its way there again for each file.
    with os.scandir(handle) as entries:
        for entry in entries:
            name = entry.name
            if name[0] == "." or name in _NEVER:
                continue
            path = before + name
            if entry.is_dir(follow_symlinks=False):
                if not ignored(path + "/"):
                    below.append(path)
                continue
            item = _consider(root, path, entry)
            if item is None or ignored(path):
                continue
            if isinstance(item, Found):
                found.append(item)
            else:
                problems.append(item)
    return below


def _consider(root: Path, path: str, entry: os.DirEntry[str]) -> Found | Problem | None:
    """What the file at ``path`` is: a document, a problem, or neither."""
    suffix = suffix_of(entry.name)
    if suffix and suffix not in EXTENSIONS:
        return None
    try:
        if entry.is_symlink():
            return _linked(root, path)
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return None if isinstance(error, FileNotFoundError) else Problem(path, reason_of(error))
    if reason := refusal(status):
        # A pipe or a socket without a suffix is nobody's article.
        return Problem(path, reason) if suffix or stat.S_ISREG(status.st_mode) else None
    if not suffix and not _looks_like_text(root, path):
        return None
    return Found(path, status.st_size, status.st_mtime_ns, status.st_ino)


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
