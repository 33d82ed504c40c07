"""Notes that were begun and not saved: to go on with one, or to discard it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.actions import bindings
from tui.dialogs.frame import Dialog
from tui.text import shown_line

_CELLS = 66


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft: its key, what it is on, and what was typed."""

    key: str
    about: str
    text: str


class DraftList(Dialog[str | None]):
    """Gives the key of the draft to go on with, or None.

    Args:
        discard: Called with the key of each draft that is to be discarded; gives whether it is gone.
    """

    TITLE_TEXT = "Drafts"
    CONTEXT = "drafts"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("drafts"),
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]

    def __init__(self, rows: Iterable[DraftRow], discard: Callable[[str], bool]) -> None:
        super().__init__()
        self.rows = list(rows)
        self._discard = discard

    def body(self) -> ComposeResult:
        """The drafts: what was typed, and below it what it is on, on two lines where it is long."""
        yield OptionList(*(_option(row) for row in self.rows), id="drafts")

    def on_mount(self) -> None:
        """Puts the cursor on the first."""
        drafts = self.query_one(OptionList)
        drafts.focus()
        drafts.highlighted = 0 if self.rows else None

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.dismiss(self.rows[message.option_index].key)

    def action_open(self) -> None:
        """Goes on with the draft."""
        self.query_one(OptionList).action_select()

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        drafts = self.query_one(OptionList)
        drafts.action_cursor_down() if by > 0 else drafts.action_cursor_up()

    def action_draft_discard(self) -> None:
        """Forgets the draft under the cursor; the last one closes the list."""
        drafts = self.query_one(OptionList)
        at = drafts.highlighted
        if at is None or not self._discard(self.rows[at].key):
            return
        del self.rows[at]
        drafts.remove_option_at_index(at)
        if not self.rows:
            self.dismiss(None)


def _option(row: DraftRow) -> Option:
    text = shown_line(row.text, _CELLS)
    return Option(Content("\n").join((text, shown_line(row.about, 2 * _CELLS).stylize("$quiet"))))
