"""Comparison: two articles side by side, what both have coloured alike, scrolling together by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import events, on
from textual.content import Content
from textual.widgets import Static

from annotations.told import told
from corpus.span import Span
from tui.page.highlights import Mark
from tui.percent import percent
from tui.screens.library.recurring import Passage
from tui.screens.sides import Side, Sides
from tui.screens.ways import Ways
from tui.sharing import Shared, shared_of
from tui.text import shown_line
from tui.widgets.article_row import shown_date
from tui.widgets.celltext import cut
from tui.widgets.compare_reader import CompareReader
from tui.widgets.reader import Reader
from tui.work import Job

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.model import Annotation
    from annotations.usecases.echoes.pairing import Comparison
    from corpus.document import Document
    from tui.screens.library.echoing import Echoing

_LEAST = 64
_TAGS = 40  # cells of the tags at the caret that the head has room for


Said = tuple[tuple["Annotation", ...], tuple["Annotation", ...]]
"""Highlights of both articles."""


class Weighed(NamedTuple):
    """Two articles with what they share."""

    found: Comparison
    shared: Shared
    said: Said
    known: tuple[float, float]


class CompareScreen(Sides, Ways):
    """Which side has the keyboard leads; the other one follows from shared passage to shared passage."""

    AUTO_FOCUS = "#first"
    CONTEXT = "comparing"
    TITLE_TEXT = "Compare"
    SIDES = (Side("one", "first", ""), Side("other", "second", ""))
    READER = CompareReader
    LEAST = _LEAST
    desk: Echoing

    def __init__(self, desk: Echoing, left: str, right: str, at: int = 0, *, side: int = 0) -> None:
        """Compare two articles, beginning at an offset of the one on ``side``."""
        super().__init__()
        self.desk = desk
        self.workspace = desk.workspace
        self.paths = (left, right)
        self.at, self.side = at, side
        self.found: Comparison | None = None
        self.shared = Shared(((), ()), ((), ()), ((), ()))
        self.said: Said = ((), ())
        self.known = (0.0, 0.0)
        self.dimmed = False

    @property
    def origin(self) -> tuple[str, int]:
        """What was open when the comparison was asked for."""
        return self.paths[self.side], self.at

    def again(self) -> CompareScreen:
        """This screen anew, at the place where it is."""
        return CompareScreen(self.desk, *self.paths, self.pages[self.leading].caret, side=self.leading)

    @property
    def pages(self) -> tuple[CompareReader, CompareReader]:
        """Both pages."""
        return self.left, self.right

    @property
    def leading(self) -> int:
        """The side that has the keyboard."""
        return 1 if self.right.has_focus else 0

    def document(self, side: int) -> Document | None:
        """The article of a side."""
        if self.found is None:
            return None
        return self.found.right if side else self.found.left

    # What is shown

    def begin(self) -> None:
        """Compare, beside the screen."""

        def weigh() -> Weighed:
            found = self.workspace.compared(*self.paths)
            shared = shared_of(found.left.text, found.right.text, found.shared)
            return Weighed(found, shared, self._highlights(), self._known())

        self.worker.do(Job(weigh, self._weighed, saves=False, otherwise=self._gone))

    def _gone(self, _: Exception) -> None:
        words = "One of the two cannot be read any more; the message above says why."
        self.say_none(Content(words), " · ".join(self.paths))

    def _weighed(self, weighed: Weighed) -> None:
        if not self.is_attached:
            return
        self.found, self.shared, said, self.known = weighed
        for side, page in enumerate(self.pages):
            document = self.document(side)
            assert document is not None
            page.show(document, header=self.desk.header(document))
            page.rail = [(pair.spans[side], str(pair.number)) for pair in self.shared.ordered[side]]
            page.matches = self.shared.changed[side]
            meta = document.metadata
            about = " · ".join(part for part in (meta.source, shown_date(meta.date), meta.title) if part)
            title = self.query_one(f"#{self.SIDES[side].column} > .side-title", Static)
            title.update(shown_line(about or document.path))
        self._mark()
        self._show_said(said)
        page = self.pages[self.side]
        page.focus()
        page.go(self.at, centre=True, jump=False)
        self._tell()
        self.follow()

    def _mark(self) -> None:
        """Colour what both have, or let it stand back."""
        for side, page in enumerate(self.pages):
            pairs = () if self.dimmed else self.shared.ordered[side]
            page.set_marks(Mark(str(pair.number), pair.spans[side], pair.colour) for pair in pairs)
            page.lens = self.shared.differences(side) if self.dimmed and self.shared.count else None

    def _highlights(self) -> Said:
        """In the worker's thread: what carries a highlight, and what was said of it."""
        left, right = (
            tuple(item for _, item in self.workspace.annotations(path) if item.span) for path in self.paths
        )
        return left, right

    def _show_said(self, said: Said) -> None:
        """Put a bar beside what is highlighted: colours say here what both articles have."""
        self.said = said
        if self.is_attached:
            for page, items in zip(self.pages, said, strict=True):
                page.said = [item.span for item in items if item.span]
            self._tell_place()

    def _ask_said(self) -> None:
        self.worker.do(Job(self._highlights, self._show_said, saves=False))

    def _tell(self) -> None:
        count = self.shared.count
        if self.found is None:
            return
        if not count:
            self.head.about = "these articles have no longer passage in common"
            return
        shares = [
            f"{percent(self._share(side, document.text))} % of the {name}"
            for side, (document, name) in enumerate(((self.found.left, "left"), (self.found.right, "right")))
        ]
        self.head.about = f"{count} passage{'s' * (count != 1)} in both: {' and '.join(shares)}"

    def _share(self, side: int, text: str) -> float:
        """How much of an article the other one has: of a version what the list says of it."""
        return self.known[side] or self.shared.share(side, text)

    def _known(self) -> tuple[float, float]:
        """In the worker's thread: how much of a version stands in its lead, where that is beside it."""
        left, right = self.paths
        story = self.workspace.story_of(left)
        shares = {each.path: each.share for each in story.versions} if story else {}
        lead = story.lead if story else ""
        mine = shares.get(left, 0.0) if lead == right else 0.0
        return mine, shares.get(right, 0.0) if lead == left else 0.0

    # Reading together

    @on(Reader.Scrolled)
    @on(Reader.CaretMoved)
    def _moved(self) -> None:
        self.follow()

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self._tell_place()

    def follow(self) -> None:
        """Bring the other side to what stands where one reads."""
        side = self.leading
        page, other = self.pages[side], self.pages[1 - side]
        tie = self.shared.tie(side, page.caret)
        if tie is not None and page.size.height:
            other.bring(tie[1], page.row_of(tie[0]))
        self._tell_place()

    def _tell_place(self) -> None:
        side, caret = self.leading, self.pages[self.leading].caret
        pair = self.shared.at(side, caret)
        here = [item for item in self.said[side] if item.span and item.span.holds(caret)]
        tags = dict.fromkeys(tag for item in here for tag in item.tags)
        told = [cut(", ".join(tags), _TAGS) or "highlighted"] if here else []
        told += [f"{pair.number} of {self.shared.count}"] if pair else []
        self.head.place = " · ".join(told)

    def action_shared_next(self) -> None:
        """Go to the next passage that both have."""
        self._step(1)

    def action_shared_previous(self) -> None:
        """Go to the passage before that both have."""
        self._step(-1)

    def _step(self, by: int) -> None:
        side = self.leading
        caret = self.pages[side].caret
        here = self.shared.at(side, caret)
        # From within a passage, back means the one before it.
        pair = self.shared.step(side, here.spans[side].start if here and by < 0 else caret, by)
        if pair is None:
            self.app.say("These articles have no longer passage in common.")
        else:
            self.pages[side].go(pair.spans[side].start, centre=True, jump=False)
            self.follow()

    def action_difference_next(self) -> None:
        """Go to what this article alone has next."""
        self._to_difference(1)

    def action_difference_previous(self) -> None:
        """Go to what this article alone has before."""
        self._to_difference(-1)

    def _to_difference(self, by: int) -> None:
        side = self.leading
        span = self.shared.difference(side, self.pages[side].caret, by)
        if span is None:
            self.app.say("This article has nothing that the other one has not.")
        else:
            self.pages[side].go(span.start, centre=True, jump=False)
            self.follow()

    def action_dim_shared(self) -> None:
        """Let what both have stand back, or bring it forward again."""
        self.dimmed = not self.dimmed
        self._mark()
        self.footer.notice = "what both have stands back" if self.dimmed else ""

    # What can be done

    def action_open_there(self) -> None:
        """Open the article of this side at the caret."""
        side = self.leading
        page = self.pages[side]
        if self.found is not None:
            self.desk.visit_passage(self.paths[side], page.selected or Span(page.caret, page.caret))

    def _meant(self) -> list[tuple[str, Span]]:
        """The selection; else the passage under the caret, in both articles; else the sentence."""
        side = self.leading
        page = self.pages[side]
        pair = self.shared.at(side, page.caret)
        if page.selected is None and pair is not None:
            return list(zip(self.paths, pair.spans, strict=True))
        target = page.target(again=False)
        return [(self.paths[side], target.span)] if target.span.length else []

    def action_tag(self) -> None:
        """Pick tags for the selection, or for a passage in both articles, in one step."""
        from tui.dialogs.tag_picker import TagPicker

        places = self._meant()
        document = self.document(self.leading)
        if not places or document is None:
            return
        mine = next(span for path, span in places if path == self.paths[self.leading])
        words = mine.of(document.text)
        quotation = f"in both articles: {words}" if len(places) > 1 else words

        def picked(tags: tuple[str, ...] | None) -> None:
            if tags is not None:
                self.desk.used(tags)
                self._annotate(places, tags)

        picker = TagPicker(
            self.workspace.codebook().tags,
            recent=self.desk.recent_tags,
            counts=self.desk.counts,
            quotation=quotation,
        )
        self.app.push_screen(picker, picked)
        self.desk.count_for(picker)

    def _annotate(self, places: list[tuple[str, Span]], tags: tuple[str, ...]) -> None:
        given = ", ".join(f"+ {tag}" for tag in tags) or "Highlighted"
        where = "in both articles" if len(places) > 1 else "here"

        def annotated(_: object) -> None:
            self.desk.stale = True
            for page in self.pages:
                page.drop_selection()
            self._ask_said()
            self.app.say(f"{given}, {where}. {self.way_back}.", about="undo")

        assert self.found is not None
        texts = {self.paths[0]: self.found.left.text, self.paths[1]: self.found.right.text}
        exact = [Passage(path, span, span.of(texts[path])) for path, span in places]
        self.desk.save(lambda: self.desk.annotate_passages(exact, tags), annotated)

    def action_undo(self, *, rest: bool = False) -> None:
        """Take back the last change to the library; ``rest`` without what was changed since."""
        self.desk.save(lambda: self.workspace.undo(rest=rest), self._changed, keeps=False)

    def action_redo(self, *, rest: bool = False) -> None:
        """Make the change again; ``rest`` without what was changed since."""
        self.desk.save(lambda: self.workspace.redo(rest=rest), self._changed, keeps=False)

    def _changed(self, command: Command) -> None:
        self.desk.stale = True
        self._ask_said()
        self.app.say(told(command), about="undo")
