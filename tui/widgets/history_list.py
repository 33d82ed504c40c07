"""Every change of a library, newest first, by name, who, when, and how many records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.message import Message

from tui.actions import bindings
from tui.widgets.celltext import cut, shown, wrap
from tui.widgets.filtered import FilteredList
from tui.widgets.runs import Line, Run

_NEAR_END: Final = 60  # items below the cursor at which more are asked for


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A change as the list shows it.

    Attributes:
        when: As it is to read.
        tags: What it did to the codebook, one line each.
        state: ``undone``, ``step`` (an undo itself), ``upkeep`` (by the program), or empty.
        next: Whether undo takes this one back now.
    """

    id: str
    label: str
    by: str
    when: str
    what: str
    tags: tuple[str, ...] = ()
    state: str = ""
    next: bool = False


class HistoryList(FilteredList[HistoryRow]):
    """The changes. It asks for older ones when its end comes near."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("history")]
    TITLE = "HISTORY"
    HINT = "words of the change, who, or a date"
    EMPTY = "Nothing was changed yet."
    ESTIMATE = 3

    class NearEnd(Message):
        """Older changes are wanted."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.undo = ""
        self.complete = False
        self.tags_only = False

    @property
    def wants_more(self) -> bool:
        """Whether the end of what is shown is near."""
        return not self.complete and self._cursor + _NEAR_END >= len(self._items)

    def _set_cursor(self, position: int) -> None:
        super()._set_cursor(position)
        if self.wants_more:
            self.post_message(self.NearEnd())

    def key_of(self, item: HistoryRow) -> str:
        """Writer and number."""
        return item.id

    def words_of(self, item: HistoryRow) -> str:
        """Everything that is shown."""
        return f"{item.label} {item.by} {item.when} {item.state} {' '.join(item.tags)}"

    def lines_of(self, item: HistoryRow, width: int) -> list[Line]:
        """What was done; who, when, how much."""
        room = max(8, width - 2)
        dim = item.state != ""
        sign = Run({"undone": "× ", "step": "↶ "}.get(item.state, "  "), "dim")
        label = shown(item.label[:1].upper() + item.label[1:], 300)
        lines: list[Line] = []
        for index, piece in enumerate(wrap(label, room, 2)):
            lines.append([sign if not index else Run("  "), Run(piece.of(label), "dim" if dim else "text")])
        if self.tags_only:
            lines += [[Run("  "), Run(cut(shown(line), room), "note")] for line in item.tags[:6]]
            if len(item.tags) > 6:
                lines.append([Run("  "), Run(f"and {len(item.tags) - 6} more tags", "dim")])
        state = {"undone": "undone", "upkeep": "by itself"}.get(item.state, "")
        said = " · ".join(part for part in (state, item.when, item.by, item.what) if part)
        undo = Run(f"  {self.undo} takes it back", "mark") if item.next and room > 60 else Run("")
        return [*lines, [Run("  "), Run(cut(shown(said), room - len(undo.text)), "dim"), undo], []]

    def aside(self) -> str:
        """How many are shown so far, and whether they are all."""
        count = f"{len(self._all):,}{'' if self.complete else ' and older'}" if self._all else ""
        return f"tags only · {count}" if self.tags_only else count

    def empty_text(self) -> str:
        """What an empty list says."""
        if self._filter.active:
            so_far = "" if self.complete else " read so far"
            return f"No change{so_far} has all these words."
        return "The codebook was not changed yet." if self.tags_only else self.empty
