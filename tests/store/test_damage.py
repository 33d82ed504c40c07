"""Store files damaged in every way that was thought of, and in many that were not."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
import tinydb

from annotations.changes import NotSaved
from annotations.findings import Severity
from annotations.store import Store
from tests.store.kit import (
    Held,
    added,
    annotation,
    content,
    document,
    edited,
    filled,
    number,
    opened,
    tag,
)

Damage = Callable[[bytes], bytes]


LOSSES: dict[str, Damage] = {
    "empty": lambda data: b"",
    "blank": lambda data: b" \n\n ",
    "zeroed": lambda data: b"\0" * len(data),
    "zeros at the end": lambda data: data[: len(data) // 2] + b"\0" * (len(data) // 2),
    "zeros at the start": lambda data: b"\0" * 200 + data[200:],
    "cut in the header": lambda data: data[:40],
    "cut in a record": lambda data: data[: len(data) * 2 // 3],
    "cut at the end": lambda data: data[:-3],
    "start lost": lambda data: data[100:],
    "a hole": lambda data: data[: len(data) // 3] + data[len(data) // 3 + 40 :],
    "doubled": lambda data: data * 2,
    "null": lambda data: b"null",
    "list": lambda data: b"[]",
    "number": lambda data: b"7",
    "text": lambda data: b'"hello"',
    "no tables": lambda data: b"{}",
    "alien tables": lambda data: b'{"_default": {"1": {"name": "somebody else"}}}',
    "tables that are none": lambda data: b'{"annotations": [1, 2], "documents": 7}',
    "alien text": lambda data: b"Dear diary,\ntoday I overwrote a file.\n",
    "binary": lambda data: bytes(range(256)) * 40,
    "nested without end": lambda data: b"[" * 1_000_000,
    "objects without end": lambda data: b'{"1":' * 200_000,
    "rows without end": lambda data: b'"1":{"id":"x' * 20_000,
    "utf-16": lambda data: data.decode().encode("utf-16"),
    "not utf-8": lambda data: data[:200] + b"\xff\xfe" + data[200:],
    "quote lost": lambda data: data.replace(b'"', b"", 1),
    "page from elsewhere": lambda data: data[:128] + os.urandom(64) + data[192:],
}


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Held]:
    folder = tmp_path_factory.mktemp("ready")
    filled(folder)
    with opened(folder) as store:
        return folder, content(store)


def files_of(folder: Path) -> list[Path]:
    return [
        *sorted((folder / ".scholiast" / "annotations").iterdir()),
        folder / ".scholiast" / "library.json",
    ]


def states(folder: Path) -> dict[Path, tuple[int, int, int]]:
    found = {path: path.stat() for path in (folder / ".scholiast").rglob("*")}
    return {path: (state.st_ino, state.st_size, state.st_mtime_ns) for path, state in found.items()}


def all_bytes(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in (folder / ".scholiast").rglob("*") if path.is_file()]


@pytest.mark.parametrize("which", [0, 2], ids=["annotations", "library"])
@pytest.mark.parametrize("name", LOSSES)
def test_a_damaged_file_is_recovered_and_kept(
    name: str, which: int, ready: tuple[Path, Held], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    path = files_of(folder)[which]
    damaged = LOSSES[name](path.read_bytes())
    path.write_bytes(damaged)
    with opened(folder) as store:
        assert content(store) == ready[1]
        assert store.writable == ""
        (finding,) = store.findings
        assert (finding.kind, finding.severity) == ("recovered", Severity.WARNING)
        assert finding.where == path.relative_to(folder / ".scholiast").as_posix()
        assert not damaged or damaged in all_bytes(folder)
        store.commit("tag", [added("tags", tag(9))], by="a")
    with opened(folder) as store:
        assert store.findings == ()
        assert {**content(store), "tags": ready[1]["tags"]} == ready[1]
        assert len(store.records("tags")) == 3
    assert not damaged or damaged in all_bytes(folder)


@pytest.mark.parametrize("which", [0, 2], ids=["annotations", "library"])
@pytest.mark.parametrize("summary", [True, False], ids=["summary", "no summary"])
def test_a_missing_file_is_recovered(
    which: int, summary: bool, ready: tuple[Path, Held], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    files_of(folder)[which].unlink()
    if not summary:
        shutil.rmtree(folder / "cache-me")
    with opened(folder) as store:
        assert content(store) == ready[1]
    assert len(files_of(folder)) == 3


def test_a_file_of_which_nothing_is_left_is_rebuilt_when_the_history_speaks_of_it(
    ready: tuple[Path, Held], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    store = opened(folder)
    row = store.records("annotations", document(0)["id"])[number(1)]
    store.commit("edit", [edited("annotations", row, note="last")], by="a")
    files_of(folder)[0].unlink()
    shutil.rmtree(folder / ".scholiast" / "backups")
    shutil.rmtree(folder / "cache-me")
    with opened(folder) as again:
        rows = again.records("annotations", document(0)["id"])
        assert len(rows) == 3
        assert rows[number(1)]["note"] == "last"
        assert [finding.kind for finding in again.findings] == ["recovered"]


def test_two_files_that_changed_places_are_put_right(ready: tuple[Path, Held], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    one, two, _ = files_of(folder)
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    with opened(folder) as store:
        assert content(store) == ready[1]
    with opened(folder) as store:
        assert content(store) == ready[1]


@pytest.mark.parametrize("lost", ["history", "backups", "both"])
@pytest.mark.parametrize("name", ["cut in a record", "a hole", "doubled", "empty", "alien text"])
def test_what_is_left_suffices(name: str, lost: str, ready: tuple[Path, Held], tmp_path: Path) -> None:
    """With the history or the previous generation gone too, nothing that stands anywhere is missed."""
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    for part in ("history", "backups"):
        if lost in (part, "both"):
            shutil.rmtree(folder / ".scholiast" / part)
    path = files_of(folder)[0]
    path.write_bytes(LOSSES[name](path.read_bytes()))
    damaged = path.read_bytes()
    with opened(folder) as store:
        found = content(store)["annotations"]
        if lost == "backups":
            assert found == ready[1]["annotations"]
        elif lost == "history":
            assert found.keys() == ready[1]["annotations"].keys()  # perhaps as they were one generation ago
        elif name in ("empty", "alien text"):
            assert [f.kind for f in store.findings] == ["left"]
            assert found.keys() == {
                key for key, row in ready[1]["annotations"].items() if row["document"] != document(0)["id"]
            }
            with pytest.raises(NotSaved, match="nothing to recover"):
                store.commit("x", [added("annotations", annotation(9, document(0)))], by="a")
        else:
            assert len(found) >= 4
    assert not damaged or damaged in all_bytes(folder)
    if lost == "both" and name in ("empty", "alien text"):
        assert path.read_bytes() == damaged


def test_a_file_changed_outside_is_used_and_the_version_before_kept(
    ready: tuple[Path, Held], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    path = files_of(folder)[0]
    previous = (folder / ".scholiast" / "backups" / path.name).read_bytes()
    with tinydb.TinyDB(path) as database:
        database.table("annotations").update({"note": "by hand"}, tinydb.where("id") == number(1))
    by_hand = path.read_bytes()
    with opened(folder) as store:
        assert store.records("annotations", document(0)["id"])[number(1)]["note"] == "by hand"
        assert [finding.kind for finding in store.findings] == ["outside"]
        row = store.records("annotations", document(0)["id"])[number(2)]
        store.commit("edit", [edited("annotations", row, note="more")], by="a")
    with opened(folder) as store:
        rows = store.records("annotations", document(0)["id"])
        assert (rows[number(1)]["note"], rows[number(2)]["note"]) == ("by hand", "more")
        assert store.findings == ()
    kept = [p.read_bytes() for p in (folder / ".scholiast" / "backups").iterdir()]
    assert previous in kept
    assert by_hand in kept


@pytest.mark.parametrize(
    "row",
    [
        7,
        "text",
        None,
        [1],
        {},
        {"id": 7},
        {"id": ""},
        {"rev": 1},
        {"id": number(3), "rev": "x"},
        {"id": number(77), "document": number(5)},
        {"id": number(77)},
    ],
)
def test_one_bad_record_costs_one_record(row: object, ready: tuple[Path, Held], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    path = files_of(folder)[0]
    tables = json.loads(path.read_text())
    tables["annotations"]["5"] = row
    path.write_text(json.dumps(tables))
    with opened(folder) as store:
        assert content(store) == ready[1]
        assert "bad-records" in [finding.kind for finding in store.findings]
    kept = [
        line for p in (folder / ".scholiast" / "set-aside").iterdir() for line in p.read_text().splitlines()
    ]
    assert row in [json.loads(line) for line in kept]
    with opened(folder) as store:
        assert content(store) == ready[1]
        assert store.findings == ()


def test_a_record_that_stands_twice_is_kept_as_changed_last(ready: tuple[Path, Held], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    path = files_of(folder)[0]
    tables = json.loads(path.read_text())
    row = next(row for row in tables["annotations"].values() if row["id"] == number(1))
    tables["annotations"]["5"] = {**row, "rev": 9, "note": "newer"}
    path.write_text(json.dumps(tables))
    with opened(folder) as store:
        assert store.records("annotations", document(0)["id"])[number(1)]["note"] == "newer"
    kept = "".join(p.read_text() for p in (folder / ".scholiast" / "set-aside").iterdir())
    assert row in [json.loads(line) for line in kept.splitlines()]


@pytest.mark.parametrize("which", [0, 2], ids=["annotations", "library"])
def test_a_file_of_a_newer_version_is_only_read(which: int, ready: tuple[Path, Held], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    path = files_of(folder)[which]
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":2'))
    before = states(folder)
    with opened(folder) as store:
        assert content(store) == ready[1]
        assert "newer version" in store.writable
        with pytest.raises(NotSaved, match="newer version"):
            store.commit("tag", [added("tags", tag(9))], by="a")
        store.checkpoint()
    assert states(folder) == before


def test_a_history_of_a_newer_version_is_only_read(ready: tuple[Path, Held], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    (folder / ".scholiast" / "history" / "ben.jsonl").write_bytes(b'{"v":2,"new":"shape"}\n')
    with opened(folder) as store:
        assert content(store) == ready[1]
        assert "newer version" in store.writable


def test_an_older_file_is_brought_up_to_date_and_a_copy_kept(
    ready: tuple[Path, Held], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    path = files_of(folder)[0]
    tables = json.loads(path.read_text())
    tables["scholiast"]["1"]["version"] = 0
    for row in tables["annotations"].values():
        del row["rev"]
    path.write_text(json.dumps(tables))
    old = path.read_bytes()
    with opened(folder) as store:
        assert content(store) == ready[1]
        assert [finding.kind for finding in store.findings] == ["migrated"]
    with opened(folder) as store:
        assert content(store) == ready[1]
        assert store.findings == ()
        assert {row["rev"] for row in store.all("annotations").values()} >= {1}
    assert old in all_bytes(folder)


@pytest.mark.parametrize(
    "make",
    [os.mkdir, os.mkfifo, lambda path: Path(path).symlink_to("/nowhere")],
    ids=["folder", "pipe", "link"],
)
@pytest.mark.parametrize(
    "where", ["annotations/x-12345678.json", "history/x.jsonl", "backups/y-12345678.json"]
)
def test_what_is_no_file_is_passed_over(
    make: Callable[[str], None], where: str, ready: tuple[Path, Held], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    make(str(folder / ".scholiast" / where))
    with opened(folder) as store:
        assert content(store) == ready[1]
        store.commit("tag", [added("tags", tag(9))], by="a")
    assert os.path.lexists(folder / ".scholiast" / where)


def test_a_damaged_store_that_may_not_be_written_is_shown_as_far_as_it_can(
    ready: tuple[Path, Held], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    files_of(folder)[0].write_bytes(b"")
    before = states(folder)
    with opened(folder, readonly=True) as store:
        assert content(store) == ready[1]
        assert [finding.kind for finding in store.findings] == ["recovered"]
    assert states(folder) == before


# The history

HISTORY: dict[str, Damage] = {
    "torn": lambda data: data + data.splitlines()[-1][:50],
    "zeros at the end": lambda data: data + b"\0" * 512,
    "garbage at the end": lambda data: data + b"\xff\xfe garbage",
    "cut": lambda data: data[:-30],
    "empty": lambda data: b"",
    "a line garbled": lambda data: data.replace(b'"changes"', b'"chXnges"', 1),
    "a value changed": lambda data: data.replace(b"Article 0", b"Article X", 1),
    "zeros in the middle": lambda data: data[:200] + b"\0" * 100 + data[300:],
    "blank lines": lambda data: data.replace(b"\n", b"\n\n"),
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "markers": lambda data: b"<<<<<<< HEAD\n" + data + b"=======\n" + data + b">>>>>>> theirs\n",
    "other JSON": lambda data: data + b'7\n[]\n{"v":1}\n{"n":"x"}\n',
    "deep": lambda data: data + b"[" * 100_000 + b"\n",
}


@pytest.mark.parametrize("name", HISTORY)
def test_a_damaged_history_harms_no_record_and_is_continued(
    name: str, ready: tuple[Path, Held], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(ready[0], tmp_path / "library"))
    path = folder / ".scholiast" / "history" / "me.jsonl"
    damaged = HISTORY[name](path.read_bytes())
    path.write_bytes(damaged)
    with opened(folder) as store:
        assert content(store) == ready[1]
        command = store.commit("tag", [added("tags", tag(9))], by="a")
        assert command.n > 8
    now = path.read_bytes()
    kept = now[: damaged.rfind(b"\n") + 1]
    tail = damaged[len(kept) :]
    assert damaged.startswith(kept)
    assert not tail or tail in all_bytes(folder)
    with opened(folder) as store:
        assert len(store.records("tags")) == 3


def test_what_stands_only_in_the_history_survives_damage_around_it(tmp_path: Path) -> None:
    filled(tmp_path)
    store = opened(tmp_path)
    for n in range(20, 25):
        store.commit("tag", [added("tags", tag(n))], by="a")
    path = tmp_path / ".scholiast" / "history" / "me.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-3]) + b"\0\0garbage\n" + b"".join(lines[-2:]) + b'{"v":1')
    with opened(tmp_path) as again:
        found = set(again.records("tags"))
        assert {tag(n)["id"] for n in (20, 21, 23, 24)} <= found
        assert tag(22)["id"] not in found
        assert "history-line" in [finding.kind for finding in again.findings]


# Damage at random


def _garbled(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice([1, 1, 5, 50, 500, 5000]))
    match chance.randrange(6):
        case 0:
            return data[:start]
        case 1:
            return data[:start] + data[end:]
        case 2:
            return data[:start] + chance.randbytes(end - start) + data[end:]
        case 3:
            return data[:start] + data[start:end] * 2 + data[end:]
        case 4:
            return data[:start] + bytes([chance.randrange(256)]) + data[start:]
        case _:
            return data[:start] + b"\0" * (end - start) + data[end:]


@pytest.mark.parametrize("runs", [60, pytest.param(600, marks=pytest.mark.slow)])
@pytest.mark.timeout(600)
def test_random_damage_throws_nothing_away(runs: int, ready: tuple[Path, Held], tmp_path: Path) -> None:
    chance = random.Random(11)
    for run in range(runs):
        folder = Path(shutil.copytree(ready[0], tmp_path / str(run)))
        path = chance.choice([*files_of(folder), folder / ".scholiast" / "history" / "me.jsonl"])
        damaged = _garbled(path.read_bytes(), chance)
        path.write_bytes(damaged)
        with opened(folder) as store:
            found = content(store)
            kinds = {finding.kind for finding in store.findings}
            assert store.writable == ""
            store.commit("tag", [added("tags", tag(9))], by="a")
        if "outside" not in kinds:  # a value that was changed within JSON that is still whole
            assert found == ready[1], (run, kinds)
        if path.suffix == ".json":
            assert not damaged or damaged in all_bytes(folder), run
        else:
            assert damaged[: damaged.rfind(b"\n") + 1] in path.read_bytes()
        with opened(folder) as store:
            assert not [f for f in store.findings if not f.kind.startswith("history-")]
        shutil.rmtree(folder)


def test_every_line_of_a_store_file_is_json_of_its_own(ready: tuple[Path, Held]) -> None:
    """What recovery leans on."""
    for path in files_of(ready[0]):
        rows = [line.rstrip(b",") for line in path.read_bytes().splitlines() if b'"id"' in line]
        assert rows
        assert all(orjson.loads(b"{" + row + b"}") for row in rows)


def test_recovery_needs_no_more_than_one_opening(tmp_path: Path) -> None:
    filled(tmp_path)
    for path in files_of(tmp_path):
        path.write_bytes(b"")
    store: Store = opened(tmp_path)
    expected = content(store)
    store._journal.close()  # ends without a checkpoint
    with opened(tmp_path) as again:
        assert content(again) == expected
