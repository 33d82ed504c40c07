"""The reporting clause of a quotation: behind it, before it, or in the sentence before it."""

from __future__ import annotations

import re
from typing import Final

from corpus.quotations.clause import Clause, Said, Subject, clause_of
from corpus.quotations.names import Name
from corpus.quotations.tokens import MASK
from corpus.quotations.words.model import Words
from corpus.span import Span

REACH: Final = 300  # code points to either side in which a reporting clause is looked for
_ABBREVIATED: Final = re.compile(
    r"(?:^|[^\w])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sen|Rep|Gov|St|Mme|M|Hr|Fr|Nr|No|bzw|ca|vgl|[A-Z]|\w\.\w)\.$"
)
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”“’»)\]]*[ \t\u00a0\u202f\n]+(?=[^a-zß-öø-ÿ\x01])")
_AND: Final = frozenset(("and", "und", "et", "then", "dann", "puis"))
_AS: Final = frozenset(("as", "wie", "comme"))
_DASHES: Final = frozenset("-–—―")
_STOPS: Final = frozenset((".", "!", "?", "…"))
_LINKS: Final = frozenset((",", ";", ":", "–", "—", "-", "•", "·", "*", "▪"))
_MOST_TOKENS: Final = 70


def sentence_start(masked: str, low: int, at: int) -> int:
    """Where the sentence that holds ``at`` begins, or is taken to begin: at most `REACH` before it."""
    start = max(low, at - REACH)
    begin = start
    # One sign further on: what follows the last end is looked at, too.
    for match in _SENTENCE_END.finditer(masked, start, at + 1):
        if not _ABBREVIATED.search(masked[max(start, match.start() - 6) : match.start() + 1]):
            begin = match.end()
    return begin


def sentence_end(masked: str, at: int, high: int) -> int:
    """Where the sentence that holds ``at`` ends, at most `REACH` behind it."""
    stop = min(high, at + REACH)
    for match in _SENTENCE_END.finditer(masked, at, stop):
        if not _ABBREVIATED.search(masked[max(at, match.start() - 6) : match.start() + 1]):
            return match.start() + 1
    return stop


def behind(
    masked: str, span: Span, named: dict[int, Name], words: Words, *, open_ended: bool, asked: bool
) -> Said | None:
    """The reporting clause at the beginning of ``span``, which follows a quotation.

    Args:
        masked: The text with quoted words masked.
        span: From behind the closing mark on, as far as may be looked.
        named: Names by where they and their titles begin.
        words: The language.
        open_ended: Whether the quotation ends as one does before its reporting clause.
        asked: Whether it ends with a mark that may also end the sentence.
    """
    end = min(span.end, span.start + REACH)
    clause = clause_of(masked, Span(span.start, end), named, words)
    at, comma = 0, False
    while clause.lower(at) == "," or (clause.lower(at) in _DASHES and at == 0):
        comma = comma or clause.lower(at) == ","
        if clause.lower(at) in _DASHES:
            return _signature(clause, at + 1)
        at += 1
    if not clause.lower(at) or clause.lower(at) in _STOPS or clause.lower(at)[0] == MASK:
        return None
    lowered = masked[clause.tokens[at].start].islower()
    if not (comma or open_ended or asked or lowered):
        return None
    if clause.lower(at) in _AS:
        at += 1
    said = _clause_at(clause, at)
    if said is None and (further := clause.adverbs(at)) > at:
        said = _clause_at(clause, further)
    if said and asked and not comma and not lowered and _has_object(clause, said):
        return None
    return said


def _clause_at(clause: Clause, at: int) -> Said | None:
    return clause.verb_subject(at) or clause.subject_verb(at) or clause.source(at)


def _has_object(clause: Clause, said: Said) -> bool:
    """Whether the verb has an object of its own, so that it reports something else."""
    for token in clause.tokens:
        if token.start >= max(said.cue.end, said.subject.span.end):
            word = token.lower
            return word in ("that", "dass", "que", "qu'", ":") or (
                clause.words.is_article(word) or word in clause.words.pronouns or token.start in clause.named
            )
    return False


def _signature(clause: Clause, at: int) -> Said | None:
    """Words, a dash and a name: "… – Anna Berg"; or a reporting clause behind a dash."""
    if said := _clause_at(clause, at):
        return said
    subject = clause.subject(at)
    ends = subject is not None and clause.lower(subject.until) in ("", ",", "(")
    if subject and ends and subject.name and subject.name.likely:
        return Said(subject, Span(subject.span.start, subject.span.start))
    return None


def ahead(
    masked: str, span: Span, named: dict[int, Name], words: Words, *, colon: bool = False
) -> Said | None:
    """The reporting clause nearest to the end of ``span``, the part of a sentence before a quotation.

    With ``colon``, before a colon, verbs that report nothing will do: "He shrugged: …".
    """
    clause = clause_of(masked, span, named, words, colon=colon)
    count = len(clause.tokens)
    if not count or count > _MOST_TOKENS:
        return None
    best: Said | None = None
    for at in range(count):
        if at == 0 or clause.lower(at - 1) in _LINKS or clause.lower(at - 1) in words.starters:
            for said in (clause.source(at), clause.subject_verb(at), label(clause, at)):
                if said and (best is None or said.cue.start > best.cue.start):
                    best = said
        said = _turned(clause, at)
        if said and (best is None or said.cue.start > best.cue.start):
            best = said
    return best or _second_verb(clause)


def _second_verb(clause: Clause) -> Said | None:
    """A verb of speech whose subject stands at the beginning: "She shook her head and said: …"."""
    for at in range(len(clause.tokens) - 1, 1, -1):
        if clause.lower(at - 1) in _AND and (verb := clause.verb(at)):
            subject = clause.subject(0)
            known = subject is not None and subject.kind in ("name", "pronoun")
            return Said(subject, clause.span(verb.at, verb.until)) if subject and known else None
    return None


def _turned(clause: Clause, at: int) -> Said | None:
    """A verb with its subject behind it, where none stands before it: "Dazu sagte X:"."""
    if clause.verb(at) is None and clause.lower(at) not in clause.words.auxiliaries:
        return None
    said = clause.verb_subject(at)
    if said is None or said.subject.kind == "none":
        return None
    if clause.words.code == "en":
        ends = clause.lower(said.subject.until) in (":", ",") and said.subject.until == len(clause.tokens) - 1
        return said if ends and said.subject.kind == "name" else None
    return said


def label(clause: Clause, at: int) -> Said | None:
    """A name or role right before the colon that ends the clause: "Rutte: …"."""
    subject = clause.subject(at)
    if subject and subject.until == len(clause.tokens) - 1 and clause.lower(subject.until) == ":":
        return Said(subject, Span(subject.span.end, subject.span.end), weak=True)
    return None


def is_person(subject: Subject) -> bool:
    """Whether a subject can be proposed as somebody who speaks."""
    return subject.kind in ("name", "role", "pronoun")
