"""Sides: two texts side by side, read together, each with the keyboard in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from styles.palette import look
from tui.screens.cases import NARROW
from tui.screens.working import Working
from tui.widgets.footer import StatusFooter
from tui.widgets.headline import HeadLine
from tui.widgets.reader import Reader
from tui.work import Worker

if TYPE_CHECKING:
    pass


class Side(NamedTuple):
    """One of the two: ids of its column and of its page, and what stands above."""

    column: str
    page: str
    title: str


class Sides(Working):
    """What the screens with two texts have in common."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.quit_screen", show=False)]
    CONTEXT = "changes"
    TITLE_TEXT: ClassVar[str] = ""
    SIDES: ClassVar[tuple[Side, Side]]
    READER: ClassVar[type[Reader]] = Reader
    LEAST: ClassVar[int] = NARROW
    """Cells from which they stand beside each other."""

    def __init__(self) -> None:
        super().__init__()
        self.worker = Worker(self, "sides")

    def compose(self) -> ComposeResult:
        """Head, the two texts, foot."""
        yield HeadLine(id="head")
        with Horizontal(id="sides"):
            for side in self.SIDES:
                with Vertical(id=side.column):
                    yield Static(Content(side.title), classes="side-title")
                    yield self.READER(id=side.page)
        yield Static(id="well")
        yield StatusFooter(id="foot")

    def on_mount(self) -> None:
        """Set up head and foot, and begin."""
        self.set_foot()
        self.head.title = self.TITLE_TEXT
        self.head.about = "comparing …"
        self.paint()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.paint())
        self.query_one("#well").display = False
        self.begin()

    def begin(self) -> None:
        """Ask for the two texts, beside the screen."""
        raise NotImplementedError

    def paint(self) -> None:
        """Colour what is marked as the theme has it."""
        theme = self.app.current_theme
        for reader in self.query(Reader):
            reader.colour = lambda name: look(name, theme)[:2]

    @property
    def head(self) -> HeadLine:
        """The line at the head."""
        return self.query_one(HeadLine)

    @property
    def left(self) -> Any:
        """The page at the left."""
        return self.query_one(f"#{self.SIDES[0].page}", self.READER)

    @property
    def right(self) -> Any:
        """The page at the right."""
        return self.query_one(f"#{self.SIDES[1].page}", self.READER)

    def say_none(self, words: Content, about: str) -> None:
        """Show a few words where there is nothing to compare."""
        self.query_one("#sides").display = False
        well = self.query_one("#well", Static)
        well.display = True
        well.update(Content.assemble(words))
        self.head.about = about

    def action_next_pane(self) -> None:
        """The keyboard to the other text."""
        (self.left if self.right.has_focus else self.right).focus()

    action_previous_pane = action_next_pane

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room, else one above the other."""
        self.set_class(event.size.width < self.LEAST, "-narrow")

    def on_unmount(self) -> None:
        """Nobody waits for what is being compared."""
        self.worker.drop()
