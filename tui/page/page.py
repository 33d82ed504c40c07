"""The page: one document being read, with its marks, caret and selection, whatever draws it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from corpus.document import Document, Inline
from corpus.span import Span
from tui.measure import USUAL
from tui.page import caret as moves
from tui.page.header import Header, HeaderRow, header_rows
from tui.page.highlights import Highlights, Mark
from tui.page.jumps import Jumps
from tui.page.layout import Layout, measure_for
from tui.page.plan import Plan
from tui.page.selection import Selection, Unit, after, kept, next_word, previous_word, word_span
from tui.page.spans import Places, SpanIndex

Bounds = Callable[[Document, int], Span]
"""The sentence or paragraph of a document at an offset."""

EMPTY: Final = Document(path="", text="", blocks=())


class Target(NamedTuple):
    """What an action means: a span, and the highlight it belongs to if it is one."""

    span: Span
    mark: Mark | None = None


class Page:
    """What is read and where the reader stands in it. Rows come from `layout`, made by `fit`.

    Attributes:
        document: The document.
        header: What stands above its text.
        highlights: Its marks.
        matches: Places found by a search; the one under the caret is drawn stronger.
        lens: When set, what lies outside of these spans is dimmed.
        furniture: Blocks that are no part of the article, dimmed and with a sign beside them.
        echoes: Offset and count of passages that recur elsewhere, in text order.
        rail: Disjoint stretches in text order, each with the sign that stands in the gutter where it begins.
        said: Highlights that a bar in the gutter shows, where colours say something else.
        caret: Offset of the character the caret stands on.
        selection: What is selected.
        jumps: Places that were jumped from.
    """

    def __init__(
        self,
        document: Document,
        marks: Iterable[Mark] = (),
        at: int = 0,
        *,
        header: Header | None = None,
        sentence_at: Bounds,
        paragraph_at: Bounds,
    ) -> None:
        self.document = document
        self.text = document.text
        self.plan = Plan(document)
        self.header = header
        self.header_rows: tuple[HeaderRow, ...] = ()
        self.highlights = Highlights(marks, len(document.text))
        self.inlines: SpanIndex[Inline] = SpanIndex(document.inlines)
        self.matches = Places()
        self.lens: Places | None = None
        self.furniture = Places()
        self.echoes: Sequence[tuple[int, int]] = ()
        self.rail: Sequence[tuple[Span, str]] = ()
        self.said = Places()
        self.selection: Selection | None = None
        self._marked = -1  # where that ends which was marked last, while the caret stays
        self.jumps = Jumps()
        self.layout = Layout(self.plan, measure_for(USUAL, USUAL, self.plan))
        self.caret = 0
        self._goal: int | None = None
        self._level = -1
        self._stopped: Span | None = None  # what was selected when it reached the end of a paragraph
        self._sentence_at = sentence_at
        self._paragraph_at = paragraph_at
        self.place(at)

    def fit(self, room: int, measure: int) -> bool:
        """Lay the text out for ``room`` cells and a wanted measure; whether anything changed."""
        geometry = measure_for(room, measure, self.plan)
        rows = header_rows(self.header, self.document, geometry.measure)
        if geometry == self.layout.geometry and rows == self.header_rows:
            return False
        self.header_rows = rows
        if geometry != self.layout.geometry:
            self.layout = Layout(self.plan, geometry)
            self._goal = None
        return True

    # Where things are

    def clamp(self, offset: int) -> int:
        """``offset``, within the text."""
        return max(0, min(offset, len(self.text)))

    def heading_at(self, offset: int) -> str:
        """The heading that ``offset`` stands under, empty before the first."""
        headings = self.plan.headings
        index = bisect_right(headings, offset, key=lambda span: span.start) - 1
        return headings[index].of(self.text) if index >= 0 else ""

    def sentence(self, offset: int) -> Span:
        """The sentence at ``offset``."""
        return self._sentence_at(self.document, self.clamp(offset))

    def paragraph(self, offset: int) -> Span:
        """The paragraph at ``offset``."""
        return self._paragraph_at(self.document, self.clamp(offset))

    def word(self, offset: int) -> Span:
        """The word at ``offset``."""
        return word_span(self.text, offset)

    # The caret

    def place(self, offset: int, *, keep_goal: bool = False) -> bool:
        """Put the caret at ``offset``; a selection being made follows. Whether anything changed."""
        before = (self.caret, self.selection)
        self.caret = moves.snapped(self.layout, self.clamp(offset))
        if not keep_goal:
            self._goal = None
        if self.selection is not None:
            self.selection = self.selection.reaching(self._unit(self.selection.unit, self.caret))
        if self.caret != before[0]:
            self._level = self._marked = -1
        return (self.caret, self.selection) != before

    def goal(self) -> int:
        """The cell that vertical movements keep to."""
        if self._goal is None:
            self._goal = moves.cell(self.layout, self.caret)
        return self._goal

    def _on(self, bounds: moves.Bounds, following: moves.Step) -> int:
        """Where the caret goes by a unit: to the next one's beginning, or a selection to a unit's end."""
        if self.selection is None:
            return following(self.caret)
        here, head = self.caret, self.selection.head
        if self.selection.unit is not Unit.CHARACTER and head.start >= self.selection.anchor.start:
            here = max(here, moves.end_of(self.layout, head))
        return moves.extended(self.layout, here, self.selection.anchor, bounds, following(here))

    def _back(self, bounds: moves.Bounds, before: moves.Step) -> int:
        if self.selection is None:
            return before(self.caret)
        return moves.withdrawn(self.layout, self.caret, self.selection.anchor, bounds, before)

    def next_word(self) -> int:
        """Where the word after the caret's begins; the end of the text after the last."""

        def following(offset: int) -> int:
            start = next_word(self.text, offset)
            return len(self.text) if start is None else start

        return self._on(self.word, following)

    def previous_word(self) -> int:
        """Where the caret's word begins, or the one before."""
        return self._back(self.word, lambda offset: previous_word(self.text, offset) or 0)

    def next_sentence(self) -> int:
        """Where the sentence after the caret's begins."""
        return self._on(self.sentence, lambda offset: moves.next_unit(self.text, offset, self.sentence))

    def previous_sentence(self) -> int:
        """Where the caret's sentence begins, or the one before."""
        return self._back(self.sentence, lambda offset: moves.previous_unit(self.text, offset, self.sentence))

    def next_paragraph(self) -> int:
        """Where the block after the caret's begins; the end of the text after the last."""
        return self._on(self.paragraph, self._paragraph_after)

    def _paragraph_after(self, offset: int) -> int:
        if not self.plan.paragraphs:
            return moves.next_unit(self.text, offset, self.paragraph)
        following = moves.next_of(self.plan.paragraphs, offset)
        return len(self.text) if following is None else following

    def previous_paragraph(self) -> int:
        """Where the caret's block begins, or the one before."""
        return self._back(self.paragraph, self._paragraph_before)

    def _paragraph_before(self, offset: int) -> int:
        if not self.plan.paragraphs:
            return moves.previous_unit(self.text, offset, self.paragraph)
        return moves.previous_of(self.plan.paragraphs, offset) or 0

    # The selection

    def select(self, unit: Unit) -> None:
        """Begin a selection at the caret that grows by ``unit``; one that is there keeps its beginning.

        Where the caret rests on the end of what was just marked, it begins after that.
        """
        end = self._marked
        rests = end > 0 and self.caret >= moves.snapped(self.layout, end - 1)
        if self.selection is None and rests and not self.text[end : self.caret + 1].strip():
            self.place(min(after(self.text, end), max(self.caret, len(self.text) - 1)))
        here = self._unit(unit, self.caret)
        anchor = here if self.selection is None else self.selection.anchor
        self.selection = Selection(anchor, here, unit)
        self._level = -1

    def take(self, bounds: moves.Bounds, within: moves.Bounds | None = None) -> bool:
        """Select the unit at the caret; if it is selected already, the next one too.

        Args:
            bounds: Gives the unit at an offset.
            within: Gives the larger unit at whose end it stops once, and goes on when asked again.

        Returns:
            False if it stopped.
        """
        unit = bounds(self.caret)
        if self.selection is None:
            self.selection = Selection(unit, unit)
        else:
            span = self.selection.span
            if span.covers(unit):
                last = max(span.start, span.end - 1)
                unit = bounds(moves.next_unit(self.text, last, bounds))
                leaves = within is not None and unit.start >= within(last).end
                if leaves and self._stopped != span:
                    self._stopped = span
                    return False
            self.selection = Selection(self.selection.anchor.union(span), unit)
        self.caret = moves.snapped(self.layout, max(0, self.selection.span.end - 1))
        self._goal = None
        self._level = -1
        return True

    def select_span(self, span: Span, unit: Unit = Unit.CHARACTER) -> None:
        """Select exactly ``span``, the caret at its end."""
        span = Span(self.clamp(span.start), self.clamp(span.end))
        self.selection = Selection(span, span, unit)
        self.caret = moves.snapped(self.layout, max(span.start, span.end - 1))
        self._goal = None
        self._level = -1

    def drag(self, anchor: int, head: int, unit: Unit = Unit.CHARACTER) -> None:
        """Select by ``unit`` from the one at ``anchor`` to the one at ``head``, both included."""
        anchor, self.caret = moves.snapped(self.layout, anchor), moves.snapped(self.layout, head)
        self.selection = Selection(self._unit(unit, anchor), self._unit(unit, self.caret), unit)
        self._goal = None
        self._level = -1

    def mark_made(self, span: Span) -> None:
        """A highlight was made of ``span``, at whose end the caret may rest; moving on forgets it."""
        self._marked = span.end

    def let_go(self) -> bool:
        """Select nothing any more; whether anything had been selected."""
        had = self.selection is not None
        self.selection = self._stopped = None
        self._level = -1
        return had

    @property
    def selected(self) -> Span | None:
        """What is selected, without line breaks hanging at its end; none if that is nothing."""
        if self.selection is None:
            return None
        start, end = self.selection.span
        bare = Span(start, end).trimmed(self.text).end
        if "\n" in self.text[bare:end]:
            end = bare
        return Span(start, end) if end > start else None

    def _unit(self, unit: Unit, offset: int) -> Span:
        if unit is Unit.PARAGRAPH:
            return self.paragraph(offset)
        if unit is Unit.SENTENCE:
            return self.sentence(offset)
        if unit is Unit.WORD:
            return self.word(offset)
        return moves.cluster_span(self.layout, offset)

    # What an action means

    @property
    def current(self) -> Mark | None:
        """The highlight in force: the smallest under the caret, or the one that was asked for last."""
        if self.selection is not None:
            return None
        marks = self.highlights.index.at(self.caret)
        return marks[max(0, self._level) % len(marks)] if marks else None

    def target(self, *, again: bool = True) -> Target:
        """The selection; else the smallest highlight under the caret; else the sentence.

        Args:
            again: Whether this counts as asking: the next time, with the caret unmoved, the next larger
                highlight is meant, and after the largest the smallest.
        """
        selected = self.selected
        if selected is not None:
            return Target(kept(self.text, selected))
        if again:
            self._level += 1
        mark = self.current
        return Target(self.sentence(self.caret)) if mark is None else Target(mark.span, mark)
