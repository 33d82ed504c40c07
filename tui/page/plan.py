"""What layout needs to know of a document whatever its width: where to cut it into chunks."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import Final

from corpus.document import BlockKind, Document
from corpus.span import Span
from tui.page.geometry import is_wide
from tui.page.widths import clusters

CHUNK: Final = 16_384
"""Code points of a chunk, the unit of lazy wrapping."""

_SAFE: Final = 64


class Plan:
    """The cuts of one document, made once and shared by the layouts of all widths.

    Attributes:
        text: The canonical text.
        blocks: Its blocks, in text order.
        starts: Offset at which each block begins.
        headings: Span of each heading.
        paragraphs: Offset at which each block that holds text begins.
        cuts: Offset at which each chunk begins; the first is 0.
        has_wide: Whether any block may use the room beyond the measure.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.blocks = document.blocks
        self.starts = array("I")
        self.headings: list[Span] = []
        self.paragraphs = array("I")
        kinds = set()
        for block in document.blocks:  # once through: a book has ten thousand
            start, end = block.span
            self.starts.append(start)
            kinds.add(block.kind)
            if start < end:
                self.paragraphs.append(start)
            if block.kind is BlockKind.HEADING:
                self.headings.append(block.span)
        self.has_wide = any(is_wide(kind) for kind in kinds)
        self.cuts = array("I", [0])
        while (cut := self._next_cut(self.cuts[-1])) < len(self.text):
            self.cuts.append(cut)
        self._lines: dict[int, int] = {}

    def end(self, chunk: int) -> int:
        """Where the chunk ends."""
        return self.cuts[chunk + 1] if chunk + 1 < len(self.cuts) else len(self.text)

    def lines(self, chunk: int) -> int:
        """Line breaks in the chunk, counted once."""
        if chunk not in self._lines:
            self._lines[chunk] = self.text.count("\n", self.cuts[chunk], self.end(chunk))
        return self._lines[chunk]

    def block_at(self, offset: int) -> int:
        """Index of the block that holds ``offset``, -1 outside of all; a rule holds its own offset."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return -1
        span = self.blocks[index].span
        return index if offset < span.end or (offset == span.start and self.is_bare(offset)) else -1

    def is_bare(self, offset: int) -> bool:
        """Whether an empty line begins at ``offset``: the only place where a rule can be drawn."""
        text = self.text
        return (not offset or text[offset - 1] == "\n") and (offset == len(text) or text[offset] == "\n")

    def _next_cut(self, start: int) -> int:
        target = start + CHUNK
        if target >= len(self.text):
            return len(self.text)
        index = bisect_right(self.starts, target) - 1
        if index >= 0 and self.starts[index] > start:
            return self.starts[index]
        if index >= 0 and target < self.blocks[index].span.end and self.blocks[index].soft:
            return self._cut_in_line(start, target)
        newline = self.text.rfind("\n", start, target) + 1
        # Text outside of blocks is cut where a line with something on it begins, never between blank lines.
        while start < newline < len(self.text) and self.text[newline] == "\n":
            newline = self.text.rfind("\n", start, newline - 1) + 1
        return newline if newline > start else self._cut_in_line(start, target)

    def _cut_in_line(self, start: int, target: int) -> int:
        """A cut in a line longer than a chunk: after a space, else between two clusters."""
        space = self.text.rfind(" ", start + CHUNK // 2, target) + 1
        if space > start and not self.text[space].isspace():
            return space
        cut = target
        window = max(start, target - _SAFE)
        for cluster in clusters(self.text[window : target + _SAFE], window):
            if start < cluster.start <= target:
                cut = cluster.start
        return cut
