"""The reader as an application: themes, messages, drafts, and one screen at a time."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, TypeAlias

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.command import Provider
from textual.notifications import Notify
from textual.screen import Screen

from corpus.clean import clean, clean_line
from styles import SHEET
from styles.roles import readable
from styles.themes import THEMES
from tui import sturdy
from tui.actions import BY_ID, bindings, key_name, keys_of
from tui.config import DEFAULT_THEME, Config, load
from tui.own_themes import own_themes
from tui.pace import Pace
from tui.screens.library.screen import LibraryScreen
from tui.sheet import Sheet
from tui.toasts import outdated, saying, take_off
from tui.typeahead import Typeahead
from tui.typed import typed

if TYPE_CHECKING:
    from annotations.drafts import Drafts
    from annotations.history import CannotUndo
    from annotations.workspace import Workspace
    from tui.dialogs.messages import Message
    from tui.picture import Standing

_GENERATIONS: Final = (700, 10, 1_000_000)  # the oldest objects are looked at by `_tidy` alone
_AGAIN: Final = 0.05  # seconds until leaving looks again whether all is saved
_TIDY: Final = 5.0  # seconds between two looks at the need for it
_RESTING: Final = 3.0  # seconds without a key after which a pause goes unnoticed
_DUE: Final = 20  # collections of the middle generation, after which there may be something
_OVERDUE: Final = 600  # and after which it must not wait any longer
Severity: TypeAlias = Literal["information", "warning", "error"]


def palette() -> type[Provider]:
    """The palette's list, imported when it is first opened."""
    from tui.palette import ActionProvider

    return ActionProvider


class ScholiastApp(App[None]):
    """The reader.

    Attributes:
        config: What the person configured.
        messages: Everything that was said, oldest first.
        sheet: The style sheet.
        ahead: The keys that came too early.
        pace: Of what is done beside the screen.
        goes_on: Whether a fault in the program costs only the key that met it.
    """

    TITLE = "Scholiast"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("global")]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {palette}
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self, workspace: Workspace, config: Config | None = None, creator: Callable[[], str] | None = None
    ) -> None:
        super().__init__()
        self._creator = creator
        loaded = load()
        self.workspace = workspace
        self.config = config or loaded.config
        self.problems = loaded.problems if config is None else ()
        self.messages: list[Message] = []
        self.goes_on = False
        self.ahead: Typeahead | None = None
        self.standing: Standing | None = None
        self._stumbles = sturdy.Stumbles(workspace.places.data / "faults.log")
        self.pace = Pace()
        self._later: list[Callable[[], object]] | None = []
        # Before the sheet is read: it speaks of colours that only a theme of ours has.
        for theme in THEMES:
            self.register_theme(theme)
        own = own_themes(workspace.places.themes, self.available_themes)
        for theme in own.themes:
            self.register_theme(theme)
        self.problems += own.problems
        there, wanted = self.available_themes, self.config.theme
        if wanted not in there:
            said = f"There is no theme “{clean_line(wanted, 40)}”, which 'theme' in the configuration names."
            self.problems += (said,)
        kept = workspace.personal.layout.get("theme")
        chosen = (each for each in (kept, wanted) if isinstance(each, str) and each in there)
        self.theme = next(chosen, DEFAULT_THEME)
        self.sheet = Sheet(self.get_css_variables())
        self.sheet.read_first(SHEET)
        self.stylesheet = self.sheet

    @cached_property
    def drafts(self) -> Drafts:
        """What was typed and not saved yet."""
        from annotations.drafts import Drafts

        return Drafts(self.workspace.personal_folder / "drafts")

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme and our own, those of text strong enough to be read."""
        self.theme_variables = readable(self.current_theme, super().get_css_variables())
        return self.theme_variables

    def on_mount(self) -> None:
        """Show the library."""
        self.set_keymap(dict(self.config.keys))
        self.push_screen(LibraryScreen(self.workspace))
        for problem in self.problems:
            self.say(problem, severity="warning")

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        if not isinstance(screen, LibraryScreen):
            self.sheet.read_rest()
        super()._load_screen_css(screen)

    def on_ready(self) -> None:
        """Painting begins only now: until here, nothing of what was refreshed was written."""
        self.call_after_refresh(self._go_on)

    def _go_on(self) -> None:
        """Once the first frame is out, do what waited for it."""
        later, self._later = self._later or [], None
        for act in (*later, self._settle):
            self.call_later(act)

    def after_first_frame(self, act: Callable[[], object]) -> None:
        """Do something once the first frame is out, or next if it is."""
        if self._later is None:
            self.call_later(act)
        else:
            self._later.append(act)

    def tell_of_library(self) -> None:
        """Say what the person should know of the library that was opened."""
        for problem in filter(None, (self.workspace.remark, self.workspace.writable)):
            self.say(problem, severity="warning")
        for found in self.workspace.left_unsaved():
            self.say(found.reminder, severity="warning")
        for finding in self.workspace.findings():
            self.say(finding.what, severity="warning" if finding.severity == "warning" else "information")

    def stumble(self, error: Exception) -> bool:
        """Say and note a fault in the program; whether to go on all the same."""
        if not (self.goes_on and self.is_running and self.screen_stack):
            return False
        self._stumbles.note(error)
        if self._stumbles.are_too_many():
            return False
        if self._stumbles.is_new(error):
            self.report(error)
        return True

    def _handle_exception(self, error: Exception) -> None:
        """Where Textual would end the program: a timer or a callback that failed."""
        if not self.stumble(error):
            super()._handle_exception(error)

    def _settle(self) -> None:
        """What was imported will not become garbage; hang-ups save."""
        self.sheet.read_rest()
        if self._creator is not None:
            self.workspace.by = self._creator()
        gc.freeze()
        gc.set_threshold(*_GENERATIONS)
        gc.enable()
        self.set_interval(_TIDY, self._tidy)
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is not None:
                signal.signal(number, lambda *_: self.call_later(self.leave))

    def _tidy(self) -> None:
        """Look for garbage among all objects while nobody is typing, since that takes longer than a frame."""
        due = gc.get_count()[2]
        resting = self.pace.rested() > _RESTING
        if due > _OVERDUE or (due > _DUE and resting):
            gc.collect()

    async def on_event(self, event: events.Event) -> None:
        """Note when a key or the mouse was used last; a key that comes too early waits."""
        if isinstance(event, events.InputEvent):
            self.pace.hold()
            if self.ahead is not None and self.ahead.takes(event):
                return
            event = typed(event)
        await super().on_event(event)

    def say(self, text: str, *, severity: Severity = "information", about: str = "") -> None:
        """Tell the person something: in a line that goes away, and among the messages.

        Args:
            about: What kind of message it is; it takes the place of the one of its kind on the screen.
        """
        from tui.dialogs.messages import Message

        said = clean(text)
        self.messages.append(Message(datetime.now().strftime("%H:%M"), severity, said))
        self.post_message(Notify(saying(said, severity, about, self.size.width)))

    def on_notify(self, event: Notify) -> None:
        """Make room for a message."""
        for old in tuple(outdated(self._notifications, event.notification)):
            del self._notifications[old]
            for screen in self.screen_stack:
                take_off(screen, old)

    def report(self, error: Exception) -> None:
        """Say what went wrong, in a sentence."""
        from annotations.changes import NotSaved, Stale
        from annotations.history import CannotUndo
        from corpus.files import Unreadable

        if isinstance(error, CannotUndo):
            self._offer_rest(error)
            return
        if isinstance(error, Stale):
            self.say(str(error), severity="warning")
            return
        if self.is_refusal(error) or isinstance(error, (NotSaved, Unreadable)):
            self.say(str(error), severity="warning" if self.is_refusal(error) else "error")
        elif isinstance(error, OSError):
            self.say(f"{error.strerror or error}: {error.filename or ''}", severity="error")
        else:
            self.say(
                f"Something went wrong that should not ({type(error).__name__}: {clean_line(str(error))}). "
                f"What was saved is safe. Details for the developers are in {self._stumbles.path}.",
                severity="error",
            )

    def _offer_rest(self, error: CannotUndo) -> None:
        """Ask whether to go on without what was changed since, lest it block all that was done before."""
        from tui.dialogs.confirm import Confirm

        act = getattr(self.screen, "action_redo" if error.again else "action_undo", None)
        if act is None:
            self.say(str(error), severity="warning")
            return
        what = "done again" if error.again else "taken back"
        question = f"This cannot be {what} whole" if error.rest else f"This cannot be {what}"
        yes = ("Do the rest" if error.again else "Take back the rest") if error.rest else "Pass it over"
        dialog = Confirm(question, str(error), yes=yes, no="Leave it")
        self.push_screen(dialog, lambda agreed: act(rest=True) if agreed else None)

    @staticmethod
    def is_refusal(error: Exception) -> bool:
        """Whether the error says that the thing cannot be done, not that it failed."""
        from annotations.changes import Stale
        from annotations.errors import ScholiastError
        from annotations.history import CannotUndo

        return isinstance(error, (ScholiastError, CannotUndo, Stale))

    def leave(self) -> None:
        """End the program with everything saved, or written elsewhere."""
        texts = [text for screen in self.screen_stack if (text := getattr(screen, "put_by", str)())]
        for screen in self.screen_stack:
            if isinstance(screen, LibraryScreen):
                screen.put_away()
                screen.rescue_at_end(texts)
        try:
            self.workspace.close()
        except Exception as error:  # nothing may keep the person from leaving
            self.log(error)
        self.exit()

    def action_quit_screen(self) -> None:
        """Go back one screen, or end."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
            return
        screens = [screen for screen in self.screen_stack if isinstance(screen, LibraryScreen)]
        if any(screen.saving for screen in screens):
            # What is under way may fail, and then leaving has to ask.
            self.set_timer(_AGAIN, self.action_quit_screen)
            return
        unsaved = sum(job not in screen.elsewhere for screen in screens for job in screen.unsaved)
        if not unsaved:
            self.leave()
            return
        from tui.dialogs.unsaved import UnsavedDialog

        def answered(answer: str | None) -> None:
            if answer == "leave":
                self.leave()
            elif answer == "elsewhere":
                screens[0].action_save_elsewhere(self.leave)

        self.push_screen(UnsavedDialog(unsaved), answered)

    def action_help_quit(self) -> None:
        """``Ctrl+c``, which leaves other programs: copy what is selected, else say what leaves this one."""
        screen = self.screen
        if isinstance(screen, LibraryScreen) and screen.reader.selected is not None:
            screen.action_copy()
            return
        key = key_name(keys_of(BY_ID["quit"], self.config.keys)[0])
        if len(self.screen_stack) > 2:
            self.say(f"{key} goes back, and leaves from the articles.")
        else:
            self.say(f"{key} leaves.")

    async def action_quit(self) -> None:
        """Go back one screen, or end."""
        self.action_quit_screen()

    def action_help(self) -> None:
        """Show the keys that work here."""
        from tui.available import offers
        from tui.dialogs.help import HelpDialog, key_rows

        rows = key_rows(offers(self.screen), self.context)
        self.push_screen(HelpDialog(self.context, dict(self.config.keys), rows=rows))

    @property
    def context(self) -> str:
        """Where the keyboard is, as a context of the registry."""
        return getattr(self.screen, "context", "global")

    def action_messages(self) -> None:
        """Show the messages again."""
        from tui.dialogs.messages import MessageList

        self.push_screen(MessageList(self.messages))

    def action_theme(self) -> None:
        """Choose the colours."""
        from tui.theme_list import theme_list

        self.push_screen(theme_list())

    def watch_theme(self, theme: str) -> None:
        """Remember the choice."""
        if self.is_running and self.workspace.personal.layout.get("theme") != theme:
            self.workspace.personal.change_layout({"theme": theme})
