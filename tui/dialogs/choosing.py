"""Choosing one of many: a line to type in over a list that follows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.actions import bindings
from tui.dialogs.frame import Dialog

MOST: Final = 60
"""Rows that are shown of ever so many."""


class Choosing(Dialog[str | None]):
    """What pickers of one thing have in common: an input ``#query`` and one list under it."""

    CONTEXT = "line"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("line"),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("pageup", "move(-8)", show=False),
    ]

    _rows: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """What is on show, as it would be given."""
        return self._rows

    def fill(self, rows: Sequence[str], options: Sequence[Option]) -> None:
        """Shows ``options``, each of which stands for one of ``rows``, with the cursor on the first."""
        self._rows = tuple(rows)
        shown = self.query_one(OptionList)
        shown.clear_options()
        shown.add_options(options)
        shown.highlighted = 0 if self._rows else None

    @property
    def under_cursor(self) -> str | None:
        """What would be given now."""
        place = self.query_one(OptionList).highlighted
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def will_do(self, row: str) -> bool:
        """Whether it may be given."""
        return True

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self.action_accept()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_accept()

    def action_move(self, rows: int) -> None:
        """Moves the cursor, round the ends when by one row."""
        options = self.query_one(OptionList)
        if not options.option_count:
            return
        place = (options.highlighted or 0) + rows
        if abs(rows) > 1:
            place = max(0, min(options.option_count - 1, place))
        options.highlighted = place % options.option_count

    def action_accept(self) -> None:
        """Closes with what is under the cursor, if it will do."""
        row = self.under_cursor
        if row is not None and self.will_do(row):
            self.dismiss(row)
        else:
            self.app.bell()
