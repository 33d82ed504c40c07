"""`scholiast load` and the formats of `scholiast export`, as a person and a script meet them."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import count
from pathlib import Path

import pytest

from annotations.storage import atomic
from tui.cli.main import run

QUOTE = "Nobody expected the water to hold"


def hypothesis(*quotes: str) -> str:
    rows = [
        {
            "id": f"id{index}",
            "uri": "https://quay.example/harbour",
            "document": {"title": ["The harbour opens"]},
            "target": [{"selector": [{"type": "TextQuoteSelector", "exact": quote}]}],
            "tags": ["hope"],
        }
        for index, quote in enumerate(quotes)
    ]
    return json.dumps({"annotations": rows})


@pytest.fixture
def at(library: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small library, as the one that commands mean."""
    monkeypatch.setenv("SCHOLIAST_LIBRARY", str(library))
    return library


def test_load_prints_what_came_in(at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "real.json").write_text(hypothesis(QUOTE))
    (tmp_path / "in.json").symlink_to("real.json")  # a link that the person names is meant
    assert run(["load", str(tmp_path / "in.json")]) == 0
    out = capsys.readouterr().out
    assert "Loaded 1 annotation, 1 new tag (Hypothes.is)." in out
    assert run(["annotations", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["exact"], row["placement"]) == (QUOTE, "exact")


def test_a_pipe_is_loaded_like_a_file(
    at: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(hypothesis(QUOTE).encode())))
    assert run(["load", "-"]) == 0
    assert "Loaded 1 annotation" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert run(["load", "-"]) == 2


@pytest.mark.parametrize("made", [True, False], ids=["after", "before"])
@pytest.mark.parametrize("at_file", [1, 2])
def test_what_is_interrupted_leaves_no_document_behind(
    at: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_file: int, made: bool
) -> None:
    source = (
        '<Project xmlns="urn:QDA-XML:project:1.0" name="P"><Sources>'
        + "".join(
            f'<TextSource guid="aaaaaaaa-0000-4000-8000-00000000000{n}" name="T{n}" plainTextPath="internal://{n}.txt"/>'
            for n in (1, 2)
        )
        + "</Sources></Project>"
    )
    with zipfile.ZipFile(tmp_path / "in.qdpx", "w") as archive:
        archive.writestr("project.qde", source)
        for n in (1, 2):
            archive.writestr(f"sources/{n}.txt", f"Text number {n} of two.")
    calls, real = count(1), atomic.write_bytes

    def interrupted(path: Path, data: bytes, *, new_only: bool = False) -> None:
        stop = path.parent == at and next(calls) == at_file
        if made or not stop:
            real(path, data, new_only=new_only)
        if stop:
            raise KeyboardInterrupt

    before = {path: path.read_bytes() for path in at.iterdir() if path.is_file()}
    monkeypatch.setattr(atomic, "write_bytes", interrupted)
    assert run(["load", str(tmp_path / "in.qdpx")]) == 130
    assert {path: path.read_bytes() for path in at.iterdir() if path.is_file()} == before
    monkeypatch.setattr(atomic, "write_bytes", real)
    assert run(["load", str(tmp_path / "in.qdpx")]) == 0
    assert len([path for path in at.iterdir() if path.is_file()]) == len(before) + 2


def test_load_says_what_needs_attention_and_ends_with_one(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.json").write_text(hypothesis("A sentence that nobody wrote anywhere"))
    assert run(["load", str(tmp_path / "in.json"), "--json"]) == 1
    streams = capsys.readouterr()
    report = json.loads(streams.out)
    assert report["added"] == 1
    assert [remark["fate"] for remark in report["remarks"]] == ["unplaced"]
    assert "not everything" in streams.err


def test_a_dry_run_says_would_and_leaves_nothing(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.json").write_text(hypothesis(QUOTE))
    assert run(["load", str(tmp_path / "in.json"), "--dry-run"]) == 0
    assert "Would load 1 annotation" in capsys.readouterr().out
    assert not (at / ".scholiast").exists()


@pytest.mark.parametrize("name", ["nothing-there.json", "."])
def test_what_cannot_be_loaded_is_a_sentence(
    name: str, at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["load", str(tmp_path / name)]) == 2
    error = capsys.readouterr().err
    assert "cannot be read" in error
    assert "Traceback" not in error


def test_a_format_that_is_none_is_answered_with_those_there_are(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.json").write_text("{}")
    assert run(["load", str(tmp_path / "in.json"), "--format", "word"]) == 2
    assert "jsonl, csv, jsonld" in capsys.readouterr().err


def test_a_terminal_is_not_reached_by_what_is_in_a_file(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.json").write_text(hypothesis("\x1b]52;c;evil\x07 words that are nowhere"))
    run(["load", str(tmp_path / "in.json")])
    streams = capsys.readouterr()
    assert "\x1b" not in streams.out + streams.err


@pytest.mark.parametrize("form", ["jsonld", "hypothesis", "qdpx", "qdc", "taguette", "readwise"])
def test_export_writes_every_format_to_a_file(form: str, at: Path, tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(hypothesis(QUOTE))
    run(["load", str(tmp_path / "in.json")])
    assert run(["export", "--format", form, "-o", str(tmp_path / "out")]) == 0
    data = (tmp_path / "out").read_bytes()
    if form in ("jsonld", "hypothesis"):
        assert json.loads(data)
    elif form == "qdpx":
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    else:
        assert b"hope" in data


def test_export_says_what_a_format_has_no_room_for(
    at: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.json").write_text(hypothesis(QUOTE).replace('"tags"', '"text": "why", "tags"'))
    run(["load", str(tmp_path / "in.json")])
    assert run(["export", "--format", "taguette-highlights", "-o", str(tmp_path / "out")]) == 0
    assert "note" in capsys.readouterr().err
