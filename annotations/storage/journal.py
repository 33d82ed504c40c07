"""The journal: every command, one line each, appended and synchronised, one file per writer.

The current file of a writer is ``history/<writer>.jsonl``. When it has grown long, the writer's own program
closes it into ``history/older/<writer>-<last n>.jsonl.gz`` and begins a new one, so that what is read at
start stays bounded while nothing is forgotten.
"""

from __future__ import annotations

import contextlib
import errno
import gzip
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from annotations.changes import BadLine, Command, NewerLine, decode
from annotations.storage.atomic import (
    Write,
    make_folder,
    read_file,
    read_from,
    sync_file,
    sync_folder,
    write_all,
    write_many,
)
from annotations.storage.identity import is_writer
from annotations.storage.snapshots import unpacked

SEGMENT: Final = 1 << 20  # bytes after which a file is closed
_APPEND: Final = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0)
_SUFFIX: Final = ".jsonl"
_CLOSED: Final = ".jsonl.gz"


class Position(NamedTuple):
    """How far one file was read: its inode and the byte after the last whole line."""

    inode: int
    offset: int


class Journal:
    """All writers' files for reading, this writer's for appending.

    Callers hold the lock of the library while they append or close a segment.

    Attributes:
        seen: For each writer the number of the last command that was read or written here.
        segment: Bytes after which this writer's file is closed.
        together: The commands since `begin_together`, not durable yet; None where each is made so at once.
    """

    def __init__(self, folder: Path, writer: str, on_damage: Callable[[str, str], None]) -> None:
        self._folder = folder
        self._writer = writer
        self._own = folder / f"{writer}{_SUFFIX}"
        self._on_damage = on_damage
        self._positions: dict[str, Position] = {}
        self._fd = -1
        self._debris: Position | None = None  # where a line begins that was refused but not taken back
        self._begun: tuple[Position, int] | None = None  # where those of `together` begin, and `seen` before
        self.together: list[Command] | None = None
        self.segment = SEGMENT
        self.seen: dict[str, int] = {}

    def start(self, seen: Mapping[str, int]) -> list[Command]:
        """Begin to read after ``seen``; what came since, in order of cause."""
        self.seen = dict(seen)
        self._positions = {}
        return self.read()

    def read(self) -> list[Command]:
        """What was written since the last call, by whichever program, in order of cause."""
        self._take_back()
        found: list[Command] = []
        for entry in self._files():
            try:
                found += self._tail(entry)
            except FileNotFoundError:
                continue
            except OSError as error:
                if error.errno != errno.EINVAL:
                    raise
                self._on_damage("alien", entry.name)  # a folder or a pipe with the name of a history
        found.sort(key=lambda command: (command.n, command.writer))
        for command in found:
            self.seen[command.writer] = max(command.n, self.seen.get(command.writer, 0))
        return found

    def grown(self) -> bool:
        """Whether there is something to read; costs a look at each writer's file."""
        for path in self._files():
            with contextlib.suppress(FileNotFoundError):
                state = os.stat(path)  # noqa: PTH116
                if self._positions.get(path.name) != (state.st_ino, state.st_size):
                    return True
        return False

    def _files(self) -> list[Path]:
        try:
            with os.scandir(self._folder) as entries:
                names = [entry.name for entry in entries if entry.name.endswith(_SUFFIX)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        return [self._folder / name for name in sorted(names) if not name.startswith(".")]

    def _tail(self, path: Path) -> list[Command]:
        state = os.stat(path)  # noqa: PTH116
        known = self._positions.get(path.name)
        if known and known.inode == state.st_ino and known.offset == state.st_size:
            return []
        follows = known is not None and known.inode == state.st_ino and known.offset < state.st_size
        offset = known.offset if known and follows else 0
        data = read_from(path, offset)
        end = data.rfind(b"\n") + 1  # a last line without its end was never acknowledged
        self._positions[path.name] = Position(state.st_ino, offset + end)
        found, reached = self._since(path, data[:end])
        if not follows and not reached:
            found += self._closed_since(path.stem)
        return found

    def _since(self, path: Path, data: bytes) -> tuple[list[Command], bool]:
        """Commands in ``data`` after what is known, and whether one that is known was met."""
        found: list[Command] = []
        for line in reversed(data.splitlines()):
            command = self._decoded(line, path.name)
            if command is None:
                continue
            if command.n <= self.seen.get(command.writer, 0):
                return found, True
            found.append(command)
        return found, False

    def _decoded(self, line: bytes, where: str) -> Command | None:
        if not line.strip():
            return None
        try:
            return decode(line)
        except NewerLine:
            self._on_damage("newer", where)
        except BadLine:
            self._on_damage("line", where)
        return None

    def _closed_since(self, writer: str) -> list[Command]:
        found: list[Command] = []
        for last, path in self._closed(writer):
            if last <= self.seen.get(writer, 0):
                break
            found += self._since(path, self._unpacked(path))[0]
        return found

    def _closed(self, writer: str) -> list[tuple[int, Path]]:
        """A writer's closed files, newest first, with the number of the last command in each."""
        found = [(last, path) for name, last, path in self._all_closed() if name == writer]
        return sorted(found, reverse=True)

    def _all_closed(self) -> list[tuple[str, int, Path]]:
        found = []
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            for path in (self._folder / "older").iterdir():
                name, _, last = path.name.removesuffix(_CLOSED).rpartition("-")
                if path.name.endswith(_CLOSED) and last.isdecimal() and is_writer(name):
                    found.append((name, int(last), path))
        return found

    def _unpacked(self, path: Path) -> bytes:
        try:
            found = read_file(path)
            return unpacked(found[0]) if found else b""
        except (OSError, EOFError, ValueError):
            self._on_damage("segment", f"older/{path.name}")
            return b""

    def writers(self) -> tuple[str, ...]:
        """Everyone who has a file here."""
        current = [path.stem for path in self._files() if is_writer(path.stem)]
        return tuple(dict.fromkeys([*current, *(writer for writer, _, _ in self._all_closed())]))

    def newest_first(self, writer: str) -> Iterator[Command]:
        """All commands of one writer, read as far back as the caller goes."""
        last = 1 << 63
        for data, where in self._backwards(writer):
            for line in reversed(data[: data.rfind(b"\n") + 1].splitlines()):
                command = self._decoded(line, where)
                if command is not None and command.n < last:
                    last = command.n
                    yield command

    def _backwards(self, writer: str) -> Iterator[tuple[bytes, str]]:
        path = self._folder / f"{writer}{_SUFFIX}"
        current = read_file(path)
        if current is not None:
            refused = self._debris if path == self._own else None
            ends = refused.offset if refused and refused.inode == current[1].inode else None
            yield current[0][:ends], path.name
        for _, closed in self._closed(writer):
            yield self._unpacked(closed), f"older/{closed.name}"

    def since(self, seen: Mapping[str, int]) -> list[Command]:
        """Every command after ``seen`` that any writer has stored, in order of cause."""
        found: list[Command] = []
        for writer in self.writers():
            for command in self.newest_first(writer):
                if command.n <= seen.get(command.writer, 0):
                    break
                found.append(command)
        found.sort(key=lambda command: (command.n, command.writer))
        return found

    def append(self, line: Sequence[bytes], last: int, set_aside: Callable[[bytes], None]) -> None:
        """Store a whole line durably. Everything before must have been read.

        Args:
            line: In pieces, each written as it is: the system finds room for them sooner than for one large.
            last: The number of the command in ``line``.
            set_aside: Keeps the remains of a line that a killed program left.

        Raises:
            OSError: Nothing was stored.
        """
        fd = self._opened()
        known = self._positions.get(self._own.name)
        start = known.offset if known else 0
        state = os.fstat(fd)
        if state.st_size > start:
            set_aside(os.pread(fd, state.st_size - start, start))
            os.ftruncate(fd, start)
        try:
            for piece in line:
                write_all(fd, piece)
            if self.together is None:
                sync_file(fd)
        except BaseException:
            self._refuse(Position(state.st_ino, start))
            raise
        # From here on the line is durable, or will be at the end, so nothing below may fail.
        if self.together is not None and self._begun is None:
            self._begun = Position(state.st_ino, start), self.seen.get(self._writer, 0)
        self._positions[self._own.name] = Position(state.st_ino, start + sum(map(len, line)))
        self.seen[self._writer] = last

    def begin_together(self) -> None:
        """Let the lines that follow share the one synchronisation of `end_together`."""
        self.together = []

    def end_together(self) -> None:
        """Make the lines since `begin_together` durable. The lock was held all the time.

        Raises:
            OSError: None of them was stored.
        """
        begun, self._begun, self.together = self._begun, None, None
        if begun is None:
            return
        try:
            fd = self._opened()  # again, if a line that failed had it closed
            if os.fstat(fd).st_ino != begun[0].inode:
                raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(self._own))
            sync_file(fd)
        except BaseException:
            self._refuse(begun[0])
            self._positions[self._own.name] = begun[0]
            self.seen[self._writer] = begun[1]
            raise

    def _refuse(self, begin: Position) -> None:
        """Take back what was written from a place on, now or, where the disk refuses even that, later."""
        self._debris = begin
        with contextlib.suppress(OSError):
            self._take_back()
        self._forget()

    def _take_back(self) -> None:
        """Remove what a failed append left. Where the disk refuses even that, it is tried again later.

        Raises:
            OSError: It could not be removed; it must not be read as if it had been stored.
        """
        if self._debris is None:
            return
        with contextlib.suppress(FileNotFoundError):
            fd = os.open(self._own, os.O_RDWR | os.O_CLOEXEC)
            try:
                if os.fstat(fd).st_ino == self._debris.inode:
                    os.ftruncate(fd, self._debris.offset)
            finally:
                os.close(fd)
        self._debris = None

    def _opened(self) -> int:
        """The descriptor of this writer's file as it stands now."""
        if self._fd >= 0:
            try:
                if os.stat(self._own).st_ino == os.fstat(self._fd).st_ino:  # noqa: PTH116
                    return self._fd
            except FileNotFoundError:
                pass
            self._forget()
        new = not self._own.exists()
        if new:
            make_folder(self._folder)
        fd = os.open(self._own, _APPEND, 0o666)
        try:
            if new:
                sync_folder(self._folder)
                self._positions.pop(self._own.name, None)
        except BaseException:
            os.close(fd)
            raise
        self._fd = fd
        return fd

    def _forget(self) -> None:
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            with contextlib.suppress(OSError):
                os.close(fd)

    def close_segment(self) -> bool:
        """Compress this writer's file if it is longer than ``segment`` bytes, and begin a new one.

        Everything in it must stand in the tables already. Killed half-way, it leaves the commands in both
        places, which does no harm.
        """
        known = self._positions.get(self._own.name)
        if known is None or known.offset <= self.segment:
            return False
        older = self._folder / "older"
        make_folder(older)
        found = read_file(self._own)
        if found is None or found[1].size != known.offset:
            return False
        packed = gzip.compress(found[0], 6, mtime=0)
        write_many([Write(older / f"{self._writer}-{self.seen[self._writer]:012d}{_CLOSED}", packed)])
        write_many([Write(self._own, b"")])
        self._forget()
        self._positions[self._own.name] = Position(os.stat(self._own).st_ino, 0)  # noqa: PTH116
        return True

    def close(self) -> None:
        """Give the file back."""
        self._forget()
