"""Ways: from any screen over the library to the others, by the same keys as from the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.working import Working

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.screens.library.studying import Studying


class Ways(Working):
    """A screen from which the main screen brings the others.

    Attributes:
        desk: The main screen.
    """

    desk: Studying

    @property
    def gives(self) -> Sequence[str]:
        """The tags that what is highlighted here gets."""
        return self.desk.current_tags

    def set_foot(self) -> None:
        """Offer keys, and say which tags highlighting gives where there is a key for it."""
        super().set_foot()
        if "highlight_hits" not in self.footer.without:
            self.footer.sticky = self.desk.giving(self.key("highlight_hits"), self.gives)

    def action_codebook(self) -> None:
        """Show all tags."""
        self.desk.action_codebook()

    def action_notes(self) -> None:
        """Show every note."""
        self.desk.action_notes()

    def action_drafts(self) -> None:
        """Show what was begun and not saved."""
        self.desk.action_drafts()

    def action_history(self) -> None:
        """Show every change."""
        self.desk.action_history()

    def action_quotations(self) -> None:
        """Show who says what."""
        self.desk.action_quotations()

    def action_search(self) -> None:
        """Search all articles and annotations."""
        self.desk.action_search()

    def action_overview(self) -> None:
        """Show what stands where."""
        self.desk.action_overview()

    def action_brief(self) -> None:
        """Show the annotated brief."""
        self.desk.action_brief()
