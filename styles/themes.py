"""Themes of our own, calm as paper, and what any theme must say for our sheets and our palette."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from textual.color import Color
from textual.theme import Theme

from styles.contrast import RGB, blend, contrast, nearest_readable, rgb

_INK_CONTRAST: Final = 4.5
_QUIET_CONTRAST: Final = 4.5
_FAINT_CONTRAST: Final = 3.0
_SOFT: Final = 0.85  # of the ink in text that is a little softer than an article's
_RULE_CONTRAST: Final = 1.35


def _theme(
    name: str, *, dark: bool, page: str, pane: str, dialog: str, ink: str, quiet: str, rule: str,
    primary: str, accent: str, warning: str, error: str, success: str,
    cursor: str, cursor_ink: str, selection: str,
) -> Theme:  # fmt: skip
    return Theme(
        name=name, dark=dark, background=page, surface=pane, panel=dialog, foreground=ink,
        primary=primary, secondary=primary, accent=accent,
        warning=warning, error=error, success=success,
        variables={
            "quiet": quiet,
            "rule": rule,
            "selection": selection,
            "selection-ink": ink,
            "border": primary,
            "border-blurred": rule,
            "block-cursor-foreground": cursor_ink,
            "block-cursor-background": cursor,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-foreground": ink,
            "block-cursor-blurred-background": rule,
            "input-cursor-background": primary,
            "input-cursor-foreground": page,
            "input-selection-background": selection,
            "screen-selection-background": selection,
            "screen-selection-foreground": ink,
            "footer-background": page,
            "footer-key-foreground": primary,
            "footer-description-foreground": quiet,
            "scrollbar": rule,
            "scrollbar-hover": quiet,
            "scrollbar-active": primary,
            "scrollbar-background": pane,
            "scrollbar-background-hover": pane,
            "scrollbar-background-active": pane,
            "scrollbar-corner-color": pane,
            "markdown-h1-color": ink,
            "markdown-h2-color": ink,
            "markdown-h3-color": ink,
            "link-color": primary,
            "link-color-hover": page,
            "link-background-hover": primary,
        },
    )  # fmt: skip


_DARK: Final = {
    "page": "#1c1b19", "pane": "#232120", "dialog": "#2b2927", "ink": "#dcd5c7",
    "quiet": "#9f9787", "rule": "#413d38", "primary": "#d3ac6a", "accent": "#8fb8c9",
    "warning": "#e0a458", "error": "#e38070", "success": "#9dbb7c",
    "cursor": "#45403a", "cursor_ink": "#f1eadc", "selection": "#34505d",
}  # fmt: skip
_LIGHT: Final = {
    "page": "#faf6ee", "pane": "#f1ebdf", "dialog": "#fdfaf4", "ink": "#2d2924",
    "quiet": "#6a6255", "rule": "#d3c9b7", "primary": "#8a3324", "accent": "#28607a",
    "warning": "#8a5a00", "error": "#a3261b", "success": "#3f6a26",
    "cursor": "#e0d5c1", "cursor_ink": "#1f1b16", "selection": "#bcd6e2",
}  # fmt: skip
DARK: Final = _theme("scholiast-dark", dark=True, **_DARK)
LIGHT: Final = _theme("scholiast-light", dark=False, **_LIGHT)
CONTRAST: Final = _theme(
    "scholiast-contrast", dark=True, page="#000000", pane="#000000", dialog="#141414", ink="#ffffff",
    quiet="#d2d2d2", rule="#9a9a9a", primary="#ffd75f", accent="#7fd7ff",
    warning="#ffaf5f", error="#ff8787", success="#87ff87",
    cursor="#ffd75f", cursor_ink="#000000", selection="#00558f",
)  # fmt: skip
SEPIA: Final = _theme(
    "scholiast-sepia", dark=False, page="#f3e6cd", pane="#eadbbd", dialog="#f8efdc", ink="#3a2e20",
    quiet="#6a583e", rule="#cbb68e", primary="#7a3b12", accent="#355f5b",
    warning="#7c5200", error="#98281a", success="#4b6220",
    cursor="#d8c393", cursor_ink="#2a2015", selection="#c4cfa8",
)  # fmt: skip
_ANSI_EXTRA: Final = {
    "quiet": "ansi_default",
    "soft": "ansi_default",
    "faint": "ansi_bright_black",
    "rule": "ansi_bright_black",
    "selection": "ansi_cyan",
    "selection-ink": "ansi_black",
}
ANSI: Final = Theme(
    name="scholiast-ansi", ansi=True, dark=True,
    primary="ansi_magenta", secondary="ansi_cyan", accent="ansi_cyan",
    warning="ansi_yellow", error="ansi_red", success="ansi_green",
    foreground="ansi_default", background="ansi_default", surface="ansi_default",
    panel="ansi_default", boost="ansi_default",
    variables={
        **_ANSI_EXTRA,
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border": "ansi_magenta",
        "border-blurred": "ansi_bright_black",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "reverse",
        "block-cursor-blurred-foreground": "ansi_default",
        "block-cursor-blurred-background": "ansi_default",
        "block-cursor-blurred-text-style": "underline",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_cyan",
        "screen-selection-foreground": "ansi_black",
        "scrollbar": "ansi_bright_black",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
    },
)  # fmt: skip

THEMES: Final[tuple[Theme, ...]] = (DARK, LIGHT, SEPIA, CONTRAST, ANSI)


COLOURS: Final = tuple(_DARK)
"""What a theme of one's own can give a colour to."""

# How far from page to ink they are, where a theme of one's own says nothing of them.
_BETWEEN: Final = {
    "pane": 0.04, "dialog": 0.08, "rule": 0.2, "cursor": 0.2, "selection": 0.3, "quiet": 0.7,
    "cursor_ink": 1.0,
}  # fmt: skip


def own_theme(name: str, colours: Mapping[str, str], *, dark: bool) -> Theme:
    """A theme with these of the `COLOURS`; the others are between its page and its ink, or as in ours.

    Raises:
        ValueError: What is written on it could not be read; the message names both colours.
    """
    base = _DARK if dark else _LIGHT
    page, ink = (rgb(colours.get(part, base[part])) for part in ("page", "ink"))
    mixed = {part: blend(page, ink, share).hex for part, share in _BETWEEN.items()}
    whole = {**base, **(mixed if colours.keys() & {"page", "ink"} else {}), **colours}
    for part, ground in (("ink", "page"), ("ink", "pane"), ("ink", "dialog"), ("cursor_ink", "cursor")):
        found = contrast(rgb(whole[part]), rgb(whole[ground]))
        if found < _QUIET_CONTRAST:
            raise ValueError(
                f"'{part}' on '{ground}' could not be read: their contrast is {found:.1f}, and "
                f"{_QUIET_CONTRAST} is needed"
            )
    return _theme(name, dark=dark, **whole)


class Paper(NamedTuple):
    """What a theme draws on: page, panes, dialogs and the colour of the text."""

    page: RGB
    pane: RGB
    dialog: RGB
    ink: RGB
    ansi: bool = False


def paper_of(theme: Theme) -> Paper:
    """The grounds and the ink of any theme, Textual's included; ink that is too faint is made stronger."""
    if theme.ansi:
        return Paper(RGB(0, 0, 0), RGB(0, 0, 0), RGB(0, 0, 0), RGB(229, 229, 229), ansi=True)
    return _paper(
        theme.name, theme.primary, theme.background, theme.surface, theme.panel, theme.foreground, theme.dark
    )


@lru_cache(maxsize=64)
def _paper(
    name: str,
    primary: str,
    page: str | None,
    pane: str | None,
    dialog: str | None,
    ink: str | None,
    dark: bool,
) -> Paper:
    theme = Theme(name, primary, background=page, surface=pane, panel=dialog, foreground=ink, dark=dark)
    colours = theme.to_color_system().generate()
    ground = Color.parse(colours["background"])
    on_page, on_pane, on_dialog, written = (
        _rgb(Color.parse(colours[key]), ground) for key in ("background", "surface", "panel", "foreground")
    )
    written = nearest_readable(written, (), (on_page, on_pane, on_dialog), _INK_CONTRAST)
    return Paper(on_page, on_pane, on_dialog, written)


def _rgb(colour: Color, ground: Color) -> RGB:
    whole = ground.blend(colour, colour.a, 1) if colour.a < 1 else colour
    return RGB(whole.r, whole.g, whole.b)


def extra_variables(theme: Theme) -> dict[str, str]:
    """The variables that our sheets need beyond Textual's.

    They are ``quiet``, ``soft`` and ``faint`` text, the thin ``rule``, and ``selection`` with
    ``selection-ink``. For `App.get_theme_variable_defaults`, so that Textual's own themes work with our
    sheets too; a theme that sets them itself wins.
    """
    if theme.ansi:
        return dict(_ANSI_EXTRA)
    paper = paper_of(theme)
    primary = _rgb(Color.parse(theme.primary), Color.parse(paper.page.hex))
    shades = [blend(paper.page, primary, share / 20) for share in range(9, 1, -1)]
    readable = [shade for shade in shades if contrast(shade, paper.ink) >= _QUIET_CONTRAST]
    return {
        "quiet": _least(paper, _QUIET_CONTRAST).hex,
        "soft": blend(paper.page, paper.ink, _SOFT).hex,
        "faint": _least(paper, _FAINT_CONTRAST).hex,
        "rule": _least(paper, _RULE_CONTRAST).hex,
        "selection": (readable or shades[-1:])[0].hex,
        "selection-ink": paper.ink.hex,
    }


def _least(paper: Paper, wanted: float) -> RGB:
    """The faintest mixture of page and ink that keeps the contrast wanted on every ground."""
    for step in range(1, 20):
        mixed = blend(paper.page, paper.ink, step / 20)
        if all(contrast(mixed, ground) >= wanted for ground in (paper.page, paper.pane, paper.dialog)):
            return mixed
    return paper.ink
