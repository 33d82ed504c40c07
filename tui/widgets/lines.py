"""The list that both side panes are: a view with a cursor, moved by keys and mouse."""

from __future__ import annotations

from textual import events
from textual.geometry import Region

from tui.widgets.view import Item, LineView


class LineList(LineView[Item], can_focus=True):
    """A list that is walked through and chosen from; a subclass posts its own messages."""

    def press_head(self, x: int, y: int) -> None:
        """The mouse was clicked on the rows on top."""

    def tell_highlighted(self, key: str) -> None:
        """Posts that the cursor was moved to an item."""

    def tell_chosen(self, key: str) -> None:
        """Posts that an item was chosen."""

    @property
    def row(self) -> Item | None:
        """What the cursor is on."""
        return self._items[self._cursor] if self._items else None

    @property
    def cursor_key(self) -> str:
        """The key of the item under the cursor, or "" in an empty list."""
        return self.key_of(self._items[self._cursor]) if self._items else ""

    def move_to(self, key: str) -> bool:
        """Puts the cursor on an item and shows it, without a message; whether there is one."""
        position = self.position_of(key)
        if position >= 0:
            self._set_cursor(position)
        return position >= 0

    def reveal(self, key: str) -> None:
        """Shows the whole of an item, if there is one, without moving the cursor."""
        position = self.position_of(key)
        if position >= 0 and self._laid and self._roll.show(position):
            self._scrolled(True)

    def _set_cursor(self, position: int) -> None:
        before, self._cursor = self._cursor, max(0, min(position, len(self._items) - 1))
        if not self._items or not self._laid:
            return
        if self._roll.show(self._cursor):
            self._scrolled(True)
        else:
            self._scrolled(False)
            self._refresh_item(before)
            self._refresh_item(self._cursor)

    def _move(self, position: int) -> None:
        """Moves the cursor as keys and mouse do: with a message."""
        before = self.cursor_key
        self._set_cursor(position)
        if self.cursor_key != before:
            self.tell_highlighted(self.cursor_key)

    # Keyboard and mouse.

    def action_line_down(self) -> None:
        """Moves to the next item."""
        self._move(self._cursor + 1)

    def action_line_up(self) -> None:
        """Moves to the item above."""
        self._move(self._cursor - 1)

    def action_page_down(self) -> None:
        """Moves a page on."""
        self._page(1)

    def action_page_up(self) -> None:
        """Moves a page back."""
        self._page(-1)

    def action_top(self) -> None:
        """Goes to the first item."""
        self._move(0)

    def action_bottom(self) -> None:
        """Goes to the last item."""
        self._move(len(self._items) - 1)

    def action_open(self) -> None:
        """Chooses the item under the cursor."""
        if self._items:
            self.tell_chosen(self.cursor_key)

    def _page(self, step: int) -> None:
        roll = self._roll
        if not self._items or not roll.page:
            return
        roll.show(self._cursor)
        there = roll.heights.at(roll.heights.top(self._cursor) + step * roll.page).position
        roll.scroll(roll.top + step * roll.page)
        self.refresh()
        self._move(there if there != self._cursor else self._cursor + step)

    def refresh_focus(self) -> None:
        """Paints cursor and title as those of a pane that has the focus, or has not."""
        if self.head:
            self.refresh(Region(0, 0, self._laid.width, self.head))
        self._refresh_items(self.cursor_key, self._current)

    def on_click(self, event: events.Click) -> None:
        """Chooses the item that was clicked."""
        x, y = event.offset - self.gutter.top_left
        if y < self.head:
            self.press_head(x, y)
            return
        on_thumb = x == self._laid.width - 1 and self._has_thumb()
        place = self._roll.place(y - self.head)
        if place and not on_thumb:
            self._move(place.position)
            self.action_open()
