"""Choosing one tag, to merge into or to move under, with what would come of it told beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from annotations.model import Tag, tag_path
from styles.palette import look
from tui.actions import bindings
from tui.dialogs.frame import Dialog
from tui.dialogs.line import Verdict
from tui.dialogs.tag_match import ranked
from tui.text import shown_line

_MOST: Final = 60
_AROUND: Final = 11  # rows of the frame that are not the list


class TagTarget(Dialog[str | None]):
    """Gives the path of a tag, ``""`` for the top level, or None.

    Args:
        title: What is asked, in our own words.
        tags: The tags to choose from.
        judge: Says what would come of a path.
        new: Whether a path that no tag has can be chosen.
        top: What the top level is called; empty if it cannot be chosen.
        counts: Passages by path.
    """

    CONTEXT = "line"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("line"),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("pageup", "move(-8)", show=False),
    ]

    def __init__(
        self,
        title: str,
        tags: Sequence[Tag],
        *,
        judge: Callable[[str], Verdict],
        new: bool = False,
        top: str = "",
        counts: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._tags = tuple(tags)
        self._judge = judge
        self._new = new
        self._top = top
        self._counts = counts or {}
        self._rows: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """The paths on show, the top level as ``""``."""
        return self._rows

    def heading(self) -> Content:
        """The question."""
        return shown_line(self._title)

    def body(self) -> ComposeResult:
        """The query, the tags, the verdict."""
        words = "find a tag, or name a new one" if self._new else "find a tag"
        yield Input(placeholder=words, id="query", compact=True)
        tags = OptionList(id="tags", compact=True)
        tags.can_focus = False
        yield tags
        yield Static(id="remark")

    def on_mount(self) -> None:
        """Shows all tags and waits for typing."""
        self.query_one("#frame").styles.height = max(4, min(14, len(self._tags) + 1)) + _AROUND
        self.query_one(Input).focus()
        self._refill()

    @on(Input.Changed, "#query")
    def _refill(self) -> None:
        query = tag_path(self.query_one(Input).value)
        found = ranked(query, self._tags)[:_MOST]
        rows = [tag.path for tag in found]
        options = [Option(self._line(tag)) for tag in found]
        if self._top and not query:
            rows.insert(0, "")
            options.insert(0, Option(Content.assemble(("  ", ""), shown_line(self._top))))
        if self._new and query and all(tag.path.casefold() != query.casefold() for tag in self._tags):
            rows.append(query)
            options.append(
                Option(Content.assemble(("+ ", "bold $success"), "create “", shown_line(query, 80), "”"))
            )
        self._rows = tuple(rows)
        tags = self.query_one(OptionList)
        tags.clear_options()
        tags.add_options(options)
        tags.highlighted = 0 if options else None
        self._weigh()

    @on(OptionList.OptionHighlighted)
    def _weigh(self) -> None:
        path = self._under_cursor()
        verdict = self._judge(path) if path is not None else Verdict("No such tag.", good=False)
        self.query_one("#remark", Static).update(verdict.told())

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self.action_accept()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_accept()

    def action_move(self, rows: int) -> None:
        """Moves the cursor, round the ends when by one row."""
        tags = self.query_one(OptionList)
        if not tags.option_count:
            return
        place = (tags.highlighted or 0) + rows
        if abs(rows) > 1:
            place = max(0, min(tags.option_count - 1, place))
        tags.highlighted = place % tags.option_count

    def action_accept(self) -> None:
        """Closes with the tag under the cursor, if it will do."""
        path = self._under_cursor()
        if path is not None and self._judge(path).good:
            self.dismiss(path)
        else:
            self.app.bell()

    def _under_cursor(self) -> str | None:
        place = self.query_one(OptionList).highlighted
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def _line(self, tag: Tag) -> Content:
        count = self._counts.get(tag.path.casefold(), 0)
        return Content.assemble(
            ("▌", look(tag.colour, self.app.current_theme).bar),
            " ",
            shown_line(tag.path, 60),
            (f"  {count or ''}", "$quiet"),
        )
