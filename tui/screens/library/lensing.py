"""Lenses and furniture: what is dimmed, and highlights made of what a lens shows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from annotations.told import told
from corpus.lenses import Lens
from corpus.span import Span
from tui.rounds import following
from tui.screens.library.echoing import Echoing
from tui.work import Job, Worker

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.model import Annotation
    from annotations.usecases.placing.placing import Placed
    from annotations.workspace import Workspace
    from corpus.document import Document

_SHORTLY: Final = 0.1  # seconds from the beginning until rules are read in: the first frame comes first
_LATER: Final = 1.0  # seconds until it is asked again whether the indexes are being made
_LONG: Final = 300_000  # code points of a text, of which what is near the view is looked at first
_NEAR: Final = 20_000  # code points on each side of the view
_MANY: Final = 200  # highlights made at once without asking
_ORDER: Final = (*Lens, None)


class Lensing(Echoing):
    """The part of the screen that does so."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._looker = Worker(self, "lens")

    _lens: Lens | None = None
    _lit: tuple[Span, ...] = ()
    """What the lens shows of the open article, as far as it is known."""
    _aside: tuple[Span, ...] | None = None
    """The furniture of the open article, none as long as it is not known."""
    _started = False

    def show_document(self, document: Document, placed: Placed, offset: int) -> None:
        """Show an article; its furniture, and what the lens shows of it, as soon as they are known."""
        super().show_document(document, placed, offset)
        self._aside, self._lit = None, ()
        if self._started:
            self._furnish()
        else:
            self._started = True
            self.set_timer(_SHORTLY, self._furnish)
        self._look_through()

    def reload(self) -> None:
        """What is furniture may have been decided, or a decision undone."""
        super().reload()
        self._furnish(again=True)

    # Furniture

    def _furnish(self, *, again: bool = False) -> None:
        """Find out what of the open article is furniture; ``again`` if that may have been decided anew."""
        document = self.document
        if document is None:
            return

        def show(found: tuple[Span, ...]) -> None:
            if self.document is document and self.reader.document is document and found != self._aside:
                self._aside = found
                self.reader.furniture = found
                if again:
                    self._look_through()  # which passes furniture over
                    self._compare_again()  # also where a decision was taken back, here or elsewhere

        self._looker.do(Job(lambda: self.workspace.furniture(document), show, saves=False, waits=not again))

    def action_furniture(self) -> None:
        """Say that the paragraph is furniture, or that it is text."""
        document = self.document
        if document is None:
            return
        blocks = self.workspace.blocks_at(document, [self._meant()])
        if blocks:
            aside = set(self._aside or ())
            self._decide(document, blocks, not all(block in aside for block in blocks))

    def action_furniture_everywhere(self) -> None:
        """Say of the paragraph's words that they are furniture in every article."""
        self._decide_everywhere(True)

    def action_text_everywhere(self) -> None:
        """Say of the paragraph's words that they are text in every article."""
        self._decide_everywhere(False)

    def _decide_everywhere(self, is_furniture: bool) -> None:
        document = self.document
        blocks = self.workspace.blocks_at(document, [self._meant()]) if document else ()
        if document is not None and blocks:
            self._decide(document, blocks, is_furniture, everywhere=True)

    def _meant(self) -> Span:
        caret = self.reader.caret
        return self.reader.selected or Span(caret, caret + 1)

    def _decide(
        self, document: Document, blocks: tuple[Span, ...], is_furniture: bool, *, everywhere: bool = False
    ) -> None:
        def decided(command: Command) -> None:
            if everywhere:
                self.say(told(command, self.way_back), about="undo")
            else:
                where = "dimmed, and not searched" if is_furniture else "text, and searched"
                what = "These paragraphs are" if len(blocks) > 1 else "This paragraph is"
                again = self.key("furniture")
                self.say(f"{what} {where} from now on; {again} again says otherwise.", about="undo")
            self._furnish(again=True)
            self._compare_again()
            self.after_change()

        self.reader.drop_selection()
        self.save(
            lambda: self.workspace.furnish(document, blocks, is_furniture, everywhere=everywhere), decided
        )

    def _compare_again(self) -> None:
        """Let the indexes of words and echoes follow what was decided, once they are not being made."""
        if self.leaving.is_set():
            return
        if self._comparer.busy:
            self.set_timer(_LATER, self._compare_again)
            return
        self._compared_entries = None
        self.compare_articles()

    # The lens

    def action_lens(self) -> None:
        """Look through the next lens, after the last one through none."""
        self._take(following(self._lens, _ORDER))

    def action_look_at(self, name: str) -> None:
        """Look through the lens of this name, through none where there is none."""
        self._take(Lens(name) if name else None)

    def _take(self, lens: Lens | None) -> None:
        self._lens = lens
        self._lit = ()
        if lens is None:
            self.reader.lens = None
        self._tell_lens()
        self._look_through()

    def _look_through(self) -> None:
        """Show what the lens shows, of a long article first what is near the view."""
        document, lens = self.document, self._lens
        if document is None or lens is None:
            return
        if len(document.text) > _LONG:
            near = Span(self.reader.top_offset - _NEAR, self.reader.bottom_offset + _NEAR)
            blocks = tuple(block for block in document.blocks if block.span.overlaps(near))
            self._ask_lens(document, lens, replace(document, blocks=blocks), whole=False)
        self._ask_lens(document, lens, document)

    def _ask_lens(self, document: Document, lens: Lens, part: Document, *, whole: bool = True) -> None:
        def is_over() -> bool:
            return self.document is not document or self._lens is not lens or self.leaving.is_set()

        def look() -> tuple[Span, ...] | None:
            aside = self._aside if whole else self._aside or ()
            return None if is_over() else self.workspace.seen(part, lens, is_over, aside)

        def show(found: tuple[Span, ...] | None) -> None:
            if found is None or is_over() or self.reader.document is not document:
                return
            self.reader.lens = found
            if whole:
                self._lit = found
                self._tell_lens()

        self._looker.do(Job(look, show, saves=False))

    def close_recurring(self) -> None:
        """Let nothing go on for a screen that is put away."""
        super().close_recurring()
        self._looker.drop()

    def _tell_lens(self) -> None:
        """Name the lens at the foot, and how much it shows."""
        count = f" · {len(self._lit):,}" if self._lit else ""
        self.footer.lens = f"lens: {self._lens.value}{count}" if self._lens else ""

    # From one to the next

    @property
    def _steps_through_lens(self) -> bool:
        return bool(self._lit) and self._walk is None and not self.reader.matches

    def action_find_next(self) -> None:
        """Go to the next match; with a lens and nothing found, to the next that it shows."""
        if self._steps_through_lens:
            self._step_lens(bisect_right(self._lit, self.reader.caret, key=lambda span: span.start))
        else:
            super().action_find_next()

    def action_find_previous(self) -> None:
        """Go to the match before; with a lens and nothing found, to the one before that it shows."""
        if self._steps_through_lens:
            self._step_lens(bisect_left(self._lit, self.reader.caret, key=lambda span: span.start) - 1)
        else:
            super().action_find_previous()

    def _step_lens(self, at: int) -> None:
        at %= len(self._lit)
        self.reader.go(self._lit[at].start)
        self.footer.notice = f"{at + 1:,} of {len(self._lit):,}"
        self.noticed_at = self.reader.caret

    # Highlights

    def action_highlight_seen(self) -> None:
        """Highlight what the lens shows, within the selection if there is one."""
        from annotations.usecases.lenses.lensing import fresh
        from tui.dialogs.confirm import Confirm

        document, lens = self.document, self._lens
        if document is None:
            return
        if lens is None:
            self.say(
                f"Look through a lens first: {self.key('lens')} shows quotations, figures, dates or names."
            )
            return
        selected = self.reader.selected
        spans = fresh(self._lit, self.said.values(), [selected] if selected else ())
        if not spans:
            here = "in the selection " if selected else ""
            self.say(f"The lens shows nothing {here}that is not highlighted already.")
            return
        make = self._making(document, lens, spans)
        if len(spans) <= _MANY:
            make()
            return

        def answered(yes: bool | None) -> None:
            if yes:
                make()

        question = f"Make {len(spans):,} highlights of what the lens shows?"
        detail = f"{self.key('undo')} takes them back, all at once."
        self.app.push_screen(Confirm(question, detail, yes="Make them", no="Leave it"), answered)

    def _making(self, document: Document, lens: Lens, spans: tuple[Span, ...]) -> Callable[[], None]:
        tags = self.current_tags

        def made(found: tuple[Annotation, ...]) -> None:
            if self.document is document:
                self.show_changed(found)
            one = lens.value.removesuffix("s")
            what = one if len(found) == 1 else lens.value
            self.say(f"Highlighted {len(found):,} {what}; {self.key('undo')} takes that back.", about="undo")
            self.after_change()

        def make() -> None:
            self.reader.drop_selection()
            self.save(
                lambda: self.workspace.annotate(document.path, spans, tags=tags, digest=document.digest), made
            )

        return make
