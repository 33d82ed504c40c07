"""The stretch of a text most like a quotation, with its ends at words."""

from __future__ import annotations

from typing import NamedTuple

from annotations.wording import pattern
from corpus.span import Span

_REACH = 24  # code points within which the end of a word is looked for


class Likeness(NamedTuple):
    """A stretch of a text and how like it is, 0 to 100 (normalised Indel similarity)."""

    span: Span
    ratio: float


def most_alike(quote: str, text: str, within: Span, least: float) -> Likeness | None:
    """The part of ``text[within]`` most like ``quote``; None if less than ``least`` (0 to 100).

    A partial alignment (rapidfuzz); where there is less text than in the quotation, all of it is
    compared with all of that.
    """
    from rapidfuzz import fuzz

    within = within.trimmed(text)
    if within.length <= len(quote):
        ratio = fuzz.ratio(quote, within.of(text), score_cutoff=least)
        return Likeness(within, ratio) if ratio else None
    found = fuzz.partial_ratio_alignment(quote, within.of(text), score_cutoff=least)
    if found is None:
        return None
    span = Span(within.start + found.dest_start, within.start + found.dest_end)
    return Likeness(at_words(text, span, within), found.score)


def at_words(text: str, span: Span, within: Span) -> Span:
    """``span`` with each end moved to the nearest end of a word that lies in ``within``."""
    start = nearest_start(text, span.start, Span(within.start, span.end))
    end = nearest_end(text, span.end, Span(start, within.end))
    return Span(start, end) if start < end else span


def nearest_start(text: str, offset: int, within: Span) -> int:
    """The start of a word in ``within`` nearest to ``offset``, or ``offset`` if there is none close."""
    low, high = max(within.start, offset - _REACH), min(within.end, offset + _REACH)
    starts = [match.start() for match in pattern().finditer(text, _word_edge(text, low, within), high)]
    return min(starts, key=lambda start: abs(start - offset), default=offset)


def nearest_end(text: str, offset: int, within: Span) -> int:
    """The end of a word in ``within`` nearest to ``offset``, or ``offset`` if there is none close."""
    low, high = max(within.start, offset - _REACH), min(within.end, offset + _REACH)
    found = pattern().finditer(text, _word_edge(text, low, within), within.end)
    best = offset
    distance = _REACH + 1
    for match in found:
        if match.start() >= high:
            break
        if abs(match.end() - offset) < distance:
            best, distance = match.end(), abs(match.end() - offset)
    return best


def _word_edge(text: str, low: int, within: Span) -> int:
    """An offset at or before ``low``, within reach, where no word is cut."""
    while low > within.start and within.start - _REACH < low and text[low - 1].isalnum():
        low -= 1
    return low
