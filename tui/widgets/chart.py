"""The chart: a picture made of cells, with a cursor on one of its values that leads to what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.color import Color, ColorParseError
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from styles.contrast import blend, contrast, rgb
from styles.palette import look
from styles.themes import paper_of
from tui.actions import bindings
from tui.widgets.celltext import cells, cut

LOOKS: Final = ("text", "strong", "dim", "title", "title-focus", "bar", "bar-focus", "cursor", "rule")
_FAINTEST, _STRONGEST = 0.14, 0.62  # shares of the accent in a cell's ground
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_RISING: Final = " ▁▂▃▄▅▆▇█"


class Piece(NamedTuple):
    """A stretch of a line.

    Attributes:
        look: One of `LOOKS`.
        ground: How strongly its ground is tinted, 0 to 1.
        colour: A colour of the codebook instead of the look's own, or empty.
    """

    text: str
    look: str = "text"
    ground: float = 0.0
    colour: str = ""


Row = list[Piece]


class Chart(Widget, can_focus=True, inherit_bindings=False):
    """What every chart has in common. A subclass draws, and says where its values are.

    Attributes:
        cursor: Column and row of the value that keys are about.
        known: Whether there is data; until then something is being counted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("overview")]
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"chart--{each}" for each in LOOKS}
    DEFAULT_CSS = """
    Chart > .chart--text { color: $foreground; }
    Chart > .chart--strong { color: $foreground; text-style: bold; }
    Chart > .chart--dim { color: $foreground 72%; }
    Chart > .chart--title { color: $foreground 72%; text-style: bold; }
    Chart > .chart--title-focus { color: $text-primary; text-style: bold; }
    Chart > .chart--bar { color: $accent 80%; }
    Chart > .chart--bar-focus { color: $text-primary; }
    Chart > .chart--rule { color: $foreground 25%; }
    Chart > .chart--cursor { background: $primary; color: $background; text-style: bold; }
    Chart:ansi > .chart--text, Chart:ansi > .chart--strong { color: ansi_default; }
    Chart:ansi > .chart--bar { color: ansi_cyan; }
    Chart:ansi > .chart--dim, Chart:ansi > .chart--title, Chart:ansi > .chart--rule {
        color: ansi_default; text-style: dim;
    }
    Chart:ansi > .chart--cursor { background: ansi_default; color: ansi_default; text-style: reverse; }
    """
    TITLE: ClassVar[str] = ""

    @dataclass
    class Chosen(Message):
        """The passages, or articles, that a value counts are to be shown."""

        query: str

    class Left(Message):
        """The charts are to be left."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.cursor = (0, 0)
        self.known = False
        self._drawn: tuple[object, list[Row]] | None = None
        self._styles: dict[Piece, Style] = {}

    # What a subclass says.

    def title(self) -> str:
        """What the chart is about."""
        return self.TITLE

    def extent(self) -> tuple[int, int]:
        """How many columns and rows of values there are."""
        raise NotImplementedError

    def body(self, width: int, height: int) -> list[Row]:
        """The picture below the title, in cells."""
        raise NotImplementedError

    def aside(self) -> str:
        """What stands beside the title: the value under the cursor in words."""
        return ""

    def query_at(self, column: int, row: int) -> str:
        """The query behind a value; empty for none."""
        raise NotImplementedError

    def value_at(self, x: int, y: int) -> tuple[int, int] | None:
        """Column and row of the value drawn at a cell of the body."""
        raise NotImplementedError

    # Drawing.

    def redraw(self) -> None:
        """Draw anew, after data, cursor or size changed."""
        columns, rows = self.extent()
        column, row = self.cursor
        self.cursor = max(0, min(column, columns - 1)), max(0, min(row, rows - 1))
        self._drawn = None
        self.refresh()

    def notify_style_update(self) -> None:
        """Drops what was worked out for other colours."""
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the picture."""
        width, height = self.size
        key = (width, height, self.has_focus)
        if self._drawn is None or self._drawn[0] != key:
            body = self.body(width, max(0, height - 2)) if height > 2 else []
            self._drawn = key, [self._title(width), [], *body]
        lines = self._drawn[1]
        row = lines[y] if y < len(lines) else []
        segments = [Segment(piece.text, self._style(piece)) for piece in row]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _title(self, width: int) -> Row:
        title = Piece(self.title(), "title-focus" if self.has_focus else "title")
        said = cut(self.aside() if self.known else "counting …", max(0, width - cells(title.text) - 2))
        gap = width - cells(title.text) - cells(said)
        return [title, Piece(" " * gap), Piece(said, "text" if self.has_focus else "dim")]

    def _style(self, piece: Piece) -> Style:
        key = Piece("", piece.look, piece.ground, piece.colour)
        style = self._styles.get(key)
        if style is None:
            style = self.get_component_rich_style(f"chart--{piece.look}")
            if piece.colour:
                style += self._tint(piece.colour)
            if piece.ground > 0 and piece.look != "cursor":
                style += self._grounded(piece.ground)
            self._styles[key] = style
        return style

    def _tint(self, colour: str) -> Style:
        try:
            return Style(color=Color.parse(look(colour, self.app.current_theme).bar).rich_color)
        except (ColorParseError, KeyError):
            return Style()

    def _grounded(self, share: float) -> Style:
        """More of the accent for more; where there are no shades, weight says that it is much."""
        theme = self.app.current_theme
        paper = paper_of(theme)
        if paper.ansi:
            return Style(bold=share > 0.5)
        accent = Color.parse(self.app.theme_variables["accent"])
        full = rgb(accent.hex6)
        ground = blend(paper.page, full, _FAINTEST + (_STRONGEST - _FAINTEST) * share)
        ink = max((paper.ink, paper.page), key=lambda colour: contrast(colour, ground))
        return Style(color=ink.hex, bgcolor=ground.hex)

    # Keys and mouse.

    def on_focus(self) -> None:
        """Draws itself as the one in focus."""
        self.redraw()

    def on_blur(self) -> None:
        """Draws itself as out of focus."""
        self.redraw()

    def _move(self, columns: int, rows: int) -> None:
        column, row = self.cursor
        self.cursor = column + columns, row + rows
        self.redraw()

    def action_char_left(self) -> None:
        """The value at the left."""
        self._move(-1, 0)

    def action_char_right(self) -> None:
        """The value at the right."""
        self._move(1, 0)

    def action_line_up(self) -> None:
        """The value above."""
        self._move(0, -1)

    def action_line_down(self) -> None:
        """The value below."""
        self._move(0, 1)

    def action_page_up(self) -> None:
        """A page up."""
        self._move(0, -max(1, self.size.height - 4))

    def action_page_down(self) -> None:
        """A page down."""
        self._move(0, max(1, self.size.height - 4))

    def action_top(self) -> None:
        """The first value."""
        self.cursor = (0, 0)
        self.redraw()

    def action_bottom(self) -> None:
        """The last value."""
        columns, rows = self.extent()
        self.cursor = columns - 1, rows - 1
        self.redraw()

    def action_open(self) -> None:
        """Asks for what the value counts."""
        columns, rows = self.extent()
        if columns and rows and (query := self.query_at(*self.cursor)):
            self.post_message(self.Chosen(query))

    def action_leave(self) -> None:
        """Says that the charts are to be left."""
        self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        """Goes to the value that was clicked; one that the cursor is on already is opened."""
        x, y = event.offset - self.gutter.top_left
        found = self.value_at(x, y - 2) if y >= 2 else None
        if found is None:
            return
        if found == self.cursor:
            self.action_open()
        self.cursor = found
        self.redraw()


def bar(value: float, width: int) -> str:
    """A bar of ``value`` (0 to 1) times ``width`` cells, to the eighth; never empty for more than 0."""
    eighths = max(int(value > 0), round(value * width * 8))
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")


def column(value: float, height: int) -> list[str]:
    """The cells of an upright bar from the top down; never empty for more than 0."""
    eighths = max(int(value > 0), round(value * height * 8))
    return [_RISING[max(0, min(8, eighths - 8 * level))] for level in reversed(range(height))]
