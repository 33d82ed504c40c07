from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.check import check, repair
from annotations.memo import Memo, MemoKind, memo_id, memo_record
from annotations.model import (
    Annotation,
    DocumentRecord,
    Selectors,
    Tag,
    annotation_record,
    document_record,
    tag_record,
)
from annotations.store import Store
from corpus.span import Span
from tests.store.kit import added, edited, held, number, opened

TEXT = "It has to last, he told reporters."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with nothing wrong, in two generations."""
    with opened(tmp_path) as made:
        digest = made.keep_text(TEXT)
        one = document_record(DocumentRecord(number(1), "one.md", digest=digest))
        made.commit("open", [added("documents", one)], by="a")
        made.commit("tag", [added("tags", tag_record(Tag(number(3), "a/b", "amber")))], by="a")
        note = Annotation(
            number(2),
            number(1),
            Selectors(0, 15, TEXT[:15], digest=digest),
            Span(0, 15),
            digest,
            tags=("a/b",),
        )
        made.commit("annotate", [added("annotations", annotation_record(note))], by="a")
        made.checkpoint()
        row = made.records("annotations", number(1))[number(2)]
        made.commit("edit", [edited("annotations", row, note="second")], by="a")
        made.checkpoint()
        yield made


def kinds(store: Store) -> list[str]:
    return [finding.kind for finding in check(store)]


def test_a_sound_store_has_no_findings(store: Store) -> None:
    assert check(store) == ()


@pytest.mark.parametrize(
    ("table", "record_id", "fields", "kind"),
    [
        ("annotations", number(2), {"score": 7}, "bad-record"),
        ("annotations", number(2), {"place": [9, 3]}, "bad-record"),
        ("annotations", number(2), {"tags": ["unknown"]}, "tag-unknown"),
        ("annotations", number(2), {"start": 3, "end": 9}, "selector"),
        ("annotations", number(2), {"digest": "0" * 64}, "snapshot"),
        ("tags", number(3), {"path": ""}, "bad-record"),
        ("documents", number(1), {"path": 7}, "bad-record"),
    ],
)
def test_what_is_wrong_with_a_record_is_said(
    store: Store, table: str, record_id: str, fields: dict[str, object], kind: str
) -> None:
    record = store.get(table, record_id)
    assert record is not None
    store.commit("spoil", [edited(table, record, **fields)], by="a")
    findings = [finding for finding in check(store) if finding.kind == kind]
    assert len(findings) == 1
    assert kind in ("tag-unknown", "snapshot") or findings[0].where.endswith(f"#{record_id}")


def test_doubles_and_dangling_references_are_said(store: Store) -> None:
    store.commit("x", [added("tags", tag_record(Tag(number(4), "A/B", "teal")))], by="a")
    store.commit("x", [added("documents", document_record(DocumentRecord(number(5), "one.md")))], by="a")
    stray = {**store.records("annotations", number(1))[number(2)], "id": number(6), "document": number(7)}
    store.commit("x", [added("annotations", stray)], by="a")
    assert sorted(kinds(store)) == ["path-twice", "reference", "tag-twice"]


def test_a_damaged_text_is_said(store: Store) -> None:
    path = next((store.folder / "texts").iterdir())
    path.write_bytes(path.read_bytes()[:-9])
    assert kinds(store) == ["snapshot"]


def test_a_record_that_a_file_lost_is_put_back(store: Store, tmp_path: Path) -> None:
    store.close()
    path = next((store.folder / "annotations").iterdir())
    tables = json.loads(path.read_text())
    tables["annotations"] = {}
    path.write_text(json.dumps(tables))
    with opened(tmp_path) as again:
        assert not again.all("annotations")
        assert kinds(again) == ["outside", "behind"]
        assert repair(again, "a") == ()
        assert again.records("annotations", number(1))[number(2)]["note"] == "second"


def test_remains_and_damaged_generations_are_tidied(store: Store) -> None:
    (store.folder / "annotations" / ".tmp-0123").write_bytes(b"half")
    backup = next((store.folder / "backups").glob("*-*.json"))
    backup.write_bytes(b"damaged")
    before = held(store)
    assert sorted(kinds(store)) == ["generation", "leftover"]
    assert all(finding.repairable for finding in check(store))
    assert repair(store, "a") == ()
    assert held(store) == before
    assert b"damaged" in [path.read_bytes() for path in (store.folder / "set-aside").iterdir()]


def test_a_damaged_line_of_the_history_is_said_and_left(store: Store, tmp_path: Path) -> None:
    path = store.folder / "history" / "me.jsonl"
    damaged = path.read_bytes().replace(b'"second"', b'"sXcond"')
    store.close()
    path.write_bytes(damaged)
    with opened(tmp_path) as again:
        assert "history-line" in kinds(again)
        repair(again, "a")
        assert path.read_bytes() == damaged


def test_checking_changes_nothing(store: Store) -> None:
    (store.folder / "annotations" / ".tmp-0123").write_bytes(b"half")
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in store.folder.rglob("*")}
    check(store)
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in store.folder.rglob("*")} == before


def test_an_empty_library_is_healthy(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        assert check(store) == ()
    assert list(tmp_path.iterdir()) == []


def spoilt(store: Store, table: str, **fields: object) -> str:
    """A record as another program may have left it; its id."""
    identity = number(50)
    store.commit("x", [added(table, {"id": identity, **fields})], by="a")
    return identity


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("memos", {"kind": "ship", "target": ""}),
        ("memos", {"kind": "library", "target": 7}),
        ("memos", {"kind": "library", "tags": [1]}),
        ("searches", {"name": "", "query": "x"}),
        ("searches", {"name": "x", "query": ["x"]}),
        ("groups", {"path": ""}),
        ("groups", {"path": "one.md", "apart": "yes"}),
        ("groups", {"path": "one.md", "led": 3}),
        ("speakers", {"kind": 7}),
        ("metadata", {"path": "one.md", "title": ["x"]}),
        ("metadata", {"path": "one.md", "furniture": "all"}),
    ],
)
def test_a_record_of_the_library_that_is_no_such_record_is_said(
    store: Store, table: str, fields: dict[str, object]
) -> None:
    identity = spoilt(store, table, **fields)
    found = [each for each in check(store) if each.kind == "bad-record"]
    assert [each.where for each in found] == [f"library.json#{identity}"]
    assert not found[0].repairable


def test_keys_of_a_newer_version_are_no_fault(store: Store) -> None:
    spoilt(store, "groups", path="one.md", apart=True, later={"x": 1})
    store.commit(
        "x", [added("metadata", {"id": number(51), "path": "one.md", "title": "T", "later": 7})], by="a"
    )
    assert check(store) == ()


def test_a_note_on_what_is_gone_is_said_and_left(store: Store) -> None:
    for kind in (MemoKind.DOCUMENT, MemoKind.TAG):
        target = number(900)
        memo = Memo(memo_id(kind, target), kind, target, "kept")
        store.commit("x", [added("memos", memo_record(memo))], by="a")
    assert kinds(store) == ["reference", "reference"]
    before = held(store)
    assert [each.kind for each in repair(store, "a")] == ["reference", "reference"]
    assert held(store) == before


@pytest.mark.parametrize("other", ["", "the text that is there"])
def test_a_note_where_nobody_looks_for_it_is_put_where_it_belongs(store: Store, other: str) -> None:
    right = memo_id(MemoKind.DOCUMENT, number(1))
    if other:
        there = Memo(right, MemoKind.DOCUMENT, number(1), other)
        store.commit("x", [added("memos", memo_record(there))], by="a")
    stray = Memo(number(60), MemoKind.DOCUMENT, number(1), "kept", tags=("a/b",))
    store.commit("x", [added("memos", memo_record(stray))], by="a")
    assert kinds(store) == ["memo-stray"]
    assert repair(store, "a") == ()
    (memo,) = store.all("memos").values()
    assert memo["id"] == right
    assert "kept" in memo["text"]
    assert other in memo["text"]
    assert memo["tags"] == ["a/b"]


def test_corrections_of_one_article_are_joined_unless_they_differ(store: Store) -> None:
    rows = [
        {"id": number(70), "path": "one.md", "title": "T"},
        {"id": number(71), "path": "one.md", "date": "2025"},
    ]
    store.commit("x", [added("metadata", row) for row in rows], by="a")
    assert kinds(store) == ["twice"]
    assert repair(store, "a") == ()
    (row,) = store.all("metadata").values()
    assert (row["title"], row["date"]) == ("T", "2025")
    store.commit("x", [added("metadata", {"id": number(72), "path": "one.md", "title": "Another"})], by="a")
    assert [each.kind for each in repair(store, "a")] == ["twice"]
    assert len(store.all("metadata")) == 2


def test_saved_searches_of_one_name_and_tags_of_articles_are_said(store: Store) -> None:
    for n in (80, 81):
        store.commit("x", [added("searches", {"id": number(n), "name": "Peace", "query": "x"})], by="a")
    memo = Memo(memo_id(MemoKind.DOCUMENT, number(1)), MemoKind.DOCUMENT, number(1), tags=("nowhere",))
    store.commit("x", [added("memos", memo_record(memo))], by="a")
    assert sorted(kinds(store)) == ["search-twice", "tag-unknown"]
