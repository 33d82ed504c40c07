"""The messages of this session, newest first, so that none is lost by looking away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.dialogs.frame import Dialog
from tui.text import shown, shown_line

_TONES: Final = {"information": "$quiet", "warning": "$warning", "error": "$error"}
_SIGNS: Final = {"information": "·", "warning": "!", "error": "×"}


@dataclass(frozen=True, slots=True)
class Message:
    """One message: when it was said (as shown, such as ``14:05``), how grave it is, its words."""

    when: str
    severity: Literal["information", "warning", "error"]
    text: str


class MessageList(Dialog[None]):
    """Shows messages, newest first."""

    TITLE_TEXT = "Messages"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(10)", show=False),
        Binding("b,pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, messages: Sequence[Message]) -> None:
        super().__init__()
        self._messages = tuple(messages)

    def body(self) -> ComposeResult:
        """The list, in one scrolling text."""
        with VerticalScroll(id="scroll", can_focus=False):
            yield Static(_listed(self._messages))

    def action_scroll(self, rows: int) -> None:
        """Scrolls by ``rows``."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)


def _listed(messages: Sequence[Message]) -> Content:
    if not messages:
        return Content.styled("Nothing has been said yet.", "$quiet")
    rows = []
    for message in reversed(messages):
        head = Content.assemble(
            (_SIGNS[message.severity], f"bold {_TONES[message.severity]}"),
            " ",
            shown_line(message.when, 20).stylize("$quiet"),
            "  ",
        )
        rows.append(head + shown(message.text))
    return Content("\n").join(rows)
