"""Choosing one tag, to merge into or to move under, with what would come of it told beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from annotations.model import Tag, tag_path
from styles.palette import look
from tui.dialogs.choosing import MOST, Choosing
from tui.dialogs.line import Verdict
from tui.dialogs.tag_match import ranked
from tui.text import shown_line

_AROUND: Final = 11  # rows of the frame that are not the list


class TagTarget(Choosing):
    """Gives the path of a tag, ``""`` for the top level, or None.

    Args:
        title: What is asked, in our own words.
        tags: The tags to choose from.
        judge: Says what would come of a path.
        new: Whether a path that no tag has can be chosen.
        top: What the top level is called; empty if it cannot be chosen.
        counts: Passages by path.
    """

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
        found = ranked(query, self._tags)[:MOST]
        rows = [tag.path for tag in found]
        options = [Option(self._line(tag)) for tag in found]
        if self._top and not query:
            rows.insert(0, "")
            options.insert(0, Option(Content.assemble(("  ", ""), shown_line(self._top))))
        if self._new and query and all(tag.path.casefold() != query.casefold() for tag in self._tags):
            rows.append(query)
            new = Content.assemble(("+ ", "bold $success"), "create “", shown_line(query, 80), "”")
            options.append(Option(new))
        self.fill(rows, options)
        self._weigh()

    @on(OptionList.OptionHighlighted)
    def _weigh(self) -> None:
        path = self.under_cursor
        verdict = self._judge(path) if path is not None else Verdict("No such tag.", good=False)
        self.query_one("#remark", Static).update(verdict.told())

    def will_do(self, row: str) -> bool:
        """What comes of it must be good."""
        return self._judge(row).good

    def _line(self, tag: Tag) -> Content:
        count = self._counts.get(tag.path.casefold(), 0)
        return Content.assemble(
            ("▌", look(tag.colour, self.app.current_theme).bar),
            " ",
            shown_line(tag.path, 60),
            (f"  {count or ''}", "$quiet"),
        )
