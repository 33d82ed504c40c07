"""The view that both lists are painted by: virtual, line by line, with a thumb of its own.

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
from tui.widgets.focusing import Focusing
from tui.widgets.heights import thumb, top_at
from tui.widgets.roll import Roll
from tui.widgets.runs import Line, Run

Item = TypeVar("Item")

_HEAD = 2
_WHEEL = 3


class LineView(Focusing, ScrollView, Generic[Item]):
    """Items of a few lines each, under two rows that do not scroll.

    A subclass says what an item's key and lines are. Sizes are in cells and rows; a *position* counts
    items from 0.
    """

    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"lines--{look}" for look in LOOKS}
    DEFAULT_CSS = """
    LineView { overflow: hidden hidden; scrollbar-size: 0 0; }
    LineView > .lines--text { color: $foreground; }
    LineView > .lines--strong { color: $foreground; text-style: bold; }
    LineView > .lines--dim { color: $foreground 72%; }
    LineView > .lines--bar { color: $foreground 50%; }
    LineView > .lines--tag { color: $foreground 85%; }
    LineView > .lines--note { color: $foreground 85%; }
    LineView > .lines--note-strong { color: $foreground 85%; text-style: bold; }
    LineView > .lines--note-soft { color: $foreground 85%; text-style: italic; }
    LineView > .lines--warning { color: $text-warning; }
    LineView > .lines--mark { color: $text-primary; }
    LineView > .lines--thumb { color: $foreground 40%; }
    LineView > .lines--title { color: $foreground 72%; text-style: bold; }
    LineView > .lines--title-focus { color: $text-primary; text-style: bold reverse; }
    LineView > .lines--heading { color: $text-primary; text-style: bold; }
    LineView > .lines--filter { color: $foreground; }
    LineView > .lines--new { color: $text-success; text-style: bold underline; }
    LineView > .lines--gone { color: $text-error; text-style: strike; }
    LineView > .lines--current { background: $foreground 5%; }
    LineView > .lines--cursor { background: $foreground 12%; }
    LineView:ansi > .lines--dim, LineView:ansi > .lines--thumb, LineView:ansi > .lines--bar,
    LineView:ansi > .lines--title { color: ansi_default; text-style: dim; }
    LineView:ansi > .lines--text, LineView:ansi > .lines--tag, LineView:ansi > .lines--note,
    LineView:ansi > .lines--strong, LineView:ansi > .lines--note-strong, LineView:ansi > .lines--note-soft,
    LineView:ansi > .lines--filter { color: ansi_default; }
    LineView:ansi > .lines--warning { color: ansi_yellow; }
    LineView:ansi > .lines--new { color: ansi_green; }
    LineView:ansi > .lines--gone { color: ansi_red; }
    LineView:ansi > .lines--mark, LineView:ansi > .lines--heading { color: ansi_yellow; }
    LineView:ansi > .lines--title-focus { color: ansi_yellow; text-style: bold reverse; }
    LineView:ansi > .lines--current { background: ansi_default; text-style: none; }
    LineView:ansi > .lines--cursor { background: ansi_default; text-style: reverse; }
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

    # Items.

    @property
    def current(self) -> str:
        """The key of the item that is open; marked wherever the cursor is."""
        return self._current

    @current.setter
    def current(self, key: str) -> None:
        if key != self._current:
            before, self._current = self._current, key
            self._refresh_items(before, key)

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
        size = self.size
        if size == self._laid or not size:
            return
        first = not self._laid
        position, offset = self._anchor()
        self._brush.stale = True
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

    def _refresh_items(self, *keys: str) -> None:
        for key in keys:
            if (position := self.position_of(key)) >= 0:
                self._refresh_item(position)

    # Painting.

    def notify_style_update(self) -> None:
        """Drops what was painted in looks that are no more."""
        super().notify_style_update()
        self._brush.stale = True

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of the part of the list inside ``crop``, rules at its sides included."""
        self._settle()
        if not self._laid:
            return [Strip.blank(crop.width)] * crop.height
        if self._brush.stale:
            self._brush.restyle(*self._sides())
        head = [self._brush.plain(line, False) for line in self.head_lines(self._brush.width)[: self.head]]
        strips = [*head, *self._body()]
        strips += [self._brush.plain([], False)] * (self._laid.height - len(strips))
        if above := self.gutter.top:
            strips = [*super().render_lines(Region(0, 0, self.outer_size.width, above)), *strips]
        strips = strips[crop.y : crop.bottom]
        if crop.height > len(strips):
            rest = Region(0, crop.y + len(strips), self.outer_size.width, crop.height - len(strips))
            strips += super().render_lines(rest)
        if crop.x or crop.width != self.outer_size.width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """What Textual draws borders around: nothing, as `render_lines` paints the list itself."""
        return Strip.blank(self.size.width, self.rich_style)

    def _sides(self) -> tuple[Strip, Strip]:
        """Border and padding at the left and the right of every row."""
        width, gutter = self.outer_size.width, self.gutter
        if not (gutter.left or gutter.right):
            return Strip([]), Strip([])
        middle = super().render_lines(Region(0, gutter.top, width, 1))[0]
        return middle.crop(0, gutter.left), middle.crop(width - gutter.right, width)

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
        current = self.current
        for at in range(position, len(self._items)):
            key = self.key_of(self._items[at])
            state = State(self.has_focus and at == self._cursor, key == current)
            laid = self._laid_out(at)
            for row in range(first, self._roll.measure(at)):
                yield laid, row, state
            first = 0

    # Scrolling with the mouse.

    def _has_thumb(self) -> bool:
        return self._roll.heights.total > self._roll.page

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Takes hold of the thumb."""
        x, y = event.offset - self.gutter.top_left
        if x == self._laid.width - 1 and y >= self.head and self._has_thumb():
            self._dragging = True
            self.capture_mouse()
            self._drag(y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Scrolls with the thumb."""
        if self._dragging:
            self._drag(event.y - self.gutter.top)

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
