"""Conversion in a process of its own, within a time and a memory limit: what does not come back is killed."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from corpus.imports.frames import HEAD, LONGEST, packed
from corpus.imports.kinds import Kind
from corpus.imports.model import DEFAULTS, Converted, NotConverted, Options

_START: Final = 60.0  # seconds for the process and its libraries to be there; not the document's fault
_LEAST, _MOST, _PER_MB = 5.0, 20.0, 1.0  # seconds to convert
_MEMORY: Final = 1024 * 1024 * 1024  # bytes, of addresses, with what libraries map
_MEMORY_PER_BYTE: Final = 40
_MEMORY_MOST: Final = 4 * 1024 * 1024 * 1024
_STEP: Final = 0.05  # seconds between two looks at whether to go on
_CHUNK: Final = 1 << 16
_BOOT: Final = (
    "import json, sys\n"
    "sys.path[:] = json.loads(sys.argv[1])\n"
    "from corpus.imports.worker import main\n"
    "main()\n"
)


class Stopped(Exception):
    """The person stopped it."""


def seconds_for(size: int) -> float:
    """How long a document of ``size`` bytes may take."""
    return min(_MOST, _LEAST + _PER_MB * size / 1048576)


class Sandbox:
    """One worker process, started when it is needed, and anew after it was killed.

    Not to be used from several threads at once. Leaving the ``with`` ends the process.
    """

    def __init__(self, *, seconds: Callable[[int], float] = seconds_for) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def convert(
        self,
        kind: Kind | str,
        data: bytes,
        name: str,
        options: Options = DEFAULTS,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Converted:
        """A document converted by the module of its kind (or one given by its dotted name).

        Raises:
            NotConverted: It is refused, took too long, or made the process break off.
            Stopped: ``cancelled`` said so; the process is gone by then.
        """
        module = f"corpus.imports.{kind.value}" if isinstance(kind, Kind) else kind
        seconds = self._seconds(len(data))
        request = {
            "module": module,
            "name": name,
            "options": asdict(options),
            "seconds": seconds,
            "memory": min(_MEMORY + _MEMORY_PER_BYTE * len(data), _MEMORY_MOST),
        }
        try:
            self._send(packed(request, data), data, cancelled)
            self._receive(time.monotonic() + _START, _START, cancelled)
            answer = self._receive(time.monotonic() + seconds, seconds, cancelled)
        except BaseException:
            self.kill()
            raise
        if "refused" in answer:
            raise NotConverted(str(answer["refused"]))
        return Converted.from_json(answer)

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.kill()
            try:
                self._process = subprocess.Popen(
                    # Nothing from the environment, and no files of compiled code written.
                    [
                        sys.executable,
                        "-I",
                        "-B",
                        "-c",
                        _BOOT,
                        json.dumps([path or str(Path.cwd()) for path in sys.path]),
                    ],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    bufsize=0,
                    start_new_session=True,  # Ctrl-C in the terminal is for the program to hear
                )
            except OSError as error:
                raise NotConverted(f"no process could be started for it ({error.strerror})") from error
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None
                os.set_blocking(pipe.fileno(), False)
        return self._process

    def _send(self, head: bytes, data: bytes, cancelled: Callable[[], bool]) -> None:
        process = self._running()
        assert process.stdin is not None
        handle = process.stdin.fileno()
        deadline = time.monotonic() + _START
        with selectors.DefaultSelector() as selector:
            selector.register(handle, selectors.EVENT_WRITE)
            for part in (head, data):
                view = memoryview(part)
                while view:
                    self._wait(selector, deadline, _START, cancelled)
                    try:
                        view = view[os.write(handle, view[:_CHUNK]) :]
                    except BlockingIOError:
                        continue
                    except BrokenPipeError:
                        raise self._broken() from None

    def _receive(self, deadline: float, seconds: float, cancelled: Callable[[], bool]) -> dict[str, Any]:
        process = self._process
        assert process is not None
        assert process.stdout is not None
        handle = process.stdout.fileno()
        with selectors.DefaultSelector() as selector:
            selector.register(handle, selectors.EVENT_READ)

            def exactly(count: int) -> bytes:
                got = bytearray()
                while len(got) < count:
                    self._wait(selector, deadline, seconds, cancelled)
                    try:
                        chunk = os.read(handle, min(_CHUNK, count - len(got)))
                    except BlockingIOError:
                        continue
                    if not chunk:
                        raise self._broken()
                    got += chunk
                return bytes(got)

            length, more = HEAD.unpack(exactly(HEAD.size))
            if length + more > LONGEST:
                raise NotConverted("what came out of it is too long")
            try:
                answer = json.loads(exactly(length))
            except (ValueError, RecursionError) as error:
                raise NotConverted("what came out of it cannot be used") from error
        if not isinstance(answer, dict):
            raise NotConverted("what came out of it cannot be used")
        return answer

    def _wait(
        self,
        selector: selectors.BaseSelector,
        deadline: float,
        seconds: float,
        cancelled: Callable[[], bool],
    ) -> None:
        """Until the pipe is ready.

        Raises:
            NotConverted: It took too long.
            Stopped: ``cancelled`` said so.
        """
        while True:
            if cancelled():
                raise Stopped
            left = deadline - time.monotonic()
            if left <= 0:
                raise NotConverted(f"it was not done after {seconds:.3g} seconds, and was given up")
            if selector.select(min(_STEP, left)):
                return

    def _broken(self) -> NotConverted:
        """Why the process went away."""
        process = self._process
        status = process.wait() if process is not None else 0
        if status == -signal.SIGXCPU:
            return NotConverted("it took too long, and was given up")
        if status < 0:
            name = signal.Signals(-status).name if -status in set(signal.Signals) else str(-status)
            return NotConverted(f"it made the conversion break off ({name})")
        return NotConverted(
            "it made the conversion break off; it may take more memory than an import may have"
        )
