"""Importing into a library: what is written where, nothing twice, newer versions, and stopping."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.changes import NotSaved
from annotations.errors import ReadOnly, ScholiastError
from annotations.usecases.imports import gathering, importing
from annotations.usecases.imports.importing import Wishes
from annotations.workspace import Workspace
from corpus.imports.fetching import Fetched
from corpus.imports.report import Fate, Report
from tests.documents.reading import read_document

Open = Callable[[], Workspace]
TALK = "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n"
LONG = "The gates were raised at noon and nobody expected the water to hold, said the engineer. " * 3


@pytest.fixture
def away(tmp_path: Path) -> Path:
    """A folder outside of the library."""
    folder = tmp_path / "away"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def fates(report: Report) -> list[Fate]:
    return [outcome.fate for outcome in report.outcomes]


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_what_is_imported_is_read_back_with_what_it_said_of_itself(opened: Open, away: Path) -> None:
    workspace = opened()
    data = '# He said "no"\n\nWords *here*.\n'.encode("utf-16")
    (outcome,) = workspace.import_documents([put(away, "x.md", data)]).outcomes
    document = read_document(workspace.root, outcome.path)
    assert outcome.path == "He said no.md"
    assert document.metadata.title == 'He said "no"'
    assert document.text.endswith("Words here.")
    source = (workspace.root / outcome.path).read_text("utf-8")
    assert f'sha256: "{hashlib.sha256(data).hexdigest()}"' in source
    assert 'original: "x.md"' in source
    assert 'imported: "20' in source
    assert outcome.path in {article.path for article in workspace.articles()}


def test_a_hostile_page_gives_a_safe_name_and_sound_front_matter(opened: Open, away: Path) -> None:
    pytest.importorskip("trafilatura")
    workspace, before = opened(), files(away.parent)
    title = '../../x" ---\n---\ntitle: no\n\x1b]52;c;x\x07'
    page = f"<html><head><title>{title}</title></head><body><article><p>{LONG}</p></article></body></html>"
    (outcome,) = workspace.import_documents([put(away, "p.html", page)]).outcomes
    assert outcome.fate is Fate.IMPORTED
    document = workspace.document(outcome.path)
    assert document.metadata.title.startswith('../../x" --- --- title: no')
    assert "\x1b" not in (workspace.root / outcome.path).read_text("utf-8")
    new = files(away.parent) - before - {"away/p.html"}
    assert new == {f"library/{outcome.path}"}
    assert "/" not in outcome.path


def test_nothing_is_imported_twice(opened: Open, away: Path, library: Path) -> None:
    talk = put(away, "talk.vtt", TALK.format("Hello."))
    same = put(away, "copy.vtt", TALK.format("Hello."))
    known = put(away, "again.txt", (library / "ledger.txt").read_bytes())
    assert fates(opened().import_documents([talk, talk, same, known])) == [
        Fate.IMPORTED, Fate.PRESENT, Fate.PRESENT,
    ]  # fmt: skip
    assert fates(opened().import_documents([talk, str(library / "ledger.txt")])) == [Fate.PRESENT] * 2


def test_a_folder_is_taken_with_those_below_and_without_what_is_hidden(
    opened: Open, away: Path, library: Path
) -> None:
    for name in ("a.txt", "in/b.vtt", ".hidden/c.txt", ".d.txt", "e.png", "node_modules/f.txt"):
        put(away, name, TALK.format(name))
    (away / "link.txt").symlink_to("/etc/passwd")
    report = opened().import_documents([str(away)])
    assert sorted(Path(outcome.source).name for outcome in report.outcomes) == ["a.txt", "b.vtt"]
    assert (fates(report), report.passed_over) == ([Fate.IMPORTED] * 2, 1)
    assert not opened().import_documents([str(library)]).outcomes  # its texts are read as they are


def test_what_is_too_much_for_one_import_is_counted(
    opened: Open, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_MOST", 2)
    for name in ("a.txt", "b.txt", "c.txt", "in/d.txt", "in/e.png"):
        put(away, name, f"Words of {name}.")
    report = opened().import_documents([str(away), str(away / "a.txt")])
    assert (fates(report), report.left_out, report.passed_over) == ([Fate.IMPORTED] * 2, 2, 1)
    assert report.attention


def test_folders_that_are_not_looked_into_are_named(
    opened: Open, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_DEEPEST", 1)
    for name in ("a/ok.txt", "a/b/deep.txt", "closed/c.txt"):
        put(away, name, f"Words of {name}.")
    real = os.scandir

    def scandir(path: os.PathLike[str] | str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    report = opened().import_documents([str(away)])
    assert {outcome.source: outcome.reason for outcome in report.of(Fate.FAILED)} == {
        f"{away}/a/b": "the folder lies more than 1 folders deep; import it by itself",
        f"{away}/closed": "the folder cannot be read: Permission denied",
    }
    assert len(report.of(Fate.IMPORTED)) == 1
    assert fates(opened().import_documents([str(away / "closed")])) == [Fate.FAILED]


def test_a_name_that_is_taken_is_not_written_over(opened: Open, away: Path, library: Path) -> None:
    (library / "talk.MD").write_text("mine")
    (library / "Other.md").symlink_to(away / "nowhere")
    report = opened().import_documents(
        [put(away, "talk.vtt", TALK.format("One.")), put(away, "other.vtt", TALK.format("Two."))]
    )
    assert fates(report) == [Fate.IMPORTED] * 2
    assert (library / "talk.MD").read_text() == "mine"
    assert not (away / "nowhere").exists()
    assert all("-" in outcome.path for outcome in report.outcomes)


def test_a_newer_version_waits_to_be_told_and_then_keeps_the_highlights(opened: Open, away: Path) -> None:
    workspace = opened()
    source = put(away, "report.txt", f"{LONG}\n\nThe cost was twenty crowns.\n")
    (first,) = workspace.import_documents([source]).outcomes
    path = workspace.root / first.path
    path.write_text(path.read_text("utf-8").replace("---\n\n", "tags: [mine]\n---\n\n", 1), "utf-8")
    workspace.refresh()
    workspace.annotate(first.path, workspace.quoted(first.path, "twenty crowns"), tags=["cost"])
    before = path.read_bytes()
    put(away, "report.txt", f"A new beginning.\n\n{LONG}\n\nThe cost was twenty crowns.\n")

    waits = workspace.import_documents([source])
    assert (fates(waits), path.read_bytes()) == ([Fate.NEWER], before)
    assert "3 come" in " ".join(waits.outcomes[0].changes)
    dry = workspace.import_documents([source], Wishes(update=True, dry=True))
    assert (fates(dry), path.read_bytes()) == ([Fate.UPDATED], before)

    done = workspace.import_documents([source], Wishes(update=True))
    assert fates(done) == [Fate.UPDATED]
    assert any("Highlights" in change for change in done.outcomes[0].changes)
    document = workspace.document(first.path)
    ((_, item),) = workspace.annotations(first.path)
    assert item.span is not None
    assert item.span.of(document.text) == "twenty crowns"
    assert "tags: [mine]" in path.read_text("utf-8")
    assert fates(workspace.import_documents([source])) == [Fate.PRESENT]


def test_a_wrong_guess_of_the_encoding_is_mended_by_naming_it(
    opened: Open, away: Path, library: Path
) -> None:
    source = put(away, "a.txt", "Привет всем, кто читает эту страницу.".encode("koi8-r"))
    (first,) = opened().import_documents([source], Wishes(encoding="cp1252")).outcomes
    assert "Привет" not in (library / first.path).read_text("utf-8")
    assert fates(opened().import_documents([source], Wishes(encoding="koi8-r"))) == [Fate.PRESENT]
    (second,) = opened().import_documents([source], Wishes(update=True, encoding="koi8-r")).outcomes
    assert (second.fate, second.path) == (Fate.UPDATED, first.path)
    assert "Привет" in (library / first.path).read_text("utf-8")


def test_another_document_of_the_same_name_is_not_taken_for_a_newer_version(opened: Open, away: Path) -> None:
    one = put(away, "a/index.txt", LONG)
    two = put(away, "b/index.txt", "Something else altogether was said on that day in the town, they think.")
    assert fates(opened().import_documents([one, two])) == [Fate.IMPORTED] * 2


def test_what_is_imported_together_is_not_versions_of_one_another(opened: Open, away: Path) -> None:
    for name, more in (("a", "One more."), ("b", "Two more.")):
        put(away, f"{name}/index.txt", LONG + more)
    assert fates(opened().import_documents([str(away)])) == [Fate.IMPORTED] * 2


def test_an_address_names_its_document(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = [f"# Head\n\n{LONG}\n", f"# Head\n\n{LONG}\n", "# Head\n\nAll of it is new.\n"]

    def fetch(url: str, cancelled: object = None) -> Fetched:
        return Fetched(sent.pop(0).encode(), url, "text/markdown", "utf-8", "a")

    monkeypatch.setattr("corpus.imports.fetching.fetch", fetch)
    workspace = opened()
    (first,) = workspace.import_documents(["https://www.e.example/a#x"]).outcomes
    assert workspace.document(first.path).metadata.url == "https://www.e.example/a"
    assert fates(workspace.import_documents(["http://e.example/a?utm_source=y"])) == [Fate.PRESENT]
    assert fates(workspace.import_documents(["https://e.example/a"])) == [Fate.NEWER]


def test_a_page_cannot_take_the_place_of_another_by_claiming_its_address(opened: Open, away: Path) -> None:
    pytest.importorskip("trafilatura")
    head = (
        '<html><head><title>T</title><link rel="canonical" href="https://e.example/a"></head><body><article>'
    )
    good = put(away, "a.html", f"{head}<p>{LONG}</p></article></body></html>")
    evil = put(
        away, "b.html", f"{head}<p>{'Buy lamps from us today, they are the cheapest of all. ' * 5}</p>"
    )
    report = opened().import_documents([good, evil], Wishes(update=True))
    assert fates(report) == [Fate.IMPORTED] * 2
    assert report.outcomes[0].path != report.outcomes[1].path


def test_a_dry_run_writes_nothing(opened: Open, away: Path, library: Path) -> None:
    before = files(library)
    report = opened().import_documents([put(away, "t.vtt", TALK.format("x"))], Wishes(dry=True))
    assert (fates(report), report.dry, files(library)) == ([Fate.IMPORTED], True, before)


def test_stopping_keeps_what_was_done_and_names_the_rest(opened: Open, away: Path, library: Path) -> None:
    sources = [put(away, f"{name}.vtt", TALK.format(name)) for name in "abc"]
    begun: list[str] = []
    report = opened().import_documents(
        sources, on_progress=lambda done, total, name: begun.append(name), cancelled=lambda: len(begun) > 1
    )
    assert fates(report) == [Fate.IMPORTED, Fate.STOPPED, Fate.STOPPED]
    assert (library / report.outcomes[0].path).exists()
    assert report.attention


def test_what_fails_is_named_and_the_rest_goes_on(opened: Open, away: Path) -> None:
    os.mkfifo(away / "pipe.txt")
    sources = [
        put(away, "empty.txt", ""),
        put(away, "zip.docx", b"PK\x03\x04 broken"),
        str(away / "pipe.txt"),
        put(away, "ok.txt", "Words."),
    ]
    report = opened().import_documents(sources)
    assert fates(report) == [Fate.FAILED] * 3 + [Fate.IMPORTED]
    assert all(outcome.reason for outcome in report.outcomes[:3])


def test_one_that_trips_the_program_ends_no_other(
    opened: Open, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble: dict[str, Exception] = {
        "https://e.x/a": ZeroDivisionError("what"),
        "https://e.x/b": MemoryError(),
        "https://e.x/c": ReadOnly("Nothing can be written there."),
        "https://e.x/d": NotSaved("The disk is full."),
    }

    def fetched(url: str, cancelled: object) -> Fetched:
        raise trouble[url]

    monkeypatch.setattr(importing, "_fetched", fetched)
    report = opened().import_documents([*trouble, put(away, "ok.txt", "Words.")])
    assert fates(report) == [Fate.FAILED] * 4 + [Fate.IMPORTED]
    assert [outcome.reason for outcome in report.outcomes] == [
        "it could not be taken in (ZeroDivisionError)",
        "it could not be taken in (MemoryError)",
        "Nothing can be written there",
        "The disk is full",
        "",
    ]


def test_a_missing_source_or_a_wrong_encoding_imports_nothing(
    opened: Open, away: Path, library: Path
) -> None:
    before = files(library)
    good = put(away, "ok.txt", "Words.")
    for sources, wishes in (
        ([good, str(away / "nope.txt")], Wishes()),
        ([good, "ftp://e.x/a"], Wishes()),
        ([good], Wishes(encoding="utf-7")),
    ):
        with pytest.raises(ScholiastError):
            opened().import_documents(sources, wishes)
    assert files(library) == before


def test_a_missing_library_fails_its_own_files_only(
    opened: Open, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.imports.kinds.find_spec", lambda name: None)
    report = opened().import_documents([put(away, "a.pdf", b"%PDF-1.4"), put(away, "b.txt", "Words.")])
    assert fates(report) == [Fate.FAILED, Fate.IMPORTED]
    assert "pypdfium2" in report.outcomes[0].reason
