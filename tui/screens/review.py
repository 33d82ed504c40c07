"""The review: what a person decides about highlights whose place is uncertain or lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from annotations.changes import Stale
from annotations.told import told
from annotations.usecases.placing.comparing import Beside
from annotations.usecases.placing.likely_files import Likely
from annotations.usecases.placing.reviewing import Doubt
from tui.screens.cases import Cases, PlaceReader
from tui.widgets.footer import Saved
from tui.widgets.passage import PassageView
from tui.work import Job

if TYPE_CHECKING:
    from annotations.changes import Command


class ReviewScreen(Cases):
    """Accept, choose another place, leave without one, delete: each a command that can be undone."""

    def _save(self, work: Callable[[], Command], said: str, followed: str = "") -> None:
        self.footer.saved = Saved.SAVING

        def saved(command: Command) -> None:
            self.footer.saved = Saved.SAVED
            self.app.say(said or told(command), about="undo")
            self.decided(followed)
            self.query_one(PassageView).focus()
            self.worker.do(Job(self.find, self.found, saves=False))

        self.worker.do(Job(work, saved))

    def action_accept_place(self) -> None:
        """Say that the passage stands here now, or that the file is this one."""
        case, found = self.case, self.opened
        if case is None or found is None:
            return
        if isinstance(case, Likely):
            identity, path = case.record.id, case.path
            said = f"It is {path} now. {self.way_back}."
            self._save(lambda: self.workspace.adopt(identity, path), said, path)
        elif isinstance(found, Beside):
            if found.place is None:
                self.app.say(
                    f"It has no place to accept. {self.key('choose_place')} goes to the text to choose one."
                )
                return
            item = found.doubt.annotation
            self._save(
                lambda: self.workspace.accept([item.id], item.placed),
                f"Accepted. {self.way_back}.",
            )

    def action_choose_place(self) -> None:
        """Go to the text, to select where the passage stands now."""
        if isinstance(self.case, Doubt):
            self.query_one(PlaceReader).focus()

    def action_take_place(self) -> None:
        """Make what is selected the place of the passage."""
        found, reader = self.opened, self.query_one(PlaceReader)
        if not isinstance(found, Beside):
            return
        span = reader.target_span() if reader.selected is not None else None
        if not span or not span.length:
            self.app.say(
                f"Select the passage first: {self.key('select')} from here, {self.key('take_sentence')} the "
                f"sentence, {self.key('take_paragraph')} the paragraph."
            )
            return
        identity, digest = found.doubt.annotation.id, found.document.digest
        self._save(
            lambda: self.workspace.replace_place(identity, span, digest),
            f"It stands there now. {self.way_back}.",
        )

    def action_stop_choosing(self) -> None:
        """Drop the selection, else leave the text."""
        reader = self.query_one(PlaceReader)
        if reader.selected is not None:
            reader.action_let_go()
        else:
            self.query_one(PassageView).focus()

    def action_keep_lost(self) -> None:
        """Keep what was said, without a place or without a file."""
        case = self.case
        if case is None:
            return
        if isinstance(case, Likely):
            identity = case.record.id
            self._save(
                lambda: self.workspace.settle(identity),
                f"It stays without a file. {self.way_back}.",
            )
        else:
            item = case.annotation
            self._save(
                lambda: self.workspace.orphan([item.id]),
                f"It stays without a place. {self.way_back}.",
            )

    def action_delete(self) -> None:
        """Delete the annotation."""
        case = self.case
        if not isinstance(case, Doubt):
            return
        item = case.annotation
        self._save(lambda: self.workspace.delete([item.id]), f"Deleted. {self.key('undo')} brings it back.")

    def action_undo(self, *, rest: bool = False) -> None:
        """Take back the last change to the library; ``rest`` without what was changed since."""
        self._back(lambda: self.workspace.undo(rest=rest))

    def action_redo(self, *, rest: bool = False) -> None:
        """Make the change again; ``rest`` without what was changed since."""
        self._back(lambda: self.workspace.redo(rest=rest))

    def _back(self, work: Callable[[], Command]) -> None:
        def done() -> Command:
            command = work()
            ids = [change.id for change in command.changes if change.table in ("annotations", "documents")]
            self.at = ids[0] if ids else ""
            return command

        self._save(done, "")

    def failed(self, error: Exception, job: Job[Any]) -> None:
        """Say what went wrong, and show what a change that failed was about as it stands now."""
        refused = self.app.is_refusal(error)
        if isinstance(error, Stale):
            refused = True
            self.app.say("Another program has changed this one meanwhile; here it is as it stands now.")
        else:
            self.app.report(error)
        if job.saves:
            self.footer.saved = Saved.SAVED if refused else Saved.NOT_SAVED
            self.worker.do(Job(self.find, self.found, saves=False))
