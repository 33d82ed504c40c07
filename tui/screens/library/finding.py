"""Finding: words in the open article, and the jumps back and forth."""

from __future__ import annotations

from tui.screens.leafing import Leafing
from tui.screens.library.marking import Marking


class Finding(Marking, Leafing):
    """The part of the screen that finds in the article."""

    def action_find(self) -> None:
        """Type words to find."""
        if self.document is not None:
            super().action_find()

    def found(self, which: int, of: str) -> None:
        """Say which match it is for as long as the caret stays on it."""
        super().found(which, of)
        self.noticed_at = self.reader.caret

    def action_back(self) -> None:
        """Go back to before the last jump."""
        self.reader.action_back()

    def action_forward(self) -> None:
        """Go forward again through the jumps."""
        self.reader.action_forward()
