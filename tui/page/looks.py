"""Looks: the styles of a theme, resolved once, and their combinations, made once each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color, ColorParseError

from corpus.document import Block, BlockKind, InlineKind
from tui.page.highlights import Shade

Colour = Callable[[str], tuple[str, str]]
"""Maps the name of a colour to its background and foreground, each a CSS colour or empty."""

PARTS: Final = (
    "text", "heading", "quote", "quote-bar", "code", "table", "rule", "marker", "gutter", "echo",
    "header", "header-title", "thumb", "track", "caret", "caret-idle", "line", "selection", "match",
    "match-current", "current", "label", "dimmed", "link",
)  # fmt: skip
"""Names of the component classes, each with ``reader--`` before it."""

_KINDS: Final = {
    BlockKind.HEADING: "heading",
    BlockKind.CODE: "code",
    BlockKind.TABLE: "table",
    BlockKind.RULE: "rule",
}
_INLINE: Final = {
    InlineKind.EMPHASIS: Style(italic=True),
    InlineKind.STRONG: Style(bold=True),
    InlineKind.STRIKE: Style(strike=True),
}
_STRONGER: Final = 0.18  # of the ink, in the background of the mark in force
_BLEND: Final = 0.45  # of the colour beneath, where two marks overlap


class Ink(NamedTuple):
    """What one stretch of a row is, and so how it looks; equal inks share one style.

    Attributes:
        base: Name of the part: text, heading, quote, code, table.
        inlines: Emphasis and the like, in the order of `InlineKind`.
        shade: The marks over it.
        current: Whether the mark in force is over it.
        match: 0 none, 1 a match, 2 the match that was gone to.
        selected: Whether it is selected.
        caret: 0 none, 1 the caret, 2 the caret while the page has no focus.
        line: Whether it is on the caret's line.
        dimmed: Whether a lens hides it, or it is furniture.
        lit: Whether a lens shows it.
    """

    base: str
    inlines: tuple[InlineKind, ...] = ()
    shade: Shade | None = None
    current: bool = False
    match: int = 0
    selected: bool = False
    caret: int = 0
    line: bool = False
    dimmed: bool = False
    lit: bool = False


def base_of(block: Block | None) -> str:
    """Name of the part that a block's text is drawn as."""
    if block is None:
        return "text"
    return _KINDS.get(block.kind, "quote" if block.quoted else "text")


class Looks:
    """Styles for one theme on one terminal.

    Attributes:
        plain: Whether colours cannot be relied on, so that every kind of mark also has a style of its own.
    """

    def __init__(self, parts: Mapping[str, Style], colour: Colour, *, plain: bool = False) -> None:
        self.parts = {name: parts.get(name, Style()) for name in PARTS}
        self.plain = plain
        self._colour = colour
        self._styles: dict[Ink, Style] = {}
        self._shades: dict[Shade, Style] = {}

    def style(self, ink: Ink) -> Style:
        """The style of a stretch."""
        style = self._styles.get(ink)
        if style is None:
            style = self._styles[ink] = self._compose(ink)
        return style

    def mark(self, colour: str) -> Style:
        """The style of a mark of this colour by itself, for the gutter and labels."""
        return self._shade(Shade(colour, "", 1, False))

    def _compose(self, ink: Ink) -> Style:
        style = self.parts[ink.base]
        if ink.line:
            style += _background(self.parts["line"])
        for kind in ink.inlines:
            style += self._inline(kind)
        if ink.dimmed:
            style += Style(dim=True) if self.plain else self.parts["dimmed"]
        if ink.lit and self.plain:
            style += Style(bold=True)  # for terminals that cannot dim
        if ink.shade is not None:
            style += self._shade(ink.shade)
            if ink.current:
                style += self._current(ink.shade)
        if ink.match:
            style += self._match(ink.match)
        if ink.selected:
            style += Style(reverse=True) if self.plain else self.parts["selection"]
        if ink.caret:
            style += self._caret(ink)
        return style

    def _inline(self, kind: InlineKind) -> Style:
        if kind is InlineKind.CODE:
            return self.parts["code"]
        if kind in (InlineKind.LINK, InlineKind.NOTE):
            return self.parts["link"]
        return _INLINE[kind]

    def _shade(self, shade: Shade) -> Style:
        style = self._shades.get(shade)
        if style is None:
            background, foreground = map(_parsed, self._colour(shade.colour))
            under = _parsed(self._colour(shade.under)[0]) if shade.under else None
            if under and background and shade.under != shade.colour:
                background = background.blend(under, _BLEND)
            style = Style(color=_rich(foreground), bgcolor=_rich(background))
            style += self._strokes(shade)
            self._shades[shade] = style
        return style

    def _strokes(self, shade: Shade) -> Style:
        """What tells marks apart without colour; in colour only overlaps and uncertain ones have it."""
        if shade.uncertain:
            return Style(italic=True, underline=True)
        if shade.depth > 1:
            return Style(underline=True, bold=self.plain or None)
        return Style(underline=True) if self.plain else Style()

    def _current(self, shade: Shade) -> Style:
        if self.plain:
            return Style(bold=True, italic=True, underline=True)
        background, foreground = map(_parsed, self._colour(shade.colour))
        ink = foreground or _colour_of(self.parts["text"].color)
        if background and ink:
            background = background.blend(ink, _STRONGER)
        return Style(bold=True, bgcolor=_rich(background))

    def _match(self, level: int) -> Style:
        if self.plain:
            return Style(reverse=True, underline=True, bold=level == 2 or None)
        return self.parts["match-current" if level == 2 else "match"]

    def _caret(self, ink: Ink) -> Style:
        if ink.caret == 2:
            return Style(underline=True, bold=True) if self.plain else self.parts["caret-idle"]
        if self.plain:
            # Within what is already reversed the caret is the hole.
            return Style(reverse=not (ink.selected or ink.match), bold=True, blink=False)
        return self.parts["caret"]


def _background(style: Style) -> Style:
    return Style(bgcolor=style.bgcolor)


def _parsed(colour: str) -> Color | None:
    """The colour that a string names; none if it names none, for it may come from a file."""
    try:
        return Color.parse(colour) if colour else None
    except ColorParseError:
        return None


def _rich(colour: Color | None) -> RichColor | None:
    return None if colour is None else colour.rich_color


def _colour_of(colour: RichColor | None) -> Color | None:
    return None if colour is None or colour.is_default else Color.from_rich_color(colour)
