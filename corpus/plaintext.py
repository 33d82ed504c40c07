"""Plain text to blocks: paragraphs as the writer meant them, whether lines were wrapped or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from corpus import extractors
from corpus.document import Block, BlockKind
from corpus.span import Span

EXTRACTOR: Final = extractors.PLAIN

_LINE: Final = re.compile(r"[^\n]+")
_WIDEST: Final = 120  # nobody wraps by hand or machine beyond this; longer lines are paragraphs
_NARROWEST: Final = 30
_SLACK: Final = 0.8
_SAMPLE: Final = 4000
_FEWEST: Final = 3  # lines followed by another from which a width can be told
_ITEM: Final = re.compile(r"[-*+•–]\s|\d{1,3}[.)]\s")


def blocks_of(text: str, start: int = 0) -> tuple[Block, ...]:
    """The paragraphs of ``text`` from ``start`` on.

    In a text that was wrapped at some width, the lines of a paragraph are one soft block; in any
    other, each line is a paragraph of its own.
    """
    width = wrapped_at(text, start)
    if width:
        return tuple(_wrapped(text, start, width))
    return tuple(
        Block(BlockKind.PARAGRAPH, span)
        for line in _LINE.finditer(text, start)
        if (span := Span(*line.span()).trimmed(text)).length
    )


def wrapped_at(text: str, start: int = 0) -> int:
    """The width in code points that the lines of ``text`` were wrapped at, or 0.

    Judged from the first lines that are followed by another: a wrapped line is one that the next
    line's first word would not have fitted on.
    """
    return width_of((text[start:] if start else text).split("\n", _SAMPLE))


def width_of(lines: Sequence[str]) -> int:
    """What `wrapped_at` tells, of the lines of a text, which are split at every break."""
    if not lines[-1] or len(lines) > _SAMPLE:
        lines = lines[: min(len(lines) - 1, _SAMPLE)]
    # Most texts have a blank line between any two that are not, and nothing to be judged from.
    followed = [(above, line) for above, line in pairwise(lines) if above and line]
    if len(followed) < _FEWEST:
        return 0
    inner: list[tuple[int, int, bool]] = []  # length, length with the next word, next is a capital
    for above, line in followed:
        last, stripped = above.rstrip(), line.strip()
        margin, indent = len(above) - len(above.lstrip()), len(line) - len(line.lstrip())
        # A line that stands further in, or an item, begins something however full the last one was.
        if last and stripped and indent <= margin and not _ITEM.match(stripped):
            word = stripped.split(None, 1)[0]
            inner.append((len(last), len(last) + 1 + len(word), stripped[0].isupper()))
    if len(inner) < _FEWEST:
        return 0
    # The widest line may hold an address that no wrapping could break, so a few may stand out.
    lengths = sorted(length for length, _, _ in inner)
    width = lengths[-1 - len(lengths) // 20]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = sum(needed > width * _SLACK for _, needed, _ in inner)
    # Verse and lists have lines of like length too, but nearly all begin with a capital.
    capitals = sum(capital for _, _, capital in inner)
    return width if full >= 0.75 * len(inner) and capitals <= 0.7 * len(inner) else 0


def _wrapped(text: str, start: int, width: int) -> Iterator[Block]:
    """Paragraphs of lines that belong together: each so full that the next word did not fit."""
    first = last = -1  # of the paragraph so far
    margin = length = 0  # of the line before
    hanging = False  # an item's further lines may stand further in than its first
    for line in _LINE.finditer(text, start):
        words = line[0].strip()
        if not words:
            continue
        at = text.index(words[0], line.start())
        indent = at - line.start()
        goes_on = (
            text.count("\n", last, at) == 1
            and length + 1 + len(words.split(None, 1)[0]) > width * _SLACK
            # The first line of a paragraph may stand further in than the others, never out.
            and (indent <= margin or hanging)
            and not _ITEM.match(words)
        )
        if first < 0 or not goes_on:
            if first >= 0:
                yield _soft(text, first, last)
            first, hanging = at, bool(_ITEM.match(words))
        last = at + len(words)
        margin, length = indent, last - line.start()
    if first >= 0:
        yield _soft(text, first, last)


def _soft(text: str, start: int, end: int) -> Block:
    return Block(BlockKind.PARAGRAPH, Span(start, end), soft="\n" in text[start:end])
