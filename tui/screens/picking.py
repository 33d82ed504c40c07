"""Picking: items of a study are picked one by one or all at once, and what is done is done to those."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.screens.study import Study

if TYPE_CHECKING:
    from tui.screens.library.studying import Studying


class Picking(Study):
    """A study whose rows have ``picked``.

    Attributes:
        picked: Keys of what is picked, whether the filter shows it or not.
    """

    def __init__(self, desk: Studying) -> None:
        super().__init__(desk)
        self.picked: frozenset[str] = frozenset()

    @property
    def _shown(self) -> list[str]:
        return [self.items.key_of(item) for item in self.items.shown_items]

    @property
    def meant_keys(self) -> list[str]:
        """Keys of what is picked among what is shown, else of what the cursor is on."""
        return [key for key in self._shown if key in self.picked] or [self.items.cursor_key]

    def action_pick(self) -> None:
        """Pick the item, or let it go, and move on."""
        if self.items.row is not None:
            self.pick(self.picked ^ {self.items.cursor_key})
            self.items.action_line_down()

    def action_pick_all(self) -> None:
        """Pick all that are shown, or none."""
        keys = frozenset(self._shown)
        self.pick(self.picked - keys if keys <= self.picked else self.picked | keys)

    def leave(self) -> None:
        """Let go what is picked, else go back."""
        if any(self.items.index_of(key) >= 0 for key in self.picked):
            self.pick(frozenset())
        else:
            super().leave()

    def pick(self, picked: Set[str]) -> None:
        """Let these be picked, and no other."""
        changed, self.picked = self.picked ^ picked, frozenset(picked)
        for key in changed:
            item = self.items.item_of(key)
            if item is not None:
                self.items.put_item(replace(item, picked=key in self.picked))
        self.items.refresh()
