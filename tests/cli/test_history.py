"""`scholiast history --codebook`: how the codebook came to be, in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import codebook
from annotations.workspace import Workspace
from tui.cli.main import run

Open = Callable[[], Workspace]


@pytest.fixture
def reshaped(opened: Open, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library whose only tag was made by a highlight, renamed, and coloured for a moment."""
    workspace = opened()
    place = workspace.quoted("ledger.txt", "ten years")
    (made,) = workspace.annotate("ledger.txt", place, tags=["time"])
    workspace.delete([made.id])
    workspace.reshape(lambda book: codebook.rename(book, "time", "when"))
    workspace.reshape(lambda book: codebook.recolour(book, "when", "#102030"))
    workspace.undo()
    workspace.close()
    monkeypatch.setenv("SCHOLIAST_LIBRARY", str(library))


@pytest.mark.usefixtures("reshaped")
def test_only_changes_of_tags_are_listed_each_with_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["history", "--codebook"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "time → when" in lines
    assert "new: time" in lines
    assert not any("delete" in line for line in lines)
    assert any("#102030" in line and line.endswith("(undone)") for line in lines)


@pytest.mark.usefixtures("reshaped")
def test_the_trail_is_there_for_programs_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["history", "--codebook", "--json", "--limit", "2"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["undone"] for row in rows] == [False, True]
    assert rows[1]["tags"][0].startswith("when: colour")
    assert {"time", "by", "label", "records", "writer", "n"} <= set(rows[0])
