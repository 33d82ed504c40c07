"""Words near each other: what stands far away is not counted to its end, and that changes nothing."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from annotations.query.folding import words
from corpus.index import phrases
from corpus.index.folding import Folding
from corpus.index.phrases import Phrase, near

FOLDING = Folding(words)
TEXT = st.lists(st.sampled_from(["gate", "water", "a", "hundredweight", "東京", "é", "-", "\n"]), max_size=60)


@given(TEXT, st.integers(0, 6))
def test_counting_no_further_than_needed_finds_the_same_places(parts: list[str], distance: int) -> None:
    aligned = FOLDING.aligned(" ".join(parts))
    sought = [Phrase(FOLDING, ["gate"]), Phrase(FOLDING, ["water"])]
    with patch.object(phrases, "_LONG", 1):
        short = list(near(FOLDING, aligned, sought, distance))
    with patch.object(phrases, "_LONG", 1_000_000):
        whole = list(near(FOLDING, aligned, sought, distance))
    assert short == whole


def test_a_long_way_between_two_words_is_not_counted_to_its_end() -> None:
    counted: list[int] = []
    count = phrases._count

    def noted(folding: Folding, text: str) -> int:
        counted.append(len(text))
        return count(folding, text)

    text = "gate " + "some word " * 10_000 + "water gate"
    with patch.object(phrases, "_count", noted):
        found = list(
            near(FOLDING, FOLDING.aligned(text), [Phrase(FOLDING, ["gate"]), Phrase(FOLDING, ["water"])], 3)
        )
    assert len(found) == 2
    assert sum(counted) < 1_000
