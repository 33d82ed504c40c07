"""A question with two answers; the harmless one is where the cursor stands."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Static

from tui.dialogs.frame import Dialog
from tui.text import shown, shown_line


class Confirm(Dialog[bool]):
    """Asks; gives True only for the answer ``yes`` (or its key ``y``)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", show=False),
        Binding("n", "answer(False)", show=False),
        Binding("left,right,h,l,up,down", "other", show=False),
    ]

    def __init__(self, question: str, detail: str = "", *, yes: str = "Yes", no: str = "No") -> None:
        super().__init__()
        self._question = question
        self._detail = detail
        self._yes = yes
        self._no = no

    def heading(self) -> Content:
        """The question."""
        return shown_line(self._question)

    def body(self) -> ComposeResult:
        """What it is about, and the two answers."""
        if self._detail:
            yield Static(shown(self._detail), classes="quotation")
        with Horizontal(id="answers"):
            yield Button(Content("y ") + shown_line(self._yes, 40), id="yes", flat=True)
            yield Button(Content("n ") + shown_line(self._no, 40), id="no", flat=True)

    def on_mount(self) -> None:
        """Puts the cursor on the harmless answer."""
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """Answers by key."""
        self.dismiss(yes)

    def action_other(self) -> None:
        """Moves to the other answer."""
        self.focus_next()

    def action_close(self) -> None:
        """Closing is the harmless answer."""
        self.dismiss(False)
