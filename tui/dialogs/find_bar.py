"""The line in which words are looked for in the article: an input and a count, not a dialog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from corpus.clean import clean_line


class FindBar(Horizontal):
    """Says what is typed as it is typed; its owner finds, and calls `show_count`.

    Hidden until `open`. The owner hides it by `close` and takes the focus back.
    """

    DEFAULT_CSS = """
    FindBar { height: 1; display: none; }
    FindBar.-open { display: block; }
    FindBar > #find-sign { width: 2; }
    FindBar > Input { width: 1fr; }
    FindBar > #find-count { width: auto; min-width: 12; text-align: right; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down,ctrl+n", "step(1)", show=False),
        Binding("up,ctrl+p", "step(-1)", show=False),
    ]

    @dataclass
    class Changed(Message):
        """What is looked for now; empty for nothing."""

        text: str

    @dataclass
    class Accepted(Message):
        """``Enter``: the reader is to stay at the match and take the focus."""

        text: str

    @dataclass
    class Stepped(Message):
        """Up or down: on to the next match (1) or back (-1), the input keeps the focus."""

        by: int

    class Dismissed(Message):
        """``Esc``: the reader is to go back to where it was."""

    def compose(self) -> ComposeResult:
        """Sign, input and count."""
        yield Static("/", id="find-sign")
        yield Input(placeholder="find in this text", id="find-input", compact=True)
        yield Static(id="find-count")

    def open(self, text: str = "") -> None:
        """Shows the bar, ``text`` in it and selected."""
        self.add_class("-open")
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = clean_line(text)
        field.focus()
        field.action_select_all()
        if not text:
            self.show_count(0, 0)

    def close(self) -> None:
        """Hides the bar."""
        self.remove_class("-open")

    def show_count(self, which: int, of: int, *, more: bool = False) -> None:
        """Shows that this is match ``which`` (from 1) of ``of``; that there is none, if ``of`` is 0.

        With ``more``, ``of`` is only as far as was counted.
        """
        if of:
            words = Content.styled(f"{which} of {of}{'+' if more else ''}", "$quiet")
        elif self.query_one(Input).value:
            words = Content.styled("not found", "$warning")
        else:
            words = Content()
        self.query_one("#find-count", Static).update(words)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Accepted(event.value))

    def action_leave(self) -> None:
        """Says that finding is over."""
        self.post_message(self.Dismissed())

    def action_step(self, by: int) -> None:
        """Says that the next or the previous match is wanted."""
        self.post_message(self.Stepped(by))
