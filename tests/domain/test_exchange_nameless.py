"""Annotations that name no document: placed where their quotation stands, or refused; never a phantom."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.exchange.foreign import Fate
from annotations.model import Placement
from annotations.workspace import Workspace

Open = Callable[[], Workspace]


def rows(*found: dict[str, object]) -> bytes:
    return "\n".join(json.dumps(row) for row in found).encode()


def test_a_quotation_that_stands_in_one_article_is_placed_there(opened: Open) -> None:
    workspace = opened()
    report = workspace.load(
        rows(
            {"exact": "cost a fifth \n more than planned", "note": "Since when?"},
            {"exact": "Nobody expected the water to hold"},
        )
    )
    assert (report.added, report.attention) == (2, False)
    found = workspace.annotations()
    assert [(record.path, item.placement) for record, item in found] == [
        ("harbour.md", Placement.EXACT),
        ("ledger.txt", Placement.EXACT),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"exact": "words that nobody wrote"}, "in none"),
        ({"exact": "The gates"}, "no article"),
        ({"exact": "the gates", "note": "which?"}, "stands in"),
        ({"exact": "   ", "note": "about nothing"}, "no quotation"),
        ({"start": 3, "end": 9, "exact": "", "author": "Somebody"}, "no quotation"),
    ],
)
def test_what_cannot_be_told_is_refused_and_leaves_nothing(
    opened: Open, row: dict[str, object], reason: str, library: Path
) -> None:
    (library / "again.txt").write_text("The gates were shut. Nobody saw the gates again.\n", "utf-8")
    (library / "third.txt").write_text("The gates, the gates.\n", "utf-8")
    workspace = opened()
    report = workspace.load(rows(row))
    assert report.added == report.wholes == 0
    assert report.attention
    assert [remark.fate for remark in report.remarks] == [Fate.DROPPED]
    assert reason in report.remarks[0].reason
    assert workspace.annotations() == ()
    assert workspace.check() == ()


def test_the_context_tells_which_of_several_articles_is_meant(opened: Open) -> None:
    workspace = opened()
    report = workspace.load(rows({"exact": "the gates", "prefix": "We saw "}))
    assert not report.attention
    ((record, _),) = workspace.annotations()
    assert record.path == "notes/visit.txt"


def test_an_answer_that_names_nothing_goes_where_that_is_which_it_answers(opened: Open) -> None:
    selector = {"type": "TextQuoteSelector", "exact": "from the hill"}
    found = [
        {"id": "first", "uri": "", "document": {}, "target": [{"selector": [selector]}], "text": "Seen."},
        {
            "id": "second",
            "uri": "",
            "document": {},
            "target": [],
            "references": ["first"],
            "text": "By whom?",
        },
    ]
    workspace = opened()
    report = workspace.load(json.dumps({"annotations": found}).encode(), "hypothesis")
    assert not report.attention
    assert {record.path for record, _ in workspace.annotations()} == {"notes/visit.txt"}
    assert {item.note for _, item in workspace.annotations()} == {"Seen.", "By whom?"}


def test_a_document_that_is_named_but_not_here_is_waited_for_as_ever(opened: Open) -> None:
    workspace = opened()
    report = workspace.load(rows({"document": "elsewhere.md", "exact": "a fifth"}))
    assert [remark.fate for remark in report.remarks] == [Fate.UNPLACED]
    ((record, item),) = workspace.annotations()
    assert (record.path, item.placement) == ("elsewhere.md", Placement.ORPHAN)


def test_what_came_through_a_pipe_says_so(opened: Open) -> None:
    workspace = opened()
    workspace.load(rows({"exact": "a fifth more"}))
    assert next(iter(workspace.history())).label == "load 1 annotation from standard input"
