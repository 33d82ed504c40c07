"""The seam: from a folder of articles to annotations that are still there tomorrow."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import codebook
from annotations.errors import NoPlace, NoSuchAnnotation, NoSuchDocument, ReadOnly, ScholiastError
from annotations.history import CannotUndo
from annotations.lodging import Lodging
from annotations.model import Placement
from annotations.personal import Status
from annotations.places import Places
from annotations.usecases.annotating.highlights import Edit
from annotations.workspace import Workspace
from corpus.span import Span

Open = Callable[[], Workspace]


def test_opening_and_reading_write_nothing_into_the_library(opened: Open, library: Path) -> None:
    before = sorted(library.rglob("*"))
    workspace = opened()
    workspace.articles()
    workspace.placed(workspace.document("harbour.md"))
    workspace.annotations()
    workspace.check()
    workspace.close()
    assert sorted(library.rglob("*")) == before


def test_articles_know_their_titles_dates_and_sources(opened: Open) -> None:
    found = {article.path: article for article in opened().articles()}
    assert found["harbour.md"].title == "The harbour opens"
    assert (found["harbour.md"].source, found["harbour.md"].date) == ("Quay Gazette", "2025-02-13")
    assert (found["ledger.txt"].title, found["ledger.txt"].date) == ("Costs of the harbour", "2025-02-14")
    assert set(found) == {"harbour.md", "ledger.txt", "notes/visit.txt"}


def test_an_annotation_is_there_for_another_program_at_once(opened: Open) -> None:
    here, there = opened(), opened()
    span = here.quoted("ledger.txt", "a fifth more than planned")
    (made,) = here.annotate("ledger.txt", span, tags=["figures/cost"], note="  Since when?\n")
    assert there.news()
    ((record, found),) = there.annotations()
    assert (record.path, found.id, found.tags, found.note) == (
        "ledger.txt", made.id, ("figures/cost",), "Since when?",
    )  # fmt: skip
    assert found.selectors.exact == "a fifth more than planned"
    assert found.creator == "Mira"


def test_what_was_not_closed_is_still_there(opened: Open) -> None:
    first = opened()
    first.annotate("ledger.txt", first.quoted("ledger.txt", "ten years"), tags=["time"])
    again = opened()
    assert [item.tags for _, item in again.annotations()] == [("time",)]
    assert [tag.path for tag in again.codebook().tags] == ["time"]


def test_blanks_at_the_ends_of_a_passage_are_left_out(opened: Open) -> None:
    workspace = opened()
    text = workspace.document("ledger.txt").text
    start = text.index("The works")
    (made,) = workspace.annotate("ledger.txt", Span(start - 1, start + 10))
    assert made.span == Span(start, start + 9)


@pytest.mark.parametrize(
    "span", [Span(0, 0), Span(-1, 3), Span(5, 2), Span(0, 10**9), Span(10**9, 10**9 + 1)]
)
def test_a_span_outside_the_text_stores_nothing(opened: Open, span: Span, library: Path) -> None:
    workspace = opened()
    with pytest.raises(NoPlace):
        workspace.annotate("ledger.txt", span)
    assert not workspace.annotations()
    assert not (library / ".scholiast").exists()


def test_a_quotation_fits_over_any_white_space(opened: Open) -> None:
    workspace = opened()
    span = workspace.quoted("ledger.txt", "Costs  of\nthe harbour\tMorning Ledger")
    assert span.of(workspace.document("ledger.txt").text) == "Costs of the harbour\n\nMorning Ledger"


def test_a_quotation_that_stands_twice_names_its_places(opened: Open) -> None:
    workspace = opened()
    with pytest.raises(NoPlace) as caught:
        workspace.quoted("harbour.md", "gates were raised")
    assert len(caught.value.places) == 2
    span = workspace.quoted("harbour.md", "gates were raised", suffix="again in")
    assert span == caught.value.places[1]
    assert workspace.quoted("harbour.md", "gates were raised", prefix="water held. The ") == span


def test_a_quotation_that_is_not_there_says_so(opened: Open) -> None:
    with pytest.raises(NoPlace, match="does not stand"):
        opened().quoted("harbour.md", "gates were lowered")


def test_a_document_is_found_by_any_part_that_only_it_has(opened: Open) -> None:
    workspace = opened()
    assert workspace.find_document("ledger.txt") == "ledger.txt"
    assert workspace.find_document("visit") == "notes/visit.txt"
    assert workspace.find_document("harbour opens") == "harbour.md"
    with pytest.raises(NoSuchDocument, match="could mean"):
        workspace.find_document("t")
    with pytest.raises(NoSuchDocument, match="list"):
        workspace.find_document("nowhere")


def test_tags_are_added_and_taken_in_one_step_and_spelled_as_in_the_codebook(opened: Open) -> None:
    workspace = opened()
    (made,) = workspace.annotate(
        "ledger.txt", workspace.quoted("ledger.txt", "ten years"), tags=["Time", "cost"]
    )
    (edited,) = workspace.edit([made.id], Edit(add=["TIME", "new"], remove=["COST"]))
    assert edited.tags == ("Time", "new")
    assert {tag.path for tag in workspace.codebook().tags} == {"Time", "cost", "new"}


def test_an_edit_that_changes_nothing_is_no_step_of_the_history(opened: Open) -> None:
    workspace = opened()
    (made,) = workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"), note="n")
    steps = len(list(workspace.history()))
    workspace.edit([made.id[:8]], Edit(note="n "))
    assert len(list(workspace.history())) == steps


def test_undo_takes_back_each_kind_of_change_and_redo_does_it_again(opened: Open) -> None:
    workspace = opened()

    def state() -> object:
        found = [(item.id, item.tags, item.note, item.span) for _, item in workspace.annotations()]
        return found, [tag.path for tag in workspace.codebook().tags]

    states = [state()]
    (made,) = workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"), tags=["a/b"])
    states.append(state())
    workspace.edit([made.id], Edit(note="why?", add=["c"]))
    states.append(state())
    workspace.reshape(lambda book: codebook.rename(book, "a", "x"))
    states.append(state())
    workspace.reshape(lambda book: codebook.merge(book, ["c"], "x/b"))
    states.append(state())
    workspace.delete([made.id])
    states.append(state())
    for before in reversed(states[:-1]):
        workspace.undo()
        assert state() == before
    with pytest.raises(ScholiastError, match="nothing to undo"):
        workspace.undo()
    for after in states[1:]:
        workspace.redo()
        assert state() == after


def test_undo_reaches_over_a_restart(opened: Open) -> None:
    first = opened()
    first.annotate("ledger.txt", first.quoted("ledger.txt", "ten years"))
    first.close()
    again = opened()
    assert "ten years" in again.undo().label
    assert not again.annotations()


def test_a_highlight_follows_its_words_when_the_text_around_them_changes(opened: Open, library: Path) -> None:
    workspace = opened()
    (made,) = workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "a fifth more than planned"))
    path = library / "ledger.txt"
    path.write_text(path.read_text().replace("The works", "As everybody knew, the works"), encoding="utf-8")
    placed = workspace.placed(workspace.document("ledger.txt"))
    (found,) = placed.annotations
    assert found.span is not None
    assert found.span != made.span
    assert found.placement is Placement.EXACT
    assert found.span.of(workspace.document("ledger.txt").text) == "a fifth more than planned"


def test_a_highlight_whose_passage_is_gone_is_kept_without_a_place(opened: Open, library: Path) -> None:
    workspace = opened()
    workspace.annotate(
        "ledger.txt", workspace.quoted("ledger.txt", "The town pays in ten years."), note="kept"
    )
    (library / "ledger.txt").write_text("Quite another thing, and nothing of it is old.\n", encoding="utf-8")
    placed = workspace.placed(workspace.document("ledger.txt"))
    (found,) = placed.annotations
    assert (found.span, found.placement, found.note) == (None, Placement.ORPHAN, "kept")
    assert found.selectors.exact == "The town pays in ten years."
    assert placed.lost == 1
    assert "1 lost" in placed.sentence


def test_undo_is_not_in_the_way_of_a_text_that_changed(opened: Open, library: Path) -> None:
    workspace = opened()
    (made,) = workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"), note="first")
    workspace.edit([made.id], Edit(note="second"))
    path = library / "ledger.txt"
    path.write_text("New first line.\n\n" + path.read_text(), encoding="utf-8")
    placed = workspace.placed(workspace.document("ledger.txt")).annotations[0]
    workspace.undo()
    (after,) = workspace.placed(workspace.document("ledger.txt")).annotations
    assert (after.note, after.span) == ("first", placed.span)
    workspace.undo()
    assert not workspace.annotations()


def test_undo_leaves_what_another_person_has_come_to_need(
    opened: Open, library: Path, tmp_path: Path
) -> None:
    mira = opened()
    mira.annotate("ledger.txt", mira.quoted("ledger.txt", "ten years"), tags=["time", "money"])
    elsewhere = tmp_path / "jonas"
    jonas = Workspace.open(library, by="Jonas", places=Places(elsewhere, elsewhere, elsewhere))
    jonas.refresh()
    jonas.annotate("ledger.txt", jonas.quoted("ledger.txt", "The works"), tags=["time"])
    mira.news()
    mira.undo()
    assert [tag.path for tag in mira.codebook().tags] == ["time"]
    assert [(record.path, item.tags) for record, item in mira.annotations()] == [("ledger.txt", ("time",))]
    mira.redo()
    assert [tag.path for tag in mira.codebook().tags] == ["money", "time"]
    assert len(mira.annotations()) == 2


def test_what_hinders_undo_is_said_in_words_and_can_be_passed_over(
    opened: Open, library: Path, tmp_path: Path
) -> None:
    mira = opened()
    (made,) = mira.annotate("ledger.txt", mira.quoted("ledger.txt", "ten years"))
    mira.edit([made.id], Edit(note="first"))
    elsewhere = tmp_path / "jonas"
    jonas = Workspace.open(library, by="Jonas", places=Places(elsewhere, elsewhere, elsewhere))
    jonas.edit([made.id], Edit(note="second"))
    mira.news()
    for _ in range(2):
        with pytest.raises(CannotUndo) as caught:
            mira.undo()
        assert str(caught.value) == (
            "“write a note on ‘ten years’” stays as it is: "
            "the note on “ten years” was changed since by Jonas."
        )
    mira.undo(rest=True)
    assert mira.annotation(made.id).note == "second"
    with pytest.raises(CannotUndo, match="highlight ‘ten years’"):
        mira.undo()
    jonas.delete([made.id])
    mira.news()
    mira.undo()
    with pytest.raises(ScholiastError, match="nothing to undo"):
        mira.undo()


def test_a_change_to_many_is_taken_back_without_the_one_that_changed_since(
    opened: Open, library: Path, tmp_path: Path
) -> None:
    mira = opened()
    spans = [mira.quoted("ledger.txt", words) for words in ("ten years", "a fifth more", "The town")]
    made = mira.annotate("ledger.txt", spans)
    mira.edit([item.id for item in made], Edit(add=["time"]))
    elsewhere = tmp_path / "jonas"
    jonas = Workspace.open(library, by="Jonas", places=Places(elsewhere, elsewhere, elsewhere))
    jonas.delete([made[0].id])
    mira.news()
    with pytest.raises(
        CannotUndo, match=r"“ten years” was deleted since by Jonas\. The rest of it, 3 changes"
    ):
        mira.undo()
    mira.undo(rest=True)
    assert [item.tags for _, item in mira.annotations()] == [(), ()]
    mira.redo(rest=True)
    assert [item.tags for _, item in mira.annotations()] == [("time",), ("time",)]


def test_the_annotations_of_a_file_that_is_gone_stay_readable(opened: Open, library: Path) -> None:
    workspace = opened()
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"), note="kept")
    (library / "ledger.txt").unlink()
    workspace.refresh()
    missing = [article for article in workspace.articles() if article.missing]
    assert [(article.title, article.annotations) for article in missing] == [("Costs of the harbour", 1)]
    assert [item.note for _, item in workspace.annotations()] == ["kept"]


def test_corrections_win_and_an_empty_one_gives_the_found_value_back(opened: Open) -> None:
    workspace = opened()
    workspace.correct("ledger.txt", {"title": "What it cost", "date": "2025-02"})
    found = {article.path: article for article in workspace.articles()}["ledger.txt"]
    assert (found.title, found.date) == ("What it cost", "2025-02")
    metadata = workspace.document("ledger.txt").metadata
    assert (metadata.title, metadata.origin["title"]) == ("What it cost", "you")
    workspace.correct("ledger.txt", {"title": ""})
    assert workspace.document("ledger.txt").metadata.title == "Costs of the harbour"
    with pytest.raises(ScholiastError, match="no date"):
        workspace.correct("ledger.txt", {"date": "yesterday"})


def test_status_and_position_are_personal_and_come_back(opened: Open, library: Path) -> None:
    workspace = opened()
    workspace.mark("ledger.txt", Status.READ)
    workspace.leave("ledger.txt", 12)
    workspace.close()
    again = opened()
    assert (again.status("ledger.txt"), again.position("ledger.txt")) == (Status.READ, 12)
    assert not (library / ".scholiast").exists()


def test_an_id_needs_six_characters_and_must_mean_one_annotation(opened: Open) -> None:
    workspace = opened()
    (made,) = workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"))
    assert workspace.annotation(made.id[:6]).id == made.id
    for wrong in (made.id[:5], "ffffff" if not made.id.startswith("ffffff") else "000000"):
        with pytest.raises(NoSuchAnnotation):
            workspace.annotation(wrong)


def test_a_read_only_library_keeps_annotations_in_the_users_folder(
    opened: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writable = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: library not in Path(path, "x").parents and writable(path, mode)
    )
    workspace = opened()
    assert "read-only" in workspace.remark
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"))
    workspace.close()
    assert not (library / ".scholiast").exists()
    assert [item.selectors.exact for _, item in opened().annotations()] == ["ten years"]


def test_the_annotations_of_a_read_only_library_are_added_to_in_a_copy(
    opened: Open, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened()
    first.annotate("ledger.txt", first.quoted("ledger.txt", "ten years"))
    first.close()
    before = {path: path.read_bytes() for path in library.rglob("*") if path.is_file()}
    monkeypatch.setattr(os, "access", lambda path, mode: library not in Path(path, "x").parents)
    workspace = opened()
    assert len(workspace.annotations()) == 1
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "The works"))
    workspace.close()
    assert {path: path.read_bytes() for path in library.rglob("*") if path.is_file()} == before
    assert len(opened().annotations()) == 2


def test_the_copy_of_a_store_in_folders_that_cannot_be_written_can_be(tmp_path: Path) -> None:
    original = tmp_path / "sealed" / ".scholiast"
    (original / "annotations").mkdir(parents=True)
    (original / "annotations" / "x.json").write_text("{}", "utf-8")
    for path in (original / "annotations" / "x.json", original / "annotations", original):
        path.chmod(0o444 if path.is_file() else 0o555)
    folder = tmp_path / "mine" / "store"
    Lodging(folder, original).settle()
    assert [path.name for path in folder.parent.iterdir()] == ["store"]
    for path in (folder, folder / "annotations", folder / "annotations" / "x.json"):
        assert path.stat().st_mode & 0o200
    for path in (original, original / "annotations"):
        path.chmod(0o755)


def test_a_folder_that_is_none_is_refused_in_words(tmp_path: Path, places: Places) -> None:
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(ScholiastError, match="no folder"):
        Workspace.open(tmp_path / "nowhere", places=places)
    with pytest.raises(ScholiastError, match="is a file"):
        Workspace.open(tmp_path / "file.txt", places=places)


def test_a_library_of_a_newer_version_is_read_and_never_written(opened: Open, library: Path) -> None:
    workspace = opened()
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"))
    workspace.close()
    for path in (library / ".scholiast").rglob("*.json"):
        if "backups" not in path.parts:
            path.write_text(
                path.read_text()
                .replace('"version":1', '"version":99')
                .replace('"version": 1', '"version": 99')
            )
    newer = opened()
    with pytest.raises(ReadOnly):
        newer.annotate("ledger.txt", newer.quoted("ledger.txt", "The works"))


def test_a_name_that_is_no_text_is_made_one(library: Path, places: Places) -> None:
    workspace = Workspace.open(library, by="A\udc80\x1b[31m\nB", places=places)
    (made,) = workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"))
    assert made.creator.encode("utf-8").decode() == made.creator
    assert not set(made.creator) & set("\x1b\n\udc80")
    assert next(workspace.history()).by == made.creator
