"""The reader: a page under keys and mouse."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType

from corpus.span import Span
from tui.actions import bindings
from tui.page import caret as moves
from tui.page.highlights import Mark
from tui.page.labels import labels_for, matching
from tui.page.selection import Unit
from tui.widgets.pointing import Pointing

_STEP: Final = 4  # cells by which the measure changes
_OVERLAP: Final = 2  # rows of a page that stay in view on the next

__all__ = ["Mark", "Reader"]


class Reader(Pointing, can_focus=True, inherit_bindings=False):
    """A document that is read, with caret, selection and highlights.

    Component classes are named ``reader--caret``, ``reader--selection`` and so on, one for each of
    `tui.page.looks.PARTS`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reader")]
    DEFAULT_CSS: ClassVar[str] = """
    Reader {
        height: 1fr;
        width: 1fr;
        overflow: hidden hidden;
        background: $background;
        color: $foreground;
        & > .reader--heading { text-style: bold; color: $primary; }
        & > .reader--quote { color: $foreground 85%; }
        & > .reader--quote-bar { color: $secondary 70%; }
        & > .reader--code { background: $foreground 7%; }
        & > .reader--table { color: $foreground; }
        & > .reader--rule { color: $foreground 35%; }
        & > .reader--marker { color: $secondary; }
        & > .reader--gutter { color: $accent; }
        & > .reader--echo { color: $foreground 50%; }
        & > .reader--header { color: $foreground 60%; }
        & > .reader--header-title { text-style: bold; color: $foreground; }
        & > .reader--thumb { color: $foreground 35%; }
        & > .reader--track { color: $foreground 10%; }
        & > .reader--line { background: $foreground 4%; }
        & > .reader--caret { background: $foreground; color: $background; text-style: bold; }
        & > .reader--caret-idle { background: $foreground 25%; color: $foreground; }
        & > .reader--selection { background: $primary 45%; color: $foreground; text-style: none; }
        & > .reader--match { background: $warning 35%; color: $foreground; text-style: underline; }
        & > .reader--match-current { background: $warning; color: $background; text-style: bold underline; }
        & > .reader--label { background: $accent; color: $background; text-style: bold; }
        & > .reader--dimmed { color: $foreground 40%; }
        & > .reader--link { text-style: underline; }
    }
    """

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._choices: dict[str, int] = {}  # labels that can still be typed, and where they lead
        self._typed = ""

    # Moving

    def _go_near(self, offset: int) -> None:
        self._change(lambda: self._page.place(offset))

    def _by_rows(self, rows: int) -> None:
        page = self._page
        goal = page.goal()
        offset = moves.vertical(page.layout, page.caret, rows, goal)
        self._change(lambda: page.place(offset, keep_goal=True))

    def _by_page(self, direction: int) -> None:
        rows = direction * max(1, self.size.height - _OVERLAP)
        page = self._page
        goal = page.goal()
        self._lead_to_row(self._top + rows)
        offset = moves.vertical(page.layout, page.caret, rows, goal)
        self._change(lambda: page.place(offset, keep_goal=True))

    def action_line_down(self) -> None:
        """Move the caret a row down."""
        self._by_rows(1)

    def action_line_up(self) -> None:
        """Move the caret a row up."""
        self._by_rows(-1)

    def action_char_left(self) -> None:
        """Move the caret a character to the left."""
        self._go_near(moves.left(self._page.layout, self._page.caret))

    def action_char_right(self) -> None:
        """Move the caret a character to the right."""
        self._go_near(moves.right(self._page.layout, self._page.caret))

    def action_word_right(self) -> None:
        """Move the caret to the next word."""
        self._go_near(self._page.next_word())

    def action_word_left(self) -> None:
        """Move the caret to the word before."""
        self._go_near(self._page.previous_word())

    def action_page_down(self) -> None:
        """Move a screen onwards."""
        self._by_page(1)

    def action_page_up(self) -> None:
        """Move a screen back."""
        self._by_page(-1)

    def action_top(self) -> None:
        """Go to the beginning."""
        self.go(0)

    def action_bottom(self) -> None:
        """Go to the end."""
        self.go(len(self._page.text))

    def action_sentence_next(self) -> None:
        """Move the caret to the next sentence."""
        self._go_near(self._page.next_sentence())

    def action_sentence_previous(self) -> None:
        """Move the caret to the sentence before."""
        self._go_near(self._page.previous_sentence())

    def action_paragraph_next(self) -> None:
        """Move the caret to the next paragraph."""
        self._go_near(self._page.next_paragraph())

    def action_paragraph_previous(self) -> None:
        """Move the caret to the paragraph before."""
        self._go_near(self._page.previous_paragraph())

    # Jumping

    def _go_to_start(self, offset: int) -> None:
        self.go(moves.first_from(self._page.layout, offset))

    def marks_on(self, span: Span) -> list[str]:
        """Ids of the highlights of just this passage."""
        beginning = self._page.highlights.index.starting(span.start, span.start + 1)
        return [mark.id for mark in beginning if mark.span == span]

    def action_highlight_next(self) -> None:
        """Go to the next highlight."""
        mark = self._page.highlights.index.after(self._page.caret)
        if mark is not None:
            self._go_to_start(mark.span.start)

    def action_highlight_previous(self) -> None:
        """Go to the highlight before."""
        mark = self._page.highlights.index.before(self._page.caret)
        if mark is not None:
            self._go_to_start(mark.span.start)

    def action_find_next(self) -> None:
        """Go to the next match, after the last to the first."""
        self._to_match(1)

    def action_find_previous(self) -> None:
        """Go to the match before, before the first to the last."""
        self._to_match(-1)

    def _to_match(self, direction: int) -> None:
        matches = self._page.matches
        if not len(matches):
            return
        caret = self._page.caret
        match = matches.after(caret) if direction > 0 else matches.before(caret)
        self._go_to_start((match or matches.spans[0 if direction > 0 else -1]).start)

    def action_back(self) -> None:
        """Go back to where the last jump began."""
        offset = self._page.jumps.back(self._page.caret)
        if offset is not None:
            self.go(offset, jump=False)

    def action_forward(self) -> None:
        """Go forward again through the jumps."""
        offset = self._page.jumps.forward(self._page.caret)
        if offset is not None:
            self.go(offset, jump=False)

    def action_jump(self) -> None:
        """Label the highlights in view; the letters of a label, typed, go there."""
        marks = self._page.highlights.index.starting(self.top_offset, self.bottom_offset)
        offsets = sorted({mark.span.start for mark in marks})
        self._typed = ""
        self._offer(labels_for(offsets))

    def _offer(self, choices: dict[str, int]) -> None:
        self._choices = choices
        self._labels = {}
        for label, offset in choices.items():
            self._labels |= self._letters(offset, label[len(self._typed) :])
        self.refresh()

    def _letters(self, offset: int, letters: str) -> dict[int, str]:
        """The letters laid over the characters from ``offset`` on."""
        laid = {}
        for letter in letters:
            laid[offset] = letter
            offset = moves.cluster_span(self._page.layout, offset).end
        return laid

    def on_key(self, event: events.Key) -> None:
        """While labels are shown, letters choose one and any other key puts them away."""
        if not self._choices:
            return
        event.stop()
        event.prevent_default()
        typed = self._typed + (event.character or "")
        left = matching(self._choices, typed) if event.character else {}
        self._typed = typed
        if typed in left:
            self._offer({})
            self._go_to_start(left[typed])
        else:
            self._offer(left)

    def on_blur(self) -> None:
        """Put the labels away with the focus."""
        if self._choices:
            self._offer({})

    # Selecting

    def action_select(self) -> None:
        """Start a selection at the caret, or let it grow by characters again."""
        self._change(lambda: self._page.select(Unit.CHARACTER))

    def action_select_paragraphs(self) -> None:
        """Start a selection by whole paragraphs."""
        self._change(lambda: self._page.select(Unit.PARAGRAPH))

    def action_take_sentence(self) -> None:
        """Select the sentence under the caret; again: one more, once more past the paragraph's end."""
        page = self._page

        def take() -> None:
            if not page.take(page.sentence, within=page.paragraph):
                self.post_message(self.Stopped())

        self._change(take)

    def action_take_paragraph(self) -> None:
        """Select the paragraph under the caret; again: one more."""
        self._change(lambda: self._page.take(self._page.paragraph))

    def action_let_go(self) -> None:
        """Drop the labels, else the selection, else the matches."""
        if self._choices:
            self._offer({})
        elif self._page.selection is not None:
            self.drop_selection()
        elif len(self._page.matches):
            self.matches = ()
        else:
            raise SkipAction  # the key is the screen's then

    def mark_made(self, span: Span) -> None:
        """A highlight is made of ``span``: let go of it, and begin after it with the next selection."""
        self.drop_selection()
        self._page.mark_made(span)

    def drop_selection(self) -> None:
        """Select nothing."""
        if self._page.selection is not None:
            self._change(self._page.let_go, follow=False)

    # The measure

    def action_narrower(self) -> None:
        """Make the rows shorter."""
        self._choose_measure(min(self._measure, self._frame.measure) - _STEP)

    def action_wider(self) -> None:
        """Make the rows longer."""
        self._choose_measure(self._measure + _STEP)

    def _choose_measure(self, cells: int) -> None:
        self.measure = cells
        self.post_message(self.MeasureChanged(self.measure))
