"""A study: a screen over the whole library, with a list, what its cursor is on, and the line at the foot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from annotations.told import told
from styles.palette import look
from tui.drafted import Drafted
from tui.screens.ways import Ways
from tui.widgets.detail import Detail
from tui.widgets.filtered import FilteredList
from tui.widgets.footer import Saved, StatusFooter
from tui.widgets.title import TitleLine
from tui.work import Job, Worker

if TYPE_CHECKING:
    from annotations.changes import Command
    from tui.app import Severity
    from tui.dialogs.note_editor import NoteEditor
    from tui.screens.library.studying import Studying

Result = TypeVar("Result")
_PAUSE = 0.04  # seconds that the cursor rests before its item is told beside the list


class Start(NamedTuple):
    """How a list begins.

    Attributes:
        key: Of the item that the cursor is put on, "" for the first.
        typed: What stands on the filter line.
        picked: Keys of what is picked.
    """

    key: str = ""
    typed: str = ""
    picked: frozenset[str] = frozenset()


class Study(Ways):
    """What codebook, passages, notes and history have in common.

    Changes go through the main screen, which keeps what could not be saved and tries again.

    Attributes:
        start: How the list begins once its items are there; nothing of it after that.
    """

    WIDE: ClassVar[int] = 70
    """Cells from which there is room for the detail at the side."""

    def __init__(self, desk: Studying) -> None:
        super().__init__()
        self.desk = desk
        self.workspace = desk.workspace
        self.start = Start()
        self.reading = Worker(self, "study")
        self._told = 0

    # What a subclass says.

    def list_widget(self) -> FilteredList[Any]:
        """A new list, still empty, for what `fetch` finds."""
        raise NotImplementedError

    def fetch(self) -> Any:
        """In the worker's thread: what is to be shown."""
        raise NotImplementedError

    def show(self, found: Any) -> None:
        """Put what was fetched into the list."""
        raise NotImplementedError

    def told(self) -> Content:
        """What stands at the side."""
        return Content()

    # The screen.

    def compose(self) -> ComposeResult:
        """Head, list and detail, foot."""
        yield TitleLine(id="head")
        with Horizontal(id="study"):
            yield self.list_widget()
            yield Detail(id="detail")
        yield StatusFooter(id="foot")

    @property
    def items(self) -> FilteredList[Any]:
        """The list that is on the screen."""
        return self.query_one(FilteredList)

    @property
    def here(self) -> Start:
        """The start of a list that is to begin where this one is."""
        return Start(self.items.cursor_key, self.items.filter_text)

    def begin(self) -> None:
        """Put filter and cursor where they are to begin, the items being there."""
        start, self.start = self.start, Start()
        if start.typed:
            self.items.filter_text = start.typed
        if start.key:
            self.items.move_to(start.key)

    def on_mount(self) -> None:
        """Ask for what is to be shown."""
        head = self.query_one(TitleLine)
        head.library = self.workspace.name
        head.counts = self.desk.query_one(TitleLine).counts
        self.set_foot()
        self.watch(self.desk.footer, "saved", self._mirror)
        self.paint()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.paint())
        self.items.focus()
        self.load()

    def _mirror(self, saved: Saved) -> None:
        self.footer.saved = saved

    def paint(self) -> None:
        """Colour tags as the theme has them."""
        theme = self.app.current_theme
        self.items.colour = lambda name: look(name, theme).bar
        self.tell()

    def bar(self, colour: str) -> Content:
        """A bar in a colour of the codebook."""
        return Content.styled("▌", look(colour, self.app.current_theme).bar)

    def on_resize(self) -> None:
        """The detail stands at the side only where there is room."""
        self.query_one(Detail).display = self.size.width >= self.WIDE

    def load(self) -> None:
        """Read anew what is shown, beside the screen."""
        self.reading.do(Job(self.fetch, self._fetched, saves=False))

    def _fetched(self, found: Any) -> None:
        if self.is_attached:
            self.show(found)
            self.tell()

    @on(FilteredList.Highlighted)
    def _moved(self) -> None:
        """The cursor moved: tell what it is on once it rests."""
        self._told += 1
        asked = self._told
        self.set_timer(_PAUSE, lambda: self.tell() if asked == self._told else None)

    def tell(self) -> None:
        """Tell at the side what the cursor is on."""
        if self.is_mounted:
            self.query_one(Detail).tell(self.told())

    @on(FilteredList.Typing)
    def _typing(self, message: FilteredList.Typing) -> None:
        """While a filter is typed the foot offers no key that would only be a letter of it."""
        self.footer.context = "narrowing" if message.on else self.context

    @on(FilteredList.Left)
    def _left(self) -> None:
        self.leave()

    def leave(self) -> None:
        """Go back to where this was opened."""
        self.app.action_quit_screen()

    # Changes.

    def save(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], None] = lambda result: None,
        *,
        keeps: bool = True,
    ) -> None:
        """Change the library beside the screen; ``then`` gets the outcome once it is durable."""

        def failed(_: Exception) -> None:
            if self.is_attached:
                self.load()  # what was shown beforehand is not so

        def saved(result: Result) -> None:
            self.desk.stale = True
            if self.desk.app.screen is self.desk:
                self.desk.on_screen_resume()  # this screen was left before the work was done
            if self.is_attached:
                then(result)
                self.load()

        self.desk.save(work, saved, keeps=keeps, otherwise=failed)

    def write(
        self,
        editor: type[NoteEditor],
        quotation: str,
        old: str,
        key: str,
        work: Callable[[str], Result],
        then: Callable[[Result], None],
    ) -> None:
        """Let the person write a text instead of ``old``; its draft stays until it is durable.

        Args:
            key: Names the draft.
            work: Saves the text.
        """
        draft = Drafted(self.app, key)

        def written(text: str | None) -> None:
            if text is not None and text != old:
                self.save(draft.saving(lambda: work(text)), then)

        self.app.push_screen(draft.editor(editor, quotation, old), written)

    def say(self, message: str, *, severity: Severity = "information") -> None:
        """Tell the person something, in a line that goes away."""
        self.app.say(message, severity=severity)

    def action_undo(self, *, rest: bool = False) -> None:
        """Take back the last change to the library; ``rest`` without what was changed since."""
        self.save(lambda: self.workspace.undo(rest=rest), self._said, keeps=False)

    def action_redo(self, *, rest: bool = False) -> None:
        """Make the change again; ``rest`` without what was changed since."""
        self.save(lambda: self.workspace.redo(rest=rest), self._said, keeps=False)

    def _said(self, command: Command) -> None:
        self.app.say(told(command), about="undo")

    def after(self, command: Command) -> None:
        """Say what a change did, and that it can be taken back."""
        self.app.say(told(command, self.way_back), about="undo")

    def on_unmount(self) -> None:
        """Nothing is read for a screen that is gone."""
        self.reading.drop()
