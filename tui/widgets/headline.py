"""The one line at the head of a screen: what it is at the left, where one stands in it at the right."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.text import shown_line

_GAP = 2


class HeadLine(Widget):
    """A title, what it is about, and a place or count.

    Attributes:
        title: The screen's name.
        about: What it shows at the moment, cut first where there is no room.
        place: Such as ``2 of 4``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"headline--quiet"}
    DEFAULT_CSS = """
    HeadLine { height: 1; width: 100%; padding: 0 1; }
    HeadLine > .headline--quiet { color: $foreground 60%; }
    """

    title: reactive[str] = reactive("")
    about: reactive[str] = reactive("")
    place: reactive[str] = reactive("")

    def render(self) -> Content:
        """The line, as wide as the widget."""
        quiet = self.get_visual_style("headline--quiet", partial=True)
        room = self.content_size.width
        left = shown_line(self.title).stylize("bold")
        right = shown_line(self.place).stylize(quiet)
        free = room - left.cell_length - right.cell_length - 2 * _GAP
        about = shown_line(self.about).truncate(max(0, free), ellipsis=True).stylize(quiet)
        gap = room - left.cell_length - right.cell_length - about.cell_length - _GAP
        return Content.assemble(left, " " * _GAP, about, " " * max(1, gap), right)
