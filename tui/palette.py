"""The command palette's list: the actions that can be done right now, with their keys."""

from __future__ import annotations

from collections.abc import Coroutine
from functools import partial
from typing import Any

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.available import Offer, offers


class ActionProvider(Provider):
    """Offers what can be done on the screen that the palette was opened over."""

    async def discover(self) -> Hits:
        """All available actions, in the registry's order."""
        for offer in offers(self.screen):
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
    """Label and keys, the sentence under them. Never markup: keys may be brackets."""
    keys = "  ".join(offer.keys) or "no key, here only"
    return Text.assemble(f"{offer.action.label}  ", (keys, "dim"), "\n", (offer.action.help, "dim"))
