"""The overview: what stands where in the library, as pictures that lead to their passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from tui.screens.searching import Searching


class OverviewScreen(Screen[None]):
    """What stands where."""

    def __init__(self, desk: Searching) -> None:
        super().__init__()
        self.desk = desk
