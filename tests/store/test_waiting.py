"""Another program keeps the lock: whoever reads goes on, whoever saves waits and loses nothing."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotations.changes import Command, Stale
from annotations.storage.lock import Lock
from annotations.store import Store
from tests.store.kit import added, annotation, content, document, edited, filled, number, opened, tag

PATIENCE = 60.0  # seconds after which a test has failed


@contextlib.contextmanager
def another_program(
    folder: Path, before: Callable[[Store], object] | None = None
) -> Iterator[Callable[[], None]]:
    """A second process that stores something and keeps the lock; gives what makes it let go."""
    ready, go = os.pipe(), os.pipe()
    child = os.fork()
    if not child:  # pragma: no cover  (another process)
        try:
            if before is not None:
                before(opened(folder, "other"))
            with Lock(folder / ".scholiast" / "lock").held():
                os.write(ready[1], b"x")
                os.read(go[0], 1)
        finally:
            os._exit(0)
    assert os.read(ready[0], 1) == b"x"
    try:
        yield lambda: (os.write(go[1], b"x"), None)[1]
    finally:
        os.write(go[1], b"x")
        os.waitpid(child, 0)
        for fd in (*ready, *go):
            os.close(fd)


def begun(store: Store, work: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> threading.Thread:
    """A thread that does ``work``, once it waits for the lock."""
    waits = threading.Event()
    take = store._home._lock._take

    def noted(timeout: float) -> None:
        waits.set()
        take(timeout)

    monkeypatch.setattr(store._home._lock, "_take", noted)
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert waits.wait(PATIENCE)
    return thread


SAVING: dict[str, Callable[[Store], object]] = {
    "commit": lambda store: store.commit("tag", [added("tags", tag(8))], by="a"),
    "text": lambda store: store.keep_text("a text"),
    "checkpoint": lambda store: store.checkpoint(),
    "tidy": lambda store: store.tidy(),
}


@pytest.mark.parametrize("name", SAVING)
def test_readers_are_answered_while_a_save_waits(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path)
    with opened(tmp_path) as store:
        store.commit("tag", [added("tags", tag(7))], by="a")
        with another_program(tmp_path) as let_go:
            saving = begun(store, lambda: SAVING[name](store), monkeypatch)
            answers: list[object] = []

            def ask() -> None:
                answers.append(len(store.records("tags")))
                answers.append(len(store.records("annotations", document(0)["id"])))
                answers.append(store.counts()[document(1)["id"]])
                answers.append(len(store.glances.annotations(document(1)["id"])))
                answers.append(store.get("tags", tag(7)["id"]) is not None)
                answers.append(store.poll())
                answers.append(len(store.findings))

            asking = threading.Thread(target=ask, daemon=True)
            asking.start()
            asking.join(PATIENCE)
            assert answers == [3, 3, 3, 3, True, (), 0]
            assert saving.is_alive()
            let_go()
            saving.join(PATIENCE)
            assert not saving.is_alive()
    with opened(tmp_path) as store:
        assert (tag(8)["id"] in store.records("tags")) == (name == "commit")
        assert tag(7)["id"] in store.records("tags")


def test_a_commit_that_waited_takes_in_what_the_other_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path)
    one = document(0)["id"]
    with opened(tmp_path) as store:
        row = store.records("annotations", one)[number(1)]
        untouched = store.records("annotations", one)[number(2)]

        def edit(other: Store) -> None:
            other.commit("edit", [edited("annotations", row, note="theirs")], by="b")
            other.commit("new", [added("annotations", annotation(60, document(0)))], by="b")

        with another_program(tmp_path, edit) as let_go:
            done: list[Command] = []
            errors: list[Exception] = []

            def save() -> None:
                done.append(store.commit("edit", [edited("annotations", untouched, note="ours")], by="a"))
                try:
                    store.commit("edit", [edited("annotations", row, note="ours")], by="a")
                except Stale as error:
                    errors.append(error)

            saving = begun(store, save, monkeypatch)
            let_go()
            saving.join(PATIENCE)
        assert [command.n for command in done] == [len(list(store.commands()))]
        assert len(errors) == 1
        assert [command.label for command in store.poll()] == ["edit", "new"]
        notes = {key: record["note"] for key, record in store.records("annotations", one).items()}
        assert notes[number(1)] == "theirs"
        assert notes[number(2)] == "ours"
        assert number(60) in notes
        expected = content(store)
    with opened(tmp_path, "third") as store:
        assert content(store) == expected


def test_threads_of_one_program_wait_for_each_other_and_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as store:
        store.commit("tag", [added("tags", tag(0))], by="a")
        with another_program(tmp_path) as let_go:
            first = begun(store, lambda: store.commit("tag", [added("tags", tag(1))], by="a"), monkeypatch)
            rest = [
                threading.Thread(
                    target=lambda n=n: store.commit("tag", [added("tags", tag(n))], by="a"), daemon=True
                )
                for n in range(2, 6)
            ]
            for thread in rest:
                thread.start()
            assert len(store.records("tags")) == 1
            let_go()
            for thread in (first, *rest):
                thread.join(PATIENCE)
        assert len(store.records("tags")) == 6
        assert sorted(command.n for command in store.commands()) == [1, 2, 3, 4, 5, 6]
