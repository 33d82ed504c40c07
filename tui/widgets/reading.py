"""The reading: a page with a caret, told what to show and telling what has changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from textual.message import Message

from corpus.document import Document
from corpus.span import Span
from tui.measure import held
from tui.page import caret as moves
from tui.page.header import Header
from tui.page.highlights import Highlights, Mark
from tui.page.page import Target
from tui.page.paint import Overlay
from tui.page.spans import Places, difference
from tui.widgets.page_view import PageView

_MANY: Final = 100  # spans from which all rows are painted rather than theirs found


class Reading(PageView, inherit_bindings=False):
    """Data comes down by `show`, `set_marks` and the attributes; what has changed goes up as messages."""

    @dataclass
    class CaretMoved(Message, namespace="reader"):
        """The caret stands somewhere else.

        Attributes:
            offset: Code point that it stands on.
            percent: How much of the text lies before it, 0 to 100.
            heading: The heading it stands under, empty before the first.
        """

        offset: int
        percent: int
        heading: str

    @dataclass
    class Selected(Message, namespace="reader"):
        """Something else is selected, or nothing any more."""

        span: Span | None

    class Stopped(Message, namespace="reader"):
        """The selection stopped at the end of its paragraph; asked again, it goes on."""

    @dataclass
    class MarkPressed(Message, namespace="reader"):
        """A highlight was clicked."""

        id: str

    @dataclass
    class EchoPressed(Message, namespace="reader"):
        """The count beside a passage that recurs was clicked; the passage begins at ``offset``."""

        offset: int

    @dataclass
    class Scrolled(Message, namespace="reader"):
        """Another part of the text is in view, from ``top`` up to ``bottom`` (offsets)."""

        top: int
        bottom: int

    @dataclass
    class MeasureChanged(Message, namespace="reader"):
        """The reader chose another measure, in cells."""

        cells: int

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._labels: Mapping[int, str] = {}

    # Data down

    def show(
        self,
        document: Document,
        marks: Iterable[Mark] | Highlights = (),
        at: int = 0,
        *,
        header: Header | None = None,
        stay: bool = False,
    ) -> None:
        """Show a document, the caret at offset ``at``.

        Args:
            stay: Whether what is in view begins in the same way and is to stay where it is.
        """
        top, first, head = self._top, self.top_offset, self._head
        page = self._page_of(document)
        page.header = header
        page.highlights = marks if isinstance(marks, Highlights) else Highlights(marks, len(document.text))
        self._labels = {}
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        self._page, self._painter, self._anchor = page, None, None
        page.fit(self._frame.room, self._frame.measure)
        if stay:
            page.place(at)
            self._set_top(top if top <= head else self._head + page.layout.row_at(first))
        else:
            self._set_top(0)
            page.place(at)
            self._bring_into_view(page.caret)
        self._settle()
        self._wrap_rest()
        self.refresh()
        self._tell_caret()

    @property
    def document(self) -> Document:
        """The document shown, an empty one before the first."""
        return self._page.document

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these marks in place of all others."""
        self._page.highlights = Highlights(marks, len(self._page.text))
        self._repaint()

    def set_mark(self, mark: Mark) -> None:
        """Add one mark, or replace the one with its id."""
        self._marks_changed(self._page.highlights.put(mark))

    def drop_mark(self, mark_id: str) -> None:
        """Take one mark away."""
        self._marks_changed(self._page.highlights.drop(mark_id))

    @property
    def matches(self) -> tuple[Span, ...]:
        """Places that were found, in text order."""
        return tuple(self._page.matches.spans)

    @matches.setter
    def matches(self, spans: Iterable[Span]) -> None:
        found = Places(spans)
        if found.spans != self._page.matches.spans:
            self._page.matches = found
            self.refresh()

    @property
    def lens(self) -> tuple[Span, ...] | None:
        """Spans outside of which the text is dimmed; none for all of it as usual."""
        return None if self._page.lens is None else tuple(self._page.lens.spans)

    @lens.setter
    def lens(self, spans: Iterable[Span] | None) -> None:
        self._page.lens = None if spans is None else Places(spans)
        self._repaint()

    @property
    def furniture(self) -> tuple[Span, ...]:
        """Blocks that are no part of the article, dimmed and with a sign beside them."""
        return tuple(self._page.furniture.spans)

    @furniture.setter
    def furniture(self, spans: Iterable[Span]) -> None:
        found = Places(spans)
        changed = {*found.spans} ^ {*self._page.furniture.spans}
        self._page.furniture = found
        self._marks_changed(changed)

    @property
    def echoes(self) -> Sequence[tuple[int, int]]:
        """Offset and count of passages that recur in other documents."""
        return self._page.echoes

    @echoes.setter
    def echoes(self, echoes: Iterable[tuple[int, int]]) -> None:
        found = sorted(echoes)
        changed = {*found} ^ {*self._page.echoes}
        self._page.echoes = found
        self._marks_changed({Span(offset, offset + 1) for offset, _ in changed})

    @property
    def said(self) -> tuple[Span, ...]:
        """Highlights that a bar in the gutter shows rather than a colour."""
        return tuple(self._page.said.spans)

    @said.setter
    def said(self, spans: Iterable[Span]) -> None:
        self._page.said = Places(sorted(spans))
        self._repaint()

    @property
    def rail(self) -> Sequence[tuple[Span, str]]:
        """Disjoint stretches in text order, each with the sign that stands in the gutter where it begins."""
        return self._page.rail

    @rail.setter
    def rail(self, rail: Iterable[tuple[Span, str]]) -> None:
        self._page.rail = tuple(rail)
        self._repaint()

    @property
    def measure(self) -> int:
        """Cells of a row of running text, if the pane has room for them."""
        return self._measure

    @measure.setter
    def measure(self, cells: int) -> None:
        self._measure = held(cells)
        if self.is_mounted:
            self._fit()
            self.refresh()

    # State

    @property
    def caret(self) -> int:
        """Offset of the character that the caret stands on."""
        return self._page.caret

    @property
    def selected(self) -> Span | None:
        """What is selected."""
        return self._page.selected

    @property
    def current_mark(self) -> Mark | None:
        """The highlight that an action would be about, drawn stronger than the others."""
        return self._page.current

    def target(self, *, again: bool = True) -> Target:
        """What an action means: the selection, else the highlight under the caret, else the sentence.

        Args:
            again: Whether asking counts: asked again with the caret unmoved, the next larger
                highlight is meant. Pass False to look without counting.
        """
        before = self._state()
        target = self._page.target(again=again)
        self._redraw(before)
        return target

    def target_span(self) -> Span:
        """The span of `target`; asking counts."""
        return self.target().span

    def select_span(self, span: Span) -> None:
        """Select ``span`` and bring it into view."""
        self._change(lambda: self._page.select_span(span))

    def go(self, offset: int, *, centre: bool = False, jump: bool = True) -> None:
        """Put the caret at ``offset`` and show it.

        Args:
            offset: Code point; outside of the text the nearest end.
            centre: Whether to scroll even if the place is in view already.
            jump: Whether `action_back` should lead back to where the caret was.
        """
        if jump:
            self._page.jumps.leave(self._page.caret)
        self._change(lambda: self._page.place(offset), centre=centre)

    # Telling and drawing what changed

    def _state(self) -> tuple[int, Span | None, Mark | None]:
        return self._page.caret, self._page.selected, self._page.current

    def _change(self, act: Callable[[], object], *, centre: bool = False, follow: bool = True) -> None:
        """Do something to the page; then draw what changed, follow the caret and say so."""
        before = self._state()
        act()
        if follow:
            self._bring_into_view(self._page.caret, centre=centre)
        self._redraw(before)
        if self._page.caret != before[0]:
            self._tell_caret()
        if self._page.selected != before[1]:
            self.post_message(self.Selected(self._page.selected))

    def _redraw(self, before: tuple[int, Span | None, Mark | None]) -> None:
        caret, selected, current = self._state()
        spans: list[Span | None] = []
        if caret != before[0]:
            matches = self._page.matches
            spans += [
                Span(caret, caret),
                Span(before[0], before[0]),
                matches.at(caret),
                matches.at(before[0]),
            ]
        if selected != before[1]:
            spans += difference(before[1], selected)
            spans.append(Span(caret, caret))
        if current != before[2]:
            spans += [mark.span for mark in (current, before[2]) if mark is not None]
        self._refresh_spans(*spans)

    def where(self) -> CaretMoved:
        """What is told of the caret."""
        page = self._page
        percent = round(100 * page.caret / max(1, len(page.text) - 1))
        return self.CaretMoved(page.caret, min(100, percent), page.heading_at(page.caret))

    def _tell_caret(self) -> None:
        self.post_message(self.where())

    def _view_moved(self) -> None:
        if not self._leading and self._page.selection is None:
            self._drag_caret_along()
        self.post_message(self.Scrolled(self.top_offset, self.bottom_offset))

    def _drag_caret_along(self) -> None:
        """Keep the caret in view when the view was scrolled without it."""
        page, height = self._page, self.size.height
        first = max(0, self._top - self._head)
        last = max(first, self._top - self._head + height - 1)
        row = page.layout.row_at(page.caret)
        if not first <= row <= last:
            goal = page.goal()
            row = first if row < first else min(last, page.layout.rows - 1)
            page.place(page.layout.offset_at(page.layout.row(row), goal), keep_goal=True)
            self._tell_caret()

    def _repaint(self) -> None:
        self._painter = None
        self.refresh()

    def _marks_changed(self, spans: Collection[Span]) -> None:
        """Paint afresh what looks otherwise within these spans."""
        if len(spans) > _MANY:
            self._repaint()
            return
        for span in spans:
            if self._painter is not None:
                self._painter.forget(span)
            self._refresh_spans(span)

    def _overlay(self) -> Overlay:
        page = self._page
        current = page.current
        return Overlay(
            selected=page.selected,
            caret=moves.cluster_span(page.layout, page.caret),
            current=None if current is None else current.span,
            labels=self._labels,
            focused=self.has_focus,
        )
