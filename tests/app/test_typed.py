"""What is typed arrives: spaces that do not break, joiners, soft hyphens, people who are one sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.widgets import Input, TextArea

from tests.app.bench import Bench, Open, bench
from tui.typed import typed

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
SIGNS = ["\u00a0", "\u202f", "\u200c", "\u200d", "\u200f", "\u00ad", "\U0001fae9"]


async def keys(found: Bench, text: str) -> None:
    """Each character as the terminal sends it."""
    for sign in text:
        found.app.post_message(events.Key(sign, sign))
        await found.pilot.pause()
    await found.settle()


@pytest.mark.parametrize("sign", SIGNS)
async def test_a_note_and_a_tag_name_have_what_was_typed(opened: Open, sign: str) -> None:
    async with bench(opened()) as found:
        await found.press("a")
        await keys(found, f"a{sign}b")
        assert found.screen.query_one(TextArea).text == f"a{sign}b"
        await found.press("ctrl+s", "t")
        await keys(found, f"x{sign}y")
        assert found.screen.query_one(Input).value == f"x{sign}y"


async def test_four_people_and_their_joiners_stay_one_sign(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("a")
        await keys(found, FAMILY)
        assert found.screen.query_one(TextArea).text == FAMILY


async def test_the_filter_and_the_query_take_them_too(opened: Open) -> None:
    async with bench(opened()) as found:
        found.library.shelf.focus()
        await found.press("slash")
        await keys(found, "می\u200cخواهم")
        assert found.library.shelf.filter_text == "می\u200cخواهم"
        await found.press("escape", "S")
        await keys(found, "a\u00a0b")
        assert found.screen.query_one(Input).value == "a\u00a0b"


@pytest.mark.parametrize("sign", ["\x1b", "\x00", "\x9b", "\u2028", "\ud800"])
def test_no_control_becomes_text(sign: str) -> None:
    key = events.Key("x", sign)
    assert typed(key) is key


@given(st.characters())
def test_a_key_is_left_alone_or_becomes_its_own_character(sign: str) -> None:
    key = events.Key("x", sign)
    event = typed(key)
    assert event is key or (isinstance(event, events.Paste) and event.text == sign)
    assert event is key or not key.is_printable
