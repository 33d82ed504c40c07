"""Overhearing: the quotations of a text found anew, all of them or those around one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.usecases.quotations.cache import Proposed
from corpus.span import Span

if TYPE_CHECKING:
    from annotations.library import Library
    from corpus.document import Document

LONG: Final = 200_000
"""Code points of the longest article that is gone through to tell who speaks at one place of it."""
NEAR: Final = 100_000
"""Code points around that place that are gone through in a longer one."""

_STEP: Final = 20_000  # code points from a place to another for which what was found there still serves


class NearQuotations(NamedTuple):
    """What was found around an offset.

    Attributes:
        key: Names the text and all else that it depends on.
        span: What was gone through.
    """

    key: tuple[str, str]
    offset: int
    span: Span
    heard: tuple[Proposed, ...]

    def serves(self, key: tuple[str, str], offset: int) -> bool:
        """Whether it tells who speaks around another offset, too."""
        if key != self.key:
            return False
        return offset == self.offset or (abs(offset - self.offset) <= _STEP and self.span.holds(offset))


def quotations_in(library: Library, document: Document) -> tuple[Proposed, ...]:
    """The quotations of a document as they are found in its text."""
    return _heard(library, document, document, 0)


def quotations_near(library: Library, document: Document, offset: int) -> tuple[Span, tuple[Proposed, ...]]:
    """The quotations around an offset, found in the blocks that are near, and what these span."""
    from corpus.part import around

    start, part = around(document, offset, NEAR)
    return Span(start, start + len(part.text)), _heard(library, document, part, start)


def _heard(library: Library, document: Document, part: Document, start: int) -> tuple[Proposed, ...]:
    from annotations.selectors import describe
    from annotations.usecases.lenses.furnishing import furniture_of
    from corpus.quotations import quotations

    def moved(span: Span) -> Span:
        return Span(span.start + start, span.end + start) if start else span

    found = []
    for each in quotations(part, furniture_of(library, part)):
        at = describe(document.text, moved(each.span), document.digest)
        found.append(
            Proposed(
                moved(each.span), tuple(map(moved, each.words)), at.exact, at.prefix, at.suffix, at.digest,
                each.speaker, each.cue, each.kind.value,
            )
        )  # fmt: skip
    return tuple(found)
