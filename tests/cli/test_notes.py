"""`notes` lists every note and writes those on articles, tags and the library; `tags split` moves them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from annotations.workspace import Workspace
from tests.cli.ran import Cli

Open = Callable[[], Workspace]


def test_notes_on_everything_are_listed_with_what_they_are_on(cli: Cli) -> None:
    cli("annotate", "harbour", "--quote", "The water held", "--tag", "water", "--note", "By whom?")
    assert cli("notes", "article", "harbour", "Compare it.", "--tag", "front page")[0] == 0
    assert cli("notes", "tag", "water", "-", stdin="Rivers, too.\n")[0] == 0
    assert cli("notes", "library", "Begun in May.")[0] == 0
    status, out, _ = cli("notes", "--json")
    rows = {row["on"]: row for row in json.loads(out)}
    assert status == 0
    assert rows["passage"]["text"] == "By whom?"
    assert rows["passage"]["exact"] == "The water held"
    assert (rows["article"]["document"], rows["article"]["tags"]) == ("harbour.md", ["front page"])
    assert (rows["tag"]["tag"], rows["tag"]["text"]) == ("water", "Rivers, too.")
    assert rows["library"]["text"] == "Begun in May."
    assert "Compare it." in cli("notes")[1]


def test_a_change_prints_the_note_where_json_is_asked_for(cli: Cli) -> None:
    made = json.loads(cli("notes", "article", "harbour", "Compare it.", "--json")[1])
    assert [made] == json.loads(cli("notes", "--json")[1])
    tagged = json.loads(cli("notes", "article", "ledger", "--tag", "money", "--jsonl")[1])
    assert (tagged["document"], tagged["tags"], tagged["text"]) == ("ledger.txt", ["money"], "")
    assert json.loads(cli("notes", "tag", "money", "All of it.", "--json")[1])["tag"] == "money"
    assert json.loads(cli("notes", "library", "Begun.", "--json")[1])["on"] == "library"
    assert json.loads(cli("notes", "article", "harbour", "", "--json")[1]) is None
    made = json.loads(cli("notes", "library", "Second.", "--json")[1])
    assert cli("notes", "delete", made["id"], "--json")[:2] == (0, "null\n")


def test_a_note_and_tags_of_an_article_are_one_step(cli: Cli) -> None:
    cli("notes", "article", "harbour", "Compare it.", "--tag", "front page")
    cli("undo")
    assert cli("notes")[1] == "No notes yet.\n"
    cli("notes", "article", "harbour", "--tag", "front page")
    cli("notes", "article", "harbour", "Look.", "--tag", "page two", "--untag", "front page")
    (row,) = json.loads(cli("notes", "--json")[1])
    assert (row["text"], row["tags"]) == ("Look.", ["page two"])


def test_a_note_is_cleared_and_deleted_and_brought_back(cli: Cli) -> None:
    cli("notes", "article", "harbour", "Compare it.")
    assert "Nothing is said" in cli("notes", "article", "harbour", "")[1]
    assert cli("notes")[1] == "No notes yet.\n"
    cli("undo")
    (row,) = json.loads(cli("notes", "--json")[1])
    assert cli("notes", "delete", row["id"][:7])[0] == 0
    assert cli("notes")[1] == "No notes yet.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("article", "harbour"),
        ("tag", "nothing", "x"),
        ("tag", "water"),
        ("library",),
        ("delete", "abc"),
        ("library", "x", "--tag", "t"),
        ("article", "no such thing", "x"),
    ],
)
def test_wrong_use_is_answered_in_words(cli: Cli, words: tuple[str, ...]) -> None:
    status, out, err = cli("notes", *words)
    assert (status, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err


def test_passages_are_split_off_a_tag(cli: Cli) -> None:
    ids = [
        cli("annotate", "harbour", "--quote", quote, "--tag", "water")[1].strip()
        for quote in ("The water held", "The gates were raised at noon")
    ]
    status, out, err = cli("tags", "split", "water", "water/gates", ids[1][:8])
    assert (status, err) == (0, "")
    assert "water/gates" in out
    rows = json.loads(cli("annotations", "--json")[1])
    assert {row["id"]: row["tags"] for row in rows} == {ids[0]: ["water"], ids[1]: ["water/gates"]}
    assert cli("tags", "split", "water", "other")[0] == 2
