"""Working: what every screen does, which is work beside itself, and a foot that tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.screen import Screen

from tui.actions import BY_ID, key_name, keys_of
from tui.available import missing
from tui.widgets.footer import StatusFooter
from tui.work import Done, Failed, Job, Worker

if TYPE_CHECKING:
    from tui.app import ScholiastApp


class Working(Screen[None]):
    """A screen with a foot, whose work is done in threads beside it.

    Attributes:
        CONTEXT: Of the registry, for foot and help.
    """

    app: ScholiastApp
    CONTEXT: ClassVar[str] = "global"

    @property
    def context(self) -> str:
        """Where the keyboard is, for foot and help."""
        return self.CONTEXT

    # The foot.

    @property
    def footer(self) -> StatusFooter:
        """The line at the foot."""
        return self.query_one(StatusFooter)

    def set_foot(self) -> None:
        """Let the foot offer the keys that work here, as the person has them."""
        foot = self.footer
        foot.keymap = self.app.config.keys
        foot.without = missing(self)
        foot.context = self.context

    def on_key(self, event: events.Key) -> None:
        """What the foot said is over once something else is done."""
        self.footer.key_came(event.key)

    def key(self, action: str) -> str:
        """The key of an action as the person has it, as it is written in a sentence."""
        return key_name(keys_of(BY_ID[action], self.app.config.keys)[0])

    @property
    def way_back(self) -> str:
        """``u takes it back``, for the end of a sentence about a change."""
        return f"{self.key('undo')} takes it back"

    # Painting.

    def _on_timer_update(self) -> None:
        # All that is to be painted by now comes in this frame. A widget says so when its turn comes; those
        # whose turn is later would need another frame, and this one would show half of what a key has done.
        for widget in self._compositor.visible_widgets:
            if widget._repaint_regions and not widget._layout_required:
                widget._repaint_required = False
                self._dirty_widgets.add(widget)
        super()._on_timer_update()

    # Work.

    def on_unmount(self) -> None:
        """The threads of a screen that is gone end after what is in line."""
        for mine in vars(self).values():
            if isinstance(mine, Worker):
                mine.end()

    @on(Done)
    def _done(self, message: Done) -> None:
        self.done(message.job, message.result)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.failed(message.error, message.job)

    def done(self, job: Job[Any], result: Any) -> None:
        """Take the result of what ended well."""
        job.then(result)

    def failed(self, error: Exception, job: Job[Any]) -> None:
        """Say what went wrong."""
        self.app.report(error)
        if job.otherwise is not None:
            job.otherwise(error)
