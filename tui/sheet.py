"""The style sheet, parsed once, and of it before the first frame only what the first screen needs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

LATER: Final = "/* LATER"
"""What begins the part of a sheet that is not for the first screen."""
_SOURCES: Final = 512  # of rules that are kept as parsed: our sheets, and one for each kind of widget


class Sheet(Stylesheet):
    """Parses only what is new or speaks of other colours.

    Textual's own parses everything anew whenever a theme is set, which it does at the start of every program,
    and once more for the first widget after that.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache: LRUCache[tuple[object, ...], list[RuleSet]] = LRUCache(_SOURCES)
        self._rest: tuple[str, str] | None = None

    def read_first(self, path: Path) -> None:
        """Read the part of the sheet at ``path`` that is for the first screen."""
        first, mark, rest = path.read_text("utf-8").partition(LATER)
        self.add_source(first, (str(path), "first"))
        # Blank lines stand for the first part, so that a mistake is found where it is.
        self._rest = str(path), "\n" * first.count("\n") + mark + rest

    def read_rest(self) -> None:
        """Read the other part, if that was not done yet. Nothing that is shown is of its kind."""
        if self._rest is not None:
            path, css = self._rest
            self._rest = None
            self.add_source(css, (path, "rest"))
            self.parse()

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the colours; what was parsed is dropped only if they are others."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what has to be; the rules are as they were if anything is wrong."""
        self.parse()
