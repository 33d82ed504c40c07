"""The list of themes, in which the one that is used is said to be so."""

from __future__ import annotations

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits
from textual.theme import ThemeProvider


class Themes(ThemeProvider):
    """All themes by name."""

    async def discover(self) -> Hits:
        """All of them."""
        async for hit in super().discover():
            yield self._told(hit)

    async def search(self, query: str) -> Hits:
        """Those whose name answers to what is typed."""
        async for hit in super().search(query):
            yield self._told(hit)

    def _told(self, hit: DiscoveryHit | Hit) -> DiscoveryHit | Hit:
        if hit.text == self.app.theme:
            hit.help = "used now"
        return hit


def theme_list() -> CommandPalette:
    """The list, new."""
    return CommandPalette(providers=[Themes], placeholder="Search for themes…")
