"""The articles of the library: title and details, sorted, filtered as you type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tui.actions import bindings
from tui.widgets.article_row import ArticleRow, article_lines
from tui.widgets.celltext import cells
from tui.widgets.filtered import FilteredList
from tui.widgets.runs import Line
from tui.widgets.sorting import Order, arrow, ordered

__all__ = ["ArticleList", "ArticleRow", "Order"]


class ArticleList(FilteredList[ArticleRow]):
    """The list of articles. `current` is the path of the open one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("articles")]
    TITLE = "ARTICLES"
    HINT = "words of title or source"
    EMPTY = "No articles in this folder yet. Text and Markdown files appear here."

    @dataclass
    class Highlighted(Message):
        """The cursor was moved to an article."""

        path: str

    @dataclass
    class Chosen(Message):
        """An article is to be opened."""

        path: str

    @dataclass
    class Filtered(Message):
        """The filter leaves ``shown`` of ``total`` articles."""

        shown: int
        total: int

    @dataclass
    class Sorted(Message):
        """The reader of the list put it in another order."""

        order: Order
        reverse: bool

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._order = Order.DATE
        self._reverse = False

    def set_rows(self, rows: Iterable[ArticleRow], keep: bool = True) -> None:
        """Shows ``rows`` in the list's order; with ``keep`` the cursor stays on the same article."""
        self.put_items(ordered(rows, self._order, self._reverse))
        if not keep:
            self._set_cursor(0)

    def update_row(self, row: ArticleRow) -> bool:
        """Replaces the row of the same path where it stands; whether there was one."""
        return self.put_item(row)

    @property
    def order(self) -> Order:
        """What the articles are sorted by."""
        return self._order

    @property
    def reverse(self) -> bool:
        """Whether they stand the other way round."""
        return self._reverse

    def sort_by(self, order: Order, reverse: bool = False) -> None:
        """Puts the articles in another order; the cursor stays on its article."""
        self._order, self._reverse = order, reverse
        self.put_items(ordered(self._all, order, reverse))

    def action_sort(self) -> None:
        """Goes on to the next order."""
        self.sort_by(self._order.next)
        self.post_message(self.Sorted(self._order, self._reverse))

    def action_reverse(self) -> None:
        """Turns the order round."""
        self.sort_by(self._order, not self._reverse)
        self.post_message(self.Sorted(self._order, self._reverse))

    def key_of(self, item: ArticleRow) -> str:
        """An article's path."""
        return item.path

    def lines_of(self, item: ArticleRow, width: int) -> list[Line]:
        """Title and details."""
        return article_lines(item, width)

    def counts(self, item: ArticleRow) -> bool:
        """Articles count as they do in the head: neither briefs of ours nor files that are gone."""
        return not (item.brief or item.missing)

    def words_of(self, item: ArticleRow) -> str:
        """Title, source, date and path."""
        return f"{item.title} {item.source} {item.date} {item.path}"

    def empty_text(self) -> str:
        """What an empty list says."""
        return "No article has all these words." if self._filter.active else self.EMPTY

    def aside(self) -> str:
        """The order."""
        return f"by {self._order} {arrow(self._order, self._reverse)}"

    def press_head(self, x: int, y: int) -> None:
        """The arrow turns the order round, the words beside it choose the next one."""
        end = self._laid.width - 2
        if y == 0 and x >= end - 1:
            self.action_reverse()
        elif y == 0 and x >= end - cells(self.aside()):
            self.action_sort()
        else:
            super().press_head(x, y)

    def tell_highlighted(self, key: str) -> None:
        """Posts `Highlighted`."""
        self.post_message(self.Highlighted(key))

    def tell_chosen(self, key: str) -> None:
        """Posts `Chosen`."""
        self.post_message(self.Chosen(key))

    def tell_filtered(self, shown: int, total: int) -> None:
        """Posts `Filtered`."""
        self.post_message(self.Filtered(shown, total))
