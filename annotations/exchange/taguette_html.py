"""The HTML of Taguette's documents as text, in time that grows with its length and no faster."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from typing import Final

_PIECE: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<!--|<[^<>]*>|<|[^<]+")
_BLOCKS: Final = frozenset(
    "address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table tr ul br".split()
)
_SILENT: Final = frozenset({"script", "style", "title", "template"})


class HtmlText:
    """A document's text twice: as its program counts in it, and as it reads, with lines between blocks.

    Attributes:
        counted: The text nodes one after the other.
        text: The same, each block ended by a line break.
    """

    def __init__(self, markup: str) -> None:
        counted: list[str] = []
        shown: list[str] = []
        self._breaks: list[int] = []  # offsets into the counted text at which a line break was put in
        length = at = 0
        silent = ""
        while match := _PIECE.match(markup, at):
            at = match.end()
            name = (match[2] or "").lower()
            if match[0] == "<!--":
                closed = markup.find("-->", at)
                at = len(markup) if closed < 0 else closed + 3
            elif silent:
                silent = "" if match[1] and name == silent else silent
            elif name in _SILENT and not match[1]:
                silent = name
            elif name in _BLOCKS and (match[1] or name in ("br", "hr")):
                self._breaks.append(length)
                shown.append("\n")
            elif match[0][0] != "<" or match[0] == "<":
                piece = html.unescape(match[0])
                counted.append(piece)
                shown.append(piece)
                length += len(piece)
        self.counted = "".join(counted)
        self.text = "".join(shown)

    def shown(self, offset: int) -> int:
        """An offset into ``counted`` as one into ``text``; at a break, before it."""
        return offset + bisect_right(self._breaks, offset - 1)
