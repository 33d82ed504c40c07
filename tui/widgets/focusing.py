"""Focusing: what takes the keyboard paints of itself only what looks otherwise then."""

from __future__ import annotations

from textual import events
from textual.widget import Widget


class Focusing(Widget):
    """A widget that says itself what the focus changes of its looks.

    Textual asks every rule of the sheet, none of ours being about who has the keyboard, and paints the
    whole widget: thousands of bytes for each step between two panes, which over a slow line are seen.
    """

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Nothing: to ask all rules takes a frame."""

    def refresh_focus(self) -> None:
        """Have painted again what looks otherwise with the keyboard than without."""
        self.refresh()

    def _on_focus(self, event: events.Focus) -> None:
        event.prevent_default()
        self.has_focus = True
        self.refresh_focus()
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def _on_blur(self, event: events.Blur) -> None:
        event.prevent_default()
        self.has_focus = False
        self.refresh_focus()
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))
