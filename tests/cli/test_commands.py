"""The command line's contract: what is printed where, and with which exit status."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.library import Article
from annotations.personal import Status
from annotations.workspace import Workspace
from tests.cli.ran import Cli
from tui.cli.commands import COMMANDS
from tui.cli.main import command_parser
from tui.cli.reading import listed

Open = Callable[[], Workspace]


def test_list_gives_every_key_for_every_document(cli: Cli) -> None:
    rows = cli("list", "--json").json
    assert [set(row) for row in rows] == [
        {"path", "title", "source", "author", "date", "words", "status", "annotations", "version_of"}
    ] * 3
    lines = cli("list", "--jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == rows


def test_annotate_prints_an_id_that_is_durable(cli: Cli) -> None:
    made = cli(
        "annotate",
        "ledger",
        "--quote",
        "ten  years",
        "--tag",
        "time",
        "--tag",
        "Money",
        "--note",
        "Why?",
        "--by",
        "Ada",
    )
    assert (made.status, made.err) == (0, "")
    (row,) = cli("annotations", "--json").json
    assert row["id"] == made.out.strip()
    assert set(row) == {
        "id", "document", "start", "end", "exact", "prefix", "suffix", "placement", "score", "tags", "note",
        "creator", "created", "modified",
    }  # fmt: skip
    assert (row["exact"], row["tags"], row["note"], row["creator"]) == (
        "ten years",
        ["time", "Money"],
        "Why?",
        "Ada",
    )
    text = cli("show", "ledger", "--text").out
    assert text[row["start"] : row["end"]] == "ten years"


def test_offsets_count_code_points_of_the_text_that_show_prints(cli: Cli, library: Path) -> None:
    (library / "wide.txt").write_bytes("Ünïcode 😀 täg\r\n\r\nzwei Zeilen".encode())
    text = cli("show", "wide", "--text").out
    start = text.index("😀")
    made = cli("annotate", "wide", "--start", str(start), "--end", str(start + 5))
    assert made.status == 0
    assert cli("annotations", "wide", "--json").json[0]["exact"] == "😀 täg"


def test_a_quotation_in_several_places_stores_nothing_and_lists_them(cli: Cli) -> None:
    ran = cli("annotate", "harbour.md", "--quote", "gates were raised")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("--start") == 2
    assert cli("annotations", "--json").json == []


@pytest.mark.parametrize(
    "argv",
    [
        ("annotate", "ledger", "--quote", "not there"),
        ("annotate", "ledger"),
        ("annotate", "ledger", "--quote", "x", "--start", "1"),
        ("annotate", "ledger", "--start", "3"),
        ("annotate", "ledger", "--start", "0", "--end", "99999"),
        ("annotate", "nowhere", "--quote", "x"),
        ("annotate",),
        ("edit", "abcdef", "--note", "x"),
        ("edit", "abcdef"),
        ("delete", "abc"),
        ("show", "t"),
        ("undo",),
        ("tags", "rename", "a", "b"),
        ("tags", "rename", "a"),
        ("tags", "split", "nosuch", "a", "b"),
        ("tags", "recolour", "a", "b", "c"),
        ("annotations", "--query", "tag:("),
        ("list", "--frob"),
        ("locate", "moon"),
        ("-L", "/nonexistent/folder", "list"),
        ("/nonexistent/folder",),
        ("lsit",),
        ("-L", ".", "."),
    ],
)
def test_wrong_use_is_answered_in_two_lines_and_with_2(cli: Cli, argv: tuple[str, ...]) -> None:
    ran = cli(*argv)
    assert (ran.status, ran.out) == (2, "")
    assert 1 <= len(ran.err.splitlines()) <= 3
    assert "Traceback" not in ran.err
    assert ran.err.startswith("scholiast")


def test_a_batch_answers_line_by_line_and_goes_on_after_a_failure(cli: Cli, tmp_path: Path) -> None:
    lines = [
        {"document": "ledger", "quote": "ten years", "tags": ["time"], "note": "n", "ref": 1},
        {"document": "ledger", "quote": "not there", "ref": {"x": 2}},
        "this is no JSON",
        [1, 2],
        {"document": "ledger", "start": 0, "end": 5},
        {"document": "ledger", "start": "0", "end": 5},
        {"document": "nowhere", "quote": "x"},
        {"document": "ledger", "quote": "The works", "tags": "time"},
        {"document": "ledger", "quote": "The works", "created": "\ud800"},
        {"document": "harbour.md", "quote": "at noon", "creator": "Jonas", "ref": "last"},
    ]
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    ran = cli("annotate", "--batch", "-", stdin=text + "\n\n")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 1
    assert [number for number, answer in enumerate(answers) if answer["ok"]] == [0, 4, 9]
    assert [answer.get("ref") for answer in answers] == [1, {"x": 2}, *[None] * 7, "last"]
    assert all(answer["error"] for answer in answers if not answer["ok"])
    stored = {row["id"]: row for row in cli("annotations", "--json").json}
    assert set(stored) == {answer["id"] for answer in answers if answer["ok"]}
    assert stored[answers[-1]["id"]]["creator"] == "Jonas"
    (tmp_path / "batch.jsonl").write_text(json.dumps(lines[-1]), encoding="utf-8")
    assert cli("annotate", "--batch", str(tmp_path / "batch.jsonl")).status == 0


def test_edit_changes_tags_and_note_and_delete_is_undone(cli: Cli) -> None:
    identity = cli("annotate", "ledger", "--quote", "ten years", "--tag", "a", "--tag", "b").out.strip()
    cli("edit", identity[:8], "--tag", "c", "--untag", "A", "--note", "-", stdin="From a pipe.\n")
    (row,) = cli("annotations", "--json").json
    assert (row["tags"], row["note"]) == (["b", "c"], "From a pipe.")
    cli("edit", identity, "--set-tags", "x, y")
    assert cli("annotations", "--json").json[0]["tags"] == ["x", "y"]
    cli("edit", identity, "--set-tags", "")
    assert cli("annotations", "--json").json[0]["tags"] == []
    assert cli("delete", identity).status == 0
    assert cli("annotations", "--json").json == []
    assert cli("undo").status == 0
    assert cli("annotations", "--json").json[0]["id"] == identity


def test_tags_count_and_change(cli: Cli) -> None:
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "time/long")
    cli("annotate", "harbour.md", "--quote", "at noon", "--tag", "time/short")
    assert cli("tags", "add", "empty", "--colour", "red", "--description", "for later").status == 0
    rows = {row["path"]: row for row in cli("tags", "--json").json}
    assert rows["empty"] == {
        "path": "empty", "colour": "red", "description": "for later", "annotations": 0, "documents": 0,
    }  # fmt: skip
    assert (rows["time/long"]["annotations"], rows["time/long"]["documents"]) == (1, 1)
    assert cli("tags", "rename", "time", "when").status == 0
    assert {row["path"] for row in cli("tags", "--json").json} == {"empty", "when/long", "when/short"}
    assert cli("tags", "merge", "when/long", "when/short", "when").status == 0
    assert {row["path"]: row["annotations"] for row in cli("tags", "--json").json} == {"empty": 0, "when": 2}
    assert cli("tags", "delete", "when").status == 0
    assert [row["tags"] for row in cli("annotations", "--json").json] == [[], []]
    history = cli("history", "--json").json
    assert history[0]["label"].startswith("delete tag “when”")
    assert len(cli("history", "--limit", "2", "--jsonl").out.splitlines()) == 2


def test_the_brief_is_the_same_bytes_each_time_and_not_written_over(cli: Cli, tmp_path: Path) -> None:
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "time", "--note", "Why?")
    first = cli("export").out
    assert first == cli("export").out
    assert "> ten years" in first
    target = tmp_path / "out.md"
    assert cli("export", "-o", str(target)).status == 0
    assert target.read_text("utf-8") == first
    mine = first.replace("# library", "# My own title\n\nMy own words.")
    target.write_text(mine, encoding="utf-8")
    assert cli("export", "-o", str(target)).status == 0
    assert target.read_text("utf-8") == mine
    cli("annotate", "ledger", "--quote", "a fifth more", "--tag", "cost")
    assert "+> a fifth more" in cli("export", "-o", str(target), "--diff").out
    assert target.read_text("utf-8") == mine
    assert cli("export", "-o", str(target)).status == 0
    assert "My own words." in target.read_text("utf-8")
    assert "> a fifth more" in target.read_text("utf-8")
    target.write_text("mine", encoding="utf-8")
    refused = cli("export", "-o", str(target))
    assert (refused.status, target.read_text("utf-8")) == (2, "mine")
    assert cli("export", "-o", str(target), "--force").status == 0


def test_a_brief_counts_what_the_library_holds_whoever_read_it(cli: Cli, library: Path) -> None:
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "time")
    first = cli("export").out
    assert "- 3 articles in the library, which tell 3 distinct stories; 1 quoted.\n" in first
    cli("export", "-o", str(library / "brief.md"))
    workspace = Workspace.open(library, by="Mira")
    workspace.mark("harbour.md", Status.READ)
    workspace.close()
    assert "read" in {row["status"] for row in cli("list", "--json").json}
    assert cli("export").out == first


def test_a_brief_is_the_same_whatever_is_in_the_cache(cli: Cli, library: Path, home: Path) -> None:
    (library / "copy.md").write_bytes((library / "harbour.md").read_bytes())
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "time")
    first = cli("export").out
    assert "which tell 3 distinct stories" in first
    shutil.rmtree(home / "cache")
    assert cli("export").out == first


def test_what_was_changed_by_hand_in_a_brief_is_kept_and_listed(cli: Cli, tmp_path: Path) -> None:
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "time")
    target = tmp_path / "out.md"
    cli("export", "-o", str(target))
    mine = target.read_text("utf-8").replace("> ten years\n", "> ten years\n>\n> (doubtful)\n")
    target.write_text(mine, encoding="utf-8")
    for options in (("--diff",), ()):
        ran = cli("export", "-o", str(target), *options)
        assert "changed by hand, kept as it is (--restore renews it): line" in ran.err
        assert "(doubtful)" in ran.err
        assert target.read_text("utf-8") == mine
    assert "-> (doubtful)" in cli("export", "-o", str(target), "--diff", "--restore").out
    assert "changed by hand" not in cli("export", "-o", str(target), "--restore").err
    assert "(doubtful)" not in target.read_text("utf-8")


def test_a_brief_is_proved_against_its_sources(cli: Cli, tmp_path: Path, library: Path) -> None:
    cli("annotate", "ledger", "--quote", "The town pays in ten years.")
    target = tmp_path / "out.md"
    cli("export", "-o", str(target))
    assert cli("verify", str(target)).status == 0
    target.write_text(target.read_text("utf-8").replace("pays in ten", "paid in nine"), encoding="utf-8")
    ran = cli("verify", str(target), "--json")
    assert ran.status == 1
    assert [finding["result"] for finding in ran.json] == ["altered"]
    assert set(ran.json[0]) == {"line", "quotation", "document", "result", "difference"}


@pytest.mark.parametrize(("form", "sign"), [("html", "<!doctype html>"), ("bibtex", "@"), ("csl", '"title"')])
def test_pages_and_references_are_exported(cli: Cli, form: str, sign: str) -> None:
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "time")
    out = cli("export", "--format", form).out
    assert sign in out.lower()
    assert out == cli("export", "--format", form).out


@pytest.mark.parametrize("group", ["tag", "document", "date", "source"])
@pytest.mark.parametrize("flavour", ["plain", "pandoc", "quarto", "obsidian"])
def test_every_grouping_and_flavour_quotes_the_passage(cli: Cli, group: str, flavour: str) -> None:
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "time")
    ran = cli("export", "--group-by", group, "--flavour", flavour)
    assert ran.status == 0
    assert "> ten years" in ran.out


@pytest.mark.parametrize(("form", "other"), [("taguette", "taguette-highlights"), ("qdc", "qdpx")])
def test_an_export_of_the_codebook_alone_says_that_it_is(cli: Cli, form: str, other: str) -> None:
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "time")
    said = f"1 annotation: this format is the codebook alone; --format {other} has them"
    assert said in cli("export", "--format", form).err
    assert "the codebook alone" not in cli("export", "--format", "taguette-highlights").err


def test_a_page_keeps_the_passages_of_an_article_whose_file_is_gone(cli: Cli, library: Path) -> None:
    cli("annotate", "ledger", "--quote", "ten years")
    (library / "ledger.txt").unlink()
    page = cli("export", "--format", "html").out
    assert "ten years" in page
    assert "Source missing" in page


def test_a_query_chooses_what_is_listed_and_exported(cli: Cli) -> None:
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "time")
    cli("annotate", "harbour.md", "--quote", "at noon", "--tag", "day", "--note", "sun")
    assert [row["exact"] for row in cli("annotations", "--query", "tag:time OR sun", "--json").json] == [
        "at noon",
        "ten years",
    ]
    assert [row["exact"] for row in cli("annotations", "--query", "source:quay", "--json").json] == [
        "at noon"
    ]
    out = cli("export", "--query", "-tag:time").out
    assert "> at noon" in out
    assert "ten years" not in out


def test_a_brief_counts_paragraphs_in_their_section_and_proves_one_that_counted_otherwise(
    cli: Cli, tmp_path: Path
) -> None:
    cli("annotate", "harbour.md", "--quote", "It has to hold")
    cli("annotate", "harbour.md", "--quote", "The water held")
    out = cli("export").out
    assert "> — *Quay Gazette*, “The harbour opens”, 13 February 2025, paragraph 2" in out
    assert "13 February 2025, section “Afterwards”, paragraph 1" in out
    old = tmp_path / "old.md"
    old.write_text(
        out.replace(", paragraph 2", ", section “The harbour opens”, paragraph 3").replace(
            ", paragraph 1", ", paragraph 5"
        ),
        encoding="utf-8",
    )
    assert cli("verify", str(old)).out == "2 quotations, 2 exact.\n"


@pytest.mark.parametrize("form", ["markdown", "jsonl", "html", "bibtex", "qdpx"])
def test_an_export_says_that_nothing_matches_and_which_tag_is_not_there(
    cli: Cli, form: str, tmp_path: Path
) -> None:
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "figures")
    ran = cli("export", "--format", form, "--query", "tag:figurs", "-o", str(tmp_path / "out"))
    assert ran.status == 0
    assert "Nothing matches the query." in ran.err
    assert "There is no tag “figurs”. Did you mean figures?" in ran.err
    assert "Nothing" not in cli("export", "--format", form, "-o", str(tmp_path / "more")).err
    assert (
        "Nothing"
        not in cli("export", "--format", form, "--query", "tag:figures", "-o", str(tmp_path / "some")).err
    )


def test_a_brief_that_is_there_is_not_emptied_by_a_query_that_matches_nothing(
    cli: Cli, tmp_path: Path
) -> None:
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "figures")
    target = tmp_path / "brief.md"
    cli("export", "--query", "tag:figures", "-o", str(target))
    before = target.read_bytes()
    ran = cli("export", "--query", "tag:figurs", "-o", str(target))
    assert (ran.status, target.read_bytes()) == (2, before)
    assert "Did you mean figures?" in ran.err
    assert "left as it is" in ran.err
    assert cli("export", "--query", "tag:figurs", "-o", str(target), "--diff").status == 0
    assert cli("export", "--query", "tag:figurs", "-o", str(target), "--prune").status == 0
    assert "> ten years" not in target.read_text()
    again = cli("export", "-o", str(target))
    assert again.status == 0
    assert "Did you mean figures?" in again.err


def test_a_query_for_a_tag_that_is_not_there_names_those_like_it(cli: Cli) -> None:
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "wording/echo")
    ran = cli("annotations", "--query", "tag:echo OR tag:wordingg")
    assert ran.status == 0
    assert "Did you mean wording/echo?" in ran.err
    assert cli("annotations", "--query", "tag:wording -ten").err == ""


def test_a_saved_search_is_meant_by_its_name_everywhere(cli: Cli, opened: Open) -> None:
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "time")
    cli("annotate", "harbour.md", "--quote", "at noon", "--tag", "day")
    opened().save_search("long ones", "tag:time")
    assert [row["exact"] for row in cli("annotations", "--query", "@long ones", "--json").json] == [
        "ten years"
    ]
    assert "at noon" not in cli("export", "--query", "@long ones").out


def test_an_orphan_is_attention_that_check_names(cli: Cli, library: Path) -> None:
    cli("annotate", "ledger", "--quote", "The town pays in ten years.")
    assert cli("check").status == 0
    (library / "ledger.txt").write_text("Something else altogether, quite new.\n", encoding="utf-8")
    ran = cli("annotations", "--json")
    assert (ran.status, ran.json[0]["placement"], ran.json[0]["start"]) == (1, "orphan", None)
    found = cli("check", "--json")
    assert found.status == 1
    assert found.json["ok"] is False
    assert any("ledger.txt" in finding["where"] for finding in found.json["findings"])
    assert cli("annotations", "--query", "placement:orphan", "--jsonl").out.count("\n") == 1


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_listed(cli: Cli, library: Path) -> None:
    (library / "picture.txt").write_bytes(b"\x89PNG\r\n\x00\x00\x00\rIHDR" + bytes(200))
    ran = cli("list", "--json")
    assert ran.status == 1
    assert "picture.txt" in ran.err
    assert len(ran.json) == 4


def test_the_list_cuts_no_number_and_a_path_only_on_a_terminal(cli: Cli, library: Path) -> None:
    path = f"{'a-long-name-' * 6}.txt"
    (library / path).write_text("word " * 123_456)
    found = cli("list")
    assert path in found.out
    (line,) = (line for line in found.out.splitlines() if path in line)
    assert line.split()[3:5] == ["123456", path]
    on_terminal = listed([Article(path, "Words", words=123_456)], whole=False)
    assert path not in on_terminal
    assert "123456" in on_terminal


def test_without_a_terminal_the_reader_prints_the_list(cli: Cli, library: Path) -> None:
    ran = cli(str(library))
    assert ran.status == 0
    assert "The harbour opens" in ran.out
    assert "scholiast show" in ran.out


def test_statuses_are_set_and_listed(cli: Cli) -> None:
    assert cli("mark", "ledger", "harbour.md", "read").status == 0
    assert {row["path"]: row["status"] for row in cli("list", "--json").json} == {
        "ledger.txt": "read", "harbour.md": "read", "notes/visit.txt": "unread",
    }  # fmt: skip


def test_nothing_of_a_document_reaches_the_terminal_as_a_command(cli: Cli, library: Path) -> None:
    evil = "\x1b]52;c;ZXZpbA==\x07\x1b[31m[red]bold[/red]\u202eabc\x9b2J"
    (library / "evil\x1b[2J.txt").write_text(
        f"{evil}\n\nA title {evil}\n\n{evil} words here.\n", encoding="utf-8"
    )
    for argv in (
        ("list",),
        ("show", "evil", "--plain"),
        ("annotate", "evil", "--quote", "words here"),
        ("annotations",),
        ("export",),
    ):
        ran = cli(*argv)
        for sign in ("\x1b", "\x07", "\x9b", "\u202e"):
            assert sign not in ran.out + ran.err, argv


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_fits_on_a_screen_and_ends_with_an_example(name: str) -> None:
    text = command_parser(name).format_help()
    assert len(text.splitlines()) <= 30
    assert text.strip().splitlines()[-1].startswith("example: scholiast")


def test_annotate_prints_the_annotation_where_json_is_asked_for(cli: Cli) -> None:
    made = cli("annotate", "ledger", "--quote", "ten years", "--tag", "time", "--json")
    assert made.json == cli("annotations", "--json").json[0]


def test_the_library_in_use_is_located(cli: Cli, library: Path, tmp_path: Path) -> None:
    assert cli("locate", "library").out == f"{library}\n"
    (tmp_path / "other").mkdir()
    assert cli("-L", str(tmp_path / "other"), "locate", "library").out == f"{tmp_path / 'other'}\n"
    assert not (tmp_path / "other" / ".scholiast").exists()
    assert cli("-L", str(tmp_path / "none"), "locate", "library").status == 2


def test_a_tag_that_is_not_there_is_named_before_the_passages(cli: Cli) -> None:
    assert "“nosuch”" in cli("tags", "split", "nosuch", "a", "b").err


@pytest.mark.parametrize("name", ["tags", "notes"])
def test_the_changes_in_a_help_line_up(name: str) -> None:
    rows = [row for row in command_parser(name).format_help().splitlines() if row.startswith(f"  {name} ")]
    columns = [
        [at for at in range(4, len(row)) if row[at - 2 : at] == "  " and row[at] != " "] for row in rows
    ]
    assert len(rows) >= 4
    assert len({row[-1] for row in columns}) == 1
