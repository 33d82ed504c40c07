"""Paints the lines of a list: looks become styles, lines become strips, both kept while they hold.

Bypassing Textual's own style cache makes a page about twice as cheap, and makes it this module's
task to apply the app's line filters (``NO_COLOR``, ANSI themes) and to bound what is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.strip import Strip
from textual.widget import Widget

from tui.page.whole import Whole
from tui.widgets.celltext import cells
from tui.widgets.runs import Line, Run

LOOKS: Final = (
    "text", "strong", "dim", "tag", "note", "note-strong", "note-soft", "warning", "mark", "thumb",
    "title", "title-focus", "heading", "bar", "filter", "new", "gone", "current", "cursor",
)  # fmt: skip
"""Component classes of a list, after ``lines--``."""
THUMB: Final = "▕"
_CURSOR: Final = "›"
_CURRENT: Final = "▎"
_CURRENT_BAR: Final = "▐"
_KEPT: Final = 100


class State(NamedTuple):
    """What an item's looks depend on beside the item."""

    cursor: bool = False
    current: bool = False


class Laid:
    """An item with its lines, and the strips painted of them so far."""

    __slots__ = ("item", "lines", "strips")

    def __init__(self, item: object, lines: Sequence[Line]) -> None:
        self.item = item
        self.lines = lines
        self.strips: dict[tuple[int, State, bool], Strip] = {}


class Brush:
    """The strips of one list.

    Attributes:
        colour: Gives the colour to paint for a colour of the codebook.
        width: Cells of the whole list, the mark on the left and the thumb on the right included.
        painted: Strips made since the start.
        stale: Whether the looks may have changed.
    """

    def __init__(self, widget: Widget) -> None:
        self.colour: Callable[[str], str] = str
        self.width = 0
        self.painted = 0
        self.stale = True
        self._widget = widget
        self._base: dict[str, Style] = {}
        self._sides = (Strip([]), Strip([]))
        self._styles: dict[tuple[str, str, State], Style] = {}
        self._laid: dict[str, Laid] = {}
        self._plain: dict[tuple[tuple[Run, ...], bool], Strip] = {}

    @property
    def room(self) -> int:
        """Cells of an item's lines."""
        return max(1, self.width - 2)

    def forget(self) -> None:
        """Drops what depends on width, theme or colours."""
        self._laid.clear()
        self._plain.clear()
        self._styles.clear()

    def restyle(self, left: Strip, right: Strip) -> None:
        """Drops what was painted if the looks, or what stands at the sides of each row, have changed."""
        self.stale = False
        widget = self._widget
        base = {look: widget.get_component_rich_style(f"lines--{look}") for look in LOOKS}
        base[""] = widget.rich_style
        if base != self._base or (left, right) != self._sides:
            self._base, self._sides = base, (left, right)
            self._styles.clear()
            self._plain.clear()
            for laid in self._laid.values():
                laid.strips.clear()

    def laid(self, key: str, item: object, lines: Callable[[], Sequence[Line]]) -> Laid:
        """The item's lines, asked for only if they are not kept for this very item."""
        kept = self._laid.get(key)
        if kept is None or (kept.item is not item and kept.item != item):
            self._laid.pop(key, None)
            kept = self._laid[key] = Laid(item, lines())
            while len(self._laid) > _KEPT:
                del self._laid[next(iter(self._laid))]
        return kept

    def strip(self, laid: Laid, row: int, state: State, thumb: bool) -> Strip:
        """One row of an item, as wide as the list."""
        key = (row, state, thumb)
        strip = laid.strips.get(key)
        if strip is None:
            line = laid.lines[row] if row < len(laid.lines) else []
            strip = laid.strips[key] = self._paint(line, row, state if line else State(), thumb)
        return strip

    def plain(self, line: Line, thumb: bool) -> Strip:
        """A row that belongs to no item, as wide as the list."""
        key = (tuple(line), thumb)
        strip = self._plain.get(key)
        if strip is None:
            if len(self._plain) > _KEPT:
                self._plain.clear()
            strip = self._plain[key] = self._paint(line, 1, State(), thumb)
        return strip

    def _paint(self, line: Line, row: int, state: State, thumb: bool) -> Strip:
        self.painted += 1
        runs = [_mark(line, row, state), *line]
        segments = [Segment(run.text, self._style(run.look, run.colour, state)) for run in runs]
        used, room = sum(cells(run.text) for run in runs), self.width - 1
        blank = self._style("text", "", state)
        if used > room:
            segments = list(Strip(segments, used).crop(0, room))
        else:
            segments.append(Segment(" " * (room - used), blank))
        segments.append(Segment(THUMB, self._style("thumb", "", state)) if thumb else Segment(" ", blank))
        left, right = self._sides
        strip = Whole([*left, *segments, *right])
        return strip.through(self._widget.get_line_filters(), self._widget.background_colors[1])

    def _style(self, look: str, colour: str, state: State) -> Style:
        key = (look, colour, state)
        style = self._styles.get(key)
        if style is None:
            style = self._base[look]
            if colour:
                style += self._tint(colour)
            if state.cursor or state.current:
                shade = self._base["cursor" if state.cursor else "current"]
                # Reversed, every colour would be a ground of its own: there only weight is kept.
                plain = Style(bold=style.bold, italic=style.italic, reverse=True)
                style = plain if shade.reverse else style + Style(bgcolor=shade.bgcolor)
            self._styles[key] = style
        return style

    def _tint(self, colour: str) -> Style:
        """The codebook's colour; none rather than an error for one that cannot be read."""
        try:
            return Style(color=Color.parse(self.colour(colour)).rich_color)
        except (ColorParseError, KeyError):
            return Style()


def _mark(line: Line, row: int, state: State) -> Run:
    """The first column: the cursor, or that the item is open; a bar beside it then becomes a thick one."""
    if state.cursor and row == 0:
        return Run(_CURSOR, "mark")
    if not state.current:
        return Run(" ")
    bar = line[0]
    return bar._replace(text=_CURRENT_BAR) if bar.look == "bar" else Run(_CURRENT, "mark")
