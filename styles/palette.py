"""The colours of tags, and how each looks on the page of a theme: readable, and apart from the page.

A tag's colour is its identity and is stored as it is; what is drawn is derived from it for the theme
in use, so that text on a highlight always has a contrast of at least 4.5 : 1 (WCAG AA).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from textual.theme import Theme

from styles.contrast import RGB, blend, contrast, distance, nearest_readable, rgb
from styles.themes import Paper, paper_of

# Names and values are Zotero's, so that colours survive an exchange with it.
COLOURS: Final[dict[str, RGB]] = {
    "yellow": rgb("#ffd400"),
    "red": rgb("#ff6666"),
    "green": rgb("#5fb236"),
    "blue": rgb("#2ea8e5"),
    "purple": rgb("#a28ae5"),
    "magenta": rgb("#e56eee"),
    "orange": rgb("#f19837"),
    "gray": rgb("#aaaaaa"),
}
UNTAGGED: Final = "yellow"
READABLE: Final = 4.5
APART: Final = 0.07

# Plain colours rather than bright ones: some terminals' palettes have grays in the bright places.
_ANSI: Final[dict[str, tuple[str, str, str]]] = {
    "yellow": ("ansi_yellow", "ansi_black", "ansi_yellow"),
    "red": ("ansi_red", "ansi_bright_white", "ansi_red"),
    "green": ("ansi_green", "ansi_black", "ansi_green"),
    "blue": ("ansi_cyan", "ansi_black", "ansi_cyan"),
    "purple": ("ansi_blue", "ansi_bright_white", "ansi_bright_blue"),
    "magenta": ("ansi_magenta", "ansi_bright_white", "ansi_magenta"),
    "orange": ("ansi_bright_red", "ansi_black", "ansi_bright_red"),
    "gray": ("ansi_white", "ansi_black", "ansi_default"),
}


class Look(NamedTuple):
    """How one tag colour is drawn in one theme; each part a colour that Textual can parse.

    Attributes:
        background, foreground: Of highlighted text.
        bar: Of the bar beside a card and of the tag's name, readable on page and panes.
    """

    background: str
    foreground: str
    bar: str


def look(colour: str, theme: Theme) -> Look:
    """How ``colour`` (a name of `COLOURS` or ``#rrggbb``; anything else counts as gray) is drawn."""
    return _look(colour, paper_of(theme))


def known_colour(text: str) -> str:
    """``text`` as a colour that can be stored: a palette name or lower-case ``#rrggbb``.

    Raises:
        ValueError: It is neither; the message lists the names.
    """
    text = text.strip().lower()
    if text in COLOURS:
        return text
    try:
        return rgb(text).hex
    except ValueError as error:
        names = ", ".join(COLOURS)
        raise ValueError(f"not a colour: give one of {names}, or one like #a28ae5") from error


@lru_cache(maxsize=512)
def _look(colour: str, paper: Paper) -> Look:
    if paper.ansi:
        return Look(*_ANSI[_nearest(colour)])
    value = _value(colour)
    bar = nearest_readable(value, (paper.ink,), (paper.page, paper.pane, paper.dialog), READABLE)
    # A fixed text colour of last resort, for themes whose own text is faint.
    strongest = max((RGB(0, 0, 0), RGB(255, 255, 255)), key=lambda ink: contrast(ink, paper.page))
    for ink in (paper.ink, strongest):
        for base in (value, blend(value, paper.ink, 0.5), paper.ink):
            for share in (0.46, 0.42, 0.38, 0.34, 0.3, 0.26, 0.22, 0.18, 0.14):
                ground = blend(paper.page, base, share)
                if contrast(ink, ground) >= READABLE and distance(ground, paper.page) >= APART:
                    return Look(ground.hex, ink.hex, bar.hex)
    return Look(strongest.hex, paper.page.hex, bar.hex)


def _value(colour: str) -> RGB:
    if colour in COLOURS:
        return COLOURS[colour]
    try:
        return rgb(colour)
    except ValueError:
        return COLOURS["gray"]


def _nearest(colour: str) -> str:
    if colour in COLOURS:
        return colour
    value = _value(colour)
    return min(COLOURS, key=lambda name: distance(COLOURS[name], value))
