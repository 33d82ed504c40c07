"""Stretching: a span longer or shorter by a word at its end, as a pure rule."""

from __future__ import annotations

import re
from typing import Final

from corpus.span import Span
from corpus.words import word_at

_WORD: Final = re.compile(r"\w")


def stretched(text: str, span: Span, words: int) -> Span:
    """``span`` with its end moved by ``words`` words (fewer than 0: shorter), never empty."""
    end = span.end
    for _ in range(abs(words)):
        end = _grown(text, end) if words > 0 else _shrunk(text, span.start, end)
    return Span(span.start, end)


def _grown(text: str, end: int) -> int:
    match = _WORD.search(text, end)
    return max(end, word_at(text, match.start()).end) if match else end


def _shrunk(text: str, start: int, end: int) -> int:
    """The end without the last word and what follows it; as it was if that word is all there is."""
    at = end
    while at > start and not _WORD.match(text, at - 1):
        at -= 1
    first = word_at(text, at - 1).start if at > start else start
    if at < end and at > start and first <= start:
        return end
    trimmed = Span(start, first).trimmed(text) if first > start else Span(start, start)
    return trimmed.end if trimmed.end > start else end
