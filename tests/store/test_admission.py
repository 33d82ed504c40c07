from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.changes import BadChange, Change, Command, Stale, decode, encode, encoded
from annotations.model import Record
from annotations.storage.admission import admitted
from annotations.storage.rebuild import owner
from tests.store.kit import added, annotation, document, edited, filled, held, number, opened, removed

ROWS: dict[str, Record] = {number(n): {**annotation(n, document(n % 2)), "rev": n % 3 + 1} for n in range(6)}
VALUES = st.sampled_from(
    ["a/b", "new", 1, True, 1.0, None, [], ["a/b"], ["x", "y"], [1], [True], {"k": ["v"]}]
)
EDITS = st.dictionaries(st.sampled_from(["tags", "note", "flag", "fresh"]), VALUES, max_size=3)


def rows(table: str, document_id: str) -> Mapping[str, Record]:
    return {key: row for key, row in ROWS.items() if row["document"] == document_id}


def draft(*changes: Change) -> Command:
    return Command("w", 1, "", "Ann", "edit", changes)


def plain(record: Any) -> str:
    return json.dumps(record)  # in which 1, 1.0 and true differ


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(sorted(ROWS)), EDITS), unique_by=lambda pair: pair[0]))
def test_changes_alike_are_admitted_as_each_would_be_alone(edits: list[tuple[str, Record]]) -> None:
    changes = [Change("annotations", key, ROWS[key], {**ROWS[key], **some}) for key, some in edits]
    together = admitted(draft(*changes), "t", 7, rows)
    alone = [admitted(draft(change), "t", 7, rows) for change in changes]
    assert not together.clashes
    assert [plain(change) for change in together.command.changes] == [
        plain(change) for each in alone for change in each.command.changes
    ]
    shares = {key: list(share) for key, share in together.shares.items()}
    whole = [(name, change) for change in together.command.changes for name in owner(change)]
    assert shares == {name: [change for other, change in whole if other == name] for name, _ in whole}


def test_what_is_admitted_is_the_callers_no_more() -> None:
    given_rows = [{**row, "tags": ["one"]} for row in ROWS.values()]
    changes = [Change("annotations", row["id"], ROWS[row["id"]], row) for row in given_rows]
    made = admitted(draft(*changes), "t", 7, rows).command
    for row in given_rows:
        row["tags"].append("two")
        row["note"] = "other"
    assert all(change.after and change.after["tags"] == ["one"] for change in made.changes)
    assert not any(change.after and change.after["note"] == "other" for change in made.changes)


@pytest.mark.parametrize(
    "value", [float("nan"), 1 << 63, "half \ud800", {1}, ["half \ud800"], [[float("inf")]]]
)
def test_one_bad_value_among_many_alike_is_named(value: object) -> None:
    changes = [Change("annotations", key, row, {**row, "tags": ["x"]}) for key, row in ROWS.items()]
    changes[3] = changes[3]._replace(after={**ROWS[number(3)], "tags": value})
    with pytest.raises(BadChange, match=number(3)):
        admitted(draft(*changes), "t", 7, rows)


def test_a_record_that_becomes_another_among_many_alike_is_refused() -> None:
    changes = [Change("annotations", key, row, {**row, "tags": ["x"]}) for key, row in ROWS.items()]
    for spoilt in ({"id": number(99)}, {"document": ""}, {"document": None}):
        changes[3] = changes[3]._replace(after={**ROWS[number(3)], "tags": ["x"], **spoilt})
        with pytest.raises(BadChange, match=number(3)):
            admitted(draft(*changes), "t", 7, rows)


def test_a_record_changed_twice_in_one_command_is_refused_unless_it_follows(tmp_path: Path) -> None:
    filled(tmp_path)
    with opened(tmp_path) as store:
        one, two = list(store.records("annotations", document(0)["id"]).values())[:2]
        before = held(store)
        twice = [edited("annotations", row, tags=["x"]) for row in (one, two, two)]
        with pytest.raises(Stale):
            store.commit("twice", twice, by="a")
        assert held(store) == before


def test_passages_that_move_among_many_alike_are_in_one_file_alone(tmp_path: Path) -> None:
    filled(tmp_path, documents=2, each=5)
    other = document(1)["id"]
    with opened(tmp_path) as store:
        found = list(store.records("annotations", document(0)["id"]).values())
        changes = [edited("annotations", row, tags=["x"]) for row in found]
        changes[2] = edited("annotations", found[2], tags=["x"], document=other)
        changes[3] = removed("annotations", found[3])
        store.commit("move", [*changes, edited("annotations", found[0], rev=2, note="n")][:5], by="a")
        state = held(store)
        assert len(store.records("annotations", document(0)["id"])) == 3
        assert store.records("annotations", other)[found[2]["id"]]["tags"] == ["x"]
        store.checkpoint()
    with opened(tmp_path, "other") as store:
        assert held(store) == state
        assert not store.findings


def test_an_annotation_is_found_wherever_it_went(tmp_path: Path) -> None:
    filled(tmp_path, documents=3, each=2)
    with opened(tmp_path) as store:
        row = store.get("annotations", number(101))
        assert row is not None
        assert row["document"] == document(1)["id"]
        assert store.get("annotations", number(999)) is None
        moved = store.commit("move", [edited("annotations", row, document=document(2)["id"])], by="a")
        again = store.get("annotations", number(101))
        assert again is not None
        assert again == moved.changes[0].after
        store.commit("delete", [removed("annotations", again)], by="a")
        assert store.get("annotations", number(101)) is None
        store.commit("annotate", [added("annotations", annotation(999, document(0)))], by="a")
        assert (store.get("annotations", number(999)) or {})["document"] == document(0)["id"]


@pytest.mark.parametrize("many", [0, 1, 400, 401, 1203])
def test_a_line_in_pieces_is_the_line_as_it_always_was(many: int) -> None:
    changes = tuple(added("annotations", annotation(n, document(0))) for n in range(many))
    command = Command("w", 5, "t", "Ann", "übrig", changes, ("w", 3), None, {"upkeep": True})
    line = {
        "v": 1, "writer": "w", "n": 5, "time": "t", "by": "Ann", "label": "übrig",
        "changes": [{"table": t, "id": i, "before": b, "after": a} for t, i, b, a in changes],
        "undoes": ["w", 3], "upkeep": True,
    }  # fmt: skip
    body = json.dumps(line, separators=(",", ":"), ensure_ascii=False).encode()[:-1]
    assert encode(command) == body + b',"crc":"%08x"}\n' % zlib.crc32(body)
    assert decode(encode(command)) == command
    assert (len(encoded(command)) == 1) == (many <= 400)
    assert not any(b"\n" in piece for piece in encoded(command)[:-1])
