from __future__ import annotations

import threading
from pathlib import Path

import pytest
import tinydb

from annotations.changes import BadChange, Change, NotSaved, Stale
from annotations.storage import atomic, glance, recovery, shelf
from tests.store.kit import (
    added,
    annotation,
    content,
    document,
    edited,
    filled,
    held,
    number,
    opened,
    removed,
    tag,
)


def states(folder: Path) -> dict[Path, tuple[int, int, int]]:
    found = {path: path.stat() for path in folder.rglob("*") if path.name != "lock"}
    return {path: (state.st_ino, state.st_size, state.st_mtime_ns) for path, state in found.items()}


def test_opening_to_read_creates_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        assert store.writable == ""
        assert store.findings == ()
        assert not store.all("annotations")
        assert store.get("tags", number(1)) is None
        assert store.poll() == ()
        assert store.records("annotations", number(3)) == {}
        store.checkpoint()
    assert list(tmp_path.iterdir()) == []


def test_what_was_committed_is_there_without_a_checkpoint(tmp_path: Path) -> None:
    store = opened(tmp_path)
    one = document(0)
    store.commit("annotate", [added("documents", one), added("annotations", annotation(1, one))], by="Ann")
    assert not list(tmp_path.rglob("library.json"))
    again = opened(tmp_path, "other")
    assert held(again) == held(store)
    assert again.counts() == {one["id"]: 1}


def test_the_command_says_what_was_done(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        command = store.commit("create tag", [added("tags", tag(1))], by="Ann")
        assert command.key == ("me", 1)
        assert (command.by, command.label) == ("Ann", "create tag")
        assert command.changes[0].after == {**tag(1), "rev": 1}
        changed = store.commit(
            "recolour", [edited("tags", command.changes[0].after or {}, colour="teal")], by="Ann"
        )
        assert changed.changes[0].after == {**tag(1), "colour": "teal", "rev": 2}


def test_plain_tinydb_opens_every_file_and_searches_every_table(tmp_path: Path) -> None:
    filled(tmp_path)
    files = [*(tmp_path / ".scholiast").glob("annotations/*.json"), tmp_path / ".scholiast" / "library.json"]
    assert len(files) == 3
    for path in files:
        with tinydb.TinyDB(path, access_mode="r") as database:
            assert "scholiast" in database.tables()
            for name in database.tables():
                table = database.table(name)
                rows = table.all()
                assert len(rows) == len(table.search(tinydb.Query().noop())) > 0
                assert all(isinstance(row.doc_id, int) for row in rows)
                if name != "scholiast":
                    assert table.search(tinydb.Query().id == rows[0]["id"]) == [rows[0]]


def test_one_record_stands_on_each_line_in_the_order_of_the_text(tmp_path: Path) -> None:
    one = document(0)
    with opened(tmp_path) as store:
        store.commit("open", [added("documents", one)], by="a")
        store.commit("annotate", [added("annotations", annotation(n, one)) for n in (3, 1, 2)], by="a")
    path = next((tmp_path / ".scholiast" / "annotations").iterdir())
    lines = [line for line in path.read_text().splitlines() if '"exact"' in line]
    assert [line.split('"exact":"')[1][:7] for line in lines] == ["words 1", "words 2", "words 3"]


def test_files_are_named_by_title_and_id_and_a_change_touches_only_its_own(tmp_path: Path) -> None:
    filled(tmp_path)
    folder = tmp_path / ".scholiast" / "annotations"
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(f"article-{n}-{document(n)['id'][:8]}.json" for n in range(2))
    before = {path.name: path.stat().st_ino for path in folder.iterdir()}
    with opened(tmp_path) as store:
        record = store.records("annotations", document(0)["id"])[number(0)]
        store.commit("edit", [edited("annotations", record, note="again")], by="a")
    after = {path.name: path.stat().st_ino for path in folder.iterdir()}
    assert {name for name in names if before[name] != after[name]} == {
        f"article-0-{document(0)['id'][:8]}.json"
    }


def test_a_checkpoint_without_changes_writes_nothing(tmp_path: Path) -> None:
    filled(tmp_path)
    before = states(tmp_path)
    with opened(tmp_path) as store:
        held(store)
        store.checkpoint()
    assert states(tmp_path) == before


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        filled(tmp_path / name)
        folder = tmp_path / name / ".scholiast"
        contents.append({path.name: path.read_bytes() for path in folder.glob("**/*.json")})
    assert contents[0] == contents[1]


def test_unknown_keys_and_tables_are_kept(tmp_path: Path) -> None:
    filled(tmp_path)
    path = tmp_path / ".scholiast" / "library.json"
    with tinydb.TinyDB(path) as database:
        database.table("somebody-elses").insert({"hello": "there"})
    with opened(tmp_path) as store:
        record = store.records("annotations", document(0)["id"])[number(1)]
        store.commit("edit", [edited("annotations", record, note="new")], by="a")
        store.commit("tag", [added("tags", tag(7))], by="a")
    with opened(tmp_path) as store:
        assert store.records("annotations", document(0)["id"])[number(1)]["kept-unknown"] == {"x": [1]}
    with tinydb.TinyDB(path, access_mode="r") as database:
        assert database.table("somebody-elses").all() == [{"hello": "there"}]


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        1 << 63,
        -(1 << 63) - 1,
        "half \ud800",
        {"a": {1: 2}},
        {1, 2},
        b"bytes",
        {"\udfff": 1},
    ],
)
def test_what_json_would_change_is_refused_before_anything_is_written(tmp_path: Path, value: object) -> None:
    with opened(tmp_path) as store, pytest.raises(BadChange, match=number(1)):
        store.commit("annotate", [added("memos", {"id": number(1), "value": value})], by="a")
    assert list(tmp_path.iterdir()) == []


def test_a_record_nested_without_end_is_refused(tmp_path: Path) -> None:
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep]
    with opened(tmp_path) as store, pytest.raises(BadChange):
        store.commit("x", [added("memos", {"id": number(1), "value": deep})], by="a")


@pytest.mark.parametrize(
    "change",
    [
        Change("tables", number(1), None, {"id": number(1)}),
        Change("tags", number(1), None, {"id": number(2)}),
        Change("tags", "", None, {"id": ""}),
        Change("annotations", number(1), None, {"id": number(1)}),
    ],
)
def test_a_change_that_contradicts_itself_is_refused(tmp_path: Path, change: Change) -> None:
    with opened(tmp_path) as store, pytest.raises(BadChange):
        store.commit("x", [change], by="a")


def test_a_change_to_what_is_no_longer_so_is_refused_whole(tmp_path: Path) -> None:
    filled(tmp_path)
    with opened(tmp_path) as store:
        old = store.records("annotations", document(0)["id"])[number(1)]
        store.commit("edit", [edited("annotations", old, note="one")], by="a")
        before = held(store)
        with pytest.raises(Stale) as caught:
            store.commit("edit", [added("tags", tag(9)), edited("annotations", old, note="two")], by="a")
        assert [clash.id for clash in caught.value.clashes] == [number(1)]
        assert (caught.value.clashes[0].current or {})["note"] == "one"
        with pytest.raises(Stale):
            store.commit("add twice", [added("tags", tag(0))], by="a")
        with pytest.raises(Stale):
            store.commit("edit nothing", [edited("tags", {**tag(8), "rev": 1}, colour="x")], by="a")
        with pytest.raises(Stale):
            row = annotation(5, document(9))
            store.commit("in no document", [edited("annotations", {**row, "rev": 1}, note="x")], by="a")
        assert held(store) == before
        assert set(store.counts()) == {document(0)["id"], document(1)["id"]}


def test_the_callers_records_are_not_the_stores(tmp_path: Path) -> None:
    record = tag(1, more={"list": [1]})
    with opened(tmp_path) as store:
        store.commit("tag", [added("tags", record)], by="a")
        record["more"]["list"].append(2)
        copy = store.get("tags", record["id"])
        assert copy is not None
        copy["more"]["list"].append(3)
        assert store.records("tags")[record["id"]]["more"] == {"list": [1]}


def test_records_handed_out_do_not_change_under_the_reader(tmp_path: Path) -> None:
    filled(tmp_path)
    with opened(tmp_path) as store:
        seen = store.records("tags")
        store.commit("tag", [added("tags", tag(5))], by="a")
        assert len(seen) == 2
        assert len(store.records("tags")) == 3


def test_an_annotation_can_move_to_another_document(tmp_path: Path) -> None:
    filled(tmp_path)
    with opened(tmp_path) as store:
        record = store.records("annotations", document(0)["id"])[number(1)]
        store.commit("move", [edited("annotations", record, document=document(1)["id"])], by="a")
        expected = held(store)
    with opened(tmp_path) as store:
        assert held(store) == expected
        assert store.counts() == {document(0)["id"]: 2, document(1)["id"]: 4}


def test_counts_and_documents_are_known_without_reading_any_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path, documents=5)
    with opened(tmp_path):
        pass
    read: list[str] = []

    def recorded(path: Path, *limit: int) -> tuple[bytes, atomic.Stamp] | None:
        read.append(path.name)
        return atomic.read_file(path, *limit)

    with monkeypatch.context() as patch:
        for module in (recovery, shelf, glance):
            patch.setattr(module, "read_file", recorded)
        with opened(tmp_path) as store:
            assert len(store.records("documents")) == 5
            assert set(store.counts().values()) == {3}
            assert read == ["library.json"]
            store.records("annotations", document(3)["id"])
            assert read == ["library.json", f"article-3-{document(3)['id'][:8]}.json"]


def test_without_a_summary_no_annotation_is_parsed_for_counts_and_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path, documents=5)
    read: list[str] = []

    def recorded(path: Path, *limit: int) -> tuple[bytes, atomic.Stamp] | None:
        read.append(path.name)
        return atomic.read_file(path, *limit)

    monkeypatch.setattr(recovery, "read_file", recorded)
    with opened(tmp_path, "another") as store:
        assert {record["title"] for record in store.records("documents").values()} == {
            f"Article {n}" for n in range(5)
        }
        assert set(store.counts().values()) == {3}
        assert read == ["library.json"]
    monkeypatch.setattr(glance, "read_file", recorded)
    with opened(tmp_path, "another") as store:
        assert set(store.counts().values()) == {3}
        assert read == ["library.json"] * 2


def test_a_summary_that_lies_or_is_garbled_changes_nothing(tmp_path: Path) -> None:
    filled(tmp_path)
    with opened(tmp_path) as store:
        expected = held(store), dict(store.counts())
    cache = next((tmp_path / "cache-me").iterdir())
    whole = cache.read_bytes()
    for garbled in (
        b"",
        b"{}",
        b"null",
        whole[:50],
        whole.replace(b'"seen"', b'"sern"'),
        b'{"version":1,"seen":{},"files":{"x":[]}}',
    ):
        cache.write_bytes(garbled)
        with opened(tmp_path) as store:
            assert (held(store), dict(store.counts())) == expected
            assert store.findings == ()


def test_a_document_that_is_removed_stays_removed(tmp_path: Path) -> None:
    filled(tmp_path)
    with opened(tmp_path) as store:
        one = store.records("documents")[document(0)["id"]]
        rows = store.records("annotations", one["id"]).values()
        store.commit(
            "remove", [*(removed("annotations", row) for row in rows), removed("documents", one)], by="a"
        )
        expected = held(store)
    for writer in ("me", "other"):
        with opened(tmp_path, writer) as store:
            assert held(store) == expected
            assert store.findings == ()


def test_many_threads_commit_at_once(tmp_path: Path) -> None:
    with opened(tmp_path) as store:

        def work(start: int) -> None:
            for n in range(start, start + 10):
                store.commit("tag", [added("tags", tag(n))], by="a")
                store.records("tags")
                store.checkpoint() if n % 5 == 0 else store.poll()

        threads = [threading.Thread(target=work, args=(start,)) for start in (0, 100, 200, 300)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(store.records("tags")) == 40
    with opened(tmp_path) as store:
        assert len(store.records("tags")) == 40


def test_a_store_opened_for_reading_says_so_and_stores_nothing(tmp_path: Path) -> None:
    filled(tmp_path)
    before = states(tmp_path)
    with opened(tmp_path, readonly=True) as store:
        assert store.writable
        assert len(store.all("annotations")) == 6
        with pytest.raises(NotSaved, match="reading only"):
            store.commit("tag", [added("tags", tag(5))], by="a")
    assert states(tmp_path) == before


def test_a_library_whose_folder_went_away_is_not_made_anew(tmp_path: Path) -> None:
    filled(tmp_path)
    store = opened(tmp_path)
    (tmp_path / ".scholiast").rename(tmp_path / "elsewhere")
    with pytest.raises(NotSaved, match="gone"):
        store.commit("tag", [added("tags", tag(5))], by="a")
    assert not (tmp_path / ".scholiast").exists()
    (tmp_path / "elsewhere").rename(tmp_path / ".scholiast")
    store.commit("tag", [added("tags", tag(5))], by="a")
    store.close()
    with opened(tmp_path) as store:
        assert tag(5)["id"] in store.records("tags")


def test_a_symbolic_link_to_a_store_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / ".scholiast").symlink_to(tmp_path / "real", target_is_directory=True)
    filled(tmp_path)
    assert (tmp_path / ".scholiast").is_symlink()
    assert (tmp_path / "real" / "library.json").is_file()


def test_git_is_told_what_to_leave_out(tmp_path: Path) -> None:
    filled(tmp_path)
    ignored = (tmp_path / ".scholiast" / ".gitignore").read_text().splitlines()
    assert {"/lock", "/backups/", "/set-aside/", "/drafts/"} <= set(ignored)


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a.b", "-x", "a" * 65, "ä"])
def test_a_writer_whose_name_cannot_name_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="writer"):
        opened(tmp_path, name)


def test_texts_are_kept_once_and_checked(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        digest = store.keep_text("Brüssel\n" * 100)
        assert store.keep_text("Brüssel\n" * 100) == digest
        assert store.snapshot(digest) == "Brüssel\n" * 100
        assert store.snapshot("0" * 64) is None
        assert store.snapshot("../library") is None
        path = tmp_path / ".scholiast" / "texts" / f"{digest}.txt.gz"
        whole = path.read_bytes()
        for damaged in (b"", whole[:20], whole[:30] + b"\xff\xff" + whole[32:], b"alien"):
            path.write_bytes(damaged)
            assert store.snapshot(digest) is None
        assert store.keep_text("Brüssel\n" * 100) == digest
        assert store.snapshot(digest) == "Brüssel\n" * 100


def test_the_clock_going_backwards_disturbs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = tag(1)
    for number_, time in enumerate(("2026-05-05T00:00:00Z", "2020-01-01T00:00:00Z", "1969-12-31T23:59:59Z")):
        monkeypatch.setattr("annotations.storage.committing.now", lambda time=time: time)
        with opened(tmp_path, f"writer-{number_}") as store:
            now = store.get("tags", one["id"])
            change = added("tags", one) if now is None else edited("tags", now, colour=str(number_))
            store.commit("tag", [change], by="a")
    with opened(tmp_path) as store:
        assert store.records("tags")[one["id"]] == {**one, "colour": "2", "rev": 3}
        assert content(store)["tags"][one["id"]]["colour"] == "2"


def test_queries_of_tinydb_see_what_stands_only_in_the_journal(tmp_path: Path) -> None:
    filled(tmp_path)
    with opened(tmp_path) as store:
        store.commit("tag", [added("tags", tag(77, colour="teal"))], by="a")
        found = store.database().table("tags").search(tinydb.where("colour") == "teal")
        assert [row["id"] for row in found] == [tag(77)["id"]]
        assert len(store.database(document(0)["id"]).table("annotations")) == 3
        assert store.database(number(5)).tables() == set()
        with pytest.raises(OSError, match="view"):
            store.database().table("tags").insert({"x": 1})
