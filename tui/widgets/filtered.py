"""A list with a title and a filter line on top, where what is typed narrows the list at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import ClassVar, Final, TypeVar

from textual import events
from textual.message import Message

from tui.widgets.celltext import cut
from tui.widgets.filtering import FilterLine, Matcher, all_folded, folded, matching
from tui.widgets.lines import LineList
from tui.widgets.runs import Line, Run, ends

_BETWEEN: Final = 1 << 16  # numbers from one item to the next, so that new ones find room

Item = TypeVar("Item")


class FilteredList(LineList[Item]):
    """A `LineList` that can show a part of its items."""

    TITLE: ClassVar[str] = ""
    HINT: ClassVar[str] = "words"
    """What an empty filter line says can be typed."""
    ITEM: ClassVar[str] = "item"
    """What one of its items is called."""
    EMPTY: ClassVar[str] = ""
    """What a list without items says, unless `empty` is set."""
    OPENS_FILTERED: ClassVar[bool] = False
    """Whether Enter on the filter line opens at once, else goes to what the filter leaves."""
    IN_ORDER: ClassVar[bool] = False
    """Whether what is shown is a part of all items in their order, so that one is found without looking."""

    @dataclass
    class Highlighted(Message):
        """The cursor was moved to the item with this key."""

        key: str

    @dataclass
    class Chosen(Message):
        """The item with this key is to be opened."""

        key: str

    class Left(Message):
        """The list is to be left for the text."""

    class Typing(Message):
        """The filter line was opened or closed; while it is open keys are letters."""

        def __init__(self, on: bool) -> None:
            super().__init__()
            self.on = on

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.empty = self.EMPTY
        self._all: list[Item] = []
        self._numbers: dict[str, int] = {}  # of all items by key; they ascend in the items' order
        self._folded: list[str] | None = None
        self._found: tuple[str, list[int]] = "", []  # what was typed last, and indices of what it left
        self._known: int | None = None  # how many of all items count
        self._filter = FilterLine()
        self._typing = False  # whether it was last told that the filter line is open
        self._matcher: Matcher[Item] | None = None
        self._wanted = ""
        self._counted = (0, 0)  # of those that count, how many are shown, and how many there are

    # What a subclass says.

    def words_of(self, item: Item) -> str:
        """What typed words are looked for in."""
        raise NotImplementedError

    def keys_of(self, items: Iterable[Item]) -> Iterable[str]:
        """The keys of all items; what has thousands can say it faster than one by one."""
        return map(self.key_of, items)

    def counts(self, item: Item) -> bool:
        """Whether the item is one of those that the filter line counts."""
        return True

    def aside(self) -> str:
        """What stands at the right end of the title's row."""
        return ""

    def empty_text(self) -> str:
        """What an empty list says."""
        return f"No {self.ITEM} has all these words." if self._filter.active else self.empty

    def tell_highlighted(self, key: str) -> None:
        """Posts `Highlighted`."""
        self.post_message(self.Highlighted(key))

    def tell_chosen(self, key: str) -> None:
        """Posts `Chosen`."""
        self.post_message(self.Chosen(key))

    def tell_filtered(self, shown: int, total: int) -> None:
        """Posts how many items the filter leaves."""

    # Items.

    @property
    def rows(self) -> Sequence[Item]:
        """All items in the order they stand in, whatever the filter. Set them in their order."""
        return self._all

    @rows.setter
    def rows(self, rows: Iterable[Item]) -> None:
        self.put_items(list(rows))

    @property
    def shown_items(self) -> Sequence[Item]:
        """The items that the filter leaves."""
        return self._items

    def put_items(self, items: list[Item]) -> None:
        """Takes ``items`` in their order, filtered as before, the cursor on the same item.

        If none of the items was there before, they are taken for those of something else, and the list
        begins at its top.
        """
        wanted = self._wanted or self.cursor_key
        numbers = dict(zip(self.keys_of(items), count(0, _BETWEEN)))
        if numbers.keys().isdisjoint(self._numbers):
            self.show_items([])
        self._all, self._folded, self._numbers = items, None, numbers
        self._found, self._known = ("", []), None
        self.show_items(self._matching(), wanted)
        if wanted not in numbers:
            self._wanted = self.cursor_key

    def add_item(self, index: int, item: Item) -> None:
        """Takes in one more item, before the one at ``index`` of all; nothing is made anew for the others."""
        items, wanted = self._all, self._wanted or self.cursor_key
        before = self._number_of(items[index - 1]) if index else -_BETWEEN
        after = self._number_of(items[index]) if index < len(items) else before + 2 * _BETWEEN
        if not items or after - before < 2:
            self.put_items([*items[:index], item, *items[index:]])
            return
        items.insert(index, item)
        self._numbers[self.key_of(item)] = (before + after) // 2
        if self._folded is not None:
            self._folded.insert(index, folded(self.words_of(item)))
        self._found, self._known = ("", []), None
        self.show_items(self._matching(), wanted)

    def item_of(self, key: str) -> Item | None:
        """The item with this key, whether it is shown or not."""
        index = self.index_of(key)
        return None if index < 0 else self._all[index]

    def index_of(self, key: str) -> int:
        """Where the item stands among all, or -1."""
        return self._index_in(self._all, key)

    def _index_in(self, items: list[Item], key: str) -> int:
        """Where the item stands among some that are in the order of all, or -1."""
        number = self._numbers.get(key)
        if number is None:
            return -1
        at = bisect_left(items, number, key=self._number_of)
        return at if at < len(items) and self.key_of(items[at]) == key else -1

    def _number_of(self, item: Item) -> int:
        return self._numbers.get(self.key_of(item), -1)

    def put_item(self, item: Item) -> bool:
        """Replaces the item of the same key where it stands; whether there was one.

        It stays in its place and in view whatever order and filter would now say, so that nothing moves
        under the reader's hands.
        """
        key = self.key_of(item)
        index = self.index_of(key)
        if index < 0:
            return False
        self._all[index] = item
        self._found, self._known = ("", []), None
        if self._folded is not None:
            self._folded[index] = folded(self.words_of(item))
        position = self.position_of(key)
        if position >= 0:
            self.replace_item(position, item)
        return True

    def _set_cursor(self, position: int) -> None:
        super()._set_cursor(position)
        self._wanted = self.cursor_key

    # The filter.

    @property
    def typing(self) -> bool:
        """Whether the filter line is open, so that letters are typed on it."""
        return self._filter.editing

    @property
    def filter_text(self) -> str:
        """What is typed on the filter line; set it to filter."""
        return self._filter.text

    @filter_text.setter
    def filter_text(self, text: str) -> None:
        self._filter.text = ""
        self._filter.insert(text)
        self._refilter()

    @property
    def matcher(self) -> Matcher[Item] | None:
        """Reads what is typed where plain words would not do; what it gives None for is words."""
        return self._matcher

    @matcher.setter
    def matcher(self, matcher: Matcher[Item] | None) -> None:
        self._matcher = matcher
        if self._filter.active:
            self._refilter()

    def show_items(self, items: list[Item], cursor_key: str = "") -> None:
        """Counts what is shown of all."""
        super().show_items(items, cursor_key)
        if self._filter.active:
            if self._known is None:
                self._known = sum(map(self.counts, self._all))
            self._counted = self.counted(items), self._known

    def counted(self, items: Sequence[Item]) -> int:
        """How many of the shown ``items`` the filter line counts."""
        # Where all count, which is the rule, those that are shown do.
        return len(items) if self._known == len(self._all) else sum(map(self.counts, items))

    def position_of(self, key: str) -> int:
        """Where the item stands among those shown, or -1."""
        # Where they stand in the order of all items, nothing need be made of thousands to find one.
        return self._index_in(self._items, key) if self.IN_ORDER else super().position_of(key)

    def _compared(self) -> list[str]:
        """What typed words are compared with, made once for all items."""
        if self._folded is None:
            self._folded = all_folded(map(self.words_of, self._all))
        return self._folded

    def _matching(self) -> list[Item]:
        if not self._filter.active:
            return list(self._all)
        test = self._matcher(self._filter.text) if self._matcher else None
        if test is not None:
            return [item for item in self._all if test(item)]
        typed, before = self._filter.text, self._found
        # One more letter leaves nothing that the letters before it did not.
        among = before[1] if before[0] and typed.startswith(before[0]) else None
        found = matching(typed, self._compared(), among)
        self._found = typed, found
        return [self._all[index] for index in found]

    def _refilter(self) -> None:
        before, wanted = self.cursor_key, self._wanted or self.cursor_key
        self.show_items(self._matching(), wanted)
        super()._set_cursor(max(0, self.position_of(wanted)))
        self._wanted = wanted
        self.refresh()
        self.tell_filtered(len(self._items), len(self._all))
        if self._items and self.cursor_key != before:
            self.tell_highlighted(self.cursor_key)

    def action_filter(self) -> None:
        """Opens the filter line."""
        self._filter.editing = True
        self._tell_typing()
        self.refresh()
        self.call_after_refresh(self._compared)  # while the reader thinks of a word

    def action_leave(self) -> None:
        """Drops the filter; without one, says that the list is to be left."""
        active = self._filter.active
        had = self._filter.clear()
        self._tell_typing()
        if not had:
            self.post_message(self.Left())
        elif active:
            self._refilter()
        else:
            self.refresh()

    def action_open(self) -> None:
        """Ends typing on the filter line, else chooses the item under the cursor."""
        if not self._items and self._filter.active:
            return  # there is nothing to go to: what is typed can be mended
        typing, self._filter.editing = self._filter.editing, False
        self._wanted = self.cursor_key or self._wanted
        if typing:
            self._tell_typing()
            self.refresh()
        if not typing or self.OPENS_FILTERED:
            super().action_open()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """While the filter line is open, what can be typed belongs to it."""
        return self._filter.editing and character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Types on the filter line while it is open."""
        if self._filter.editing and self._filter.press(event.key, event.character):
            event.stop()
            event.prevent_default()
            self._refilter()

    def on_paste(self, event: events.Paste) -> None:
        """Pastes on the filter line while it is open."""
        if self._filter.editing:
            event.stop()
            self._filter.insert(event.text)
            self._refilter()

    def on_blur(self) -> None:
        """Ends typing; the filter stays, and so does the cursor once the filter goes."""
        self._filter.editing = False
        self._wanted = self.cursor_key or self._wanted
        self._tell_typing()

    def _tell_typing(self) -> None:
        if self._filter.editing != self._typing:
            self._typing = self._filter.editing
            self.post_message(self.Typing(self._typing))

    def press_head(self, x: int, y: int) -> None:
        """Opens the filter line where it was clicked."""
        if y == 1:
            self.action_filter()

    # The rows on top.

    def head_lines(self, width: int) -> list[Line]:
        """Title with what is aside of it, and the filter line or a blank."""
        title = Run(cut(self.TITLE, width - 2), "title-focus" if self.has_focus else "title")
        first = ends(title, Run(self.aside(), "dim"), width)
        line = self._filter
        if not (line.editing or line.text):
            return [first, []]
        shown, known = self._counted
        return [first, line.drawn(width, self.HINT, f"{shown} of {known}" if line.active else "")]
