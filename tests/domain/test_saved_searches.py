"""Saved searches: kept, renamed, deleted, undone, and asked again by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.changes import Change
from annotations.errors import ScholiastError
from annotations.model import BadRecord, new_id
from annotations.query import QueryError
from annotations.saved_search import SavedSearch, search_from, search_name, search_record
from annotations.usecases.search.concordance import key_of
from annotations.usecases.search.extents import Extent
from annotations.usecases.search.searching import SORTS
from annotations.workspace import Workspace

Open = Callable[[], Workspace]


def kept(workspace: Workspace) -> dict[str, str]:
    return {search.name: search.query for search in workspace.searches()}


def test_a_search_is_kept_changed_renamed_and_deleted(opened: Open) -> None:
    workspace = opened()
    made = workspace.save_search("Open gates", "gates AND NOT water")
    assert kept(opened()) == {"Open gates": "gates AND NOT water"}
    again = workspace.save_search("open GATES", "gates")
    assert again.id == made.id
    assert kept(workspace) == {"open GATES": "gates"}
    workspace.rename_search(made.id, "@Gates")
    assert kept(workspace) == {"Gates": "gates"}
    workspace.delete_search(made.id)
    assert kept(opened()) == {}


def test_every_change_of_a_search_is_undone(opened: Open) -> None:
    workspace = opened()
    states = [kept(workspace)]
    made = workspace.save_search("a", "gates")
    states.append(kept(workspace))
    workspace.save_search("a", "water")
    states.append(kept(workspace))
    workspace.rename_search(made.id, "b")
    states.append(kept(workspace))
    workspace.delete_search(made.id)
    for state in reversed(states):
        workspace.undo()
        assert kept(workspace) == state
    for state in states[1:]:
        workspace.redo()
        assert kept(workspace) == state


def test_what_cannot_be_kept_is_refused_in_a_sentence(opened: Open) -> None:
    workspace = opened()
    with pytest.raises(ScholiastError, match="needs a name"):
        workspace.save_search(" @ ", "gates")
    with pytest.raises(ScholiastError, match="no query to save"):
        workspace.save_search("gates", "  ")
    with pytest.raises(QueryError):
        workspace.save_search("gates", "(gates")
    one, other = workspace.save_search("one", "gates"), workspace.save_search("other", "water")
    with pytest.raises(ScholiastError, match="called “other” already"):
        workspace.rename_search(one.id, "OTHER")
    workspace.delete_search(other.id)
    with pytest.raises(ScholiastError, match="not there any more"):
        workspace.rename_search(other.id, "third")
    assert kept(workspace) == {"one": "gates"}


def test_a_search_is_asked_by_its_name_and_narrowed(opened: Open) -> None:
    workspace = opened()
    workspace.save_search("gates", "gates OR hill")
    workspace.save_search("gates open", "water")
    assert workspace.asked("@gates") == "gates OR hill"
    assert workspace.asked(" @GATES open ") == "water"
    assert workspace.asked("@gates -hill") == "(gates OR hill) -hill"
    assert workspace.asked("@") == "@"
    assert workspace.asked("gates") == "gates"
    assert {hit.document for hit in workspace.search("@gates -hill")} == {"harbour.md"}
    assert set(workspace.matching("@gates")) == {"harbour.md", "notes/visit.txt"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("@gatesman", "No search is saved as “gatesman”; “gates” is .*@gates"),
        ("  @pece", "“pece”; “peace talks” is|“pece”.*for the word itself"),
        ("@pea tag:check", "; “peace talks” is"),
        ("@nixda", 'saved as “nixda” .character 1 of the query.. For example: "@nixda" for the word'),
    ],
)
def test_a_name_that_no_search_has_is_said_with_the_nearest(opened: Open, typed: str, said: str) -> None:
    workspace = opened()
    workspace.save_search("gates", "gates OR hill")
    workspace.save_search("peace talks", "peace")
    for ask in (workspace.asked, workspace.search, workspace.matching, workspace.annotations):
        with pytest.raises(QueryError, match=said):
            found = ask(query=typed) if ask == workspace.annotations else ask(typed)
            list(found)
    with pytest.raises(QueryError, match="No search is saved"):
        workspace.save_search("new", typed)


@given(st.text(), st.text(), st.text())
def test_a_search_is_its_record(name: str, query: str, created: str) -> None:
    record = {"id": new_id(), "name": name, "query": query, "created": created, "rev": 3, "later": 1}
    if not search_name(name):
        with pytest.raises(BadRecord):
            search_from(record)
        return
    search = search_from(record)
    assert search_from(search_record(search)) == search
    assert search_record(search)["later"] == 1


@pytest.mark.parametrize(
    "record",
    [{}, {"id": "x", "name": "a"}, {"id": new_id(), "name": 3}, {"id": new_id(), "name": "a", "rev": "1"}],
)
def test_a_damaged_record_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(BadRecord):
        search_from(record)


def test_a_saved_search_is_frozen() -> None:
    search = SavedSearch(new_id(), "a", "b")
    with pytest.raises(AttributeError):
        search.name = "c"  # type: ignore[misc]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("query", ["the", "gate*", "water OR title:harbour", '"has to hold"'])
def test_rows_sorted_here_stand_as_the_search_gives_them(opened: Open, sort: str, query: str) -> None:
    workspace = opened()
    found = list(workspace.search(query, kwic=True))
    assert found
    assert sorted(found, key=key_of(sort)) == list(workspace.search(query, kwic=True, sort=sort))


def test_an_unknown_order_is_refused() -> None:
    with pytest.raises(ValueError, match="no order “up”"):
        key_of("up")


def test_hits_are_marked_in_one_step_where_they_stand(opened: Open) -> None:
    workspace = opened()
    hits = list(workspace.search("gates"))
    made = workspace.mark_hits(hits, ["gate"], Extent.WORDS, "gates")
    assert {item.selectors.exact for item in made} == {"gates"}
    assert len(made) == len([hit for hit in hits if hit.where == "text"])
    assert next(workspace.history()).label == "tag “gate”, 3 places of the search “gates”"
    workspace.undo()
    assert workspace.annotations() == ()


def test_two_hits_in_one_sentence_mark_it_once(opened: Open) -> None:
    workspace = opened()
    hits = list(workspace.search("gates OR noon"))
    sentences = [item.selectors.exact for item in workspace.mark_hits(hits, [], Extent.SENTENCE, "q")]
    assert sentences.count("The gates were raised at noon.") == 1
    paragraphs = workspace.mark_hits(hits, [], Extent.PARAGRAPH, "q")
    assert any(item.selectors.exact.startswith("The water held. The gates") for item in paragraphs)


def test_what_stands_in_no_text_is_not_marked(opened: Open) -> None:
    workspace = opened()
    titles = [hit for hit in workspace.search("title:harbour") if hit.where == "title"]
    assert titles
    with pytest.raises(ScholiastError, match="only places in texts"):
        workspace.mark_hits(titles, [], Extent.WORDS, "q")


def test_a_text_that_changed_meanwhile_is_not_marked(opened: Open, library: object) -> None:
    from pathlib import Path

    workspace = opened()
    hits = list(workspace.search("hill"))
    assert isinstance(library, Path)
    (library / "notes" / "visit.txt").write_text("A visit\n\nNothing.\n", encoding="utf-8")
    with pytest.raises(ScholiastError, match="has just changed"):
        workspace.mark_hits(hits, [], Extent.WORDS, "hill")
    assert workspace.annotations() == ()


def test_a_hit_that_is_highlighted_already_gets_the_tags_and_no_twin(opened: Open) -> None:
    workspace = opened()
    hits = [hit for hit in workspace.search("gates") if hit.where == "text"]
    first = workspace.mark_hits(hits[:1], ["old"], Extent.WORDS, "gates")[0]
    made = workspace.mark_hits(hits, ["gate", "old"], Extent.WORDS, "gates")
    assert len(workspace.annotations()) == len(hits) == len(made)
    assert workspace.annotation(first.id).tags == ("old", "gate")
    assert {item.tags for item in made[1:]} == {("gate", "old")}
    workspace.undo()
    assert [item.tags for _, item in workspace.annotations()] == [("old",)]
    before = workspace.annotation(first.id)
    assert workspace.mark_hits(hits[:1], ["old"], Extent.WORDS, "gates") == (before,)
    assert workspace.annotation(first.id) == before


def test_only_highlighted_hits_are_tagged_with_a_new_tag(opened: Open) -> None:
    workspace = opened()
    hits = [hit for hit in workspace.search("gates") if hit.where == "text"][:2]
    workspace.mark_hits(hits, [], Extent.WORDS, "gates")
    workspace.mark_hits(hits, ["new/one"], Extent.WORDS, "gates")
    assert [item.tags for _, item in workspace.annotations()] == [("new/one",)] * 2
    assert workspace.codebook().find("new/one") is not None


def test_the_check_names_a_search_that_cannot_be_read_and_what_is_kept_of_no_article(
    opened: Open,
) -> None:
    workspace = opened()
    broken = {"id": new_id(), "name": "broken", "query": 'tag:a AND ("', "rev": 1}
    stray = {"id": new_id(), "path": "nowhere.md", "title": "T", "rev": 1}
    changes = [
        Change(table, str(row["id"]), None, row) for table, row in (("searches", broken), ("metadata", stray))
    ]
    workspace._library.store.commit("x", changes, by="a")
    found = {finding.kind: finding for finding in workspace.check()}
    assert found["search"].where == "broken"
    assert found["of-none"].where == "nowhere.md"
