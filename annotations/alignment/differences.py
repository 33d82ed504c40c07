"""The words by which two short passages differ, to the letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from annotations.alignment.wording import pattern
from corpus.span import Span

_LONGEST: Final = 5_000  # words of a passage that are compared singly
_COUNTED: Final = "%‰$£€¥₹"
# A figure with its point, its thousands and what it is counted in: of £14.5 the end alone says nothing.
_FIGURE: Final = (
    rf"(?:[{_COUNTED}](?=[0-9]))?[0-9]\w*(?:[.,'’\u00a0\u202f](?=[0-9])\w+)*"
    rf"(?:[ \u00a0\u202f]?[{_COUNTED}](?![0-9]))?"
)


class Differences(NamedTuple):
    """What one passage has and the other has not, as spans of each, in order.

    Attributes:
        gone: Words of the first that the second lacks.
        new: Words of the second that the first lacks.
    """

    gone: tuple[Span, ...] = ()
    new: tuple[Span, ...] = ()


def differences(old: str, new: str) -> Differences:
    """The words by which ``old`` and ``new`` differ; blanks are no difference, another case is one."""
    from rapidfuzz.distance import Indel

    ours, theirs = _words(old), _words(new)
    if max(len(ours), len(theirs)) > _LONGEST:
        whole = old != new
        return Differences((Span(0, len(old)),) * whole, (Span(0, len(new)),) * whole)
    steps = Indel.opcodes([span.of(old) for span in ours], [span.of(new) for span in theirs])
    changed = [step for step in steps if step.tag != "equal"]
    return Differences(
        _spans(ours, [(step.src_start, step.src_end) for step in changed]),
        _spans(theirs, [(step.dest_start, step.dest_end) for step in changed]),
    )


def _words(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _word(text.isascii()).finditer(text)]


@cache
def _word(ascii_only: bool) -> re.Pattern[str]:
    return re.compile(f"{_FIGURE}|{pattern(ascii_only).pattern}")


def _spans(words: Sequence[Span], runs: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """The stretches that runs of words cover, those that follow one another as one."""
    found: list[Span] = []
    last = -1
    for first, end in runs:
        if first == end:
            continue
        start = words[first].start
        if first == last:
            start = found.pop().start
        found.append(Span(start, words[end - 1].end))
        last = end
    return tuple(found)
