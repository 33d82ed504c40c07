"""The frame that every dialog stands in: a title, the body, a quiet line of keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.actions import bindings, footer_for, key_name, keys_of
from tui.registry import Action

if TYPE_CHECKING:
    from tui.app import ScholiastApp

Result = TypeVar("Result")
_GAP: Final = "   "


class Dialog(ModalScreen[Result]):
    """A modal dialog. Subclasses give `TITLE_TEXT`, `CONTEXT` and `body`; ``Esc`` gives None.

    The look is in the style sheet under ``Dialog``: `#frame`, `#title`, `#keys`.
    """

    app: ScholiastApp
    TITLE_TEXT: ClassVar[str] = ""
    CONTEXT: ClassVar[str] = "dialog"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("dialog")]
    # On a small screen the style sheet leaves out what only makes a dialog airy.
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (60, "-roomy")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """Title, body and keys within the frame."""
        with Vertical(id="frame"):
            yield Static(self.heading(), id="title")
            yield from self.body()
            yield Static(self.keys_line(), id="keys")

    def heading(self) -> Content:
        """The title as display text."""
        return Content(self.TITLE_TEXT)

    def body(self) -> ComposeResult:
        """The widgets between title and keys."""
        yield from ()

    def keys_line(self) -> Content:
        """The keys of this dialog, from the registry and the user's keymap."""
        return keys_line(footer_for(self.CONTEXT), self.app.config.keys)

    def action_close(self) -> None:
        """Closes without a result."""
        self.dismiss(None)


def keys_line(actions: tuple[Action, ...], keymap: Mapping[str, str] | None = None) -> Content:
    """Keys and words of ``actions`` on one line, keys in the theme's colour for keys."""
    parts = []
    for action in actions:
        keys = keys_of(action, keymap)
        if keys:
            name = Content.styled(key_name(keys[0]), "$footer-key-foreground")
            parts.append(name + Content.styled(f" {action.brief}", "$quiet"))
    return Content(_GAP).join(parts)
