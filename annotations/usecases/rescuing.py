"""Rescuing: what cannot be saved in the library is written to files elsewhere, to be loaded later."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotations.errors import ScholiastError
from annotations.model import Annotation, BadRecord, DocumentRecord, annotation_from, document_from
from annotations.storage.atomic import write_bytes
from annotations.storage.home import words_for
from corpus.clean import clean

if TYPE_CHECKING:
    from annotations.changes import Change, Command
    from annotations.library import Library

_NAME: Final = re.compile(r"scholiast-unsaved-(?P<library>[^ ]*)-\d{8}-\d{6}-(?P<count>\d+)(-\d+)?\.txt")
_TEXTS: Final = (("exact", "Passage"), ("path", "Name"), ("name", "Name"), ("title", "Title"))
_LONG: Final = (("note", "Note"), ("text", "Note"), ("description", "Description"), ("query", "Query"))


@dataclass(frozen=True, slots=True)
class Rescued:
    """What was written.

    Attributes:
        count: How many changes.
        words: A text file with all of them.
        lines: JSON Lines with the highlights among them, for ``scholiast load``; None if there are none.
    """

    count: int
    words: Path
    lines: Path | None = None

    @property
    def reminder(self) -> str:
        """What a later session says of it."""
        many = "one change was" if self.count == 1 else f"{self.count} changes were"
        load = f" `{self._command}` takes highlights back." if self.lines else ""
        return (
            f"The last session ended while {many} not saved; they are in {self.words}.{load} Delete the file "
            "then, and this is not said again."
        )

    @property
    def sentence(self) -> str:
        """Where it is and how it is taken back."""
        many = "One change" if self.count == 1 else f"{self.count} changes"
        said = f"{many} written to {self.words}."
        if self.lines is None:
            return said
        return f"{said} `{self._command}` takes the highlights among them back."

    @property
    def _command(self) -> str:
        """What is to be typed to have the highlights again."""
        return f"scholiast load {shlex.quote(str(self.lines))} --update"


def captured(library: Library, works: Sequence[Callable[[], object]]) -> list[Command]:
    """What the pieces of work would store, one after another; nothing is stored."""
    with library.store.captured() as taken:
        for work in works:
            with contextlib.suppress(Exception):
                work()  # whatever it raises, what it would have stored is noted by then
        return taken.commands


def rescue(
    library: Library, works: Sequence[Callable[[], object]], folder: Path, *, texts: Sequence[str] = ()
) -> Rescued:
    """Write what ``works`` would store to new files in ``folder``, and ``texts`` that were being typed.

    Raises:
        ScholiastError: They cannot be written there, or there is nothing to write.
    """
    from annotations.exchange.jsonl import export_jsonl

    commands = captured(library, works)
    count = len(commands) + len(texts)
    if not count:
        raise ScholiastError("Nothing of what could not be saved can be written down any more.")
    lines = export_jsonl(_highlights(library, commands))
    words = "\n\n".join([*map(_told, commands), *(f"Being written:\n\n{clean(text)}" for text in texts)])
    stem = f"scholiast-unsaved-{named(library.root)}-{datetime.now(UTC):%Y%m%d-%H%M%S}-{count}"
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
        path = _new(folder, stem, ".txt", words.encode() + b"\n")
        return Rescued(count, path, _new(folder, stem, ".jsonl", lines) if lines else None)
    except OSError as error:
        raise ScholiastError(f"{folder} cannot be written to: {words_for(error)}. Name another.") from error


def _new(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    for number in range(1, 100):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"
        with contextlib.suppress(FileExistsError):
            write_bytes(path, data, new_only=True, private=True)
            return path
    raise FileExistsError(17, "too many files of this name", str(folder / stem))


def named(root: Path) -> str:
    """The library's name as file names have it."""
    return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in root.name)[:40] or "library"


def places(personal: Path, *, make: bool = False) -> Iterator[Path]:
    """Where what is unsaved at the end of a session is written: the first of them that can be written.

    Args:
        make: Whether to make the last one, among the temporary files, when it is asked for.
    """
    yield personal / "unsaved"
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  (which never fails, even without a home)
    if home.is_absolute():
        yield home
    temporary = Path(os.environ.get("TMPDIR") or "/tmp") / f"scholiast-{os.getuid()}"
    if make:
        with contextlib.suppress(OSError):
            temporary.mkdir(mode=0o700)
    if _is_private(temporary):
        yield temporary


def _is_private(folder: Path) -> bool:
    """Whether ``folder`` is this user's and nobody else may enter: in a shared place anybody may make one."""
    try:
        state = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(state.st_mode) and state.st_uid == os.getuid() and not state.st_mode & 0o077


def _is_own(path: Path) -> bool:
    """Whether ``path`` is a file of this user's, and no link that somebody may have laid."""
    try:
        state = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(state.st_mode) and state.st_uid == os.getuid()


def rescue_at_end(
    library: Library, works: Sequence[Callable[[], object]], personal: Path, texts: Sequence[str] = ()
) -> Rescued | None:
    """As `rescue`, wherever there is room; None where there is none, or nothing to write."""
    for folder in places(personal, make=True):
        with contextlib.suppress(ScholiastError):
            return rescue(library, works, folder, texts=texts)
    return None


def left(library: Library, personal: Path) -> Iterator[Rescued]:
    """What sessions that ended left unsaved, as long as its files are there."""
    for folder in places(personal):
        with contextlib.suppress(OSError):
            for path in sorted(folder.glob(f"scholiast-unsaved-{named(library.root)}-*.txt")):
                found = _NAME.fullmatch(path.name)
                if found and found["library"] == named(library.root) and _is_own(path):
                    lines = path.with_suffix(".jsonl")
                    yield Rescued(int(found["count"]), path, lines if _is_own(lines) else None)


def _highlights(library: Library, commands: Sequence[Command]) -> list[tuple[Annotation, DocumentRecord]]:
    changes = [change for command in commands for change in command.changes]
    fresh = {change.id: change.after for change in changes if change.table == "documents" and change.after}
    found: dict[str, tuple[Annotation, DocumentRecord]] = {}
    for change in changes:
        if change.table != "annotations":
            continue
        found.pop(change.id, None)
        if change.after is None:
            continue
        with contextlib.suppress(BadRecord):
            item = annotation_from(dict(change.after))
            row = fresh.get(item.document)
            record = document_from(dict(row)) if row else library.record_by_id(item.document)
            if record is not None:
                found[change.id] = item, record
    return list(found.values())


def _told(command: Command) -> str:
    return "\n\n".join([clean(command.label), *filter(None, map(_record, command.changes))])


def _record(change: Change) -> str:
    row = change.after or change.before or {}
    if change.table == "documents":
        return ""
    keys = _TEXTS if change.after is None else (*_TEXTS, *_LONG)
    said = [
        f"{word}: {clean(value)}" for key, word in keys if isinstance(value := row.get(key), str) and value
    ]
    tags = row.get("tags")
    if isinstance(tags, list) and tags and change.after is not None:
        said.append("Tags: " + ", ".join(clean(str(tag)) for tag in tags))
    return "\n".join([*said, *(["(deleted)"] if change.after is None else [])])
