"""Describe a passage so that it can be found again: position, quotation and context.

The three are the selectors of the W3C Web Annotation Data Model, section 4.2
(https://www.w3.org/TR/annotation-model/#selectors).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotations.model import Selectors
from corpus.digest import digest_of
from corpus.span import Span

CONTEXT: Final = 64
"""Most code points of context kept on either side of a passage."""

_RUN_UP: Final = 64  # code points read beyond the context, so that a grapheme's own start is seen


def describe(text: str, span: Span, digest: str = "") -> Selectors:
    """The selectors of the passage that ``span`` covers in ``text``.

    Args:
        text: The canonical text.
        span: Half-open range of code points, cut to the text where it reaches beyond.
        digest: Of the text (`digest_of`), reckoned here if empty.
    """
    end = min(max(span.end, 0), len(text))
    start = min(max(span.start, 0), end)
    return Selectors(
        start,
        end,
        text[start:end],
        _before(text, start),
        _after(text, end),
        digest or digest_of(text),
    )


def _before(text: str, start: int) -> str:
    """Up to `CONTEXT` code points that end at ``start`` and begin with a whole grapheme."""
    low = max(0, start - CONTEXT)
    context = text[low:start]
    if low == 0 or context.isascii():
        return context
    position = max(0, low - _RUN_UP)
    for grapheme in _graphemes(text[position:start]):
        if position >= low:
            break
        position += len(grapheme)
    return text[position:start]


def _after(text: str, end: int) -> str:
    """Up to `CONTEXT` code points from ``end`` that finish with a whole grapheme."""
    high = min(len(text), end + CONTEXT)
    context = text[end : high + 1]
    if high == len(text) or context.isascii():
        return text[end:high]
    position = end
    for grapheme in _graphemes(text[end : high + _RUN_UP]):
        if position + len(grapheme) > high:
            break
        position += len(grapheme)
    return text[end:position]


def _graphemes(text: str) -> Iterator[str]:
    from wcwidth import iter_graphemes

    return iter_graphemes(text)
