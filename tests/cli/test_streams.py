"""A terminal or pipe that knows few signs, and numbers that no library has: said, never an accident."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.ran import Cli
from tui.cli.main import run

NARROW = ("ascii", "latin-1", "cp437")
HUGE = "9" * 29


@pytest.fixture(params=NARROW)
def narrow(
    request: pytest.FixtureRequest, library: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command whose output and errors go to streams that lack most signs."""

    def call(*argv: str) -> tuple[int, str, str]:
        streams = [io.TextIOWrapper(io.BytesIO(), request.param, "strict") for _ in range(2)]
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", streams[0])
            patch.setattr(sys, "stderr", streams[1])
            status = run(["-L", str(library), *argv])
        for stream in streams:
            stream.flush()
        out, err = (stream.buffer.getvalue().decode(request.param) for stream in streams)
        return status, out, err

    return call


Narrow = Callable[..., tuple[int, str, str]]


def test_signs_that_a_stream_lacks_are_told_by_their_numbers(narrow: Narrow, library: Path) -> None:
    (library / "wide.txt").write_text("港湾 — “costs” 😀\n\nWords of an article.\n", "utf-8")
    for argv in (["list"], ["show", "wide"], ["search", "costs"], ["stats"], ["history"]):
        status, out, err = narrow(*argv)
        assert (status, err) == (0, ""), argv
        assert argv[0] in ("stats", "history") or r"\u6e2f\u6e7e" in out
    status, _, err = narrow("show", "港")
    assert status == 0
    status, _, err = narrow("show", "港山")
    assert status == 2
    assert r"\u6e2f\u5c71" in err


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_json_means_the_same_on_any_stream(narrow: Narrow, library: Path, form: str) -> None:
    (library / "wide.txt").write_text("Hafen für 😀 und é\n\nWords.\n", "utf-8")
    status, out, _ = narrow("list", form)
    assert status == 0
    rows = json.loads(out) if form == "--json" else [json.loads(line) for line in out.splitlines()]
    assert "Hafen für 😀 und é" in {row["title"] for row in rows}


@pytest.mark.parametrize("number", ["1", "0001", "1000000000", HUGE, "9" * 5000])
def test_a_limit_may_be_any_number(cli: Cli, number: str) -> None:
    for argv in (["search", "gates"], ["history"]):
        assert cli(*argv, "--limit", number).status == 0


@pytest.mark.parametrize("number", ["0", "-1", "", "²", "٣", "1e3", "000"])
def test_what_is_no_limit_is_refused(cli: Cli, number: str) -> None:
    ran = cli("search", "gates", f"--limit={number}")
    assert ran.status == 2
    assert "no whole number from 1 on" in ran.err


def test_numbers_that_no_text_has_are_refused_with_a_sentence(cli: Cli) -> None:
    cli("tags", "add", "a")
    for argv in (
        ["annotate", "ledger", "--start", HUGE, "--end", HUGE + "9"],
        ["annotate", "ledger", "--start", "9" * 5000, "--end", "9"],
        ["tags", "pin", "a", HUGE],
        ["tags", "pin", "a", "9" * 5000],
        ["tags", "pin", "a", "²"],
        ["search", f"NEAR(a b, {HUGE})"],
        ["annotations", "--query", f"date:{HUGE}"],
    ):
        ran = cli(*argv)
        assert ran.status == 2, argv
        assert "should not" not in ran.err, argv
    batch = "\n".join(
        json.dumps({"document": "ledger", "start": start, "end": 10**30}) for start in (0, 10**29, -(10**29))
    )
    ran = cli("annotate", "--batch", "-", stdin=batch)
    assert ran.status == 1
    assert all("is no passage" in json.loads(line)["error"] for line in ran.out.splitlines())
