"""The brief on the screen: choose what goes in, see it as it will read, save it or copy it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Label, Select

from annotations.brief.model import Flavour, GroupBy
from annotations.usecases.briefing import BriefRequest, template_of
from tui.actions import bindings
from tui.dialogs.find_bar import FindBar
from tui.screens.leafing import Leafing
from tui.screens.library.panes import MEDIUM
from tui.widgets.footer import Saved, StatusFooter
from tui.widgets.reader import Reader
from tui.work import Job, Worker

if TYPE_CHECKING:
    from annotations.workspace import Workspace

_HEAD: Final = 65_536  # bytes of a brief in which it says what it is of
_SHORT: Final = 22  # lines that the choices take with air between them
_PAUSE: Final = 0.15  # seconds without a key before the brief is made anew


class BriefScreen(Leafing):
    """What goes into the brief at the left, the rendered brief at the right.

    On a narrow screen the brief stands alone, and the choices take its place while they are used.
    """

    CONTEXT = "brief"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("brief"),
        Binding("escape", "leave", show=False),
    ]
    AUTO_FOCUS = "#page"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.text = ""
        self._worker = Worker(self, "brief")
        self._asked = 0
        self._prepared = False
        self._gone = False
        self._saving: tuple[Path, BriefRequest, Callable[[], None]] = (Path(), BriefRequest(), lambda: None)
        self.made = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Choices, page, foot."""
        with Horizontal():
            with VerticalScroll(id="choices", can_focus=False):
                yield Label("Which passages", classes="choice")
                yield Input(placeholder="all; or tag:… by:… words", id="query", compact=True)
                yield Label("", id="trouble")
                yield Label("Headings by", classes="choice")
                yield Select(
                    [("article" if name == "document" else name, name) for name in map(str, GroupBy)],
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
                yield Label("Template", classes="choice")
                yield Input(placeholder="ours; or a name or file", id="template", compact=True)
                yield Label("Save as", classes="choice")
                yield Input(value="brief.md", id="file", compact=True)
            yield Reader(id="page")
        yield FindBar(id="find")
        yield StatusFooter(id="foot")

    def on_mount(self) -> None:
        """Show the brief of everything."""
        self.set_foot()
        self.query_one("#file", Input).value = str(self.workspace.personal.layout.get("brief", "brief.md"))
        self._choose_as_saved()
        self._make()

    def _choose_as_saved(self) -> None:
        """Go on with the choices of the brief that is there."""
        try:
            with self.target.open("rb") as file:
                asked = BriefRequest.of(file.read(_HEAD).decode("utf-8", "replace"))
        except OSError:
            return
        if asked is not None:
            self.query_one("#query", Input).value = asked.query or ""
            self.query_one("#group", Select).value = str(asked.group_by)
            self.query_one("#flavour", Select).value = str(asked.flavour)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the choices to the room there is."""
        self.set_class(event.size.width < MEDIUM, "-narrow")
        self.set_class(event.size.height < _SHORT, "-short")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show what has the focus, and the keys that work there."""
        choosing = self.query_one("#choices") in event.widget.ancestors
        self.set_class(choosing, "-choosing")
        self.footer.context = "form" if choosing else "brief"

    def action_choices(self) -> None:
        """Go to the choices."""
        self._choose("#query")

    def _choose(self, field: str) -> None:
        self.add_class("-choosing")
        self.call_after_refresh(self.query_one(field).focus)

    def _read(self) -> None:
        self.remove_class("-choosing")
        self.call_after_refresh(self.to_text)

    def action_leave(self) -> None:
        """Leave the choices where they hide the brief, else the screen."""
        if self.has_class("-narrow") and self.has_class("-choosing"):
            self._read()
        else:
            self.app.action_quit_screen()

    @property
    def request(self) -> BriefRequest:
        """What the choices ask for."""
        return BriefRequest(
            query=self.query_one("#query", Input).value,
            group_by=GroupBy(str(self.query_one("#group", Select).value)),
            flavour=Flavour(str(self.query_one("#flavour", Select).value)),
            template=template_of(self.query_one("#template", Input).value),
        )

    @on(Input.Changed, "#query")
    @on(Input.Changed, "#template")
    @on(Select.Changed)
    def _chosen(self) -> None:
        self._asked += 1
        asked = self._asked
        self.set_timer(_PAUSE, lambda: self._make() if asked == self._asked else None)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._read()

    def _make(self) -> None:
        from corpus.document import Document
        from corpus.reader import document_from

        request = self.request

        def work() -> tuple[str, Document]:
            data = self.workspace.brief_file(request)
            return data.decode("utf-8"), document_from(data, "brief.md")

        self._worker.do(Job(work, self._made, saves=False))
        if not self._prepared:
            # The first look comes at once; who speaks and how many stories there are may take a while.
            self._prepared = True
            self._worker.do(
                Job(
                    lambda: self.workspace.prepare_brief(request.query or "", cancelled=lambda: self._gone),
                    lambda _: self._make(),
                    saves=False,
                )
            )

    def _made(self, found: tuple[str, object]) -> None:
        from corpus.document import Document

        self.text, document = found
        assert isinstance(document, Document)
        self.query_one("#trouble", Label).update("")
        self.reader.show(document, [], self.reader.top_offset)
        self._found = ()
        self.made.set()

    def on_unmount(self) -> None:
        """Nothing is found out for a screen that is gone."""
        self._gone = True

    def failed(self, error: Exception, job: Job[Any]) -> None:
        """Say what went wrong, where it can be mended."""
        from annotations.errors import NoBriefThere, NotWritten
        from tui.text import shown_line

        if job.saves:
            if isinstance(error, NoBriefThere):
                self._ask_to_replace(str(error))
                return
            self.footer.saved = Saved.NOT_SAVED
            self.app.report(error)
            if isinstance(error, (NotWritten, OSError)):
                self._choose("#file")  # another place may take it
            return
        self.query_one("#trouble", Label).update(shown_line(str(error)))

    @property
    def target(self) -> Path:
        """The file to save to, its folder without detours; a name without a folder is in the library."""
        name = self.query_one("#file", Input).value.strip() or "brief.md"
        path = self.workspace.root / Path(name).expanduser()
        return Path(os.path.realpath(path.parent)) / path.name

    @staticmethod
    def _named(path: Path) -> str:
        """``path`` as the person is told: whole, from home on where it is there."""
        home = Path(os.path.realpath(Path.home()))
        return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)

    def action_save(self) -> None:
        """Save the brief; into a brief that is there only what changed, over another file after asking."""
        self._save(lambda: None)

    def action_external(self) -> None:
        """Save the brief and open it in the person's own editor."""
        self._save(self._open_elsewhere)

    def _save(self, then: Callable[[], None]) -> None:
        path, request = self.target, self.request

        def work() -> str:
            if not path.exists():
                self.workspace.write(path, self.workspace.brief_file(request))
                return f"Saved {self._named(path)}."
            old = path.read_bytes()
            found = self.workspace.rewritten(old, request)
            if found.data != old:
                self.workspace.write(path, found.data)
            kept = f", {len(found.kept)} changed by hand and kept" if found.kept else ""
            gone = f", {len(found.gone)} no longer match" if found.gone else ""
            renewed = len(found.updated)
            new = f"{renewed} part{'s' * (renewed != 1)} renewed, {len(found.added)} added"
            return f"{path.name}: {new}{kept}{gone}; in {self._named(path.parent)}."

        def saved(sentence: str) -> None:
            self.workspace.personal.change_layout({"brief": self.query_one("#file", Input).value})
            self.footer.saved = Saved.SAVED
            self.app.say(sentence)
            then()

        self._saving = path, request, then
        self.footer.saved = Saved.SAVING
        self._worker.do(Job(work, saved))

    def _ask_to_replace(self, why: str) -> None:
        from tui.dialogs.confirm import Confirm

        path, request, then = self._saving

        def write() -> None:
            self.workspace.write(path, self.workspace.brief_file(request))

        def written(_: None) -> None:
            self.footer.saved = Saved.SAVED
            self.app.say(f"Saved {self._named(path)}.")
            then()

        def answered(yes: bool | None) -> None:
            if yes:
                self._worker.do(Job(write, written))
            else:
                self.footer.saved = Saved.SAVED

        self.app.push_screen(Confirm(f"Replace {path.name}?", why, yes="Replace", no="Keep it"), answered)

    def _open_elsewhere(self) -> None:
        from tui.external import NoEditor, open_file

        try:
            open_file(self.target, self.app, self.app.config.editor)
        except NoEditor as error:
            self.app.say(str(error), severity="warning")

    def action_copy(self) -> None:
        """Copy the Markdown."""
        from tui.clipboard import copy

        self.app.say(copy(self.text, self.app))
