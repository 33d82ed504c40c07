"""Marked passages are found lightly, and the same as by reading every annotation whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import BadRecord, annotation_from, new_id
from annotations.places import Places
from annotations.query import Passage, QueryError, parse
from annotations.usecases.sampling import open_sample
from annotations.usecases.search.light_records import bear, borne, passage_of
from annotations.usecases.search.marked_passages import is_about_passages
from annotations.workspace import Workspace
from corpus.span import Span

Open = Callable[[], Workspace]

TEXTS = st.text(st.characters() | st.sampled_from("a/# \n\u200b\u202e\u0301é"), max_size=12)
ROWS = st.fixed_dictionaries(
    {
        "id": st.builds(new_id),
        "document": st.builds(new_id),
        "start": st.just(3),
        "end": st.just(9),
        "exact": TEXTS,
        "place": st.just([3, 9]),
        "placed": TEXTS,
        "placement": st.sampled_from(["exact", "moved", "uncertain"]),
        "tags": st.lists(TEXTS, max_size=3),
        "note": TEXTS,
        "creator": TEXTS,
        "created": TEXTS,
        "modified": TEXTS,
    }
)


@given(ROWS)
def test_a_row_read_lightly_is_what_it_is_read_whole(row: dict[str, object]) -> None:
    assert passage_of(row) == Passage.of(annotation_from(row))


KEYS = st.sampled_from(["tags", "note", "creator", "created", "exact", "placement"])


@given(ROWS, KEYS)
def test_what_an_older_version_did_not_write_is_empty(row: dict[str, object], key: str) -> None:
    del row[key]
    assert passage_of(row) == Passage.of(annotation_from(row))


@given(ROWS, st.sampled_from(["tags", "note", "creator", "created"]))
def test_a_damaged_row_costs_only_itself(row: dict[str, object], key: str) -> None:
    row[key] = 3
    assert passage_of(row) is None
    with pytest.raises(BadRecord):
        annotation_from(row)


QUERIES = [
    "", "pause", "tag:durability", "tag:=durability", "tag:dur*", "tag:durability/minsk OR tag:membership",
    "-tag:durability has:note", "tag:durability -tag:durability/minsk", "by:feldhaus note:check",
    "tag:membership WITH tag:to-check", "tag:to-check IN tag:membership",
    "tag:durability/minsk NEAR tag:=durability", "source:wire strong*", "date:2025-02-14 tag:wording",
    "created:2025-03.. OR status:read", "placement:exact doc:factbox", "text:pause tag:durability",
]  # fmt: skip


@pytest.fixture
def sample(places: Places) -> Workspace:
    workspace = open_sample(places, by="Mira")
    workspace.refresh()
    return workspace


def test_passages_are_those_of_a_list_of_annotations(sample: Workspace) -> None:
    for query in QUERIES:
        wanted = [(record.path, item) for record, item in sample.annotations(query=query)]
        assert [(hit.document, item) for hit, item in sample.marked(query)] == wanted, query


def test_articles_are_those_that_the_index_finds(sample: Workspace) -> None:
    sample.index()
    for query in QUERIES[1:]:
        assert set(sample.articles_that(query)) == set(sample.matching(query)), query


def test_what_is_cancelled_ends(sample: Workspace) -> None:
    assert list(sample.marked("pause", lambda: True)) == []
    assert list(sample.articles_that("pause", lambda: True)) == []


def test_a_query_is_read_before_anything_is_given(sample: Workspace) -> None:
    for ask in (sample.marked, sample.articles_that, sample.matching, sample.search):
        with pytest.raises(QueryError):
            ask("(")


def test_whole_articles_count_by_their_own_tags(opened: Open) -> None:
    workspace = opened()
    workspace.tag_article("ledger.txt", ["money"])
    workspace.annotate("harbour.md", Span(0, 3), tags=["money"])
    assert set(workspace.articles_that("tag:money")) == {"ledger.txt", "harbour.md"}
    assert [hit.document for hit, _ in workspace.marked("tag:money")] == ["harbour.md"]


@pytest.mark.parametrize(
    ("query", "tags"),
    [
        ("tag:A/b", ("a/b",)), ("tag:a peace tag:=c", ("a", "c")), ("tag:a WITH tag:b", ("a", "b")),
        ("tag:a OR tag:b", ()), ("NOT tag:a", ()), ("tag:a*", ()), ("tag:é", ()), ("peace", ()),
    ],
)  # fmt: skip
def test_only_tags_that_must_be_there_are_looked_for(query: str, tags: tuple[str, ...]) -> None:
    assert borne(parse(query)) == tags


def test_tags_are_never_wrongly_missed() -> None:
    rows: list[dict[str, object]] = [{"tags": ["A/B", "ſo"]}, {"tags": "damaged"}, {}]
    assert bear(rows, ())
    assert bear(rows, ("a",))
    assert bear(rows, ("a/b",))
    assert bear(rows, ("so",)), "what may fold in other ways is left to the test"
    assert not bear(rows, ("a", "b"))


@pytest.mark.parametrize(
    ("query", "about"),
    [
        ("tag:a", True), ("has:note by:ada", True), ("tag:a WITH tag:b", True), ("note:x", True),
        ("-tag:a", True), ("tag:a peace", False), ("peace", False), ("status:read", False),
        ("date:2025", False), ("tag:a title:b", False), ("created:2025 -peace", True),
    ],
)  # fmt: skip
def test_what_asks_only_of_annotations_is_about_passages(query: str, about: bool) -> None:
    assert is_about_passages(parse(query)) is about
