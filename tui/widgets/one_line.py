"""One line of the screen that says several things, painted in half of the time that Textual takes."""

from __future__ import annotations

from typing import Any

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.page.whole import Whole


class OneLine(Widget):
    """A widget of one row, without a border, that nearly each key changes.

    A subclass says in `render` what stands on it.
    """

    ALLOW_SELECT = False
    _line: Whole | None = None
    _drawn: Size = Size(0, 0)

    def render(self) -> Content:
        """What stands on the line."""
        return Content()

    def refresh(self, *regions: Region, **how: Any) -> OneLine:
        """Paint the line anew with the next frame."""
        self._line = None
        super().refresh(*regions, **how)
        return self

    def notify_style_update(self) -> None:
        """The line stands in other colours."""
        super().notify_style_update()
        self._line = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The line, as far as it lies in ``crop``."""
        if self._line is None or self._drawn != self.outer_size:
            self._line, self._drawn = self._draw(), self.outer_size
        blank = Strip.blank(crop.width, self.rich_style)
        return [self._line.crop(crop.x, crop.right) if y == 0 else blank for y in crop.line_range]

    def _draw(self) -> Whole:
        style, width, gutter = self.visual_style, self.outer_size.width, self.gutter
        segments = self.render().render_segments(style)
        used = sum(segment.cell_length for segment in segments)
        blank = style.rich_style
        end = Segment(" " * max(0, width - gutter.left - used), blank)
        line = Strip([Segment(" " * gutter.left, blank), *segments, end]).crop(0, width)
        return Whole([*line]).through(self.get_line_filters(), self.background_colors[1])
