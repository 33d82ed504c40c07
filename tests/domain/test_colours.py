"""The colours of tags: whoever names, draws or exchanges them means the same."""

from __future__ import annotations

import pytest

from annotations import codebook
from annotations.brief.html import _rgb
from annotations.colours import NAMED, UNTAGGED
from annotations.exchange.palette import hexadecimal, stored_colour
from styles import palette


def test_what_is_stored_is_what_is_drawn() -> None:
    assert {name: colour.hex for name, colour in palette.COLOURS.items()} == NAMED
    assert (UNTAGGED, tuple(NAMED)) == (palette.UNTAGGED, codebook.COLOURS)


@pytest.mark.parametrize("name", NAMED)
def test_a_colour_comes_back_from_another_program(name: str) -> None:
    assert stored_colour(hexadecimal(name)) == name
    red, green, blue = (int(part) for part in _rgb(name).split(","))
    assert f"#{red:02x}{green:02x}{blue:02x}" == NAMED[name] == hexadecimal(name)


def test_a_page_draws_what_is_no_colour_as_without_a_tag() -> None:
    assert _rgb("nonsense") == _rgb(UNTAGGED) == "255,212,0"
    assert _rgb("#FF0010") == "255,0,16"
