"""What two texts share, word by word, and the shingles that it is found by."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.query.folding import words
from corpus.echoes.passages import LEAST, Run, Shared, apart, shared, stretched, worthwhile
from corpus.echoes.shingles import SKETCH, common, kept, shingles, sketch
from corpus.echoes.tokens import Tokens, first

TOKENS = Tokens(words)
ROWS = st.lists(st.integers(0, 12), max_size=60)
FRESH = st.integers(min_value=100)


def texts(*given_texts: str) -> list[list[int]]:
    return [TOKENS.placed(text).numbers for text in given_texts]


def distinct(count: int, start: int = 1000) -> list[int]:
    return list(range(start, start + count))


@given(ROWS, ROWS)
def test_what_is_shared_is_the_same_in_both_rows(one: list[int], other: list[int]) -> None:
    for passage in shared(one, other):
        for here, there, length in passage.runs:
            assert one[here : here + length] == other[there : there + length]
        assert passage.same >= LEAST
        assert list(passage.runs) == sorted(passage.runs)


@given(ROWS, ROWS)
def test_the_other_way_round_the_same_is_shared(one: list[int], other: list[int]) -> None:
    turned = [passage.turned() for passage in shared(other, one)]
    assert sorted(turned, key=lambda each: each.runs) == shared(one, other)


@given(ROWS, ROWS, st.integers(6, 20))
def test_an_exact_copy_is_found_wherever_it_stands(one: list[int], other: list[int], length: int) -> None:
    copy = distinct(length)
    found = shared([*one, *copy, *one], [*other, *copy, *other])
    assert any(
        passage.here[0] <= len(one) and len(one) + length <= passage.here[1] and passage.same >= length
        for passage in found
    )


@given(ROWS, ROWS)
def test_passages_apart_take_no_word_twice(one: list[int], other: list[int]) -> None:
    here: list[int] = []
    there: list[int] = []
    for passage in apart(shared([*one, *one], [*other, *one])):
        here += range(*passage.here)
        there += range(*passage.there)
    assert len(set(here)) == len(here)
    assert len(set(there)) == len(there)


def test_words_that_differ_are_bridged_and_told_apart() -> None:
    one, other = texts(
        "The minister said on Thursday that the allies had agreed to give Kyiv the strongest hand",
        "“The minister said Thursday that allies had agreed to GIVE Kyiv the strongest possible hand.”",
    )
    (passage,) = shared(one, other)
    assert passage.here == (0, len(one) - 1)
    assert passage.there == (0, len(other) - 2)
    assert 0.85 < passage.similarity < 1
    whole = stretched(passage, one, other)
    assert (whole.here, whole.there) == ((0, len(one)), (0, len(other)))
    assert stretched(whole, one, other) == whole


@given(ROWS.filter(lambda row: len(row) > 2), ROWS, ROWS)
def test_a_stretched_passage_is_still_the_same_in_both_rows(
    row: list[int], before: list[int], behind: list[int]
) -> None:
    copy = distinct(8)
    one, other = [*row[:5], *copy, *row[-5:]], [*before, *row[:3], *copy, *row[-3:], *behind]
    for passage in shared(one, other):
        whole = stretched(passage, one, other)
        assert whole.here[0] <= passage.here[0]
        assert whole.here[1] >= passage.here[1]
        for here, there, length in whole.runs:
            assert one[here : here + length] == other[there : there + length]


def test_another_order_makes_passages_of_their_own() -> None:
    first_part, second = distinct(12), distinct(15, 5000)
    found = apart(shared([*first_part, *second], [*second, *first_part]))
    assert [(each.here, each.there) for each in found] == [((0, 12), (15, 27)), ((12, 27), (0, 15))]


def test_five_words_are_too_few() -> None:
    assert not shared([*distinct(5), 1, 2], [3, *distinct(5), 4])


def test_what_differs_too_much_ends_a_passage() -> None:
    runs = [Run(0, 0, 10), Run(20, 20, 10)]
    assert [passage.runs for passage in worthwhile(runs)] == [(runs[0],), (runs[1],)]
    assert Shared((Run(2, 3, 4),)).similarity == 1


@pytest.mark.timeout(20)  # what would take the square of its length takes minutes
def test_the_worst_kinds_of_text_are_compared() -> None:
    for one, other in (
        ([1] * 60_000, [1] * 60_000),
        ([1, 2] * 30_000, [2, 1, 1] * 20_000),
        (list(range(60_000)), list(range(60_000, 0, -1))),
    ):
        for passage in shared(one, other):
            for run in passage.runs:
                left, right = one[run.here :][: run.length], other[run.there :][: run.length]
                assert left == right


@given(ROWS.filter(lambda row: len(row) >= LEAST), ROWS)
def test_six_words_in_a_row_always_keep_a_shingle_in_common(row: list[int], around: list[int]) -> None:
    six = row[:LEAST]
    assert kept(shingles([*around, *six])) & set(shingles(six))


@given(st.lists(st.integers(), max_size=400))
def test_a_sketch_is_small_and_holds_nothing_else(numbers: list[int]) -> None:
    chosen = kept(shingles(numbers))
    found = sketch(chosen)
    assert len(found.keys) <= SKETCH
    assert bool(found.keys) or not chosen or found.mask
    assert not any(key & found.mask for key in found.keys)


def test_the_share_in_common_counts_words_in_runs_of_four() -> None:
    row = distinct(20)
    other = frozenset(shingles([*row[:8], 1, *row[9:]]))
    assert common(shingles(row), other) == 19 / 20
    assert common([], other) == 0
    assert common(shingles(row), frozenset()) == 0


@given(st.text(alphabet="abÉéßﬁ ½’'“”.,£%-_北京กน\u0301\n1İ", max_size=60))
def test_each_word_is_counted_where_it_stands(text: str) -> None:
    placed = TOKENS.placed(text)
    assert len(placed.numbers) == len(placed.starts) == len(placed.ends)
    last = 0
    for start, end in zip(placed.starts, placed.ends, strict=True):
        assert last <= start < end <= len(text)
        last = end


def test_case_accents_and_quotation_marks_make_no_difference() -> None:
    one, other = texts("“Naïve” PEACE, can’t last — ‘Straße’", "naive peace can't last Strasse")
    assert one == other == TOKENS.numbers("Naive peace. Can't last! straße")
    assert first(TOKENS.placed("a b c"), 2).numbers == TOKENS.numbers("a b")


@pytest.mark.parametrize(
    ("text", "words_there"),
    [
        ("paid £14.5 an hour", ["paid", "£14.5", "an", "hour"]),
        ("2,400.50, or 14 % of $5.", ["2,400.50", "or", "14 %", "of", "$5"]),
        ("peace.12 Then 3.5m, €2 4€", ["peace", "12", "Then", "3.5m", "€2", "4€"]),
        ("北京 3.5% กน 4,000", ["北", "京", "3.5%", "ก", "น", "4,000"]),
    ],
)
def test_a_figure_is_one_word(text: str, words_there: list[str]) -> None:
    placed = TOKENS.placed(text)
    assert [placed.span(at, at + 1).of(text) for at in range(len(placed.starts))] == words_there
    assert placed.numbers == TOKENS.numbers(text), "as the index has them"


def test_figures_are_others_where_their_points_are() -> None:
    assert len({tuple(row) for row in texts("14.5", "14", "145", "1.45", "14 5")}) == 5
    assert len({tuple(row) for row in texts("£14.5", "14,5", "14.5 %")}) == 1


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_fifteen_words_of_a_hundred_may_differ(seed: int) -> None:
    dice = random.Random(seed)
    row = [dice.randrange(5000) for _ in range(60)]
    changed = [dice.randrange(5000, 9000) if place % 7 == 3 else word for place, word in enumerate(row)]
    best = max(shared(row, [7, 8, 9, *changed, 1, 2]), key=lambda passage: passage.same)
    assert best.here[0] <= 4
    assert best.here[1] >= 55
