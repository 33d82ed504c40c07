"""The brief on the screen: choose what goes in, see it as it will read, save it or copy it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input, Label, Select

from annotations.brief.model import Flavour, GroupBy
from annotations.usecases.briefing import BriefRequest
from tui.actions import bindings
from tui.available import missing
from tui.widgets.footer import Saved, StatusFooter
from tui.widgets.reader import Reader
from tui.work import Done, Failed, Job, Worker

if TYPE_CHECKING:
    from annotations.workspace import Workspace
    from tui.app import ScholiastApp

_PAUSE: Final = 0.15  # seconds without a key before the brief is made anew


class BriefScreen(Screen[None]):
    """What goes into the brief at the left, the rendered brief at the right."""

    app: ScholiastApp
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("brief"),
        Binding("escape", "app.quit_screen", show=False),
    ]
    AUTO_FOCUS = "#page"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.text = ""
        self._worker = Worker(self, "brief")
        self._asked = 0
        self.made = asyncio.Event()

    @property
    def context(self) -> str:
        """For footer and help."""
        return "brief"

    def compose(self) -> ComposeResult:
        """Choices, page, foot."""
        with Horizontal():
            with Vertical(id="choices"):
                yield Label("Which passages", classes="choice")
                yield Input(placeholder="all; or tag:… by:… words", id="query", compact=True)
                yield Label("", id="trouble")
                yield Label("Headings by", classes="choice")
                yield Select(
                    [("tag", "tag"), ("article", "document"), ("date", "date"), ("source", "source")],
                    value="tag",
                    allow_blank=False,
                    id="group",
                    compact=True,
                )
                yield Label("For", classes="choice")
                yield Select(
                    [(name, name.lower()) for name in ("Plain", "Pandoc", "Quarto", "Obsidian")],
                    value="plain",
                    allow_blank=False,
                    id="flavour",
                    compact=True,
                )
                yield Label("Save as", classes="choice")
                yield Input(value="brief.md", id="file", compact=True)
            yield Reader(id="page")
        yield StatusFooter(id="foot")

    def on_mount(self) -> None:
        """Show the brief of everything."""
        foot = self.query_one(StatusFooter)
        foot.keymap = self.app.config.keys
        foot.without = missing(self)
        foot.context = "brief"
        self._make()

    @property
    def request(self) -> BriefRequest:
        """What the choices ask for."""
        return BriefRequest(
            query=self.query_one("#query", Input).value,
            group_by=GroupBy(str(self.query_one("#group", Select).value)),
            flavour=Flavour(str(self.query_one("#flavour", Select).value)),
        )

    @on(Input.Changed, "#query")
    @on(Select.Changed)
    def _chosen(self) -> None:
        self._asked += 1
        asked = self._asked
        self.set_timer(_PAUSE, lambda: self._make() if asked == self._asked else None)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(Reader).focus()

    def _make(self) -> None:
        from corpus.document import Document
        from corpus.reader import document_from

        request = self.request

        def work() -> tuple[str, Document]:
            text = self.workspace.brief(request)
            return text, document_from(text.encode("utf-8"), "brief.md")

        self._worker.do(Job(work, self._made, saves=False))

    def _made(self, found: tuple[str, object]) -> None:
        from corpus.document import Document

        self.text, document = found
        assert isinstance(document, Document)
        self.query_one("#trouble", Label).update("")
        reader = self.query_one(Reader)
        reader.show(document, [], reader.top_offset)
        self.made.set()

    @on(Done)
    def _done(self, message: Done) -> None:
        message.job.then(message.result)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        from tui.text import shown_line

        self.query_one("#trouble", Label).update(shown_line(str(message.error)))

    def action_save(self) -> None:
        """Save the brief; ask before another file is replaced."""
        from tui.dialogs.confirm import Confirm

        name = self.query_one("#file", Input).value.strip() or "brief.md"
        path = Path(name).expanduser()
        if not path.is_absolute():
            path = self.workspace.root / path
        if path.exists():
            question = Confirm(f"Replace {path}?", "It is there already.", yes="Replace", no="Keep it")
            self.app.push_screen(question, lambda yes: self._write(path) if yes else None)
        else:
            self._write(path)

    def _write(self, path: Path) -> None:
        text = self.text
        foot = self.query_one(StatusFooter)
        foot.saved = Saved.SAVING

        def written(_: None) -> None:
            foot.saved = Saved.SAVED
            self.app.say(f"Saved {path}.")

        self._worker.do(Job(lambda: self.workspace.write(path, text.encode("utf-8")), written))

    def action_copy(self) -> None:
        """Copy the Markdown."""
        from tui.clipboard import copy

        self.app.say(copy(self.text, self.app))
