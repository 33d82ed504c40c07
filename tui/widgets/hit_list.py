"""The list of what a search found: grouped by article or as a concordance, with places that can be picked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message

from tui.actions import bindings
from tui.widgets.celltext import cells, cut
from tui.widgets.hit_rows import (
    KEYWORD_MOST,
    Group,
    HitRow,
    Place,
    concordance_line,
    group_lines,
    place_lines,
    whence,
)
from tui.widgets.lines import LineList
from tui.widgets.runs import Line, Run

_HEAD_ROWS: Final = 2


class HitList(LineList[HitRow]):
    """Rows of hits. Two lines on top say what was found, or what is wrong with the query.

    Attributes:
        head_rows: What stands on top: for each line what is at its left and at its right end.
        nothing: What an empty list says.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("search")]
    ESTIMATE = 1

    @dataclass
    class Highlighted(Message):
        """The cursor was moved to a row."""

        key: str

    @dataclass
    class Chosen(Message):
        """What a row stands for is to be opened."""

        key: str

    @dataclass
    class Picked(Message):
        """So many places are picked now."""

        count: int

    class Left(Message):
        """The list is to be left."""

    class Sorted(Message):
        """Another order is wanted."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.head_rows: Sequence[tuple[Sequence[Run], str]] = ()
        self.nothing = ""
        self._picks: frozenset[str] = frozenset()
        self._before: frozenset[str] = frozenset()  # what was picked when the range began
        self._from = -1  # where the range began
        self._begun = ""  # where the cursor was put to begin with
        self._keyword = 0
        self._beside = (0, 0)

    # What is shown.

    @property
    def rows(self) -> Sequence[HitRow]:
        """The rows as they are shown."""
        return self._items

    def show_rows(
        self, rows: Sequence[HitRow], *, concordance: bool = False, beside: tuple[int, int] = (0, 0)
    ) -> None:
        """Show rows; what is picked stays picked if it is still there, and the cursor stays on its row.

        A cursor that was not moved yet stays on the first place, whatever comes before it meanwhile.

        Args:
            concordance: Whether each place stands in the middle of its line.
            beside: Which word left and right of it stands out.
        """
        keyword = self._widest(rows) if concordance else 0
        if (keyword, beside) != (self._keyword, self._beside):
            self._keyword, self._beside = keyword, beside
            self._brush.forget()
        self._from = -1
        at = self.cursor_key if self.cursor_key != self._begun else ""
        self.show_items([self._as_picked(row) for row in rows], at)
        if not at or self.position_of(at) < 0:
            self._set_cursor(self._first())
            self._begun = self.cursor_key

    def _first(self) -> int:
        """The first place; an article that has none is a place itself."""
        first = self._items[0] if self._items else None
        return int(isinstance(first, Group) and first.count > 0 and len(self._items) > 1)

    @staticmethod
    def _widest(rows: Sequence[HitRow]) -> int:
        widths = (cells(row.exact) for row in rows if isinstance(row, Place))
        return max(1, min(KEYWORD_MOST, max(widths, default=1)))

    def say(self, *rows: tuple[Sequence[Run], str]) -> None:
        """Show these lines on top."""
        if tuple(rows) != tuple(self.head_rows):
            self.head_rows = rows
            self.refresh()

    def key_of(self, item: HitRow) -> str:
        """Its key."""
        return item.key

    def lines_of(self, item: HitRow, width: int) -> list[Line]:
        """The row as it is arranged now."""
        if isinstance(item, Group):
            return group_lines(item, width)
        if self._keyword:
            return [concordance_line(item, width, self._keyword, self._beside)]
        return place_lines(item, width)

    def head_lines(self, width: int) -> list[Line]:
        """What was found and picked; in a narrow concordance, where the row under the cursor is from."""
        lines: list[Line] = []
        rows = [row for row in self.head_rows if row[0] or row[1]]
        if self._keyword and len(rows) < _HEAD_ROWS and isinstance(self.row, Place):
            rows.append(([Run("  "), Run(whence(self.row, width), "dim")], ""))
        for left, right in [*rows, ((), ""), ((), "")][:_HEAD_ROWS]:
            room = width - 2
            line = list(left)
            used = sum(cells(run.text) for run in line)
            if used > room and line:
                line[-1] = line[-1]._replace(text=cut(line[-1].text, room - used + cells(line[-1].text)))
                used = sum(cells(run.text) for run in line)
            gap = room - used - cells(right)
            lines.append([*line, Run(" " * gap), Run(right, "dim")] if right and gap > 1 else line)
        return lines

    def empty_text(self) -> str:
        """What an empty list says."""
        return self.nothing

    # Picking.

    @property
    def picked(self) -> list[Place]:
        """What is picked, in the order in which it is shown."""
        return [row for row in self._items if isinstance(row, Place) and row.picked]

    def meant(self) -> list[Place]:
        """What is picked, else the place under the cursor."""
        row = self.row
        return self.picked or ([row] if isinstance(row, Place) else [])

    def pick(self) -> None:
        """Pick the place under the cursor, or let it go, and go on; of an article all of its places."""
        row = self.row
        if row is None:
            return
        self._from = -1
        keys = _keys([row] if isinstance(row, Place) else self._places_of(row.path))
        self._show_picks(self._picks - keys if keys <= self._picks else self._picks | keys)
        if isinstance(row, Place):
            self.action_line_down()

    def pick_all(self) -> None:
        """Pick everything that is shown, or nothing if everything is picked."""
        self._from = -1
        keys = _keys(self._items)
        self._show_picks(frozenset() if keys <= self._picks else keys)

    def pick_range(self) -> None:
        """Begin to pick from here to where the cursor goes, or end that."""
        if self._from >= 0:
            self._from = -1
            return
        self._before, self._from = self._picks, self._cursor
        self._stretch()

    def let_go(self) -> bool:
        """Pick nothing; whether something was picked."""
        had, self._from = bool(self._picks), -1
        self._show_picks(frozenset())
        return had

    def _stretch(self) -> None:
        low, high = sorted((self._from, self._cursor))
        self._show_picks(self._before | _keys(self._items[low : high + 1]))

    def _places_of(self, path: str) -> list[Place]:
        return [row for row in self._items if isinstance(row, Place) and row.path == path]

    def _show_picks(self, picks: frozenset[str]) -> None:
        if picks == self._picks:
            return
        self._picks = picks
        at, start = self.cursor_key, self._from
        self.show_items([self._as_picked(row) for row in self._items], at)
        self._from = start
        self.post_message(self.Picked(len(self.picked)))

    def _as_picked(self, row: HitRow) -> HitRow:
        if isinstance(row, Group) or row.picked == (row.key in self._picks):
            return row
        return replace(row, picked=not row.picked)

    def _set_cursor(self, position: int) -> None:
        super()._set_cursor(position)
        if self._keyword:
            self.refresh(Region(0, 0, self._laid.width, self.head))
        if self._from >= 0:
            self._stretch()

    # Keys and mouse.

    def action_sort(self) -> None:
        """Asks for another order."""
        self.post_message(self.Sorted())

    def action_leave(self) -> None:
        """Lets go what is picked; without, says that the list is to be left."""
        if not self.let_go():
            self.post_message(self.Left())

    def tell_highlighted(self, key: str) -> None:
        """Posts `Highlighted`."""
        self.post_message(self.Highlighted(key))

    def tell_chosen(self, key: str) -> None:
        """Posts `Chosen`."""
        self.post_message(self.Chosen(key))


def _keys(rows: Iterable[HitRow]) -> frozenset[str]:
    """The keys of what can be picked among rows."""
    return frozenset(row.key for row in rows if isinstance(row, Place) and row.can_be_picked)
