"""Passages across articles: quotation with what stands around it, where it is from, tags, note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.message import Message

from tui.actions import bindings
from tui.widgets.card import note_lines
from tui.widgets.celltext import Piece, cells, cut, shown, wrap
from tui.widgets.filtered import FilteredList
from tui.widgets.runs import Line, Run, ends
from tui.widgets.tags_line import tags_line

_LINES: Final = 4
_NOTE: Final = 2
_AROUND: Final = 60  # code points from which the surroundings were cut somewhere
_ESTIMATE: Final = 5


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as the list shows it.

    Attributes:
        before, after: What stands around it.
        where: Title, source and date of its article, as they are to read.
        colours: Colour of each tag in turn.
        uncertain: What is to be said of its place; empty if nothing.
    """

    id: str
    before: str
    exact: str
    after: str
    where: tuple[str, str, str]
    tags: tuple[str, ...]
    colours: tuple[str, ...]
    note: str = ""
    byline: str = ""
    uncertain: str = ""
    picked: bool = False


class PassageList(FilteredList[PassageRow]):
    """The passages of a tag.

    Attributes:
        title: What they have in common.
        empty: What the list says where there are none.
        order: What they are sorted by, as the first line says it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("passages")]
    ITEM = "passage"
    HINT = "words, tag or source"
    ESTIMATE = _ESTIMATE

    @dataclass
    class Sorted(Message):
        """Another order is asked for."""

    def __init__(self, title: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.title = title
        self.order = ""

    def action_sort(self) -> None:
        """Posts `Sorted`."""
        self.post_message(self.Sorted())

    def key_of(self, item: PassageRow) -> str:
        """The annotation's id."""
        return item.id

    def words_of(self, item: PassageRow) -> str:
        """Everything that is shown."""
        tags = " ".join(f"#{tag}" for tag in item.tags)
        return " ".join((item.before, item.exact, item.after, *item.where, tags, item.note, item.byline))

    def lines_of(self, item: PassageRow, width: int) -> list[Line]:
        """Quotation in its surroundings, tags, note, where it is from."""
        room = max(8, width - 3)
        bodies = _quoted(item, room)
        bodies.append(tags_line(item.tags, item.colours, room))
        if item.note.strip():
            note = " ".join(text for text, _ in note_lines(item.note))
            bodies += [[Run(piece.of(note), "note-soft")] for piece in wrap(note, room, _NOTE)]
        bodies.append(_where(item, room))
        lines: list[Line] = []
        for index, body in enumerate(bodies):
            mark = Run("✓ " if item.picked and index == 0 else "  ", "mark")
            colour = item.colours[0] if item.colours else ""
            lines.append([mark, Run("▌", "bar", colour), *body])
        return [*lines, []]

    def head_lines(self, width: int) -> list[Line]:
        """The tag, how many passages it has and how many are picked; the filter line."""
        first, second = super().head_lines(width)
        said = self.aside()
        title = Run(cut(shown(self.title), max(2, width - 4 - cells(said))), first[0].look)
        return [ends(title, Run(said, "dim"), width), second]

    def aside(self) -> str:
        """How many there are, and how many are picked."""
        count, picked = len(self._all), sum(row.picked for row in self._all)
        words = f"{count:,} passage{'s' * (count != 1)}" if count else ""
        if count > 1 and self.order:
            words += f" by {self.order}"
        return f"{picked} picked · {words}" if picked else words


def _quoted(item: PassageRow, room: int) -> list[Line]:
    """The quotation in its surroundings, of which as much is left out as the lines cannot hold."""
    exact = shown(item.exact, 8 * room)
    before, after = _before(item.before), _after(item.after)
    text = f"{before}{exact}{after}"
    start, end = len(before), len(before) + len(exact)
    return [_looked(text, piece, start, end) for piece in wrap(text, room, _LINES)]


def _before(text: str) -> str:
    """What comes before, from the beginning of a word."""
    line = shown(text)
    if len(text) >= _AROUND:
        line = f"…{line.partition(' ')[2]}"
    return f"{line} " if line and text[-1:].isspace() else line


def _after(text: str) -> str:
    """What follows, to the end of a word."""
    line = shown(text)
    if len(text) >= _AROUND:
        line = f"{line.rpartition(' ')[0]}…"
    return f" {line}" if line and text[:1].isspace() else line


def _looked(text: str, piece: Piece, start: int, end: int) -> Line:
    cuts = [
        (piece.start, min(piece.end, start), "dim"),
        (max(piece.start, start), min(piece.end, end), "strong"),
        (max(piece.start, end), piece.end, "dim"),
    ]
    line = [Run(text[first:last], look) for first, last, look in cuts if first < last]
    return [*line, Run("…", "dim")] if piece.more else line


def _where(item: PassageRow, room: int) -> Line:
    title, source, date = item.where
    rest = " · ".join(part for part in (source, date) if part)
    said = [Run(f"{item.uncertain}  ", "warning")] if item.uncertain else []
    space = room - cells(rest) - 3 - sum(cells(run.text) for run in said)
    name = cut(shown(title), max(8, space))
    return [*said, Run(cut(f"{name} · {rest}" if rest else name, room), "dim")]
