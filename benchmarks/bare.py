"""The floors in a terminal: Textual apps that do nothing but paint, at as many frames a second as the reader.

``static`` has one Static with a few words. ``lines`` has one widget that makes its rows itself and shows
others at every key and at every size: the least that any page in Textual can do.
"""

from __future__ import annotations

import os
import sys
from typing import Final

READY: Final = "ready to read"
_WORDS: Final = "some words of a row of text that is about as long as any other in a book of them all "


def main() -> None:
    """Run the app that the first argument names."""
    os.environ.setdefault("TEXTUAL_FPS", "500")
    run_static() if sys.argv[1] == "static" else run_lines()


def run_static() -> None:
    """One Static."""
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(READY)

    Bare().run()


def run_lines() -> None:
    """A widget whose rows all change at every key."""
    from rich.segment import Segment
    from textual import events
    from textual.app import App, ComposeResult
    from textual.scroll_view import ScrollView
    from textual.strip import Strip

    class Lines(ScrollView, can_focus=True):
        DEFAULT_CSS = "Lines { overflow: hidden hidden; }"
        turn = 0

        def render_line(self, y: int) -> Strip:
            width = self.size.width
            words = f"{READY} {self.turn} {y} {_WORDS * 3}"[: width * 9 // 10]
            return Strip([Segment(words.ljust(width), self.rich_style)], width)

        def on_key(self, event: events.Key) -> None:
            self.turn += 1
            self.refresh()

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield Lines()

        def on_mount(self) -> None:
            self.query_one(Lines).focus()

    Bare().run()
