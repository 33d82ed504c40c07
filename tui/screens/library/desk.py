"""The desk: what the parts of the main screen share, the open article above all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from textual.reactive import Reactive
from textual.widget import Widget

from tui.presenting import article_row, card, mark, marks
from tui.screens.working import Working
from tui.widgets.annotation_list import AnnotationList
from tui.widgets.article_list import ArticleList
from tui.widgets.footer import Saved
from tui.widgets.reader import Reader
from tui.work import Job, Worker

if TYPE_CHECKING:
    from annotations.codebook import Codebook
    from annotations.library import Article
    from annotations.model import Annotation
    from annotations.workspace import Workspace
    from corpus.document import Document
    from corpus.span import Span
    from tui.app import Severity

_PATIENCE: Final = 0.15  # seconds after which a change that is being saved is said to be

Result = TypeVar("Result")


class Desk(Working):
    """State and widgets of the main screen.

    Attributes:
        path: Of the open article, empty for none.
        document: The open article; None for none, or one that cannot be read.
        stamp: What its file looked like when it was read.
        said: The annotations of the open article by id.
        annotators: Whose annotations were shown so far; cards name them once there are several.
        readable: How many articles there are, without briefs and those whose file is gone.
        passages: How many annotations there are.
        current_tags: What Enter tags a new highlight with.
        counts: Passages by tag, as last counted.
        leaving: Set when the screen is put away, for work that is of no use then.
        recent_tags: Those picked last, newest first.
        noticed_at: Where the caret stands as long as the notice at the foot holds; -1 for nowhere.
        unsaved: Changes that could not be saved, in the order in which they were made.
    """

    awaited = True  # whether an article is to be shown that is not there yet
    fetched: tuple[Article, ...] = ()  # what the list is to show next, where it was fetched beside the screen
    # Textual paints the whole screen whenever another widget takes the keyboard. The two paint themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.path = ""
        self.document: Document | None = None
        self.stamp: tuple[int, ...] = ()
        self.said: dict[str, Annotation] = {}
        self._book_seen: Codebook | None = None
        self.annotators: set[str] = set()
        self.articles: dict[str, Article] = {}
        self.readable = self.passages = 0
        self.current_tags: tuple[str, ...] = ()
        self.recent_tags: tuple[str, ...] = ()
        self.noticed_at = -1
        self.unsaved: list[Job[Any]] = []
        self.saver = Worker(self, "save")
        self.opener = Worker(self, "open")
        self.counter = Worker(self, "count")
        self._saving: list[Job[Any]] = []
        self.counts: Mapping[str, int] = {}
        self.leaving = threading.Event()

    @property
    def book(self) -> Codebook:
        """The codebook as last seen."""
        if self._book_seen is None:
            from annotations.codebook import Codebook

            self._book_seen = Codebook()
        return self._book_seen

    @book.setter
    def book(self, book: Codebook) -> None:
        self._book_seen = book

    def mine_on(self, span: Span) -> Annotation | None:
        """The annotation that this person has made of just this passage of the open article."""
        there = (self.said.get(identity) for identity in self.reader.marks_on(span))
        return next((item for item in there if item and item.creator == self.workspace.by), None)

    @property
    def reader(self) -> Reader:
        """The page."""
        return self.query_one(Reader)

    @property
    def shelf(self) -> ArticleList:
        """The list of articles."""
        return self.query_one(ArticleList)

    @property
    def sidebar(self) -> AnnotationList:
        """The annotations of the open article."""
        return self.query_one(AnnotationList)

    def save(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], None],
        *,
        keeps: bool = True,
        otherwise: Callable[[Exception], None] | None = None,
    ) -> None:
        """Change the library beside the screen; ``then`` gets the outcome once it is durable.

        Args:
            keeps: Whether the change is to be saved later if it cannot be saved now.
            otherwise: Takes the failure, beside what is said of it.
        """
        job = Job(work, then, keeps=keeps, otherwise=otherwise)
        self._saving.append(job)
        self.saver.do(job)
        # To say "saving" of what is over at once would take the frame that shows the outcome.
        self.set_timer(_PATIENCE, lambda: self._still_saving(job))

    @property
    def saving(self) -> bool:
        """Whether a change is on its way to the disk."""
        return bool(self._saving)

    def _still_saving(self, job: Job[Any]) -> None:
        if job in self._saving:
            self.footer.saved = Saved.SAVING

    def done(self, job: Job[Any], result: Any) -> None:
        """Take the result, and say that all is saved if it is."""
        self._saving = [each for each in self._saving if each is not job]
        if job in self.unsaved:
            self.unsaved.remove(job)
            self.saved_late(job)
        if job.saves:
            self.footer.saved = Saved.NOT_SAVED if self.unsaved else Saved.SAVED
        super().done(job, result)
        self.go_on()

    def go_on(self) -> None:
        """What was waited for may be there: let keys act that came too early."""
        if self.app.ahead is not None:
            self.app.ahead.go_on()

    def saved_late(self, job: Job[Any]) -> None:
        """What could not be saved at first is saved."""
        self.say("Saved now.")

    def failed(self, error: Exception, job: Job[Any]) -> None:
        """Say what failed; what could not be saved is kept, and tried again by itself."""
        self._saving = [each for each in self._saving if each is not job]
        self._keep_failed(error, job)
        self.go_on()

    def _keep_failed(self, error: Exception, job: Job[Any]) -> None:
        from annotations.changes import NotSaved

        if job in self.unsaved:
            if isinstance(error, NotSaved):
                self.footer.saved = Saved.NOT_SAVED
                return  # it was said the first time
            self.unsaved.remove(job)  # what it was about is not as it was; the others must not wait for it
        kept = job.saves and job.keeps and isinstance(error, NotSaved)
        if kept:
            words = (
                f"{error}. It is tried again by itself; “Save elsewhere” in the palette writes it to files."
            )
            self.say(words, severity="error")
        else:
            self.app.report(error)
        if job.otherwise is not None:
            job.otherwise(error)
        if kept:
            self.unsaved.append(job)
        if job.saves:
            self.footer.saved = Saved.NOT_SAVED if self.unsaved else Saved.SAVED

    def try_again(self) -> None:
        """Save what could not be saved, the oldest first."""
        if self.unsaved and not self.saver.busy:
            self.saver.do(self.unsaved[0])

    def say(self, message: str, *, severity: Severity = "information", about: str = "") -> None:
        """Tell the person something, in a line that goes away; ``about`` as `ScholiastApp.say` has it."""
        self.app.say(message, severity=severity, about=about)

    def show_said(self, annotations: Iterable[Annotation]) -> None:
        """Show these as the annotations of the open article, on the page and in the sidebar."""
        self.book = self.workspace.codebook()
        self.said = {item.id: item for item in annotations}
        self.reader.set_marks(marks(self.said.values(), self.book))
        self.show_cards()
        under = self.reader.current_mark
        self.sidebar.current = under.id if under else ""
        self.sidebar.reveal(self.sidebar.current)
        self.count()

    @property
    def signed(self) -> bool:
        """Whether cards say whose they are: not while all that were shown are one person's."""
        return len(self.annotators - {""}) > 1

    def show_cards(self) -> None:
        """Show the cards of the open article's annotations."""
        self.annotators.update(item.creator for item in self.said.values())
        self.sidebar.cards = [card(item, self.book, signed=self.signed) for item in self.said.values()]

    def show_changed(self, annotations: Iterable[Annotation]) -> None:
        """Show new or changed annotations of the open article, and nothing else anew."""
        self.book = self.workspace.codebook()
        signed = self.signed
        for item in annotations:
            known = item.id in self.said
            self.said[item.id] = item
            found = mark(item, self.book)
            if found is not None:
                self.reader.set_mark(found)
            elif known:
                self.reader.drop_mark(item.id)
            self.annotators.add(item.creator)
            self.sidebar.update_card(card(item, self.book, signed=self.signed))
        if self.signed != signed:
            self.show_cards()  # the first of another person: now all are named
        self.count()

    def show_gone(self, ids: Iterable[str]) -> None:
        """Take deleted annotations off the screen."""
        for identity in ids:
            self.said.pop(identity, None)
            self.reader.drop_mark(identity)
            self.sidebar.remove_card(identity)
        self.count()

    def count(self) -> None:
        """Bring the open article's row up to date with its annotations."""
        article = self.articles.get(self.path)
        if article is None:
            return
        status = self.workspace.status(self.path)
        self.passages += len(self.said) - article.annotations
        article = article._replace(annotations=len(self.said), status=status)
        self.articles[self.path] = article
        self.shelf.update_row(article_row(article))
