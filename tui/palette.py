"""The command palette's list: the actions that can be done right now, with their keys."""

from __future__ import annotations

from collections.abc import Coroutine
from functools import partial
from typing import Any, Final

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.available import Offer, offers

_LABEL_CELLS: Final = 19
_KEY_CELLS: Final = 12
_GAP: Final = "  "
_ORDER: Final = (
    "Annotating", "Echoes", "Lenses", "Quotations", "Coding", "Reviewing", "Library", "Panes", "Program",
    "Searching", "Finding", "Selecting", "Writing", "Lists", "Reading",
)  # fmt: skip


class ActionProvider(Provider):
    """Offers what can be done on the screen that the palette was opened over."""

    async def discover(self) -> Hits:
        """All available actions: what changes something first, plain movements last."""
        # Nine pinned tags would push out the rest; they are found by typing.
        found = [offer for offer in offers(self.screen) if not offer.action.id.startswith("pinned_")]
        for offer in sorted(found, key=lambda offer: _ORDER.index(offer.action.group)):
            yield DiscoveryHit(_line(offer), self._do(offer), text=offer.action.label)

    async def search(self, query: str) -> Hits:
        """The available actions whose label answers to ``query``, then those whose sentence does."""
        matcher = self.matcher(query)
        for offer in offers(self.screen):
            action = offer.action
            score = matcher.match(action.label) or matcher.match(action.help) / 2
            if score > 0:
                yield Hit(score, _line(offer), self._do(offer), text=action.label)

    def _do(self, offer: Offer) -> partial[Coroutine[Any, Any, bool]]:
        return partial(self.app.run_action, offer.action.method, offer.node)


def _line(offer: Offer) -> Text:
    """Label, keys and sentence in columns. Never markup: keys may be brackets."""
    keys = "  ".join(offer.keys) or "no key"
    label = offer.action.label.ljust(_LABEL_CELLS) + _GAP
    return Text.assemble(label, keys.ljust(_KEY_CELLS) + _GAP, (offer.action.help, "dim"), no_wrap=True)
