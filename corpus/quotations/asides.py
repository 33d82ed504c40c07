"""The reporting clause inside the marks or behind the dash, as French sets it: « Oui, dit-elle. Demain. »."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from corpus.quotations.clause import Clause, Said, clause_of
from corpus.quotations.marks import Quoted
from corpus.quotations.names import Name, names
from corpus.quotations.words.model import Words
from corpus.span import Span

_PAUSE: Final = re.compile(r"(?:,|[ \u00a0\u202f]?[?!…])[ \u00a0\n](?:[—–] )?")
_END: Final = re.compile(r"[,.;](?=\s|\Z)")
_TRIES: Final = 12  # pauses at which a clause may begin
_REACH: Final = 800  # code points from the beginning in which it is looked for
_LONGEST: Final = 110
_SHORT: Final = 6  # tokens of a subject behind which a mark was left out
_CUT: Final = frozenset('“„"«»”')


def split(text: str, one: Quoted, words: Words) -> Quoted:
    """A quotation with the clause inside its marks taken out of its words."""
    for index, span in enumerate(one.words[:4]):
        if found := aside(text, span, words):
            before, after = parts(text, span, found)
            spoken = tuple(part for part in (before, after) if part.length > 1)
            return replace(one, words=(*one.words[:index], *spoken, *one.words[index + 1 :]), aside=found)
    return one


def mended(text: str, one: Quoted, words: Words) -> Quoted:
    """A quotation with the clause inside its marks taken out, or cut at it where no mark closes it."""
    if one.closed or one.opener not in _CUT or (one.opener == "«" and words.code == "fr"):
        return split(text, one, words) if words.code in ("fr", "") else one
    span = one.words[0] if one.words else one.span
    for number, match in enumerate(_PAUSE.finditer(text, span.start, min(span.end, span.start + _REACH))):
        if number >= _TRIES:
            break
        clause, said = _clause(text, Span(match.end(), min(one.span.end, match.end() + _LONGEST)), words)
        said = said or clause.subject_verb(0)
        if said and said.subject.kind in ("name", "pronoun") and said.subject.until <= _SHORT:
            words_said = Span(span.start, match.start() + 1).trimmed(text)
            whole = Span(one.span.start, words_said.end)
            return replace(one, span=whole, words=(words_said,), closed=True)
    return split(text, one, words) if words.code in ("fr", "") else one


def aside(text: str, span: Span, words: Words) -> Span | None:
    """The first reporting clause with its verb in front inside spoken words, with the mark that ends it."""
    for number, match in enumerate(_PAUSE.finditer(text, span.start, min(span.end, span.start + _REACH))):
        start = match.end()
        if number >= _TRIES:
            break
        if start < span.end and text[start].islower():
            within = Span(start, min(span.end, start + _LONGEST))
            if end := _clause_end(text, within, words):
                return Span(start, end)
    return None


def parts(text: str, span: Span, found: Span) -> tuple[Span, Span]:
    """What is spoken before and behind the clause."""
    return Span(span.start, found.start).trimmed(text), Span(found.end, span.end).trimmed(text)


def _clause(text: str, within: Span, words: Words) -> tuple[Clause, Said | None]:
    """The tokens of a stretch, and the verb and subject that it begins with."""
    named: dict[int, Name] = {}
    clause = clause_of(text, within, named, words)
    for name in names(text, within, words.code):
        named[name.span.start] = name
        if name.title:
            named[text.rfind(name.title, within.start, name.span.start)] = name
    return clause, clause.verb_subject(0)


def _clause_end(text: str, within: Span, words: Words) -> int:
    """Where the clause ends that a stretch begins with; 0 where it begins with none."""
    first = clause_of(text, within, {}, words)
    if not first.tokens or (first.verb(0) is None and first.lower(0) not in words.auxiliaries):
        return 0
    _, said = _clause(text, within, words)
    if (
        said is None
        or said.subject.kind == "none"
        or not _certain(said.subject.kind, text, said.subject.span)
    ):
        return 0
    end = _END.search(text, said.subject.span.end, within.end)
    return end.end() if end else within.end if within.length < _LONGEST else 0


def _certain(kind: str, text: str, subject: Span) -> bool:
    """Whether a subject is surely one: a pronoun behind a hyphen, a name, a role."""
    return kind != "pronoun" or text[subject.start - 1] == "-"
