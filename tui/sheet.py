"""The style sheet, parsed once: for the same colours what was parsed before is kept."""

from __future__ import annotations

from typing import Final

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_SOURCES: Final = 512  # of rules that are kept as parsed: our sheets, and one for each kind of widget


class Sheet(Stylesheet):
    """Parses only what is new or speaks of other colours.

    Textual's own parses everything anew whenever a theme is set, which it does at the start of every program,
    and once more for the first widget after that.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache: LRUCache[tuple[object, ...], list[RuleSet]] = LRUCache(_SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the colours; what was parsed is dropped only if they are others."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what has to be; the rules are as they were if anything is wrong."""
        self.parse()
