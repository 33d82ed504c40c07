"""Asking: a query typed, run beside the screen, and its results shown as they come in."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from annotations.query.syntax import QueryError
from tui.actions import bindings
from tui.gathering import Gathered, Question, View, gather
from tui.screens.ways import Ways
from tui.search_words import found, index_words, mistake, nothing
from tui.widgets.footer import StatusFooter
from tui.widgets.hit_list import HitList
from tui.widgets.runs import Run
from tui.widgets.saved_list import SavedList
from tui.widgets.title import TitleLine
from tui.work import Job, Worker

if TYPE_CHECKING:
    from tui.app import Severity
    from tui.screens.library.searching import Searching

Result = TypeVar("Result")

_PAUSE: Final = 0.015  # seconds without a key before the query is asked
_PATIENCE: Final = 0.3  # seconds after which a search is said to go on
_BESIDE: Final = {"left": (1, 0), "left2": (2, 0), "right": (0, 1), "right2": (0, 2)}


class QueryLine(Input):
    """The line in which the query is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("query")]


class Asking(Ways):
    """The part of the search screen that asks and shows.

    Attributes:
        view: How results are to be shown.
        order: Of the concordance, one of `SORTS`.
        answered: What is shown now.
    """

    class Came(Message):
        """Results came in."""

        def __init__(self, number: int, view: View, gathered: Gathered) -> None:
            super().__init__()
            self.number = number
            self.view = view
            self.gathered = gathered

    class Mistaken(Message):
        """The query cannot be read."""

        def __init__(self, number: int, error: QueryError) -> None:
            super().__init__()
            self.number = number
            self.error = error

    class Indexed(Message):
        """The index has come some way; ``done`` of ``of`` articles are in it."""

        def __init__(self, done: int, of: int) -> None:
            super().__init__()
            self.done = done
            self.of = of

    def __init__(self, desk: Searching) -> None:
        super().__init__()
        self.desk: Searching = desk
        self.workspace = desk.workspace
        self.view = View.PLACES
        self.order = "right"
        self.answered = Gathered()
        self._shown = View.PLACES  # a query about passages shows passages whatever is asked for
        self._searcher = Worker(self, "search")
        self._indexer = Worker(self, "index")
        self._number = 0  # of the query asked last; others are superseded
        self._answered = 0  # of the query that something was shown of last
        self._asked = ""
        self._found_for = ""  # the query that something is shown of
        self._gone = False

    def compose(self) -> ComposeResult:
        """Head, query, results, foot."""
        yield TitleLine(id="head")
        with Horizontal(id="asking"):
            yield Static("/ ", id="sign")
            yield QueryLine(
                placeholder="words, “phrases”, tag:… speaker:… source:… date:…", id="query", compact=True
            )
        yield HitList(id="hits")
        yield SavedList(id="saved")
        yield StatusFooter(id="foot")

    @property
    def line(self) -> QueryLine:
        """The query."""
        return self.query_one(QueryLine)

    @property
    def hits(self) -> HitList:
        """The results."""
        return self.query_one(HitList)

    @property
    def saved(self) -> SavedList:
        """Saved searches and examples, shown while there is no query."""
        return self.query_one(SavedList)

    @property
    def busy(self) -> bool:
        """Whether a search is under way."""
        return self._searcher.busy or self._asked != self.line.value

    def on_mount(self) -> None:
        """Bring the index up to date while the person types."""
        self.set_foot()
        self.hits.display = False
        self.bring_up_to_date()

    def on_unmount(self) -> None:
        """Nothing is searched for a screen that is gone."""
        self._gone = True
        self._number += 1
        self._searcher.drop()
        self._indexer.drop()

    # The index

    def bring_up_to_date(self) -> None:
        """Let the index follow what the folder holds."""
        if not self._indexer.busy:
            self._indexer.do(Job(self._update_index, lambda _: self._show_index(0, 0), saves=False))

    def _update_index(self) -> None:
        told = time.monotonic()

        def tell(done: int, of: int) -> None:
            nonlocal told
            if time.monotonic() - told > 0.2:
                told = time.monotonic()
                self.post_message(self.Indexed(done, of))

        self.workspace.index(tell, lambda: self._gone)

    @on(Indexed)
    def _indexed(self, message: Indexed) -> None:
        self._show_index(message.done, message.of)

    def _show_index(self, done: int, of: int) -> None:
        if self.is_attached:
            self.query_one(TitleLine).busy = index_words(done, of)

    # Asking

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        self._number += 1
        number = self._number
        self.set_timer(_PAUSE, lambda: self.ask() if number == self._number else None)

    def ask(self) -> None:
        """Ask what is typed now; what was asked before is dropped."""
        self._number += 1
        self._asked = self.line.value
        empty = not self._asked.strip()
        if empty:
            self.show_searches()
        gone = self.hits if empty else self.saved
        focused = gone.has_focus
        self.hits.display, self.saved.display = not empty, empty
        if focused:  # what is hidden loses the keyboard
            (self.saved if empty else self.hits).focus()
        if not empty:
            number, question = self._number, Question(self._asked, self.view, self.order)
            self._searcher.do(Job(lambda: self._search(number, question), lambda _: None, saves=False))
            self.set_timer(_PATIENCE, lambda: self._still(number))

    def _still(self, number: int) -> None:
        """Say that it takes a while, where nothing could be said yet."""
        if number == self._number and self._answered != number:
            self.hits.say(([Run("  "), Run("searching …", "title")], ""))

    def show_searches(self) -> None:
        """Bring the list of saved searches up to date."""
        self.saved.show_searches((each.id, each.name, each.query) for each in self.workspace.searches())

    def _search(self, number: int, question: Question) -> None:
        """In the worker's thread."""

        def post(view: View, gathered: Gathered) -> None:
            if number == self._number:
                self.post_message(self.Came(number, view, gathered))

        try:
            gather(self.workspace, self.desk.articles, question, post, lambda: number != self._number)
        except QueryError as error:
            self.post_message(self.Mistaken(number, error))

    @on(Came)
    def _came(self, message: Came) -> None:
        if message.number != self._number:
            return
        self.answered, self._shown, self._answered = message.gathered, message.view, message.number
        self._found_for = self._asked
        self.hits.nothing = nothing(self._shown, self.answered, self.key("marked"), self.key("concordance"))
        concordance = message.view is View.CONCORDANCE
        beside = _BESIDE.get(self.order, (0, 0)) if concordance else (0, 0)
        self.hits.show_rows(message.gathered.rows, concordance=concordance, beside=beside)
        self.tell()

    # Telling

    @property
    def shown(self) -> View:
        """How results are shown now."""
        return self._shown

    def tell(self) -> None:
        """Say on top what was found, and how it is shown."""
        left, right = found(self._shown, self.answered, self.order)
        more = [Run(f" · {part}", "mark") for part in self.aside()]
        self.hits.say(([Run("  "), Run(left, "title"), *more], right))
        self.footer.context = self.context

    def aside(self) -> list[str]:
        """What else stands on top."""
        return []

    @property
    def context(self) -> str:
        """Where the keyboard is, for footer and help."""
        raise NotImplementedError

    @on(Mistaken)
    def _mistaken(self, message: Mistaken) -> None:
        if message.number == self._number:
            self._answered = message.number
            self.hits.nothing = ""
            # What was found stays while the query is being mended; for another one it is no answer.
            if self.line.value.split()[:1] != self._found_for.split()[:1]:
                self.answered = Gathered()
                self.hits.show_rows(())
            self.hits.refresh()
            # In a saved search the place of the mistake is not in what was typed.
            typed = self._is_typed(self.line.value)
            at = round(self.line.scroll_offset.x) if typed else -1
            self.hits.say(*mistake(message.error, self.line.value, at, self.hits.size.width))

    def _is_typed(self, query: str) -> bool:
        try:
            return self.workspace.asked(query) == query
        except QueryError:
            return True

    def say(self, message: str, *, severity: Severity = "information") -> None:
        """Tell the person something, in a line that goes away."""
        self.app.say(message, severity=severity)

    def save(self, work: Callable[[], Result], then: Callable[[Result], None], *, keeps: bool = True) -> None:
        """Change the library by way of the main screen, which keeps what could not be saved."""

        def saved(result: Result) -> None:
            self.desk.stale = True
            if not self._gone:
                then(result)

        self.desk.save(work, saved, keeps=keeps)
