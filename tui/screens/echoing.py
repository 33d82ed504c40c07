"""Echoes and versions from the article: what recurs elsewhere, stories in the list, and comparison."""

from __future__ import annotations

from tui.screens.searching import Searching


class Echoing(Searching):
    """The part of the screen that does so."""

    def stories_among(self, articles: int) -> int:
        """How many distinct stories so many articles tell; 0 as long as no versions are known."""
        versions = self.shelf.versions
        return articles - versions if versions else 0
