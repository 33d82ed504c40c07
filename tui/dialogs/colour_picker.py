"""Choosing a colour: the eight names, or any as ``#rrggbb``; each is tried on where it will stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from styles.palette import COLOURS, known_colour, look
from tui.actions import bindings
from tui.dialogs.frame import Dialog
from tui.text import shown_line


class ColourPicker(Dialog[str | None]):
    """Gives a colour as it is kept, or None.

    Args:
        path: The tag, shown on each colour.
        colour: What it has now.
        on_try: Called with each colour that the cursor is on, and with the first one on closing.
    """

    TITLE_TEXT = "Colour"
    CONTEXT = "line"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("line"),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    def __init__(
        self, path: str, colour: str, *, on_try: Callable[[str], None] = lambda colour: None
    ) -> None:
        super().__init__()
        self._path = path
        self._colour = colour
        self._on_try = on_try
        self._names = tuple(COLOURS)

    @property
    def colour(self) -> str:
        """The colour as it stands; empty while what is typed is none."""
        typed = self.query_one(Input).value.strip()
        if typed:
            try:
                return known_colour(typed)
            except ValueError:
                return ""
        place = self.query_one(OptionList).highlighted
        return self._names[place] if place is not None else self._colour

    def body(self) -> ComposeResult:
        """The colours, a line for one of one's own, and how it looks."""
        colours = OptionList(*(Option(self._line(name)) for name in self._names), id="colours", compact=True)
        colours.can_focus = False
        yield colours
        yield Input(placeholder="or one of your own, such as #3a7d44", id="query", compact=True)
        yield Static(id="remark")

    def on_mount(self) -> None:
        """Puts the cursor on the colour that the tag has."""
        colours = self.query_one(OptionList)
        if self._colour in self._names:
            colours.highlighted = self._names.index(self._colour)
        else:
            colours.highlighted = None
            self.query_one(Input).value = self._colour
        self.query_one(Input).focus()
        self._show()

    @on(Input.Changed, "#query")
    @on(OptionList.OptionHighlighted)
    def _show(self) -> None:
        colour = self.colour
        remark = self.query_one("#remark", Static)
        if colour:
            remark.update(Content.assemble(self._sample(colour), ("  ", ""), shown_line(colour, 20)))
            self._on_try(colour)
        else:
            remark.update(Content.styled("A colour is written #rrggbb, such as #3a7d44.", "$warning"))

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self.action_accept()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_accept()

    def action_move(self, rows: int) -> None:
        """Moves to another colour, round the ends."""
        self.query_one(Input).value = ""
        colours = self.query_one(OptionList)
        colours.highlighted = ((colours.highlighted if colours.highlighted is not None else -1) + rows) % len(
            self._names
        )

    def action_accept(self) -> None:
        """Closes with the colour."""
        if self.colour:
            self.dismiss(self.colour)
        else:
            self.app.bell()

    def action_close(self) -> None:
        """Closes; everything looks as before."""
        self._on_try(self._colour)
        self.dismiss(None)

    def _line(self, name: str) -> Content:
        return Content.assemble(self._sample(name), "  ", shown_line(name))

    def _sample(self, colour: str) -> Content:
        found = look(colour, self.app.current_theme)
        words = shown_line(self._path.rpartition("/")[2], 24)
        mark = Content.styled("▌", found.bar)
        return mark + Content(f" {words.plain} ".ljust(20)).stylize(
            f"{found.foreground} on {found.background}"
        )
