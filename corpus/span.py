"""The span: a half-open range of code points, the one coordinate that every room shares."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points in a document's canonical text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Number of code points covered; never negative for a well-formed span."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """The covered part of ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, offset: int) -> bool:
        """Whether the code point at ``offset`` lies inside."""
        return self.start <= offset < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def union(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def trimmed(self, text: str) -> Span:
        """This span without the white space at its ends (empty at its start if all is white)."""
        start, end = self
        if start < end and not text[start].isspace() and not text[end - 1].isspace():
            return self
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        return Span(start, end)
