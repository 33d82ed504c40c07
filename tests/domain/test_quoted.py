"""Words in quotation marks: those that they have themselves are not doubled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.quoted import quoted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No deal", "“No deal”"),
        ("“No deal on day one”", "“No deal on day one”"),
        ("„Kein Ergebnis“", "“Kein Ergebnis”"),
        ('"No deal"', "“No deal”"),
        ("“It has to last,", "“It has to last,”"),
        ("and last.”", "“and last.”"),
        ("“It has to last,” she said", "“‘It has to last,’ she said”"),
        ("“One,” she said. “Two.”", "“‘One,’ she said. ‘Two.’”"),
        ("the „Tag“ of it", "“the ‚Tag‘ of it”"),
        ("he said “no”", "“he said ‘no’”"),
        ("it's", "“it's”"),
        ("“", "“”"),
        ("", "“”"),
    ],
)
def test_marks_are_nested_and_never_doubled(text: str, said: str) -> None:
    assert quoted(text) == said


@given(st.text(alphabet="“”„\"‘’ aé'"))
def test_only_the_outer_marks_are_double(text: str) -> None:
    found = quoted(text)
    assert (found[0], found[-1]) == ("“", "”")
    assert set('“”„"').isdisjoint(found[1:-1])
    letters = [sign for sign in text if sign in " aé"]
    assert [sign for sign in found if sign in " aé"] == letters, "words stay as they are"
