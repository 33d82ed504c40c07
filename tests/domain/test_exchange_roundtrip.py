"""What goes out of one library comes into another: the same, once, and as one step."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.codebook import Reshape
from annotations.errors import ScholiastError
from annotations.exchange.foreign import BadFile, Fate
from annotations.findings import Severity
from annotations.model import Annotation, DocumentRecord, Placement, Tag
from annotations.places import Places
from annotations.usecases.annotating.highlights import Edit
from annotations.usecases.exchange.exporting import FORMS
from annotations.usecases.exchange.matching import Cancelled
from annotations.workspace import Workspace
from corpus.span import Span

Open = Callable[[], Workspace]
OWN = ("jsonl", "csv", "jsonld")


@pytest.fixture
def filled(opened: Open) -> Workspace:
    """The small library with all that an annotation can bear."""
    workspace = opened()
    tag = Tag("0a0b0c0d-0000-4000-8000-000000000001", "tide/gate", "#12ab9f", "What keeps water out")
    workspace.reshape(lambda _: Reshape(((None, tag),), {}, "a tag"))
    gates = workspace.quoted("harbour.md", "The gates were raised at noon")
    workspace.annotate("harbour.md", gates, tags=["tide/gate", "noon"], note="Who *raised* them?\n\nAnd why?")
    workspace.annotate("harbour.md", workspace.quoted("harbour.md", "It has to hold"), by="Ada, K.")
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "a fifth more"), note="=1+1; @x", by="")
    workspace.annotate("notes/visit.txt", Span(9, 15), tags=["plain; tag", "back\\slash"])
    return workspace


@pytest.fixture
def elsewhere(tmp_path: Path, library: Path, places: Places) -> Callable[..., Workspace]:
    """Opens another library, with copies of the same documents or with none."""

    def open_(*, documents: bool = True, name: str = "elsewhere") -> Workspace:
        root = tmp_path / name
        if not root.exists():
            if documents:
                shutil.copytree(library, root, ignore=shutil.ignore_patterns(".scholiast"))
            else:
                root.mkdir()
        workspace = Workspace.open(root, by="Other", places=places)
        workspace.refresh()
        return workspace

    return open_


def sent(workspace: Workspace, form: str, folder: Path) -> Path:
    file = folder / f"export.{form}"
    file.write_bytes(workspace.export(form).data)
    return file


def said(workspace: Workspace) -> list[tuple[DocumentRecord, Annotation]]:
    return [(replace(record, rev=1), replace(item, rev=1)) for record, item in workspace.annotations()]


@pytest.mark.parametrize("form", OWN)
def test_our_own_formats_come_back_to_the_last_field(
    form: str, filled: Workspace, elsewhere: Callable[..., Workspace], tmp_path: Path
) -> None:
    other = elsewhere()
    report = other.load(sent(filled, form, tmp_path))
    assert (report.added, report.remarks) == (4, ())
    assert said(other) == said(filled)


@pytest.mark.parametrize("form", OWN)
def test_places_that_are_not_sure_come_back_as_they_were(
    form: str, filled: Workspace, library: Path, elsewhere: Callable[..., Workspace], tmp_path: Path
) -> None:
    changed = (library / "harbour.md").read_text().replace("were raised at noon", "rose by noon")
    (library / "harbour.md").write_text(changed.replace("“It has to hold,” the engineer said. ", ""))
    filled.refresh()
    placements = {item.placement for _, item in filled.annotations()}
    assert placements == {Placement.EXACT, Placement.UNCERTAIN, Placement.ORPHAN}
    other = elsewhere()
    other.load(sent(filled, form, tmp_path))
    assert said(other) == said(filled)


@pytest.mark.parametrize("form", FORMS)
def test_an_export_is_the_same_bytes_every_time(form: str, filled: Workspace, opened: Open) -> None:
    first = filled.export(form).data
    filled.checkpoint()
    assert opened().export(form).data == first


@pytest.mark.parametrize("form", [*OWN, "hypothesis", "qdpx", "readwise"])
def test_loading_twice_adds_nothing(
    form: str, filled: Workspace, elsewhere: Callable[..., Workspace], tmp_path: Path
) -> None:
    file, other = sent(filled, form, tmp_path), elsewhere()
    assert other.load(file).added == 4
    before = said(other)
    again = other.load(file)
    assert (again.added, again.updated, again.count(Fate.DUPLICATE)) == (0, 0, 4)
    assert said(other) == before


def test_a_project_brings_its_documents_and_keeps_every_id(
    filled: Workspace, elsewhere: Callable[..., Workspace], tmp_path: Path
) -> None:
    other = elsewhere(documents=False)
    report = other.load(sent(filled, "qdpx", tmp_path))
    assert sorted(report.documents) == ["A visit.txt", "Costs of the harbour.txt", "The harbour opens.txt"]
    assert not report.remarks
    mine = {item.id: (item.selectors.exact, item.tags, item.note, item.creator, item.created, item.span)
            for _, item in filled.annotations()}  # fmt: skip
    theirs = {item.id: (item.selectors.exact, item.tags, item.note, item.creator, item.created, item.span)
              for _, item in other.annotations()}  # fmt: skip
    assert theirs == mine
    assert {record.id for record, _ in other.annotations()} == {
        record.id for record, _ in filled.annotations()
    }
    assert all(item.placement is Placement.EXACT for _, item in other.annotations())
    tag = other.codebook().get("tide/gate")
    assert (tag.colour, tag.description) == ("#12ab9f", "What keeps water out")


def test_a_project_for_windows_says_the_same(
    filled: Workspace, elsewhere: Callable[..., Workspace], tmp_path: Path
) -> None:
    from annotations.usecases.exchange.exporting import Options

    file = tmp_path / "windows.qdpx"
    file.write_bytes(filled.export("qdpx", options=Options(windows=True)).data)
    other = elsewhere(documents=False)
    other.load(file)
    assert [item.span for _, item in other.annotations()] == [
        item.span for _, item in sorted(filled.annotations(), key=lambda pair: pair[0].title)
    ]


def test_notes_on_whole_things_go_along_in_a_project(
    filled: Workspace, elsewhere: Callable[..., Workspace], tmp_path: Path
) -> None:
    from annotations.memo import MemoKind
    from annotations.usecases.annotating.memos import LIBRARY, About

    filled.write_memo(About(MemoKind.DOCUMENT, "ledger.txt"), "All about costs")
    filled.tag_article("ledger.txt", ["money"])
    filled.write_memo(About(MemoKind.TAG, "tide/gate"), "Only gates that move")
    filled.write_memo(LIBRARY, "What the study asks")
    other = elsewhere()
    assert other.load(sent(filled, "qdpx", tmp_path)).wholes == 3
    found = other.memo_on(About(MemoKind.DOCUMENT, "ledger.txt"))
    assert found is not None
    assert (found.text, found.tags) == ("All about costs", ("money",))
    on_tag = other.memo_on(About(MemoKind.TAG, "tide/gate"))
    assert on_tag is not None
    assert on_tag.text == "Only gates that move"
    assert other.load(sent(filled, "qdpx", tmp_path)).wholes == 0


def test_one_undo_takes_all_of_it_back(
    filled: Workspace, elsewhere: Callable[..., Workspace], tmp_path: Path
) -> None:
    other = elsewhere()
    other.load(sent(filled, "jsonld", tmp_path))
    other.undo()
    assert not other.annotations()
    assert not other.codebook().tags


@pytest.mark.parametrize("form", ["jsonl", "qdpx", "hypothesis"])
def test_a_dry_run_tells_and_stores_nothing(
    form: str, filled: Workspace, elsewhere: Callable[..., Workspace], tmp_path: Path
) -> None:
    file, other = sent(filled, form, tmp_path), elsewhere(documents=form != "qdpx")
    before = sorted(other.root.rglob("*"))
    report = other.load(file, dry_run=True)
    assert (report.dry, report.added) == (True, 4)
    assert sorted(other.root.rglob("*")) == before
    assert not other.annotations()


def test_a_cancelled_load_leaves_nothing_behind(
    filled: Workspace, elsewhere: Callable[..., Workspace], tmp_path: Path
) -> None:
    other = elsewhere(documents=False)
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        other.load(sent(filled, "qdpx", tmp_path), cancelled=lambda: next(asked, True))
    assert not [path for path in other.root.rglob("*") if path.suffix == ".txt"]
    assert not other.annotations()


def test_what_differs_here_stays_unless_asked(
    filled: Workspace, elsewhere: Callable[..., Workspace], tmp_path: Path
) -> None:
    other = elsewhere()
    other.load(sent(filled, "jsonl", tmp_path))
    changed = filled.annotations()[0][1]
    filled.edit([changed.id], Edit(note="A better note"))
    file = sent(filled, "jsonl", tmp_path)
    assert other.load(file).updated == 0
    assert other.annotation(changed.id).note != "A better note"
    assert other.load(file, update=True).updated == 1
    assert other.annotation(changed.id).note == "A better note"


def test_a_query_chooses_what_goes_out(filled: Workspace) -> None:
    lines = filled.export("jsonl", "tag:noon").data.splitlines()
    assert len(lines) == 1
    assert b"raised at noon" in lines[0]


def test_articles_that_are_not_here_keep_their_annotations_waiting(
    filled: Workspace, elsewhere: Callable[..., Workspace], library: Path, tmp_path: Path
) -> None:
    other = elsewhere(documents=False)
    report = other.load(sent(filled, "hypothesis", tmp_path))
    assert report.attention
    assert report.count(Fate.UNPLACED) == 3
    assert {item.placement for _, item in other.annotations()} == {Placement.ORPHAN}
    path = next(record.path for record, _ in other.annotations() if record.title == "Costs of the harbour")
    shutil.copy(library / "ledger.txt", other.root / path)
    other.refresh()
    found = [item for record, item in other.annotations() if record.path == path]
    assert [item.selectors.exact for item in found if item.placement is not Placement.ORPHAN] == [
        "a fifth more"
    ]


@pytest.mark.parametrize("form", OWN)
def test_articles_that_are_not_here_are_named_and_nothing_is_alarming_about_them(
    form: str, filled: Workspace, elsewhere: Callable[..., Workspace], library: Path, tmp_path: Path
) -> None:
    other = elsewhere(documents=False)
    report = other.load(sent(filled, form, tmp_path))
    assert report.added == 4
    assert [(remark.fate, remark.what) for remark in report.remarks] == [
        (Fate.UNPLACED, "2 annotations of harbour.md"),
        (Fate.UNPLACED, "1 annotation of ledger.txt"),
        (Fate.UNPLACED, "1 annotation of notes/visit.txt"),
    ]
    assert {item.placement for _, item in other.annotations()} == {Placement.ORPHAN}
    assert {finding.severity for finding in other.check()} == {Severity.NOTE}
    shutil.copytree(library, other.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".scholiast"))
    other.refresh()
    assert said(other) == said(filled)
    assert not other.check()


@pytest.mark.parametrize(
    "path", ["../secret.md", "/etc/passwd", ".hidden/a.md", "a//b.md", "a\\b.md", "\x07.md"]
)
def test_a_path_that_cannot_be_one_of_this_library_is_not_taken(
    path: str, elsewhere: Callable[..., Workspace], tmp_path: Path
) -> None:
    file = tmp_path / "hostile.jsonl"
    file.write_text(json.dumps({"document": path, "exact": "a fifth more", "id": ""}))
    other = elsewhere(documents=False)
    other.load(file)
    ((record, _),) = other.annotations()
    assert record.path != path
    assert not record.path.startswith((".", "/"))


def test_a_file_that_is_nothing_known_is_refused_with_a_sentence(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"\x00\x01\x02nothing")
    with pytest.raises(BadFile, match="--format"):
        opened().load(tmp_path / "x.bin")
    with pytest.raises(ScholiastError, match="cannot be read"):
        opened().load(tmp_path / "missing.json")
