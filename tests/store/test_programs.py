"""Several programs on one library, and copies of it that grew apart."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import history
from annotations.changes import NotSaved, Stale
from annotations.storage.lock import Lock
from annotations.storage.threeway import BETWEEN
from tests.store.kit import (
    added,
    annotation,
    content,
    document,
    edited,
    filled,
    held,
    in_child,
    number,
    opened,
    removed,
    tag,
)


def test_what_one_program_stores_reaches_the_other(tmp_path: Path) -> None:
    filled(tmp_path)
    one, two = opened(tmp_path, "one"), opened(tmp_path, "two")
    command = one.commit("tag", [added("tags", tag(5))], by="Ann")
    assert two.poll() == (command,)
    assert two.poll() == ()
    assert held(one) == held(two)
    assert one.poll() == ()
    two.commit(
        "new", [added("documents", document(7)), added("annotations", annotation(700, document(7)))], by="B"
    )
    assert [news.label for news in one.poll()] == ["new"]
    assert one.counts()[document(7)["id"]] == 1
    one.close()
    two.close()
    assert len(list((tmp_path / ".scholiast" / "annotations").iterdir())) == 3


def test_news_that_a_commit_came_upon_is_still_told(tmp_path: Path) -> None:
    one, two = opened(tmp_path, "one"), opened(tmp_path, "two")
    command = one.commit("tag", [added("tags", tag(5))], by="Ann")
    two.commit("tag", [added("tags", tag(6))], by="Ben")
    assert two.poll() == (command,)


def test_two_programs_of_one_person_share_a_journal(tmp_path: Path) -> None:
    one, two = opened(tmp_path), opened(tmp_path)
    for n in range(6):
        (one, two)[n % 2].commit("tag", [added("tags", tag(n))], by="Ann")
    assert [command.label for command in one.poll()] == ["tag"] * 3
    two.poll()
    assert held(one) == held(two)
    assert [command.n for command in history.entries(one)] == [6, 5, 4, 3, 2, 1]
    undone = history.undo(two, "Ann")
    assert undone is not None
    assert undone.undoes == ("me", 6)
    one.poll()
    assert tag(5)["id"] not in one.records("tags")


def test_an_edit_of_what_the_other_edited_is_stale(tmp_path: Path) -> None:
    filled(tmp_path)
    one, two = opened(tmp_path, "one"), opened(tmp_path, "two")
    row = two.records("annotations", document(0)["id"])[number(1)]
    one.commit("edit", [edited("annotations", row, note="Ann's")], by="Ann")
    with pytest.raises(Stale) as caught:
        two.commit("edit", [edited("annotations", row, note="Ben's")], by="Ben")
    current = caught.value.clashes[0].current
    assert current is not None
    assert current["note"] == "Ann's"
    two.commit("edit", [edited("annotations", current, note="Ben's")], by="Ben")
    one.poll()
    assert held(one) == held(two)


def test_checkpoints_of_two_programs_do_not_undo_each_other(tmp_path: Path) -> None:
    filled(tmp_path)
    one, two = opened(tmp_path, "one"), opened(tmp_path, "two")
    held(one)
    held(two)
    for n in range(4):
        first, second = (one, two) if n % 2 else (two, one)
        first.commit("add", [added("annotations", annotation(300 + n, document(0)))], by="a")
        second.commit("add", [added("annotations", annotation(400 + n, document(n % 2)))], by="a")
        first.checkpoint()
        if n > 1:
            second.checkpoint()
    one.poll()
    two.poll()
    assert held(one) == held(two)
    one.close()
    two.close()
    with opened(tmp_path, "three") as store:
        assert len(store.all("annotations")) == 6 + 8
        assert store.findings == ()


def test_both_programs_make_a_file_for_the_same_new_document_and_one_results(tmp_path: Path) -> None:
    one, two = opened(tmp_path, "one"), opened(tmp_path, "two")
    one.commit(
        "new", [added("documents", document(7)), added("annotations", annotation(700, document(7)))], by="A"
    )
    two.commit("more", [added("annotations", annotation(701, document(7)))], by="B")
    two.checkpoint()
    one.close()
    two.close()
    assert len(list((tmp_path / ".scholiast" / "annotations").iterdir())) == 1
    with opened(tmp_path) as store:
        assert store.counts() == {document(7)["id"]: 2}


def test_a_lock_that_is_never_given_back_is_a_sentence(tmp_path: Path) -> None:
    filled(tmp_path)
    store = opened(tmp_path)
    store._home.patience = 0.01
    other = Lock(tmp_path / ".scholiast" / "lock")
    with other.held():
        with pytest.raises(NotSaved, match=f"process {os.getpid()} on .* kept the library busy"):
            store.commit("tag", [added("tags", tag(5))], by="a")
        with pytest.raises(NotSaved):
            store.checkpoint() if store.unwritten else store.keep_text("x")
        assert store.poll() == ()
    store.commit("tag", [added("tags", tag(5))], by="a")


def test_closing_another_handle_does_not_give_the_lock_away(tmp_path: Path) -> None:
    one, two = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    with one.held():
        (tmp_path / "lock").read_bytes()
        with pytest.raises(Exception, match="process"), two.held(0.01):
            pass


def _write(folder: Path, writer: str, numbers: range) -> Callable[[Callable[[str], None]], None]:
    def work(acknowledge: Callable[[str], None]) -> None:
        store = opened(folder, writer)
        for n in numbers:
            store.commit("tag", [added("tags", tag(n))], by=writer)
            acknowledge(tag(n)["id"])
            if n % 9 == 0:
                store.checkpoint()
            if n % 5 == 0:
                store.poll()
        store.close()

    return work


def _to(pipe: int) -> Callable[[str], None]:
    def acknowledge(word: str) -> None:
        os.write(pipe, word.encode() + b"\n")

    return acknowledge


@pytest.mark.parametrize("programs", [2, 8])
@pytest.mark.parametrize("shared", [True, False], ids=["one writer", "own writers"])
def test_programs_that_write_at_once_lose_nothing(programs: int, shared: bool, tmp_path: Path) -> None:
    filled(tmp_path)
    children = []
    for program in range(programs):
        child = os.fork()
        if not child:  # pragma: no cover
            status = 1
            try:
                writer = "me" if shared else f"w{program}"
                numbers = range(1000 * (program + 1), 1000 * (program + 1) + 25)
                _write(tmp_path, writer, numbers)(lambda word: None)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * programs
    with opened(tmp_path) as store:
        assert len(store.records("tags")) == 2 + 25 * programs
        used = [command.n for command in history.entries(store)]
        assert len(used) == len(set(used))
        assert store.findings == ()


@pytest.mark.parametrize("runs", [6, pytest.param(100, marks=pytest.mark.slow)])
@pytest.mark.timeout(600)
def test_programs_killed_while_they_write_at_once_lose_nothing(runs: int, tmp_path: Path) -> None:
    filled(tmp_path)
    known: set[str] = set()
    for run in range(runs):
        reader, writer = os.pipe()
        children = []
        for program in range(2):
            child = os.fork()
            if not child:  # pragma: no cover
                start = 100_000 * run + 50_000 * program + 10
                numbers = range(start, start + 40_000)
                _write(tmp_path, f"w{program}", numbers)(_to(writer))
                os._exit(0)
            children.append(child)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            known.update(pipe.readline().decode().strip() for _ in range(20 + run))
            for child in children:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
            known.update(pipe.read().decode().split())
    with opened(tmp_path) as store:
        assert known <= set(store.records("tags"))


# Copies of one library that grew apart and meet again by git or a synchronising service


def _apart(tmp_path: Path) -> tuple[Path, Path]:
    filled(tmp_path / "ann", writer="ann")
    shutil.copytree(tmp_path / "ann" / ".scholiast", tmp_path / "ben" / ".scholiast")
    return tmp_path / "ann", tmp_path / "ben"


def _exchange(ann: Path, ben: Path) -> None:
    """Each receives the other's journal, as by git; files stay as they are."""
    for source, target, writer in ((ann, ben, "ann"), (ben, ann, "ben")):
        name = f".scholiast/history/{writer}.jsonl"
        if (source / name).exists():
            shutil.copy(source / name, target / name)


def test_edits_of_one_record_in_two_copies_keep_both_texts_alike(tmp_path: Path) -> None:
    ann, ben = _apart(tmp_path)
    for folder, writer in ((ann, "ann"), (ben, "ben")):
        with opened(folder, writer) as store:
            row = store.records("annotations", document(0)["id"])[number(1)]
            store.commit(
                "edit", [edited("annotations", row, note=f"by {writer}", tags=["a/b", writer])], by=writer
            )
            store.commit("add", [added("tags", tag(50 if writer == "ann" else 60))], by=writer)
    _exchange(ann, ben)
    found = []
    for folder, writer in ((ann, "ann"), (ben, "ben")):
        with opened(folder, writer) as store:
            row = store.records("annotations", document(0)["id"])[number(1)]
            assert row["note"] == f"by ann{BETWEEN}by ben"
            assert set(row["tags"]) == {"a/b", "ann", "ben"}
            assert {tag(50)["id"], tag(60)["id"]} <= set(store.records("tags"))
            assert [finding.kind for finding in store.findings] == ["both-kept"]
            found.append(held(store))
        with opened(folder, writer) as store:
            assert held(store) == found[-1]
            assert store.findings == ()
    assert found[0] == found[1]


def test_an_edit_and_a_removal_in_two_copies_keep_the_edit(tmp_path: Path) -> None:
    ann, ben = _apart(tmp_path)
    with opened(ann, "ann") as store:
        row = store.records("annotations", document(0)["id"])[number(1)]
        store.commit("delete", [removed("annotations", row)], by="ann")
    with opened(ben, "ben") as store:
        store.commit("edit", [edited("annotations", row, note="by ben")], by="ben")
    _exchange(ann, ben)
    for folder, writer in ((ann, "ann"), (ben, "ben")):
        with opened(folder, writer) as store:
            assert store.records("annotations", document(0)["id"])[number(1)]["note"] == "by ben"


def test_edits_that_follow_a_meeting_do_not_meet_again(tmp_path: Path) -> None:
    test_edits_of_one_record_in_two_copies_keep_both_texts_alike(tmp_path)
    ann, ben = tmp_path / "ann", tmp_path / "ben"
    with opened(ann, "ann") as store:
        row = store.records("annotations", document(0)["id"])[number(1)]
        store.commit("edit", [edited("annotations", row, note="settled")], by="ann")
    _exchange(ann, ben)
    with opened(ben, "ben") as store:
        assert store.records("annotations", document(0)["id"])[number(1)]["note"] == "settled"
        assert store.findings == ()


def test_old_commands_that_arrive_late_are_taken_in(tmp_path: Path) -> None:
    """A synchronising service brings the files first and the journal later, or the other way round."""
    ann, ben = _apart(tmp_path)
    with opened(ben, "ben") as store:
        store.commit("add", [added("tags", tag(60))], by="ben")
    with opened(ann, "ann") as store:
        for n in range(70, 75):
            store.commit("add", [added("tags", tag(n))], by="ann")
    for _ in range(2):
        shutil.copy(ben / ".scholiast" / "library.json", ann / ".scholiast" / "library.json")
        shutil.copy(
            ben / ".scholiast" / "history" / "ben.jsonl", ann / ".scholiast" / "history" / "ben.jsonl"
        )
        with opened(ann, "ann") as store:
            assert {tag(n)["id"] for n in (60, 70, 71, 72, 73, 74)} <= set(store.records("tags"))


def test_another_branch_of_git_is_not_taken_for_damage(tmp_path: Path) -> None:
    filled(tmp_path)
    branch = tmp_path / "branch"
    shutil.copytree(
        tmp_path / ".scholiast", branch, ignore=shutil.ignore_patterns("backups", "set-aside", "lock")
    )
    with opened(tmp_path) as store:
        before = content(store)
        for n in (7, 8):
            rows = [added("documents", document(n)), added("annotations", annotation(n * 100, document(n)))]
            store.commit("new", rows, by="a")
            store.checkpoint()
            row = store.records("annotations", document(n)["id"])[number(n * 100)]
            store.commit("edit", [edited("annotations", row, note="x")], by="a")
            store.checkpoint()
    for name in (
        "library.json",
        "annotations",
        "history",
    ):  # git checkout of the branch: what is ignored stays
        target = tmp_path / ".scholiast" / name
        shutil.rmtree(target) if target.is_dir() else target.unlink()
        source = branch / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    with opened(tmp_path) as store:
        assert content(store) == before
        assert not [finding for finding in store.findings if finding.kind == "recovered"]


def test_a_child_that_ends_leaves_the_lock_to_others(tmp_path: Path) -> None:
    filled(tmp_path)
    status, words = in_child(_write(tmp_path, "child", range(100, 103)))
    assert (status, len(words)) == (0, 3)
    with opened(tmp_path) as store:
        store.commit("tag", [added("tags", tag(5))], by="a")
        assert len(store.records("tags")) == 6
