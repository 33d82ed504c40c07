"""Finding what begins with a digit, a sign or a known word: one pass over the words, patterns only there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from corpus.span import Span

GAP: Final = "[ \\u00a0\\u202f\\n]"
"""One blank as it stands between the words of a figure or date; a pattern."""

_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+|[€$£¥₴₽]")

Try = Callable[[str, int, int], int]
"""Given text, an offset and the end of the block, where what begins there ends; 0 where nothing does, and
less than 0 where what ends there is to be passed over.
"""


def found(text: str, span: Span, is_trigger: Callable[[str], bool], attempt: Try) -> Iterator[Span]:
    """The spans that ``attempt`` finds within ``span``, from left to right, none overlapping.

    Args:
        is_trigger: Whether a word may begin one; digits and signs of currencies always may.
    """
    reached = span.start
    for token in _TOKEN.finditer(text, span.start, span.end):
        start = token.start()
        if start < reached:
            continue
        word = token[0]
        if word[0].isalpha() and not is_trigger(word):
            continue
        end = attempt(text, start, span.end)
        if end > start:
            yield Span(start, end)
        reached = max(reached, abs(end))


def words_of(*lists: str) -> frozenset[str]:
    """The words of several lists, blanks between them."""
    return frozenset(word for each in lists for word in each.split())


def any_of(*words: str) -> str:
    """A pattern for any of these, the longest first; blanks in them fit any blank."""
    ordered = sorted({word for each in words for word in each.split("|")}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace("\\ ", GAP) for word in ordered) + ")"
