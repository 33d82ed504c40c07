"""Positions, times, colours, names and passages, as properties over any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.colours import NAMED
from annotations.exchange.foreign import Foreign, Hints
from annotations.exchange.palette import hexadecimal, stored_colour
from annotations.exchange.passages import PassageFinder, Squeezed
from annotations.exchange.refi_text import Convention, Marked, locate
from annotations.exchange.times import is_utc, utc, utc_of_epoch
from annotations.exchange.units import Ruler, Unit
from annotations.exchange.w3c import web_address
from annotations.model import Placement
from corpus.clean import canonical
from corpus.digest import digest_of

texts = st.text(st.sampled_from("ab éß漢🌙𝒟\n\u0301 ,."), max_size=60)


@given(texts, st.integers(0, 60))
def test_positions_are_what_the_encoder_counts(text: str, point: int) -> None:
    point = min(point, len(text))
    assert Ruler(text, Unit.UTF16).units(point) == len(text[:point].encode("utf-16-le")) // 2
    assert Ruler(text, Unit.UTF8).units(point) == len(text[:point].encode())
    assert Ruler(text, Unit.EMACS).units(point) == point + 1
    assert Ruler(text, Unit.POINTS).units(point) == point


@given(texts, st.sampled_from(Unit))
def test_positions_come_back(text: str, unit: Unit) -> None:
    ruler = Ruler(text, unit)
    assert [ruler.points(ruler.units(point)) for point in range(len(text) + 1)] == list(range(len(text) + 1))


@given(texts, st.sampled_from((Unit.UTF16, Unit.UTF8)), st.integers(-5, 250))
def test_a_position_inside_of_a_character_or_outside_is_none(text: str, unit: Unit, position: int) -> None:
    ruler = Ruler(text, unit)
    valid = {ruler.units(point) for point in range(len(text) + 1)}
    assert (ruler.points(position) is not None) == (position in valid)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-02T03:04:05.123456+00:00", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05Z"),
        ("2024-05-01 10:00:00+00:00", "2024-05-01T10:00:00Z"),
        ("2020-01-01", "2020-01-01T00:00:00Z"),
        ("0999-05-01T00:00:00Z", "0999-05-01T00:00:00Z"),
        ("0001-01-01T00:00:00+14:00", ""),
        ("yesterday", ""),
        ("", ""),
        ("9" * 5000, ""),
    ],
)
def test_times_are_read_with_any_offset(text: str, expected: str) -> None:
    assert utc(text) == expected


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.none(), st.booleans()))
def test_no_time_raises_and_each_that_is_read_is_stored_form(value: object) -> None:
    for found in (utc(value), utc_of_epoch(value)):
        assert found == "" or is_utc(found)


def test_colours_go_out_and_come_back() -> None:
    for name in NAMED:
        assert stored_colour(hexadecimal(name)) == name
    assert (stored_colour("#0A0"), stored_colour("Pink"), stored_colour("url(x)")) == (
        "#00aa00",
        "magenta",
        "",
    )


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "ftp://x", "https://", "http://a b", "https://x/%zz", "https://[x", "x", ""],
)
def test_what_is_no_web_address_is_not_written_as_one(url: str) -> None:
    assert web_address(url) == ""


def test_a_web_address_is_written_in_ascii() -> None:
    assert web_address("https://example.org/ä?q=1") == "https://example.org/%C3%A4?q=1"


TEXT = (
    "On tides 🌊 and patience\n\nThe moon 🌙 pulls the water, and the ﬁrst water answers — slowly.\n"
    "Keeper: 港の水位 rose by two hands.\nThe same water, the same stone.\n"
)


def landing(**fields: object) -> tuple[str, Placement, str]:
    ground = PassageFinder(TEXT, digest_of(TEXT))
    found = ground.land(Foreign(Hints(), **fields))  # type: ignore[arg-type]
    return found.span.of(TEXT) if found.span else "", found.placement, found.reason


def test_a_passage_stands_where_its_position_says_if_the_words_do() -> None:
    at = TEXT.rindex("water")
    assert landing(exact="water", place=(at, at + 5))[:2] == ("water", Placement.EXACT)
    wide = len(TEXT[:at].encode("utf-16-le")) // 2
    ground = PassageFinder(TEXT, digest_of(TEXT))
    found = ground.land(Foreign(Hints(), exact="water", place=(wide, wide + 5), unit=Unit.UTF16))
    assert found.span == (at, at + 5)


def test_lost_blanks_ligatures_and_other_quote_marks_are_no_other_words() -> None:
    for quote in (
        "themoonpullsthewater,and",
        "The moon 🌙pulls the\n water",
        "the first water answers—slowly",
    ):
        words, placement, reason = landing(exact=quote)
        if "🌙" in quote or "first" in quote:
            assert (placement, bool(words)) == (Placement.EXACT, True)
            assert "white space" in reason or not reason


def test_words_that_stand_more_than_once_are_told_apart_by_context_or_not_at_all() -> None:
    assert landing(exact="the water")[1] is not Placement.ORPHAN
    assert landing(exact="same", prefix="water, the ", suffix=" stone")[:2] == ("same", Placement.EXACT)
    assert landing(exact="same")[1] is Placement.UNCERTAIN


def test_words_that_are_not_there_have_no_place() -> None:
    assert landing(exact="this sentence was removed by the editor")[1] is Placement.ORPHAN
    assert landing(exact="")[1] is Placement.ORPHAN


@given(texts, st.text(st.sampled_from("ab éß漢🌙𝒟\n"), min_size=3, max_size=20), texts)
def test_squeezing_finds_every_passage_again(before: str, quote: str, after: str) -> None:
    bare = "".join(quote.split())
    assume(len(bare) >= 3)
    found = [
        span.of(before + quote + after) for span in Squeezed(before + quote + after).find(" ".join(bare))
    ]
    assert any(unicodedata.normalize("NFC", "".join(each.split())).startswith(bare) for each in found)


WORDS = [
    "moon",
    "🌙",
    "pulls",
    "the",
    "water",
    "naïve",
    "𝒟raft",
    "observer",
    "sees",
    "nothing,",
    "at",
    "noon.",
]


@given(
    st.lists(st.sampled_from(WORDS), min_size=30, max_size=60),
    st.lists(st.integers(2, 9), min_size=3, max_size=10),
    st.sampled_from(("\n", "\r\n")),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_the_way_of_counting_is_found_or_said_to_be_in_doubt(
    words: list[str], lines: list[int], newline: str, mark: bool, wide: bool, named: bool
) -> None:
    text = ""
    for index, word in enumerate(words):
        text += word + (newline if index % lines[index % len(lines)] == 0 else " ")
    raw = ("\ufeff" if mark else "") + text
    ruler = Ruler(text, Unit.UTF16 if wide else Unit.POINTS)
    spans, start = [], 0
    for word in words:
        start = text.index(word, start)
        spans.append((start, start + len(word)))
        start += len(word)
    marked = [Marked(ruler.units(a), ruler.units(b), text[a:b] if named else "") for a, b in spans[5:]]
    located = locate(raw, marked)
    expected = canonical(text.replace("\r\n", "\n")).text
    assert located.text == expected
    found = [located.text[place[0] : place[1]] if place else "" for place in located.places]
    assert located.doubt or found == [text[a:b] for a, b in spans[5:]]


def test_selections_that_fit_the_standard_are_read_by_the_standard() -> None:
    marks = [Marked(4, 8), Marked(12, 17)]
    located = locate("The moon\npulls it\n", marks[:1])
    assert located.convention == Convention(Unit.POINTS, True, False)
    assert not located.doubt
