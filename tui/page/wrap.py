"""Where the rows of one unbroken line begin: greedy wrapping by spaces, ideographs and clusters."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final
from unicodedata import category

from tui.page.widths import PLAIN_CLASS, clusters, is_plain

_IDEOGRAPHS: Final = (
    "\u3042\u3044\u3046\u3048\u304a-\u3062\u3064-\u3082\u3084\u3086\u3088-\u308d\u308f-\u3094"
    "\u30a2\u30a4\u30a6\u30a8\u30aa-\u30c2\u30c4-\u30e2\u30e4\u30e6\u30e8-\u30ed\u30ef-\u30f4\u3105-\u312f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d\U00020000-\U0002fffd\U00030000-\U0003fffd"
)
_OPENING: Final = "（〔［｛〈《「『【"
_CLOSING: Final = (
    "、。，．・：；？！ー々ゝゞヽヾ’”）〕］｝〉》」』】％ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NO_ROW_START: Final = frozenset(_CLOSING + "”’)]}.,;:!?%…»")
_NO_ROW_END: Final = frozenset(_OPENING + "“‘([{«")
_WIDE_MARKS: Final = _OPENING + _CLOSING.replace("’", "").replace("”", "")
_SYLLABLES: Final = "\uac00-\ud7a3"  # two cells each, in words parted by spaces
_KNOWN: Final = PLAIN_CLASS + "\u3000" + _SYLLABLES + _IDEOGRAPHS + re.escape(_WIDE_MARKS)
_OTHER: Final = f"[^{_KNOWN}]"
_WORD: Final = PLAIN_CLASS.replace(" -~", "!-~")
_MARKS: Final = re.escape(_WIDE_MARKS)
_ALONE: Final = f"(?!{_OTHER})"  # else the last character may be one with what follows
_SEAM: Final = "/-—–_=&?"
_SPACES: Final = " \u3000"
_WIDE_KINDS: Final = frozenset(("ideographs", "mark"))
_WORD_LENGTH: Final = 32  # code points; longer runs are measured cluster by cluster
_LONGEST: Final = 16  # code points that one cell may hold before a row is cut regardless


@cache
def _token() -> re.Pattern[str]:
    # Compiled when the first line asks for it: most texts never do.
    return re.compile(
        f"(?P<space>[ \u3000]+)|(?P<ideographs>[{_IDEOGRAPHS}]+{_ALONE})|(?P<mark>[{_MARKS}]{_ALONE})"
        f"|(?P<word>[{_WORD}]+{_ALONE})|(?P<syllables>[{_SYLLABLES}]+{_ALONE})"
        f"|(?P<other>[{_WORD}{_SYLLABLES}{_IDEOGRAPHS}{_MARKS}]?{_OTHER}+)"
    )


def wrap(line: str, base: int, width: int, rows: array[int]) -> None:
    """Append to ``rows`` where each row of ``line`` after the first begins.

    A row ends after spaces, between ideographs, or, when nothing fits, between two clusters. The
    spaces before a break hang at the end of their row and do not count.

    Args:
        line: Text without a line break in it.
        base: Offset of its first code point, added to every row start.
        width: Cells of a row, at least 4.
        rows: Receives offsets of code points, ascending.
    """
    if len(line) * 4 <= width:
        return
    if (line.isascii() and "\t" not in line) or is_plain(line):
        if len(line) > width:
            _wrap_plain(line, base, width, rows)
    else:
        _wrap_mixed(line, base, width, rows)


def _wrap_plain(line: str, base: int, width: int, rows: array[int]) -> None:
    position, length = 0, len(line)
    rfind = line.rfind
    indented = line[0] == " "
    while length - position > width:
        cut = rfind(" ", position, position + width + 1) + 1
        if cut <= position or (indented and not line[position:cut].strip()):
            cut = _seam(line, position, position + width)
        else:
            while cut < length and line[cut] == " ":
                cut += 1
        indented = False
        if cut >= length:
            return
        rows.append(base + cut)
        position = cut


def _seam(line: str, start: int, limit: int) -> int:
    """Where to cut a word that is longer than a row: after a slash or hyphen if one is near the end."""
    nearest = start + (limit - start) // 2
    return next((i + 1 for i in range(limit - 1, nearest, -1) if line[i] in _SEAM), limit)


def _tokens(line: str) -> Iterator[tuple[str, int, int, int]]:
    """Kind, start, end and cells of each stretch that is measured in one go."""
    for match in _token().finditer(line):
        kind = match.lastgroup or "other"
        start, end = match.span()
        if kind == "other" and end - start <= _WORD_LENGTH:
            yield kind, start, end, _word_cells(match[0])
        elif kind == "other":
            for cluster in clusters(match[0], start):
                yield kind, *cluster
        else:
            yield kind, start, end, _cells(line, kind, start, end)


@lru_cache(maxsize=16_384)
def _word_cells(word: str) -> int:
    return sum(cluster.cells for cluster in clusters(word))


def _cells(line: str, kind: str, start: int, end: int) -> int:
    if kind == "word":
        return end - start
    if kind == "space":
        return end - start + line.count("\u3000", start, end)
    if kind == "other":
        return sum(cluster.cells for cluster in clusters(line[start:end]))
    return 2 * (end - start)


def _may_break(line: str, position: int, wide: bool) -> bool:
    """Whether a row may begin at ``position``; ``wide`` if an ideograph or wide mark is at either side."""
    before, after = line[position - 1], line[position]
    if before in _SPACES:
        return after not in _SPACES and category(after)[0] != "M" and after != "\u200d"
    return wide and before not in _NO_ROW_END and after not in _NO_ROW_START


def _wrap_mixed(line: str, base: int, width: int, rows: array[int]) -> None:
    row, used = 0, 0  # where the current row begins, and the cells since then
    seam, before = 0, 0  # the last place where a row may begin, and the cells before it
    was_wide = False
    for kind, start, end, cells in _tokens(line):
        wide = kind in _WIDE_KINDS
        if start > row and _may_break(line, start, was_wide or wide):
            seam, before = start, used
        was_wide = wide
        while used + cells > width and kind != "space":
            if kind == "ideographs" and used + 2 <= width:
                fits = (width - used) // 2
                row = start = start + fits
                used, cells = 0, cells - 2 * fits
            elif seam > row:
                row, used = seam, used - before
            else:
                row, start, used, cells = _force(line, width, kind, row, start, end)
            rows.append(base + row)
            seam, before = row, 0
        used += cells
        if kind == "ideographs" and end - start > 1:
            seam, before = end - 1, used - 2


def _force(line: str, width: int, kind: str, row: int, start: int, end: int) -> tuple[int, int, int, int]:
    """Cut inside a word because no break was found: the new row, token start, cells used, cells left."""
    used = 0
    cut = min(len(line), row + _LONGEST * width)
    for cluster in clusters(line[row:cut], row):
        used += cluster.cells
        if used > width and cluster.start > row:
            cut = cluster.start
            break
    if cut <= start:
        return cut, start, _cells(line, "other", cut, start), _cells(line, kind, start, end)
    return cut, cut, 0, _cells(line, kind, cut, end)
