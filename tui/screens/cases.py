"""Cases: what waits for a person's decision, shown one by one, the old passage beside the new text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, TypeAlias

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from annotations.usecases.placing.comparing import Beside
from annotations.usecases.placing.likely_files import Likely
from annotations.usecases.placing.reviewing import Doubt
from corpus.document import Document
from styles.palette import look
from tui.actions import bindings
from tui.available import missing
from tui.reviewing import inserted, proposed, shown_file, shown_passage
from tui.screens.working import Working
from tui.text import shown_line
from tui.widgets.footer import Saved, StatusFooter
from tui.widgets.headline import HeadLine
from tui.widgets.passage import PassageView
from tui.widgets.reader import Reader
from tui.work import Job, Worker

if TYPE_CHECKING:
    from annotations.library import Article
    from annotations.workspace import Workspace

Case: TypeAlias = Likely | Doubt

NARROW: Final = 70  # cells below which the two stand one above the other
_NOT_FOR_FILES: Final = frozenset({"choose_place", "delete"})
_ABOUT_CASES: Final = _NOT_FOR_FILES | {"accept_place", "keep_lost", "case_next", "case_previous"}


class Waiting(NamedTuple):
    """What waits for a decision, and what no decision helps.

    Attributes:
        files: Documents whose file is gone, with the file that they may be.
        passages: Annotations whose place is uncertain or lost.
        gone: Articles with annotations whose file is gone, while no other file may be it.
    """

    files: tuple[Likely, ...] = ()
    passages: tuple[Doubt, ...] = ()
    gone: tuple[Article, ...] = ()


class PlaceReader(Reader, inherit_bindings=False):
    """The text in which a place is chosen: the reader's movements and selections, and Enter to take it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("choosing")]


class Cases(Working):
    """One case after the other: at the left what was marked, at the right where it may stand now.

    Attributes:
        waiting: What was found.
        index: Which case is on the screen, files first.
        opened: What is shown of it; None while it is read.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.quit_screen", show=False)]
    AUTO_FOCUS = "#was"

    def __init__(
        self, workspace: Workspace, at: str = "", decided: Callable[[str], None] | None = None
    ) -> None:
        """Review everything that waits.

        Args:
            at: Id of the annotation to begin with.
            decided: Called after each change to the library, with the path of a file that was followed.
        """
        super().__init__()
        self.workspace = workspace
        self.waiting = Waiting()
        self.index = 0
        self.opened: Beside | Document | None = None
        self.at = at
        self.decided = decided or (lambda path: None)
        self.worker = Worker(self, "review")
        self._asked = 0

    def compose(self) -> ComposeResult:
        """Head, the two sides, foot."""
        yield HeadLine(id="head")
        with Horizontal(id="sides"):
            with Vertical(id="before"):
                yield Static(id="before-title", classes="side-title")
                yield PassageView(id="was")
            with Vertical(id="now"):
                yield Static(id="now-title", classes="side-title")
                yield PlaceReader(id="place")
        yield Static(id="well")
        yield StatusFooter(id="foot")

    def on_mount(self) -> None:
        """Find what waits."""
        foot = self.footer
        foot.keymap = self.app.config.keys
        foot.saved = Saved.READ_ONLY if self.workspace.writable else Saved.SAVED
        self.query_one(HeadLine).title = "Review"
        self._paint()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._repaint())
        self.query_one("#well").display = False
        self._tell()
        self.worker.do(Job(self.find, self.found, saves=False))

    def _paint(self) -> None:
        theme = self.app.current_theme
        self.query_one(Reader).colour = lambda name: look(name, theme)[:2]

    def _repaint(self) -> None:
        self._paint()
        if self.opened is not None:
            self._show_opened(self.opened)

    @property
    def context(self) -> str:
        """Where the keyboard is, for footer and help."""
        return "choosing" if self.query_one(PlaceReader).has_focus else "review"

    @property
    def place(self) -> PlaceReader:
        """The text in which the passage may stand."""
        return self.query_one(PlaceReader)

    @property
    def cases(self) -> tuple[Case, ...]:
        """Everything that waits: files first, because what follows them may settle passages."""
        return (*self.waiting.files, *self.waiting.passages)

    @property
    def case(self) -> Case | None:
        """The one on the screen."""
        return self.cases[self.index] if self.index < len(self.cases) else None

    # What waits

    def find(self) -> Waiting:
        """Everything that waits; runs in the worker's thread."""
        files = self.workspace.likely()
        may_be = {likely.record.path for likely in files}
        kept = (each for each in self.workspace.articles() if each.missing and each.annotations)
        gone = tuple(each for each in kept if each.path not in may_be)
        return Waiting(files, self.workspace.doubts(), gone)

    def found(self, found: Waiting) -> None:
        """Show what was found, where the person was or the one that was asked for."""
        self.waiting = found
        if self.at:
            ids = [identity(case) for case in self.cases]
            self.index = ids.index(self.at) if self.at in ids else self.index
            self.at = ""
        self.index = max(0, min(self.index, len(self.cases) - 1))
        self.open()

    def renew(self) -> None:
        """Look again at what waits, for something changed underneath."""
        if not self.worker.busy:
            self.worker.do(Job(self.find, self._renewed, saves=False))

    def _renewed(self, found: Waiting) -> None:
        case = self.case
        # Whoever selects a place is let alone: a text that is not this one any more is refused when saved.
        if case in (*found.files, *found.passages) or (case is not None and self.place.selected is not None):
            self.waiting = found
            self.index = self.cases.index(case) if case in self.cases else self.index
            self._tell()
        elif found != self.waiting:
            self.at = identity(case) if case is not None else ""
            self.found(found)

    def open(self) -> None:
        """Show the case at the index."""
        self._asked += 1
        asked, case = self._asked, self.case
        self.opened = None
        well = case is None
        self.query_one("#sides").display = not well
        self.query_one("#well").display = well
        self._tell()
        if case is None:
            self.query_one("#well", Static).update(all_well(self.waiting.gone))
            return
        self.worker.do(Job(lambda: self._read(case), lambda found: self._opened(asked, found), saves=False))

    def _read(self, case: Case) -> Beside | Document:
        if isinstance(case, Likely):
            return self.workspace.document(case.path)
        return self.workspace.beside(case)

    def _opened(self, asked: int, found: Beside | Document) -> None:
        if asked == self._asked:
            self.opened = found
            self._show_opened(found)

    def _show_opened(self, found: Beside | Document) -> None:
        case, theme = self.case, self.app.current_theme
        view, reader = self.query_one(PassageView), self.query_one(PlaceReader)
        if isinstance(found, Beside):
            book = self.workspace.codebook()
            view.show(shown_passage(found, book, theme))
            at = found.place.start if found.place else found.near
            reader.show(found.document, proposed(found, book), at)
            reader.matches = inserted(found)
            reader.go(at, centre=True, jump=False)
        elif isinstance(case, Likely):
            view.show(shown_file(case))
            reader.show(found)
        self._tell()

    def _tell(self) -> None:
        """Bring titles, count and keys up to date."""
        head, foot = self.query_one(HeadLine), self.footer
        files, passages, gone = self.waiting
        lost = sum(case.annotation.span is None for case in passages)
        counts = (
            (len(files), "file gone", "files gone"),
            (len(passages) - lost, "uncertain", "uncertain"),
            (lost, "lost", "lost"),
            (_kept(gone), "without its file", "without their file"),
        )
        said = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
        if self.case is not None:
            head.place = f"{self.index + 1} of {len(self.cases)}"
        else:
            head.place = ""
        head.about = " · ".join(said)
        foot.context = self.context
        is_file = isinstance(self.case, Likely)
        foot.without = missing(self) | (_NOT_FOR_FILES if is_file else frozenset())
        if self.case is None:
            foot.without |= _ABOUT_CASES
        self.query_one("#before-title", Static).update("THE FILE IS GONE" if is_file else "AS YOU MARKED IT")
        title = self.query_one("#now-title", Static)
        title.set_class(self.context == "choosing", "-choosing")
        title.update(self._now_title())

    def _now_title(self) -> Content:
        if isinstance(self.case, Likely):
            return Content("IT MAY BE ") + shown_line(self.case.path)
        if self.context == "choosing":
            return Content("SELECT THE PLACE, THEN ⏎")
        if isinstance(self.opened, Beside) and self.opened.place is None:
            return Content("IT STOOD ABOUT HERE")
        return Content("AS IT IS NOW")

    # Stepping

    def action_case_next(self) -> None:
        """Show the next case."""
        self._step(1)

    def action_case_previous(self) -> None:
        """Show the case before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.cases:
            self.index = (self.index + by) % len(self.cases)
            self.open()

    def action_next_pane(self) -> None:
        """The keyboard to the other side."""
        target = PassageView if self.context == "choosing" else PlaceReader
        self.query_one(target).focus()

    action_previous_pane = action_next_pane

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        self._tell()

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room, else one above the other."""
        self.set_class(event.size.width < NARROW, "-narrow")

    def on_unmount(self) -> None:
        """Finish what is being saved."""
        self.worker.close()


def identity(case: Case) -> str:
    """Id of the record that a case is about."""
    return case.record.id if isinstance(case, Likely) else case.annotation.id


def _kept(articles: Sequence[Article]) -> int:
    return sum(article.annotations for article in articles)


def all_well(gone: Sequence[Article] = ()) -> Content:
    """What stands where nothing waits, and where what is kept of ``gone`` files is to be found."""
    well = Content.assemble(
        (f"{'No' if gone else 'All is well: no'} highlight waits for a decision.\n", "bold"),
        ("When an article changes and a passage cannot be placed for certain, it waits here.", "$quiet"),
    )
    if not gone:
        return well
    count, one = _kept(gone), len(gone) == 1
    of = Content.assemble("“", shown_line(gone[0].title), "”") if one else f"{len(gone)} articles"
    return Content.assemble(
        well,
        f"\n\n{count} more {'is' if count == 1 else 'are'} kept of ",
        of,
        f", whose {'file is' if one else 'files are'} missing.\n",
        (
            f"The list shows {'it' if one else 'them'} as “file missing”, with what was said there; "
            f"everything finds its place again once the {'file is' if one else 'files are'} back.",
            "$quiet",
        ),
    )
