"""Bibliographies fill what the library does not know of its articles, and change nothing that it does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.biblio import iso_date
from annotations.exchange.foreign import BadFile, Fate
from annotations.exchange.reading import read_any
from annotations.workspace import Workspace

Open = Callable[[], Workspace]

CSL = [
    {
        "id": "keeper2025", "type": "article", "title": "A Visit",
        "author": [{"family": "Keeper", "given": "Ada"}], "issued": {"date-parts": [[2025, 2, 3]]},
        "container-title": "Hill Post", "URL": "https://hill.example/v",
    },
    {"id": "x", "type": "book", "title": "Not here"},
    {"id": "y", "type": "article", "title": "The harbour opens", "container-title": "Another Paper"},
]  # fmt: skip


def test_a_bibliography_fills_what_is_not_known(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "refs.json").write_text(json.dumps(CSL))
    workspace = opened()
    report = workspace.load(tmp_path / "refs.json")
    meta = workspace.document("notes/visit.txt").metadata
    assert (meta.author, meta.date, meta.source, meta.url) == (
        "Ada Keeper",
        "2025-02-03",
        "Hill Post",
        "https://hill.example/v",
    )
    assert workspace.document("harbour.md").metadata.source == "Quay Gazette"
    assert report.completed == 1
    assert {remark.fate for remark in report.remarks} == {Fate.CHANGED}
    workspace.undo()
    assert workspace.document("notes/visit.txt").metadata.author == ""


def test_loading_it_again_completes_nothing(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "refs.json").write_text(json.dumps(CSL))
    workspace = opened()
    workspace.load(tmp_path / "refs.json")
    assert workspace.load(tmp_path / "refs.json").completed == 0


def test_bibtex_and_ris_say_the_same() -> None:
    pytest.importorskip("bibtexparser")
    pytest.importorskip("rispy")
    bibtex = (
        '@article{k, title={A {V}isit to K{\\"o}ln}, author={Keeper, Ada and Bob Smith}, '
        'year=2025, month=feb, journal="Hill Post", url={https://hill.example/v}}'
    )
    ris = (
        "TY  - JOUR\nTI  - A Visit to Köln\nAU  - Keeper, Ada\nAU  - Bob Smith\nPY  - 2025/02\n"
        "JO  - Hill Post\nUR  - https://hill.example/v\nER  - \n"
    )
    (one,) = read_any(bibtex.encode(), "x.bib").references
    (other,) = read_any(ris.encode(), "x.ris").references
    said = ("A Visit to Köln", "Ada Keeper, Bob Smith", "2025-02", "Hill Post", "https://hill.example/v")
    for found in (one, other):
        assert (found.title, found.author, found.date, found.source, found.url) == said


@pytest.mark.parametrize("data", [b'[{"type": "book", "id": "x", "title": 3}]', b'[{"type": "a", "id": []}]'])
def test_a_bibliography_without_titles_is_refused(data: bytes) -> None:
    with pytest.raises(BadFile):
        read_any(data, "x.json", "csl")


@given(st.text(max_size=30))
def test_dates_are_dates_or_nothing(text: str) -> None:
    found = iso_date(text)
    assert found == "" or len(found) in (4, 7, 10)
