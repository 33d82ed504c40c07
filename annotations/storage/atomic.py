"""Files written so that after any failure either the old or the new content stands, whole and durable.

Everything is encoded before the disk is touched. A temporary file in the same folder is written and
synchronised, takes the place of the old file in one step, and the folder is synchronised last. A failed
synchronisation is never tried again on the same descriptor, because the kernel may already have dropped
the pages that it could not write.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

TEMPORARY: Final = ".tmp-"  # how the name of every temporary file begins
_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0)
_READ: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | getattr(os, "O_NOCTTY", 0)
_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)
_NO_LINKS: Final = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV})
_LINKS: Final = frozenset({errno.ELOOP, errno.EMLINK})  # what a link that is not followed is called
_NO_SYNC: Final = frozenset({errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES, errno.EISDIR})
_NO_FULL_SYNC: Final = frozenset({errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.ENOTTY})


class Stamp(NamedTuple):
    """What tells one version of a file from the next: nanoseconds, bytes, inode."""

    mtime_ns: int
    size: int
    inode: int


class Write(NamedTuple):
    """One file to write; ``backup``, if given, receives the content that it replaces.

    A link at ``path`` is itself replaced, never what it leads to.
    """

    path: Path
    data: bytes
    backup: Path | None = None


def sync_file(fd: int, *, whole: bool = False) -> None:
    """Bring the content of an open file to the medium.

    Args:
        whole: Whether its times and mode must be there as well, as for a file that takes another's place.

    Raises:
        OSError: It could not be written; the descriptor is not to be trusted any more.
    """
    if _sync_fully(fd):
        return
    if whole or not hasattr(os, "fdatasync"):
        os.fsync(fd)
    else:
        os.fdatasync(fd)


def _sync_fully(fd: int) -> bool:
    """Where the system can, have the medium itself empty its cache, which ``fsync`` does not do on macOS.

    Raises:
        OSError: The medium failed. A file system that does not know this at all gives False.
    """
    order = getattr(fcntl, "F_FULLFSYNC", None)
    if order is None:
        return False
    try:
        fcntl.fcntl(fd, order)
    except OSError as error:
        if error.errno not in _NO_FULL_SYNC:
            raise
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Make names created, replaced or removed in ``folder`` durable.

    Raises:
        OSError: The medium failed. File systems that cannot do this at all are passed over.
    """
    fd = os.open(folder, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_DIRECTORY", 0))
    try:
        if not _sync_fully(fd):
            os.fsync(fd)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(fd)


def make_folder(folder: Path) -> None:
    """Create ``folder`` and what is missing above it, durably."""
    missing: list[Path] = []
    step = folder
    while not step.exists():
        missing.append(step)
        step = step.parent
    for step in reversed(missing):
        with contextlib.suppress(FileExistsError):
            os.mkdir(step)  # noqa: PTH102  (fault injection counts calls of os)
        sync_folder(step.parent)


def stamp_of(path: Path) -> Stamp | None:
    """The present stamp of a file, or of the link that stands there, or None if there is neither."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)


def _opened(path: Path, follow: bool = False) -> int:
    """A descriptor to read from.

    Raises:
        OSError: It cannot be opened, or is a link and ``follow`` is not wished.
    """
    try:
        return os.open(path, _READ if follow else _READ | _NO_FOLLOW)
    except OSError as error:
        if error.errno in _LINKS and not follow and os.path.islink(path):  # noqa: PTH114
            raise OSError(errno.EINVAL, "it is a link, and links are not followed here", str(path)) from error
        raise


def read_file(path: Path, limit: int = 1 << 30, *, follow: bool = False) -> tuple[bytes, Stamp] | None:
    """Content and stamp of a regular file, or None if there is none.

    Args:
        follow: Read what a link leads to, as for a file that the person named.

    Raises:
        OSError: It cannot be read, is no regular file, or is longer than ``limit`` bytes.
    """
    try:
        fd = _opened(path, follow)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        if found.st_size > limit:
            raise OSError(errno.EFBIG, f"longer than {limit} bytes", str(path))
        return _read_all(fd, 0, limit), Stamp(found.st_mtime_ns, found.st_size, found.st_ino)
    finally:
        os.close(fd)


def read_from(path: Path, offset: int, limit: int = 1 << 30) -> bytes:
    """What stands in a regular file from ``offset`` (bytes) on."""
    fd = _opened(path)
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        return _read_all(fd, offset, limit)
    finally:
        os.close(fd)


def _read_all(fd: int, offset: int, limit: int) -> bytes:
    pieces: list[bytes] = []
    while limit > 0 and (piece := os.pread(fd, min(limit, 1 << 22), offset)):
        pieces.append(piece)
        offset += len(piece)
        limit -= len(piece)
    return b"".join(pieces)


def write_all(fd: int, data: bytes) -> None:
    """Write all of ``data``, however many calls that takes."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def write_bytes(
    path: Path,
    data: bytes,
    *,
    backup: Path | None = None,
    new_only: bool = False,
    follow: bool = False,
    private: bool = False,
) -> None:
    """Put ``data`` at ``path`` so that it is durable when this returns.

    The mode of a file that is replaced is kept. A link is replaced like a file.

    Args:
        backup: Where the replaced content is kept, in a folder that exists.
        new_only: Refuse to replace anything.
        follow: Change what a link leads to, as for a file that the person named.
        private: Let nobody but the owner read a file that is new.

    Raises:
        FileExistsError: ``new_only`` and something stands at ``path``.
        OSError: Nothing was changed.
    """
    if new_only:
        _write_new(path, data, private=private)
    else:
        target = Path(os.path.realpath(path)) if follow else path
        write_many([Write(target, data, backup)])


def write_many(files: Sequence[Write]) -> None:
    """Write several files, each as `write_bytes` does, sharing what synchronising folders costs.

    Raises:
        OSError: Each file holds either its old or its new content.
    """
    prepared: list[tuple[Path, Path]] = []
    try:
        for file in files:
            # One by one, so that those before one that fails are known and removed.
            prepared.append((_temporary(file.path, file.data), file.path))  # noqa: PERF401
        _back_up(files)
        while prepared:
            temporary, target = prepared[-1]
            os.replace(temporary, target)  # noqa: PTH105
            prepared.pop()
    finally:
        for temporary, _ in prepared:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
    _sync_folders(file.path.parent for file in files)


def _sync_folders(folders: Iterable[Path]) -> None:
    for folder in dict.fromkeys(folders):
        sync_folder(folder)


def _temporary(target: Path, data: bytes, *, private: bool = False) -> Path:
    """A synchronised file with ``data`` beside ``target``."""
    path = target.with_name(f"{TEMPORARY}{os.urandom(8).hex()}")
    try:
        state = os.lstat(target).st_mode
        mode = None if stat.S_ISLNK(state) else stat.S_IMODE(state)
    except FileNotFoundError:
        mode = 0o600 if private else None
    fd = os.open(path, _CREATE, 0o666 if mode is None else 0o600)
    try:
        try:
            if mode is not None:
                with contextlib.suppress(PermissionError):
                    os.fchmod(fd, mode)
            write_all(fd, data)
            sync_file(fd, whole=True)
        finally:
            os.close(fd)
    except BaseException as error:
        if isinstance(error, OSError) and error.filename is None:
            error.filename = str(target)  # for who tells the person of it
        with contextlib.suppress(OSError):
            os.unlink(path)  # noqa: PTH108
        raise
    return path


def _back_up(files: Sequence[Write]) -> None:
    kept = [file.backup for file in files if file.backup is not None and _keep(file.path, file.backup)]
    _sync_folders(backup.parent for backup in kept)


def _keep(target: Path, backup: Path) -> bool:
    """Give the present content of ``target`` a second name; False if there is nothing to keep."""
    now = stamp_of(target)
    if now is None:
        return False
    if now == stamp_of(backup):  # already the same file: replacing one name by the other would do nothing
        return True
    second = backup.with_name(f"{TEMPORARY}{os.urandom(8).hex()}")
    try:
        os.link(target, second)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        content = read_file(target)
        if content is not None:
            _write_new(second, content[0])
    try:
        os.replace(second, backup)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(second)  # noqa: PTH108
        raise
    return True


def _write_new(path: Path, data: bytes, *, private: bool = False) -> None:
    temporary = _temporary(path, data, private=private)
    try:
        try:
            os.link(temporary, path)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            os.close(os.open(path, _CREATE, 0o666))  # claims the name, which the next step then fills
            os.replace(temporary, path)  # noqa: PTH105
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
    sync_folder(path.parent)
