"""`echoes` prints what the contract says, and takes decisions on stories."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.ran import Cli

SAID = "A paper that falls apart in three winters is not a peace, it is a pause"
STORY = " ".join(f"w{place * 104729 % 99991}" for place in range(90))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    for name, text in (
        ("wire", f"{STORY}\n\n{SAID}."),
        ("quay", f"{STORY} and more."),
        ("ledger", f"Rain.\n\n{SAID.replace('falls', 'comes')}, they say."),
    ):
        head = f"---\ntitle: The {name}\nsource: {name.title()}\ndate: 2025-02-13\n---\n\n"
        (folder / f"{name}.md").write_text(f"{head}{text}\n", encoding="utf-8")
    return folder


def test_json_has_the_keys_of_the_contract(cli: Cli, library: Path) -> None:
    found = cli("echoes", "--json").json
    assert found["versions"] == [
        {
            "lead": "wire.md",
            "documents": [{"path": "quay.md", "share": pytest.approx(1, abs=0.1), "by_hand": False}],
        }
    ]
    (echo,) = found["echoes"]
    assert {passage["document"] for passage in echo["passages"]} == {"wire.md", "ledger.md"}
    for passage in echo["passages"]:
        text = cli("show", passage["document"], "--text").out
        assert text[passage["start"] : passage["end"]] == passage["exact"]
    assert 0.9 < echo["similarity"] < 1


def test_jsonl_has_a_line_for_each(cli: Cli) -> None:
    rows = [json.loads(line) for line in cli("echoes", "--jsonl").out.splitlines()]
    assert ["lead" in row for row in rows] == [True, False]


def test_a_person_reads_what_differs(cli: Cli) -> None:
    ran = cli("echoes")
    assert ran.status == 0
    assert "1 story in several versions" in ran.out
    assert "3 articles, 2 distinct stories" in ran.out
    assert "“comes” → “falls”" in ran.out


def test_what_a_place_lacks_of_the_passage_is_told(cli: Cli, library: Path) -> None:
    begun = SAID.removesuffix(", it is a pause")
    (library / "quay.md").write_text(f"Snow.\n\n{begun}.\n", encoding="utf-8")
    (library / "ledger.md").write_text(f"Rain.\n\n{SAID}.\n", encoding="utf-8")
    out = cli("echoes", "wire").out
    assert "without “, it is a pause”" in out or "without “it is a pause”" in out


def test_one_document_tells_all_of_its_own(cli: Cli) -> None:
    found = cli("echoes", "wire", "--json").json
    assert [story["lead"] for story in found["versions"]] == ["wire.md"]
    assert [[each["document"] for each in row["passages"]] for row in found["echoes"]] == [
        ["wire.md", "quay.md"],
        ["wire.md", "ledger.md"],
    ]
    assert cli("echoes", "ledger", "--json").json["versions"] == []


def test_a_short_passage_can_be_asked_for(cli: Cli) -> None:
    (row,) = cli("echoes", "wire", "--quote", "apart in three winters is not", "--json").json["echoes"]
    assert [each["exact"] for each in row["passages"]] == ["apart in three winters is not"] * 2
    ran = cli("echoes", "wire", "--quote", "not there")
    assert (ran.status, ran.out) == (2, "")
    assert cli("echoes", "--quote", "three winters").status == 2


def test_decisions_are_taken_and_taken_back(cli: Cli) -> None:
    assert cli("echoes", "--join", "ledger", "wire").out.startswith("Joined 2 articles")
    assert [row["version_of"] for row in cli("list", "--json").json] == ["wire.md", "wire.md", ""]
    assert cli("echoes", "--lead", "quay").status == 0
    assert [row["version_of"] for row in cli("list", "--json").json] == ["quay.md", "", "quay.md"]
    assert cli("echoes", "--split", "quay").status == 0
    assert [row["version_of"] for row in cli("list", "--json").json] == ["wire.md", "", ""]
    for _ in range(3):
        assert cli("undo").status == 0
    assert [row["version_of"] for row in cli("list", "--json").json] == ["", "wire.md", ""]


@pytest.mark.parametrize(
    "argv",
    [("--split", "ledger"), ("--lead", "ledger"), ("--join", "wire"), ("nowhere",), ("--join", "wire", "no")],
)
def test_what_cannot_be_ends_with_2_and_a_sentence(cli: Cli, argv: tuple[str, ...]) -> None:
    ran = cli("echoes", *argv)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("scholiast: ")


def test_an_index_that_cannot_be_ends_with_1(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "corpus.echoes.index._TABLES", "CREATE VIRTUAL TABLE words USING no_such_module(text);"
    )
    ran = cli("echoes")
    assert ran.status == 1
    assert "Nothing recurs." in ran.out
    assert "no such module" in ran.err


def test_list_and_stats_count_stories(cli: Cli) -> None:
    assert "3 articles, 0 highlights" in cli("list").out
    cli("echoes")
    assert "3 articles, 2 distinct stories, 0 highlights" in cli("list").out
    assert "2 distinct stories" in cli("stats").out
    rows = cli("stats", "--by", "library", "--json").json
    assert [(row["name"], row["documents"]) for row in rows] == [("articles", 3), ("stories", 2)]


def test_lines_reach_a_pipe_as_they_are_found_and_an_interrupt_is_130(library: Path, tmp_path: Path) -> None:
    held = (
        "import os, select, signal, sys\n"
        # A shell that starts its jobs in the background has them ignore interruptions.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from annotations.workspace import Workspace\n"
        "found = Workspace.all_recurring\n"
        "def held(self, *args, **kwargs):\n"
        "    yield from found(self, *args, **kwargs)\n"
        # Nothing ever comes in: whoever waits for the end gets nothing.
        "    select.select([sys.stdin], [], [], 30)\n"
        "    os._exit(3)\n"
        "Workspace.all_recurring = held\n"
        "from tui.cli.main import main\n"
        "sys.argv = ['scholiast', 'echoes', '--jsonl']\n"
        "main()\n"
    )
    home = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    ran = subprocess.Popen(
        [sys.executable, "-c", held],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **home, "SCHOLIAST_LIBRARY": str(library)},
    )
    try:
        assert ran.stdout is not None
        rows = [json.loads(ran.stdout.readline() or "{}") for _ in range(2)]
        assert ["lead" in row or "passages" in row for row in rows] == [True, True], "before all is found"
        ran.send_signal(signal.SIGINT)
        out, err = ran.communicate(timeout=60)
    finally:
        ran.kill()
    assert (ran.returncode, out) == (130, b"")
    assert b"Traceback" not in err
