"""One writer at a time: an advisory lock on a file that is never deleted."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0)
_TAKEN: Final = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES})
_MEANINGLESS: Final = frozenset({errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})
_LONGEST_WAIT: Final = 0.02  # seconds between two tries


class Busy(Exception):
    """Another program holds the lock; the message says which."""


class Lock:
    """An exclusive lock between programs.

    ``flock`` belongs to the open file, so that closing another handle on it does not give the lock away, as
    it would with ``lockf``; a file that is never deleted keeps two programs from locking two files of one
    name. Not safe between threads: the store has a lock of its own for them.

    Attributes:
        works: False once the file system turned out not to know locks.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd = -1
        self._depth = 0
        self.works = True

    @contextlib.contextmanager
    def held(self, timeout: float = 10.0) -> Iterator[None]:
        """Hold the lock while the body runs; may be nested.

        Args:
            timeout: Seconds to wait for another program.

        Raises:
            Busy: Another program still holds it.
            OSError: The lock file cannot be opened.
        """
        if not self._depth:
            self._take(timeout)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth and self.works:
                fcntl.flock(self._fd, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give the file back."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _take(self, timeout: float) -> None:
        self._reopen()
        if not self.works:
            return
        until, wait = time.monotonic() + timeout, 0.0005
        while True:
            try:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if error.errno in _MEANINGLESS:
                    self.works = False
                    return
                if error.errno not in _TAKEN:
                    raise
            if time.monotonic() >= until:
                raise Busy(self._holder())
            time.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)
        with contextlib.suppress(OSError):  # only a help for the message of the program that waits
            os.pwrite(self._fd, _ME, 0)

    def _reopen(self) -> None:
        """Open the file, or open it again if the folder was replaced under the program."""
        if self._fd >= 0:
            with contextlib.suppress(FileNotFoundError):
                if os.stat(self._path).st_ino == os.fstat(self._fd).st_ino:  # noqa: PTH116
                    return
            self.close()
        self._fd = os.open(self._path, _FLAGS, 0o666)

    def _holder(self) -> str:
        try:
            name = os.pread(self._fd, 80, 0).decode("utf-8", "replace").strip()
        except OSError:
            name = ""
        return name or "another program"


def _me() -> bytes:
    host = "".join(sign for sign in socket.gethostname()[:40] if sign.isalnum() or sign in "-.")
    return f"process {os.getpid()} on {host}".ljust(72).encode() + b"\n"


_ME = _me()
os.register_at_fork(after_in_child=lambda: globals().__setitem__("_ME", _me()))
