"""Where the passages of two tags meet: overlapping, one inside the other, or in one sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from annotations.query.subject import Passage
from annotations.query.syntax import Relation
from corpus.span import Span


class Ranges:
    """Spans, asked whether any of them overlaps or covers another; each answer takes logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def overlap(self, span: Span) -> bool:
        """Whether one of them shares a code point with ``span``."""
        count = bisect_left(self._starts, span.end)
        return count > 0 and self._ends[count - 1] > span.start

    def cover(self, span: Span) -> bool:
        """Whether ``span`` lies wholly inside one of them."""
        count = bisect_right(self._starts, span.start)
        return count > 0 and self._ends[count - 1] >= span.end


def meeting_passages(
    passages: Sequence[Passage],
    left: Callable[[Passage], bool],
    relation: Relation,
    right: Callable[[Passage], bool],
    sentence: Callable[[int], Span],
) -> frozenset[Passage]:
    """The passages that take part in a meeting.

    For ``IN`` these are the inner ones, on the left; ``NEAR`` and ``WITH`` have no direction and
    give both sides. A passage that is both left and right meets itself, even without a place.
    """
    lefts = [passage for passage in passages if left(passage)]
    rights = [passage for passage in passages if right(passage)]
    meeting = set(lefts) & set(rights)
    reach = _sentences(sentence) if relation is Relation.NEAR else _itself
    inner, outer = Ranges(reach(lefts).values()), Ranges(reach(rights).values())
    test = outer.cover if relation is Relation.IN else outer.overlap
    meeting |= {passage for passage, span in reach(lefts).items() if test(span)}
    if relation is not Relation.IN:
        meeting |= {passage for passage, span in reach(rights).items() if inner.overlap(span)}
    return frozenset(meeting)


def _itself(passages: Iterable[Passage]) -> dict[Passage, Span]:
    return {passage: passage.span for passage in passages if passage.span is not None}


def _sentences(sentence: Callable[[int], Span]) -> Callable[[Iterable[Passage]], dict[Passage, Span]]:
    def reach(passages: Iterable[Passage]) -> dict[Passage, Span]:
        return {
            passage: span.union(sentence(span.start)).union(sentence(max(span.start, span.end - 1)))
            for passage, span in _itself(passages).items()
        }

    return reach
