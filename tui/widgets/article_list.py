"""The articles of the library: title and details, sorted, filtered as you type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from tui.actions import bindings
from tui.rounds import following
from tui.widgets.article_row import ArticleRow, article_lines
from tui.widgets.celltext import cells
from tui.widgets.filtered import FilteredList
from tui.widgets.grouping import Group, arranged, dressed
from tui.widgets.runs import Line
from tui.widgets.sorting import Order, arrow, ordered

__all__ = ["ArticleList", "ArticleRow", "Group", "Order"]


class ArticleList(FilteredList[ArticleRow]):
    """The list of articles. `current` is the path of the open one.

    Versions of one story stand under the article that leads it, folded away until they are asked for.
    Groups are worked out when rows, order or groups change, and never at a key.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("articles")]
    TITLE = "ARTICLES"
    OPENS_FILTERED = True
    ITEM = "article"
    IN_ORDER = True
    HINT = "words of title, source or author"
    EMPTY = "No articles in this folder yet. Text and Markdown files appear here."

    class Highlighted(FilteredList.Highlighted):
        """The cursor was moved to an article."""

    class Chosen(FilteredList.Chosen):
        """An article is to be opened."""

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

    class Folded(Message):
        """Versions were shown or hidden, or there are others."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._order = Order.DATE
        self._reverse = False
        self._groups: tuple[Group, ...] = ()
        self._unfolded: frozenset[str] = frozenset()
        self._narrowed = False  # whether the lines kept are those of a filtered list
        self._versions: int | None = None  # counted when asked for: thousands of rows are looked at

    def set_rows(self, rows: Iterable[ArticleRow], keep: bool = True) -> None:
        """Shows ``rows`` in the list's order; with ``keep`` the cursor stays on the same article."""
        self.put_items(self._arranged(rows))
        if not keep:
            self._set_cursor(0)

    def update_row(self, row: ArticleRow) -> bool:
        """Replaces the row of the same path where it stands; whether there was one."""
        before = self.item_of(row.path)
        if before is None:
            return False
        lead = self.item_of(before.lead) if row.count != before.count else None
        if lead is not None:
            self.put_item(lead._replace(beneath=lead.beneath + row.count - before.count))
        return self.put_item(dressed(row, before))

    def _arranged(self, rows: Iterable[ArticleRow]) -> list[ArticleRow]:
        return arranged(ordered(rows, self._order, self._reverse), self._groups, self._unfolded)

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
        self.put_items(self._arranged(self._all))

    def action_sort(self) -> None:
        """Goes on to the next order."""
        self.sort_by(following(self._order, Order))
        self.post_message(self.Sorted(self._order, self._reverse))

    def action_reverse(self) -> None:
        """Turns the order round."""
        self.sort_by(self._order, not self._reverse)
        self.post_message(self.Sorted(self._order, self._reverse))

    # Versions of one story.

    @property
    def groups(self) -> tuple[Group, ...]:
        """The stories that several articles tell. What was unfolded stays so."""
        return self._groups

    @groups.setter
    def groups(self, groups: Sequence[Group]) -> None:
        if tuple(groups) == self._groups:
            return
        self._groups = tuple(groups)
        self._unfolded = frozenset(
            path
            for group in groups
            if not self._unfolded.isdisjoint(_members(group))
            for path in _members(group)
        )
        self.put_items(self._arranged(self._all))
        if self.is_attached:
            self.post_message(self.Folded())

    @property
    def unfolded(self) -> frozenset[str]:
        """Articles of the groups whose versions are shown. Set them before the groups are known."""
        return self._unfolded

    @unfolded.setter
    def unfolded(self, paths: Iterable[str]) -> None:
        self._unfolded = frozenset(paths)

    @property
    def versions(self) -> int:
        """How many articles stand under another one, folded or not."""
        if self._versions is None:
            self._versions = sum(row.versions for row in self._all)
        return self._versions

    def put_items(self, items: list[ArticleRow]) -> None:
        """Takes ``items`` in their order, filtered as before, the cursor on the same article."""
        self._versions = None
        super().put_items(items)

    @property
    def context(self) -> str:
        """What the cursor is on, as a context of the registry: which keys are worth naming."""
        row = self.row
        if row is None or not (row.lead or row.versions) or self._filter.active:
            return "articles"
        if row.lead:
            return "version"
        return "story_open" if row.unfolded else "story"

    def reveal(self, path: str) -> None:
        """Unfolds the group that an article is folded away in, the cursor staying where it is."""
        row = self.item_of(path)
        if row is not None and row.lead and self.position_of(path) < 0 and not self._filter.active:
            self._fold(row.lead, unfolded=True)

    def action_unfold(self) -> None:
        """Shows the further versions of an article."""
        row = self.row
        if row is not None and row.versions and not row.unfolded:
            self._fold(row.path, unfolded=True)

    def action_fold(self) -> None:
        """Hides the further versions; on one of them, goes to the article that leads."""
        row = self.row
        if row is not None and row.lead:
            self._move(max(0, self.position_of(row.lead)))
        elif row is not None and row.unfolded:
            self._fold(row.path, unfolded=False)

    def on_click(self, event: events.Click) -> None:
        """Folds or unfolds where the line about versions was clicked, else chooses the article."""
        _, y = event.offset - self.gutter.top_left
        place = self._roll.place(y - self.head) if y >= self.head else None
        row = self._items[place.position] if place else None
        if place is None or row is None or not row.versions or self._filter.active:
            return  # the click is that of any list, whose handler comes next
        if place.row == self._roll.measure(place.position) - 1:
            event.prevent_default()
            self._fold(row.path, unfolded=not row.unfolded)

    def _fold(self, lead: str, *, unfolded: bool) -> None:
        """Shows or hides the versions of an article; a cursor on one that is hidden goes to the lead."""
        row = self.item_of(lead)
        if row is None:
            return
        members = {lead, *(row.path for row in self._all if row.lead == lead)}
        self._unfolded = self._unfolded | {lead} if unfolded else self._unfolded - members
        self._all[self.index_of(lead)] = row._replace(unfolded=unfolded)
        before = self.cursor_key
        self.show_items(self._matching(), lead if not unfolded and before in members else before)
        self._wanted = self.cursor_key
        self.refresh()
        if self.cursor_key != before:
            self.tell_highlighted(self.cursor_key)
        self.post_message(self.Folded())

    def _matching(self) -> list[ArticleRow]:
        """What the filter leaves, else all but what is folded away."""
        found = super()._matching()
        if self._filter.active != self._narrowed:
            self._narrowed = self._filter.active
            self._brush.forget()  # what is filtered is shown as it was found, without a line to unfold
        if self._filter.active or not self._groups:
            return found
        shown: list[ArticleRow] = []
        unfolded = False
        for row in found:
            if not row.lead:
                unfolded = row.unfolded
                shown.append(row)
            elif unfolded:
                shown.append(row)
        return shown

    def key_of(self, item: ArticleRow) -> str:
        """An article's path."""
        return item.path

    def lines_of(self, item: ArticleRow, width: int) -> list[Line]:
        """Title and details."""
        if item.versions and self._filter.active:
            item = item._replace(versions=0)
        return article_lines(item, width)

    def counts(self, item: ArticleRow) -> bool:
        """Articles count as they do in the head: neither briefs of ours nor files that are gone."""
        return not (item.brief or item.missing)

    def words_of(self, item: ArticleRow) -> str:
        """Title, source, author, date and path."""
        return f"{item.title} {item.source} {item.author} {item.date} {item.path}"

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

    def tell_filtered(self, shown: int, total: int) -> None:
        """Posts `Filtered`."""
        self.post_message(self.Filtered(shown, total))


def _members(group: Group) -> Iterable[str]:
    yield group.lead
    for path, _ in group.versions:
        yield path
