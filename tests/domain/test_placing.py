"""What becomes of annotations when the text changes: once, again and again, and in two programs at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.changes import NotSaved
from annotations.errors import NoPlace
from annotations.history import CannotUndo
from annotations.model import Annotation, Placement
from annotations.places import Places
from annotations.usecases.annotating.highlights import Edit
from annotations.workspace import Workspace
from corpus.span import Span

Open = Callable[[], Workspace]

FIRST = """The gates of the harbour

The gates were raised at noon, and nobody in the town expected the water to hold.

The engineer had promised a century of service to the council and to the fishermen.

In the evening the mayor thanked everybody who had carried sand and stones to the quay.
"""
QUOTE = "The engineer had promised a century of service to the council"
REWORDED = FIRST.replace("promised a century of service", "promised fifty years of service")
WITHOUT = FIRST.replace(f"{QUOTE} and to the fishermen.\n\n", "")
SWAPPED = f"{QUOTE} and to the fishermen.\n\n{WITHOUT}"


@pytest.fixture
def article(library: Path) -> Path:
    path = library / "gates.txt"
    path.write_text(FIRST)
    return path


def made(opened: Open, article: Path, quote: str = QUOTE) -> Workspace:
    workspace = opened()
    workspace.annotate(article.name, workspace.quoted(article.name, quote), note="kept")
    return workspace


def after(workspace: Workspace, article: Path, text: str) -> Annotation:
    """The one annotation, placed in a new text by what the program does in the background."""
    article.write_text(text)
    workspace.refresh()
    workspace.place_changed()
    record = next(record for record, _ in workspace.annotations() if record.path == article.name)
    (item,) = (item for found, item in workspace.annotations() if found.id == record.id)
    return item


def test_an_exact_place_renews_selectors_and_snapshot(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    item = after(workspace, article, "A new first line.\n\n" + FIRST)
    document = workspace.document(article.name)
    assert (item.placement, item.score) == (Placement.EXACT, 1.0)
    assert item.span is not None
    assert item.selectors.span == item.span
    assert item.selectors.digest == item.placed == document.digest
    assert not [each for each in workspace.check() if each.kind == "snapshot"]


def test_a_moved_place_renews_selectors_and_is_said(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    article.write_text(SWAPPED)
    workspace.refresh()
    assert workspace.place_changed().sentence == "1 article changed: 1 moved."
    ((_, item),) = workspace.annotations()
    assert item.placement is Placement.MOVED
    assert item.selectors.digest == workspace.document(article.name).digest
    assert workspace.place_changed().sentence == ""


def test_an_uncertain_one_keeps_its_first_quotation_through_every_version(
    opened: Open, article: Path
) -> None:
    workspace = made(opened, article)
    second = after(workspace, article, REWORDED)
    third = after(workspace, article, "Another head.\n\n" + REWORDED.replace("town", "village"))
    for item in (second, third):
        assert item.placement is Placement.UNCERTAIN
        assert item.selectors.exact == QUOTE
        assert item.span is not None
        text = workspace.document(article.name).text
    assert third.span is not None
    assert "fifty years" in third.span.of(text)
    back = after(workspace, article, "Another head.\n\n" + FIRST)
    assert (back.placement, back.selectors.exact) == (Placement.EXACT, QUOTE)


def test_text_put_back_gets_its_annotation_back(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    lost = after(workspace, article, WITHOUT)
    assert (lost.span, lost.placement, lost.score) == (None, Placement.ORPHAN, 0.0)
    still = after(workspace, article, WITHOUT.replace("noon", "midnight"))
    assert still.placement is Placement.ORPHAN
    assert still.selectors == lost.selectors
    article.write_text("And a new head.\n\n" + FIRST.replace("noon", "midnight"))
    workspace.refresh()
    assert workspace.place_changed().sentence == "1 article changed: 1 found again."
    ((_, back),) = workspace.annotations()
    assert (back.placement, back.note) == (Placement.EXACT, "kept")
    assert back.span is not None
    assert back.span.of(workspace.document(article.name).text) == QUOTE


def test_a_file_that_is_emptied_and_written_again_loses_nothing(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    assert after(workspace, article, "").placement is Placement.ORPHAN
    assert after(workspace, article, FIRST).placement is Placement.EXACT


def test_a_text_that_was_not_read_whole_is_not_placed_in(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    document = replace(workspace.document(article.name), text="The gates", digest="")
    steps = len(list(workspace.history()))
    (item,) = workspace.placed(document).annotations
    assert item.placement is Placement.EXACT
    assert len(list(workspace.history())) == steps


def test_two_programs_that_notice_the_same_change_agree(opened: Open, article: Path) -> None:
    here = made(opened, article)
    there = opened()
    assert there.annotations()
    article.write_text(REWORDED)
    for workspace in (here, there):
        workspace.refresh()
    documents = [workspace.document(article.name) for workspace in (here, there)]
    one = here.placed(documents[0])
    other = there.placed(documents[1])
    assert [item.span for item in one.annotations] == [item.span for item in other.annotations]
    assert [item.placement for item in other.annotations] == [Placement.UNCERTAIN]
    steps = [command for command in here.history() if command.upkeep]
    assert len(steps) == 1


def test_a_note_written_elsewhere_meanwhile_survives_the_placing(opened: Open, article: Path) -> None:
    here = made(opened, article)
    there = opened()
    ((_, item),) = there.annotations()
    here.edit([item.id], Edit(note="written meanwhile"))
    article.write_text("New head.\n\n" + FIRST)
    there.refresh()
    there.place_changed()
    here.news()
    ((_, found),) = here.annotations()
    assert (found.note, found.placement) == ("written meanwhile", Placement.EXACT)
    assert found.span is not None
    assert found.span.start == FIRST.index(QUOTE) + len("New head.\n\n")


def test_what_undo_brings_back_from_an_older_text_is_placed_in_the_new_one(
    opened: Open, article: Path
) -> None:
    workspace = made(opened, article)
    workspace.annotate(article.name, workspace.quoted(article.name, "at noon"))
    ((_, item), *_) = workspace.annotations(query='"at noon"')
    workspace.delete([item.id])
    after(workspace, article, "New head.\n\n" + FIRST)
    workspace.undo()
    document = workspace.document(article.name)
    found = {item.selectors.exact: item for _, item in workspace.annotations()}
    span = found["at noon"].span
    assert span is not None
    assert span.of(document.text) == "at noon"


def test_an_offset_of_an_older_text_is_refused(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    document = workspace.document(article.name)
    article.write_text("New head.\n\n" + FIRST)
    with pytest.raises(NoPlace, match="changed"):
        workspace.annotate(article.name, Span(0, 9), digest=document.digest)
    ((_, item),) = workspace.annotations()
    with pytest.raises(NoPlace, match="changed"):
        workspace.edit([item.id], Edit(span=Span(0, 9), digest=document.digest))
    with pytest.raises(NoPlace, match="changed"):
        workspace.replace_place(item.id, Span(0, 9), document.digest)


def test_a_disk_that_is_full_costs_the_storing_and_not_the_reading(
    opened: Open, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotations.store import Store

    workspace = made(opened, article)
    article.write_text("New head.\n\n" + FIRST)

    def full(*_: object, **__: object) -> None:
        raise NotSaved("not saved: no space left on the disk")

    monkeypatch.setattr(Store, "commit", full)
    placed = workspace.placed(workspace.document(article.name))
    assert placed.unsaved
    assert [item.placement for item in placed.annotations] == [Placement.EXACT]
    monkeypatch.undo()
    assert workspace.placed(workspace.document(article.name)).placed == 1


def test_in_a_library_that_is_only_read_places_are_found_and_nothing_is_written(
    opened: Open, article: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(opened, article).close()
    article.write_text("New head.\n\n" + FIRST)
    monkeypatch.setattr("os.access", lambda path, mode: library not in Path(path, "x").parents)
    before = sorted((library / ".scholiast").rglob("*"))
    workspace = opened()
    text = workspace.document(article.name).text
    ((_, item),) = workspace.annotations()
    assert item.span is not None
    assert item.span.of(text) == QUOTE
    assert workspace.place_changed().sentence == ""
    (shown,) = workspace.placed(workspace.document(article.name)).annotations
    assert shown.span == item.span
    workspace.close()
    assert sorted((library / ".scholiast").rglob("*")) == before


def test_all_changed_articles_are_placed_with_progress_and_it_can_be_stopped(
    opened: Open, library: Path
) -> None:
    workspace = opened()
    names = [f"article {n}.txt" for n in range(5)]
    for name in names:
        (library / name).write_text(FIRST)
    workspace.refresh()
    for name in names:
        workspace.annotate(name, workspace.quoted(name, QUOTE))
        (library / name).write_text(REWORDED)
    workspace.refresh()
    told: list[tuple[int, int]] = []
    first = workspace.place_changed(
        lambda done, of: told.append((done, of)), cancelled=lambda: len(told) >= 2
    )
    assert told == [(1, 5), (2, 5)]
    assert (first.complete, first.uncertain) == (False, 2)
    rest = workspace.place_changed()
    assert (rest.complete, rest.uncertain) == (True, 3)
    assert rest.sentence == "3 articles changed: 3 uncertain."


def test_a_change_of_the_front_matter_alone_is_looked_at_once(opened: Open, library: Path) -> None:
    workspace = opened()
    workspace.annotate("harbour.md", workspace.quoted("harbour.md", "It has to hold"))
    path = library / "harbour.md"
    path.write_text(path.read_text().replace("The harbour opens\nsource", "Gates\nsource"))
    workspace.refresh()
    workspace.place_changed()
    ((record, _),) = workspace.annotations()
    assert record.title == "Gates"
    steps = len(list(workspace.history()))
    workspace.place_changed()
    workspace.annotations()
    assert len(list(workspace.history())) == steps


# Deciding


def test_accepting_makes_the_words_that_stand_there_the_quotation(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    item = after(workspace, article, REWORDED)
    (doubt,) = workspace.doubts()
    assert doubt.annotation.id == item.id
    workspace.accept([item.id], item.placed)
    assert not workspace.doubts()
    accepted = workspace.annotation(item.id)
    assert (accepted.placement, accepted.note) == (Placement.EXACT, "kept")
    assert accepted.selectors.exact == QUOTE.replace("a century", "fifty years")
    workspace.undo()
    assert [each.annotation.selectors.exact for each in workspace.doubts()] == [QUOTE]
    workspace.redo()
    assert not workspace.doubts()


def test_an_accepted_place_holds_through_the_next_change(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    item = after(workspace, article, REWORDED)
    workspace.accept([item.id])
    again = after(workspace, article, "New head.\n\n" + REWORDED)
    assert again.placement is Placement.EXACT


def test_another_place_can_be_chosen_for_what_was_lost(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    item = after(workspace, article, WITHOUT)
    with pytest.raises(NoPlace, match="choose one"):
        workspace.accept([item.id])
    document = workspace.document(article.name)
    span = workspace.quoted(article.name, "the mayor thanked everybody")
    workspace.replace_place(item.id, span, document.digest)
    found = workspace.annotation(item.id)
    assert (found.placement, found.span, found.note) == (Placement.EXACT, span, "kept")
    workspace.undo()
    assert workspace.annotation(item.id).placement is Placement.ORPHAN
    assert len(workspace.doubts()) == 1


def test_what_is_left_without_a_place_is_not_asked_about_again_until_it_was_found(
    opened: Open, article: Path
) -> None:
    workspace = made(opened, article)
    item = after(workspace, article, WITHOUT)
    workspace.orphan([item.id])
    assert not workspace.doubts()
    assert after(workspace, article, WITHOUT.replace("noon", "midnight")).placement is Placement.ORPHAN
    assert not workspace.doubts()
    assert after(workspace, article, "Head.\n\n" + FIRST).placement is Placement.EXACT
    assert after(workspace, article, "Head.\n\n" + WITHOUT).placement is Placement.ORPHAN
    assert len(workspace.doubts()) == 1


def test_a_proposal_can_be_turned_down_and_that_undone(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    item = after(workspace, article, REWORDED)
    workspace.orphan([item.id])
    turned = workspace.annotation(item.id)
    assert (turned.span, turned.placement) == (None, Placement.ORPHAN)
    assert [each.selectors.exact for _, each in workspace.annotations(query="placement:orphan")] == [QUOTE]
    workspace.undo()
    assert workspace.annotation(item.id).placement is Placement.UNCERTAIN


def test_placements_are_queried_and_checked_by_name(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    workspace.annotate(article.name, workspace.quoted(article.name, "nobody in the town"))
    after_text = WITHOUT.replace("nobody in the town", "no one in the whole town")
    article.write_text(after_text)
    workspace.refresh()
    assert [item.selectors.exact for _, item in workspace.annotations(query="placement:orphan")] == [QUOTE]
    uncertain = workspace.annotations(query="placement:uncertain")
    assert [item.selectors.exact for _, item in uncertain] == ["nobody in the town"]
    found = {finding.kind: finding.severity for finding in workspace.check()}
    assert (found["orphan"], found["uncertain"]) == ("warning", "warning")
    workspace.orphan([item.id for _, item in workspace.annotations(query="placement:orphan")])
    assert {finding.kind: finding.severity for finding in workspace.check()}["orphan"] == "note"


# Looking at it


def test_a_doubt_shows_the_old_passage_beside_the_new_one(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    after(workspace, article, REWORDED)
    (doubt,) = workspace.doubts()
    beside = workspace.beside(doubt)
    assert beside.place is not None
    quote, there = beside.doubt.annotation.selectors.exact, beside.place.of(beside.document.text)
    assert [span.of(quote) for span in beside.differences.gone] == ["a century"]
    assert [span.of(there) for span in beside.differences.new] == ["fifty years"]
    assert beside.before.endswith("expected the water to hold.\n\n")
    assert beside.after.startswith(" and to the fishermen.")
    assert beside.reason == "its words changed"


def test_what_was_lost_is_shown_near_where_it_stood(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    after(workspace, article, "A long new head that moves everything on.\n\n" + WITHOUT)
    beside = workspace.beside(workspace.doubts()[0])
    assert beside.place is None
    text = beside.document.text
    assert abs(beside.near - text.index("In the evening")) <= 4
    assert "not in the text" in beside.reason


def test_the_changes_of_an_article_name_the_highlights_they_touch(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    (other,) = workspace.annotate(article.name, workspace.quoted(article.name, "thanked everybody"))
    article.write_text(REWORDED.replace("noon", "midnight"))
    workspace.refresh()
    workspace.place_changed()
    found = workspace.changes(workspace.document(article.name))
    words = [(each.old.of(found.earlier), each.new.of(found.document.text)) for each in found.alterations]
    assert words == [("noon", "midnight"), ("a century", "fifty years")]
    touched = [each.touched for each in found.alterations]
    assert touched[0] == ()
    assert len(touched[1]) == 1
    assert touched[1] != (other.id,)
    assert dict(found.old_places)[other.id].of(found.earlier) == "thanked everybody"


def test_an_article_that_never_changed_has_no_earlier_version(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    assert workspace.changes(workspace.document(article.name)).earlier == ""
    assert workspace.changes(workspace.document("ledger.txt")).earlier == ""


def test_the_earlier_version_is_the_one_before_the_present(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    after(workspace, article, "Second head.\n\n" + FIRST)
    after(workspace, article, "Third head.\n\n" + FIRST)
    assert workspace.changes(workspace.document(article.name)).earlier.startswith("Second head.")


@pytest.mark.parametrize("third", [REWORDED, "A new head.\n\n" + REWORDED])
def test_a_chosen_place_is_undone_and_done_again_with_no_article_open(
    opened: Open, article: Path, third: str
) -> None:
    workspace = made(opened, article)
    doubtful = after(workspace, article, REWORDED)
    other = "nobody in the town"
    workspace.replace_place(doubtful.id, workspace.quoted(article.name, other))
    workspace.undo()
    workspace.undo()
    assert not workspace.annotations()
    if third != REWORDED:
        article.write_text(third)
        workspace.refresh()
        workspace.place_changed()
    assert "highlight" in workspace.redo().label
    assert "choose another place" in workspace.redo().label
    ((record, item),) = workspace.annotations()
    assert (item.selectors.exact, item.placement) == (other, Placement.EXACT)
    assert item.span is not None
    assert item.span.of(workspace.document(article.name).text) == other
    assert item.placed == workspace.document(article.name).digest == record.digest
    assert "choose another place" in workspace.undo().label
    assert "highlight" in workspace.undo().label
    assert not workspace.annotations()


def test_a_change_of_place_is_undone_in_a_text_that_changed_since(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    ((_, item),) = workspace.annotations()
    workspace.edit([item.id], Edit(span=workspace.quoted(article.name, "The engineer")))
    after(workspace, article, "A new head.\n\n" + FIRST)
    workspace.undo()
    ((_, item),) = workspace.annotations()
    assert item.selectors.exact == QUOTE
    assert item.span is not None
    assert item.span.of(workspace.document(article.name).text) == QUOTE


def test_a_place_that_another_chose_since_is_not_taken_back(
    opened: Open, article: Path, library: Path, tmp_path: Path
) -> None:
    """A change within the same second bears the same time; the text it was made in tells it from upkeep."""
    first, elsewhere = made(opened, article), tmp_path / "jonas"
    second = Workspace.open(library, by="Jonas", places=Places(elsewhere, elsewhere, elsewhere))
    second.refresh()
    ((_, item),) = first.annotations()
    first.edit([item.id], Edit(span=first.quoted(article.name, "The engineer")))
    second.news()
    second.edit([item.id], Edit(span=second.quoted(article.name, "a century")))
    first.news()
    with pytest.raises(CannotUndo, match="the place of “a century” was changed since by Jonas"):
        first.undo()


def test_a_choice_made_before_the_new_text_was_noted_is_done_again(opened: Open, article: Path) -> None:
    workspace = made(opened, article)
    ((_, item),) = workspace.annotations()
    article.write_text(REWORDED)
    workspace.replace_place(item.id, workspace.quoted(article.name, "fifty years"))
    workspace.undo()
    workspace.redo()
    ((_, item),) = workspace.annotations()
    assert item.selectors.exact == "fifty years"
