"""The list that both side panes are: virtual, painted line by line, with a cursor and its own thumb.

Work is bounded by the screen: an item is laid out when it comes near the view, and painted when it is
in view. Nothing here causes a layout: Textual's `virtual_size` is set without its watcher, and the
scroll bar is a column of the list's own strips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.brush import LOOKS, Brush, Laid, State
from tui.widgets.celltext import wrap
from tui.widgets.heights import thumb, top_at
from tui.widgets.roll import Roll
from tui.widgets.runs import Line, Run

Item = TypeVar("Item")

_HEAD = 2
_WHEEL = 3


class LineList(ScrollView, Generic[Item], can_focus=True):
    """A list of items of a few lines each.

    A subclass says what an item's key and lines are and posts its own messages. Sizes are in cells and
    rows; a *position* counts items from 0. Padding and borders are not painted: give it neither.
    """

    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"lines--{look}" for look in LOOKS}
    DEFAULT_CSS = """
    LineList { overflow: hidden hidden; scrollbar-size: 0 0; }
    LineList > .lines--text { color: $foreground; }
    LineList > .lines--strong { color: $foreground; text-style: bold; }
    LineList > .lines--dim { color: $foreground 60%; }
    LineList > .lines--bar { color: $foreground 50%; }
    LineList > .lines--tag { color: $foreground 80%; }
    LineList > .lines--note { color: $foreground 80%; }
    LineList > .lines--note-strong { color: $foreground 80%; text-style: bold; }
    LineList > .lines--note-soft { color: $foreground 80%; text-style: italic; }
    LineList > .lines--warning { color: $text-warning; }
    LineList > .lines--mark { color: $text-primary; }
    LineList > .lines--thumb { color: $foreground 40%; }
    LineList > .lines--title { color: $foreground 60%; text-style: bold; }
    LineList > .lines--title-focus { color: $text-primary; text-style: bold; }
    LineList > .lines--filter { color: $foreground; }
    LineList > .lines--current { background: $foreground 5%; }
    LineList > .lines--cursor { background: $foreground 12%; }
    """
    ESTIMATE: ClassVar[int] = 2
    """Rows that an item is taken to have until it was measured."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._brush = Brush(self)
        self._roll = Roll(self.ESTIMATE, self._rows_at)
        self._items: list[Item] = []
        self._positions: dict[str, int] | None = None
        self._cursor = 0
        self._current = ""
        self._laid = Size(0, 0)
        self._dragging = False

    # What a subclass says.

    def key_of(self, item: Item) -> str:
        """What names the item in messages; unique within the list."""
        raise NotImplementedError

    def lines_of(self, item: Item, width: int) -> list[Line]:
        """The item's lines in ``width`` cells, made safe."""
        raise NotImplementedError

    def rows_of(self, item: Item) -> int:
        """The item's height in rows, if it is known without laying the item out; else 0."""
        return 0

    def head_lines(self, width: int) -> list[Line]:
        """The two rows on top that do not scroll, in ``width`` cells."""
        return [[], []]

    def empty_text(self) -> str:
        """What an empty list says."""
        return ""

    def press_head(self, x: int, y: int) -> None:
        """The mouse was clicked on the rows on top."""

    def tell_highlighted(self, key: str) -> None:
        """Posts that the cursor was moved to an item."""

    def tell_chosen(self, key: str) -> None:
        """Posts that an item was chosen."""

    # Items and cursor.

    @property
    def cursor_key(self) -> str:
        """The key of the item under the cursor, or "" in an empty list."""
        return self.key_of(self._items[self._cursor]) if self._items else ""

    @property
    def current(self) -> str:
        """The key of the item that is open; marked wherever the cursor is."""
        return self._current

    @current.setter
    def current(self, key: str) -> None:
        if key != self._current:
            self._current = key
            self.refresh()

    @property
    def colour(self) -> Callable[[str], str]:
        """Gives the colour to paint for a colour of the codebook; may depend on the theme."""
        return self._brush.colour

    @colour.setter
    def colour(self, colour: Callable[[str], str]) -> None:
        self._brush.colour = colour
        self._brush.forget()
        self.refresh()

    @property
    def painted(self) -> int:
        """How many rows were painted since the start: the measure of work done."""
        return self._brush.painted

    def position_of(self, key: str) -> int:
        """Where the item stands among those shown, or -1."""
        if self._positions is None:
            self._positions = {self.key_of(item): at for at, item in enumerate(self._items)}
        return self._positions.get(key, -1)

    def show_items(self, items: list[Item], cursor_key: str = "") -> None:
        """Shows ``items``, the cursor on ``cursor_key`` if it is there, else on the same position.

        What is under the cursor, or on top of the view when the cursor is out of sight, stays where it
        is on the screen.
        """
        position, offset = self._anchor()
        anchor = self.key_of(self._items[position]) if self._items else ""
        self._items, self._positions = items, None
        at = self.position_of(cursor_key)
        self._cursor = max(0, min(self._cursor if at < 0 else at, len(items) - 1))
        self._roll.reset(len(items))
        at = self.position_of(anchor)
        self._roll.hold(max(0, min(position, len(items) - 1)) if at < 0 else at, offset)
        self._scrolled(True)

    def replace_item(self, position: int, item: Item) -> None:
        """Shows ``item`` instead of the one at ``position``, which has the same key."""
        anchor, offset = self._anchor()
        self._items[position] = item
        before = self._roll.heights[position]
        if not self._laid or self._roll.measure(position, again=True) == before:
            self._refresh_item(position)
        else:
            self._roll.hold(anchor, offset)
            self._scrolled(True)

    def move_to(self, key: str) -> bool:
        """Puts the cursor on an item and shows it, without a message; whether there is one."""
        position = self.position_of(key)
        if position >= 0:
            self._set_cursor(position)
        return position >= 0

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

    # Where things stand.

    @property
    def head(self) -> int:
        """Rows on top that do not scroll; fewer where there is hardly room for an item."""
        return max(0, min(_HEAD, self._laid.height - 2))

    def _laid_out(self, position: int) -> Laid:
        item = self._items[position]
        return self._brush.laid(self.key_of(item), item, lambda: self.lines_of(item, self._brush.room))

    def _rows_at(self, position: int) -> int:
        return self.rows_of(self._items[position]) or len(self._laid_out(position).lines)

    def _anchor(self) -> tuple[int, int]:
        """The item that is to stay where it is, and how many rows below the view's top that is."""
        position = self._cursor
        if self._items and not self._roll.sees(position):
            position = self._roll.heights.at(self._roll.top).position
        return position, self._roll.offset(position)

    def _settle(self) -> None:
        """Takes over a new size; painting may come before the event that tells of it."""
        size = self.outer_size
        if size == self._laid or not size:
            return
        first = not self._laid
        position, offset = self._anchor()
        if size.width != self._laid.width:
            self._brush.width = size.width
            self._brush.forget()
            self._roll.reset(len(self._items))
        self._laid = size
        self._roll.page = size.height - self.head
        if first:
            self._roll.show(self._cursor)
        else:
            self._roll.hold(position, offset)
        self._scrolled(False)

    def _scrolled(self, repaint: bool) -> None:
        # Without the watchers, which would lay the screen out again and paint a second frame.
        self.set_scroll(0, self._roll.top)
        self.set_reactive(Widget.virtual_size, Size(self._laid.width, self._roll.heights.total + self.head))
        if repaint:
            self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follows when something else scrolls the list."""
        super().watch_scroll_y(old_value, new_value)
        if round(new_value) != self._roll.top:
            self.scroll_rows(round(new_value))

    def scroll_rows(self, top: int) -> None:
        """Scrolls so that row ``top`` of all items is the first in view, without moving the cursor."""
        self._scrolled(self._roll.scroll(top))

    def _refresh_item(self, position: int) -> None:
        if not self._roll.page:
            return
        region = Region(
            0, self._roll.offset(position) + self.head, self._laid.width, self._roll.heights[position]
        )
        view = Region(0, self.head, self._laid.width, self._roll.page)
        if visible := region.intersection(view):
            self.refresh(visible)

    # Painting.

    def notify_style_update(self) -> None:
        """Drops what was painted in looks that are no more."""
        super().notify_style_update()
        self._brush.stale = True

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of the part of the list inside ``crop``."""
        self._settle()
        if not self._laid:
            return [Strip.blank(crop.width)] * crop.height
        self._brush.restyle()
        head = [self._brush.plain(line, False) for line in self.head_lines(self._brush.width)[: self.head]]
        strips = [*head, *self._body()][crop.y : crop.bottom]
        strips += [self._brush.plain([], False)] * (crop.height - len(strips))
        if crop.x or crop.width != self._laid.width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def _body(self) -> Iterator[Strip]:
        roll, page = self._roll, self._roll.page
        if not self._items:
            text = self.empty_text()
            for piece in wrap(text, self._brush.room - 2, page):
                yield self._brush.plain([Run("  "), Run(piece.of(text), "dim")], False)
            return
        start, end = thumb(roll.heights.total, roll.top, page)
        for number, (laid, row, state) in enumerate(islice(self._rows(), page)):
            yield self._brush.strip(laid, row, state, start <= number < end)

    def _rows(self) -> Iterator[tuple[Laid, int, State]]:
        """From the first row in view onwards: an item's lines, the row within them, its state."""
        position, first = self._roll.heights.at(self._roll.top)
        for at in range(position, len(self._items)):
            key = self.key_of(self._items[at])
            state = State(self.has_focus and at == self._cursor, key == self._current)
            laid = self._laid_out(at)
            for row in range(first, self._roll.measure(at)):
                yield laid, row, state
            first = 0

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

    def on_focus(self) -> None:
        """Paints cursor and title as those of the pane in focus."""
        self.refresh()

    def on_blur(self) -> None:
        """Paints cursor and title as those of a pane out of focus."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Chooses the item that was clicked."""
        if event.y < self.head:
            self.press_head(event.x, event.y)
            return
        on_thumb = event.x == self._laid.width - 1 and self._has_thumb()
        place = self._roll.place(event.y - self.head)
        if place and not on_thumb:
            self._move(place.position)
            self.action_open()

    def _has_thumb(self) -> bool:
        return self._roll.heights.total > self._roll.page

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Takes hold of the thumb."""
        if event.x == self._laid.width - 1 and event.y >= self.head and self._has_thumb():
            self._dragging = True
            self.capture_mouse()
            self._drag(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Scrolls with the thumb."""
        if self._dragging:
            self._drag(event.y)

    def on_mouse_up(self) -> None:
        """Lets the thumb go."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def _drag(self, y: int) -> None:
        self.scroll_rows(top_at(self._roll.heights.total, y - self.head, self._roll.page))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scrolls on; the cursor stays where it is."""
        event.stop()
        self.scroll_rows(self._roll.top + _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scrolls back; the cursor stays where it is."""
        event.stop()
        self.scroll_rows(self._roll.top - _WHEEL)
