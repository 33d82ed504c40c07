"""Sharing: what two texts have in common, as steps and places for reading them side by side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from corpus.span import Span

COLOURS: Final = ("blue", "yellow", "purple", "orange", "gray")
"""Of passages in turn: told apart by lightness as well as by hue, and none of them a red beside a green."""


class Pair(NamedTuple):
    """A passage that stands in both texts.

    Attributes:
        number: Counted from 1 in the order of the first text.
        spans: Where it stands in each.
    """

    number: int
    spans: tuple[Span, Span]

    @property
    def colour(self) -> str:
        """What it is coloured with on both sides."""
        return COLOURS[(self.number - 1) % len(COLOURS)]


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts share. A *side* is 0 for the first text and 1 for the second.

    Attributes:
        ordered: The pairs in the order of each text.
        changed: Of each text the words within pairs that the other side has not.
        alone: Of each text the stretches outside of pairs that hold a word.
    """

    ordered: tuple[tuple[Pair, ...], tuple[Pair, ...]]
    changed: tuple[tuple[Span, ...], tuple[Span, ...]]
    alone: tuple[tuple[Span, ...], tuple[Span, ...]]

    @property
    def count(self) -> int:
        """How many pairs there are."""
        return len(self.ordered[0])

    def at(self, side: int, offset: int) -> Pair | None:
        """The pair that holds an offset of a text."""
        pairs = self.ordered[side]
        index = bisect_right(pairs, offset, key=lambda pair: pair.spans[side].start) - 1
        return pairs[index] if index >= 0 and pairs[index].spans[side].holds(offset) else None

    def step(self, side: int, offset: int, by: int) -> Pair | None:
        """The pair that begins after (1) or before (-1) an offset of a text, round its ends."""
        pairs = self.ordered[side]
        index = following([pair.spans[side].start for pair in pairs], offset, by)
        return None if index is None else pairs[index]

    def differences(self, side: int) -> list[Span]:
        """What a text alone has, in its order: words within pairs and stretches outside."""
        return sorted((*self.changed[side], *self.alone[side]))

    def difference(self, side: int, offset: int, by: int) -> Span | None:
        """What a text alone has next after (1) or before (-1) an offset, round its ends."""
        spans = self.differences(side)
        index = following([span.start for span in spans], offset, by)
        return None if index is None else spans[index]

    def tie(self, side: int, offset: int) -> tuple[int, int] | None:
        """An offset near ``offset`` on its side and the one that belongs to it on the other.

        Within a pair that is the place itself; between pairs the edge of the nearest one, so that, where
        the other text has another order, the nearest passage leads.
        """
        pairs = self.ordered[side]
        if not pairs:
            return None
        index = bisect_right(pairs, offset, key=lambda pair: pair.spans[side].start) - 1
        before = pairs[index] if index >= 0 else None
        after = pairs[index + 1] if index + 1 < len(pairs) else None
        if before is not None and before.spans[side].holds(offset):
            here, there = before.spans[side], before.spans[1 - side]
            into = round((offset - here.start) * there.length / max(1, here.length))
            return offset, there.start + min(into, max(0, there.length - 1))
        gap_before = offset - before.spans[side].end if before else None
        gap_after = after.spans[side].start - offset if after else None
        if after is not None and (gap_before is None or (gap_after or 0) <= gap_before):
            return after.spans[side].start, after.spans[1 - side].start
        assert before is not None
        return before.spans[side].end, before.spans[1 - side].end

    def share(self, side: int, text: str) -> float:
        """How much of a text the other one has too, 0 to 1."""
        inside = sum(len(pair.spans[side].of(text).split()) for pair in self.ordered[side])
        changed = sum(len(span.of(text).split()) for span in self.changed[side])
        return max(0.0, min(1.0, (inside - changed) / max(1, len(text.split()))))


def following(starts: Sequence[int], offset: int, by: int) -> int | None:
    """Index of the first start after ``offset``, or of the last before it, round the ends."""
    if not starts:
        return None
    index = bisect_right(starts, offset) if by > 0 else bisect_left(starts, offset) - 1
    return index % len(starts)


def shared_of(left: str, right: str, found: Iterable[tuple[Span, Span, float]]) -> Shared:
    """What two texts share, from passages that stand in both; takes a while where texts are long."""
    from annotations.alignment.differences import differences

    pairs: list[Pair] = []
    changed: tuple[list[Span], list[Span]] = ([], [])
    for number, (here, there, likeness) in enumerate(sorted(found), 1):
        pairs.append(Pair(number, (here, there)))
        if likeness >= 1.0:
            continue
        apart = differences(here.of(left), there.of(right))
        changed[0].extend(Span(here.start + span.start, here.start + span.end) for span in apart.gone)
        changed[1].extend(Span(there.start + span.start, there.start + span.end) for span in apart.new)
    second = sorted(pairs, key=lambda pair: pair.spans[1])
    return Shared(
        (tuple(pairs), tuple(second)),
        (tuple(changed[0]), tuple(sorted(changed[1]))),
        (
            tuple(outside(left, [pair.spans[0] for pair in pairs])),
            tuple(outside(right, [pair.spans[1] for pair in second])),
        ),
    )


def outside(text: str, spans: Iterable[Span]) -> list[Span]:
    """The stretches of a text outside of ``spans``, in text order, that hold a word."""
    found: list[Span] = []
    at = 0
    for span in (*spans, Span(len(text), len(text))):
        if at < span.start:
            stretch = Span(at, span.start).trimmed(text)
            if any(sign.isalnum() for sign in stretch.of(text)):
                found.append(stretch)
        at = max(at, span.end)
    return found
