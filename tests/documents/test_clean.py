"""Clean text: nothing that acts on a terminal gets through, and nothing else is touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clean import canonical, clean, clean_line

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=("Cs", "Cc", "Cf")),
        st.sampled_from("\r\n\t\x1b\x9b\u0301\u202e\u200b\u00ad\u2028\U000e0041"),
    )
)


@given(HOSTILE)
def test_canonical_text_is_its_own_canonical_form(text: str) -> None:
    once = canonical(text).text
    assert canonical(once) == (once, 0)


@given(HOSTILE)
def test_nothing_that_moves_a_cursor_or_turns_the_text_remains(text: str) -> None:
    for sign in canonical(text).text:
        assert sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
        assert sign not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"
        assert not 0xE0000 <= ord(sign) <= 0xE007F


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_ordinary_signs_of_any_script_are_left_alone(text: str) -> None:
    assert canonical(text) == (text, 0)


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n"])
def test_every_line_break_becomes_the_same(ending: str) -> None:
    assert canonical(f"one{ending}two") == ("one\ntwo", 0)


@pytest.mark.parametrize(
    ("text", "shown", "replaced"),
    [
        ("a\x1b[31mb", "a␛[31mb", 1),
        ("a\x00b\x7fc", "a␀b␡c", 2),
        ("a\x9bb", "a\ufffdb", 1),
        ("a\u202eb\u2066c", "a◇b◇c", 2),
        ("a\ud800b", "a\ufffdb", 1),
        ("soft\u00adhyphen\u200b\ufeff", "softhyphen", 0),
        ("e" + "\u0301" * 20, "e" + "\u0301" * 8, 1),
        ("👩\u200d🔬 e\u0301", "👩\u200d🔬 e\u0301", 0),
    ],
)
def test_signs_are_shown_dropped_or_kept(text: str, shown: str, replaced: int) -> None:
    assert canonical(text) == (shown, replaced)


@given(HOSTILE, st.integers(1, 50))
def test_a_clean_line_is_one_short_line(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert line == line.strip()
    assert "\n" not in line
    assert clean(line) == line


def test_a_line_that_is_cut_says_so() -> None:
    assert clean_line("one two three", 8) == "one two…"
