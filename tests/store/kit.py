"""What the tests of the store share: records, stores in a folder, what they hold, faults to inject."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import signal
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from annotations.changes import Change
from annotations.model import Record
from annotations.store import Store

Held = dict[str, dict[str, Record]]
TABLES = ("documents", "annotations", "tags", "memos")


def number(n: int) -> str:
    """A UUID that is the same in every run."""
    return str(uuid.UUID(int=(n * 0x9E3779B97F4A7C15F39CC0605CEDC835) % (1 << 128), version=4))


def document(n: int, **more: Any) -> Record:
    return {"id": number(1_000_000 + n), "path": f"article {n}.md", "title": f"Article {n}", **more}


def annotation(n: int, of: Record, **more: Any) -> Record:
    place = [n * 10, n * 10 + 5]
    known = {"start": place[0], "end": place[1], "exact": f"words {n}", "place": place, "tags": ["a/b"]}
    return {
        "id": number(n),
        "document": of["id"],
        **known,
        "note": f"note {n}",
        "kept-unknown": {"x": [n]},
        **more,
    }


def tag(n: int, **more: Any) -> Record:
    return {"id": number(2_000_000 + n), "path": f"tag/{n}", "colour": "amber", **more}


def added(table: str, record: Record) -> Change:
    return Change(table, record["id"], None, record)


def removed(table: str, record: Record) -> Change:
    return Change(table, record["id"], record, None)


def edited(table: str, record: Record, **fields: Any) -> Change:
    return Change(table, record["id"], record, {**record, **fields})


def opened(folder: Path, writer: str = "me", *, readonly: bool = False) -> Store:
    """The store of the library in ``folder``; the summary is kept beside it."""
    return Store.open(
        folder / ".scholiast", writer=writer, cache=folder / f"cache-{writer}", readonly=readonly
    )


def held(store: Store) -> Held:
    """Everything that a store holds, as plain dictionaries."""
    return {table: dict(store.all(table)) for table in TABLES}


def content(store: Store) -> Held:
    """As `held`, without the numbers of revision."""
    return {
        table: {key: {k: v for k, v in record.items() if k != "rev"} for key, record in records.items()}
        for table, records in held(store).items()
    }


def filled(folder: Path, documents: int = 2, each: int = 3, writer: str = "me") -> None:
    """A library with annotations, tags, two generations of files and a checkpoint."""
    with opened(folder, writer) as store:
        for d in range(documents):
            one = document(d)
            store.commit("open", [added("documents", one)], by="a")
            store.commit(
                "annotate", [added("annotations", annotation(d * 100 + n, one)) for n in range(each)], by="a"
            )
        store.commit("tag", [added("tags", tag(0))], by="a")
        store.checkpoint()
        for d in range(documents):
            name = number(d * 100)
            before = store.records("annotations", document(d)["id"])[name]
            store.commit("edit", [edited("annotations", before, note="second generation")], by="a")
        store.commit("tag", [added("tags", tag(1))], by="a")


CALLS = (
    "open",
    "write",
    "fsync",
    "fdatasync",
    "replace",
    "rename",
    "link",
    "unlink",
    "ftruncate",
    "mkdir",
    "fchmod",
    "pread",
    "pwrite",
    "stat",
    "lstat",
    "fstat",
    "scandir",
    "listdir",
    "close",
)


class Faults:
    """Counts calls to the file system, and lets something happen at one of them.

    Attributes:
        calls: How many there were.
        log: Their names, in order.
        paused: Whether calls go through uncounted for now.
    """

    def __init__(
        self, at: int, act: Callable[[str], None], calls: Sequence[str] = CALLS, *, lasting: bool = False
    ) -> None:
        self.calls = 0
        self.log: list[str] = []
        self.paused = False
        self._at, self._act, self._names, self._lasting = at, act, calls, lasting

    @contextlib.contextmanager
    def injected(self) -> Iterator[Faults]:
        real = {name: getattr(os, name) for name in self._names}
        flock = fcntl.flock
        try:
            for name, function in real.items():
                setattr(os, name, self._wrapped(name, function))
            fcntl.flock = self._wrapped("flock", flock)
            yield self
        finally:
            for name, function in real.items():
                setattr(os, name, function)
            fcntl.flock = flock

    def _wrapped(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if self.paused:
                return function(*args, **kwargs)
            self.calls += 1
            self.log.append(name)
            if self.calls == self._at or (self._lasting and self.calls > self._at > 0):
                self._act(name)
            return function(*args, **kwargs)

        return call


def fails(number: int) -> Callable[[str], None]:
    """The call fails with this error."""

    def act(name: str) -> None:
        # Unlocking and closing are told apart: they do their work even when they report a failure.
        if name not in {"close", "flock"}:
            raise OSError(number, os.strerror(number))

    return act


def dies(_: str) -> None:
    """The process is killed before the call does anything."""
    os.kill(os.getpid(), signal.SIGKILL)


def never(_: str) -> None:
    """Nothing happens: the calls are only counted."""


ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)


def in_child(work: Callable[[Callable[[str], None]], None]) -> tuple[int, list[str]]:
    """Run ``work`` in a process of its own.

    Args:
        work: Is given a function that acknowledges a word to the parent, at once and unbuffered.

    Returns:
        The exit status as the system gives it, and the words acknowledged.
    """
    reader, writer = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if not child:  # pragma: no cover  (another process)
        status = 70
        try:
            os.close(reader)
            real = os.write

            def acknowledge(word: str) -> None:
                real(writer, word.encode() + b"\n")

            work(acknowledge)
            status = 0
        except BaseException as error:
            with contextlib.suppress(OSError):
                os.write(writer, f"!{error!r}\n".encode())
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        words = pipe.read().decode().splitlines()
    return os.waitpid(child, 0)[1], words
