"""All notes of a library: what each says, on what, who and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import BindingType

from annotations.quoted import quoted
from tui.actions import bindings
from tui.widgets.card import note_lines
from tui.widgets.celltext import cells, cut, shown, wrap
from tui.widgets.filtered import FilteredList
from tui.widgets.runs import Line, Run

_LINES: Final = 4
_QUOTED: Final = 160
_ESTIMATE: Final = 5


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as the list shows it.

    Attributes:
        kind: What it is on: ``passage``, ``article``, ``tag`` or ``library``.
        about: The title of the article or the path of the tag.
        quotation: The passage; empty for other kinds.
        colour: Of the passage's first tag, or of the tag.
    """

    id: str
    kind: str
    about: str
    text: str
    byline: str
    quotation: str = ""
    tags: tuple[str, ...] = ()
    colour: str = ""


class NoteList(FilteredList[NoteRow]):
    """The notes, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("notes")]
    TITLE = "NOTES"
    ITEM = "note"
    HINT = "words of note, passage or title"
    ESTIMATE = _ESTIMATE

    def key_of(self, item: NoteRow) -> str:
        """The id of annotation or memo."""
        return item.id

    def words_of(self, item: NoteRow) -> str:
        """Everything that is shown, and the kind."""
        tags = " ".join(f"#{tag}" for tag in item.tags)
        return f"{item.kind} {item.about} {item.text} {item.quotation} {tags} {item.byline}"

    def lines_of(self, item: NoteRow, width: int) -> list[Line]:
        """Note, passage, what it is on."""
        room = max(8, width - 2)
        bodies: list[Line] = []
        for text, spans in note_lines(item.text):
            left = _LINES - len(bodies)
            if left <= 0:
                break
            look = spans[0][2] if spans and spans[0][:2] == (0, len(text)) else "text"
            bodies += [[Run(piece.of(text), look)] for piece in wrap(text, room, left)]
        if item.quotation:
            bodies.append([Run(cut(quoted(shown(item.quotation, _QUOTED)), room), "dim")])
        bodies.append(_about(item, room))
        return [*([Run("▌ ", "bar", item.colour), *body] for body in bodies), []]

    def aside(self) -> str:
        """How many there are."""
        return f"{len(self._all):,}" if self._all else ""


def _about(item: NoteRow, room: int) -> Line:
    kind = {"passage": "", "article": "article  ", "tag": "tag  ", "library": "library"}.get(item.kind, "")
    rest = f" · {item.byline}" if item.byline else ""
    name = cut(shown(item.about), max(8, room - cells(kind) - cells(rest)))
    return [Run(kind, "mark"), Run(cut(f"{name}{rest}", room - cells(kind)), "dim")]
