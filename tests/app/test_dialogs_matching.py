"""Which tags answer to what is typed, and which new names are slips of old ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Tag
from tui.dialogs.note_text import kinds
from tui.dialogs.tag_match import is_named, near_identical, ranked

PATHS = st.lists(st.text("abcé /S", min_size=1, max_size=8), max_size=12)


def tag(path: str, description: str = "") -> Tag:
    return Tag(id=path, path=path, colour="blue", description=description)


BOOK = [
    tag("actors/alliance"),
    tag("durability", "a peace that lasts"),
    tag("figures/spending"),
    tag("position/strength"),
    tag("strength"),
    tag("Über-Grenzen"),
]


def found(query: str, *recent: str) -> list[str]:
    return [each.path for each in ranked(query, BOOK, recent)]


def test_the_whole_path_comes_before_its_parts() -> None:
    assert found("strength") == ["strength", "position/strength"]


def test_beginnings_come_before_middles() -> None:
    assert found("s")[:2] == ["strength", "figures/spending"]


def test_names_come_before_descriptions_and_likenesses() -> None:
    book = [tag("deals", "x"), tag("cost", "ideal deal"), tag("ordeal"), tag("peace deal")]
    assert [each.path for each in ranked("deal", book)] == ["deals", "peace deal", "ordeal", "cost"]
    assert [is_named("deal", each) for each in ranked("deal", book)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("query", "path"),
    [("echo", "wording/echo"), ("wor", "wording/echo"), ("position str", "position/strength"),
     ("strength", "position of strength"), ("uber", "Über-Grenzen")],
)  # fmt: skip
def test_a_name_answers_to_its_beginning_and_to_that_of_its_words(query: str, path: str) -> None:
    assert is_named(query, tag(path))


@pytest.mark.parametrize(
    ("query", "path"),
    [("echoed", "wording/echo"), ("words", "wording/echo"), ("deal", "durability"), ("", "a")],
)
def test_a_name_does_not_answer_to_more_than_itself_or_to_its_description(query: str, path: str) -> None:
    assert not is_named(query, tag(path, "a deal, in words that are echoed"))


@given(PATHS, st.text("abcé /S", max_size=6))
def test_those_named_stand_before_the_others(paths: list[str], query: str) -> None:
    named = [is_named(query, each) for each in ranked(query, [tag(path) for path in paths])]
    assert named == sorted(named, reverse=True)


def test_the_description_answers_too() -> None:
    assert found("peace") == ["durability"]
    assert found("lasts peace") == ["durability"]


def test_case_and_accents_do_not_matter() -> None:
    assert found("UBER") == ["Über-Grenzen"]


def test_slips_of_the_finger_are_forgiven() -> None:
    assert found("strenght")[0] == "strength"
    assert found("durabilty") == ["durability"]


def test_without_a_query_the_recent_come_first() -> None:
    assert found("", "strength", "durability")[:3] == ["strength", "durability", "actors/alliance"]


@given(PATHS, st.text(max_size=6))
def test_ranking_gives_each_tag_at_most_once_and_adds_none(paths: list[str], query: str) -> None:
    book = [tag(path) for path in paths]
    result = ranked(query, book)
    assert len(result) <= len(book)
    assert all(result.count(each) <= book.count(each) for each in result)


@given(PATHS)
def test_every_tag_is_found_by_its_own_path(paths: list[str]) -> None:
    for path in paths:
        if path.strip():
            assert tag(path) in ranked(path, [tag(each) for each in paths])


@pytest.mark.parametrize(
    ("name", "old"),
    [("figure", "figures"), ("e-mail", "email"), ("coöperation", "cooperation"), ("stength", "strength"),
     ("position/strenght", "position/strength"), ("stength", "position/strength")],
)  # fmt: skip
def test_slips_and_plurals_are_near(name: str, old: str) -> None:
    assert near_identical(name, ["something else", old]) == old


@pytest.mark.parametrize(
    ("name", "old"), [("war", "wage"), ("figures/a", "figures/b"), ("week 11", "week 12")]
)
def test_other_words_are_not_near(name: str, old: str) -> None:
    assert near_identical(name, [old]) == ""


@given(st.text(max_size=10))
def test_a_tag_is_never_near_itself(name: str) -> None:
    assert near_identical(name, [name, name.upper().casefold()]) in {"", name.upper().casefold()}


@given(st.text(max_size=200))
def test_markdown_is_found_within_the_line(line: str) -> None:
    assert all(0 <= start < end <= len(line) for start, end, _ in kinds(line))


def test_markdown_is_coloured_by_what_it_is() -> None:
    assert kinds("## A *b*") == [(0, 8, "heading")]
    assert kinds("- a **b** `c`") == [(0, 2, "list"), (4, 9, "strong"), (10, 13, "code")]
    assert kinds("> q")[0] == (0, 3, "quote")
    assert kinds("snake_case_name") == []
