"""`scholiast import`: what is printed where, and with which exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui.cli.main import run

TALK = "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n"


@pytest.fixture
def away(tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with something to import into the small library."""
    monkeypatch.setenv("SCHOLIAST_LIBRARY", str(library))
    folder = tmp_path / "away"
    folder.mkdir()
    (folder / "talk.vtt").write_text(TALK.format("Hello."))
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


def test_it_says_what_it_imported_and_as_what(away: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", str(away)]) == 0
    out, err = capsys.readouterr()
    assert "Imported 1 document." in out
    assert "Talk.md" in out
    assert "Passed over 1 file" in out
    assert err == ""
    assert run(["show", "Talk.md", "--text"]) == 0
    assert capsys.readouterr().out == "Hello."


def test_a_failure_is_on_stderr_with_status_1(away: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (away / "scan.docx").write_bytes(b"nothing of the kind")
    (away / "other.docx").write_bytes(b"nothing either")
    assert run(["import", str(away)]) == 1
    out, err = capsys.readouterr()
    assert "Failed: 2 sources." in out
    assert err.count("its content is something else") == 1
    assert err.count("the same") == 1


def test_json_gives_the_whole_report(away: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", str(away), "--json", "--dry-run"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["dry_run"], report["imported"], report["passed_over"]) == (True, 1, 1)
    (outcome,) = report["outcomes"]
    assert set(outcome) == {"source", "fate", "document", "title", "reason", "remarks", "changes"}
    assert (outcome["fate"], outcome["document"]) == ("imported", "Talk.md")


def test_a_newer_version_has_status_1_until_it_is_wished(
    away: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "The gates were raised at noon and nobody expected the water to hold {}."
    source = away / "talk.vtt"
    source.write_text(TALK.format(words.format("on")))
    assert run(["import", str(source)]) == 0
    source.write_text(TALK.format(words.format("out")))
    assert run(["import", str(source)]) == 1
    assert "--update" in capsys.readouterr().err
    assert run(["import", str(source), "--update"]) == 0
    assert "hold out" in (library / "Talk.md").read_text()
    assert "Updated 1 document." in capsys.readouterr().out


@pytest.mark.parametrize(
    "argv", [["nope.pdf"], ["ftp://e.x/a"], ["http://a:b@e.x/"], [], ["talk.vtt", "--encoding", "utf-7"]]
)
def test_wrong_use_has_status_2_and_a_sentence(
    away: Path, argv: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(away)
    with pytest.raises(SystemExit) as left:
        raise SystemExit(run(["import", *argv]))
    out, err = capsys.readouterr()
    assert (left.value.code, out) == (2, "")
    assert 1 <= err.count("\n") <= 2
    assert "Traceback" not in err


def test_what_is_printed_of_names_from_outside_is_clean(
    away: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (away / "a\x1b]52;c;x\x07.txt").write_text("Words.")
    run(["import", str(away)])
    run(["import", str(away), "--json"])
    assert "\x1b" not in "".join(capsys.readouterr())
