"""Opening the library's files safely: regular, inside the library, of bearable size, read whole."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final, NamedTuple

SIZE_LIMIT: Final = 64 * 1024 * 1024
SETTLED_NS: Final = 2_000_000_000
"""A file that was written less than this before it was looked at may change once more with the same time."""
FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NONBLOCK | os.O_CLOEXEC
"""How a folder is opened that is looked through."""
_FLAGS: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC

_KINDS: Final = (
    (stat.S_ISDIR, "it is a folder"),
    (stat.S_ISFIFO, "it is a named pipe"),
    (stat.S_ISSOCK, "it is a socket"),
    (stat.S_ISCHR, "it is a device"),
    (stat.S_ISBLK, "it is a device"),
)
_ERRORS: Final = {
    errno.ENOENT: "the file is no longer there",
    errno.ENOTDIR: "the file is no longer there",
    errno.EACCES: "permission denied; check the file's rights with ls -l",
    errno.EPERM: "permission denied; check the file's rights with ls -l",
    errno.ELOOP: "it is a link that leads to itself",
    errno.ENXIO: "it is a named pipe or a device",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EIO: "the disk reported an error while it was read",
}


class Unreadable(Exception):
    """A file that cannot be read as a document.

    Attributes:
        path: Relative to the library.
        reason: One clause for people, without a full stop: ``it is a named pipe``.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        name = self.path.encode("utf-8", "replace").decode("utf-8")
        return f"{name} cannot be read: {self.reason}"


class Stamp(NamedTuple):
    """What tells at a glance whether a file is still the same: bytes, nanoseconds, inode."""

    size: int
    mtime_ns: int
    inode: int


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file whose status is known."""
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def stamp(root: Path, path: str) -> Stamp:
    """The stamp of one document, links followed.

    Raises:
        Unreadable: It is gone or may not be looked at.
    """
    try:
        return stamp_of(os.stat(os.path.join(root, path)))  # noqa: PTH116, PTH118
    except (OSError, ValueError) as error:
        raise Unreadable(path, reason_of(error)) from error


def read_bytes(root: Path, path: str, limit: int = SIZE_LIMIT) -> bytes:
    """The whole content of the file ``path`` of the library ``root``, at most ``limit`` bytes.

    Pipes, devices, folders, and links that lead out of the library are refused without waiting
    and without being read.

    Raises:
        Unreadable: With the reason.
    """
    return read_stamped(root, path, limit)[0]


def read_stamped(root: Path, path: str, limit: int = SIZE_LIMIT) -> tuple[bytes, Stamp]:
    """Like `read_bytes`, with the stamp of exactly the content that was read.

    A file that changes while it is read is read once more, then refused.
    """
    place = locate(root, path)
    for _ in range(2):
        try:
            content = _read_once(path, place, limit)
        except (OSError, ValueError) as error:
            raise Unreadable(path, reason_of(error)) from error
        if content is not None:
            return content
    raise Unreadable(path, "it was changed while it was being read; try again in a moment")


def read_head(root: Path, path: str, size: int) -> bytes:
    """The first ``size`` bytes of a document; refuses what `read_bytes` refuses.

    Raises:
        Unreadable: With the reason.
    """
    place = locate(root, path)
    try:
        handle = os.open(place, _FLAGS | os.O_NOFOLLOW)
        try:
            if reason := refusal(os.fstat(handle)):
                raise Unreadable(path, reason)
            return os.read(handle, size)
        finally:
            os.close(handle)
    except (OSError, ValueError) as error:
        raise Unreadable(path, reason_of(error)) from error


class Reading:
    """Reads many files of one library; where each folder really is, is looked up once.

    Meant to be short-lived, since folders may be moved and links put in their places.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: dict[str, str] = {}

    def read(self, path: str) -> tuple[bytes, Stamp]:
        """The content of ``path`` with its stamp; arguments and errors as `read_stamped`."""
        folder, _, name = path.rpartition("/")
        if not name or name == ".." or "\0" in name:
            return read_stamped(self._root, path)
        place = self._folders.get(folder)
        if place is None:
            whole = locate(self._root, path)
            if whole.rpartition("/")[2] != name:  # the file itself is a link to another name
                return read_stamped(self._root, path)
            place = self._folders[folder] = whole.rpartition("/")[0]
        try:
            content = _read_once(path, f"{place}/{name}", SIZE_LIMIT)
        except (OSError, ValueError):
            content = None
        # A link, an error, a file that changes: the careful way knows what to do and what to say.
        return content or read_stamped(self._root, path)


def locate(root: Path, path: str) -> str:
    """Where ``path`` really is, links resolved.

    Raises:
        Unreadable: It is not inside the library.
    """
    if not path or "\0" in path or os.path.isabs(path) or ".." in path.split("/"):  # noqa: PTH117
        raise Unreadable(path, "it is outside the library")
    base = os.path.realpath(root)
    try:
        place = os.path.realpath(os.path.join(base, path), strict=True)  # noqa: PTH118
    except (OSError, ValueError) as error:
        raise Unreadable(path, reason_of(error)) from error
    if not place.startswith(base.rstrip("/") + "/"):
        raise Unreadable(path, "it is a link that leads out of the library")
    return place


def refusal(status: os.stat_result, limit: int = SIZE_LIMIT) -> str:
    """Why a file of this status is not read, or nothing."""
    if not stat.S_ISREG(status.st_mode):
        return next((what for test, what in _KINDS if test(status.st_mode)), "it is not a regular file")
    if status.st_size > limit:
        return f"it is larger than {limit / 1048576:.4g} MB"
    return ""


def reason_of(error: OSError | ValueError) -> str:
    """What an error of the system means, in a clause for people."""
    if not isinstance(error, OSError):
        return "its name cannot be used on this system"
    return _ERRORS.get(error.errno or 0) or (error.strerror or "an unknown error").lower()


def _read_once(path: str, place: str, limit: int) -> tuple[bytes, Stamp] | None:
    """The content and its stamp; None where the file changed meanwhile."""
    # The resolved place has no link at its end any more, so following one now would be a trick.
    handle = os.open(place, _FLAGS | os.O_NOFOLLOW)
    try:
        status = os.fstat(handle)
        if reason := refusal(status, limit):
            raise Unreadable(path, reason)
        before = stamp_of(status)
        data = _drain(handle, before.size)
        after = stamp_of(os.fstat(handle))
    finally:
        os.close(handle)
    return (data, after) if before == after and len(data) == after.size else None


def _drain(handle: int, expected: int) -> bytes:
    """All bytes of ``handle``; one more than ``expected`` where the file has grown since."""
    parts = [os.read(handle, expected + 1)]
    total = len(parts[0])
    # Where all came that was expected, the status that is asked for next tells whether there is more.
    while total < expected and (chunk := os.read(handle, expected + 1 - total)):
        parts.append(chunk)
        total += len(chunk)
    return b"".join(parts)
