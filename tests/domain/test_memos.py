"""Memos: notes and tags on what is no passage, kept together, undone, and never lost to another's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import codebook
from annotations.brief.model import GroupBy
from annotations.errors import ScholiastError
from annotations.memo import MemoKind, memo_from, memo_id, memo_record
from annotations.model import BadRecord
from annotations.usecases.annotating.highlights import Edit
from annotations.usecases.annotating.memos import LIBRARY, About
from annotations.usecases.briefing import BriefRequest
from annotations.workspace import Workspace

Open = Callable[[], Workspace]
ARTICLE = About(MemoKind.DOCUMENT, "ledger.txt")
TAG = About(MemoKind.TAG, "water")


def texts(workspace: Workspace) -> list[str]:
    return sorted(each.text for each in workspace.notes())


def test_a_note_is_written_on_an_article_a_tag_and_the_library(opened: Open) -> None:
    workspace = opened()
    workspace.reshape(lambda book: codebook.add(book, "water"))
    workspace.write_memo(ARTICLE, "Who pays?")
    workspace.write_memo(TAG, "Only where it is meant.")
    workspace.write_memo(LIBRARY, "Read the budget first.")
    workspace.write_memo(LIBRARY, "A second one.")
    workspace.close()
    again = opened()
    assert texts(again) == ["A second one.", "Only where it is meant.", "Read the budget first.", "Who pays?"]
    memo = again.memo_on(ARTICLE)
    assert memo is not None
    assert (memo.text, memo.creator) == ("Who pays?", "Mira")


def test_notes_on_passages_and_memos_are_one_list_with_what_they_are_on(opened: Open) -> None:
    workspace = opened()
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"), note="Long.")
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "The town"))
    workspace.write_memo(ARTICLE, "Who pays?")
    found = {each.text: each for each in workspace.notes()}
    assert set(found) == {"Long.", "Who pays?"}
    assert all(each.document and each.document.path == "ledger.txt" for each in found.values())
    assert found["Long."].annotation is not None
    assert found["Who pays?"].memo is not None


def test_a_memo_that_says_nothing_any_more_goes_and_undo_brings_it_back(opened: Open) -> None:
    workspace = opened()
    workspace.write_memo(ARTICLE, "Who pays?")
    assert workspace.write_memo(ARTICLE, "  ") is None
    assert workspace.memo_on(ARTICLE) is None
    workspace.undo()
    assert texts(workspace) == ["Who pays?"]
    workspace.undo()
    assert texts(workspace) == []
    workspace.redo()
    assert texts(workspace) == ["Who pays?"]


def test_text_and_tags_of_an_article_do_not_touch_each_other(opened: Open) -> None:
    workspace = opened()
    workspace.tag_article("ledger.txt", ["cost"])
    workspace.write_memo(ARTICLE, "Who pays?")
    workspace.write_memo(ARTICLE, "")
    memo = workspace.memo_on(ARTICLE)
    assert memo is not None
    assert (memo.text, memo.tags) == ("", ("cost",))
    workspace.tag_article("ledger.txt", [])
    assert workspace.memo_on(ARTICLE) is None


def test_writing_what_is_there_already_is_no_step(opened: Open) -> None:
    workspace = opened()
    workspace.write_memo(ARTICLE, "Who pays?")
    steps = len(list(workspace.history()))
    workspace.write_memo(ARTICLE, "Who pays? ")
    workspace.write_memo(TAG, "") if workspace.codebook().find("water") else None
    assert len(list(workspace.history())) == steps


def test_a_note_on_a_tag_that_is_not_there_is_refused(opened: Open) -> None:
    workspace = opened()
    with pytest.raises(ScholiastError, match="no tag"):
        workspace.write_memo(TAG, "Only where it is meant.")


def test_a_note_follows_its_tag_and_its_article(opened: Open) -> None:
    workspace = opened()
    workspace.reshape(lambda book: codebook.add(book, "water"))
    workspace.write_memo(TAG, "Only where it is meant.")
    workspace.reshape(lambda book: codebook.rename(book, "water", "sea/water"))
    memo = workspace.memo_on(About(MemoKind.TAG, "sea/water"))
    assert memo is not None
    assert memo.text == "Only where it is meant."


def test_the_note_of_a_merged_tag_joins_the_others_and_of_a_deleted_tag_goes(opened: Open) -> None:
    workspace = opened()
    for name, text in (("water", "About water."), ("sea", "About the sea.")):
        workspace.reshape(lambda book, name=name: codebook.add(book, name))  # type: ignore[misc]
        workspace.write_memo(About(MemoKind.TAG, name), text)
    workspace.reshape(lambda book: codebook.merge(book, ["water"], "sea"))
    memo = workspace.memo_on(About(MemoKind.TAG, "sea"))
    assert memo is not None
    assert "About water." in memo.text
    assert "About the sea." in memo.text
    workspace.undo()
    assert texts(workspace) == ["About the sea.", "About water."]
    workspace.reshape(lambda book: codebook.delete(book, "water"))
    assert texts(workspace) == ["About the sea."]
    workspace.undo()
    assert texts(workspace) == ["About the sea.", "About water."]


def test_two_people_who_write_on_one_article_both_keep_their_words(opened: Open) -> None:
    first, second = opened(), opened()
    first.write_memo(ARTICLE, "Who pays?", seen="")
    second.write_memo(ARTICLE, "Who builds?", seen="")
    first.news()
    for workspace in (first, second):
        (each,) = workspace.notes()
        assert "Who pays?" in each.text
        assert "Who builds?" in each.text


def test_tags_of_an_article_that_two_people_chose_are_all_kept(opened: Open) -> None:
    first, second = opened(), opened()
    first.tag_article("ledger.txt", ["cost"], seen=())
    memo = second.tag_article("ledger.txt", ["time"], seen=())
    assert memo is not None
    assert set(memo.tags) == {"cost", "time"}


def test_two_people_who_edit_one_note_both_keep_their_words_and_their_tags(opened: Open) -> None:
    first = opened()
    (seen,) = first.annotate("ledger.txt", first.quoted("ledger.txt", "ten years"), tags=["time"], note="a")
    second = opened()
    first.edit([seen.id], Edit(note="By the town.", add=["cost"], seen=seen))
    (found,) = second.edit([seen.id], Edit(note="By the state.", tags=["time", "state"], seen=seen))
    assert "By the town." in found.note
    assert "By the state." in found.note
    assert set(found.tags) == {"time", "cost", "state"}
    second.undo()
    (back,) = [item for _, item in second.annotations()]
    assert back.note == "By the town."


def test_an_edit_of_what_nobody_else_changed_is_as_it_was_made(opened: Open) -> None:
    workspace = opened()
    (seen,) = workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"), note="a")
    (found,) = workspace.edit([seen.id], Edit(note="b", seen=seen))
    assert found.note == "b"


def test_a_query_sees_the_tag_of_a_whole_article_as_the_articles_only(opened: Open) -> None:
    workspace = opened()
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"), tags=["time"])
    workspace.tag_article("ledger.txt", ["cost/building"])
    assert not workspace.annotations(query="tag:cost")
    assert len(workspace.annotations(query="tag:time")) == 1
    assert list(workspace.articles_that("tag:cost")) == ["ledger.txt"]
    assert not list(workspace.articles_that("tag:=cost"))
    assert list(workspace.articles_that("has:highlight tag:cost")) == ["ledger.txt"]


def test_an_article_that_only_has_a_tag_has_no_highlight(opened: Open) -> None:
    workspace = opened()
    workspace.tag_article("ledger.txt", ["cost"])
    for query, fits in (("has:tag", True), ("has:highlight", False), ("has:note", False)):
        assert any(workspace.articles_that(query)) is fits, query


def test_the_id_of_a_memo_follows_from_what_it_is_on() -> None:
    assert memo_id(MemoKind.TAG, "x") == memo_id(MemoKind.TAG, "x") != memo_id(MemoKind.DOCUMENT, "x")
    assert memo_id(MemoKind.LIBRARY, "") != memo_id(MemoKind.LIBRARY, "")


@given(
    st.dictionaries(
        st.sampled_from("id kind target text tags creator created modified rev other".split()),
        st.one_of(st.none(), st.integers(), st.text(max_size=5), st.lists(st.text(max_size=3), max_size=2)),
    )
)
def test_a_damaged_record_is_refused_and_any_other_comes_back_as_it_was(row: dict[str, object]) -> None:
    row = {"id": memo_id(MemoKind.TAG, "x"), "kind": "tag", **row}
    try:
        memo = memo_from(row)
    except BadRecord:
        return
    assert memo_from(memo_record(memo)) == memo
    assert memo.extra.get("other") == row.get("other")


def test_a_search_finds_articles_by_what_is_said_of_them_as_a_whole(opened: Open) -> None:
    workspace = opened()
    workspace.index()
    workspace.tag_article("ledger.txt", ["cost"])
    workspace.write_memo(ARTICLE, "Compare with the estuary.")
    for query in ("tag:cost", "estuary", "note:estuary", "has:tag", "has:note"):
        assert list(workspace.matching(query)) == ["ledger.txt"], query
    workspace.write_memo(ARTICLE, "")
    assert list(workspace.matching("estuary")) == []


def test_a_brief_carries_the_notes_on_what_its_headings_name(opened: Open) -> None:
    workspace = opened()
    workspace.annotate("ledger.txt", workspace.quoted("ledger.txt", "ten years"), tags=["time"])
    workspace.write_memo(About(MemoKind.TAG, "time"), "Spans, not dates.\n\n> Said nobody.")
    workspace.write_memo(About(MemoKind.DOCUMENT, "ledger.txt"), "Copied from the Gazette?")
    by_tag = workspace.brief(BriefRequest())
    assert "Spans, not dates." in by_tag.partition("## time")[2].partition("> ten years")[0]
    assert "Copied" not in by_tag
    by_article = workspace.brief(BriefRequest(group_by=GroupBy.DOCUMENT))
    assert "Copied from the Gazette?" in by_article.partition("> ten years")[0]
    assert all(found.result.value == "exact" for found in workspace.verified(by_tag))
    renewed = workspace.rewritten(by_tag.encode(), BriefRequest())
    assert renewed.data == by_tag.encode()
