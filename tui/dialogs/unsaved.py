"""Leaving while something is not saved: stay, leave, or write it elsewhere first."""

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

_ANSWERS = (("e", "elsewhere", "Save elsewhere"), ("y", "leave", "Leave"), ("n", "stay", "Stay"))

_DETAIL = (
    "They are tried again every second while the program runs. Notes are kept as drafts. What is left on "
    "leaving is written to files in your own folders, and you are told the next time."
)


class UnsavedDialog(Dialog[str | None]):
    """Gives ``elsewhere`` or ``leave``; None to stay, which is where the cursor stands.

    Args:
        count: How many changes could not be saved.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"answer('{name}')", show=False) for key, name, _ in _ANSWERS),
        Binding("left,h,up", "step(-1)", show=False),
        Binding("right,l,down", "step(1)", show=False),
    ]

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def heading(self) -> Content:
        """The question."""
        changes = "One change" if self._count == 1 else f"{self._count} changes"
        return shown_line(f"{changes} could not be saved. Leave all the same?")

    def body(self) -> ComposeResult:
        """What it is about, and the answers."""
        yield Static(shown(_DETAIL), classes="quotation")
        with Horizontal(id="answers"):
            for key, name, words in _ANSWERS:
                yield Button(Content(f"{key} {words}"), id=name, flat=True)

    def on_mount(self) -> None:
        """Put the cursor on the harmless answer."""
        self.query_one("#stay").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_answer(event.button.id or "stay")

    def action_answer(self, name: str) -> None:
        """Answer by key."""
        self.dismiss(None if name == "stay" else name)

    def action_step(self, by: int) -> None:
        """Move to the next answer."""
        self.focus_next() if by > 0 else self.focus_previous()
