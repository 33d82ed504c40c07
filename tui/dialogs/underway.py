"""Long work in the foreground: how far it is, on what, and a key that stops it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final, Generic, TypeAlias, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.dialogs.frame import Dialog
from tui.text import shown_line
from tui.work import Done, Failed, Job, Worker

Result = TypeVar("Result")
Tell: TypeAlias = Callable[[int, int, str], None]
Work: TypeAlias = Callable[[Tell, Callable[[], bool]], Result]
_WIDTH: Final = 40  # cells of the bar


class Underway(Dialog[Any], Generic[Result]):
    """Does a piece of work and gives what came of it; None if it failed, which has been said by then.

    Args:
        title: What is done, in our own words.
        work: Runs in a thread; it gets what is to be told (how many are done, of how many, on what),
            and what says whether to stop.
    """

    class Progress(Message):
        """The work has come some way."""

        def __init__(self, done: int, total: int, what: str) -> None:
            super().__init__()
            self.done = done
            self.total = total
            self.what = what

    def __init__(self, title: str, work: Work[Result]) -> None:
        super().__init__()
        self._title = title
        self._work = work
        self._stop = threading.Event()
        self.worker = Worker(self, "underway")

    def heading(self) -> Content:
        """What is done."""
        return shown_line(self._title)

    def body(self) -> ComposeResult:
        """The bar, and what the work is on."""
        yield Static(bar(0, 0), id="bar")
        yield Static(id="remark")

    def keys_line(self) -> Content:
        """Leaving means stopping."""
        return Content.assemble(("Esc", "$footer-key-foreground"), (" stop; what is done stays", "$quiet"))

    def on_mount(self) -> None:
        """Begin."""

        def tell(done: int, total: int, what: str) -> None:
            self.post_message(self.Progress(done, total, what))

        self.worker.do(Job(lambda: self._work(tell, self._stop.is_set), self._ended, saves=False))

    def _ended(self, result: Result) -> None:
        self.dismiss(result)

    @on(Progress)
    def _progressed(self, message: Progress) -> None:
        self.query_one("#bar", Static).update(bar(message.done, message.total))
        if not self._stop.is_set():
            self.query_one("#remark", Static).update(shown_line(message.what).stylize("$quiet"))

    @on(Done)
    def _done(self, message: Done) -> None:
        message.job.then(message.result)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.app.report(message.error)
        self.dismiss(None)

    def action_close(self) -> None:
        """Ask the work to stop; the dialog closes when it has."""
        self._stop.set()
        self.query_one("#remark", Static).update(Content.styled("Stopping …", "$warning"))

    def on_unmount(self) -> None:
        """Nothing goes on behind a dialog that is gone."""
        self._stop.set()
        self.worker.drop()


def bar(done: int, total: int) -> Content:
    """How far it is, as a line and in numbers."""
    full = round(_WIDTH * done / total) if total else 0
    count = f"  {done:,} of {total:,} done" if total else "  looking"
    return Content.assemble(("━" * full, "$primary"), ("━" * (_WIDTH - full), "$rule"), (count, "$quiet"))
