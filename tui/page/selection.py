"""The selection: a unit it began with, a unit it reaches to, and everything between."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final, NamedTuple

from corpus.span import Span

_WORD: Final = re.compile(r"\w+(?:[’'\u2010-]\w+)*")
_NEAR: Final = 2048  # code points searched for the edge of a word
_OPENING: Final = frozenset({"Ps", "Pi"})
_BULLETS: Final = frozenset("•‣◦▪▫●○■□–—*·-")


class Unit(StrEnum):
    """What a selection grows by."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


class Selection(NamedTuple):
    """A selection that is being made.

    Attributes:
        anchor: Where it began: a character, word, sentence or paragraph.
        head: The same where it reaches to, before or after the anchor.
        unit: What it grows by when the caret moves.
    """

    anchor: Span
    head: Span
    unit: Unit = Unit.CHARACTER

    @property
    def span(self) -> Span:
        """Everything from the first to the last code point."""
        return self.anchor.union(self.head)

    def reaching(self, head: Span) -> Selection:
        """This selection with another end."""
        return self._replace(head=head)


def kept(text: str, span: Span) -> Span:
    """``span`` as it is worth keeping: no blanks at its ends, and no bullet that lost its line.

    A sign of a list counts as such where it stands first in its line and a blank or nothing follows.
    """
    span = span.trimmed(text)
    while span.length and _is_bullet(text, span.end - 1) and text[span.start : span.end - 1].strip():
        span = Span(span.start, span.end - 1).trimmed(text)
    if span.length > 1 and _is_bullet(text, span.start) and text[span.start + 1].isspace():
        span = Span(span.start + 1, span.end).trimmed(text)
    return Span(span.start, span.start) if span.length == 1 and _is_bullet(text, span.start) else span


def _is_bullet(text: str, offset: int) -> bool:
    after = text[offset + 1 : offset + 2]
    line = text.rfind("\n", 0, offset) + 1
    return text[offset] in _BULLETS and not text[line:offset].strip() and (not after or after.isspace())


def word_span(text: str, offset: int) -> Span:
    """The word at ``offset``, or that one code point where there is no word."""
    low, high = max(0, offset - _NEAR), min(len(text), offset + _NEAR)
    for match in _WORD.finditer(text, low, high):
        if match.start() > offset:
            break
        if offset < match.end():
            return Span(*match.span())
    return Span(offset, min(offset + 1, len(text)))


def next_word(text: str, offset: int) -> int | None:
    """Where the next word after ``offset`` begins."""
    here = word_span(text, offset)
    match = _WORD.search(text, max(here.end, offset + 1))
    return match.start() if match else None


def previous_word(text: str, offset: int) -> int | None:
    """Where the word before ``offset`` begins: the one around it if ``offset`` is inside."""
    high = offset
    while high > 0:
        low = max(0, high - _NEAR)
        # A window may begin inside a word; the word's beginning is looked for from there.
        found = None
        for match in _WORD.finditer(text, low, high):
            found = match
        if found is not None:
            return word_span(text, found.start()).start
        high = low
    return None


def after(text: str, end: int) -> int:
    """Where one goes on after a passage that ends at ``end``: at the next word or the mark that opens it.

    What closes the passage is passed over, such as a full stop or a quotation mark; ``len(text)`` if
    nothing comes.
    """
    for at in range(end, len(text)):
        sign = text[at]
        if sign.isspace():
            continue
        kind = unicodedata.category(sign)
        plain = kind == "Po" and text[at - 1 : at].isspace() and not text[at + 1 : at + 2].isspace()
        if plain or kind in _OPENING or not kind.startswith("P"):
            return at
    return len(text)


def grown(text: str, span: Span) -> Span:
    """``span`` with one more word at its end, as far as there is one."""
    last = word_span(text, max(0, span.end - 1))
    if last.end > span.end > last.start:
        return Span(span.start, last.end)
    start = next_word(text, max(0, span.end - 1))
    return span if start is None else Span(span.start, word_span(text, start).end)


def shrunk(text: str, span: Span) -> Span:
    """``span`` without the last word, as long as one word is left."""
    start = previous_word(text, span.end)
    if start is None or start <= span.start:
        return span
    end = span.start + len(text[span.start : start].rstrip())
    return Span(span.start, end) if end > span.start else span
