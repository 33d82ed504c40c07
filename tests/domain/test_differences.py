"""The words by which two passages differ, and the changes between two versions of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.alignment.differences import differences
from annotations.versions import Places, Versions, touches
from corpus.span import Span

WORDS = st.lists(
    st.sampled_from(["the", "The", "water", "held", "“held”", "水", "na\u0301", "1,5"]), max_size=12
)


def without(text: str, spans: tuple[Span, ...]) -> list[str]:
    kept = []
    at = 0
    for span in spans:
        kept.append(text[at : span.start])
        at = span.end
    return "".join([*kept, text[at:]]).split()


@given(WORDS, WORDS)
def test_what_is_neither_gone_nor_new_is_the_same_in_both(one: list[str], other: list[str]) -> None:
    old, new = " ".join(one), " ".join(other)
    found = differences(old, new)
    assert "".join(without(old, found.gone)) == "".join(without(new, found.new))


@given(WORDS)
def test_equal_passages_do_not_differ_however_they_are_wrapped(words: list[str]) -> None:
    assert differences(" ".join(words), "\n  ".join(words)) == ((), ())


def test_another_case_and_other_quote_marks_are_differences() -> None:
    old, new = "The “water” held", 'the "water" held'
    found = differences(old, new)
    assert [span.of(old) for span in found.gone] == ["The “", "”"]
    assert [span.of(new) for span in found.new] == ['the "', '"']


def test_words_that_follow_one_another_are_one_difference() -> None:
    found = differences("a b c d", "a d")
    assert found == ((Span(2, 5),), ())


PARAGRAPHS = st.lists(
    st.lists(st.sampled_from("abcdefgh The the “it”".split()), min_size=1, max_size=9), max_size=6
)


def text_of(paragraphs: list[list[str]]) -> str:
    return "\n\n".join(" ".join(words) for words in paragraphs)


@given(PARAGRAPHS, PARAGRAPHS)
def test_outside_of_the_changes_two_versions_have_the_same_words(
    one: list[list[str]], other: list[list[str]]
) -> None:
    old, new = text_of(one), text_of(other)
    found = Versions(old, new)
    gone = tuple(before for before, _ in found.gaps)
    fresh = tuple(after for _, after in found.gaps)
    assert "".join(without(old, gone)) == "".join(without(new, fresh))
    assert all(before.length or after.length for before, after in found.gaps)


@given(PARAGRAPHS, PARAGRAPHS, st.integers(0, 200))
def test_an_offset_is_carried_into_the_other_version(
    one: list[list[str]], other: list[list[str]], offset: int
) -> None:
    old, new = text_of(one), text_of(other)
    found = Versions(old, new)
    assert 0 <= found.carried(min(offset, len(old))) <= len(new)
    assert 0 <= found.brought_back(min(offset, len(new))) <= len(old)
    assert Versions(old, old).carried(min(offset, len(old))) == min(offset, len(old))


SPANS = st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda pair: Span(pair[0], sum(pair)))


@given(st.lists(SPANS.filter(lambda span: span.length > 0), max_size=12), SPANS)
def test_the_places_that_a_change_touches_are_found_among_all(places: list[Span], change: Span) -> None:
    named = [(str(number), span) for number, span in enumerate(places)]
    assert set(Places(named).touched(change)) == {key for key, span in named if touches(change, span)}


def test_words_that_are_only_written_otherwise_are_a_change() -> None:
    found = Versions("He said “yes” to The plan.", 'He said "yes" to the plan.')
    assert [(old.of(found.old), new.of(found.new)) for old, new in found.gaps]


@pytest.mark.parametrize(
    ("old", "new", "gone", "there"),
    [
        ("paid £14.5 an hour", "paid £14 an hour", "£14.5", "£14"),
        ("of 2,400 men", "of 2,410 men", "2,400", "2,410"),
        ("up 14 % in May", "up 14.2 % in May", "14 %", "14.2 %"),
        ("costs £14.", "costs €14.", "£14", "€14"),
        ("with 3.5m left", "with 3.4m left", "3.5m", "3.4m"),
    ],
)
def test_a_figure_differs_as_a_whole(old: str, new: str, gone: str, there: str) -> None:
    found = differences(old, new)
    assert [span.of(old) for span in found.gone] == [gone]
    assert [span.of(new) for span in found.new] == [there]
