"""What the cursor of a list is on, told at its side."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static


class Detail(VerticalScroll, can_focus=False):
    """A quiet column of text beside a list; it scrolls with the mouse only."""

    ALLOW_MAXIMIZE = False
    DEFAULT_CSS = """
    Detail { padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    Detail > Static { width: 100%; }
    """

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static()

    def tell(self, words: Content) -> None:
        """Show ``words`` from their beginning."""
        self.query_one(Static).update(Content.assemble(words))
        self.scroll_home(animate=False)
