"""One line of text asked for, with what would come of it told while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from tui.actions import bindings
from tui.dialogs.frame import Dialog
from tui.text import shown_line


class Verdict(NamedTuple):
    """What would come of a line: words, whether it can be done, and whether to look twice before it is."""

    words: str
    good: bool = True
    doubtful: bool = False

    def told(self) -> Content:
        """The words in their tone."""
        tone = "$error" if not self.good else "$warning" if self.doubtful else "$quiet"
        return shown_line(self.words).stylize(tone)


class LineDialog(Dialog[str | None]):
    """Gives the line that was typed, or None.

    Args:
        title: What is asked, in our own words.
        value: What stands there at first.
        judge: Says what would come of a line; one that is no good cannot be taken.
    """

    CONTEXT = "line"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("line")]

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        judge: Callable[[str], Verdict] = lambda line: Verdict(""),
        placeholder: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._judge = judge
        self._placeholder = placeholder

    def heading(self) -> Content:
        """The question."""
        return shown_line(self._title)

    def body(self) -> ComposeResult:
        """The line and the verdict on it."""
        yield Input(
            self._value, placeholder=self._placeholder, id="query", compact=True, select_on_focus=False
        )
        yield Static(id="remark")

    def on_mount(self) -> None:
        """Puts the cursor at the end."""
        field = self.query_one(Input)
        field.cursor_position = len(self._value)
        field.focus()
        self._weigh()

    @on(Input.Changed, "#query")
    def _weigh(self) -> None:
        self.query_one("#remark", Static).update(self._judge(self.query_one(Input).value).told())

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        """Closes with the line, if it is good."""
        value = self.query_one(Input).value
        if self._judge(value).good:
            self.dismiss(value)
        else:
            self.app.bell()
