"""What changed: an article's earlier version and the present one side by side, change by change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from annotations.usecases.comparing import Alteration, Changed
from corpus.clean import clean_line
from corpus.document import Document
from corpus.span import Span
from styles.palette import look
from tui.actions import bindings
from tui.available import missing
from tui.page.highlights import Mark
from tui.presenting import colours, marks
from tui.screens.cases import NARROW
from tui.widgets.footer import StatusFooter
from tui.widgets.headline import HeadLine
from tui.widgets.reader import Reader
from tui.work import Done, Failed, Job, Worker

if TYPE_CHECKING:
    from annotations.workspace import Workspace
    from tui.app import ScholiastApp

_QUOTED = 60  # code points of a highlight that are quoted at the head


class VersionReader(Reader, inherit_bindings=False):
    """One of the two versions: it is read, and nothing is done to it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("changes")]

    def show_change(self, span: Span) -> None:
        """Bring a change into view as the one that is meant."""
        self.go(span.start, centre=True, jump=False)


class ChangesScreen(Screen[None]):
    """The earlier version at the left, the present one at the right; changes that touch highlights first."""

    app: ScholiastApp
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.quit_screen", show=False)]
    AUTO_FOCUS = "#present"

    def __init__(self, workspace: Workspace, document: Document, at: int = 0) -> None:
        """Compare a document with its earlier version, beginning at offset ``at`` of the present text."""
        super().__init__()
        self.workspace = workspace
        self.document = document
        self.at = at
        self.found: Changed | None = None
        self.order: tuple[Alteration, ...] = ()
        self.index = -1
        self.worker = Worker(self, "changes")

    def compose(self) -> ComposeResult:
        """Head, the two versions, foot."""
        yield HeadLine(id="head")
        with Horizontal(id="sides"):
            with Vertical(id="before"):
                yield Static("AS IT WAS", classes="side-title")
                yield VersionReader(id="earlier")
            with Vertical(id="now"):
                yield Static("AS IT IS NOW", classes="side-title")
                yield VersionReader(id="present")
        yield Static(id="well")
        yield StatusFooter(id="foot")

    def on_mount(self) -> None:
        """Compare, beside the screen."""
        foot = self.query_one(StatusFooter)
        foot.keymap = self.app.config.keys
        foot.context = "changes"
        foot.without = missing(self)
        head = self.query_one(HeadLine)
        head.title = "What changed"
        head.about = "comparing …"
        self._paint()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._paint())
        self.query_one("#well").display = False
        self.worker.do(Job(lambda: self.workspace.changes(self.document), self._compared, saves=False))

    def _paint(self) -> None:
        theme = self.app.current_theme
        for reader in self.query(VersionReader):
            reader.colour = lambda name: look(name, theme)[:2]

    @property
    def context(self) -> str:
        """For footer and help."""
        return "changes"

    @property
    def earlier(self) -> VersionReader:
        """The version at the left."""
        return self.query_one("#earlier", VersionReader)

    @property
    def present(self) -> VersionReader:
        """The version at the right."""
        return self.query_one("#present", VersionReader)

    def _compared(self, found: Changed) -> None:
        self.found = found
        if not found.alterations:
            self._say_none(found)
            return
        touching = [each for each in found.alterations if each.touched]
        self.order = (*touching, *(each for each in found.alterations if not each.touched))
        book = self.workspace.codebook()
        names = {item.id: colours(item, book)[0] for item in found.annotations}
        self.earlier.show(
            earlier_version(found), [Mark(key, span, names[key]) for key, span in found.old_places]
        )
        # Plain marks: the strokes of uncertain ones would be taken for changes.
        plain = [mark._replace(uncertain=False) for mark in marks(found.annotations, book)]
        self.present.show(found.document, plain)
        self.earlier.matches = [each.old for each in found.alterations if each.old.length]
        self.present.matches = [each.new for each in found.alterations if each.new.length]
        self._show(0)

    def _say_none(self, found: Changed) -> None:
        self.query_one("#sides").display = False
        well = self.query_one("#well", Static)
        well.display = True
        well.update(nothing(found))
        self.query_one(HeadLine).about = found.document.metadata.title or found.document.path

    # Stepping

    def action_change_next(self) -> None:
        """Go to the next change, those that touch highlights first."""
        self._show(self.index + 1)

    def action_change_previous(self) -> None:
        """Go to the change before."""
        self._show(self.index - 1)

    def _show(self, index: int) -> None:
        if not self.order:
            return
        self.index = index % len(self.order)
        change = self.order[self.index]
        self.earlier.show_change(change.old)
        self.present.show_change(change.new)
        head = self.query_one(HeadLine)
        touching = sum(1 for each in self.order if each.touched)
        head.place = f"{self.index + 1} of {len(self.order)}"
        head.about = self._about(change) or (
            f"{touching} of {len(self.order)} touch highlights" if touching else "no highlight is touched"
        )

    def _about(self, change: Alteration) -> str:
        assert self.found is not None
        what = "moved" if change.moved else ""
        quotes = [item.selectors.exact for item in self.found.annotations if item.id in change.touched]
        if quotes:
            more = f" and {len(quotes) - 1} more" if len(quotes) > 1 else ""
            what = f"{what + ', ' if what else ''}touches “{clean_line(quotes[0], _QUOTED)}”{more}"
        return what

    @on(Reader.CaretMoved)
    def _follow(self, message: Reader.CaretMoved) -> None:
        """The other version follows where one is read."""
        versions = self.found.versions if self.found else None
        if versions is None or not self.order:
            return
        change = self.order[self.index]
        if (self.earlier.caret, self.present.caret) == (change.old.start, change.new.start):
            return  # both were brought to a change
        if self.present.has_focus:
            offset = versions.brought_back(self.present.caret)
            if message.offset == self.present.caret and offset != self.earlier.caret:
                self.earlier.go(offset, jump=False)
        elif self.earlier.has_focus:
            offset = versions.carried(self.earlier.caret)
            if message.offset == self.earlier.caret and offset != self.present.caret:
                self.present.go(offset, jump=False)

    def action_next_pane(self) -> None:
        """The keyboard to the other version."""
        (self.earlier if self.present.has_focus else self.present).focus()

    action_previous_pane = action_next_pane

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room, else one above the other."""
        self.set_class(event.size.width < NARROW, "-narrow")

    @on(Done)
    def _done(self, message: Done) -> None:
        message.job.then(message.result)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.app.report(message.error)

    def on_unmount(self) -> None:
        """Finish what is being compared."""
        self.worker.close()


def earlier_version(found: Changed) -> Document:
    """The earlier text as a document: blocks that are the same now look as they do now."""
    from corpus.plaintext import blocks_of

    text = found.document.text
    known = {block.span.of(text): block for block in found.document.blocks}
    blocks = (
        replace(known.get(block.span.of(found.earlier), block), span=block.span)
        for block in blocks_of(found.earlier)
    )
    return Document(found.document.path, found.earlier, tuple(blocks))


def nothing(found: Changed) -> Content:
    """What stands where there is nothing to compare."""
    if found.earlier:
        return Content.styled("The article is as it was.", "bold")
    return Content.assemble(
        ("There is no earlier version.\n", "bold"),
        ("A text is kept from its first highlight on, so that later changes can be shown.", "$quiet"),
    )
