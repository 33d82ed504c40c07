"""`quotations` and `chronology` print what the contract says, and decide on just what is chosen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.ran import Cli, Ran

KEYS = ["document", "start", "end", "exact", "speaker", "speaker_status", "cue"]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "bridge"
    folder.mkdir()
    for name, source, date, *words in (
        ("shut", "Quay Gazette", "2025-02-13",
         "“The cables have to be replaced before anybody crosses again,” Anna Lindqvist said.",
         "“We cannot pay for it this year,” Oskar Brandt said."),
        ("pays", "Morning Ledger", "2025-02-14",
         "“The cables have to be replaced before anyone crosses again,” Anna Lindqvist said."),
    ):  # fmt: skip
        own = " ".join(f"{name}{number}" for number in range(60))
        text = f"---\ntitle: The {name}\nsource: {source}\ndate: {date}\n---\n\nThey met.\n\n"
        (folder / f"{name}.md").write_text(text + "\n\n".join([*words, own]) + "\n", encoding="utf-8")
    return folder


def said(ran: Ran) -> list[tuple[str, str, str]]:
    return [(row["exact"].split()[1], row["speaker"], row["speaker_status"]) for row in ran.json]


def test_each_quotation_has_every_key_and_stands_where_it_says(cli: Cli) -> None:
    rows = cli("quotations", "--json").json
    assert [list(row) for row in rows] == [KEYS] * 3
    for row in rows:
        text = cli("show", row["document"], "--text").out
        assert text[row["start"] : row["end"]] == row["exact"]
    assert {row["speaker_status"] for row in rows} == {"proposed"}
    assert rows[0]["cue"] == "said"
    lines = cli("quotations", "--jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == rows


def test_quotations_are_chosen_by_document_query_speaker_and_words(cli: Cli) -> None:
    assert [word for word, *_ in said(cli("quotations", "shut", "--json"))] == ["cables", "cannot"]
    assert [word for word, *_ in said(cli("quotations", "--speaker", "brandt", "--json"))] == ["cannot"]
    assert len(said(cli("quotations", "--query", "source:ledger OR cannot", "--json"))) == 2
    both = cli("quotations", "--query", "source:ledger OR cannot", "--speaker", "lindqvist", "--json")
    assert [word for word, *_ in said(both)] == ["cables"]
    assert [word for word, *_ in said(cli("quotations", "--quote", "cannot pay", "--json"))] == ["cannot"]


def test_for_people_it_says_how_sure_each_speaker_is(cli: Cli) -> None:
    cli("quotations", "--speaker", "brandt", "--confirm")
    out = cli("quotations").out
    assert "✓ Oskar Brandt" in out
    assert "? Anna Lindqvist" in out
    assert "3 quotations in 2 articles: 1 with a confirmed speaker, 2 with a proposed one" in out
    assert cli("quotations", "--quote", "nowhere").out == "No quotation was found.\n"


def test_decisions_are_on_what_is_chosen_and_one_step(cli: Cli) -> None:
    ran = cli("quotations", "--speaker", "lindqvist", "--confirm")
    assert (ran.status, "2 quotations" in ran.out) == (0, True)
    assert [status for *_, status in said(cli("quotations", "--json"))] == [
        "confirmed",
        "confirmed",
        "proposed",
    ]
    cli("quotations", "--quote", "cannot pay", "--correct", "Olga Brandt")
    cli("quotations", "pays", "--nobody")
    assert said(cli("quotations", "--json")) == [
        ("cables", "", "none"),
        ("cables", "Anna Lindqvist", "confirmed"),
        ("cannot", "Olga Brandt", "confirmed"),
    ]
    cli("quotations", "pays", "--reopen")
    assert said(cli("quotations", "pays", "--json")) == [("cables", "Anna Lindqvist", "proposed")]
    for _ in range(4):
        assert cli("undo").status == 0
    assert {status for *_, status in said(cli("quotations", "--json"))} == {"proposed"}


def test_a_name_is_taken_for_another(cli: Cli) -> None:
    assert cli("quotations", "--same", "Anna Lindqvist", "Anna B. Lindqvist").status == 0
    names = {speaker for _, speaker, _ in said(cli("quotations", "--json"))}
    assert names == {"Anna B. Lindqvist", "Oskar Brandt"}


@pytest.mark.parametrize(
    "argv",
    [
        ("quotations", "--confirm"),
        ("quotations", "shut", "--correct", " "),
        ("quotations", "--quote", "nowhere", "--nobody"),
        ("quotations", "shut", "--reopen"),
        ("quotations", "nowhere"),
        ("quotations", "--query", "(peace"),
        ("quotations", "shut", "--confirm", "--nobody"),
        ("quotations", "--same", "X", "x"),
        ("chronology", "tag:"),
        ("chronology",),
    ],
)
def test_wrong_use_says_what_and_how_to_mend_it(cli: Cli, argv: tuple[str, ...]) -> None:
    ran = cli(*argv)
    assert ran.status == 2
    assert ran.err.strip()
    assert "Traceback" not in ran.err
    assert not cli("history", "--json").json


def test_everything_is_decided_on_only_when_asked_for(cli: Cli) -> None:
    assert cli("quotations", "--all", "--confirm").status == 0
    assert {status for *_, status in said(cli("quotations", "--json"))} == {"confirmed"}


def test_the_chronology_says_who_was_first_and_what_changed(cli: Cli) -> None:
    first, second = cli("chronology", "speaker:lindqvist", "--json").json
    assert (first["document"], first["first"], first["like"], first["changes"]) == ("shut.md", True, None, [])
    assert second["like"] == {"document": "shut.md", "start": first["start"], "earlier": True}
    assert second["changes"] == [{"before": "anybody", "now": "anyone"}]
    assert (second["first"], second["date"], second["source"]) == (False, "2025-02-14", "Morning Ledger")
    out = cli("chronology", "speaker:lindqvist").out
    assert "first  Anna Lindqvist" in out
    assert "[anybody → anyone]" in out
    assert cli("chronology", "speaker:nobody-here").out == "No passage is meant by this.\n"


def test_the_chronology_claims_nothing_between_passages_of_one_day(cli: Cli, library: Path) -> None:
    path = library / "pays.md"
    path.write_text(path.read_text(encoding="utf-8").replace("02-14", "02-13"), encoding="utf-8")
    rows = cli("chronology", "speaker:lindqvist", "--json").json
    assert [(row["first"], row["same_date"]) for row in rows] == [(False, "day"), (False, "day")]
    assert rows[1]["changes"] == []
    assert rows[1]["differences"] == [{"like": "anyone", "here": "anybody"}]
    assert rows[1]["like"]["earlier"] is False
    out = cli("chronology", "speaker:lindqvist").out
    assert "same day  Anna Lindqvist" in out
    assert "shut.md, differs from Morning Ledger" in out
    assert "→" not in out
    assert "first  " not in out


def test_the_chronology_marks_words_that_their_article_has_no_more(cli: Cli, library: Path) -> None:
    long = " ".join(f"plank{number}" for number in range(60))
    (library / "deck.txt").write_text(f"The deck\n\nIt has {long} and no more.\n", encoding="utf-8")
    cli("annotate", "deck", "--quote", f"It has {long}", "--tag", "deck")
    cli("annotate", "pays", "--quote", "They met.", "--tag", "deck")
    (library / "pays.md").unlink()
    rows = cli("chronology", "tag:deck", "--json").json
    assert {row["document"]: row["placement"] for row in rows} == {"pays.md": "orphan", "deck.txt": "exact"}
    out = cli("chronology", "tag:deck").out
    assert all(row["exact"] in out for row in rows)
    assert "pays.md  (source missing)" in out
    assert "deck.txt  (" not in out


def test_a_brief_is_grouped_by_speaker(cli: Cli) -> None:
    cli("annotate", "shut", "--quote", "cannot pay for it")
    out = cli("export", "--group-by", "speaker").out
    assert "## Oskar Brandt" in out
    assert "(speaker proposed: Oskar Brandt)" in out


def test_a_decision_on_blanks_is_not_one_on_every_quotation(cli: Cli) -> None:
    status, _, err = cli("quotations", "--quote", " ", "--confirm")
    assert status == 2
    assert "--all" in err


@pytest.fixture
def namesakes(library: Path) -> None:
    """Quotations of a Crane and of an Edith Crane, of whom nothing says that they are one."""
    for name, speaker in (("one", "Crane"), ("two", "Edith Crane"), ("three", "Edith Crane")):
        text = f"“The {name} cables have to be replaced before anybody crosses,” {speaker} said."
        (library / f"{name}.txt").write_text(f"Short\n\nThey met.\n\n{text}\n", encoding="utf-8")


@pytest.mark.usefixtures("namesakes")
@pytest.mark.parametrize("decision", [("--confirm",), ("--nobody",), ("--correct", "Olga Brandt")])
def test_a_decision_on_a_part_of_several_names_is_refused_and_they_are_listed(
    cli: Cli, decision: tuple[str, ...]
) -> None:
    (path,) = {row["document"] for row in cli("quotations", "--quote", "one cables", "--json").json}
    assert cli("quotations", path, "--correct", "Lee Crane").status == 0
    ran = cli("quotations", "--speaker", "crane", *decision)
    assert (ran.status, ran.out) == (2, "")
    assert "Edith Crane (2), Lee Crane (1)" in ran.err
    assert len(cli("history", "--json").json) == 1


@pytest.mark.usefixtures("namesakes")
def test_a_whole_name_means_nobody_else(cli: Cli) -> None:
    assert len(said(cli("quotations", "--speaker", "crane", "--json"))) == 3, "shown is who may be meant"
    ran = cli("quotations", "--speaker", "crane", "--confirm")
    assert ran.status == 0
    confirmed = [each[:2] for each in said(cli("quotations", "--json")) if each[2] == "confirmed"]
    assert confirmed == [("one", "Crane")]
    assert cli("quotations", "--speaker", "edith crane", "--confirm").status == 0
    assert len([each for each in said(cli("quotations", "--json")) if each[2] == "confirmed"]) == 3


def test_who_was_confirmed_is_said_by_name(cli: Cli) -> None:
    cli("quotations", "pays", "--confirm")
    out = cli("quotations", "--all", "--confirm").out
    assert out.splitlines()[1:] == ["Anna Lindqvist (1), Oskar Brandt (1)"]
