"""What a person is told when two programs' changes meet: the passage or the tag, in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annotations.changes import Change, Stale
from tests.store.kit import added, document, edited, filled, number, opened, removed, tag


def told(folder: Path, theirs: list[Change], ours: list[Change]) -> str:
    one, two = opened(folder, "one"), opened(folder, "two")
    one.commit("theirs", theirs, by="Ann")
    with pytest.raises(Stale) as caught:
        two.commit("ours", ours, by="Ben")
    one.close()
    two.close()
    return str(caught.value)


def test_a_meeting_names_the_passage_and_what_of_it_changed(tmp_path: Path) -> None:
    filled(tmp_path)
    with opened(tmp_path) as store:
        row = store.records("annotations", document(0)["id"])[number(1)]
        label = store.records("tags")[tag(1)["id"]]
    note, tags = edited("annotations", row, note="x"), edited("annotations", row, tags=["x"])
    words = "Nothing was saved; look again."
    assert told(tmp_path, [note], [tags]) == (
        f"Another program changed the note on “words 1” in the meantime. {words}"
    )
    assert told(tmp_path, [removed("tags", label)], [edited("tags", label, colour="x")]) == (
        f"Another program deleted the tag “tag/1” in the meantime. {words}"
    )
    assert told(tmp_path, [added("tags", tag(8))], [added("tags", tag(8)), tags]) == (
        "Another program made the tag “tag/8” in the meantime, and 1 more of what was to be changed. " + words
    )


def test_no_id_and_no_control_sequence_is_in_it(tmp_path: Path) -> None:
    hostile = tag(3, path="a\x1b]0;x\x07b" + "y" * 500)
    with opened(tmp_path) as store:
        store.commit("tag", [added("tags", hostile)], by="a")
        seen = store.records("tags")[hostile["id"]]
    said = told(tmp_path, [edited("tags", seen, colour="x")], [edited("tags", seen, colour="y")])
    assert said.isprintable()
    assert len(said) < 200
    assert not re.search(r"[0-9a-f]{8}-", said)
    assert "tags" not in said
