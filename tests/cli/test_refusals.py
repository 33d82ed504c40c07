"""What a command refuses, so that nothing is lost, and nothing that was asked for is dropped unsaid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.ran import Cli
from tui.cli.main import main


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


@pytest.mark.parametrize("wrong", ["-1", "0", "many"])
@pytest.mark.parametrize("words", [("history",), ("history", "--codebook"), ("search", "gates")])
def test_a_limit_is_a_whole_number_from_1_on(cli: Cli, words: tuple[str, ...], wrong: str) -> None:
    ran = cli(*words, f"--limit={wrong}")
    assert (ran.status, ran.out) == (2, "")
    assert "whole number" in ran.err


def test_a_line_of_a_batch_is_refused_for_what_cannot_be_kept(cli: Cli, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    wrong = (
        '"created": "yesterday"',
        '"created": "2026-02-31T20:27:00Z"',
        '"created": "2026-02-13"',
        '"created": ""',
        '"created": 5',
        '"ref": NaN',
        '"ref": [Infinity]',
        '"other": -Infinity',
        '"ref": 1e999',
    )
    batch.write_text(
        "".join(f'{{"document": "ledger", "quote": "ten years", {each}}}\n' for each in wrong), "utf-8"
    )
    ran = cli("annotate", "--batch", str(batch))
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.status == 1
    assert [answer["ok"] for answer in answers] == [False] * len(wrong)
    assert json.loads(cli("annotations", "--json").out) == []


def test_null_in_a_line_of_a_batch_is_as_if_it_were_absent(cli: Cli, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    row = {"document": "ledger", "quote": "ten years", "created": "2026-02-13T20:27:00Z"}
    batch.write_text(json.dumps({**row, "note": None, "creator": None, "tags": None, "ref": None}), "utf-8")
    ran = cli("annotate", "--batch", str(batch), "--by", "Ada")
    assert (ran.status, json.loads(ran.out)["ok"]) == (0, True)
    (made,) = json.loads(cli("annotations", "--json").out)
    assert (made["note"], made["creator"], made["tags"]) == ("", "Ada", [])
    assert made["created"] == row["created"]
    batch.write_text('{"document": null, "quote": "ten years"}', "utf-8")
    assert "missing" in json.loads(cli("annotate", "--batch", str(batch)).out)["error"]


def test_what_is_passed_over_is_named_by_list_and_by_check(cli: Cli, library: Path) -> None:
    with (library / "huge.txt").open("wb") as file:
        file.truncate(1 << 30)
    deep = library.joinpath(*["d"] * 66)
    deep.mkdir(parents=True)
    (library / "broken.md").write_bytes(b"\x89PNG\r\n\x00\x00\x00\rIHDR" + bytes(200))
    listed = cli("list", "--json")
    assert listed.status == 1
    assert len(json.loads(listed.out)) == 4
    said = listed.err.splitlines()
    assert len(said) == 3, "each once"
    assert any("huge.txt: it is larger than" in line for line in said)
    assert any("folders deep" in line for line in said)
    checked = cli("check", "--json")
    assert checked.status == 1
    found = {each["where"]: each["what"] for each in json.loads(checked.out)["findings"]}
    assert "larger than" in found["huge.txt"]
    assert "cannot be read" in found["broken.md"]
    assert len(found) == 3


@pytest.mark.parametrize(
    "place", ["tui.cli.main._complete", "tui.cli.main.parse", "tui.cli.session.Session.close"]
)
def test_an_interruption_ends_with_130_and_no_traceback(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(place, interrupted)
    with pytest.raises(SystemExit) as left:
        main(["list", "-L", str(library)])
    assert left.value.code == 130
    assert capsys.readouterr().err == ""


def test_a_file_in_which_nothing_is_quoted_is_not_verified(cli: Cli, tmp_path: Path) -> None:
    thesis, brief = tmp_path / "thesis.md", tmp_path / "brief.md"
    thesis.write_text("# Mine\n\nNot a word of others.\n", "utf-8")
    ran = cli("verify", str(thesis))
    assert ran.status == 1
    assert "no brief" in ran.err
    assert cli("verify", str(thesis), "--json").json == []
    assert cli("export", "-o", str(brief)).status == 0
    assert cli("verify", str(brief)).status == 0, "a brief of nothing is one all the same"


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("serch", "x"), "no command and no folder “serch”. Did you mean “search”?"),
        (("zzz",), "no command and no folder “zzz”."),
        ((".", "x"), "unrecognized arguments: x"),
    ],
)
def test_a_command_that_there_is_not_is_told_so(cli: Cli, argv: tuple[str, ...], told: str) -> None:
    ran = cli(*argv)
    assert ran.status == 2
    assert told in ran.err


@pytest.mark.usefixtures("noted")
def test_headings_by_article_are_headings_by_document(cli: Cli) -> None:
    by_article = cli("export", "--group-by", "article")
    assert by_article.status == 0
    assert by_article == cli("export", "--group-by", "document")


def test_a_sub_tag_is_counted_under_its_whole_name(cli: Cli) -> None:
    cli("annotate", "ledger", "--quote", "ten years", "--tag", "time/long")
    assert "\ntime/long  " in cli("stats", "--by", "tag").out
