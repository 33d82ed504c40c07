"""Overlapping highlights and styles cut into stretches that do not overlap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Generic, NamedTuple, TypeVar

from annotations.model import Annotation
from corpus.document import Inline, InlineKind
from corpus.span import Span

Thing = TypeVar("Thing")


class Segment(NamedTuple):
    """A stretch of text with the same highlights (shortest first) and styles from end to end."""

    span: Span
    marks: tuple[Annotation, ...]
    kinds: tuple[InlineKind, ...]


def segments(within: Span, annotations: Sequence[Annotation], inlines: Sequence[Inline]) -> Iterator[Segment]:
    """The stretches of ``within``, in order and without gaps.

    ``inlines`` are in the order of their starts.
    """
    marked = [(each.span, each) for each in annotations if each.span and each.span.overlaps(within)]
    styled = [(each.span, each.kind) for each in _near(within, inlines) if each.span.overlaps(within)]
    edges = {within.start, within.end}
    for span, _ in (*marked, *styled):
        edges.update(edge for edge in span if within.start < edge < within.end)
    marks = _Active(marked, key=lambda pair: (pair[0].length, pair[0], pair[1].id))
    kinds = _Active(styled, key=lambda pair: pair[0])
    for start, end in pairwise(sorted(edges)):
        yield Segment(Span(start, end), marks.at(start), kinds.at(start))


class _Active(Generic[Thing]):
    """What covers a place that only moves forward."""

    def __init__(self, spans: Sequence[tuple[Span, Thing]], key: Callable[[tuple[Span, Thing]], Any]) -> None:
        self._waiting = sorted(spans, key=lambda pair: pair[0].start, reverse=True)
        self._open: list[tuple[Span, Thing]] = []
        self._key = key

    def at(self, place: int) -> tuple[Thing, ...]:
        self._open = [pair for pair in self._open if pair[0].end > place]
        while self._waiting and self._waiting[-1][0].start <= place:
            self._open.append(self._waiting.pop())
        self._open = [pair for pair in self._open if pair[0].end > place]
        self._open.sort(key=self._key)
        return tuple(thing for _, thing in self._open)


def _near(within: Span, inlines: Sequence[Inline]) -> Sequence[Inline]:
    # Styles stay inside one block, so those that begin in it are all there are.
    first = bisect_left(inlines, within.start, key=lambda each: each.span.start)
    last = bisect_right(inlines, within.end, key=lambda each: each.span.start)
    return inlines[first:last]
