"""The folder of a store: where its files lie, what may be written there, what was noticed about it."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from annotations.changes import NotSaved
from annotations.findings import Finding, Severity
from annotations.storage.atomic import make_folder, stamp_of, write_bytes
from annotations.storage.links import link_in
from annotations.storage.lock import Busy, Lock

_IGNORED: Final = b"""# Written by Scholiast. What is not listed here is meant to be committed.
/lock
/backups/
/set-aside/
/drafts/
.tmp-*
"""
_ATTRIBUTES: Final = b"""# Written by Scholiast. To merge by annotation, tell git once:
# git config merge.scholiast.driver "scholiast merge-driver %O %A %B"
/annotations/*.json merge=scholiast
/library.json merge=scholiast
/history/*.jsonl merge=union
/history/older/*.gz binary
/texts/*.gz binary
"""
_HISTORY: Final = {
    "line": "A line of the history is damaged. It was left in the file and passed over.",
    "segment": "A closed part of the history cannot be read. It was left as it is.",
    "alien": "This is not a file, so it was passed over.",
    "newer": "A newer version of Scholiast wrote to the history, so the library is only read.",
}
_REASONS: Final = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the quota on this disk is used up",
    errno.EFBIG: "the file would be larger than this system allows",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "the folder may not be written to",
    errno.EPERM: "the folder may not be written to",
    errno.EIO: "the disk reported an error",
    errno.ENOENT: "the folder is gone",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.ELOOP: "a link stands where a file is needed; remove the link",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
}


def reason_for(error: OSError) -> str:
    """Why something failed, as a clause for a person."""
    known = _REASONS.get(error.errno or 0)
    return known or (error.strerror or type(error).__name__).lower()


def words_for(error: OSError) -> str:
    """Why some file of any kind could not be read or written: the disk's own troubles in our words."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO):
        return reason_for(error)
    return error.strerror or str(error)


class Home:
    """A store's folder.

    Attributes:
        folder: Resolved, so that a symbolic link to it stays one.
        refusal: Why nothing can be stored, empty if it can.
        findings: What was noticed since it was opened.
        patience: Seconds to wait for another program that is writing.
    """

    def __init__(self, folder: Path, *, readonly: bool = False) -> None:
        self.folder = Path(os.path.realpath(folder))
        self.annotations = self.folder / "annotations"
        self.history = self.folder / "history"
        self.backups = self.folder / "backups"
        self.aside = self.folder / "set-aside"
        self.library = self.folder / "library.json"
        self.findings: list[Finding] = []
        self.patience = 10.0
        self._lock = Lock(self.folder / "lock")
        self._ready = False
        self._existed = False
        try:
            hindrance = self._hindrance()
        except OSError as error:
            hindrance = f"'{self.folder}' cannot be reached: {reason_for(error)}"
        self.refusal = "it was opened for reading only" if readonly else hindrance

    def _hindrance(self) -> str:
        """Why the folder cannot be written to, as far as can be told without writing."""
        self._existed = self.folder.is_dir()
        place = self.folder
        while not place.exists() and place != place.parent:
            place = place.parent
        if not place.is_dir():
            return f"'{place}' is not a folder"
        return "" if os.access(place, os.W_OK | os.X_OK) else f"the folder '{place}' may not be written to"

    def refuse(self, reason: str) -> None:
        """Store nothing from now on; the first reason stands."""
        self.refusal = self.refusal or reason

    def unreachable(self, error: OSError) -> None:
        """Store nothing, since what is there could not be read."""
        reason = f"the library could not be read completely: {reason_for(error)}"
        self.refuse(reason)
        self.note(Severity.ERROR, f"{reason[0].upper()}{reason[1:]}. Open it again.", "", "left")

    def note(self, severity: Severity, what: str, where: str, kind: str, *, repairable: bool = False) -> None:
        """Remember a finding, once."""
        finding = Finding(severity, what, where, repairable, kind)
        if finding not in self.findings:
            self.findings.append(finding)

    def history_damaged(self, kind: str, where: str) -> None:
        """Note what was wrong with a file of the history, which was left as it is."""
        self.note(Severity.WARNING, _HISTORY[kind], f"history/{where}", f"history-{kind}")
        if kind == "newer":
            self.refuse(f"'history/{where}' was written by a newer version of Scholiast; update to change it")

    def keep_tail(self, writer: str, data: bytes) -> None:
        """Set aside the beginning of a line that a killed program left in a history.

        Raises:
            OSError: It could not be kept.
        """
        where = self.set_aside(f"{writer}-tail.jsonl", data)
        self.note(
            Severity.NOTE,
            "A program was stopped while it saved. What it had begun to write was never confirmed; it is in "
            f"{where}.",
            f"history/{writer}.jsonl",
            "torn",
        )

    def name(self, path: Path) -> str:
        """``path`` as findings give it: relative to the folder."""
        return path.relative_to(self.folder).as_posix()

    @contextlib.contextmanager
    def locked(self, timeout: float | None = None) -> Iterator[None]:
        """Keep every other program from writing while the body runs.

        Args:
            timeout: Seconds to wait for another program, by default `patience`.

        Raises:
            NotSaved: The store may not be written to, its folder is gone, or another program keeps it.
            OSError: The folder or the lock cannot be made.
        """
        if self.refusal:
            raise NotSaved(f"not saved: {self.refusal}")
        self._prepare()
        timeout = self.patience if timeout is None else timeout
        try:
            with self._lock.held(timeout):
                if not self._lock.works:
                    self.note(
                        Severity.WARNING,
                        "This file system knows no locks, so two programs that write at the same time could "
                        "lose work: use one at a time.",
                        "lock",
                        "no-locks",
                    )
                yield
        except Busy as error:
            raise NotSaved(
                f"not saved: {error} has kept the library busy for {timeout:.0f} seconds"
            ) from error

    def _prepare(self) -> None:
        if self._existed and not self.folder.is_dir():
            raise NotSaved(f"not saved: the folder '{self.folder}' is gone")
        if link := link_in(self.folder):
            raise NotSaved(
                f"not saved: '{self.folder / link}' is a link, and links may lead anywhere; remove it"
            )
        if self._ready:
            return
        for folder in (self.folder, self.annotations, self.history, self.backups):
            make_folder(folder)
        self._existed = True
        for name, content in ((".gitignore", _IGNORED), (".gitattributes", _ATTRIBUTES)):
            if stamp_of(self.folder / name) is None:
                write_bytes(self.folder / name, content)
        self._ready = True

    def set_aside(self, name: str, data: bytes) -> str:
        """Keep ``data`` durably, once, under a name made of its content; that name, relative to the folder.

        Raises:
            OSError: It could not be kept, so that the original must be left alone.
        """
        stem, dot, suffix = name.partition(".")
        digest = hashlib.sha256(data).hexdigest()[:12]
        path = self.aside / f"{stem[:100]}-{digest}{dot}{suffix[-40:]}"
        if stamp_of(path) is None:
            make_folder(self.aside)
            with contextlib.suppress(FileExistsError):
                write_bytes(path, data, new_only=True)
        return self.name(path)

    def close(self) -> None:
        """Give the lock file back."""
        self._lock.close()
