"""From a query to what the full-text index can say about it: candidates, and what is left to test."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from annotations.query.folding import words
from annotations.query.spellings import spellings
from annotations.query.syntax import And, Everything, Near, Not, Or, Query, Term, Within
from corpus.index import EVERY, ODD

ALL: Final = f"kind : {EVERY}"

_NONE: Final = ""
_LONGEST: Final = 1000  # the index cuts longer words
_BOTH: Final = "{title text}"
_NOTHING: Final = Not(Everything())


class Plan(NamedTuple):
    """How a query is answered with the index.

    Attributes:
        expression: An FTS5 expression; empty if it could fit nothing. It fits every document that matches
            by its text, its title as found, or what is not indexed at all; one that matches only by its
            notes or by a corrected title has one of ``besides`` there.
        rest: What is left to test of a document without annotations that it fits.
        annotated: What is left to test of one with annotations.
        query: All of it, for a document whose title was corrected.
        besides: Terms that notes or corrected titles can hold and so make a document match.
    """

    query: Query
    expression: str
    rest: Query
    annotated: Query
    besides: tuple[Query, ...]


class _Bounds(NamedTuple):
    """An expression for at least, and one for at most, the documents that match.

    Of terms that are looked for ``over`` leaves out what only notes add, as `Plan` says; of those to be
    left out ``under`` never claims more than is so.
    """

    over: str
    under: str


_OPEN: Final = _Bounds(ALL, _NONE)


def plan(query: Query, *, corrected: bool = False) -> Plan:
    """The plan for ``query``; ``corrected`` says whether any title is not the one indexed."""
    parts = query.parts if isinstance(query, And) else (query,)
    besides = [
        term
        for term in sought(query)
        if not isinstance(term, Within) or (term.field == "title" and corrected)
    ]
    return Plan(
        query,
        _bounds(query, corrected).over,
        _together([part for part in parts if not (_decided(part) and _settled(part, False, corrected))]),
        _together([part for part in parts if not (_decided(part) and _settled(part, True, corrected))]),
        tuple(besides),
    )


def sought(query: Query, wanted: bool = True) -> Iterator[Query]:
    """The terms in ``query`` that are looked for, not left out, in text, title or notes."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from sought(part, wanted)
        case Not(part):
            yield from sought(part, not wanted)
        case Term() | Near():
            if wanted:
                yield query
        case Within(field, _):
            if wanted and field in {"text", "title", "note"}:
                yield query
        case _:
            pass


def known_terms(query: Query) -> Iterator[Query]:
    """The terms in ``query`` of which the index knows where they stand; see `expression_of`."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from known_terms(part)
        case Not(part):
            yield from known_terms(part)
        case Term() | Near() | Within() if _decided(query):
            yield query
        case _:
            pass


def expression_of(term: Query) -> str:
    """An FTS5 expression for just the documents with one of `known_terms` in text or title as found."""
    return _bounds(term, corrected=False).over


def reduced(query: Query, known: Mapping[Query, bool], *, annotated: bool) -> Query:
    """``query`` with the terms in ``known`` replaced by what is known of them.

    In a document that is ``annotated`` a note may still hold what text and title do not.
    """
    match query:
        case And(parts):
            return And(tuple(reduced(part, known, annotated=annotated) for part in parts))
        case Or(parts):
            return Or(tuple(reduced(part, known, annotated=annotated) for part in parts))
        case Not(part):
            return Not(reduced(part, known, annotated=annotated))
    if query not in known:
        return query
    if known[query]:
        return Everything()
    if annotated and isinstance(query, Term):
        return Within("note", query)
    return query if annotated and isinstance(query, Near) else _NOTHING


def _together(parts: Sequence[Query]) -> Query:
    if not parts:
        return Everything()
    return parts[0] if len(parts) == 1 else And(tuple(sorted(parts, key=_cost)))


def _cost(query: Query) -> int:
    """What needs the text, or the annotations, is tested after what does not."""
    match query:
        case And(parts) | Or(parts):
            return max(map(_cost, parts))
        case Not(part):
            return _cost(part)
        case Within(field, _):
            return {"text": 2, "note": 1, "by": 1, "speaker": 2}.get(field, 0)
        case Term() | Near():
            return 2
    return 0


def _decided(query: Query) -> bool:
    """Whether the index knows the answer for a document without annotations."""
    match query:
        case And(parts) | Or(parts):
            return all(map(_decided, parts))
        case Not(part):
            return _decided(part)
        case Term():
            return not query.exact and _is_short(query)
        case Near(terms):
            return all(map(_is_short, terms))
        case Within(field, term):
            return field in {"text", "title"} and _decided(term)
        case Everything():
            return True
    return False


def _settled(query: Query, notes: bool, titles: bool, wanted: bool = True) -> bool:
    """Whether a document surely matches that the expression for ``query`` fits.

    Not so where terms are left out that ``notes`` may hold, or ``titles``, which the expression then
    does not ask for.
    """
    match query:
        case And(parts) | Or(parts):
            return all(_settled(part, notes, titles, wanted) for part in parts)
        case Not(part):
            return _settled(part, notes, titles, not wanted)
        case Term() | Near():
            return wanted or not (notes or titles)
        case Within("title", _):
            return wanted or not titles
    return True


def _bounds(query: Query, corrected: bool) -> _Bounds:
    match query:
        case And(parts):
            found = [_bounds(part, corrected) for part in parts]
            return _Bounds(_all([each.over for each in found]), _all([each.under for each in found]))
        case Or(parts):
            found = [_bounds(part, corrected) for part in parts]
            return _Bounds(_any([each.over for each in found]), _any([each.under for each in found]))
        case Not(part):
            inner = _bounds(part, corrected)
            return _Bounds(_without(inner.under), _without(inner.over))
        case Term() | Near():
            return _of_term(query, _BOTH, "text" if corrected else _BOTH)
        case Within("text", term):
            return _of_term(term, "text", "text")
        case Within("title", term):
            return _of_term(term, "title", "" if corrected else "title")
        case Everything():
            return _Bounds(ALL, ALL)
    return _OPEN


def _of_term(query: Term | Near, over: str, under: str) -> _Bounds:
    """Bounds of what may stand in the columns ``over``, and surely counts in ``under``."""
    if isinstance(query, Term) and query.exact:
        return _Bounds(_exact(query, over), _NONE)
    if not _decided(query):
        return _OPEN
    shown = " OR ".join(map(_shown, spellings(query)))
    shown = f"({shown})" if " OR " in shown else shown
    return _Bounds(f"{over} : {shown}", f"{under} : {shown}" if under else _NONE)


def _shown(query: Term | Near) -> str:
    if isinstance(query, Term):
        return _phrase(query)
    return f"NEAR({' '.join(map(_phrase, query.terms))}, {query.distance})"


def _exact(term: Term, columns: str) -> str:
    """Its words, folded, are there, unless the document is odd; see `Folding.indexed`."""
    if not _is_short(term) or any(map(unicodedata.combining, term.text)):
        return ALL
    return f"({columns} : {_phrase(Term(term.text, prefix=True))}) OR ({_ODD})"


_ODD: Final = f"kind : {ODD}"


def _phrase(term: Term) -> str:
    return f'"{words(term.text).strip()}"{" *" if term.prefix else ""}'


def _is_short(term: Term) -> bool:
    found = words(term.text).split()
    return bool(found) and max(map(len, found)) <= _LONGEST


def _all(parts: Sequence[str]) -> str:
    if _NONE in parts:
        return _NONE
    kept = [part for part in parts if part != ALL]
    return _joined(kept, "AND") if kept else ALL


def _any(parts: Sequence[str]) -> str:
    if ALL in parts:
        return ALL
    kept = [part for part in parts if part != _NONE]
    return _joined(kept, "OR") if kept else _NONE


def _without(part: str) -> str:
    if part == _NONE:
        return ALL
    return _NONE if part == ALL else f"({ALL}) NOT ({part})"


def _joined(parts: Sequence[str], word: str) -> str:
    return parts[0] if len(parts) == 1 else f" {word} ".join(f"({part})" for part in parts)
