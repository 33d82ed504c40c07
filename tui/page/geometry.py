"""How a block sits in the measure: its indent, its width, and where its marker hangs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from corpus.document import Block, BlockKind
from tui.page.widths import cells_of

QUOTE_CELLS: Final = 2
_LEVEL_CELLS: Final = 2
_NARROWEST: Final = 8
_LOOK_BACK: Final = 40


class Geometry(NamedTuple):
    """Cells that rows may take.

    Attributes:
        measure: Cells of a row of running text.
        wide: Cells of a row of code or of a table, at least the measure.
    """

    measure: int
    wide: int


class Inset(NamedTuple):
    """Where a block's text stands.

    Attributes:
        indent: Cells between the left edge of the measure and the text.
        width: Cells that the text may take.
        hang: Cells between the marker's first cell and the text; 0 without a marker.
    """

    indent: int
    width: int
    hang: int


def is_wide(kind: BlockKind) -> bool:
    """Whether blocks of this kind may use the room beyond the measure."""
    return kind is BlockKind.CODE or kind is BlockKind.TABLE


def _hang(blocks: Sequence[Block], index: int) -> int:
    """Cells kept for the marker: its own, or that of the item which a later block belongs to."""
    block = blocks[index]
    if block.marker:
        return cells_of(block.marker) + 1
    if block.kind is BlockKind.HEADING or not block.level:
        return 0
    for earlier in blocks[max(0, index - _LOOK_BACK) : index][::-1]:
        if earlier.kind is BlockKind.HEADING or earlier.level < block.level:
            break
        if earlier.level == block.level and earlier.marker:
            return cells_of(earlier.marker) + 1
    return _LEVEL_CELLS


def inset(blocks: Sequence[Block], index: int, geometry: Geometry) -> Inset:
    """Where the block at ``index`` stands; ``index`` -1 is text outside of every block."""
    if index < 0:
        return Inset(0, max(_NARROWEST, geometry.measure), 0)
    block = blocks[index]
    hang = _hang(blocks, index)
    depth = 0 if block.kind is BlockKind.HEADING else max(0, block.level - 1)
    indent = QUOTE_CELLS * block.quoted + _LEVEL_CELLS * depth + hang
    room = geometry.wide if is_wide(block.kind) else geometry.measure
    if block.kind is BlockKind.CODE:
        indent += 1
        room -= 1
    indent = min(indent, geometry.measure // 2)
    return Inset(indent, max(_NARROWEST, room - indent), min(hang, indent))
