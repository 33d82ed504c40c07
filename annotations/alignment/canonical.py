"""Words found in a text that writes them with other code points: canonical equivalence (Unicode, UAX #15).

An é may be one code point or an e with a combining accent; systems and editors write it either way.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from corpus.span import Span


def equal_spans(text: str, wanted: str, expression: Callable[[str], str]) -> Iterator[Span]:
    """Where ``wanted`` stands in ``text`` in other code points, in order, not overlapping.

    Args:
        expression: Makes the regular expression that finds some words, which must not match nothing.

    Yields:
        Spans of ``text`` as it is; a letter and its accents are covered together or not at all.
    """
    if unicodedata.is_normalized("NFC", text) and unicodedata.is_normalized("NFC", wanted):
        return  # two that are equal are the same then
    apart = _apart(text)
    search = re.compile(expression(_apart(wanted))).search
    match = search(apart)
    if match is None:
        return
    way = _Way(text)
    while match is not None:
        start, end = way.back(match.start()), way.back(match.end())
        if start is None or end is None:
            match = search(apart, match.start() + 1)
            continue
        yield Span(start, end)
        match = search(apart, match.end())


class _Way:
    """The way from offsets of a text with its accents apart back to the text itself."""

    def __init__(self, text: str) -> None:
        signs = set(text)
        marks = [sign for sign in signs if unicodedata.combining(_apart(sign)[0])]
        letters = [sign for sign in signs.difference(marks) if _apart(sign) != sign]
        self._starts: list[int] = []  # of each letter with its accents, apart
        self._ends: list[int] = []
        self._drifts: list[int] = [0]  # what is to be taken off before the first, between two, after the last
        drift = 0
        for match in re.finditer(f"(?s:.?{_any_of(marks)}+)|{_any_of(letters)}", text):
            self._starts.append(match.start() + drift)
            drift += len(_apart(match[0])) - len(match[0])
            self._ends.append(match.end() + drift)
            self._drifts.append(drift)

    def back(self, at: int) -> int | None:
        """The offset in the text; None within a letter and its accents."""
        number = bisect_left(self._ends, at + 1)
        if number < len(self._starts) and self._starts[number] < at:
            return None
        return at - self._drifts[number]


def _apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _any_of(signs: Sequence[str]) -> str:
    """An expression for one of these signs; for none, one that never matches."""
    return f"[{''.join(map(re.escape, signs))}]" if signs else r"(?!)"
