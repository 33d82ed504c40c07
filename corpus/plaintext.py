"""Plain text to blocks: paragraphs as the writer meant them, whether lines were wrapped or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.document import Block, BlockKind
from corpus.span import Span

EXTRACTOR: Final = "plain/1"

_LINE: Final = re.compile(r"[^\n]+")
_WIDEST: Final = 120  # nobody wraps by hand or machine beyond this; longer lines are paragraphs
_NARROWEST: Final = 30
_SLACK: Final = 0.8
_SAMPLE: Final = 4000
_ITEM: Final = re.compile(r"\s*(?:[-*+•–]\s|\d{1,3}[.)]\s)")


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
    inner: list[tuple[int, int]] = []
    last: str | None = None
    for number, line in enumerate(_lines(text, start)):
        stripped = line.strip()
        if last and stripped:
            word = stripped.split(None, 1)[0]
            inner.append((len(last), len(last) + 1 + len(word)))
        last = line.rstrip()
        if number > _SAMPLE:
            break
    if len(inner) < 3:
        return 0
    # The widest line may hold an address that no wrapping could break, so a few may stand out.
    lengths = sorted(length for length, _ in inner)
    width = lengths[-1 - len(lengths) // 20]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = sum(needed > width * _SLACK for _, needed in inner)
    return width if full >= 0.75 * len(inner) else 0


def _lines(text: str, start: int) -> Iterator[str]:
    end = len(text)
    while start < end:
        stop = text.find("\n", start)
        stop = end if stop < 0 else stop
        yield text[start:stop]
        start = stop + 1


def _wrapped(text: str, start: int, width: int) -> Iterator[Block]:
    """Paragraphs of lines that belong together: each was full, or the next word would have fitted."""
    first = last = -1
    indent = length = 0
    for line in _LINE.finditer(text, start):
        span = Span(*line.span()).trimmed(text)
        if not span.length:
            continue
        margin = span.start - line.start()
        if first >= 0:
            word = text[span.start : span.end].split(None, 1)[0]
            goes_on = (
                text.find("\n\n", last, line.start()) < 0
                and not text[last : line.start()].strip("\n")
                and text.count("\n", last, line.start()) == 1
                and length + 1 + len(word) > width * _SLACK
                and margin <= indent
                and not _ITEM.match(line[0])
            )
            if not goes_on:
                yield _soft(text, first, last)
                first, indent = span.start, margin
        else:
            first, indent = span.start, margin
        last, length = span.end, span.end - line.start()
        indent = max(indent, margin) if first == span.start else indent
    if first >= 0:
        yield _soft(text, first, last)


def _soft(text: str, start: int, end: int) -> Block:
    return Block(BlockKind.PARAGRAPH, Span(start, end), soft="\n" in text[start:end])
