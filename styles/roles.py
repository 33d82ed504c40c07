"""What may be read in any theme: every colour that text has, made strong enough for what it stands on.

Themes are made for other programs too, and many have keys, warnings or even text that are hard to read on
their own grounds. One rule for all: text has a contrast of at least 4.5 : 1 (WCAG AA), what a lens
hides and what is no word at least 3 : 1. A colour that has it stays as it is; another goes no further
from itself than it must.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from textual.color import Color, ColorParseError
from textual.theme import Theme

from styles.contrast import RGB, blend, contrast, nearest_readable, strongest
from styles.themes import Paper, extra_variables, paper_of

TEXT: Final = 4.5
CURSOR: Final = 0.12
"""How much ink is in the ground of the row that a cursor is on, as `tui.widgets.view` has it."""

INKS: Final = (
    "foreground", "quiet", "soft",
    "footer-key-foreground", "footer-description-foreground", "footer-foreground",
    "primary", "secondary", "accent", "warning", "error", "success",
)  # fmt: skip
"""Variables that are colours of text on page, panes and dialogs."""
LISTED: Final = (
    "foreground", "soft",
    "text-primary", "text-accent", "text-warning", "text-error", "text-success",
)  # fmt: skip
"""Variables of text in lists, in the row of the cursor too; only quiet text is fainter there."""
ON_GROUND: Final = (
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("selection-ink", "selection"),
)
"""Variables that are text on a ground of its own, each with that ground."""
_SEEN: Final = 1.5


def sheets_of(paper: Paper) -> tuple[RGB, ...]:
    """What text stands on."""
    return paper.page, paper.pane, paper.dialog


def rows_of(paper: Paper) -> tuple[RGB, ...]:
    """What the text of lists stands on."""
    plain = (paper.page, paper.pane)
    return (*plain, *(blend(ground, paper.ink, CURSOR) for ground in plain))


def readable(theme: Theme, variables: Mapping[str, str]) -> dict[str, str]:
    """``variables`` of a theme and what our sheets need beyond them, all text such that it can be read."""
    found = {**extra_variables(theme), **variables}
    if theme.ansi:
        return found
    paper = paper_of(theme)
    sheets, rows = sheets_of(paper), rows_of(paper)
    key = _drawn(found.get("footer-key-foreground", ""), (paper.page,))
    if key and contrast(key[0], paper.page) < _SEEN:  # meant for a ground of its own, which our foot has not
        found["footer-key-foreground"] = found["primary"]
    found["foreground"] = paper.ink.hex
    for names, grounds in ((INKS, sheets), (LISTED, rows)):
        for name in names:
            found[name] = _readable_on(found.get(name, ""), paper, grounds)
    for name, ground in ON_GROUND:
        beneath = _drawn(found.get(ground, ""), sheets)
        if beneath is not None:
            found[name] = _readable_on(found.get(name, ""), paper, beneath)
    return found


def _readable_on(text: str, paper: Paper, grounds: tuple[RGB, ...]) -> str:
    """What is written where that is good or chosen by what is beneath, else the nearest colour that is."""
    drawn = _drawn(text, (paper.page,))
    colour = drawn[0] if drawn else strongest(grounds)
    best = nearest_readable(colour, (), grounds, TEXT)
    return text if drawn and best == colour else best.hex


def _drawn(text: str, grounds: Iterable[RGB]) -> tuple[RGB, ...] | None:
    """A colour as it looks on each of the grounds; None where it is none, or one chosen when painted."""
    try:
        colour = Color.parse(text)
    except ColorParseError:
        return None
    if colour.ansi is not None or colour.auto:
        return None
    own = RGB(colour.r, colour.g, colour.b)
    return tuple(own if colour.a >= 1 else blend(ground, own, colour.a) for ground in grounds)
