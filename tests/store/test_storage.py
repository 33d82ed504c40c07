"""What TinyDB asks of a storage, asked of ours, and what ours adds."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tinydb
from hypothesis import given
from hypothesis import strategies as st
from tinydb.storages import MemoryStorage, Storage

from annotations.changes import BadChange
from annotations.storage.tablefile import Header, State, decode, encode, encode_rows
from annotations.storage.tinydb_storage import AtomicStorage, Damaged
from annotations.workspace import Workspace
from tests.store.kit import Faults, annotation, document, fails, number

TABLES: dict[str, Any] = {
    "table": {"1": {"name": "x", "list": [1, 2], "deep": {"ü": None}}, "7": {}},
    "empty": {},
}


@pytest.fixture(params=["memory", "disk"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "memory":
        return MemoryStorage()  # type: ignore[no-untyped-call]
    return AtomicStorage(tmp_path / "db.json")


def test_what_is_written_is_read(storage: Storage) -> None:
    storage.write(TABLES)
    assert storage.read() == TABLES


def test_a_new_storage_is_empty(storage: Storage) -> None:
    assert storage.read() is None


def test_writing_again_replaces_everything(storage: Storage) -> None:
    storage.write(TABLES)
    storage.write({"other": {"1": {"a": 1}}})
    assert storage.read() == {"other": {"1": {"a": 1}}}
    storage.write({})
    assert not storage.read()


def test_a_database_on_it_inserts_searches_updates_and_removes(storage: Storage) -> None:
    database = tinydb.TinyDB(storage=lambda: storage)
    assert database.insert_multiple({"n": n} for n in range(5)) == [1, 2, 3, 4, 5]
    assert database.search(tinydb.where("n") > 3) == [{"n": 4}]
    database.update({"n": 40}, tinydb.where("n") == 4)
    database.remove(doc_ids=[1])
    assert [row["n"] for row in database] == [1, 2, 3, 40]
    assert database.insert({"n": 9}) == 6
    database.table("second").insert({"m": 1})
    assert database.tables() == {"_default", "second"}
    database.drop_table("second")
    assert database.tables() == {"_default"}
    database.drop_tables()
    assert database.tables() == set()
    assert database.insert({"n": 1}) == 1


def test_what_a_database_stored_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    with tinydb.TinyDB(path, storage=AtomicStorage) as database:
        database.insert({"text": "ünïcode \u2028 \U0001f600"})
    with tinydb.TinyDB(path, storage=AtomicStorage) as database:
        assert database.all() == [{"text": "ünïcode \u2028 \U0001f600"}]
    with tinydb.TinyDB(path, access_mode="r") as plain:
        assert plain.all() == [{"text": "ünïcode \u2028 \U0001f600"}]


def test_opening_creates_nothing_and_folders_only_if_asked(tmp_path: Path) -> None:
    AtomicStorage(tmp_path / "db.json").read()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(FileNotFoundError):
        AtomicStorage(tmp_path / "a" / "b" / "db.json")
    made = AtomicStorage(tmp_path / "a" / "b" / "db.json", create_dirs=True)
    made.write(TABLES)
    assert made.read() == TABLES


def test_a_storage_for_reading_refuses_to_write(tmp_path: Path) -> None:
    AtomicStorage(tmp_path / "db.json").write(TABLES)
    storage = AtomicStorage(tmp_path / "db.json", readonly=True)
    assert storage.read() == TABLES
    with pytest.raises(OSError, match="reading only"):
        storage.write({})


def test_what_json_cannot_hold_is_refused_and_the_file_stays(tmp_path: Path) -> None:
    storage = AtomicStorage(tmp_path / "db.json")
    storage.write(TABLES)
    for bad in ({1, 2}, float("nan"), "\ud800", 1 << 64):
        with pytest.raises(BadChange):
            storage.write({"table": {"1": {"x": bad}}})
    assert storage.read() == TABLES


@pytest.mark.parametrize("content", [b"", b"null", b"[]", b"{", b'{"a": [1]}', b"\0" * 50])
def test_damage_is_an_error_and_not_a_new_database(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    path.write_bytes(content)
    with pytest.raises(Damaged, match=r"db\.json"):
        AtomicStorage(path).read()
    with pytest.raises(Damaged), tinydb.TinyDB(path, storage=AtomicStorage) as database:
        database.insert({"x": 1})
    assert path.read_bytes() == content


def test_two_databases_on_one_file_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    one, two = (tinydb.TinyDB(path, storage=AtomicStorage) for _ in range(2))
    one.insert(tinydb.table.Document({"by": "one"}, 11))
    two.insert(tinydb.table.Document({"by": "two"}, 12))
    one.update({"seen": 1}, doc_ids=[12])
    two.update({"seen": 2}, doc_ids=[11])
    assert sorted((row["by"], row["seen"]) for row in one) == [("one", 2), ("two", 1)]


def test_rows_that_both_wrote_between_read_and_write_are_both_kept(tmp_path: Path) -> None:
    one, two = AtomicStorage(tmp_path / "db.json"), AtomicStorage(tmp_path / "db.json")
    one.write({"t": {"1": {"a": 1, "note": "x"}, "2": {"b": 1}, "3": {"c": 1}}})
    mine, other = one.read(), two.read()
    assert mine is not None
    assert other is not None
    mine["t"]["1"]["note"] = "mine"
    mine["t"]["4"] = {"new": "mine"}
    del mine["t"]["2"]
    other["t"]["1"]["a"] = 2
    other["t"]["4"] = {"new": "other"}
    other["t"]["3"]["c"] = 2
    one.write(mine)
    two.write(other)
    result = two.read()
    assert result is not None
    rows = result["t"]
    assert (rows["1"]["a"], rows["1"]["note"]) == (2, "mine")
    assert "2" not in rows
    assert rows["3"] == {"c": 2}
    assert sorted(row["new"] for row in rows.values() if "new" in row) == ["mine", "other"]


def test_a_failed_write_leaves_the_file_at_every_call(tmp_path: Path) -> None:
    storage = AtomicStorage(tmp_path / "db.json")
    storage.write(TABLES)
    count = Faults(0, fails(28))
    with count.injected():
        storage.write(TABLES)
    for at in range(1, count.calls + 1):
        faults = Faults(at, fails(28))
        with faults.injected(), contextlib.suppress(OSError):
            storage.write({"other": {"1": {"a": at}}})
        assert storage.read() in (TABLES, {"other": {"1": {"a": at}}})
        storage.write(TABLES)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".tmp")] == []


def test_the_header_is_kept_and_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    storage = AtomicStorage(path)
    storage.write(TABLES)
    header = json.loads(path.read_text())["scholiast"]["1"]
    assert header["format"] == "scholiast"
    assert "scholiast" not in (storage.read() or {})
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":5'))
    storage.read()
    with pytest.raises(OSError, match="newer version"):
        storage.write(TABLES)


_NAMES = st.sampled_from(["x", "}", "annotations:{", "1", '"', "a\nb", "ü", "documents"])
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.sampled_from([0.5, 1.0, "", "}", "{", ":{", "},\n", ","]),
    lambda each: st.lists(each, max_size=2) | st.dictionaries(_NAMES, each, max_size=2),
    max_leaves=4,
)


@given(
    rows=st.lists(st.dictionaries(_NAMES | st.sampled_from(["note", "tags", "place"]), _VALUES), max_size=3),
    foreign=st.dictionaries(_NAMES, st.dictionaries(_NAMES, _VALUES, max_size=2), max_size=2),
)
def test_a_file_read_line_by_line_holds_what_it_holds_read_as_a_whole(
    rows: list[dict[str, Any]], foreign: dict[str, Any]
) -> None:
    of = document(1)
    records = {number(n): {**row, **annotation(n, of)} for n, row in enumerate(rows)}
    foreign = {name: table for name, table in foreign.items() if name != "documents"}
    data = encode(Header("d", {"me": 3}), {"documents": {of["id"]: of}, "annotations": records}, foreign)
    sound, apart = decode(data), decode(json.dumps(json.loads(data)).encode())
    assert (sound.state, apart.state) == (State.SOUND, State.OUTSIDE)
    assert (sound.tables, sound.foreign, sound.bad) == (apart.tables, apart.foreign, apart.bad)
    assert sound.tables["annotations"] == records
    assert sound.foreign == foreign


def test_a_sound_file_that_is_not_in_lines_is_read_all_the_same() -> None:
    rows = {"1": document(1)}
    data = encode_rows(Header(), {"documents": rows})
    line, _, rest = data.partition(b"\n")
    first, rest = line.rpartition(b',"sha256"')[0], rest.replace(b'"path"', b'\n"path"')
    digest = hashlib.sha256(first + rest).hexdigest().encode()
    found = decode(b'%b,"sha256":"%b"}},\n%b' % (first, digest, rest))
    assert found.state is State.SOUND
    assert list(found.tables["documents"].values()) == [document(1)]


def test_what_a_script_writes_through_tinydb_is_in_the_library(opened: Callable[[], Workspace]) -> None:
    workspace = opened()
    span = workspace.quoted("harbour.md", "The water held.")
    workspace.annotate("harbour.md", span, tags=["gates"], note="to be seen")
    workspace.close()
    (path,) = (workspace.root / ".scholiast" / "annotations").glob("*.json")
    with tinydb.TinyDB(path, storage=AtomicStorage) as file:
        file.table("annotations").update({"note": "seen"}, tinydb.Query().note == "to be seen")
    again = opened()
    assert [item.note for _, item in again.annotations()] == ["seen"]
    assert again.check() == ()
    again.close()
