"""The annotations of an article as cards in text order, which follow the reader."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tui.actions import bindings
from tui.widgets.card import ESTIMATE, TO_MEND, Card, card_lines
from tui.widgets.filtered import FilteredList
from tui.widgets.runs import Line

__all__ = ["AnnotationList", "Card"]

_START = attrgetter("start")
_ID = attrgetter("id")


class AnnotationList(FilteredList[Card]):
    """The list of annotations. `current` is the id of the one under the reader's caret."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("annotations")]
    TITLE = "ANNOTATIONS"
    OPENS_FILTERED = True
    ITEM = "annotation"
    IN_ORDER = True
    HINT = "words or #tag"
    EMPTY = "Nothing highlighted here yet."
    ESTIMATE = ESTIMATE

    class Highlighted(FilteredList.Highlighted):
        """The cursor was moved to a card."""

    class Chosen(FilteredList.Chosen):
        """The passage of a card is to be shown, or attached again if it has lost its place."""

    @dataclass
    class Filtered(Message):
        """The filter leaves ``shown`` of ``total`` cards."""

        shown: int
        total: int

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._total = 0

    @property
    def cards(self) -> Sequence[Card]:
        """All cards: those to mend, then the placed ones in text order. Set them in any order."""
        return self._all

    @cards.setter
    def cards(self, cards: Sequence[Card]) -> None:
        if not (cards or self._all):
            return
        mend = [card for card in cards if not _is_placed(card)]
        placed = sorted(filter(_is_placed, cards), key=_START)
        self.put_items([*mend, *placed])

    def update_card(self, card: Card) -> None:
        """Shows a card's new state where it stands, or a new card in its place in the text."""
        known = self.item_of(card.id)
        if known is not None and _stands(known) == _stands(card):
            self.put_item(card)
        elif known is None and _is_placed(card):
            first = bisect_left(self._all, True, key=_is_placed)
            self.add_item(bisect_right(self._all, card.start, lo=first, key=_START), card)
        else:
            self.cards = [*(other for other in self._all if other.id != card.id), card]

    def remove_card(self, id: str) -> None:
        """Takes a card away."""
        index = self.index_of(id)
        if index >= 0:
            self.put_items([*self._all[:index], *self._all[index + 1 :]])

    @property
    def total(self) -> int:
        """How many annotations the library has, for the first row; 0 to leave it out."""
        return self._total

    @total.setter
    def total(self, total: int) -> None:
        self._total = total
        self.refresh()

    def follow(self, top_offset: int, bottom_offset: int) -> None:
        """Brings the cards of ``[top_offset, bottom_offset)`` of the text into view.

        While the list has the focus it stays where it is: its reader is looking at it.
        """
        if self.has_focus or not self._items or not self._laid:
            return
        first = bisect_left(self._items, True, key=_is_placed)
        start = bisect_left(self._items, top_offset, lo=first, key=_START)
        end = bisect_left(self._items, bottom_offset, lo=start, key=_START)
        roll = self._roll
        if start == end:
            roll.show(min(start, len(self._items) - 1))
        else:
            # What is to be mended stands above all others and is seen at the beginning of the text.
            roll.scroll(0)
            if start > first or not roll.sees(start):
                roll.hold(start, 0)
            here = self.position_of(self.current)
            self._cursor = here if start <= here < end else start
            self._wanted = self.cursor_key
            roll.show(self._cursor)
        self._scrolled(True)

    @property
    def current(self) -> str:
        """The id of the marked card: the one under the cursor in a list with the focus, else what was set.

        Setting it takes the cursor there, but does nothing while the list has the focus: then the
        reader follows the list and not the other way round.
        """
        return self.cursor_key if self.has_focus else self._current

    @current.setter
    def current(self, id: str) -> None:
        if not self.has_focus and id != self._current:
            self.go(id)

    def go(self, id: str) -> bool:
        """Makes a card the current one and shows it, whatever has the focus; whether it is shown."""
        before, self._current = self._current, id
        self._refresh_items(before, id)
        return self.move_to(id)

    def bring(self, id: str) -> None:
        """Shows a whole card; in a list with the focus the cursor goes to it."""
        if self.has_focus:
            self.move_to(id)
        self.reveal(id)

    def on_blur(self) -> None:
        """What the cursor was on stays the current card."""
        self._current = self.cursor_key

    def key_of(self, item: Card) -> str:
        """A card's id."""
        return item.id

    def keys_of(self, items: Iterable[Card]) -> Iterable[str]:
        """Their ids."""
        return map(_ID, items)

    def lines_of(self, item: Card, width: int) -> list[Line]:
        """The card."""
        return card_lines(item, width)

    def words_of(self, item: Card) -> str:
        """Quotation, tags (each also as ``#tag``), note, who and when."""
        tags = " ".join(f"#{tag}" for tag in item.tags)
        return f"{item.quotation} {tags} {item.note} {item.byline}"

    def aside(self) -> str:
        """How many cards there are, and of how many."""
        count = len(self._all)
        return f"{count} of {self._total}" if self._total > count else str(count) if count else ""

    def tell_filtered(self, shown: int, total: int) -> None:
        """Posts `Filtered`."""
        self.post_message(self.Filtered(shown, total))


def _is_placed(card: Card) -> bool:
    return card.placement not in TO_MEND


def _stands(card: Card) -> tuple[bool, int]:
    """What decides where a card stands."""
    return (True, card.start) if _is_placed(card) else (False, 0)
