"""The frame of a page: where margin, gutter, measure and echoes stand in a pane."""

from __future__ import annotations

from typing import Final, NamedTuple

ECHO_CELLS: Final = 4
_GUTTER: Final = 3
_ROOMY: Final = 50  # cells of a pane that leaves room for echoes


class Frame(NamedTuple):
    """Where things stand in a pane, in cells.

    Attributes:
        width: Of the pane.
        left: Before the measure, gutter included.
        room: That rows may take at most.
        measure: Of running text.
    """

    width: int
    left: int
    room: int
    measure: int

    @staticmethod
    def of(width: int, wanted: int, gutter: int = 0) -> Frame:
        """The frame of a pane of ``width`` cells with rows of ``wanted`` cells if there is room.

        Args:
            gutter: Cells that are wanted before the text at least.
        """
        gutter = max(gutter, _GUTTER if width >= _ROOMY else 2)
        right = ECHO_CELLS + 1 if width >= _ROOMY else 1
        room = max(1, width - gutter - right)
        margin = max(0, room - wanted) // 3
        return Frame(width, margin + gutter, room - margin, min(wanted, room))
