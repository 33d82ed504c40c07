"""The passage view: a passage as it was marked, with what is gone of it struck through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from annotations.quoted import quoted
from corpus.span import Span
from tui.actions import bindings
from tui.text import shown, shown_line

_GONE = "bold strike $error on $error 18%"


class Shown(NamedTuple):
    """What the view shows of one passage.

    Attributes:
        state: One word for how it stands; ``tone`` is the theme's colour for it.
        reason: A clause that explains it.
        title, source: Of the article.
        before, quote, after: The passage in what stood around it.
        gone: What of ``quote`` is not there any more, as spans of it.
        ground: Background and foreground of the highlight.
        tags: With the colour of each.
        note, byline: What was said about it, who and when.
    """

    state: str
    tone: str
    reason: str
    title: str
    source: str
    before: str = ""
    quote: str = ""
    after: str = ""
    gone: tuple[Span, ...] = ()
    ground: tuple[str, str] = ("", "")
    tags: tuple[tuple[str, str], ...] = ()
    note: str = ""
    byline: str = ""
    quotes: tuple[str, ...] = ()


class PassageView(VerticalScroll, can_focus=True):
    """Shows one passage; its keys are those of reviewing, whose actions are the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("review")]
    DEFAULT_CSS = """
    PassageView { padding: 1 2; }
    PassageView > Static { width: 100%; height: auto; }
    PassageView > #title, PassageView > #source { text-wrap: nowrap; text-overflow: ellipsis; }
    PassageView > #title { margin-top: 1; text-style: bold; }
    PassageView > #passage { margin: 1 0; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._passage: Shown | None = None

    def compose(self) -> ComposeResult:
        """What it is about, the passage, what was said."""
        for part in ("state", "title", "source", "passage", "said"):
            yield Static(id=part)

    def show(self, passage: Shown) -> None:
        """Show another passage."""
        self._passage = passage
        self._fill()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """As much of what stood around the passage as there is room for."""
        self._fill()

    def _fill(self) -> None:
        passage = self._passage
        if passage is None:
            return
        cells = self.content_size.width * self.content_size.height
        self.query_one("#state", Static).update(state(passage))
        self.query_one("#title", Static).update(shown_line(passage.title))
        self.query_one("#source", Static).update(shown_line(passage.source).stylize("$quiet"))
        self.query_one("#passage", Static).update(
            in_context(passage, cells // 6) if passage.quote else listed(passage)
        )
        self.query_one("#said", Static).update(said(passage))


def state(passage: Shown) -> Content:
    """How it stands, and why."""
    return Content.assemble((passage.state, f"bold {passage.tone}"), "  ", shown_line(passage.reason))


def in_context(passage: Shown, around: int) -> Content:
    """The passage as it was marked, between what stood before and after it.

    Args:
        around: Code points of each that there is room for, about.
    """
    ground, ink = passage.ground
    style = f"{ink or '$foreground'} on {ground}" if ground else "bold"
    before, after = passage.before.lstrip(), passage.after.rstrip()
    if len(before) > around:
        before = "… " + before[-max(around, 1) :].partition(" ")[2].lstrip()
    if len(after) > around:
        after = after[:around].rpartition(" ")[0].rstrip() + " …"
    quote = struck(passage.quote, passage.gone, style)
    return Content.assemble(shown(before).stylize("$quiet"), quote, shown(after).stylize("$quiet"))


def struck(text: str, gone: Sequence[Span], style: str) -> Content:
    """``text`` in a style, with spans of it struck through."""
    parts: list[Content] = []
    at = 0
    for span in gone:
        parts.append(shown(text[at : span.start]).stylize(style))
        parts.append(shown(span.of(text)).stylize(_GONE))
        at = span.end
    parts.append(shown(text[at:]).stylize(style))
    return Content.assemble(*parts)


def listed(passage: Shown) -> Content:
    """The quotations of a whole article, one below the other."""
    return Content("\n\n").join(shown_line(quoted(quote)) for quote in passage.quotes)


def said(passage: Shown) -> Content:
    """Tags, note and who said it."""
    tags = [shown_line(tag).stylize(colour) for tag, colour in passage.tags]
    parts = [Content("  ").join(tags)] if tags else []
    if passage.note:
        parts.append(shown(passage.note))
    if passage.byline:
        parts.append(shown_line(passage.byline).stylize("$quiet"))
    return Content("\n").join(parts)
