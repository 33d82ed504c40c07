"""Commits that share one synchronisation: in order, each whole, and none acknowledged before the end."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from annotations.changes import BadChange, NotSaved
from annotations.storage import atomic, journal
from annotations.store import Store
from tests.store.kit import (
    CALLS,
    Faults,
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


def test_commits_together_are_stored_in_order_and_may_build_on_each_other(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        with store.together():
            store.commit("tag", [added("tags", tag(1))], by="a")
            store.commit("edit", [edited("tags", store.records("tags")[tag(1)["id"]], colour="teal")], by="a")
            store.commit("open", [added("documents", document(0))], by="a")
            store.commit("annotate", [added("annotations", annotation(1, document(0)))], by="a")
        assert [command.n for command in store.commands()] == [1, 2, 3, 4]
        expected = content(store)
    with opened(tmp_path) as store:
        assert content(store) == expected
        assert store.records("tags")[tag(1)["id"]] == {**tag(1), "colour": "teal", "rev": 2}


def test_they_cost_one_synchronisation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    with opened(tmp_path) as store:
        synced: list[int] = []

        def counted(fd: int) -> None:
            synced.append(fd)
            atomic.sync_file(fd)

        monkeypatch.setattr(journal, "sync_file", counted)
        with store.together():
            for n in range(20):
                store.commit("tag", [added("tags", tag(10 + n))], by="a")
            assert synced == []
        assert len(synced) == 1
        with store.together():
            pass
        assert len(synced) == 1
        store.commit("tag", [added("tags", tag(50))], by="a")
        assert len(synced) == 2


def test_one_that_is_refused_takes_no_other_along(tmp_path: Path) -> None:
    with opened(tmp_path) as store, store.together():
        store.commit("tag", [added("tags", tag(1))], by="a")
        with pytest.raises(BadChange):
            store.commit("bad", [added("tags", {**tag(2), "x": float("nan")})], by="a")
        store.commit("tag", [added("tags", tag(3))], by="a")
    with opened(tmp_path) as store:
        assert set(store.records("tags")) == {tag(1)["id"], tag(3)["id"]}


@pytest.mark.parametrize("new", [False, True])
def test_where_the_end_fails_none_is_stored_and_memory_says_so(
    new: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not new:
        filled(tmp_path)
    with opened(tmp_path) as store, opened(tmp_path, "me") as other:
        before = content(store)
        with monkeypatch.context() as patch:
            patch.setattr(journal, "sync_file", broken)
            with pytest.raises(NotSaved, match="the disk reported an error"), store.together():
                store.commit("open", [added("documents", document(8))], by="a")
                store.commit("annotate", [added("annotations", annotation(80, document(8)))], by="a")
                store.commit("tag", [added("tags", tag(9))], by="a")
        assert content(store) == before
        store.checkpoint()
        # What another program of the same person stores now has numbers that nothing takes for known.
        other.commit("tag", [added("tags", tag(20))], by="a")
        store.poll()
        store.commit("tag", [added("tags", tag(21))], by="a")
        expected = content(store)
        assert {tag(20)["id"], tag(21)["id"]} <= set(expected["tags"])
    with opened(tmp_path, "third") as store:
        assert content(store) == expected


def broken(_: int) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def _bulk(store: Store) -> None:
    with store.together():
        for n in range(4):
            store.commit("annotate", [added("annotations", annotation(60 + n, document(n % 2)))], by="a")


def test_killed_or_failing_at_every_call_what_was_acknowledged_is_there(tmp_path: Path) -> None:
    filled(tmp_path / "plain")
    with opened(tmp_path / "plain") as store:
        whole = Faults(0, never, CALLS)
        before = set(store.all("annotations"))
        with whole.injected():
            _bulk(store)
    names = [number(60 + n) for n in range(4)]
    for at in range(1, whole.calls + 1):
        folder = tmp_path / f"killed {at}"
        filled(folder)

        def work(acknowledge: object, folder: Path = folder, at: int = at) -> None:
            store = opened(folder)
            with Faults(at, dies).injected():
                _bulk(store)

        status, _ = in_child(work)
        with opened(folder) as store:
            found = set(store.all("annotations"))
            assert before <= found
            kept = [name for name in names if name in found]
            assert kept == names[: len(kept)], "those that were begun first"
            assert status or len(kept) == 4

        folder = tmp_path / f"failed {at}"
        filled(folder)
        with opened(folder) as store:
            try:
                with Faults(at, fails(errno.ENOSPC)).injected():
                    _bulk(store)
                acknowledged = True
            except NotSaved:
                acknowledged = False
            shown = content(store)
        with opened(folder) as store:
            assert content(store) == shown
            if acknowledged:
                assert set(names) <= set(store.all("annotations"))
