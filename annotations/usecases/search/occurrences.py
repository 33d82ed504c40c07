"""The places in a text that a query's terms mean, with what stands left and right of them."""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from annotations.query.folding import words
from annotations.query.spellings import spellings
from annotations.query.syntax import Near, Query, Term, Within
from corpus.index.folding import Aligned, Folding
from corpus.index.phrases import Phrase, near
from corpus.span import Span

WIDTH: Final = 80  # code points of context on a side

_ONE_LINE: Final = str.maketrans("\n\t", "  ")

Finder = Callable[[str, Callable[[], Aligned]], Iterator[Span]]


class Occurrences:
    """Finds the terms ``sought`` in texts of one kind: ``text``, ``title`` or ``note``."""

    def __init__(self, folding: Folding, sought: Iterable[Query], where: str) -> None:
        self._folding = folding
        terms = [term for query in sought if (term := _term_for(query, where)) is not None]
        spelt = dict.fromkeys(each for term in terms for each in spellings(term))
        self._finders = [_finder(folding, term) for term in spelt]

    def __bool__(self) -> bool:
        return bool(self._finders)

    def spans(self, text: str) -> Iterator[Span]:
        """Their places in order, none overlapping another, found as they are asked for."""
        if not self._finders:
            return
        known: list[Aligned] = []

        def aligned() -> Aligned:
            if not known:
                known.append(self._folding.aligned(text))
            return known[0]

        found = [finder(text, aligned) for finder in self._finders]
        merged = heapq.merge(*found, key=lambda span: (span.start, -span.end)) if found[1:] else found[0]
        reached = 0
        for span in merged:
            if span.start >= reached:
                yield span
                reached = span.end


def context(text: str, span: Span, *, across: bool) -> tuple[str, str]:
    """What stands on both sides of ``span``, on one line; ``across`` the bounds of lines or within."""
    start, end = max(0, span.start - WIDTH), min(len(text), span.end + WIDTH)
    if not across:
        start = max(start, text.rfind("\n", start, span.start) + 1)
        line_end = text.find("\n", span.end, end)
        end = end if line_end < 0 else line_end
    return text[start : span.start].translate(_ONE_LINE), text[span.end : end].translate(_ONE_LINE)


def _term_for(query: Query, where: str) -> Term | Near | None:
    if isinstance(query, Within):
        return query.term if query.field == where else None
    return query if isinstance(query, (Term, Near)) else None


def _finder(folding: Folding, term: Term | Near) -> Finder:
    if isinstance(term, Near):
        phrases = [_phrase(folding, each) for each in term.terms]
        return lambda _, aligned: _near(folding, phrases, term.distance, aligned())
    if term.exact:
        pattern = exact_pattern(term)
        return lambda text, _: (Span(*match.span()) for match in pattern.finditer(text) if match[0])
    phrase = _phrase(folding, term)

    def places(_: str, aligned: Callable[[], Aligned]) -> Iterator[Span]:
        folded = aligned()
        return (folded.span(*place) for place in phrase.places(folded))

    return places


def _near(folding: Folding, phrases: Sequence[Phrase], distance: int, aligned: Aligned) -> Iterator[Span]:
    return (aligned.span(*place) for place in near(folding, aligned, phrases, distance))


def _phrase(folding: Folding, term: Term) -> Phrase:
    return Phrase(folding, words(term.text).split(), term.prefix)


def exact_pattern(term: Term) -> re.Pattern[str]:
    """The term's characters as they are, any white space for any other, cutting no word."""
    body = r"\s+".join(map(re.escape, term.text.split()))
    before = r"(?<!\w)" if re.match(r"\w", term.text) else ""
    after = r"(?!\w)" if not term.prefix and re.search(r"\w\Z", term.text) else ""
    return re.compile(before + body + after)
