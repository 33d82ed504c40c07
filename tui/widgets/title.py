"""The one line at the head: which library this is and what it holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from tui.text import shown_line
from tui.widgets.one_line import OneLine

_GAP: Final = 2
_NAME: Final = 12  # cells that the name of the library has before what is said of it


class Counts(NamedTuple):
    """What a library holds.

    Attributes:
        stories: Distinct ones among the articles; 0 as long as that is not known.
    """

    articles: int = 0
    highlights: int = 0
    stories: int = 0


class TitleLine(OneLine):
    """Name of the library at the left, what it holds in the middle.

    Attributes:
        library: The library's name.
        counts: Articles and highlights, and stories where they are fewer than the articles.
        busy: What goes on in the background, empty for nothing.
        waiting: What waits for a decision, with its key; empty for nothing.
        drafts: How many notes were begun and not saved.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title--quiet", "title--waiting"}
    DEFAULT_CSS = """
    TitleLine { height: 1; width: 100%; padding: 0 1; }
    TitleLine > .title--quiet { color: $foreground 60%; }
    TitleLine > .title--waiting { color: $warning; }
    """

    library: reactive[str] = reactive("")
    counts: reactive[Counts] = reactive(Counts())
    busy: reactive[str] = reactive("")
    waiting: reactive[str] = reactive("")
    drafts: reactive[int] = reactive(0)

    class DraftsChosen(Message):
        """The drafts were clicked on."""

    def on_click(self, event: events.Click) -> None:
        """A click on the drafts shows them."""
        cell = event.get_content_offset(self)
        line = self.render()
        words = _many(self.drafts, "draft")
        start = line.plain.rfind(f"{words} · ") if self.drafts else -1
        start = cell_len(line.plain[:start]) if start >= 0 else -1
        if cell is not None and 0 <= start <= cell.x < start + cell_len(words):
            event.stop()
            self.post_message(self.DraftsChosen())

    def render(self) -> Content:
        """The line, as wide as the widget."""
        room = self.content_size.width
        name = min(_NAME, shown_line(self.library).cell_length)
        right = self._said(room - name - _GAP)
        left = shown_line(self.library, max(1, room - right.cell_length - _GAP)).stylize("bold")
        gap = max(1, room - left.cell_length - right.cell_length)
        return Content.assemble(left, " " * gap, right)

    def _said(self, room: int) -> Content:
        """What is to be said of the library in ``room`` cells; what has no room is left out as a whole."""
        articles, highlights, stories = self.counts
        # In the order in which they stand, each with how late it is left out.
        parts = [
            (6, self.waiting),
            (5, self.busy),
            (3, _many(self.drafts, "draft") if self.drafts else ""),
            (4, _many(articles, "article")),
            (1, _many(stories, "story", "stories") if 0 < stories < articles else ""),
            (2, _many(highlights, "highlight")),
        ]
        kept = [part for part in parts if part[1]]
        while len(kept) > 1 and Content(_joined(kept)).cell_length > room:
            kept.remove(min(kept))
        quiet = self.get_visual_style("title--quiet", partial=True)
        alert = self.get_visual_style("title--waiting", partial=True)
        waiting = len(self.waiting) if kept[0][1] == self.waiting else 0
        return Content(_joined(kept)).stylize(alert, 0, waiting).stylize(quiet, waiting)


def _joined(parts: Iterable[tuple[int, str]]) -> str:
    return " · ".join(words for _, words in parts)


def _many(count: int, word: str, several: str = "") -> str:
    return f"{count:,} {word if count == 1 else several or f'{word}s'}"
