"""Names in running text: titles, particles, initials, and what only looks like a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quotations.marks import quoted
from corpus.quotations.names import names
from corpus.span import Span


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("NATO Secretary General Mark Rutte spoke.", "en", [("Mark Rutte", "NATO Secretary General")]),
        ("Lt. Gen. Keith Kellogg spoke.", "en", [("Keith Kellogg", "Lt. Gen.")]),
        ("Yesterday Ursula von der Leyen spoke.", "en", [("Ursula von der Leyen", "")]),
        ("O'Brien's friend Jean-Luc Moreau spoke.", "en", [("O'Brien", ""), ("Jean-Luc Moreau", "")]),
        ("J. K. Rowling and P. Osei-Lund spoke.", "en", [("J. K. Rowling", ""), ("P. Osei-Lund", "")]),
        ("The NATO Chief spoke.", "en", []),
        ("Daniel King spoke.", "en", [("Daniel King", "")]),
        ("Am Montag sprach Bundeskanzlerin Eva Stern.", "de", [("Eva Stern", "Bundeskanzlerin")]),
        ("Das Büro von Anna Kolb schwieg.", "de", [("Büro", ""), ("Anna Kolb", "")]),
        ("Le ministre de l'Intérieur Didier Cazeau parle.", "fr", [("Didier Cazeau", "")]),
        ("Selon M. Macron et Charles de Brissac.", "fr", [("Macron", "M."), ("Charles de Brissac", "")]),
    ],
)
def test_names_stand_without_their_titles(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    found = names(text, Span(0, len(text)), language)
    assert [(name.span.of(text), name.title) for name in found] == expected


@pytest.mark.parametrize("text", ["He was in New York.", "The White House spoke.", "European Union"])
def test_places_and_bodies_are_likely_no_persons(text: str) -> None:
    assert not any(name.likely for name in names(text, Span(0, len(text)), "en"))


@given(st.text(max_size=200), st.sampled_from(("en", "de", "fr", "")))
def test_names_are_in_order_and_begin_and_end_with_words(text: str, language: str) -> None:
    end = 0
    for name in names(text, Span(0, len(text)), language):
        assert end <= name.span.start < name.span.end <= len(text)
        assert not text[name.span.start].isspace()
        end = name.span.end


@pytest.mark.parametrize("bit", ["A", "A.", "A-", "A'", "Anna van der ", "von ", "Mr ", "A B ", "d'A"])
def test_no_run_of_capitals_is_slow(bit: str) -> None:
    text = bit * (100_000 // len(bit))
    assert isinstance(names(text, Span(0, len(text)), ""), tuple)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A” and ‘b’ and \"c\" and 'd'.", ["A", "b", "c", "d"]),
        ("„A“ und »B« und ‚c‘ und ›d‹.", ["A", "B", "c", "d"]),
        ("« A » et «\u00a0B\u202f» et ‹ c ›.", ["A", "B", "c"]),
        ("the ministers' meeting, don't, O'Brien, the '90s, l'homme", []),
        ("'The ministers' plan isn't ours,' he said.", ["The ministers' plan isn't ours,"]),
        ("“He said ‘go’ and “stay” and went.” Then “on”.", ["He said ‘go’ and “stay” and went.", "on"]),
        ("a door 6\" wide and 7' tall", []),
        ("“never closed", ["never closed"]),
        ('“closed the other way"', ["closed the other way"]),
        ('("A") [“b”] —“c”', ["A", "b", "c"]),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    found = quoted(text, Span(0, len(text)))
    assert [" ".join(span.of(text) for span in one.words) for one in found] == expected
