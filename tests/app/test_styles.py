"""Colours that can be read, in every theme there is, for every colour a tag may have."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from styles import SHEET
from styles.contrast import RGB, blend, contrast, distance, luminance, rgb
from styles.palette import APART, COLOURS, READABLE, known_colour, look
from styles.themes import ANSI, CONTRAST, THEMES, extra_variables, paper_of

ALL = [*THEMES, *BUILTIN_THEMES.values()]
TRUE = [theme for theme in ALL if not theme.ansi]
PARTS = st.integers(0, 255)
COLOUR = st.builds(RGB, PARTS, PARTS, PARTS)


def test_there_are_four_themes_of_our_own_and_more() -> None:
    names = {theme.name for theme in THEMES}
    assert names >= {"scholiast-dark", "scholiast-light", "scholiast-contrast", "scholiast-ansi"}


def test_contrast_is_as_the_standard_says() -> None:
    assert contrast(RGB(0, 0, 0), RGB(255, 255, 255)) == pytest.approx(21)
    assert contrast(rgb("#777777"), rgb("#ffffff")) == pytest.approx(4.48, abs=0.01)
    assert luminance(rgb("#fff")) == pytest.approx(1)


@given(COLOUR, COLOUR)
def test_contrast_and_distance_do_not_mind_the_order(one: RGB, other: RGB) -> None:
    assert contrast(one, other) == contrast(other, one) >= 1
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert distance(one, one) == 0


@given(COLOUR)
def test_a_colour_reads_back(colour: RGB) -> None:
    assert rgb(colour.hex) == colour
    assert blend(colour, RGB(0, 0, 0), 0) == colour


@pytest.mark.parametrize("text", ["", "red", "#12", "#12345g", "123456", "#1234567", "#+12345"])
def test_what_is_not_a_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        rgb(text)


@pytest.mark.parametrize("theme", TRUE, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", COLOURS)
def test_a_highlight_can_be_read_and_told_from_the_page(theme: Theme, name: str) -> None:
    drawn, paper = look(name, theme), paper_of(theme)
    assert contrast(rgb(drawn.foreground), rgb(drawn.background)) >= READABLE
    assert distance(rgb(drawn.background), paper.page) >= APART
    for ground in (paper.page, paper.pane, paper.dialog):
        assert contrast(rgb(drawn.bar), ground) >= READABLE


@pytest.mark.parametrize("theme", TRUE, ids=lambda theme: theme.name)
def test_no_two_tag_colours_look_the_same(theme: Theme) -> None:
    grounds = [rgb(look(name, theme).background) for name in COLOURS]
    assert all(distance(a, b) >= 0.02 for i, a in enumerate(grounds) for b in grounds[:i])


@pytest.mark.parametrize("theme", TRUE, ids=lambda theme: theme.name)
def test_the_bars_of_two_tags_are_told_apart(theme: Theme) -> None:
    bars = {look(name, theme).bar for name in COLOURS}
    assert len(bars) == len(COLOURS)
    # A theme whose ink can only just be read must not wash them all into it.
    assert distance(rgb(look("yellow", theme).bar), rgb(look("blue", theme).bar)) >= 0.05


@given(COLOUR, st.sampled_from(TRUE))
def test_any_colour_a_person_chooses_can_be_read(colour: RGB, theme: Theme) -> None:
    drawn, paper = look(colour.hex, theme), paper_of(theme)
    assert contrast(rgb(drawn.foreground), rgb(drawn.background)) >= READABLE
    assert distance(rgb(drawn.background), paper.page) >= APART
    assert contrast(rgb(drawn.bar), paper.page) >= READABLE


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_our_own_text_can_be_read(theme: Theme) -> None:
    if theme.ansi:
        return
    paper = paper_of(theme)
    wanted = 7 if theme is CONTRAST else READABLE
    for ground in (paper.page, paper.pane, paper.dialog):
        assert contrast(paper.ink, ground) >= 7
        for key in ("quiet", "footer-key-foreground"):
            assert contrast(rgb(theme.variables[key]), ground) >= wanted, key
        for tone in (theme.warning, theme.error, theme.success, theme.accent, theme.primary):
            assert contrast(rgb(str(tone)), ground) >= READABLE, tone
    assert contrast(rgb(theme.variables["selection"]), paper.ink) >= READABLE
    assert distance(rgb(theme.variables["selection"]), paper.page) >= APART
    cursor = (theme.variables[f"block-cursor-{part}ground"] for part in ("fore", "back"))
    assert contrast(*map(rgb, cursor)) >= READABLE


@pytest.mark.parametrize("theme", TRUE, ids=lambda theme: theme.name)
def test_what_our_sheets_add_can_be_read_in_every_theme(theme: Theme) -> None:
    extra, paper = extra_variables(theme), paper_of(theme)
    for ground in (paper.page, paper.pane, paper.dialog):
        # A theme whose own text is fainter than that cannot have quiet text that is not.
        assert contrast(rgb(extra["quiet"]), ground) >= min(READABLE, contrast(paper.ink, ground))
    assert contrast(rgb(extra["selection"]), paper.ink) >= min(
        READABLE, 0.85 * contrast(paper.ink, paper.page)
    )


@pytest.mark.parametrize("name", [*COLOURS, "#123456", "nonsense"])
def test_sixteen_colours_are_named_not_mixed(name: str) -> None:
    assert all(part.startswith("ansi_") for part in look(name, ANSI))


def test_a_colour_is_stored_in_one_form() -> None:
    assert known_colour(" Yellow ") == "yellow"
    assert known_colour("#A28AE5") == "#a28ae5"
    with pytest.raises(ValueError, match="yellow, red, green"):
        known_colour("mauve")


class Dressed(App[None]):
    CSS_PATH = SHEET

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return extra_variables(self.current_theme)


async def test_the_sheet_works_with_every_theme() -> None:
    app: Any = Dressed()
    for theme in THEMES:
        app.register_theme(theme)
    async with app.run_test() as pilot:
        for theme in ALL:
            app.theme = theme.name
            await pilot.pause()
            assert app.stylesheet.rules
            assert "quiet" in app.theme_variables
