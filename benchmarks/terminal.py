"""A program in a terminal of its own: keys go in, and every byte that comes back is timed."""

from __future__ import annotations

import compileall
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple

REPOSITORY: Final = Path(__file__).parents[1]
ROOMS: Final = ("corpus", "annotations", "tui", "styles", "benchmarks")
END_OF_FRAME: Final = b"\x1b[?2026l"
_BEGIN_OF_FRAME: Final = b"\x1b[?2026h"
_ASKS_FOR_FRAMES: Final = b"\x1b[?2026$p"
_YES: Final = b"\x1b[?2026;2$y"
_IDLE: Final = 4  # times in a row that nothing is done
_NOTHING: Final = 0.02  # processor seconds in such a time: what looks for news each second takes less
_QUIET: Final = 0.12  # seconds without output after which a screen counts as settled


def compile_all() -> None:
    """Byte-compile the program, as whoever installs it does: a start without that takes twice as long."""
    for room in ROOMS:
        compileall.compile_dir(REPOSITORY / room, quiet=2)


def is_shown(marker: bytes, seen: bytes) -> bool:
    """Whether ``marker`` is on the screen, and the frame that it is in complete.

    A frame that is out before the answer came whether frames may be marked has no end to wait for.
    """
    at = seen.find(marker)
    return at >= 0 and (END_OF_FRAME in seen[at:] or _BEGIN_OF_FRAME not in seen)


class Size(NamedTuple):
    """Columns and rows of a terminal."""

    columns: int
    rows: int

    def __str__(self) -> str:
        return f"{self.columns}x{self.rows}"


SMALL: Final = Size(80, 24)
LARGE: Final = Size(200, 50)


@dataclass(frozen=True, slots=True)
class Sample:
    """What one action took.

    Attributes:
        frame: Seconds from the key to the end of the first frame.
        settled: Seconds from the key to the last byte before the screen came to rest.
        cpu: Processor seconds of all threads of the program until then.
        written: Bytes.
    """

    frame: float
    settled: float
    cpu: float
    written: int


class Chunk(NamedTuple):
    """Bytes, and when they came, in seconds since the program was started."""

    time: float
    data: bytes


class Terminal:
    """A running program. Use it in a ``with`` statement, so that it ends.

    Attributes:
        chunks: What it wrote until it was first waited for.
    """

    def __init__(self, program: Sequence[str], size: Size, environment: Mapping[str, str] = {}) -> None:
        self.size = size
        self._master, slave = pty.openpty()
        self._set_size(size)
        variables = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
        for name in ("NO_COLOR", "SCHOLIAST_LIBRARY"):
            variables.pop(name, None)
        self._start = time.perf_counter()
        self.process = subprocess.Popen(
            program,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=variables,
            cwd=REPOSITORY,
            start_new_session=True,
        )
        os.close(slave)
        self.chunks: list[Chunk] = []

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)

    def wait_until(self, shown: Callable[[bytes], bool], limit: float = 30.0) -> float:
        """Seconds from the start until what was written so far satisfies ``shown``.

        Raises:
            TimeoutError: It did not within ``limit`` seconds, or the program ended.
        """
        written = b"".join(chunk.data for chunk in self.chunks)
        while not shown(written):
            left = self._start + limit - time.perf_counter()
            data = self._read(max(0.0, left))
            if not data:
                raise TimeoutError(f"not shown within {limit:g} s: {written[-300:]!r}")
            written += data
            self.chunks.append(Chunk(time.perf_counter() - self._start, data))
        return self.chunks[-1].time if self.chunks else 0.0

    def settle(self, quiet: float = 0.4) -> int:
        """Wait until nothing comes for ``quiet`` seconds; how many bytes came."""
        count = 0
        while data := self._read(quiet):
            count += len(data)
        return count

    def rest(self, limit: float = 60.0) -> None:
        """Wait until nothing is done any more, not in the background either; at most ``limit`` seconds."""
        end = time.perf_counter() + limit
        idle = 0
        while idle < _IDLE and time.perf_counter() < end:
            before = self.cpu()
            self.settle(_QUIET)
            idle = idle + 1 if self.cpu() - before < _NOTHING else 0

    def send(self, keys: str) -> None:
        """Press keys without waiting for anything."""
        os.write(self._master, keys.encode())

    def key(self, keys: bytes | str, quiet: float = _QUIET) -> Sample:
        """Press keys at once and wait until the screen comes to rest."""
        data = keys.encode() if isinstance(keys, str) else keys
        return self._sample(lambda: os.write(self._master, data), quiet)

    def key_until(self, keys: str, shown: Callable[[bytes], bool], limit: float = 10.0) -> float:
        """Press keys; seconds until what was written since satisfies ``shown``, its frame complete."""
        start = time.perf_counter()
        os.write(self._master, keys.encode())
        seen = b""
        while not shown(seen):
            data = self._read(limit)
            if not data:
                raise TimeoutError(f"not shown after {keys!r}: {seen[-300:]!r}")
            seen += data
        while not seen.endswith(END_OF_FRAME) and (data := self._read(_QUIET)):
            seen += data
        return time.perf_counter() - start

    def resize(self, size: Size, quiet: float = _QUIET) -> Sample:
        """Change the size of the terminal and wait until the screen comes to rest."""
        return self._sample(lambda: self._resize(size), quiet)

    def _resize(self, size: Size) -> None:
        self._set_size(size)
        os.kill(self.process.pid, signal.SIGWINCH)

    def memory(self) -> int:
        """Bytes that are resident."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024

    def cpu(self) -> float:
        """Processor seconds of all threads so far."""
        total = 0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
        return total / 1e9

    def _sample(self, act: Callable[[], object], quiet: float) -> Sample:
        before, start = self.cpu(), time.perf_counter()
        act()
        frame = last = 0.0
        written = 0
        tail = b""
        wait = 2.0  # for the first byte
        while data := self._read(wait):
            last = time.perf_counter() - start
            written += len(data)
            tail += data
            if not frame and END_OF_FRAME in tail:
                frame = last
            wait = quiet
        return Sample(frame or last, last, self.cpu() - before, written)

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return b""
        try:
            data = os.read(self._master, 1 << 20)
        except OSError:  # the program has ended
            return b""
        if _ASKS_FOR_FRAMES in data:
            os.write(self._master, _YES)
        return data

    def _set_size(self, size: Size) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", size.rows, size.columns, 0, 0))


def python(code: str, *arguments: str) -> list[str]:
    """A program of this interpreter that runs ``code``."""
    return [sys.executable, "-c", code, *arguments]


def reader(root: Path) -> list[str]:
    """The program itself, reading the library at ``root``."""
    return python("from tui.cli.main import main; main()", str(root))


def bare(kind: str) -> list[str]:
    """A bare Textual app: ``static`` or ``lines``, as in `benchmarks.bare`."""
    return python("from benchmarks.bare import main; main()", kind)
