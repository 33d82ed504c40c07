"""One-line texts measured in terminal cells: made safe, cut and wrapped at whole graphemes."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len

from corpus.clean import clean_line
from tui.graphemes import iter_graphemes

ELLIPSIS = "…"
_JOINER = "\u200d"
_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
_PARTS = re.compile("[\u200d\U0001f3fb-\U0001f3ff]")
_NOT_AT_START = frozenset("、。，．・：；！？）」』】〉》’”!?,.:;)]}%")


class Piece(NamedTuple):
    """A wrapped line as ``[start, end)`` of its text; ``more`` if an ellipsis stands for what follows."""

    start: int
    end: int
    more: bool = False

    def of(self, text: str) -> str:
        """What the line reads as."""
        return text[self.start : self.end] + (ELLIPSIS if self.more else "")


def cells(text: str) -> int:
    """Width of ``text`` in cells, as the screen counts it."""
    return len(text) if text.isascii() else cell_len(text)


def shown(text: str, limit: int = 300) -> str:
    """``text`` from anywhere, safe to show on one line and of a width that can be counted on.

    Of signs joined into one picture, such as a family, only the first is shown, and skin has no tone:
    many terminals draw each part by itself, and what stands to the right would shift. A joiner between
    signs that do not join would be counted differently as well: in such a text joiners are left out.
    """
    line = clean_line(text, limit)
    if not line.isascii() and _PARTS.search(line):
        line = "".join(_plainer(grapheme) for grapheme in iter_graphemes(line))
    if _JOINER in line and sum(map(cell_len, iter_graphemes(line))) != cell_len(line):
        line = line.replace(_JOINER, "")
    return line


def _plainer(grapheme: str) -> str:
    """A picture made of several signs as its first sign; anything else as it is."""
    if len(grapheme) < 2 or not _wide(grapheme[0]):
        return grapheme
    return _TONES.sub("", grapheme.partition(_JOINER)[0])


def cut(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, an ellipsis at its end if something was left out."""
    if cells(text) <= width:
        return text
    if width <= 0:
        return ""
    end = _reach(text, 0, width - 1)
    return text[:end].rstrip() + ELLIPSIS


def cut_path(path: str, width: int) -> str:
    """The path of a tag in at most ``width`` cells: its last step, and as much of what that stands under.

    Two tags of one name look different as long as there is room for it: what stands above keeps a third.
    """
    above, slash, name = path.rpartition("/")
    if cells(path) <= width or not slash:
        return cut(path, width)
    least = min(cells(above), width // 3)
    name = cut(name, max(1, width - 1 - least))
    return cut(cut(above, width - 1 - cells(name)) + slash + name, width)


def _reach(text: str, start: int, width: int) -> int:
    """The furthest end of a run of whole graphemes from ``start`` that fits ``width`` cells."""
    if text.isascii():
        return min(len(text), start + width)
    end, taken = start, 0
    for grapheme in iter_graphemes(text[start : start + 16 * width + 16]):
        taken += cell_len(grapheme)
        if taken > width:
            break
        end += len(grapheme)
    return end


def _wide(sign: str) -> bool:
    return not sign.isascii() and cell_len(sign) == 2


def _break(text: str, start: int, end: int) -> int:
    """The best place at or before ``end`` to end a line that began at ``start``."""
    whole: set[int] | None = None  # places between graphemes: asked for only beside wide signs
    for at in range(end, start, -1):
        before, after = text[at - 1], text[at]
        if after == " " or before == " ":
            return at
        if before in "-–—/" and at - 1 > start and text[at - 2].isalnum() and after.isalnum():
            return at
        if (_wide(before) or _wide(after)) and after not in _NOT_AT_START:
            if whole is None:
                whole = set(accumulate(map(len, iter_graphemes(text[start : end + 16])), initial=start))
            if at in whole:
                return at
    return end


def wrap(text: str, width: int, limit: int) -> list[Piece]:
    """``text`` (one line) in at most ``limit`` lines of at most ``width`` cells.

    Breaks at spaces, after hyphens and slashes and between wide signs; a longer word is broken where
    the line ends. Spaces at line ends are left out. What is beyond ``limit`` is an ellipsis.
    """
    pieces: list[Piece] = []
    width = max(2, width)
    start, length = 0, len(text)
    while start < length and len(pieces) < limit:
        last = len(pieces) == limit - 1
        end = max(start + 1, _reach(text, start, width))
        if last and end < length:
            end = _reach(text, start, width - 1)
        if end < length:
            end = _break(text, start, end)
        more = last and end < length
        stop = end
        while stop > start and text[stop - 1] == " ":
            stop -= 1
        pieces.append(Piece(start, stop, more))
        start = end
        while start < length and text[start] == " ":
            start += 1
    return pieces
