"""Choosing one article: type to find it by title, source, date or path."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.dialogs.choosing import MOST, Choosing
from tui.picking import Choice, ranked
from tui.text import shown_line
from tui.widgets.filtering import folded

_ROWS: Final = 14
_AROUND: Final = 11  # rows of the frame that are not the list


class ArticlePicker(Choosing):
    """Gives the path of an article, or None.

    Args:
        title: What is asked, in our own words.
        choices: What can be chosen, in the order in which it is offered before anything is typed.
    """

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._put(choices)

    def _put(self, choices: Sequence[Choice]) -> None:
        self._choices = tuple(choices)
        self._texts = [folded(choice.words) for choice in choices]

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offers other choices, or in another order; the cursor stays on the same one once it was moved."""
        self._put(choices)
        if self.is_mounted:
            self._refill()

    def heading(self) -> Content:
        """The question."""
        return shown_line(self._title)

    def body(self) -> ComposeResult:
        """The query, the articles, how many there are."""
        yield Input(placeholder="words of title, source or date", id="query", compact=True)
        articles = OptionList(id="choices", compact=True)
        articles.can_focus = False
        yield articles
        yield Static(id="remark")

    def on_mount(self) -> None:
        """Shows all of them and waits for typing."""
        self.query_one("#frame").styles.height = max(4, min(_ROWS, len(self._choices) + 1)) + _AROUND
        self.query_one(Input).focus()
        self._refill()

    @on(Input.Changed, "#query")
    def _refill(self) -> None:
        found = ranked(self.query_one(Input).value, self._choices, self._texts)
        self.fill(
            [choice.path for choice in found[:MOST]], [Option(_line(choice)) for choice in found[:MOST]]
        )
        self.query_one("#remark", Static).update(_remark(len(found)))


def _line(choice: Choice) -> Content:
    """What it has in common, the title, where and when."""
    near = Content.assemble((f"{choice.near}  ", "$primary")) if choice.near else Content()
    about = shown_line(choice.about, 80)
    return Content.assemble(near, shown_line(choice.title, 80), ("  ", ""), about.stylize("$quiet"))


def _remark(found: int) -> Content:
    if not found:
        return Content.styled("No article is like that.", "$warning")
    more = f", the first {MOST} shown" if found > MOST else ""
    return Content.styled(f"{found:,} article{'s' * (found != 1)}{more}", "$quiet")
