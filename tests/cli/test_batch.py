"""`annotate --batch`: lines that wait share a synchronisation, and a line alone is answered at once."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.storage import journal
from annotations.storage.atomic import sync_file
from tui.cli.batch import _lines
from tui.cli.main import run

ROOT = Path(__file__).parents[2]
WORDS = ("The works cost", "a fifth more", "than planned", "The town pays", "in ten years")


def lines(*quotes: str) -> bytes:
    rows = [{"document": "ledger.txt", "quote": quote, "ref": n} for n, quote in enumerate(quotes)]
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


@pytest.fixture
def syncs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Each synchronisation of the journal."""
    seen: list[int] = []

    def counted(fd: int) -> None:
        seen.append(fd)
        sync_file(fd)

    monkeypatch.setattr(journal, "sync_file", counted)
    return seen


def answers(
    library: Path, data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[dict[str, object]]]:
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(data)
    status = run(["-L", str(library), "annotate", "--batch", str(batch)])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_lines_that_are_there_share_one_synchronisation_and_are_answered_in_order(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], syncs: list[int]
) -> None:
    status, told = answers(library, lines(*WORDS), tmp_path, capsys)
    assert status == 0
    assert [answer["ref"] for answer in told] == [0, 1, 2, 3, 4]
    assert len(syncs) == 1
    assert run(["-L", str(library), "annotations", "--json"]) == 0
    kept = {row["id"] for row in json.loads(capsys.readouterr().out)}
    assert kept == {answer["id"] for answer in told}


def test_a_line_that_fails_takes_no_other_along(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = lines(WORDS[0], "not in the text", WORDS[1]) + b"no json\n" + lines(WORDS[2])
    status, told = answers(library, data, tmp_path, capsys)
    assert status == 1
    assert [answer["ok"] for answer in told] == [True, False, True, False, True]
    assert run(["-L", str(library), "annotations", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 3


def test_what_could_not_be_made_durable_is_answered_with_not_saved(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(journal, "sync_file", broken)
        status, told = answers(library, lines(WORDS[0], "not there", WORDS[1]), tmp_path, capsys)
    assert status == 1
    assert [answer["ok"] for answer in told] == [False, False, False]
    assert [answer["ref"] for answer in told] == [0, 1, 2]
    assert "the disk is full" in str(told[0]["error"])
    assert "the disk is full" not in str(told[1]["error"])
    assert run(["-L", str(library), "annotations", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_program_that_waits_for_each_answer_gets_it(library: Path, home: Path) -> None:
    command = [sys.executable, "-m", "tui.cli.main", "-L", str(library), "annotate", "--batch", "-"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for number, quote in enumerate(WORDS):
            row = json.dumps({"document": "ledger.txt", "quote": quote, "ref": number}).encode()
            program.stdin.write(row[:20])
            program.stdin.flush()
            program.stdin.write(row[20:] + b"\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["ref"] == number
        program.stdin.write(row)  # a last line without its end
        program.stdin.close()
        assert json.loads(program.stdout.readline())["ref"] == 4
        assert program.wait() == 0


def test_lines_of_any_length_come_whole_however_they_arrive() -> None:
    long = b'"' + b"x" * 300_000 + b'"'
    data = b"\n".join([b"1", long, b"", b"2 \xff", b"3"])
    found = [tuple(line) for group in _lines(io.BytesIO(data)) for line in group]
    assert found == [(1, "1"), (2, long.decode()), (4, "2 \ufffd"), (5, "3")]


def test_a_line_that_is_refused_is_named_by_its_number(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = lines(WORDS[0]) + b"\nno json\n[]\n" + lines("not in the text")
    status, told = answers(library, data, tmp_path, capsys)
    assert status == 1
    assert told[1]["error"] == "Line 3: The line is not JSON: Expecting value at character 1."
    assert [str(answer.get("error", ""))[:8] for answer in told] == ["", "Line 3: ", "Line 4: ", "Line 5: "]


@pytest.mark.parametrize(
    ("key", "told"),
    [("tag", "“tags”"), ("notes", "“note”"), ("Quote", "“quote”"), ("by", "creator"), ("zzz\x1b", "“zzz␛”")],
)
def test_a_key_that_there_is_not_is_refused_and_the_nearest_named(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str, told: str
) -> None:
    row = {"document": "ledger.txt", "quote": WORDS[0], key: "x", "ref": 7}
    status, (answer,) = answers(library, json.dumps(row).encode(), tmp_path, capsys)
    assert status == 1
    assert (answer["ok"], answer["ref"]) == (False, 7)
    assert str(answer["error"]).startswith("Line 1: There is no key “")
    assert told in str(answer["error"])
    assert run(["-L", str(library), "annotations", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [], "nothing of it is stored"
