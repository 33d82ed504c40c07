"""The list of saved searches, and of examples of what can be asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.message import Message

from tui.actions import bindings
from tui.widgets.celltext import cells, cut, shown
from tui.widgets.lines import LineList
from tui.widgets.runs import Line, Run


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A saved search, an example, or the line between the two.

    Attributes:
        id: Empty for an example.
        name: Of the search; of an example, what it finds.
        query: Empty for the line between.
    """

    id: str
    name: str
    query: str


EXAMPLES: Final = tuple(
    SavedRow("", name, query)
    for query, name in (
        ('"peace talks"', "these words in a row"),
        ("negotiat*", "words that begin so"),
        ("NEAR(peace talks, 5)", "words near each other"),
        ("guarantee -source:wire", "a word, but not in this source"),
        ("title:minister date:2025-02", "fields: title, source, author, date, doc, status, text"),
        ("speaker:aldous", "what somebody says; a name as the articles give it"),
        ("tag:position has:note", "passages marked and noted; also by, note, created, placement"),
        ("tag:position WITH tag:durability", "where passages of two tags overlap; also NEAR and IN"),
        ("(peace OR truce) AND talks", "brackets, AND, OR, NOT"),
    )
)
_BETWEEN: Final = SavedRow("", "EXAMPLES", "")
_NAME: Final = 34


class SavedList(LineList[SavedRow]):
    """What can be searched for again, in two groups."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("searches")]
    ESTIMATE = 1

    @dataclass
    class Chosen(Message):
        """A query is to be asked."""

        query: str

    class Left(Message):
        """The list is to be left."""

    def show_searches(self, searches: Iterable[tuple[str, str, str]]) -> None:
        """Show saved searches (id, name, query) and, below them, the examples."""
        saved = [SavedRow(*search) for search in searches]
        at = self.cursor_key if self.has_focus else ""
        self.show_items([*saved, *([_BETWEEN] if saved else []), *EXAMPLES], at)
        if not at:
            self._set_cursor(0)

    def _move(self, position: int) -> None:
        if 0 <= position < len(self._items) and not self._items[position].query:
            position += 1 if position > self._cursor else -1
        super()._move(position)

    def key_of(self, item: SavedRow) -> str:
        """Id, or the example itself."""
        return item.id or item.query or item.name

    def lines_of(self, item: SavedRow, width: int) -> list[Line]:
        """Name and query side by side."""
        if not item.query:
            return [[], [Run("  "), Run(item.name, "title")], []]
        name = cut(f"@{shown(item.name)}" if item.id else shown(item.query), min(_NAME, width - 4))
        blank = max(2, _NAME + 2 - cells(name)) if width > 60 else 2
        beside = cut(shown(item.query if item.id else item.name), max(0, width - cells(name) - blank - 2))
        look = "strong" if item.id else "note"
        return [[Run("  "), Run(name, look), Run(" " * blank), Run(beside, "dim")]]

    def head_lines(self, width: int) -> list[Line]:
        """What stands in the first group."""
        saved = any(row.id for row in self._items)
        return [[Run("  "), Run("SAVED SEARCHES" if saved else "EXAMPLES", "title")], []]

    def action_leave(self) -> None:
        """Says that the list is to be left."""
        self.post_message(self.Left())

    def tell_chosen(self, key: str) -> None:
        """Posts `Chosen`."""
        row = self.row
        if row is not None and row.query:
            self.post_message(self.Chosen(row.query))
