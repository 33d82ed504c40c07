"""Whose annotations they are when files are renamed, moved, copied, exchanged or deleted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import ScholiastError
from annotations.memo import MemoKind
from annotations.model import Placement
from annotations.personal import Status
from annotations.places import Places
from annotations.usecases.annotating.memos import About
from annotations.workspace import Workspace

Open = Callable[[], Workspace]
LONG = " ".join(
    f"Sentence {n} tells of the {n * 7} boats that came in the year {1900 + n}." for n in range(40)
)


def said(workspace: Workspace) -> dict[str, list[str]]:
    """Quotations by path."""
    found: dict[str, list[str]] = {}
    for record, item in workspace.annotations():
        found.setdefault(record.path, []).append(item.selectors.exact)
    return found


def annotated(opened: Open, path: str = "ledger.txt", quote: str = "ten years") -> Workspace:
    workspace = opened()
    workspace.annotate(path, workspace.quoted(path, quote), note="kept")
    return workspace


def test_a_renamed_file_keeps_its_annotations(opened: Open, library: Path) -> None:
    workspace = annotated(opened)
    (library / "ledger.txt").rename(library / "costs.txt")
    refreshed = workspace.refresh()
    assert refreshed.moved == {"ledger.txt": "costs.txt"}
    assert said(workspace) == {"costs.txt": ["ten years"]}
    assert [article.path for article in workspace.articles() if article.annotations] == ["costs.txt"]
    assert not [article for article in workspace.articles() if article.missing]


def test_a_file_that_was_renamed_while_no_program_ran_keeps_them_too(opened: Open, library: Path) -> None:
    annotated(opened).close()
    (library / "archive").mkdir()
    (library / "ledger.txt").rename(library / "archive" / "2025 costs.txt")
    assert said(opened()) == {"archive/2025 costs.txt": ["ten years"]}


def test_it_keeps_them_where_nothing_is_known_of_the_folder(
    opened: Open, library: Path, tmp_path: Path
) -> None:
    annotated(opened).close()
    (library / "ledger.txt").rename(library / "costs.txt")
    elsewhere = tmp_path / "another machine"
    other = Workspace.open(library, by="Jonas", places=Places(elsewhere, elsewhere, elsewhere))
    other.refresh()
    assert said(other) == {"costs.txt": ["ten years"]}


def test_a_copy_takes_nothing_along(opened: Open, library: Path) -> None:
    workspace = annotated(opened)
    shutil.copy(library / "ledger.txt", library / "a copy.txt")
    assert not workspace.refresh().moved
    assert said(workspace) == {"ledger.txt": ["ten years"]}
    assert said(opened()) == {"ledger.txt": ["ten years"]}


def test_a_copy_that_was_there_before_is_offered_when_the_original_goes(opened: Open, library: Path) -> None:
    annotated(opened).close()
    shutil.copy(library / "ledger.txt", library / "a copy.txt")
    opened().close()
    (library / "ledger.txt").unlink()
    workspace = opened()
    assert said(workspace) == {"ledger.txt": ["ten years"]}
    (offer,) = workspace.likely()
    assert (offer.path, offer.likeness) == ("a copy.txt", 1.0)


def test_two_new_files_with_the_same_bytes_are_not_chosen_between(opened: Open, library: Path) -> None:
    workspace = annotated(opened)
    content = (library / "ledger.txt").read_bytes()
    (library / "one.txt").write_bytes(content)
    (library / "two.txt").write_bytes(content)
    (library / "ledger.txt").unlink()
    assert not workspace.refresh().moved
    assert said(workspace) == {"ledger.txt": ["ten years"]}


def test_a_folder_of_equal_files_that_is_renamed_is_followed_by_their_names(
    opened: Open, library: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        (library / "notes" / name).write_text("The same words in both.\n")
    workspace = opened()
    for name in ("a.txt", "b.txt"):
        path = f"notes/{name}"
        workspace.annotate(path, workspace.quoted(path, "The same words"), note=name)
    shutil.copytree(library / "notes", library / "papers")
    shutil.rmtree(library / "notes")
    workspace.refresh()
    notes = {record.path: item.note for record, item in workspace.annotations()}
    assert notes == {"papers/a.txt": "a.txt", "papers/b.txt": "b.txt"}


def test_a_file_whose_name_another_one_takes_keeps_its_annotations(opened: Open, library: Path) -> None:
    workspace = annotated(opened)
    (library / "ledger.txt").rename(library / "ledger of 2025.txt")
    (library / "ledger.txt").write_text("The ledger of 2026\n\nNothing was bought.\n")
    workspace.refresh()
    assert said(workspace) == {"ledger of 2025.txt": ["ten years"]}


def test_a_copy_made_before_the_original_is_edited_takes_nothing(opened: Open, library: Path) -> None:
    workspace = annotated(opened)
    path = library / "ledger.txt"
    shutil.copy(path, library / "ledger before.txt")
    path.write_text(path.read_text().replace("The works", "All the works"))
    workspace.refresh()
    assert said(workspace) == {"ledger.txt": ["ten years"]}


def test_corrections_and_reading_follow_even_without_annotations(opened: Open, library: Path) -> None:
    workspace = opened()
    workspace.correct("ledger.txt", {"title": "What it cost"})
    workspace.mark("ledger.txt", Status.READ)
    (library / "ledger.txt").rename(library / "costs.txt")
    workspace.refresh()
    found = {article.path: article for article in workspace.articles()}["costs.txt"]
    assert (found.title, found.status) == ("What it cost", Status.READ)


def test_following_is_no_step_of_the_persons_undo(opened: Open, library: Path) -> None:
    workspace = annotated(opened)
    (library / "ledger.txt").rename(library / "costs.txt")
    workspace.refresh()
    assert "ten years" in workspace.undo().label
    workspace.redo()
    assert said(workspace) == {"costs.txt": ["ten years"]}


def test_a_record_that_stood_aside_gets_nothing_and_loses_nothing(opened: Open, library: Path) -> None:
    workspace = annotated(opened)
    (library / "costs.txt").write_text("Something else for a while.\n")
    workspace.refresh()
    (made,) = workspace.annotate("costs.txt", workspace.quoted("costs.txt", "for a while"))
    workspace.delete([made.id])
    (library / "costs.txt").unlink()
    workspace.refresh()
    (library / "ledger.txt").rename(library / "costs.txt")
    workspace.refresh()
    assert said(workspace) == {"costs.txt": ["ten years"]}
    workspace.undo()
    assert said(workspace) == {"costs.txt": ["ten years"], "ledger.txt": ["for a while"]}


def test_a_refresh_that_was_cancelled_follows_nothing(opened: Open, library: Path) -> None:
    workspace = annotated(opened)
    (library / "ledger.txt").rename(library / "costs.txt")
    assert not workspace.refresh(cancelled=lambda: True).complete
    assert [record.path for record, _ in workspace.annotations()] == ["ledger.txt"]
    workspace.refresh()
    assert said(workspace) == {"costs.txt": ["ten years"]}


def test_names_that_are_no_text_are_followed(opened: Open, library: Path) -> None:
    workspace = annotated(opened)
    odd = os.fsdecode(b"co\xffts.txt")
    (library / "ledger.txt").rename(library / odd)
    workspace.refresh()
    workspace.place_changed()
    ((_, item),) = workspace.annotations(odd)
    assert item.selectors.exact == "ten years"
    (library / odd).rename(library / "plain.txt")
    workspace.refresh()
    assert said(workspace) == {"plain.txt": ["ten years"]}


@pytest.mark.parametrize("name", ["archive/long.txt", "quite another name.md"])
def test_a_file_renamed_and_changed_is_offered_and_never_assumed(
    opened: Open, library: Path, name: str
) -> None:
    (library / "long.txt").write_text(LONG)
    workspace = annotated(opened, "long.txt", "the 70 boats that came")
    workspace.close()
    (library / "long.txt").unlink()
    (library / "archive").mkdir()
    (library / name).write_text(f"A preface.\n\n{LONG.replace('Sentence 20 tells', 'Nobody speaks')}")
    workspace = opened()
    assert list(said(workspace)) == ["long.txt"]
    (offer,) = workspace.likely()
    assert offer.path == name
    assert 0.5 < offer.likeness < 1
    workspace.adopt(offer.record.id, offer.path)
    ((record, item),) = workspace.annotations()
    assert (record.path, item.note, item.placement) == (name, "kept", Placement.EXACT)
    assert item.span is not None
    assert item.span.of(workspace.document(name).text) == "the 70 boats that came"
    assert not workspace.likely()


def test_adopting_is_one_step_that_can_be_undone_and_done_again(opened: Open, library: Path) -> None:
    (library / "long.txt").write_text(LONG)
    workspace = annotated(opened, "long.txt", "the 70 boats that came")
    (library / "long.txt").unlink()
    (library / "other.txt").write_text(LONG + " And one more.")
    workspace.refresh()
    (offer,) = workspace.likely()
    workspace.adopt(offer.record.id, offer.path)
    workspace.undo()
    assert said(workspace) == {"long.txt": ["the 70 boats that came"]}
    workspace.redo()
    assert said(workspace) == {"other.txt": ["the 70 boats that came"]}
    workspace.close()
    assert said(opened()) == {"other.txt": ["the 70 boats that came"]}


def test_adopting_takes_corrections_and_decisions_along(opened: Open, library: Path) -> None:
    story = f"Share this!\n\n{LONG}\n\n“The boats will come again next year,” Anna Lindqvist said.\n"
    (library / "long.txt").write_text(story)
    workspace = annotated(opened, "long.txt", "the 70 boats that came")
    workspace.correct("long.txt", {"source": "Quay Gazette"})
    document = workspace.document("long.txt")
    workspace.furnish(document, [workspace.quoted("long.txt", "Sentence 20")], True)
    workspace.join_stories(["long.txt", "ledger.txt"])
    workspace.correct_speaker(workspace.quotations("long.txt"), "Oskar Brandt")
    (library / "long.txt").unlink()
    (library / "other.txt").write_text(story + "\nAnd one more.\n")
    workspace.refresh()
    (offer,) = workspace.likely()
    assert [each.speaker for each in workspace.quotations("other.txt")] == ["Anna Lindqvist"]
    workspace.adopt(offer.record.id, offer.path)
    document = workspace.document("other.txt")
    assert document.metadata.source == "Quay Gazette"
    assert any("Sentence 20" in span.of(document.text) for span in workspace.furniture(document))
    assert workspace.story_of("other.txt") == workspace.story_of("ledger.txt")
    assert workspace.story_of("other.txt") is not None
    assert [each.speaker for each in workspace.quotations("other.txt")] == ["Oskar Brandt"]
    workspace.undo()
    assert workspace.document("other.txt").metadata.source != "Quay Gazette"
    assert [each.speaker for each in workspace.quotations("other.txt")] == ["Anna Lindqvist"]
    assert workspace.story_of("other.txt") is None


def test_a_file_of_the_same_name_with_another_text_is_not_offered(opened: Open, library: Path) -> None:
    workspace = annotated(opened)
    (library / "ledger.txt").unlink()
    (library / "notes" / "ledger.txt").write_text(LONG)
    workspace.refresh()
    assert not workspace.likely()


def test_a_document_left_without_a_file_is_not_asked_about_again(opened: Open, library: Path) -> None:
    workspace = annotated(opened)
    content = (library / "ledger.txt").read_text()
    (library / "ledger.txt").unlink()
    (library / "other.txt").write_text(content + "And more.\n")
    workspace.refresh()
    (offer,) = workspace.likely()
    (finding,) = (each for each in workspace.check() if each.kind == "missing")
    assert "may be other.txt now" in finding.what
    workspace.settle(offer.record.id)
    assert not workspace.likely()
    assert [each.severity for each in workspace.check() if each.kind == "missing"] == ["note"]
    workspace.undo()
    assert [each.path for each in workspace.likely()] == ["other.txt"]


def test_a_file_that_vanished_keeps_what_was_said_readable_listed_and_exportable(
    opened: Open, library: Path
) -> None:
    from annotations.usecases.briefing import BriefRequest

    workspace = annotated(opened)
    (library / "ledger.txt").unlink()
    workspace.refresh()
    assert [(a.title, a.annotations, a.missing) for a in workspace.articles() if a.annotations] == [
        ("Costs of the harbour", 1, True)
    ]
    assert "ten years" in workspace.brief(BriefRequest())
    assert b"ten years" in workspace.export("jsonl").data
    assert not workspace.likely()
    with pytest.raises(ScholiastError, match="gone"):
        (made,) = (item for _, item in workspace.annotations())
        workspace.accept([made.id])


def test_a_vanished_file_that_comes_back_has_its_annotations_at_once(opened: Open, library: Path) -> None:
    workspace = annotated(opened)
    content = (library / "ledger.txt").read_text()
    (library / "ledger.txt").unlink()
    workspace.refresh()
    (library / "ledger.txt").write_text("One line more.\n\n" + content)
    workspace.refresh()
    workspace.place_changed()
    ((_, item),) = workspace.annotations()
    assert item.span is not None
    assert item.span.of(workspace.document("ledger.txt").text) == "ten years"


NOTE = About(MemoKind.DOCUMENT, "ledger.txt")


def test_a_file_with_only_a_note_on_the_whole_is_followed(opened: Open, library: Path) -> None:
    workspace = opened()
    workspace.write_memo(NOTE, "Who pays?")
    workspace.close()
    (library / "ledger.txt").rename(library / "costs.txt")
    later = opened()
    memo = later.memo_on(About(MemoKind.DOCUMENT, "costs.txt"))
    assert memo is not None
    assert memo.text == "Who pays?"
    assert not [article for article in later.articles() if article.missing]


def test_a_missing_file_with_only_a_note_stays_in_the_list_and_the_check(opened: Open, library: Path) -> None:
    workspace = opened()
    workspace.write_memo(NOTE, "Who pays?")
    (library / "ledger.txt").unlink()
    workspace.refresh()
    (gone,) = [article for article in workspace.articles() if article.missing]
    assert (gone.path, gone.annotations) == ("ledger.txt", 0)
    assert gone.problem == "The file is gone; the note on it is kept."
    (finding,) = [each for each in workspace.check() if each.kind == "missing"]
    assert finding.what == "The file is gone; the note on it is kept."


def test_a_note_on_the_whole_goes_along_when_a_likely_file_is_taken(opened: Open, library: Path) -> None:
    (library / "long.txt").write_text(LONG)
    workspace = annotated(opened, "long.txt", "the 70 boats that came")
    workspace.write_memo(About(MemoKind.DOCUMENT, "long.txt"), "Whose boats?")
    (library / "other.txt").write_text(LONG + " And one more.")
    (library / "long.txt").unlink()
    workspace.refresh()
    workspace.write_memo(About(MemoKind.DOCUMENT, "other.txt"), "A note of its own.")
    workspace.write_memo(About(MemoKind.DOCUMENT, "other.txt"), "")
    (offer,) = workspace.likely()
    workspace.adopt(offer.record.id, offer.path)
    memo = workspace.memo_on(About(MemoKind.DOCUMENT, "other.txt"))
    assert memo is not None
    assert memo.text == "Whose boats?"
    assert not [article for article in workspace.articles() if article.missing]
    workspace.undo()
    assert [article.path for article in workspace.articles() if article.missing] == ["long.txt"]


@pytest.mark.parametrize("said_of_it", [True, False])
@pytest.mark.parametrize("news_first", [True, False])
def test_two_programs_follow_the_same_renaming(
    opened: Open, library: Path, said_of_it: bool, news_first: bool
) -> None:
    one = annotated(opened) if said_of_it else opened()
    other = opened()
    (library / "ledger.txt").rename(library / "costs.txt")
    assert one.refresh().moved == {"ledger.txt": "costs.txt"}
    if news_first:
        other.news()
        other.articles()
    assert other.refresh().moved == {"ledger.txt": "costs.txt"}
    assert said(other) == said(one)
    assert not [article for article in other.articles() if article.missing]
    one.close()
    other.close()


def test_an_article_that_is_gone_is_not_taken_for_one_with_annotations_of_its_own(
    opened: Open, library: Path
) -> None:
    shutil.copy(library / "ledger.txt", library / "twin.txt")
    workspace = annotated(opened)
    workspace.annotate("twin.txt", workspace.quoted("twin.txt", "a fifth more"))
    (library / "twin.txt").unlink()
    workspace.refresh()
    shutil.copy(library / "ledger.txt", library / "twin.txt")
    (library / "ledger.txt").unlink()
    assert not workspace.refresh().moved
    assert said(workspace) == {"ledger.txt": ["ten years"], "twin.txt": ["a fifth more"]}
