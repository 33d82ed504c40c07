"""Wrong use is told: what was wrong and how to mend it; nothing that was asked for is dropped unsaid."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.ran import Cli

ROOT = Path(__file__).parents[2]


@pytest.fixture
def made(cli: Cli) -> str:
    """The id of an annotation with the tag `time/long`."""
    ran = cli("annotate", "ledger", "--quote", "ten years", "--tag", "time/long")
    assert ran.status == 0
    return ran.out.strip()


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("annotations", ""), "name of the document is empty"),
        (("quotations", ""), "name of the document is empty"),
        (("quotations", "", "--confirm"), "name of the document is empty"),
        (("show", " "), "name of the document is empty"),
        (("annotate", "", "--quote", "x"), "name of the document is empty"),
        (("mark", "", "read"), "name of the document is empty"),
        (("list", "-L", ""), "name of the folder is empty"),
        (("-L", "", "list"), "name of the folder is empty"),
        (("",), "name of the folder is empty"),
        (("annotate", "--batch", ""), "cannot be read"),
        (("annotate", "ledger", "--start", "1", "--end", "5", "--prefix", "x"), "go with --quote"),
        (("annotate", "ledger", "--start", "1", "--end", "5", "--suffix", "x"), "go with --quote"),
        (("tags", "rename", "time", "time"), "“time” is its name already"),
        (("tags", "--colour", "red"), "tags recolour"),
        (("tags", "delete", "time/long", "--description", "x"), "tags describe"),
        (("quotations", "--same", "A", "B", "--speaker", "C"), "goes with nothing else"),
        (("quotations", "harbour", "--same", "A", "B"), "goes with nothing else"),
        (("quotations", "--speaker", ""), "--speaker has no words"),
        (("quotations", "--quote", '"'), "--quote has no words"),
        (("quotations", "--quote", "water", "--query", '"'), "not closed (character 1 of the query)"),
        (("quotations", "--speaker", "nosuch", "--confirm"), "Nobody called “nosuch”"),
    ],
)
def test_wrong_use_is_refused_in_words(cli: Cli, argv: tuple[str, ...], told: str) -> None:
    before = cli("history", "--json").json
    ran = cli(*argv)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert "should not" not in ran.err
    assert cli("history", "--json").json == before


def test_a_library_of_one_document_is_no_answer_to_an_empty_name(cli: Cli, library: Path) -> None:
    for path in (library / "harbour.md", library / "notes" / "visit.txt"):
        path.unlink()
    assert cli("mark", "", "read").status == 2
    assert [row["status"] for row in cli("list", "--json").json] == ["unread"]


def test_an_annotation_that_is_named_twice_is_changed_once(cli: Cli, made: str) -> None:
    ran = cli("edit", made, made[:8], "--note", "x")
    assert (ran.status, ran.out) == (0, f"{made}\n")
    ran = cli("delete", made, made[:8])
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("1 annotation deleted")


def test_a_tag_that_is_not_there_to_be_taken_off_is_named(cli: Cli, made: str) -> None:
    ran = cli("edit", made, "--untag", "time", "--untag", "Time/Long")
    assert (ran.status, ran.out) == (0, f"{made}\n")
    assert "“time”" in ran.err
    assert "Long" not in ran.err
    ran = cli("notes", "article", "harbour", "--untag", "time")
    assert "no tag “time”" in ran.err
    assert ran.out == "Nothing was said there before, so nothing is changed.\n"


@pytest.mark.parametrize("words", [("library", ""), ("article", "harbour", "")])
def test_a_note_that_was_not_there_is_not_said_to_be_gone(cli: Cli, words: tuple[str, ...]) -> None:
    assert "Nothing was said there before" in cli("notes", *words).out
    assert cli("history", "--json").json == []


def test_a_name_that_nobody_has_is_taken_for_another_but_that_is_said(cli: Cli) -> None:
    ran = cli("quotations", "--same", "nosuch", "Mira")
    assert ran.status == 0
    assert "Nobody called “nosuch” is quoted here" in ran.err


@pytest.mark.parametrize("words", [("tags",), ("list", "--json"), ("annotations",), ("quotations",)])
def test_a_file_of_the_store_that_cannot_be_read_is_named(
    cli: Cli, library: Path, words: tuple[str, ...]
) -> None:
    whole = cli(*words)
    assert (whole.status, whole.err) == (0, "")
    (library / ".scholiast").mkdir()
    (library / ".scholiast" / "library.json").write_text('{"tags": {', "utf-8")
    for _ in range(2):
        ran = cli(*words)
        assert ran.status == 1
        assert ran.out == whole.out
        assert ran.err.startswith("scholiast: library.json: ")
        assert len(ran.err.splitlines()) == 1


def test_a_file_in_the_place_of_the_store_is_named(cli: Cli, library: Path) -> None:
    (library / ".scholiast").write_text("mine", "utf-8")
    ran = cli("tags")
    assert ".scholiast is a file" in ran.err
    assert "rename it" in ran.err
    assert cli("tags", "add", "x").status == 2
    assert (library / ".scholiast").read_text("utf-8") == "mine"


def test_a_current_folder_that_was_deleted_is_said_to_be(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    for words in ("list", ""):
        script = f'mkdir gone && cd gone && rmdir ../gone && exec "$0" -m tui.cli.main {words}'
        ran = subprocess.run(
            ["sh", "-c", script, sys.executable],
            cwd=tmp_path, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 2
        assert "current folder is not there any more" in ran.stderr


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ("annotate --batch - <&-", 2, "Standard input is closed"),
        ("annotate ledger --quote 'ten years' --note - <&-", 2, "Standard input is closed"),
        ("notes library - <&-", 2, "Standard input is closed"),
        ("load - <&-", 2, "Standard input is closed"),
        ("list >&-", 0, ""),
        ("annotations --json >&-", 0, ""),
        ("tags add x >&-", 0, ""),
        ("tags add x <&- >&- 2>&-", 0, ""),
        ("show nosuch 2>&-", 2, ""),
        ("<&- 2>&-", 0, ""),
    ],
)
def test_streams_that_are_closed_are_no_accident(library: Path, words: str, status: int, told: str) -> None:
    script = f'exec "$0" -m tui.cli.main {words}'
    env = {**os.environ, "PYTHONPATH": str(ROOT), "SCHOLIAST_LIBRARY": str(library)}
    ran = subprocess.run(
        ["sh", "-c", script, sys.executable], env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == status, ran.stderr
    assert told in ran.stderr
    assert told or not ran.stderr
    kept = "".join(path.read_text("utf-8") for path in library.rglob("*.jsonl"))
    assert ("add tag" in kept) == ("tags add" in words)
