"""Recurring: the index of echoes kept in the background, stories in the list, counts in the margin."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from textual import on

from annotations.errors import ScholiastError
from corpus.cache import path_from, path_to
from corpus.files import Unreadable
from corpus.span import Span
from tui.screens.library.searching import Searching
from tui.widgets.article_list import Group
from tui.widgets.reader import Reader
from tui.widgets.title import TitleLine
from tui.work import Job, Worker

if TYPE_CHECKING:
    from annotations.model import Annotation
    from annotations.usecases.placing.placing import Placed
    from annotations.workspace import Workspace
    from corpus.document import Document
    from corpus.index import Updated
    from tui.screens.library.keeping import Kept

Result = TypeVar("Result")
_UNFOLDED = "unfolded"
_MOST_UNFOLDED = 500  # articles
_SHORTLY = 0.15  # seconds from the beginning until versions are asked for: the first frame comes first


class Passage(NamedTuple):
    """A place in an article, with the words that stood there when it was found."""

    path: str
    span: Span
    exact: str


class Recurring(Searching):
    """The part of the screen that knows, at any time, what of the library recurs.

    Attributes:
        compared: Whether the index of echoes holds all articles, as far as is known.
        hindrance: Why there can be no such index, a clause; empty in the usual case.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.compared = False
        self.hindrance = ""
        self._comparer = Worker(self, "compare")
        self._asker = Worker(self, "recur")
        self._halt = threading.Event()
        self._compared_entries: object = None  # the catalogue's, as the index of echoes was made from them
        self._asked = 0  # for stories; an answer to an earlier question is dropped

    def start(self) -> None:
        """Group the list as it was known the last time, and soon as it is known now."""
        unfolded = self.workspace.personal.layout.get(_UNFOLDED)
        if isinstance(unfolded, list):
            self.shelf.unfolded = [path_from(path) for path in unfolded if isinstance(path, str)]
        self.shelf.groups = tuple(Group(*each) for each in self.workspace.kept_stories())
        super().start()
        self.set_timer(_SHORTLY, self.ask_stories)

    # The index

    @property
    def working(self) -> bool:
        """Whether something goes on in the background that can be stopped."""
        return super().working or self._comparer.busy

    def action_stop(self) -> None:
        """Stop what goes on in the background."""
        super().action_stop()
        self._halt.set()

    def _kept(self, kept: Kept) -> None:
        super()._kept(kept)
        self.compare_articles()

    def compare_articles(self) -> None:
        """Let words and echoes follow what the folder holds now, beside the screen."""
        if self._comparer.busy or self._entries is self._compared_entries or self.leaving.is_set():
            return
        entries = self._compared_entries = self._entries
        self._halt.clear()
        job = Job(
            self._index,
            lambda found: self._was_compared(found, entries),
            saves=False,
            otherwise=self._not_compared,
        )
        self._comparer.do(job)

    def _index(self) -> Updated:
        """In the worker's thread: the words first, which echoes are found by."""
        words = self.workspace.index(self._telling("indexing words"), self._halt.is_set)
        if self._halt.is_set():
            return words
        return self.workspace.index_echoes(self._telling("comparing articles"), self._halt.is_set)

    def _was_compared(self, updated: Updated, entries: object) -> None:
        self.query_one(TitleLine).busy = ""
        self.compared, self.hindrance = updated.complete, updated.remark
        if self._halt.is_set():
            if not self.leaving.is_set():
                self.say("Stopped. What recurs is known of the articles compared so far.")
        elif not updated.complete:
            self._compared_entries = None  # another program is at it: asked again at the next look
        elif entries is not self._entries:
            self.call_after_refresh(self.compare_articles)  # the folder changed meanwhile
        self.show_recurring()

    def _not_compared(self, error: Exception) -> None:
        """Say no longer that it goes on; it is tried again when the folder has changed."""
        self.query_one(TitleLine).busy = ""
        self.compared, self.hindrance = False, str(error).rstrip(".")
        self.show_recurring()

    def show_recurring(self) -> None:
        """Bring list, margin and lists of echoes up to date with the index."""
        self.ask_stories()
        self.ask_counts()
        for screen in self.app.screen_stack:
            # By name, for what is not on the screen need not be imported.
            if (renew := getattr(screen, "show_recurring", None)) is not None and screen is not self:
                renew()

    def close_recurring(self) -> None:
        """Let nothing go on for a screen that is put away, and remember what is unfolded."""
        personal = self.workspace.personal
        unfolded = sorted(map(path_to, self.shelf.unfolded))[:_MOST_UNFOLDED]
        if unfolded or _UNFOLDED in personal.layout:
            personal.change_layout({_UNFOLDED: unfolded})
        self._halt.set()
        self._asker.drop()
        self._comparer.close()

    def annotate_passages(
        self, passages: Sequence[Passage], tags: Sequence[str], note: str = ""
    ) -> tuple[Annotation, ...]:
        """In the worker's thread: highlight passages of several articles in one step.

        Raises:
            ScholiastError: Other words stand there by now; nothing was stored.
        """
        for path, span, exact in passages:
            if span.of(self.workspace.document(path).text) != exact:
                raise ScholiastError(
                    f"{path} has changed since it was compared, so nothing was highlighted. "
                    "It is compared again when the folder is looked through; try then."
                )
        places = [(each.path, each.span) for each in passages]
        return self.workspace.annotate_echoes(places, tags=tags, note=note)

    # Stories in the list

    def ask_stories(self) -> None:
        """Group the list by what is known of versions now."""
        self._asked += 1
        number = self._asked

        def ask() -> tuple[Group, ...] | None:
            if number != self._asked:
                return None
            stories = self.workspace.stories()
            return tuple(
                Group(story.lead, tuple((each.path, each.share) for each in story.versions))
                for story in stories
            )

        self._inquire(Job(ask, self._group, saves=False))

    def _group(self, groups: tuple[Group, ...] | None) -> None:
        if groups is not None and groups != self.shelf.groups:
            self.shelf.groups = groups
            self.shelf.reveal(self.path)
            self.tell_size()

    def stories_among(self, articles: int) -> int:
        """How many distinct stories so many articles tell; 0 as long as no versions are known."""
        versions = self.shelf.versions
        return articles - versions if versions else 0

    def show_articles(self) -> None:
        """Bring the list up to date, and then its groups."""
        super().show_articles()
        if self._asked:  # else the list is being shown for the first time
            self.ask_stories()

    def open(self, path: str, at: int | None = None, *, at_once: bool = False) -> None:
        """Open an article; a version that is folded away is unfolded."""
        super().open(path, at, at_once=at_once)
        self.shelf.reveal(path)

    # Counts in the margin

    def show_document(self, document: Document, placed: Placed, offset: int) -> None:
        """Show an article, and as soon as they are known the counts in its margin."""
        super().show_document(document, placed, offset)
        # No thread may import before the first frame is out: two that do so at once can trip over each other.
        self.app.after_first_frame(self.ask_counts)

    def ask_counts(self) -> None:
        """Ask in how many other articles the stretches of the open one stand."""
        document = self.document
        if document is None or self.leaving.is_set():
            return

        def count() -> tuple[tuple[int, int], ...]:
            # Where another one is open by now, nobody waits for this.
            return self.workspace.echo_counts(document.path) if self.document is document else ()

        def show(found: tuple[tuple[int, int], ...]) -> None:
            if self.document is document and self.reader.document is document:
                self.reader.echoes = found

        self.ask_beside(count, show, waits=True)

    @on(Reader.CaretMoved)
    def _beside_a_count(self, message: Reader.CaretMoved) -> None:
        """Say at the foot what the count means that stands beside the caret's row."""
        count = self.reader.echo_beside(message.offset)
        if count and not self.footer.notice:
            several = "s" if count > 1 else ""
            told = f"in {count:,} other article{several}"
            # On a highlight the key means that, and the number still the whole stretch.
            marked = self.reader.current_mark is not None
            key = self.key("echoes")
            self.footer.notice = (
                f"{key}: of this highlight; {told}: click the number" if marked else f"{key}: {told}"
            )

    def ask_beside(
        self, work: Callable[[], Result], then: Callable[[Result], None], *, waits: bool = False
    ) -> None:
        """Ask what recurs beside the screen; about what is gone meanwhile there is no answer.

        Args:
            waits: As a `Job` has it.
        """

        def ask() -> Result | None:
            try:
                return work()
            except (ScholiastError, Unreadable, OSError):
                return None  # which is told elsewhere

        def answered(found: Result | None) -> None:
            if found is not None:
                then(found)

        self._inquire(Job(ask, answered, saves=False, waits=waits))

    def _inquire(self, job: Job[Any]) -> None:
        if not self.leaving.is_set():  # what is told of after that is told to nobody
            self._asker.do(job)
