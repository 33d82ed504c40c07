from __future__ import annotations

import contextlib
import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotations import history
from annotations.changes import Command, NotSaved
from annotations.drafts import Drafts
from annotations.store import Store
from tests.store.kit import (
    Faults,
    added,
    annotation,
    content,
    document,
    edited,
    fails,
    filled,
    held,
    number,
    opened,
    removed,
    tag,
)


def test_everything_can_be_undone_and_redone_across_restarts(tmp_path: Path) -> None:
    states = []
    with opened(tmp_path) as store:
        states.append(content(store))
        one = document(0)
        store.commit("open", [added("documents", one), added("annotations", annotation(1, one))], by="a")
        states.append(content(store))
        row = store.records("annotations", one["id"])[number(1)]
        store.commit("edit", [edited("annotations", row, note="new"), added("tags", tag(1))], by="a")
        states.append(content(store))
        store.commit(
            "delete", [removed("annotations", store.records("annotations", one["id"])[number(1)])], by="a"
        )
        states.append(content(store))
    labels = []
    for expected in reversed(states[:-1]):
        with opened(tmp_path) as store:
            command = history.undo(store, "a")
            assert command is not None
            labels.append(command.label)
            assert content(store) == expected
    assert labels == ["Undo: delete", "Undo: edit", "Undo: open"]
    with opened(tmp_path) as store:
        assert history.undo(store, "a") is None
    for expected in states[1:]:
        with opened(tmp_path) as store:
            assert history.redo(store, "a") is not None
            assert content(store) == expected
    with opened(tmp_path) as store:
        assert history.redo(store, "a") is None
        assert history.undoable(store) is not None


def test_a_new_command_ends_what_can_be_redone(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        for n in range(3):
            store.commit(f"tag {n}", [added("tags", tag(n))], by="a")
        history.undo(store, "a")
        history.undo(store, "a")
        assert label(history.redoable(store)) == "tag 1"
        store.commit("tag 9", [added("tags", tag(9))], by="a")
        assert history.redoable(store) is None
        assert label(history.undoable(store)) == "tag 9"
        history.undo(store, "a")
        assert label(history.undoable(store)) == "tag 0"
        assert label(history.redoable(store)) == "tag 9"


def label(command: Command | None) -> str:
    return command.label if command else ""


def test_only_ones_own_commands_are_undone(tmp_path: Path) -> None:
    one, two = opened(tmp_path, "one"), opened(tmp_path, "two")
    one.commit("mine", [added("tags", tag(1))], by="a")
    two.commit("theirs", [added("tags", tag(2))], by="b")
    assert label(history.undoable(one)) == "mine"
    history.undo(one, "a")
    assert set(one.records("tags")) == {tag(2)["id"]}
    assert history.undo(one, "a") is None


def test_undo_refuses_what_changed_since_names_it_and_offers_the_rest(tmp_path: Path) -> None:
    one, two = opened(tmp_path, "one"), opened(tmp_path, "two")
    command = one.commit("tags", [added("tags", tag(1)), added("tags", tag(2))], by="a")
    two.poll()
    two.commit("recolour", [edited("tags", two.records("tags")[tag(1)["id"]], colour="teal")], by="b")
    for _ in range(2):  # the first time it is found on storing, then in memory
        before = held(two)
        with pytest.raises(history.CannotUndo) as caught:
            history.undo(one, "a")
        assert caught.value.command == command
        assert caught.value.blocked == (("tags", tag(1)["id"]),)
        assert caught.value.rest == 1
        assert str(caught.value) == (
            f"“tags” stays as it is: the tag “{tag(1)['path']}” was changed since by b. "
            "The rest of it, one change, is not concerned."
        )
        assert held(one) == before
    history.undo(one, "a", rest=True)
    assert set(one.records("tags")) == {tag(1)["id"]}
    assert history.undoable(one) is None


def test_undo_refuses_to_take_back_what_another_moved_to_another_text(tmp_path: Path) -> None:
    one, two = document(0), document(1)
    with opened(tmp_path, "a") as store, opened(tmp_path, "b") as other:
        store.commit("texts", [added("documents", one), added("documents", two)], by="a")
        store.commit("mark", [added("annotations", annotation(1, one))], by="a")
        other.poll()
        row = other.get("annotations", number(1))
        assert row is not None
        other.commit("move", [edited("annotations", row, document=two["id"])], by="b")
        store.poll()
        before = content(store)
        with pytest.raises(history.CannotUndo):
            history.undo(store, "a")
        assert content(store) == before


def test_a_change_back_by_another_does_not_hinder(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.commit("tag", [added("tags", tag(1))], by="a")
        command = store.commit("recolour", [edited("tags", {**tag(1), "rev": 1}, colour="teal")], by="a")
        history.undo(store, "a")
        history.redo(store, "a")
        history.undo(store, "a", command=command)
        assert store.records("tags")[tag(1)["id"]]["colour"] == "amber"


def test_closed_parts_of_the_history_are_still_read(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store._journal.segment = 500
        for n in range(20):
            store.commit(f"tag {n}", [added("tags", tag(n))], by="a")
            if n % 4 == 3:
                store.checkpoint()
        assert len(list((store.folder / "history" / "older").iterdir())) == 5
        assert (store.folder / "history" / "me.jsonl").read_bytes() == b""
        assert [command.n for command in history.entries(store)] == list(range(20, 0, -1))
        assert [command.n for command in history.entries(store, 3)] == [20, 19, 18]
    with opened(tmp_path, "other") as store:
        assert len(store.records("tags")) == 20
        assert [command.n for command in store.commands()] == list(range(1, 21))
    with opened(tmp_path) as store:
        for _ in range(20):
            history.undo(store, "a")
        assert not store.records("tags")


def test_another_program_notices_that_a_part_was_closed(tmp_path: Path) -> None:
    one, two = opened(tmp_path), opened(tmp_path)
    one._journal.segment = 10
    for n in range(3):
        one.commit("tag", [added("tags", tag(n))], by="a")
        one.checkpoint()
        one.commit("tag", [added("tags", tag(100 + n))], by="a")
        two.commit("tag", [added("tags", tag(200 + n))], by="a")
    one.poll()
    assert held(one) == held(two)
    assert [command.n for command in history.entries(one)] == list(range(9, 0, -1))
    with opened(tmp_path, "three") as three:
        assert held(three) == held(one)


def test_only_the_end_of_the_history_is_read_at_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as store:
        for n in range(30):
            store.commit("tag", [added("tags", tag(n))], by="a")
    from annotations import changes
    from annotations.storage import journal

    decoded = []

    def counted(line: bytes) -> Command:
        decoded.append(line)
        return changes.decode(line)

    monkeypatch.setattr(journal, "decode", counted)
    with opened(tmp_path):
        assert len(decoded) == 1


@pytest.mark.parametrize("damage", ["cut", "garbled", "bomb"])
def test_a_closed_part_that_is_damaged_is_said_and_left(damage: str, tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store._journal.segment = 10
        store.commit("tag", [added("tags", tag(1))], by="a")
        store.checkpoint()
        path = next((store.folder / "history" / "older").iterdir())
    whole = path.read_bytes()
    garbled = {
        "cut": whole[:30],
        "garbled": whole[:20] + b"xxxx" + whole[24:],
        "bomb": gzip.compress(b"\0" * (300 << 20)),
    }
    path.write_bytes(garbled[damage])
    with opened(tmp_path) as store:
        assert set(store.records("tags")) == {tag(1)["id"]}
        assert list(history.entries(store)) == []
        assert [finding.kind for finding in store.findings] == ["history-segment"]
    assert path.read_bytes() == garbled[damage]


def test_a_history_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    filled(tmp_path)
    with opened(tmp_path) as store:
        faults = Faults(1, fails(5), calls=["open"])
        with faults.injected(), pytest.raises(NotSaved, match="history cannot be read"):
            history.undo(store, "a")
        assert history.undo(store, "a") is not None


def test_history_of_a_large_command_is_one_line(tmp_path: Path) -> None:
    filled(tmp_path, documents=3, each=10)
    with opened(tmp_path) as store:
        rows = store.all("annotations").values()
        before = (store.folder / "history" / "me.jsonl").read_bytes().count(b"\n")
        store.commit("merge", [edited("annotations", row, tags=["b"]) for row in rows], by="a")
        assert (store.folder / "history" / "me.jsonl").read_bytes().count(b"\n") == before + 1
        history.undo(store, "a")
        assert {tuple(row["tags"]) for row in store.all("annotations").values()} == {("a/b",)}


def test_undo_in_an_empty_library_does_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        assert history.undo(store, "a") is None
        assert history.redo(store, "a") is None
        assert list(history.entries(store)) == []
    assert list(tmp_path.iterdir()) == []


# Drafts


def test_a_draft_is_there_until_it_is_dropped(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    assert drafts.get("x") is None
    drafts.keep("x", "half a thought…")
    drafts.keep("../y", "another \ud800")
    assert drafts.get("../y") == "another ?"
    assert sorted(drafts.keys()) == ["../y", "x"]
    assert sorted(path.parent.name for path in tmp_path.rglob("*.json")) == ["drafts", "drafts"]
    drafts.close()
    assert Drafts(tmp_path / "drafts").get("x") == "half a thought…"
    drafts.drop("x")
    drafts.drop("x")
    assert drafts.get("x") is None


def test_the_draft_of_a_program_that_runs_is_its_own(tmp_path: Path) -> None:
    one, other = Drafts(tmp_path), Drafts(tmp_path)
    one.keep("x", "words of one")
    assert other.get("x") is None
    assert not list(other.keys())
    other.drop("x")
    other.keep("x", "words of the other")
    assert (one.get("x"), other.get("x")) == ("words of one", "words of the other")
    one.keep("x", "more of one")
    assert (one.get("x"), other.get("x")) == ("more of one", "words of the other")
    one.close()
    assert other.get("x") == "words of the other"
    other.drop("x")
    assert other.get("x") == "more of one"
    assert list(other.keys()) == ["x"]
    other.drop("x")
    assert not list(tmp_path.glob("*.json"))


def test_the_draft_of_a_program_that_was_killed_is_offered(tmp_path: Path) -> None:
    code = (
        "import os, sys, pathlib\n"
        "from annotations.drafts import Drafts\n"
        "Drafts(pathlib.Path(sys.argv[1])).keep('x', 'left behind')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert Drafts(tmp_path).get("x") == "left behind"
    assert not list(tmp_path.glob("*.alive"))


@pytest.mark.parametrize("owner", ["../../x", "", 7, "a" * 12, "0" * 500])
def test_an_owner_that_is_no_name_is_nobody(owner: object, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("x", "text")
    path = next(tmp_path.glob("*.json"))
    path.write_text(json.dumps({**json.loads(path.read_text()), "owner": owner}))
    assert drafts.get("x") == "text"


def test_a_draft_that_cannot_be_stored_leaves_the_one_before(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("x", "first")
    count = Faults(0, fails(28))
    with count.injected():
        drafts.keep("x", "second")
    for at in range(1, count.calls + 1):
        drafts.keep("x", "second")
        faults = Faults(at, fails(28))
        with faults.injected(), contextlib.suppress(OSError):
            drafts.keep("x", "third")
        assert drafts.get("x") in ("second", "third")
    assert not list(tmp_path.glob(".tmp-*"))


@pytest.mark.parametrize("garbled", [b"", b"null", b"[1]", b'{"key":1,"text":2}', b"\xff"])
def test_a_garbled_draft_is_no_draft(garbled: bytes, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("x", "text")
    next(tmp_path.glob("*.json")).write_bytes(garbled)
    assert drafts.get("x") is None
    assert list(drafts.keys()) == []


def test_the_type_of_the_store_is_what_history_takes(tmp_path: Path) -> None:
    assert isinstance(opened(tmp_path), Store)
