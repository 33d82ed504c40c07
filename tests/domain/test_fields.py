"""Fields of stored records: each kind of record refuses what is no text, number or id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from annotations.fields import BadRecord, Record
from annotations.memo import memo_from, memo_record
from annotations.model import annotation_from, annotation_record, document_from, document_record, tag_from
from annotations.model import tag_record as tag_row
from annotations.saved_search import search_from, search_record
from annotations.speaker import speaker_from, speaker_record

ID = "5a1f7c0e-6d0b-4b7e-9a55-3f0f5e0f8a21"
SHARED: Record = {"id": ID, "creator": "Mira", "created": "", "modified": "", "rev": 3}
PLACE: Record = {"start": 1, "end": 3, "exact": "ab", "prefix": "", "suffix": "", "digest": ""}
KINDS: dict[str, tuple[Callable[[Record], Any], Callable[[Any], Record], Record]] = {
    "annotation": (
        annotation_from,
        annotation_record,
        {**SHARED, **PLACE, "document": ID, "place": [1, 3], "placed": "", "placement": "exact", "score": 1.0,
         "tags": ["a"], "note": ""},
    ),
    "document": (
        document_from,
        document_record,
        {"id": ID, "path": "a.md", "title": "", "source": "", "author": "", "date": "", "url": "",
         "digest": "", "extractor": "", "file": "", "rev": 1},
    ),
    "tag": (
        tag_from,
        tag_row,
        {"id": ID, "path": "a", "colour": "red", "description": "", "pinned": 2, "rev": 1},
    ),
    "memo": (
        memo_from,
        memo_record,
        {**SHARED, "kind": "document", "target": ID, "text": "x", "tags": ["a"]},
    ),
    "decision": (
        speaker_from,
        speaker_record,
        {**SHARED, **PLACE, "kind": "quotation", "document": ID, "name": "Mira"},
    ),
    "alias": (speaker_from, speaker_record, {**SHARED, "kind": "name", "alias": "M.", "name": "Mira"}),
    "search": (search_from, search_record, {"id": ID, "name": "a", "query": "b", "created": "", "rev": 1}),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_comes_back_as_it_was_with_what_nobody_knows(kind: str) -> None:
    read, written, row = KINDS[kind]
    assert written(read(row)) == row
    assert written(read({**row, "later": {"x": [1]}})) == {**row, "later": {"x": [1]}}


@pytest.mark.parametrize(("kind", "key"), [(kind, key) for kind, found in KINDS.items() for key in found[2]])
def test_a_field_of_the_wrong_kind_is_named(kind: str, key: str) -> None:
    read, _, row = KINDS[kind]
    for wrong in ({"no": "value"}, [3], True):
        with pytest.raises(BadRecord, match=f"'{key}'"):
            read({**row, key: wrong})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wrong", ["", "x", "5a1f7c0e", 7, None])
def test_what_is_no_id_is_refused(kind: str, wrong: object) -> None:
    read, _, row = KINDS[kind]
    with pytest.raises(BadRecord, match="'id'"):
        read({**row, "id": wrong})


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_is_kept_in_its_canonical_form(kind: str) -> None:
    read, _, row = KINDS[kind]
    assert read({**row, "id": ID.upper().replace("-", "")}).id == ID
