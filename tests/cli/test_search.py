"""`search` and `stats` print what the contract says, whatever a query begins with."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.workspace import Workspace
from corpus.span import Span
from tests.cli.ran import Cli, Ran
from tui.cli.searching import arranged

Open = Callable[[], Workspace]


def test_each_hit_has_every_key_and_stands_where_it_says(cli: Cli, opened: Open) -> None:
    rows = cli("search", "gates", "--json").json
    assert rows
    assert {frozenset(row) for row in rows} == {
        frozenset({"document", "start", "end", "exact", "left", "right", "where"})
    }
    workspace = opened()
    for row in rows:
        text = workspace.document(row["document"]).text
        assert row["where"] == "text"
        assert text[row["start"] : row["end"]] == row["exact"] == "gates"
        assert text[: row["start"]].endswith(row["left"])
        assert text[row["end"] :].startswith(row["right"])
    lines = cli("search", "gates", "--jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == rows


def test_titles_and_notes_are_found_and_named(cli: Cli, opened: Open) -> None:
    opened().annotate("harbour.md", Span(0, 3), note="Is the sluice a gate?")
    assert {row["where"] for row in cli("search", "harbour", "--json").json} >= {"title", "text"}
    (row,) = cli("search", "sluice", "--json").json
    assert (row["where"], row["exact"], bool(row["annotation"])) == ("note", "sluice", True)


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (["-gates"], {"harbour.md", "notes/visit.txt"}),
        (["-hill", "-water"], {"harbour.md", "notes/visit.txt"}),
        (["-hill"], {"notes/visit.txt"}),
        (["--", "-gates"], {"harbour.md", "notes/visit.txt"}),
        (["-London"], set()),
        (["-k"], set()),
        (["-tag:x"], set()),
    ],
)
def test_a_query_may_begin_with_a_dash(cli: Cli, words: list[str], missing: set[str]) -> None:
    ran = cli("search", "--json", *words)
    assert ran.status == 0, ran.err
    documents = {row["document"] for row in ran.json}
    assert documents == {"harbour.md", "ledger.txt", "notes/visit.txt"} - missing


def test_options_stand_before_or_after_the_words() -> None:
    assert arranged(["-a", "--kwic", "b", "-L", "dir", "--sort", "left"]) == [
        "--kwic", "-L", "dir", "--sort", "left", "--", "-a", "b",
    ]  # fmt: skip
    assert arranged(["--limit=3", "x"]) == ["--limit=3", "--", "x"]
    assert arranged(["--help"]) == ["--help"]
    assert arranged(["--", "--kwic"]) == ["--", "--kwic"]
    assert arranged(["--sort"]) == ["--sort"]


def test_a_query_that_cannot_be_read_is_answered_with_place_and_example(cli: Cli) -> None:
    ran = cli("search", "gates AND (")
    assert (ran.status, ran.out) == (2, "")
    assert "character 12" in ran.err
    assert "For example" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_limit_that_is_none_is_refused(cli: Cli) -> None:
    for wrong in ("0", "-3", "many", "²"):
        ran = cli("search", "gates", f"--limit={wrong}")
        assert ran.status == 2
        assert "whole number" in ran.err
    assert len(cli("search", "gates", "--limit", "2", "--json").json) == 2


def test_rows_are_sorted_as_asked(cli: Cli) -> None:
    rows = cli("search", "gates", "--kwic", "--sort", "right", "--json").json
    after = [row["right"].split()[:1] for row in rows]
    assert after == sorted(after)
    assert len(rows) == 3


def test_a_concordance_has_what_was_found_in_one_column(cli: Cli) -> None:
    lines = cli("search", "gates", "--kwic").out.splitlines()
    assert len(lines) == 3
    assert len({line.index("gates  ") for line in lines}) == 1
    assert cli("search", "status:unread", "--kwic").out == ""


def test_places_are_grouped_by_article_and_counted(cli: Cli) -> None:
    out = cli("search", "gates").out
    assert out.count("harbour.md") == 1
    assert "The [gates] were raised at noon." in out
    assert out.endswith("3 places in 2 articles\n")
    assert cli("search", "source:gazette").out.endswith("1 article\n")
    assert cli("search", "zebra") == Ran(0, "", "scholiast: Nothing was found.\n")


def test_a_tag_that_is_not_there_is_said_beside_what_was_not_found(cli: Cli, opened: Open) -> None:
    workspace = opened()
    workspace.annotate("harbour.md", Span(0, 3), tags=["water/gates"])
    workspace.save_search("open", "tag:gate")
    said = "scholiast: Nothing was found.\nscholiast: There is no tag “gate”. Did you mean water/gates?\n"
    for asked in (["tag:gate"], ["tag:gate", "--kwic"], ["@open"]):
        assert cli("search", *asked) == Ran(0, "", said)
    assert cli("search", "tag:gate", "--json") == Ran(0, "[]\n", said)


def test_a_saved_search_is_asked_by_its_name(cli: Cli, opened: Open) -> None:
    opened().save_search("hills", "hill OR water")
    asked, plain = cli("search", "@hills", "--json").json, cli("search", "hill OR water", "--json").json
    assert asked == plain
    assert asked


def test_searching_writes_nothing_into_the_library(cli: Cli, library: Path) -> None:
    before = sorted(library.rglob("*"))
    cli("search", "gates")
    cli("stats")
    assert sorted(library.rglob("*")) == before


def test_stats_are_the_same_numbers_in_every_form(cli: Cli, opened: Open) -> None:
    workspace = opened()
    workspace.annotate("harbour.md", Span(0, 3), tags=["a/b", "=sum()"])
    workspace.annotate("ledger.txt", Span(0, 3), tags=["a/b"])
    rows = cli("stats", "--json").json
    assert {frozenset(row) for row in rows} == {frozenset({"by", "name", "annotations", "documents"})}
    assert {"by": "tag", "name": "a/b", "annotations": 2, "documents": 2} in rows
    table = list(csv.DictReader(io.StringIO(cli("stats", "--csv").out)))
    assert [(row["by"], row["name"].removeprefix("'"), int(row["annotations"])) for row in table] == [
        (row["by"], row["name"], row["annotations"]) for row in rows
    ]
    assert any(row["name"] == "'=sum()" for row in table)
    tags = cli("stats", "--by", "tag", "--jsonl").out.splitlines()
    assert [json.loads(line) for line in tags] == [row for row in rows if row["by"] == "tag"]
    out = cli("stats", "--by", "annotator", "--by", "tag").out
    assert out.index("annotator") < out.index("tag")


def test_stats_of_nothing_say_so(cli: Cli) -> None:
    told = "Nothing is highlighted yet.\n\n3 articles\n3 distinct stories\n"
    assert cli("stats") == Ran(0, told, "")
    assert {row["by"] for row in cli("stats", "--json").json} == {"library"}
    head = "by,name,annotations,documents\n"
    assert cli("stats", "--csv").out == f"{head}library,articles,0,3\nlibrary,stories,0,3\n"
    assert cli("stats", "--by", "tag", "--csv").out == head
