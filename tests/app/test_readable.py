"""Text can be read in every theme that the palette offers: by rule, and as it is painted."""

from __future__ import annotations

from typing import Any

import pytest
from textual.theme import BUILTIN_THEMES, Theme

from styles.contrast import RGB, contrast, rgb
from styles.roles import INKS, LISTED, ON_GROUND, TEXT, readable, rows_of, sheets_of
from styles.themes import THEMES, paper_of
from tests.app.bench import Open, bench, coded

ALL = [*THEMES, *BUILTIN_THEMES.values()]
TRUE = [theme for theme in ALL if not theme.ansi]


def colours(theme: Theme) -> dict[str, str]:
    return readable(theme, {**theme.to_color_system().generate(), **theme.variables})


@pytest.mark.parametrize("theme", TRUE, ids=lambda theme: theme.name)
def test_every_colour_of_text_can_be_read_on_all_that_it_stands_on(theme: Theme) -> None:
    found, paper = colours(theme), paper_of(theme)
    for names, grounds in ((INKS, sheets_of(paper)), (LISTED, rows_of(paper))):
        for name in names:
            assert min(contrast(rgb(found[name]), ground) for ground in grounds) >= TEXT, name
    assert min(contrast(rgb(found["faint"]), ground) for ground in sheets_of(paper)) >= 2.99
    assert all(name in found for name, _ in ON_GROUND)


@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.ansi], ids=lambda theme: theme.name)
def test_a_theme_of_our_own_needs_no_mending(theme: Theme) -> None:
    before = {**theme.to_color_system().generate(), **theme.variables}
    found = colours(theme)
    for name in {*INKS, *LISTED} & before.keys():
        assert found[name].lower() == before[name].lower(), name


def test_keys_meant_for_a_ground_that_our_foot_has_not_take_the_colour_of_the_theme() -> None:
    found = colours(BUILTIN_THEMES["solarized-light"])
    assert found["footer-key-foreground"] == found["primary"]


async def test_words_on_the_screens_can_be_read_in_every_theme(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        app: Any = found.app
        for theme in [name for name, theme in app.available_themes.items() if not theme.ansi]:
            app.theme = theme
            await found.settle()
            weak = faint_words(app)
            assert not weak, (theme, weak)
        await found.press("Q")
        for theme in ("solarized-light", "rose-pine-dawn", "catppuccin-latte", "atom-one-light"):
            app.theme = theme
            await found.settle()
            weak = faint_words(app)
            assert not weak, (theme, weak)


def faint_words(app: Any) -> list[tuple[str, float]]:
    """Words on the screen whose contrast is too low, with it."""
    found = []
    quiet = rgb(app.theme_variables["quiet"])
    for strip in app.screen._compositor.render_strips():
        for words, style, _ in strip:
            if not (any(sign.isalnum() for sign in words) and style and style.color and style.bgcolor):
                continue
            ink, ground = (RGB(*colour.get_truecolor()) for colour in (style.color, style.bgcolor))
            ratio = contrast(*((ground, ink) if style.reverse else (ink, ground)))
            if ratio < (3 if ink == quiet else TEXT - 0.02):  # mixed colours are whole numbers
                found.append((words, round(ratio, 2)))
    return found
