"""Keys, labels and sentences under the headings of their groups, as wide as there is room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui.text import shown_line
from tui.widgets.celltext import cells, cut, shown, wrap

_KEYS_MOST: Final = 18  # cells of the columns, the gaps after them included
_LABEL_MOST: Final = 30
_GAP: Final = 2
_SENTENCE_LEAST: Final = 26  # cells in which a sentence can still stand beside its label
_LINES_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One action as help shows it: heading, the names of its keys, label and sentence."""

    group: str
    keys: tuple[str, ...]
    label: str
    help: str


class KeyList(Widget):
    """The rows of help; sentences wrap in their column, or stand below where there is none."""

    DEFAULT_CSS = "KeyList { width: 100%; height: auto; }"

    rows: reactive[Sequence[KeyRow]] = reactive((), layout=True)

    def __init__(self, rows: Sequence[KeyRow], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(KeyList.rows, rows)

    def render(self) -> Content:
        """All lines."""
        return Content("\n").join(listed(self.rows, self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines in ``width`` cells."""
        return len(listed(self.rows, width))


def listed(rows: Sequence[KeyRow], width: int) -> list[Content]:
    """The lines of ``rows``, none of them wider than ``width`` cells."""
    if not rows:
        return [Content.styled("No key is called that.", "$quiet")]
    lines: list[Content] = []
    group = ""
    rows = _without_digits(rows)
    columns = _column(map(_keys, rows), _KEYS_MOST), _column((shown(row.label) for row in rows), _LABEL_MOST)
    for row in rows:
        if row.group != group:
            if lines:
                lines.append(Content())
            lines.append(shown_line(row.group).stylize("bold"))
            group = row.group
        lines += _row(row, *columns, width)
    return lines


def _column(texts: Iterable[str], most: int) -> int:
    return min(most, max(map(cells, texts)) + _GAP)


def _row(row: KeyRow, keys_cells: int, label_cells: int, width: int) -> list[Content]:
    beside = width - keys_cells - label_cells
    stands_beside = beside >= _SENTENCE_LEAST
    label_room = label_cells - _GAP if stands_beside else max(2, width - keys_cells)
    label = cut(shown(row.label), label_room)
    keys = cut(_keys(row), keys_cells - _GAP)
    first = Content.assemble((keys + " " * (keys_cells - cells(keys)), "$footer-key-foreground"), label)
    help = shown(row.help)
    if stands_beside:
        said = [piece.of(help) for piece in wrap(help, beside, _LINES_MOST)] or [""]
        gap = " " * (label_cells - cells(label))
        below = " " * (keys_cells + label_cells)
        first = Content.assemble(first, gap, (said[0], "$quiet"))
        return [first, *(Content.assemble(below, (line, "$quiet")) for line in said[1:])]
    said = [piece.of(help) for piece in wrap(help, width - _GAP, _LINES_MOST)]
    return [first, *(Content.assemble(" " * _GAP, (line, "$quiet")) for line in said)]


def _keys(row: KeyRow) -> str:
    return "  ".join(map(shown, row.keys))


def _without_digits(rows: Iterable[KeyRow]) -> list[KeyRow]:
    """The nine pinned tags as one row, as long as all nine are there with their own digits."""
    rows = list(rows)
    pinned = [row for row in rows if row.label.startswith("Pinned tag ")]
    if [row.keys for row in pinned] != [(str(n),) for n in range(1, 10)]:
        return rows
    first = rows.index(pinned[0])
    one = KeyRow(
        pinned[0].group, ("1 … 9",), "Pinned tags", "Gives the passage that pinned tag, or takes it away."
    )
    return [*rows[:first], one, *(row for row in rows[first:] if row not in pinned)]
