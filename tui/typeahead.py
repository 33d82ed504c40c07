"""Typing ahead: keys that mean a passage wait until the passage is there, and the keys after them too."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual.app import App

from tui.actions import BY_ID, keys_of

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.events import Key

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


class Typeahead:
    """Keys that came too early, in order.

    Args:
        app: Whose keys they are.
        hindrance: Why actions of `PASSAGE` or `ARTICLE` have to wait now, and which; empty if none has to.
    """

    def __init__(self, app: ScholiastApp, hindrance: Callable[[], tuple[str, tuple[str, ...]]]) -> None:
        self._app = app
        self._hindrance = hindrance
        self._keys: deque[Key] = deque()
        self._turn = 0  # of those that wait: a timer of earlier ones means nothing
        self._going = False

    def takes(self, event: Key) -> bool:
        """Whether a key waits from now on."""
        if event.is_forwarded:
            return False
        if self._keys and event.key in _LET_GO:
            self._keys.clear()
            return False
        waits = bool(self._keys) or self._going
        if waits or self._is_early(event):
            self._keys.append(event)
            if not waits:
                self._wait()
            return True
        return False

    def _wait(self) -> None:
        self._turn += 1
        turn = self._turn
        self._app.set_timer(PATIENCE, lambda: self._give_up(turn))

    def _is_early(self, event: Key) -> bool:
        _, actions = self._hindrance()
        keymap = self._app.config.keys
        return any(event.key in keys_of(BY_ID[action], keymap) for action in actions)

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
        await App.on_event(self._app, self._keys.popleft())
        self._follow([*target.ancestors_with_self])

    def _follow(self, nodes: list[DOMNode]) -> None:
        """Go the way of a key up to the app, each after it has dealt with the key; then the next one."""
        if nodes:
            nodes[0].call_later(self._follow, nodes[1:])
        else:  # what the key opened takes the keyboard first
            self._app.screen.call_after_refresh(self._app.set_timer, _GAP, self._next)

    def _give_up(self, turn: int) -> None:
        if self._keys and turn == self._turn and not self._going:
            reason, _ = self._hindrance()
            if not reason:
                self.go_on()
                return
            self._keys.clear()
            self._app.say(f"{reason}, so the last keys did nothing. Press them again.", severity="warning")
