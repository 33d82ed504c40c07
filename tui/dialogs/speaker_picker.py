"""Picking who speaks: type to find a known name, or a new one; gives the name or None."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from annotations.model import Tag
from annotations.speaker import name_key, speaker_name
from tui.dialogs.choosing import MOST, Choosing
from tui.dialogs.tag_match import ranked
from tui.text import shown_line

_AROUND: Final = 13  # rows of the frame that are not the list


class SpeakerPicker(Choosing):
    """Who speaks in a quotation.

    Args:
        names: Known names, the likeliest first.
        counts: How many quotations each name has, by name.
        title: What is asked, in our own words.
        quotation: The words, shown above.
        proposed: The name that is proposed, which says so.
    """

    def __init__(
        self,
        names: Sequence[str],
        *,
        counts: Mapping[str, int] | None = None,
        title: str = "Who says this?",
        quotation: str = "",
        proposed: str = "",
    ) -> None:
        super().__init__()
        known = {name_key(name): name for name in reversed(names)}
        self._names = [
            Tag("", name, "gray") for name in dict.fromkeys(known[name_key(name)] for name in names)
        ]
        self._counts = counts or {}
        self._title = title
        self._quotation = quotation
        self._proposed = name_key(proposed)

    def heading(self) -> Content:
        """The question."""
        return shown_line(self._title)

    def body(self) -> ComposeResult:
        """The quotation, the line to type in, the names."""
        if self._quotation:
            yield Static(shown_line(self._quotation, 200), classes="quotation")
        yield Input(placeholder="find a speaker, or write a new name", id="query", compact=True)
        names = OptionList(id="tags", compact=True)
        names.can_focus = False
        yield names
        yield Static(id="remark")

    def on_mount(self) -> None:
        """Shows the names and waits for typing."""
        rows = max(4, min(14, len(self._names) + 1))
        self.query_one("#frame").styles.height = rows + (_AROUND if self._quotation else _AROUND - 2)
        self.query_one(Input).focus()
        self._refill()

    @on(Input.Changed, "#query")
    def _refill(self) -> None:
        typed = speaker_name(self.query_one(Input).value)
        found = [tag.path for tag in ranked(typed, self._names)][:MOST]
        fresh = typed if typed and name_key(typed) not in {name_key(tag.path) for tag in self._names} else ""
        options = [Option(self._line(name)) for name in found]
        if fresh:
            # A whole new name comes before those that are merely similar.
            typed_words = name_key(fresh).split()
            at = sum(all(word in name_key(name) for word in typed_words) for name in found)
            at = at if len(typed_words) > 1 else len(found)
            found.insert(at, fresh)
            new = Content.assemble(("+ ", "bold $success"), "“", shown_line(fresh, 80), "”")
            options.insert(at, Option(new))
        self.fill(found, options)
        words = "nobody of this name yet" if fresh and len(found) == 1 else ""
        self.query_one("#remark", Static).update(Content.styled(words, "$quiet"))

    def _line(self, name: str) -> Content:
        count = self._counts.get(name, 0)
        said = "  proposed" if self._proposed == name_key(name) else ""
        return Content.assemble(shown_line(name, 60), (f"  {count or ''}", "$quiet"), (said, "$quiet"))
