"""Echoes of a passage: where else it stands, with what differs marked word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from textual.binding import BindingType
from textual.message import Message

from annotations.quoted import quoted
from tui.actions import bindings
from tui.widgets.celltext import Piece, cells, cut, shown, wrap
from tui.widgets.filtered import FilteredList
from tui.widgets.runs import Line, Run
from tui.widgets.tags_line import tags_line

_LINES: Final = 6
_LINES_MOST: Final = 24  # where more than the usual lines differ
_LONGEST: Final = 20_000  # code points of a passage that are shown, once what is the same was left out
_KEPT: Final = (24, 12, 6, 3, 1)  # words that are the same at either side of what differs
_NAME: Final = "ECHOES"
_SHORT: Final = 12  # cells under which the passage is not worth beginning
_NARROW: Final = 3  # cells under which a source is not worth beginning
LEGEND: Final = (("[+words]", "only there"), ("[−words]", "only here"))


class Bit(NamedTuple):
    """Words of a passage: ``look`` is ``text`` for those of both places, ``new`` or ``gone`` for others."""

    text: str
    look: str


@dataclass(frozen=True, slots=True)
class EchoRow:
    """An echo as the list shows it.

    Attributes:
        path: Of the other article; there is one echo in each.
        where: Title, source and date of the article, as they are to read.
        bits: The passage as it stands there, with what stands only here.
        likeness: How much is the same, in words.
        said: Tags that it carries there already; None if it is not highlighted.
        colours: Colour of each tag in turn.
    """

    path: str
    where: tuple[str, str, str]
    bits: tuple[Bit, ...]
    likeness: str
    said: tuple[str, ...] | None = None
    colours: tuple[str, ...] = ()
    picked: bool = False


class EchoList(FilteredList[EchoRow]):
    """The echoes of one passage."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("echoes")]
    ITEM = "echo"
    HINT = "words, title or source"
    ESTIMATE = 6

    class Sorted(Message):
        """Another order is asked for."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.order = ""
        self.title = ""

    def action_sort(self) -> None:
        """Asks for another order."""
        self.post_message(self.Sorted())

    def key_of(self, item: EchoRow) -> str:
        """The article's path."""
        return item.path

    def words_of(self, item: EchoRow) -> str:
        """What stands there, where, and its tags."""
        there = " ".join(bit.text for bit in item.bits if bit.look != "gone")
        tags = " ".join(f"#{tag}" for tag in item.said or ())
        return " ".join((there, *item.where, item.path, tags))

    def lines_of(self, item: EchoRow, width: int) -> list[Line]:
        """Where it is from, the passage with its differences, what was said of it."""
        room = max(8, width - 3)
        bodies = [*_where(item, room), *bit_lines(item.bits, room)]
        if item.said is not None:
            nothing: Line = [Run(cut("highlighted there", room), "dim")]
            bodies.append(tags_line(item.said, item.colours, room) if item.said else nothing)
        lines: list[Line] = []
        for index, body in enumerate(bodies):
            mark = Run("✓ " if item.picked and index == 0 else "  ", "mark")
            lines.append([mark, Run("▌", "bar", item.colours[0] if item.colours else ""), *body])
        return [*lines, []]

    def head_lines(self, width: int) -> list[Line]:
        """How many, in which order, what is picked; the filter line, else what the signs mean."""
        first, second = super().head_lines(width)
        said = self.aside()
        look = first[0].look
        room = width - 4 - cells(said) - cells(_NAME)
        named = f" {quoted(cut(shown(self.title), room - 3))}" if self.title and room > _SHORT else ""
        gap = max(0, width - 2 - cells(_NAME) - cells(named) - cells(said))
        first = [Run(_NAME, look), Run(named, "dim"), Run(" " * gap), Run(said, "dim")]
        if second or not self._all:
            return [first, second]
        legend: Line = [Run("  ")]
        for (sign, meaning), look in zip(LEGEND, ("new", "gone"), strict=True):
            legend += [Run(sign, look), Run(f" {meaning}   ", "dim")]
        return [first, legend if sum(cells(run.text) for run in legend) <= width else []]

    def aside(self) -> str:
        """How many there are, how many are picked, and the order."""
        picked = sum(row.picked for row in self._all)
        parts = [f"{picked} picked"] if picked else []
        if self._all:
            parts += [f"{len(self._all):,} article{'s' * (len(self._all) != 1)}", f"by {self.order}"]
        return " · ".join(parts)


def bit_lines(bits: Sequence[Bit], room: int, limit: int = _LINES) -> list[Line]:
    """The passage in lines of ``room`` cells, what differs between signs that need no colour.

    Where it takes more than ``limit`` lines, words that are the same give way to an ellipsis, as must be;
    what differs stays, if need be in more lines. What has no difference is cut at its end.
    """
    if not any(bit.look != "text" for bit in bits):
        return _wrapped(bits, room, limit)
    lines = _wrapped(bits, room, limit + 1)
    for kept in _KEPT:
        if len(lines) <= limit:
            return lines
        lines = _wrapped(elided(bits, kept), room, limit + 1)
    return lines if len(lines) <= limit else _wrapped(elided(bits, _KEPT[-1]), room, max(limit, _LINES_MOST))


def elided(bits: Sequence[Bit], kept: int) -> list[Bit]:
    """``bits``, of what is the same only so many words before and after what differs."""
    found: list[Bit] = []
    for index, bit in enumerate(bits):
        if bit.look != "text":
            found.append(bit)
            continue
        words = bit.text.split()
        before, after = (kept if index else 0), (kept if index < len(bits) - 1 else 0)
        if len(words) > before + after + 1:
            text = " ".join([*words[:before], "…", *words[len(words) - after :]])
            bit = Bit(text, "text")
        found.append(bit)
    return found


def _wrapped(bits: Sequence[Bit], room: int, limit: int) -> list[Line]:
    text, looks = "", []
    for bit in bits:
        words = shown(bit.text, _LONGEST)
        if not words:
            continue
        if text and not text.endswith(" "):
            text += " "
        start = len(text)
        text += words if bit.look == "text" else f"[{'+' if bit.look == 'new' else '−'}{words}]"
        looks.append((start, len(text), bit.look))
        if len(text) > _LONGEST:
            break
    return [_line(text, piece, looks) for piece in wrap(text, room, limit)]


def _line(text: str, piece: Piece, looks: Sequence[tuple[int, int, str]]) -> Line:
    line: Line = []
    at = piece.start
    for start, end, look in looks:
        low, high = max(start, piece.start), min(end, piece.end)
        if low >= high:
            continue
        if at < low:
            line.append(Run(text[at:low]))
        line.append(Run(text[low:high], look))
        at = high
    return [*line, Run("…", "dim")] if piece.more else line


def _where(item: EchoRow, room: int) -> list[Line]:
    """The title, and on a line of its own where and when, and how like it is."""
    title, source, date = item.where
    tail = " · ".join(part for part in (date, item.likeness) if part)
    left = room - cells(tail) - 3
    about = f"{cut(shown(source), left)} · {tail}" if source and left > _NARROW else tail
    return [[Run(cut(shown(title), room), "strong")], [Run(cut(about, room), "dim")]]
