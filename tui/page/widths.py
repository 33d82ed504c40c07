"""How many cells text takes: clusters, their widths, and the form in which they are shown.

Boundaries of clusters (what a reader takes for one character) come from wcwidth; their width comes
from Rich, because Textual composes the screen by Rich's measure and the two must agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import cell_len, split_graphemes

TAB_CELLS: Final = 4
"""Cells of a tab; constant, so that a width never depends on where a row begins."""

# Every character here takes exactly one cell and never joins with a neighbour from the same class.
PLAIN_CLASS: Final = (
    " -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u0531-\u0556\u05d0-\u05ea"
    "\u0606-\u060f\u061b\u061d-\u064a\u0660-\u066f\u0671-\u06d5\u10d0-\u10ff\u1e00-\u1fff"
    "\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u2319\u2500-\u25fc"
)
_NOT_PLAIN: Final = re.compile(f"[^{PLAIN_CLASS}]")
_NOT_PLAIN_LINES: Final = re.compile(f"[^\n{PLAIN_CLASS}]")
# Canonical text holds none of these; the painter must be safe even when it is handed something else.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_JOINER: Final = "\u200d"
_WIDEST: Final = 4


class Cluster(NamedTuple):
    """One character as a reader sees it: where it begins and ends (code points), and its cells."""

    start: int
    end: int
    cells: int


def warm() -> None:
    """Import what the first row needs that is not plain, lest turning a page wait for it."""
    import wcwidth

    wcwidth.iter_graphemes("")


def is_plain(text: str, start: int = 0, end: int | None = None, *, lines: bool = False) -> bool:
    """Whether every code point of ``text[start:end]`` takes exactly one cell.

    Args:
        text: Any text.
        start: First code point.
        end: One past the last code point, the end of the text by default.
        lines: Whether line breaks count as plain.
    """
    pattern = _NOT_PLAIN_LINES if lines else _NOT_PLAIN
    return pattern.search(text, start, len(text) if end is None else end) is None


@lru_cache(maxsize=8192)
def glyph(cluster: str) -> tuple[str, int]:
    """How one cluster is written to the screen, and the cells it takes there.

    Tabs and line breaks become spaces and anything that could steer a terminal a replacement
    character. A joiner that joins nothing is left out: it would swallow the next character.
    """
    if cluster == "\n":
        return " ", 1
    if cluster == "\t":
        return " " * TAB_CELLS, TAB_CELLS
    if len(cluster) == 1 and " " <= cluster <= "~":
        return cluster, 1
    safe = _UNSAFE.sub("\ufffd", cluster).replace("\u00ad", "-").replace("\n", " ")
    safe = safe.replace("\t", " ").strip(_JOINER)
    return safe, cell_len(safe)


def clusters(text: str, base: int = 0) -> Iterator[Cluster]:
    """The clusters of ``text`` in order; ``base`` is added to their offsets."""
    from wcwidth import iter_graphemes  # most texts have nothing but single characters

    position = base
    for cluster in iter_graphemes(text):
        cells = glyph(cluster)[1]
        end = position + len(cluster)
        if cells <= _WIDEST:
            yield Cluster(position, end, cells)
        else:
            # A made-up run of letters that join for ever (Hangul leads): taken letter by letter.
            for start, stop, _ in split_graphemes(cluster)[0]:
                yield Cluster(position + start, position + stop, glyph(cluster[start:stop])[1])
        position = end


def cells_of(text: str) -> int:
    """Cells that ``text`` takes when it is shown."""
    if is_plain(text, lines=True):
        return len(text)
    return sum(cluster.cells for cluster in clusters(text))


def shown(text: str) -> str:
    """``text`` as it is written to the screen; takes ``cells_of(text)`` cells."""
    if is_plain(text):
        return text
    return "".join(glyph(text[start:end])[0] for start, end, _ in clusters(text))


def clipped(text: str, cells: int) -> str:
    """The longest beginning of ``text`` (in whole clusters) that takes at most ``cells`` cells."""
    if is_plain(text, lines=True):
        return text[:cells]
    used = 0
    for cluster in clusters(text):
        used += cluster.cells
        if used > cells:
            return text[: cluster.start]
    return text
