"""A chronology drawn in cells: time runs down, each outlet has a lane; where it is narrow they fold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from textual.binding import BindingType

from tui.actions import bindings
from tui.widgets.celltext import cells, cut, shown, wrap
from tui.widgets.filtered import FilteredList
from tui.widgets.runs import Line, Run, ends

NOWHERE: Final = "No outlet named"
_DATE: Final = 13  # cells
_LANE: Final = 26  # cells that a lane has at least
_WIDE: Final = 96  # cells from which there are lanes
_LINES: Final = 8
_ENOUGH: Final = 5  # lanes that there must be before outlets share one
_OTHERS: Final = "other outlets"
_TEXT: Final = 1_200  # code points of a part of a passage that are shown
_WHOLE: Final = 500  # lines that a passage has at most where all of it is shown


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A passage as the list shows it.

    Attributes:
        date: As it is to read, empty where none is known.
        bits: Its words in turn, each with the look it stands in: ``text``, ``gone`` or ``new``.
        note: What is said of it before its words: that it is the first, who speaks.
        versions: Outlets of other versions with the same words; ``more`` says how many articles those are,
            ``again`` how often its own article has them again.
        new_date: Whether the passage above it is of another date.
        whole: Whether it is shown to its end, however long it is.
    """

    key: str
    date: str
    outlet: str
    title: str
    bits: tuple[tuple[str, str], ...]
    note: str = ""
    versions: tuple[str, ...] = ()
    more: int = 0
    again: int = 0
    new_date: bool = True
    whole: bool = False


class LaneList(FilteredList[LaneRow]):
    """Passages in order of publication."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("chronology")]
    ITEM = "passage"
    HINT = "words, outlet or date"
    ESTIMATE = 5

    def __init__(self, title: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.title = title
        self._outlets: tuple[str, ...] = ()
        self._often: Counter[str] = Counter()

    def put_items(self, items: list[LaneRow]) -> None:
        """Takes the passages, in order of publication."""
        self._often = Counter(row.outlet for row in items)
        self._outlets = tuple(self._often)  # in the order in which they appear
        super().put_items(items)

    def show_items(self, items: list[LaneRow], cursor_key: str = "") -> None:
        """Says each date once, whatever the filter leaves."""
        dates = [None, *(item.date for item in items)]
        pairs = zip(items, dates, strict=False)
        super().show_items([replace(item, new_date=item.date != date) for item, date in pairs], cursor_key)

    def key_of(self, item: LaneRow) -> str:
        """Of the passage."""
        return item.key

    def words_of(self, item: LaneRow) -> str:
        """Everything that is shown."""
        words = "".join(text for text, _ in item.bits)
        return " ".join((item.date, item.outlet, item.title, item.note, words))

    def lanes(self, width: int) -> tuple[str, ...]:
        """The outlets that have a lane in ``width`` cells, the last for all others; none where they fold."""
        most = (width - _DATE) // _LANE
        if width < _WIDE or len(self._outlets) < 2:
            return ()
        if len(self._outlets) <= most:
            return self._outlets
        if most < _ENOUGH:
            return ()
        often = {name for name, _ in self._often.most_common(most - 1)}
        return (*(name for name in self._outlets if name in often), _OTHERS)

    def lines_of(self, item: LaneRow, width: int) -> list[Line]:
        """The passage in its lane, or under its outlet."""
        lanes = self.lanes(width)
        date = (item.date or "No date") if item.new_date else ""
        lines = self._laned(item, lanes, (width - _DATE) // len(lanes)) if lanes else _folded(item, width)
        first = Run(cut(date, _DATE - 1).ljust(_DATE), "strong")
        return [
            [first if not at else Run(" " * _DATE), *line] if line else [] for at, line in enumerate(lines)
        ]

    def _laned(self, item: LaneRow, lanes: Sequence[str], room: int) -> list[Line]:
        own = lanes.index(item.outlet) if item.outlet in lanes else len(lanes) - 1
        note = item.note
        if lanes[own] == _OTHERS:
            note = " · ".join(part for part in (note, item.outlet) if part)
        others = {lanes.index(name) for name in item.versions if name in lanes} - {own}
        lines = []
        for at, line in enumerate([*_words(item, note, room - 2), []]):
            found: Line = []
            for lane in range(len(lanes)):
                content = line if lane == own else [Run("=", "dim")] if lane in others and not at else []
                used = sum(cells(run.text) for run in content)
                mark = "┃ " if lane == own and line else "│ "
                found += [Run(mark, "mark" if lane == own and line else "dim"), *content]
                found.append(Run(" " * max(0, room - 2 - used)))
            lines.append(found)
        return lines

    def head_lines(self, width: int) -> list[Line]:
        """What this is the chronology of; the outlets over their lanes, or the filter line."""
        first, second = super().head_lines(width)
        said = self.aside()
        title = Run(cut(shown(self.title), max(2, width - 4 - cells(said))), first[0].look)
        lanes = self.lanes(self._brush.room)
        if lanes and not second:
            room = (self._brush.room - _DATE) // len(lanes)
            names = [cut(shown(name), room - 3) for name in lanes]
            second = [Run(" " * (_DATE + 2))]
            second += [Run(name + " " * max(0, room - cells(name)), "title") for name in names]
        return [ends(title, Run(said, "dim"), width), second]

    def aside(self) -> str:
        """How many passages there are."""
        count = len(self._all)
        return f"{count:,} passage{'s' * (count != 1)}" if count else ""


def _folded(item: LaneRow, width: int) -> list[Line]:
    """The passage under its outlet."""
    room = max(8, width - _DATE)
    outlet = cut(shown(item.outlet), room)
    rest = " · ".join(part for part in (item.note, item.title) if part)
    gap = max(0, room - cells(outlet) - 2)
    head: Line = [Run(outlet, "heading"), Run("  "), Run(cut(shown(rest), gap), "dim")]
    return [head, *_words(item, "", room), []]


def _words(item: LaneRow, note: str, room: int) -> list[Line]:
    """Note, words and versions of a passage in lines of ``room`` cells."""
    lines: list[Line] = []
    if note:
        lines.append([Run(cut(shown(note), room), "mark")])
    text, looks = "", []
    for words, look in item.bits:
        most = len(words) if item.whole else _TEXT
        safe = shown(f"|{words[:most]}|", most + 2)[1:-1]
        if len(words) > most:
            safe += " …"
        looks.append((len(text), len(text) + len(safe), look))
        text += safe
    for piece in wrap(text, max(8, room), _WHOLE if item.whole else _LINES):
        line = [
            Run(text[max(start, piece.start) : min(end, piece.end)], look)
            for start, end, look in looks
            if max(start, piece.start) < min(end, piece.end)
        ]
        lines.append([*line, Run("…", "dim")] if piece.more else line)
    said = [f"and {item.more} more version{'s' * (item.more != 1)}"] if item.more else []
    if item.again:
        said.append(
            "and again in this article" if item.again == 1 else f"{item.again} times more in this article"
        )
    lines += [[Run(cut(words, room), "dim")] for words in said]
    return lines
