"""The stretch of a text most like a quotation, with its ends at words."""

from __future__ import annotations

from typing import Final, NamedTuple

from annotations.alignment.stretches import Kept
from annotations.alignment.wording import Vocabulary, pattern, read_words
from corpus.span import Span

_REACH: Final = 24  # code points within which the end of a word is looked for

LONGEST: Final = 3_000  # code points of a quotation; the time of an alignment grows with their square


class Likeness(NamedTuple):
    """A stretch of a text and how like it is, 0 to 100 (normalised Indel similarity)."""

    span: Span
    ratio: float


def most_alike(quote: str, text: str, within: Span, least: float) -> Likeness | None:
    """The part of ``text[within]`` most like ``quote``; None if less than ``least`` (0 to 100).

    A partial alignment (rapidfuzz); where there is less text than in the quotation, all of it is
    compared with all of that. Quotations over `LONGEST` are not looked for.
    """
    from rapidfuzz import fuzz

    if len(quote) > LONGEST:
        return None
    within = within.trimmed(text)
    if within.length <= len(quote):
        ratio = fuzz.ratio(quote, within.of(text), score_cutoff=least)
        return Likeness(within, ratio) if ratio else None
    found = fuzz.partial_ratio_alignment(quote, within.of(text), score_cutoff=least)
    if found is None:
        return None
    return Likeness(_fitted(quote, text, Span(found.dest_start, found.dest_end), within), found.score)


def _fitted(quote: str, text: str, found: Span, within: Span) -> Span:
    """``found`` (counted from ``within``) with its ends where the quotation's words end.

    A partial alignment is as long as the quotation, so it drifts at its ends where the text grew
    or shrank. The common words around it, those at an end left out while that makes the rest more
    alike, say where the passage ends.
    """
    from rapidfuzz.distance import Indel

    reach = max(_REACH, len(quote) // 4)
    low = max(within.start, within.start + found.start - reach)
    high = min(within.end, within.start + found.end + reach)
    vocabulary = Vocabulary()
    ours = read_words(quote, 0, len(quote), vocabulary)
    theirs = read_words(text, low, high, vocabulary)
    runs = [
        Kept(
            ours.starts[step.src_start],
            ours.ends[step.src_end - 1],
            theirs.starts[step.dest_start],
            theirs.ends[step.dest_end - 1],
        )
        for step in Indel.opcodes(ours.numbers, theirs.numbers)
        if step.tag == "equal"
    ]
    whole = Span(within.start + found.start, within.start + found.end)
    if not runs:
        return at_words(text, whole, within)
    runs = _trimmed(_trimmed(runs, len(quote), -1), len(quote), 0)
    start = runs[0].new if runs[0].old == 0 else min(runs[0].new, whole.start)
    end = runs[-1].new_end if runs[-1].old_end == len(quote) else max(runs[-1].new_end, whole.end)
    return at_words(text, Span(start, end), within)


def _trimmed(runs: list[Kept], length: int, end: int) -> list[Kept]:
    """Without the runs at one end (0 the first, -1 the last) that cost more likeness than they bring."""
    runs = list(runs)
    kept = sum(run.old_end - run.old for run in runs)
    while len(runs) > 1:
        size = runs[-1].new_end - runs[0].new
        lost = runs[end].old_end - runs[end].old
        smaller = runs[-2].new_end - runs[0].new if end else runs[-1].new_end - runs[1].new
        if kept / (length + size) >= (kept - lost) / (length + smaller):
            break
        kept -= lost
        runs.pop(end)
    return runs


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
