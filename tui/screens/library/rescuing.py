"""Rescuing: what could not be saved is written to files elsewhere, on request and when the program ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.screens.library.keeping import Keeping
from tui.work import Job

if TYPE_CHECKING:
    from annotations.usecases.rescuing import Rescued
    from annotations.workspace import Workspace


class Rescuing(Keeping):
    """The part of the screen that loses nothing though the library takes nothing.

    Attributes:
        elsewhere: What could not be saved and was written elsewhere.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.elsewhere: dict[Job[Any], None] = {}

    def action_save_elsewhere(self, then: Callable[[], object] = lambda: None) -> None:
        """Ask for a folder and write there what could not be saved; ``then`` is done once it is there."""
        from tui.dialogs.line import LineDialog

        if not self.unsaved:
            self.say("Everything is saved.")
            return

        def written(found: Rescued) -> None:
            self.elsewhere.update(dict.fromkeys(jobs))
            self.say(found.sentence)
            then()

        def write(folder: str | None) -> None:
            if folder and folder.strip():
                place = Path(folder.strip()).expanduser().absolute()
                works = [job.work for job in jobs]
                self.saver.do(Job(lambda: rescued(works, place), written, saves=False))

        def rescued(works: Sequence[Callable[[], object]], place: Path) -> Rescued:
            with self.app.drafts.kept():  # the notes are not saved yet
                return self.workspace.rescue(works, place)

        jobs = tuple(self.unsaved)
        self.app.push_screen(
            LineDialog("Write what is unsaved to the folder", str(Path.home())), callback=write
        )

    def saved_late(self, job: Job[Any]) -> None:
        """What was written elsewhere is not needed any more."""
        if job not in self.elsewhere:
            super().saved_late(job)
            return
        del self.elsewhere[job]
        self.say("Saved now in the library, too. Do not load the files that it was written to.")

    def rescue_at_end(self, texts: Sequence[str]) -> None:
        """Write what could not be saved, and ``texts`` that no draft could take, wherever there is room.

        Called once nothing is being saved any more.
        """
        jobs = [job for job in self.saver.undone if job.saves and job.keeps and job not in self.elsewhere]
        if jobs or texts:
            with self.app.drafts.kept():
                self.workspace.rescue_at_end([job.work for job in jobs], texts)
