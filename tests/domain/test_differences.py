"""The words by which two passages differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.differences import differences
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
