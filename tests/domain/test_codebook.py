"""The codebook: a tree of tags, reshaped without losing a passage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import codebook
from annotations.codebook import Codebook, CodebookError, Reshape
from annotations.model import Tag, new_id, tag_path


def book(*paths: str) -> Codebook:
    return Codebook.of(Tag(new_id(), path, "blue") for path in paths)


def after(before: Codebook, change: Reshape) -> Codebook:
    gone = {old.id for old, _ in change.tags if old}
    return Codebook.of(
        [tag for tag in before.tags if tag.id not in gone] + [new for _, new in change.tags if new]
    )


def paths(found: Codebook) -> list[str]:
    return [tag.path for tag in found.tags]


def test_a_tag_is_found_without_case_and_spelled_as_first_written() -> None:
    assert book("Position/Strength").spelled("position/STRENGTH") == "Position/Strength"


def test_a_new_sub_tag_takes_its_parents_colour_and_a_new_tag_the_least_used() -> None:
    found = Codebook.of([Tag(new_id(), "position", "red"), Tag(new_id(), "figures", "yellow")])
    assert found.colour("position/strength/of hand") == "red"
    assert found.colour("durability") not in {"red", "yellow"}


def test_renaming_takes_sub_tags_along_and_leaves_look_alikes() -> None:
    before = book("position", "position/strength", "positions")
    change = codebook.rename(before, "position", "stance/core")
    assert paths(after(before, change)) == ["positions", "stance/core", "stance/core/strength"]
    assert change.retag(["position/strength", "positions"]) == ("stance/core/strength", "positions")


def test_renaming_only_the_case_is_possible() -> None:
    before = book("position", "position/strength")
    assert paths(after(before, codebook.rename(before, "position", "Position"))) == [
        "Position",
        "Position/strength",
    ]


def test_renaming_onto_another_tag_is_refused_and_names_the_way() -> None:
    with pytest.raises(CodebookError, match="merge"):
        codebook.rename(book("a", "b"), "a", "b")


def test_a_tag_cannot_move_into_itself() -> None:
    with pytest.raises(CodebookError, match="into itself"):
        codebook.rename(book("a", "a/b"), "a", "a/c")


def test_merging_joins_sub_tags_of_one_name_and_drops_doubles() -> None:
    before = book("strength", "strength/hand", "position", "position/hand", "power")
    change = codebook.merge(before, ["strength", "power"], "position")
    assert paths(after(before, change)) == ["position", "position/hand"]
    assert change.retag(["strength", "position", "strength/hand"]) == ("position", "position/hand")


def test_merging_into_a_new_name_makes_it() -> None:
    before = book("strength", "power")
    change = codebook.merge(before, ["strength", "power"], "might")
    assert paths(after(before, change)) == ["might"]


def test_deleting_takes_sub_tags_along_and_says_so() -> None:
    before = book("position", "position/strength", "other")
    change = codebook.delete(before, "position")
    assert paths(after(before, change)) == ["other"]
    assert change.retag(["position/strength", "other"]) == ("other",)
    assert "1 sub-tag" in change.label


def test_a_digit_has_one_tag() -> None:
    before = Codebook.of([Tag(new_id(), "a", "red", pinned=3), Tag(new_id(), "b", "red")])
    found = after(before, codebook.pin(before, "b", 3))
    assert {tag.path: tag.pinned for tag in found.tags} == {"a": 0, "b": 3}


@pytest.mark.parametrize("colour", ["crimson", "#12345", "#1234567", "#12345g", ""])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(CodebookError, match="no colour"):
        codebook.valid_colour(colour)


@pytest.mark.parametrize(("given_", "kept"), [("Grey", "gray"), ("#A0b1C2", "#a0b1c2")])
def test_colours_are_kept_in_one_spelling(given_: str, kept: str) -> None:
    assert codebook.valid_colour(given_) == kept


steps = st.text(st.sampled_from("abcß "), min_size=1, max_size=3).filter(lambda step: step.strip())
names = st.lists(steps, min_size=1, max_size=3).map("/".join).map(tag_path).filter(bool)


@given(st.lists(names, min_size=1, max_size=8, unique_by=str.casefold), st.data())
def test_whatever_is_renamed_every_annotation_keeps_as_many_tags_as_the_book(
    tags: list[str], data: st.DataObject
) -> None:
    before = book(*tags)
    old, new = data.draw(st.sampled_from(tags)), data.draw(names)
    try:
        change = codebook.rename(before, old, new)
    except CodebookError:
        return
    renamed = after(before, change)
    assert len(renamed.tags) == len(before.tags)
    assert {path.casefold() for path in change.retag(tags)} == {path.casefold() for path in paths(renamed)}


@given(st.lists(names, min_size=2, max_size=8, unique_by=str.casefold), st.data())
def test_whatever_is_merged_no_annotation_keeps_a_tag_that_is_gone(
    tags: list[str], data: st.DataObject
) -> None:
    before = book(*tags)
    sources = data.draw(st.lists(st.sampled_from(tags), min_size=1, max_size=3, unique=True))
    try:
        change = codebook.merge(before, sources, data.draw(names))
    except CodebookError:
        return
    merged = after(before, change)
    left = {path.casefold() for path in paths(merged)}
    assert len(left) == len(merged.tags)
    assert {path.casefold() for path in change.retag(tags)} <= left
