"""Keeping: what changes on the disk is noticed, followed and placed anew, beside the screen."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from textual import on
from textual.message import Message

from tui.screens.library.linking import Linking
from tui.widgets.annotation_list import AnnotationList
from tui.widgets.title import TitleLine
from tui.work import Job, Worker

if TYPE_CHECKING:
    from annotations.usecases.placing.placing import Placed, Upkeep
    from annotations.workspace import Workspace
    from corpus.catalogue import Refreshed
    from corpus.document import Document
    from tui.screens.review import ReviewScreen

_WATCH: Final = 1.0  # seconds between two looks at the open article's file
_LOOK: Final = 60.0  # seconds between two looks at the folder
_MISS: Final = 5.0  # seconds between two looks for files that are gone
_MISSED: Final = 500  # files that are looked for
_PATIENCE: Final = 0.4  # seconds after which work is long enough to be shown
_FILL: Final = 1.5  # seconds between two looks at what is known so far of a new folder
_SHOWING: Final = 0.5  # seconds that reading articles waits for the list at most
_TELL: Final = 0.1  # seconds between two messages about progress


class Again(NamedTuple):
    """The open article, read again after its file changed.

    Attributes:
        document: None if its text is the same.
        at: Where the caret stood, in the new text.
    """

    path: str
    stamp: tuple[int, ...]
    document: Document | None
    placed: Placed | None
    at: int


class Kept(NamedTuple):
    """What the work in the background came to.

    Attributes:
        passages: How many wait for a decision; -1 if they were not counted.
        files: How many files wait for one.
    """

    upkeep: Upkeep
    passages: int
    files: int


class Keeping(Linking):
    """The part of the screen that notices what changes on the disk."""

    class Progress(Message):
        """Long work has come some way."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Filling(Message):
        """More is known of a folder that is looked through for the first time."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.keeper = Worker(self, "keep")
        self._stop = threading.Event()
        self._filled_once = threading.Event()  # whether the list shows what was known of a new folder
        self._seen: tuple[int, ...] | None = None  # the file as it was a second ago
        self._decided = False  # whether another screen changed something
        self._gone: set[str] = set()  # files that went while the program ran
        self._come_back: set[tuple[str, tuple[int, ...]]] = set()  # and those that did, with their stamps
        self._files = 0  # files that wait for a decision
        self._told = -1, -1  # how many passages and files were said to wait
        self._review: ReviewScreen | None = None

    def keep_watch(self) -> None:
        """Begin to look at the open article's file and, now and then, at the folder."""
        self.set_interval(_WATCH, self.look_at_file)
        self.set_interval(_LOOK, self.look)
        self.set_interval(_MISS, self.look_for_gone)
        self.watch(self.app, "app_focus", self._focused, init=False)

    def _focused(self, focus: bool) -> None:
        if focus:
            self.look()

    # The folder

    def look(self) -> None:
        """Look through the folder again, then place what changed."""
        if not self.keeper.busy:
            self._look()

    def _look(self) -> None:
        self._stop.clear()
        self.keeper.do(Job(self._refresh, self.looked, saves=False))
        self.keeper.do(Job(self._keep, self._kept, saves=False))

    def looked(self, outcome: Refreshed) -> None:
        """Remember what is gone, which may come back."""
        self._gone |= set(outcome.removed)
        self._gone -= set(outcome.added)
        super().looked(outcome)

    def look_for_gone(self) -> None:
        """Look through the folder at once if a file that was missing is there again."""
        if self._reviewing:
            self.look()  # whoever decides has to see what waits
            return
        missing = {article.path for article in self.articles.values() if article.missing}
        paths = sorted(self._gone | missing)[:_MISSED]
        if not paths or self.keeper.busy:
            return

        def come_back() -> set[tuple[str, tuple[int, ...]]]:
            return {(path, stamp) for path in paths if (stamp := self.workspace.stamp(path))}

        def looked(there: set[tuple[str, tuple[int, ...]]]) -> None:
            # A file that is there but no article, such as one that is ignored now, is looked at once.
            if there - self._come_back:
                self._come_back = there
                self._look()  # at once: the job that tells of it may not have ended yet

        self.keeper.do(Job(come_back, looked, saves=False))

    def _refresh(self) -> Refreshed:
        return self.workspace.refresh(self._filling(self._telling("reading articles")), self._stop.is_set)

    def _filling(self, tell: Callable[[int, int], None]) -> Callable[[int, int], None]:
        """What also fills a list that begins empty, now and then, while articles are read."""
        if not all(article.missing for article in self.articles.values()):
            return tell
        shown = 0.0

        def fill(done: int, of: int) -> None:
            nonlocal shown
            if time.monotonic() - shown >= _FILL:
                self._filled_once.clear()
                # Put together here and shown there; reading waits, or both would take twice as long.
                self.fetched = self.workspace.articles()
                self.post_message(self.Filling())
                self._filled_once.wait(_SHOWING)
                shown = time.monotonic()
            tell(done, of)

        return fill

    @on(Filling)
    def _filled(self) -> None:
        self.show_articles()
        self.call_after_refresh(self._filled_once.set)
        if not self.path and (path := self.path_to_begin_with(more=True)):
            self.open(path)

    def _keep(self) -> Kept:
        upkeep = self.workspace.place_changed(self._telling("placing highlights"), self._stop.is_set)
        return Kept(upkeep, self.workspace.waiting(), len(self.workspace.likely()))

    def _telling(self, what: str) -> Callable[[int, int], None]:
        """What posts progress now and then, once the work has gone on for a while."""
        told = time.monotonic() + _PATIENCE - _TELL

        def tell(done: int, of: int) -> None:
            nonlocal told
            if time.monotonic() - told >= _TELL:
                told = time.monotonic()
                self.post_message(self.Progress(f"{what}: {done:,} of {of:,}"))

        return tell

    @on(Progress)
    def _progressed(self, message: Progress) -> None:
        if self.working:
            self.query_one(TitleLine).busy = f"{message.words}, {self.key('stop')} stops"

    def _kept(self, kept: Kept) -> None:
        self.query_one(TitleLine).busy = ""
        self._show_waiting(kept.passages, kept.files, again=bool(kept.upkeep.documents))
        upkeep = kept.upkeep
        if upkeep.sentence:
            way = f" {self.key('review')} shows them." if upkeep.uncertain or upkeep.lost else ""
            self.say(upkeep.sentence + way, severity="warning" if upkeep.lost else "information")
            self.show_articles()
        if not upkeep.complete:
            self.say("Stopped. The other articles are placed when they are opened.")
        if upkeep.documents:
            self._read_again()

    def _show_waiting(self, passages: int, files: int, *, again: bool = False) -> None:
        self._files = files
        if passages >= 0:
            count = passages + files
            self.query_one(TitleLine).waiting = f"{self.key('review')} {count} to review" if count else ""
        if self._reviewing and (again or (passages, files) != self._told):
            self._reviewing.renew()
        self._told = passages, files

    @property
    def _reviewing(self) -> ReviewScreen | None:
        """The review, while it is open."""
        return self._review if self._review is not None and self._review.is_attached else None

    @property
    def working(self) -> bool:
        """Whether something goes on in the background that can be stopped."""
        return self.keeper.busy

    def action_stop(self) -> None:
        """Stop what goes on in the background."""
        self._stop.set()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be stopped where nothing goes on."""
        return self.working if action == "stop" else super().check_action(action, parameters)

    # The open article

    def look_at_file(self) -> None:
        """See whether the open article's file changed."""
        if self.document is None or self.opener.busy:
            return
        path = self.path
        self.opener.do(
            Job(lambda: (path, self.workspace.stamp(path)), lambda seen: self._watched(*seen), saves=False)
        )

    def _watched(self, path: str, stamp: tuple[int, ...]) -> None:
        """Read the file again once it has changed and then stayed the same for a second."""
        if path != self.path or self.document is None:
            return
        settled, self._seen = stamp == self._seen, stamp
        if stamp == self.stamp or not settled or self.reader.selected is not None:
            return
        self.stamp = stamp
        self._look()  # after what is under way, which may not have seen this file any more
        if stamp:
            self._read_again()

    def _read_again(self) -> None:
        """Show the open article as it is now, at the place where the person reads."""
        old, caret = self.document, self.reader.caret
        if old is None:
            return
        path = old.path

        def read() -> Again:
            stamp = self.workspace.stamp(path)
            if not stamp:
                return Again(path, stamp, None, None, 0)
            document = self.workspace.document(path)
            if document.digest == old.digest and document.metadata == old.metadata:
                return Again(path, stamp, None, self.workspace.placed(document), caret)
            placed = self.workspace.placed(document)
            return Again(
                path, stamp, document, placed, self.workspace.carried(old.text, document.text, caret)
            )

        self.opener.do(Job(read, self._again, saves=False))

    def _again(self, again: Again) -> None:
        if again.path != self.path or not again.stamp:
            return
        self.stamp = again.stamp
        if again.document is not None and again.placed is not None:
            self.show_document(again.document, again.placed, again.at)
            self.say_placed(again.placed)
        elif again.placed is not None:
            self.show_said(again.placed.annotations)

    def say_placed(self, placed: Placed) -> None:
        """Say what became of the highlights of the article that is opened."""
        if placed.sentence:
            way = f" {self.key('review')} shows them." if placed.uncertain or placed.lost else ""
            self.say(placed.sentence + way, severity="warning")
        if placed.unsaved:
            self.say(f"The new places are shown, but {placed.unsaved}.", severity="warning")
        if placed.placed:
            self._recount()

    def reload(self) -> None:
        """Show the library as the store has it now; a text that has changed meanwhile is read first."""
        if self.document is not None and self.workspace.stamp(self.path) != self.stamp:
            self._read_again()
            self.show_articles()
            self.after_change()
            return
        super().reload()
        if self.document is None:
            self.open(self.path if self.path in self.articles else self.first_path())

    def after_change(self) -> None:
        """What waits for a decision may have become less."""
        super().after_change()
        self._recount()

    def _recount(self, *, files: bool = False) -> None:
        """Say at the top how much waits for a decision; looking for gone ``files`` takes longer."""

        def count() -> tuple[int, int]:
            return self.workspace.waiting(), len(self.workspace.likely()) if files else self._files

        self.counter.do(Job(count, lambda found: self._show_waiting(*found), saves=False, waits=True))

    # The screens about it

    def action_review(self, at: str = "") -> None:
        """Go through the highlights whose place is uncertain or lost."""
        from tui.screens.review import ReviewScreen

        self._review = ReviewScreen(self.workspace, at, self._was_decided)
        self.app.push_screen(self._review)
        self.look()

    def action_changes(self) -> None:
        """Show the article beside its earlier version."""
        from tui.screens.changes import ChangesScreen

        if self.document is not None:
            self.app.push_screen(ChangesScreen(self.workspace, self.document, self.reader.caret))

    @on(AnnotationList.Chosen)
    def _to_review(self, message: AnnotationList.Chosen) -> None:
        item = self.said.get(message.key)
        if item is not None and item.placement.value in ("uncertain", "orphan"):
            self.action_review(item.id)

    def _was_decided(self, path: str) -> None:
        self._decided = True
        if path and self.document is None:
            self.path = path  # the file that the one on the screen is now

    def on_screen_resume(self) -> None:
        """Show what was decided on another screen."""
        if self._decided:
            self._decided = False
            self.reload()
            self._recount(files=True)
