"""The comparison of two texts: what it calls kept is kept, and nothing is told twice."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.alignment.patience import align
from annotations.alignment.textdiff import common_head, common_tail, compare
from annotations.alignment.wording import Vocabulary, folded, read_words, same_words
from corpus.span import Span

TEXT = st.lists(
    st.sampled_from("one two three four five. six\n seven\n\n ß Éa éa 字 ' ’ ( )".split(" ")), max_size=40
).map(" ".join) | st.text(max_size=60)


@given(TEXT, TEXT)
def test_kept_stretches_are_in_order_and_have_the_same_words(old: str, new: str) -> None:
    comparison = compare(old, new)
    for one, other in pairwise(comparison.kept):
        assert one.old_end <= other.old
        assert one.new_end <= other.new
    for piece in (*comparison.kept, *comparison.moved):
        ours, theirs = old[piece.old : piece.old_end], new[piece.new : piece.new_end]
        vocabulary = Vocabulary()
        assert (
            read_words(ours, 0, len(ours), vocabulary).numbers
            == read_words(theirs, 0, len(theirs), vocabulary).numbers
        )


@given(TEXT, TEXT)
def test_the_new_text_is_kept_or_moved_or_inserted(old: str, new: str) -> None:
    comparison = compare(old, new)
    places = [Span(piece.new, piece.new_end) for piece in (*comparison.kept, *comparison.moved)]
    places = sorted(place for place in (*places, *comparison.inserted) if place.length)
    assert "".join(place.of(new) for place in places) == new


@given(TEXT)
def test_a_text_is_wholly_kept_in_itself(text: str) -> None:
    comparison = compare(text, text)
    assert sum(piece.old_end - piece.old for piece in comparison.kept) == len(text)
    assert not comparison.moved
    assert not comparison.inserted


def test_a_sentence_that_changed_places_is_moved() -> None:
    walk = "We walked along the shore until the light was gone from the water.\n"
    rest = "".join(f"Then came line number {n}, which has nothing much to say.\n" for n in range(9))
    comparison = compare(walk + rest, rest + walk)
    assert [(piece.old, piece.new) for piece in comparison.moved] == [(0, len(rest))]
    assert comparison.inserted in ((), (Span(len(rest + walk) - 1, len(rest + walk)),))


def test_a_common_word_in_rewritten_text_is_not_kept() -> None:
    old = "Before.\nNobody had seen the lighthouse keeper since early spring or so\nAfter."
    new = "Before.\nFigures show rents doubled across the district despite several promises\nAfter."
    comparison = compare(old, new)
    assert old[comparison.kept[0].old : comparison.kept[0].old_end].startswith("Before.")
    assert all(old[piece.old : piece.old_end].strip() != "the" for piece in comparison.kept)


@given(st.lists(st.integers(0, 5), max_size=30), st.lists(st.integers(0, 5), max_size=30))
def test_aligned_runs_are_equal_and_do_not_cross(old: list[int], new: list[int]) -> None:
    runs, _ = align(old, new, (2, 1))
    for run in runs:
        assert run.length > 0
        assert old[run.old : run.old + run.length] == new[run.new : run.new + run.length]
    for one, other in pairwise(sorted(runs)):
        assert one.old + one.length <= other.old
        assert one.new + one.length <= other.new


@given(st.text("ab", max_size=30), st.text("ab", max_size=30))
def test_common_head_and_tail_are_as_long_as_can_be(one: str, other: str) -> None:
    head, tail = common_head(one, other), common_tail(one, other)
    assert one[:head] == other[:head]
    assert one[len(one) - tail :] == other[len(other) - tail :]
    assert head == min(len(one), len(other)) or one[head] != other[head]
    assert tail == min(len(one), len(other)) or one[-tail - 1] != other[-tail - 1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("don't stop", ["don", "'", "t", "stop"]),
        ("e\u0301te\u0301 été", ["e\u0301te\u0301", "été"]),
        ("字が3つ", ["字", "が", "3", "つ"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("snake_case", ["snake", "_", "case"]),
        ("  \n ", []),
    ],
)
def test_words_keep_their_marks_and_signs_stand_alone(text: str, words: list[str]) -> None:
    read = read_words(text, 0, len(text), Vocabulary())
    assert [text[low:high] for low, high in zip(read.starts, read.ends, strict=True)] == words


@given(st.text(max_size=40))
def test_every_sign_but_blanks_belongs_to_one_word(text: str) -> None:
    read = read_words(text, 0, len(text), Vocabulary())
    assert "".join(text[a:b] for a, b in zip(read.starts, read.ends, strict=True)) == "".join(text.split())


def test_case_composition_and_quote_marks_do_not_tell_words_apart() -> None:
    assert folded("E\u0301t\u00e9") == folded("\u00e9te\u0301")
    assert folded("\u2019") == folded("'")
    vocabulary = Vocabulary()
    assert vocabulary["Stra\u00dfe"] == vocabulary["STRASSE"] != vocabulary["strafe"]


def test_only_blanks_may_differ_between_the_same_words() -> None:
    assert same_words("the (red)\nhouse", "the ( red ) house")
    assert not same_words("the rapist", "therapist")
    assert not same_words("Polish", "polish")
