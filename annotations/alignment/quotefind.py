"""Find a passage by its quotation and context alone, where the text it was made on is not at hand.

Verbatim occurrences are weighed by their context, and the shorter the quotation, the more of the
context is asked for; only then are passages that are merely alike looked for, in their context
first. Nothing is accepted because it is the best there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from annotations.alignment.canonical import equal_spans
from annotations.alignment.likeness import LONGEST, Likeness, most_alike
from annotations.alignment.projection import Projection
from annotations.model import Selectors
from corpus.span import Span

_NEAR: Final = 12  # code points next to the quotation, which count double
_BETTER, _WORSE = 0.6, 0.4  # weights of the better and the worse side of the context
_SEEN: Final = 200_000  # occurrences that are looked at
_MOST: Final = 2_000  # of them, those nearest to the old place, that are weighed
_LONGEST: Final = 2_000  # code points of a quotation looked for with other blanks
_ASKED: Final = ((8, 0.72), (20, 0.62), (40, 0.5))  # context asked for up to so many code points
_ASKED_LONG: Final = 0.3
_WHOLE: Final = 66.0  # likeness asked of prefix, quotation and suffix together
_QUOTED: Final = ((8, 100.0), (12, 85.0), (25, 72.0))  # likeness asked of the quotation within that
_QUOTED_LONG: Final = 60.0
_ALONE: Final = 60  # code points from which the quotation is looked for without its context
_ALONE_ALIKE: Final = 80.0
_QUOTE_MARKS: Final = {sign: "['‘’‚‛]" for sign in "'‘’‚‛"} | {sign: '["“”„‟]' for sign in '"“”„‟'}


class Found(NamedTuple):
    """A place for a quotation.

    Attributes:
        span: Where it stands.
        verbatim: Whether the words are the quotation's own; blanks and quote marks may differ.
        context: 0 to 1, how much of the context stands beside it; None if there was none to compare.
        times: How often the words occur in the text, 0 if not verbatim.
        score: 0 to 1; of verbatim places at least 0.5, of others less.
        runner_up: Score of the next best place, 0 if there is none.
    """

    span: Span
    verbatim: bool
    context: float | None
    times: int
    score: float
    runner_up: float


def find_quote(text: str, selectors: Selectors) -> Found | None:
    """The place of a quotation, None if none is good enough; of equal ones that nearest to the old offset."""
    if not selectors.exact.strip():
        return None
    places = list(islice(_occurrences(text, selectors.exact), _SEEN))
    if len(places) > _MOST:
        places = sorted(places, key=lambda place: abs(place.start - selectors.start))[:_MOST]
    if not places:
        return _alike(text, selectors)
    if not (selectors.prefix.strip() or selectors.suffix.strip()):
        nearest = min(places, key=lambda place: abs(place.start - selectors.start))
        return Found(nearest, True, None, len(places), 0.5, 0.5 if len(places) > 1 else 0.0)
    return _in_best_context(text, selectors, places)


def _in_best_context(text: str, selectors: Selectors, places: Sequence[Span]) -> Found | None:
    """The verbatim occurrence with the best context, if that is good enough and stands out."""
    weighed = [(context_likeness(text, place, selectors), place) for place in places]
    weighed.sort(key=lambda pair: (-pair[0], abs(pair[1].start - selectors.start)))
    context, place = weighed[0]
    if context < _limit(_ASKED, len(selectors.exact), _ASKED_LONG):
        return _alike(text, selectors)
    runner_up = 0.5 + weighed[1][0] / 2 if len(weighed) > 1 else 0.0
    return Found(place, True, context, len(places), 0.5 + context / 2, runner_up)


def _occurrences(text: str, quote: str) -> Iterator[Span]:
    """Where the quotation stands to the letter; if nowhere, where it does but for blanks and quote marks.

    If it does not even so, accents may be written with other code points.
    """
    start = text.find(quote)
    if start >= 0:
        while start >= 0:
            yield Span(start, start + len(quote))
            start = text.find(quote, start + 1)
        return
    if len(quote) - sum(map(str.isspace, quote)) > _LONGEST:
        return
    match = None
    for match in re.finditer(_loose(quote), text):
        yield Span(*match.span())
    if match is None:
        yield from equal_spans(text, quote, _loose)


def _loose(quote: str) -> str:
    signs = (sign for sign in quote if not sign.isspace())
    return r"\s*".join(_QUOTE_MARKS.get(sign) or re.escape(sign) for sign in signs)


def context_likeness(text: str, place: Span, selectors: Selectors) -> float:
    """How much of the context stands beside a place, 0 to 1; white space counts as one blank.

    A side that the selectors do not have says nothing; the other then speaks for both.
    """
    prefix, suffix = selectors.prefix, selectors.suffix
    sides: list[float] = []
    if prefix.strip():
        # Turned round, so that both sides are compared from the quotation outwards.
        beside = text[max(0, place.start - len(prefix)) : place.start]
        sides.append(_side(prefix[::-1], beside[::-1]))
    if suffix.strip():
        sides.append(_side(suffix, text[place.end : place.end + len(suffix)]))
    if not sides:
        return 0.0
    return _BETTER * max(sides) + _WORSE * min(sides)


def _side(wanted: str, beside: str) -> float:
    from rapidfuzz.distance import Indel

    wanted, beside = _single_blanks(wanted), _single_blanks(beside)
    near = Indel.normalized_similarity(wanted[:_NEAR], beside[:_NEAR])
    whole = Indel.normalized_similarity(wanted, beside)
    share = min(_NEAR, len(wanted)) / (min(_NEAR, len(wanted)) + len(wanted))
    return share * near + (1 - share) * whole


def _single_blanks(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _alike(text: str, selectors: Selectors) -> Found | None:
    """The passage most like the quotation where its context stands, or anywhere if it is long."""
    found = _in_context(text, selectors)
    if found is None and len(selectors.exact) >= _ALONE:
        found = most_alike(selectors.exact, text, Span(0, len(text)), _ALONE_ALIKE)
    if found is None or found.span.length == 0:
        return None
    context = context_likeness(text, found.span, selectors)
    return Found(found.span, False, context, 0, found.ratio / 100 * (0.3 + 0.19 * context), 0.0)


def _in_context(text: str, selectors: Selectors) -> Likeness | None:
    """The quotation where prefix, quotation and suffix together are best matched, by their comparison."""
    from rapidfuzz import fuzz

    quote = selectors.exact
    passage = selectors.prefix + quote + selectors.suffix
    whole = _whereabouts(passage, text) if len(passage) > len(quote) else None
    if whole is None:
        return None
    within = Span(max(0, whole.start - len(quote)), min(len(text), whole.end + len(quote)))
    place = Projection(passage, within.of(text)).place(
        Span(len(selectors.prefix), len(selectors.prefix + quote))
    )
    if place is None:
        return None
    span = Span(place.span.start + within.start, place.span.end + within.start)
    ratio = fuzz.ratio(quote, span.of(text), score_cutoff=_limit(_QUOTED, len(quote), _QUOTED_LONG))
    return Likeness(span, ratio) if ratio else None


def _whereabouts(passage: str, text: str) -> Span | None:
    """About where a passage stands: of a long one, its beginning and its end are looked for."""
    from rapidfuzz import fuzz

    if len(passage) > LONGEST:
        first = _whereabouts(passage[: LONGEST // 3], text)
        last = _whereabouts(passage[-(LONGEST // 3) :], text)
        if first is None or last is None or not first.start < last.end <= first.start + 2 * len(passage):
            return None
        return first.union(last)
    if len(passage) > len(text):
        return None
    found = fuzz.partial_ratio_alignment(passage, text, score_cutoff=_WHOLE)
    return Span(found.dest_start, found.dest_end) if found else None


def _limit(steps: Sequence[tuple[int, float]], length: int, beyond: float) -> float:
    return next((limit for most, limit in steps if length <= most), beyond)
