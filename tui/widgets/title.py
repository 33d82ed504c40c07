"""The one line at the head: which library this is and what it holds."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.text import shown_line


class Counts(NamedTuple):
    """What a library holds.

    Attributes:
        stories: Distinct ones among the articles; 0 as long as that is not known.
    """

    articles: int = 0
    highlights: int = 0
    stories: int = 0


class TitleLine(Widget):
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

    def render(self) -> Content:
        """The line, as wide as the widget."""
        articles, highlights, stories = self.counts
        quiet = self.get_visual_style("title--quiet", partial=True)
        said = _many(highlights, "highlight")
        if 0 < stories < articles:
            said = f"{_many(stories, 'story', 'stories')} · {said}"
        said = f"{_many(articles, 'article')} · {said}"
        if self.drafts:
            said = f"{_many(self.drafts, 'draft')} · {said}"
        if self.busy:
            said = f"{self.busy} · {said}"
        right = Content.styled(said, quiet)
        if self.waiting:
            waiting = Content.styled(self.waiting, self.get_visual_style("title--waiting", partial=True))
            right = waiting + Content.styled(" · ", quiet) + right
        room = self.content_size.width
        left = shown_line(self.library, max(1, room - right.cell_length - 2)).stylize("bold")
        gap = max(1, room - left.cell_length - right.cell_length)
        return Content.assemble(left, " " * gap, right)


def _many(count: int, word: str, several: str = "") -> str:
    return f"{count:,} {word if count == 1 else several or f'{word}s'}"
