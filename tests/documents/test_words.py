"""Words: counts that a reader would believe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import words
from corpus.words import count, minutes


def test_words_are_counted_between_blanks_and_by_two_where_there_are_none() -> None:
    assert count("") == 0
    assert count("One two,\n\nthree – four") == 5
    assert 8 <= count("国防相らは木曜日、長期的な支援で") <= 11


def test_reading_takes_a_minute_at_least_unless_there_is_nothing() -> None:
    assert [minutes(words) for words in (0, 1, 230, 1150)] == [0, 1, 1, 5]


@given(st.text(st.characters(max_codepoint=0xDFF) | st.sampled_from(" \n\t\u00a0\u2003\x1c.é"), max_size=60))
def test_words_are_stretches_between_white_space_of_any_kind(text: str) -> None:
    assert count(text) == len(text.split())


@given(
    st.text("a é\n\t\x1f“", max_size=40) | st.text(" ab", max_size=40),
    st.integers(1, 9),
)
def test_words_that_lie_across_two_pieces_are_counted_once(text: str, piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_PIECE", piece)
        assert count(text) == len(text.split())
