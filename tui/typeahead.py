"""Typing ahead: keys that mean a passage wait until the passage is there, and the keys after them too."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import App

from tui.typed import typed

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from tui.app import ScholiastApp

PATIENCE: Final = 2.0
"""Seconds that keys wait at most."""
_GAP: Final = 0.03  # seconds between two keys, as between those of a fast hand: what one closes is gone
_LET_GO: Final = frozenset({"escape", "ctrl+c", "ctrl+q"})

PASSAGE: Final = (
    "highlight", "tag", "note", "copy", "delete", "grow", "shrink",
    *(f"pinned_{digit}" for digit in range(1, 10)),
)  # fmt: skip
"""Actions on what is under the caret: wrong while what was made there is still being saved."""
ARTICLE: Final = (*PASSAGE, "select", "select_paragraphs", "take_sentence", "take_paragraph", "status")
"""Actions on an article that is there: nothing, while it is still being read."""
MOVES: Final = (
    "line_down", "line_up", "char_left", "char_right", "word_right", "word_left", "page_down", "page_up",
    "top", "bottom", "paragraph_next", "paragraph_previous", "sentence_next", "sentence_previous",
)  # fmt: skip
"""Actions that need nothing but a text."""


class Typeahead:
    """Keys that came too early, in order, and presses of the mouse where these would mean nothing yet.

    Args:
        app: Whose keys they are.
        hindrance: Why a key has to wait now; empty if it has not. Asked with no key, why the mouse has to.
    """

    def __init__(self, app: ScholiastApp, hindrance: Callable[[str], str]) -> None:
        self._app = app
        self._hindrance = hindrance
        self._keys: deque[events.InputEvent] = deque()
        self._turn = 0  # of those that wait: a timer of earlier ones means nothing
        self._going = False

    def takes(self, event: events.InputEvent) -> bool:
        """Whether what was pressed waits from now on."""
        if event.is_forwarded:
            return False
        if isinstance(event, events.Key):
            if self._keys and event.key in _LET_GO:
                self._keys.clear()
                return False
            waits = bool(self._keys) or self._going
        elif isinstance(event, (events.MouseDown, events.MouseUp)):
            waits = False
        else:
            return False
        first = not (self._keys or self._going)
        if waits or self._is_early(event):
            self._keys.append(event)
            if first:
                self._wait()
            return True
        return False

    def _wait(self) -> None:
        self._turn += 1
        turn = self._turn
        self._app.set_timer(PATIENCE, lambda: self._give_up(turn))

    def _is_early(self, event: events.InputEvent) -> bool:
        return _key_of(event) not in _LET_GO and bool(self._hindrance(_key_of(event)))

    def go_on(self) -> None:
        """Let the keys act for which what they mean is there now."""
        if self._keys and not self._going:
            self._going = True
            self._app.call_later(self._next)

    async def _next(self) -> None:
        """Let one key act, and the others once the screen shows what came of it."""
        if not self._keys or self._is_early(self._keys[0]):
            self._going = False
            if self._keys:
                self._wait()
            return
        target = self._app.focused or self._app.screen
        await App.on_event(self._app, typed(self._keys.popleft()))
        self._follow([*target.ancestors_with_self])

    def _follow(self, nodes: list[DOMNode]) -> None:
        """Go the way of a key up to the app, each after it has dealt with the key; then the next one."""
        if nodes:
            nodes[0].call_later(self._follow, nodes[1:])
        else:  # what the key opened takes the keyboard first
            self._app.screen.call_after_refresh(self._app.set_timer, _GAP, self._next)

    def _give_up(self, turn: int) -> None:
        if self._keys and turn == self._turn and not self._going:
            reason = self._hindrance(_key_of(self._keys[0]))
            if not reason:
                self.go_on()
                return
            self._keys.clear()
            self._app.say(f"{reason}, so the last keys did nothing. Press them again.", severity="warning")


def _key_of(event: events.InputEvent) -> str:
    return event.key if isinstance(event, events.Key) else ""
