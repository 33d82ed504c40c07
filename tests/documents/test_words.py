"""Words: bounds that a double click would take, and counts that a reader would believe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.span import Span
from corpus.words import count, minutes, word_at


@pytest.mark.parametrize(
    ("text", "offset", "word"),
    [
        ("one two three", 5, "two"),
        ("one two three", 3, " "),
        ("the alliance’s well-known aim", 9, "alliance’s"),
        ("the alliance’s well-known aim", 17, "well-known"),
        ("(Größe)", 2, "Größe"),
        ("(Größe)", 6, ")"),
        ("a 3,5 b", 3, ","),
    ],
)
def test_a_word_keeps_its_apostrophes_and_hyphens(text: str, offset: int, word: str) -> None:
    assert word_at(text, offset).of(text) == word


@given(st.text(), st.integers(-5, 50))
def test_a_word_holds_the_offset_it_was_asked_for(text: str, offset: int) -> None:
    span = word_at(text, offset)
    assert 0 <= span.start <= span.end <= len(text)
    if 0 <= offset < len(text):
        assert span.holds(offset)
    else:
        assert span == Span(len(text), len(text)) or offset < 0


def test_a_word_in_a_line_without_blanks_is_found_near_by() -> None:
    assert word_at("x" * 5_000_000, 2_500_000).length < 1000


def test_words_are_counted_between_blanks_and_by_two_where_there_are_none() -> None:
    assert count("") == 0
    assert count("One two,\n\nthree – four") == 5
    assert 8 <= count("国防相らは木曜日、長期的な支援で") <= 11


def test_reading_takes_a_minute_at_least_unless_there_is_nothing() -> None:
    assert [minutes(words) for words in (0, 1, 230, 1150)] == [0, 1, 1, 5]


@given(st.text(st.characters(max_codepoint=0xDFF) | st.sampled_from(" \n\t\u00a0\u2003\x1c.é"), max_size=60))
def test_words_are_stretches_between_white_space_of_any_kind(text: str) -> None:
    assert count(text) == len(text.split())
