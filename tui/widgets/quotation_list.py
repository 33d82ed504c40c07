"""Quotations across articles, under the name, date or outlet that they stand by."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.message import Message

from tui.actions import bindings
from tui.widgets.celltext import cells, cut, shown, wrap
from tui.widgets.filtered import FilteredList
from tui.widgets.quotation_rows import (
    LEGEND,
    SIGNS,
    Grouping,
    GroupRow,
    QuotationRow,
    Row,
    group_line,
    headed,
)
from tui.widgets.runs import Line, Run

__all__ = ["LEGEND", "SIGNS", "GroupRow", "Grouping", "QuotationList", "QuotationRow", "Row"]

_PICKED: Final = "●"
_LINES: Final = 3
_AT_ONCE: Final = 200  # rows from which all are shown anew rather than one by one
_TEXT: Final = 600  # code points of a quotation that a row shows


class QuotationList(FilteredList[Row]):
    """The quotations, under headings that stand for all below them.

    Attributes:
        folded: The groups of which only the heading is shown.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("quotations")]
    TITLE = "Quotations"
    HINT = "words, speaker:… source:… date:…"
    ESTIMATE = 4

    class Sorted(Message):
        """They are to stand under something else."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.grouping = Grouping.SPEAKER
        self.folded: frozenset[str] = frozenset()
        self._left: list[QuotationRow] = []  # by the filter, folded or not
        self._from = -1
        self._before: frozenset[str] = frozenset()

    # What is shown.

    def put_items(self, items: list[Row]) -> None:
        """Takes the quotations; a range that was begun is dropped."""
        self._from = -1
        super().put_items(items)

    def show_items(self, items: list[Row], cursor_key: str = "") -> None:
        """Puts a heading over each group of what is shown."""
        self._left = [item for item in items if isinstance(item, QuotationRow)]
        super().show_items(headed(self._left, self.folded), cursor_key)

    def key_of(self, item: Row) -> str:
        """Of a quotation or a heading."""
        return item.key

    def counted(self, items: Sequence[Row]) -> int:
        """Headings are no quotations; what is folded away is found, too."""
        return len(self._left)

    def words_of(self, item: Row) -> str:
        """Everything that is shown."""
        if isinstance(item, GroupRow):
            return item.group
        return " ".join((item.speaker, *item.about, item.group, item.exact))

    def lines_of(self, item: Row, width: int) -> list[Line]:
        """A heading; or who speaks and where, and the words."""
        if isinstance(item, GroupRow):
            return [group_line(item, width), []]
        sign = Run(f"{SIGNS[item.status]} ", "warning" if item.status == "proposed" else "mark")
        first: Line = [Run(f" {_PICKED if item.picked else ' '} ", "mark"), sign]
        about = " · ".join(part for part in item.about if part)
        if self.grouping is not Grouping.SPEAKER:
            name = item.speaker or ("nobody’s words" if item.settled else "no speaker")
            first += [Run(cut(shown(name), max(8, width // 2)), "strong"), Run("  ")]
        elif item.settled and not item.speaker:
            first += [Run("nobody’s words", "dim"), Run("  ")]
        first.append(Run(cut(about, max(0, width - 2 - sum(cells(run.text) for run in first))), "dim"))
        text = shown(item.exact, _TEXT)
        pieces = wrap(text, max(8, width - 7), _LINES)
        return [first, *([Run("     "), Run(piece.of(text))] for piece in pieces), []]

    def head_lines(self, width: int) -> list[Line]:
        """Title, and the filter line or what the signs mean."""
        first, second = super().head_lines(width)
        return [first, second or [Run(cut(LEGEND, width - 2), "dim")]]

    def aside(self) -> str:
        """How many there are and are picked, and what they stand by."""
        picked = len(self.picked)
        count = len(self._all)
        parts = [f"{picked} picked"] if picked else []
        parts += [f"{count:,} quotation{'s' * (count != 1)}"] if count else []
        return " · ".join([*parts, f"by {self.grouping}"])

    def empty_text(self) -> str:
        """What an empty list says."""
        return "No quotation is meant by this." if self._filter.active else self.empty

    def tell_highlighted(self, key: str) -> None:
        """Posts `Highlighted`; a range that was begun goes on to here."""
        if self._from >= 0:
            self._stretch()
        super().tell_highlighted(key)

    def action_sort(self) -> None:
        """Asks for another grouping."""
        self.post_message(self.Sorted())

    def action_leave(self) -> None:
        """Lets go what is picked, else as any list."""
        if self._from >= 0 or self.picked:
            self._from = -1
            self.pick(frozenset())
        else:
            super().action_leave()

    # Picking.

    @property
    def picked(self) -> frozenset[str]:
        """The keys of what is picked, shown or not."""
        return frozenset(item.key for item in self._all if isinstance(item, QuotationRow) and item.picked)

    @property
    def meant(self) -> list[str]:
        """The keys of what is picked and shown, else of what the cursor is on: a heading means its group."""
        picked = [item.key for item in self._rows_left() if item.picked]
        here = self._under_cursor()
        return picked or [item.key for item in self._left if item.key in here]

    def pick(self, keys: frozenset[str]) -> None:
        """Picks just these."""
        changed = [
            replace(item, picked=not item.picked)
            for item in self._all
            if isinstance(item, QuotationRow) and item.picked != (item.key in keys)
        ]
        if len(changed) < _AT_ONCE:
            for item in changed:
                self.put_item(item)
        else:
            by_key = {item.key: item for item in changed}
            self.put_items([by_key.get(item.key, item) for item in self._all])
        self.refresh()

    def toggle(self) -> None:
        """Picks what the cursor is on, or lets it go, and moves on; a heading stands for its group."""
        here = self._under_cursor()
        if here:
            self.pick(self.picked - here if here <= self.picked else self.picked | here)
            if isinstance(self.row, QuotationRow):
                self.action_line_down()

    def toggle_all(self) -> None:
        """Picks all that is shown, or nothing of it."""
        keys = frozenset(item.key for item in self._left)
        self.pick(self.picked - keys if keys <= self.picked else self.picked | keys)

    def toggle_range(self) -> None:
        """Begins a range here, or ends it."""
        if self._from >= 0:
            self._from = -1
        elif self._items:
            self._from, self._before = self._cursor, self.picked
            self._stretch()

    def _stretch(self) -> None:
        low, high = sorted((self._from, self._cursor))
        keys = (item.key for item in self._items[low : high + 1] if isinstance(item, QuotationRow))
        self.pick(self._before | frozenset(keys))

    def _under_cursor(self) -> frozenset[str]:
        row = self.row
        if row is None:
            return frozenset()
        if isinstance(row, QuotationRow):
            return frozenset({row.key})
        return frozenset(item.key for item in self._left if item.group == row.group)

    def _rows_left(self) -> Iterator[QuotationRow]:
        """What the filter leaves, as it is now."""
        for item in self._left:
            now = self.item_of(item.key)
            if isinstance(now, QuotationRow):
                yield now

    # Headings.

    def toggle_group(self) -> None:
        """Hides what stands under the heading at hand, or shows it again."""
        row = self.row
        if isinstance(row, GroupRow):
            self._from = -1
            self.folded ^= {row.group}
            self._refilter()

    def move_to(self, key: str) -> bool:
        """Puts the cursor on an item; its group is unfolded for that."""
        item = next((item for item in self._left if item.key == key), None)
        if item is not None and item.group in self.folded:
            self.folded -= {item.group}
            self._refilter()
        return super().move_to(key)

    def action_filter(self) -> None:
        """Opens the filter line; what it finds is shown, folded before or not."""
        super().action_filter()
        if self.folded:
            self.folded = frozenset()
            self._refilter()

    def action_open(self) -> None:
        """Chooses a quotation; folds and unfolds a heading, and goes by one from the filter line."""
        heading, typing = isinstance(self.row, GroupRow), self.typing
        if heading and not typing:
            self.toggle_group()
            return
        super().action_open()
        if heading:
            self.action_line_down()

    def move_on(self, decided: Collection[str]) -> None:
        """Puts the cursor on the next proposal that is not ``decided``, else beside what is."""
        rows = self._items[self._cursor :]
        rest = [row for row in rows if isinstance(row, QuotationRow) and row.key not in decided]
        above = [
            row
            for row in self._items[: self._cursor]
            if isinstance(row, QuotationRow) and row.key not in decided
        ]
        waiting = (row for row in rest if row.status == "proposed")
        if there := next(waiting, None) or next(iter(rest), None) or (above[-1] if above else None):
            self._move(self.position_of(there.key))
