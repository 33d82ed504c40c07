"""The reader of one of two articles that are read side by side."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType

from tui.actions import bindings
from tui.page.paint import Overlay
from tui.widgets.reader import Reader

_GUTTER = 4  # cells: a number of three digits


class CompareReader(Reader, inherit_bindings=False):
    """One of the two articles. The one that is scrolled has the keyboard, and leads."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("comparing")]
    GUTTER: ClassVar[int] = _GUTTER

    def row_of(self, offset: int) -> int:
        """The row of the view that an offset stands on; outside of it, the nearest one."""
        row = self._head + self._page.layout.row_at(offset) - self._top
        return max(0, min(row, self.size.height - 1))

    def bring(self, offset: int, row: int) -> None:
        """Put the caret at an offset, and that on a row of the view."""
        if offset != self.caret:
            self.go(offset, jump=False)
        self._lead_to_row(self._head + self._page.layout.row_at(offset) - row)

    def _overlay(self) -> Overlay:
        """No passage is stronger than the others: one may well be the whole article."""
        return super()._overlay()._replace(current=None)

    def action_let_go(self) -> None:
        """Drop the selection; what differs stays marked."""
        if self.selected is None:
            raise SkipAction  # the key is the screen's then
        self.drop_selection()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Take the lead."""
        self.focus(scroll_visible=False)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Take the lead."""
        self.focus(scroll_visible=False)
