"""A passage whose source is gone stands nowhere now, and every view says so; with the file it is back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.model import Placement
from annotations.places import Places
from annotations.usecases.briefing import BriefRequest
from annotations.workspace import Workspace

Open = Callable[[], Workspace]
GATES = "The gates were raised at noon"


@pytest.fixture
def bereft(opened: Open, library: Path, tmp_path: Path) -> Workspace:
    """Two articles annotated, the file of one gone."""
    workspace = opened()
    workspace.annotate("harbour.md", workspace.quoted("harbour.md", GATES), tags=["tide"])
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "a fifth more"), tags=["tide"])
    shutil.copytree(library, tmp_path / "whole", ignore=shutil.ignore_patterns(".scholiast"))
    (library / "harbour.md").unlink()
    workspace.refresh()
    return workspace


def test_every_view_calls_it_an_orphan(bereft: Workspace) -> None:
    found = {record.path: item for record, item in bereft.annotations()}
    assert found["harbour.md"].placement is Placement.ORPHAN
    assert found["ledger.txt"].placement is Placement.EXACT
    for query in ("placement:orphan", "tag:tide -placement:exact"):
        assert [record.path for record, _ in bereft.annotations(None, query)] == ["harbour.md"]
        assert [(hit.document, item.span) for hit, item in bereft.marked(query)] == [("harbour.md", None)]
    assert list(bereft.articles_that("placement:orphan")) == ["harbour.md"]
    assert list(bereft.matching("placement:orphan")) == ["harbour.md"]
    assert [hit.document for hit in bereft.search("placement:exact")] == ["ledger.txt"]
    rows = [json.loads(line) for line in bereft.export("jsonl").data.splitlines()]
    row = next(row for row in rows if row["document"] == "harbour.md")
    assert (row["placement"], row["start"], row["end"], row["score"]) == ("orphan", None, None, 0.0)
    assert row["exact"] == GATES


def test_a_brief_certifies_nothing_of_it(bereft: Workspace) -> None:
    brief = bereft.brief(BriefRequest())
    assert "Of 2 quotations, 1 were taken word for word" in brief
    assert "2 articles in the library; 1 quoted, and 1 article whose file is missing" in brief
    _, _, apart = brief.partition("## No longer in their source")
    quotation, _, rest = apart.partition("\n\n*Source missing: as it stood when it was annotated, on ")
    assert GATES in quotation
    assert "a fifth more" in brief.partition("## No longer")[0]
    assert "File harbour.md (missing), text " in rest
    finding = next(each for each in bereft.verified(brief) if GATES in each.quotation)
    assert (finding.result.value, finding.difference) == (
        "missing",
        "not found in any text; harbour.md is not in the library",
    )


def test_it_is_not_told_of_twice(bereft: Workspace) -> None:
    told = [finding.kind for finding in bereft.check() if "harbour.md" in finding.where]
    assert told == ["missing"]


def test_nothing_of_it_is_stored_and_the_file_brings_the_place_back(
    bereft: Workspace, library: Path, tmp_path: Path
) -> None:
    before = list(bereft.history())
    bereft.annotations()
    assert list(bereft.history()) == before
    shutil.copy(tmp_path / "whole" / "harbour.md", library)
    bereft.refresh()
    assert [item.placement for _, item in bereft.annotations()] == [Placement.EXACT] * 2


@pytest.mark.parametrize("form", ["jsonl", "csv", "jsonld"])
def test_a_library_that_has_the_file_gives_it_its_place(
    form: str, bereft: Workspace, places: Places, tmp_path: Path
) -> None:
    file = tmp_path / f"export.{form}"
    file.write_bytes(bereft.export(form).data)
    other = Workspace.open(tmp_path / "whole", by="Other", places=places)
    other.refresh()
    other.load(file)
    assert [item.placement for _, item in other.annotations()] == [Placement.EXACT] * 2


def test_a_project_keeps_the_place_in_the_text_that_it_carries(
    bereft: Workspace, places: Places, tmp_path: Path
) -> None:
    file = tmp_path / "export.qdpx"
    file.write_bytes(bereft.export("qdpx").data)
    root = tmp_path / "other"
    root.mkdir()
    other = Workspace.open(root, by="Other", places=places)
    other.refresh()
    other.load(file)
    assert {item.placement for _, item in other.annotations()} == {Placement.EXACT}


def test_a_file_whose_name_is_no_text_is_not_missing(opened: Open, library: Path) -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    try:
        (library / name).write_text("The gates were raised at noon.")
    except (OSError, UnicodeError):
        pytest.skip("such names cannot be written here")
    workspace = opened()
    workspace.annotate(name, workspace.quoted(name, GATES))
    assert [item.placement for _, item in workspace.annotations()] == [Placement.EXACT]
    assert "Every quotation was taken word for word" in workspace.brief(BriefRequest())


def test_an_unreadable_file_is_no_source_either(opened: Open, library: Path) -> None:
    workspace = opened()
    workspace.annotate("harbour.md", workspace.quoted("harbour.md", GATES))
    (library / "harbour.md").write_bytes(b"\x00" * 4000)
    workspace.refresh()
    assert next(article.problem for article in workspace.articles() if article.path == "harbour.md")
    assert [item.placement for _, item in workspace.annotations()] == [Placement.ORPHAN]
    assert "Source missing" in workspace.brief(BriefRequest())
