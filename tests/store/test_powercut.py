"""The power fails: each state that the disk may be left in is made from a trace of the calls, and opened.

The model of the disk: what was written to a file is certain only after that file was synchronised, and what
happened to names in a folder only after the folder was. Whatever is not certain may have happened in part:
names in any order, contents cut off, missing, or zeros of the right length.
"""

from __future__ import annotations

import copy
import itertools
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from annotations.store import Store
from tests.store.kit import Held, added, annotation, content, document, edited, filled, number, opened, tag


@dataclass
class File:
    """An inode: its content as the program sees it, and as it is certain to be on the medium."""

    data: bytearray = field(default_factory=bytearray)
    certain: bytes = b""


@dataclass
class Disk:
    """Names to inodes, as seen and as certain, and what was done to names since."""

    names: dict[str, int]
    files: dict[int, File]
    certain: dict[str, int]
    open_changes: list[tuple[str, str, int | None]] = field(default_factory=list)  # folder, name, inode


class Trace:
    """Records what reaches the disk below a folder, and the disk's state after every call."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.states: list[tuple[Disk, int]] = []  # with the number of steps acknowledged by then
        self.acknowledged = 0
        self._fds: dict[int, tuple[int, str]] = {}
        self.disk = Disk({}, {}, {})
        for path in root.rglob("*"):
            if path.is_file():
                inode = path.stat().st_ino
                self.disk.files[inode] = File(bytearray(path.read_bytes()), path.read_bytes())
                self.disk.names[str(path)] = inode
        self.disk.certain = dict(self.disk.names)

    def _note(self) -> None:
        self.states.append((copy.deepcopy(self.disk), self.acknowledged))

    def _rename(self, name: str, inode: int | None) -> None:
        if inode is None:
            self.disk.names.pop(name, None)
        else:
            self.disk.names[name] = inode
        self.disk.open_changes.append((str(Path(name).parent), name, inode))
        self._note()

    @contextmanager
    def recorded(self) -> Iterator[None]:
        names = "open write fsync fdatasync replace link unlink ftruncate close".split()
        real: dict[str, Callable[..., Any]] = {name: getattr(os, name) for name in names}
        for name in names:
            setattr(os, name, getattr(self, f"_{name}")(real[name]))
        try:
            yield
        finally:
            for name, function in real.items():
                setattr(os, name, function)

    def _inside(self, path: Any) -> bool:
        return not isinstance(path, int) and str(path).startswith(self.root)

    def _open(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
            known = os.path.lexists(path)
            fd: int = real(path, flags, *args, **kwargs)
            if self._inside(path):
                inode = os.fstat(fd).st_ino
                self._fds[fd] = (inode, str(path))
                if not known:
                    self.disk.files[inode] = File()
                    self._rename(str(path), inode)
            return fd

        return call

    def _write(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(fd: int, data: Any) -> int:
            count: int = real(fd, data)
            if fd in self._fds:
                self.disk.files[self._fds[fd][0]].data += bytes(data)[:count]
                self._note()
            return count

        return call

    def _fsync(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(fd: int) -> None:
            real(fd)
            if fd not in self._fds:
                return
            inode, path = self._fds[fd]
            if inode in self.disk.files:
                self.disk.files[inode].certain = bytes(self.disk.files[inode].data)
            else:
                for folder, name, target in self.disk.open_changes:
                    if folder == path and target is None:
                        self.disk.certain.pop(name, None)
                    elif folder == path and target is not None:
                        self.disk.certain[name] = target
                self.disk.open_changes = [change for change in self.disk.open_changes if change[0] != path]
            self._note()

        return call

    _fdatasync = _fsync

    def _replace(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(source: Any, target: Any, **kwargs: Any) -> None:
            real(source, target, **kwargs)
            if self._inside(source):
                inode = self.disk.names.pop(str(source))
                # One step: after it, the name has the new file, whatever becomes of the old name.
                self.disk.open_changes.append((str(Path(source).parent), str(source), None))
                self._rename(str(target), inode)

        return call

    def _link(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(source: Any, target: Any, **kwargs: Any) -> None:
            real(source, target, **kwargs)
            if self._inside(source):
                self._rename(str(target), self.disk.names[str(source)])

        return call

    def _unlink(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, **kwargs: Any) -> None:
            real(path, **kwargs)
            if self._inside(path):
                self._rename(str(path), None)

        return call

    def _ftruncate(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(fd: int, length: int) -> None:
            real(fd, length)
            if fd in self._fds:
                del self.disk.files[self._fds[fd][0]].data[length:]
                self._note()

        return call

    def _close(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(fd: int) -> None:
            self._fds.pop(fd, None)
            real(fd)

        return call


def crashes(disk: Disk, chance: random.Random, most: int) -> Iterator[dict[str, bytes]]:
    """Contents by name that the medium may hold if the power fails now."""
    changes = disk.open_changes
    if len(changes) <= 4:
        subsets = list(itertools.product((False, True), repeat=len(changes)))
    else:
        ends = [tuple(n < m for n in range(len(changes))) for m in range(len(changes) + 1)]
        subsets = ends + [tuple(chance.random() < 0.5 for _ in changes) for _ in range(8)]
    chance.shuffle(subsets)
    for subset in subsets[:most]:
        names = dict(disk.certain)
        for happened, (_, name, inode) in zip(subset, changes, strict=True):
            if happened and inode is None:
                names.pop(name, None)
            elif happened and inode is not None:
                names[name] = inode
        yield {name: _content(disk.files[inode], chance) for name, inode in names.items()}


def _content(file: File, chance: random.Random) -> bytes:
    if bytes(file.data) == file.certain:
        return file.certain
    if not bytes(file.data).startswith(file.certain):
        return chance.choice([file.certain, bytes(file.data)])
    new = bytes(file.data)[len(file.certain) :]
    cut = chance.randrange(len(new) + 1)
    return file.certain + chance.choice(
        [b"", new, new[:cut], b"\0" * len(new), new[:cut] + b"\0" * (len(new) - cut)]
    )


Step = Callable[[Store], object]


def _edit(store: Store) -> None:
    row = store.records("annotations", document(0)["id"])[number(1)]
    store.commit("edit", [edited("annotations", row, note=row["note"] + "+")], by="a")


def _add(store: Store) -> None:
    store.commit(
        "new", [added("documents", document(9)), added("annotations", annotation(900, document(9)))], by="a"
    )


def _close_segment(store: Store) -> None:
    store._journal.segment = 10
    store.commit("tag", [added("tags", tag(70))], by="a")
    store.checkpoint()


STEPS: dict[str, list[Step]] = {
    "commits": [_edit, _add, _edit],
    "checkpoints": [_edit, Store.checkpoint, _add, Store.checkpoint, _edit, Store.checkpoint],
    "closed history": [_edit, _close_segment, _edit],
    "texts": [lambda store: store.keep_text("a text " * 50), _edit],
}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("most", [6, pytest.param(40, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("new", [False, True], ids=["", "new library"])
def test_a_power_cut_loses_nothing_acknowledged(name: str, new: bool, most: int, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    if new:
        # Folders are made and synchronised before anything else; the trace follows files.
        with opened(folder) as store:
            store.commit(
                "open",
                [added("documents", document(0)), added("annotations", annotation(1, document(0)))],
                by="a",
            )
            store._journal.segment = 1 << 30
        for path in (folder / ".scholiast").glob("*.json"):
            path.unlink()
        shutil.rmtree(folder / ".scholiast" / "backups")
        (folder / ".scholiast" / "backups").mkdir()
    else:
        filled(folder)
    (folder / ".scholiast" / "history" / "older").mkdir(exist_ok=True)
    (folder / ".scholiast" / "texts").mkdir(exist_ok=True)
    states: list[Held] = []
    trace = Trace(folder / ".scholiast")
    store = opened(folder)
    states.append(content(store))
    with trace.recorded():
        trace._note()
        for step in STEPS[name]:
            step(store)
            states.append(content(store))
            trace.acknowledged += 1
            trace._note()
    chance = random.Random(5)
    opened_states = 0
    for disk, acknowledged in trace.states:
        for number_, files in enumerate(crashes(disk, chance, most)):
            place = tmp_path / f"crash-{opened_states % 50}"
            shutil.rmtree(place, ignore_errors=True)
            for part in ("annotations", "history/older", "backups", "texts"):
                (place / ".scholiast" / part).mkdir(parents=True)
            for file_name, data in files.items():
                (place / Path(file_name).relative_to(folder)).write_bytes(data)
            with opened(place) as found:
                assert found.writable == "", (name, opened_states, number_)
                assert content(found) in states[acknowledged : acknowledged + 2], (
                    name,
                    opened_states,
                    found.findings,
                )
            opened_states += 1
    assert opened_states >= 10


def test_the_model_of_the_disk_notices_what_is_not_synchronised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the synchronisation of the journal, acknowledged work is lost: the test above can fail."""
    monkeypatch.setattr("annotations.storage.journal.sync_file", lambda fd: None)
    with pytest.raises(AssertionError):
        test_a_power_cut_loses_nothing_acknowledged("commits", False, 8, tmp_path)
