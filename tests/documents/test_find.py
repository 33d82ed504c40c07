"""Find: what brute force would find in the folded text, with offsets into the text as it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.find import Finder, fold
from corpus.span import Span

SIGNS = "aAbsSeEéÉßẞ ﬁfiİıIjǰŉ’'“\"–-\n\u0301\u0327Øøłς σΣ한각🙂\u00a0ss"
TEXTS = st.one_of(st.text(st.sampled_from(SIGNS)), st.text())


def brute_force(text: str, needle: str) -> Iterator[Span]:
    """Fold sign by sign, keeping for each folded sign the offset that it came from."""
    folded, origin = "", []
    for offset, sign in enumerate(text):
        part = fold(sign)
        folded += part
        origin += [offset] * len(part)
    wanted = "".join(fold(sign) for sign in needle)
    reached = at = 0
    while wanted and (at := folded.find(wanted, at)) >= 0:
        end = origin[at + len(wanted) - 1] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        if origin[at] >= reached:
            yield Span(origin[at], end)
            reached = end
            at += len(wanted)
        else:
            at += 1


@given(TEXTS, TEXTS)
def test_it_agrees_with_brute_force(text: str, needle: str) -> None:
    assert list(Finder(text).find(needle)) == list(brute_force(text, needle))


@given(TEXTS, st.integers(0, 20), st.integers(0, 20))
def test_whatever_stands_in_the_text_is_found_there(text: str, start: int, length: int) -> None:
    needle = text[start : start + length]
    if fold(needle) and not unicodedata.combining((text[start : start + 1] or "x")[0]):
        assert (
            any(span.start <= start < span.end for span in Finder(text).find(needle))
            or needle in text[:start]
        )


@given(TEXTS, TEXTS, st.integers(-3, 40))
def test_from_an_offset_on_nothing_earlier_is_found(text: str, needle: str, start: int) -> None:
    reached = max(start, 0)
    for span in Finder(text).find(needle, start):
        assert reached <= span.start < span.end <= len(text)
        reached = span.end


@pytest.mark.parametrize("needle", ["2400", "2,400", "2.400", "2 400", "2’400"])
def test_a_figure_is_found_however_its_thousands_are_written(needle: str) -> None:
    text = "2400 and 2,400 and 2\u202f400, but neither 24,00 nor 2, 400 nor 240"
    assert [span.of(text) for span in Finder(text).find(needle)] == ["2400", "2,400", "2\u202f400"]


@pytest.mark.parametrize(
    ("text", "needle", "found"),
    [
        ("Café CAFE cafe\u0301s", "cafe", ["Café", "CAFE", "cafe\u0301"]),
        ("Straße STRASSE strasse", "straße", ["Straße", "STRASSE", "strasse"]),
        ("He said “don’t” – twice", '"don\'t" - t', ["“don’t” – t"]),
        (
            "peace\ntalks peace talks peace\u00a0talks",
            "Peace Talks",
            ["peace\ntalks", "peace talks", "peace\u00a0talks"],
        ),
        ("aaaa", "aa", ["aa", "aa"]),
        ("ß", "s", ["ß"]),
        ("İstanbul", "istanbul", ["İstanbul"]),
        ("Łódź", "lodz", ["Łódź"]),
        ("ﬁnal", "fin", ["ﬁn"]),
        ("ΣΊΣΥΦΟΣ σίσυφος", "σισυφος", ["ΣΊΣΥΦΟΣ", "σίσυφος"]),
        ("한국", "한국", ["한국"]),
        ("text", "", []),
        ("", "x", []),
    ],
)
def test_case_accents_and_printers_signs_do_not_matter(text: str, needle: str, found: list[str]) -> None:
    assert [span.of(text) for span in Finder(text).find(needle)] == found


def test_the_text_is_folded_once_and_only_when_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[str] = []
    real = Finder._fold_all

    def counted(self: Finder) -> str:
        folded.append(real(self))
        return folded[-1]

    monkeypatch.setattr(Finder, "_fold_all", counted)
    finder = Finder("Some text of a ministry")
    assert folded == []
    assert list(finder.find("text")) == list(finder.find("TEXT")) == [Span(5, 9)]
    assert len(folded) == 1


def test_matches_come_one_by_one() -> None:
    found = Finder("é minister " * 500_000).find("Minister")
    assert next(found) == Span(2, 10)
    assert next(found) == Span(13, 21)
