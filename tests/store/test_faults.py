"""The program is killed, and the disk fails, at every single call to the file system."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import tinydb

from annotations import history
from annotations.changes import NotSaved
from annotations.findings import Severity
from annotations.store import Store
from tests.store.kit import (
    ERRORS,
    Faults,
    Held,
    added,
    annotation,
    content,
    dies,
    document,
    edited,
    fails,
    filled,
    in_child,
    never,
    number,
    opened,
    tag,
)


class Scene(NamedTuple):
    """A state of the disk, and something that is done to it in steps, each acknowledged on its own."""

    prepare: Callable[[Path], None]
    begin: Callable[[Path], Store]
    steps: list[Callable[[Store], object]]


def _new(n: int) -> Callable[[Store], object]:
    def step(store: Store) -> None:
        store.commit("annotate", [added("annotations", annotation(50 + n, document(0)))], by="a")

    return step


def _merge(store: Store) -> None:
    rows = [row for row in store.all("annotations").values() if row["tags"] == ["a/b"]]
    store.commit("merge", [edited("annotations", row, tags=["merged"]) for row in rows], by="a")


def _open_first(store: Store) -> None:
    store.commit(
        "open", [added("documents", document(0)), added("annotations", annotation(1, document(0)))], by="a"
    )


def _undo(store: Store) -> None:
    history.undo(store, "a")


def _close_segment(store: Store) -> None:
    store._journal.segment = 10
    store.checkpoint()


def _nothing(folder: Path) -> None:
    folder.mkdir(exist_ok=True)


def _unwritten(folder: Path) -> None:
    filled(folder, documents=3)
    store = opened(folder)  # neither written nor closed, as after a crash
    _merge(store)
    store.commit("tag", [added("tags", tag(7))], by="a")


def _damaged(folder: Path) -> None:
    _unwritten(folder)
    files = sorted((folder / ".scholiast" / "annotations").iterdir())
    files[0].write_bytes(files[0].read_bytes()[:300])
    files[1].write_bytes(b"")
    files[2].unlink()
    (folder / ".scholiast" / "library.json").write_bytes(b"\0" * 200)
    with (folder / ".scholiast" / "history" / "me.jsonl").open("ab") as file:
        file.write(b'{"v":1,"writer":"me","n":')


def _small(folder: Path) -> None:
    filled(folder, documents=1, each=2)


def _many(folder: Path) -> None:
    filled(folder, documents=1, each=900)


SCENES = {
    "first commit": Scene(_nothing, opened, [_open_first, _new(1)]),
    "commits": Scene(_small, opened, [_new(1), _new(2), _undo]),
    "checkpoint": Scene(_unwritten, opened, [Store.checkpoint, _new(1), Store.checkpoint]),
    "recovery": Scene(_damaged, opened, [Store.checkpoint, _new(1)]),
    "closing the history": Scene(_small, opened, [_new(1), _close_segment, _new(2), _close_segment]),
    "merge": Scene(_unwritten, opened, [_new(1), _new(2), _merge, Store.close]),
    "a line in pieces": Scene(_many, opened, [_merge]),
    "text": Scene(_small, opened, [lambda store: store.keep_text("text " * 99), _new(3)]),
}


def states_of(scene: Scene, folder: Path) -> list[Held]:
    """What the store holds before the first step and after each."""
    scene.prepare(folder)
    store = scene.begin(folder)
    found = [content(store)]
    for step in scene.steps:
        step(store)
        found.append(content(store))
    return found


def copy_of(folder: Path, to: Path) -> Path:
    """A copy of a library as it stands on disk."""
    shutil.copytree(folder, to, symlinks=True)
    return to


def assert_whole(folder: Path) -> Held:
    """The library opens, nothing in it is beyond recovery, plain TinyDB reads it after a checkpoint."""
    with opened(folder) as store:
        assert store.writable == ""
        assert not [finding for finding in store.findings if finding.severity is Severity.ERROR]
        found = content(store)
    for path in [
        *(folder / ".scholiast" / "annotations").glob("*.json"),
        folder / ".scholiast" / "library.json",
    ]:
        if path.exists():
            with tinydb.TinyDB(path, access_mode="r") as database:
                assert all(database.table(name).all() is not None for name in database.tables())
    leftovers = [path for path in (folder / ".scholiast").rglob("*.json") if path.name.startswith(".")]
    assert not leftovers
    return found


def killed(scene: Scene, folder: Path, at: int) -> tuple[bool, int]:
    """Run the scene in a process that dies at call ``at``; whether it died, and the steps acknowledged."""

    def work(acknowledge: Callable[[str], None]) -> None:
        with Faults(at, dies).injected():
            store = scene.begin(folder)
            for step in scene.steps:
                step(store)
                acknowledge("done")

    status, words = in_child(work)
    assert not [word for word in words if word.startswith("!")], words
    return status == 9, len(words)


STRIDES = [pytest.param(7, id="some"), pytest.param(1, id="every", marks=pytest.mark.slow)]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("name", SCENES)
def test_killed_at_every_call_nothing_acknowledged_is_lost(name: str, stride: int, tmp_path: Path) -> None:
    scene = SCENES[name]
    states = states_of(scene, tmp_path / "states")
    scene.prepare(tmp_path / "ready")
    at, died = 1 - stride, True
    while died:
        at += stride
        folder = copy_of(tmp_path / "ready", tmp_path / str(at))
        died, done = killed(scene, folder, at)
        found = assert_whole(folder)
        assert found in states[done : done + 2], (name, at, done)
    assert at > 10
    assert done == len(scene.steps)


def run_with_failures(scene: Scene, folder: Path, at: int, number_: int, lasting: bool) -> int:
    """Run the scene while calls fail, check what it says, then try again without faults; the calls made."""
    faults = Faults(at, fails(number_), lasting=lasting)
    store: Store | None = None
    done = 0
    with faults.injected():
        store = scene.begin(folder)
        for step in scene.steps:
            before = content_without_faults(faults, store)
            said = ""
            try:
                step(store)
            except NotSaved as error:
                said = str(error)
            if said:
                assert "\n" not in said
                assert content_without_faults(faults, store) == before
                break
            done += 1
    for step in scene.steps[done:]:
        if store.writable or any(finding.kind == "left" for finding in store.findings):
            store = scene.begin(folder)  # the file could not be read; the next opening can
        step(store)
    store.close()
    return faults.calls


def content_without_faults(faults: Faults, store: Store) -> Held:
    faults.paused = True
    try:
        return content(store)
    finally:
        faults.paused = False


@pytest.mark.timeout(600)
@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("name", SCENES)
def test_the_disk_fails_at_every_call_and_nothing_is_lost(
    name: str, lasting: bool, stride: int, tmp_path: Path
) -> None:
    scene = SCENES[name]
    states = states_of(scene, tmp_path / "states")
    scene.prepare(tmp_path / "ready")
    calls = run_with_failures(scene, copy_of(tmp_path / "ready", tmp_path / "0"), 0, 0, lasting)
    assert calls > 10
    for at in range(1, calls + 1, stride):
        folder = copy_of(tmp_path / "ready", tmp_path / str(at))
        run_with_failures(scene, folder, at, ERRORS[at // stride % len(ERRORS)], lasting)
        assert assert_whole(folder) == states[-1], (name, at)


def test_a_file_size_limit_is_a_sentence_and_harms_nothing(tmp_path: Path) -> None:
    filled(tmp_path)
    with opened(tmp_path) as store:
        expected = content(store)

    def work(acknowledge: Callable[[str], None]) -> None:
        store = opened(tmp_path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
        try:
            for n in range(100):
                store.commit("tag", [added("tags", tag(100 + n, description="x" * 500))], by="a")
                acknowledge(tag(100 + n)["id"])
        except NotSaved as error:
            acknowledge(str(error))
        store.close()

    status, words = in_child(work)
    assert status == 0
    assert "larger than this system allows" in words[-1]
    with opened(tmp_path) as store:
        found = content(store)
        assert set(found["tags"]) == set(expected["tags"]) | set(words[:-1])
        assert found["annotations"] == expected["annotations"]
        store.commit("tag", [added("tags", tag(999))], by="a")


@pytest.mark.parametrize("runs", [12, pytest.param(500, marks=pytest.mark.slow)])
@pytest.mark.timeout(900)
def test_killed_at_any_moment_nothing_acknowledged_is_lost(runs: int, tmp_path: Path) -> None:
    chance = random.Random(7)
    filled(tmp_path)
    known: set[str] = set()
    for run in range(runs):
        reader, writer = os.pipe()
        child = os.fork()
        if not child:  # pragma: no cover
            store = opened(tmp_path)
            for n in range(10_000):
                row = tag(10_000 * run + n + 10)
                store.commit("tag", [added("tags", row)], by="a")
                os.write(writer, row["id"].encode() + b"\n")
                if n % 7 == 6:
                    store.checkpoint()
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            first = pipe.readline()
            time.sleep(chance.random() * 0.03)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            known |= {first.decode().strip(), *pipe.read().decode().split()}
        assert known <= set(assert_whole(tmp_path)["tags"])
    assert len(known) > runs


def test_counting_alone_changes_nothing(tmp_path: Path) -> None:
    faults = Faults(0, never)
    with faults.injected():
        filled(tmp_path)
    assert {"open", "write", "fsync", "fdatasync", "replace", "link", "flock"} <= set(faults.log)
    assert number(1) in assert_whole(tmp_path)["annotations"]
