"""What a command refuses, so that nothing is lost, and nothing that was asked for is dropped unsaid."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tui.cli.main import run


class Ran(NamedTuple):
    """What a run printed, and its exit status."""

    status: int
    out: str
    err: str


Cli = Callable[..., Ran]


@pytest.fixture
def cli(library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs a command on the small library."""
    monkeypatch.setenv("SCHOLIAST_LIBRARY", str(library))

    def call(*argv: str) -> Ran:
        try:
            status = run(argv)
        except SystemExit as error:
            status = int(error.code or 0)
        return Ran(status, *capsys.readouterr())

    return call


@pytest.fixture
def noted(cli: Cli) -> None:
    """One annotation, so that there is a source to refer to."""
    assert cli("annotate", "ledger", "--quote", "ten years", "--tag", "time").status == 0


@pytest.mark.usefixtures("noted")
def test_a_diff_writes_no_references_either(cli: Cli, tmp_path: Path) -> None:
    brief, references = tmp_path / "brief.md", tmp_path / "refs.json"
    assert cli("export", "-o", str(brief)).status == 0
    for target in (("-o", str(brief)), ("-o", str(tmp_path / "new.md")), ()):
        assert cli("export", "--diff", "--bibliography", str(references), *target).status == 0
        assert not references.exists()


@pytest.mark.usefixtures("noted")
def test_references_are_renewed_but_replace_nothing_else_unasked(cli: Cli, tmp_path: Path) -> None:
    brief, references = tmp_path / "brief.md", tmp_path / "refs.json"
    argv = ("export", "-o", str(brief), "--bibliography", str(references))
    for other in ("mine", '{"id": 1}', '[{"id": "x"}]', "[1]", '["id type"]'):
        references.write_text(other, "utf-8")
        ran = cli(*argv)
        assert ran.status == 2
        assert "--force" in ran.err
        assert references.read_text("utf-8") == other
        assert not brief.exists(), "nothing is half done"
    assert cli(*argv, "--force").status == 0
    (row,) = json.loads(references.read_bytes())
    references.write_text(json.dumps([row, {"id": "old", "type": "book"}]), "utf-8")
    assert cli(*argv).status == 0
    assert json.loads(references.read_bytes()) == [row]


@pytest.mark.usefixtures("noted")
def test_references_are_not_written_where_the_brief_failed_or_goes(cli: Cli, tmp_path: Path) -> None:
    brief, references = tmp_path / "brief.md", tmp_path / "refs.json"
    brief.write_text("mine", "utf-8")
    assert cli("export", "-o", str(brief), "--bibliography", str(references)).status == 2
    assert not references.exists()
    new = str(tmp_path / "new.md")
    assert cli("export", "-o", new, "--bibliography", new).status == 2
    assert not Path(new).exists()


@pytest.mark.parametrize("option", ["--tag", "--note", "--prefix", "--suffix", "--end", "--start", "--quote"])
def test_a_batch_refuses_what_its_lines_say(cli: Cli, tmp_path: Path, option: str) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"document": "ledger", "quote": "ten years"}\n', "utf-8")
    ran = cli("annotate", "--batch", str(batch), option, "0")
    assert (ran.status, ran.out) == (2, "")
    assert "give only --by" in ran.err
    assert json.loads(cli("annotations", "--json").out) == []
