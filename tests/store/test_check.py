from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.check import check, repair
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
