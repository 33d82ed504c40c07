"""Choosing one article: type to find it by title, source, date or path."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.actions import bindings
from tui.dialogs.frame import Dialog
from tui.picking import Choice, ranked
from tui.text import shown_line
from tui.widgets.filtering import folded

_MOST: Final = 60
_ROWS: Final = 14
_AROUND: Final = 11  # rows of the frame that are not the list


class ArticlePicker(Dialog[str | None]):
    """Gives the path of an article, or None.

    Args:
        title: What is asked, in our own words.
        choices: What can be chosen, in the order in which it is offered before anything is typed.
    """

    CONTEXT = "line"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("line"),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("pageup", "move(-8)", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._found: tuple[Choice, ...] = ()
        self._total = 0
        self._put(choices)

    def _put(self, choices: Sequence[Choice]) -> None:
        self._choices = tuple(choices)
        self._texts = [folded(choice.words) for choice in choices]

    @property
    def rows(self) -> tuple[str, ...]:
        """The paths on show."""
        return tuple(choice.path for choice in self._found)

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
        self._total, self._found = len(found), tuple(found[:_MOST])
        articles = self.query_one(OptionList)
        articles.clear_options()
        articles.add_options(Option(_line(choice)) for choice in self._found)
        articles.highlighted = 0 if self._found else None
        self.query_one("#remark", Static).update(_remark(self._total))

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self.action_accept()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_accept()

    def action_move(self, rows: int) -> None:
        """Moves the cursor, round the ends when by one row."""
        articles = self.query_one(OptionList)
        if not articles.option_count:
            return
        place = (articles.highlighted or 0) + rows
        if abs(rows) > 1:
            place = max(0, min(articles.option_count - 1, place))
        articles.highlighted = place % articles.option_count

    def action_accept(self) -> None:
        """Closes with the article under the cursor."""
        place = self.query_one(OptionList).highlighted
        if place is not None and place < len(self._found):
            self.dismiss(self._found[place].path)
        else:
            self.app.bell()


def _line(choice: Choice) -> Content:
    """What it has in common, the title, where and when."""
    near = Content.assemble((f"{choice.near}  ", "$primary")) if choice.near else Content()
    about = shown_line(choice.about, 80)
    return Content.assemble(near, shown_line(choice.title, 80), ("  ", ""), about.stylize("$quiet"))


def _remark(found: int) -> Content:
    if not found:
        return Content.styled("No article is like that.", "$warning")
    more = f", the first {_MOST} shown" if found > _MOST else ""
    return Content.styled(f"{found:,} article{'s' * (found != 1)}{more}", "$quiet")
