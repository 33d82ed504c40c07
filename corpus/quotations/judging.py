"""Whether words between marks are speech, and which clause reports it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corpus.document import BlockKind
from corpus.quotations.attribution import REACH, ahead, sentence_start
from corpus.quotations.clause import Said, clause_of
from corpus.quotations.passages import Page, Passage
from corpus.quotations.tokens import MASK
from corpus.span import Span

_WORD: Final = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*")
_LEAST_PIECE: Final = 3  # words of a piece within another's sentence, which someone is said to have said
_LEAST_ALONE: Final = 2  # words of a sentence that nobody is said to have said
_LEAST_UNSAID: Final = 8  # words of a piece of a sentence that nobody is said to have said
_COUNTED: Final = 400  # code points in which words are counted
_CLAUSE: Final = 30
_NEAR: Final = 110  # code points from a reporting verb to the comma before a quotation
_TITLED: Final = re.compile(
    r"\b(?:called|titled|entitled|named|dubbed|nicknamed|known as|so-called|book|film|novel|song|play|series"
    r"|essay|sogenannten?|sogenannter|genannt|namens|titel|buch|film|roman|lied|stück|motto|untertitel|überschrift"
    r"|intitulée?|baptisée?|nommée?|surnommée?|livre|roman|chanson|titrée?|slogan|the words?|das wort|le mot"
    r"|begriff|term|phrase)[\s,]*\Z",
    re.IGNORECASE,
)
_OPEN: Final = (":", ",")
_SMALL: Final = frozenset(
    "a an the and or of in on at to for with by from as but is it der die das und oder von in im am zu mit "
    "für auf le la les l un une des et ou de du d à au aux en".split()
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage that is speech.

    Attributes:
        said: The clause that reports it, None where none stands in its sentence.
        whole: Whether it is whole sentences, so that it may go on from what was said before.
    """

    said: Said | None
    whole: bool


def judge(page: Page, passage: Passage) -> Judged | None:
    """What a passage is; None where it is no speech. In lists and notes somebody must be said to speak."""
    judged = _judge(page, passage)
    listed = page.blocks[passage.first].kind is not BlockKind.PARAGRAPH
    return None if listed and judged and judged.said is None else judged


def _judge(page: Page, passage: Passage) -> Judged | None:
    first, last = passage.parts[0], passage.parts[-1]
    if not first.words or not last.words:
        return None
    text = page.text
    before = _before(page, passage)
    prefix = before.of(page.masked).rstrip() if before else ""
    count = _count(page, passage)
    if not count:
        return None
    ended = text[last.words[-1].end - 1] in ".!?…" or not last.closed
    capital = _begins_high(text[first.words[0].start : first.words[0].start + 3])
    inside = bool(prefix) and not prefix.endswith(_OPEN)
    if _TITLED.search(prefix[-24:]) and not (ended and count >= _LEAST_UNSAID):
        return None
    if prefix.endswith(":"):
        said = _before_colon(page, before) if before else None
        if said and said.subject.kind != "none" and (count > 2 or ended or passage.said):
            return None if _titular(page, passage) and not ended else Judged(said, True)
    if passage.said and (not inside or (count >= _LEAST_PIECE and _turned(page, passage.said))):
        return Judged(passage.said, not inside)
    if prefix and before:
        return _reported(page, passage, before, prefix, count, ended=ended, capital=capital)
    if ended and capital and count >= _LEAST_ALONE and first.opener not in "'‘‚‹›":
        return Judged(None, True)
    if capital and count >= _LEAST_PIECE and not _titular(page, passage) and _clause_follows(page, passage):
        return Judged(None, False)
    return None


def _turned(page: Page, said: Said) -> bool:
    """Whether a clause behind a piece reports it: in German and French its verb stands in front."""
    return page.words.code == "en" or said.cue.start <= said.subject.span.start


def _clause_follows(page: Page, passage: Passage) -> bool:
    """Whether something reports it that names nobody: „…“, heißt es in dem Brief."""
    last = passage.parts[-1]
    if page.text[last.words[-1].end - 1] == ",":
        return True
    clause = clause_of(page.masked, Span(last.span.end, last.span.end + _CLAUSE), page.named, page.words)
    return clause.lower(0) == "," and (clause.verb(1) is not None or clause.lower(1) in page.words.finite)


def _before_colon(page: Page, before: Span) -> Said | None:
    """The clause that a colon ends; of one without a verb of speech only a name or pronoun speaks."""
    if said := ahead(page.masked, before, page.named, page.words):
        return said
    said = ahead(page.masked, before, page.named, page.words, colon=True)
    return said._replace(weak=True) if said and said.subject.kind in ("name", "pronoun") else None


def _reported(
    page: Page, passage: Passage, before: Span, prefix: str, count: int, *, ended: bool, capital: bool
) -> Judged | None:
    """A passage with words of its own sentence before it."""
    said = ahead(page.masked, before, page.named, page.words)
    if _titular(page, passage) and not (ended and count >= _LEAST_ALONE):
        return None
    whole = capital and ended
    if said and said.subject.kind == "none":
        spoken = whole and prefix.endswith(_OPEN) and count >= _LEAST_ALONE
        return Judged(said, whole) if spoken or (capital and count >= _LEAST_UNSAID) else None
    if said:
        near = passage.parts[0].span.start - max(said.cue.end, said.subject.span.end) <= _NEAR
        if prefix.endswith(_OPEN) and near and (count > 2 or whole):
            return Judged(said, whole)
        return Judged(said, whole) if count >= _LEAST_PIECE else None
    if whole and prefix.endswith(_OPEN) and count >= _LEAST_ALONE:
        return Judged(None, True)
    return Judged(None, False) if count >= _LEAST_UNSAID else None


def _before(page: Page, passage: Passage) -> Span | None:
    """The part of its sentence before a passage; of the paragraph before, where that ends with a colon."""
    start = passage.parts[0].span.start
    block = page.blocks[passage.first].span
    begin = sentence_start(page.masked, _few(page.masked, block.start, start), start)
    span = Span(begin, start).trimmed(page.masked)
    if span.length and span.of(page.masked).strip("*_–—- "):
        return span
    if passage.first == 0 or begin > block.start:
        return None
    above = page.blocks[passage.first - 1].span
    if page.masked[above.end - 1 : above.end] != ":":
        return None
    return Span(sentence_start(page.masked, max(above.start, above.end - REACH), above.end), above.end)


def _few(masked: str, low: int, at: int) -> int:
    """Where to begin so that at most three quotations stand before ``at``."""
    low = max(low, at - REACH)
    for _ in range(3):
        found = masked.rfind(MASK, low, at)
        if found < 0:
            return low
        at = found
        while at > low and masked[at - 1] == MASK:
            at -= 1
    return at


def _count(page: Page, passage: Passage) -> int:
    """The words of a passage, as far as it matters how many they are."""
    total = 0
    for part in passage.parts:
        for span in part.words:
            total += len(_WORD.findall(page.text, span.start, min(span.end, span.start + _COUNTED)))
            if total > _LEAST_UNSAID:
                return total
    return total


def _begins_high(opening: str) -> bool:
    first = opening.lstrip("[(“„‘‚'\"«¿¡. ")[:1]
    return first.isupper() or first.isdigit() or opening[:1] in "[…"


def _titular(page: Page, passage: Passage) -> bool:
    """Whether all the longer words have a capital, as in a title; in German that tells nothing."""
    if page.words.code == "de":
        return False
    span = passage.parts[0].words[0]
    words = _WORD.findall(page.text, span.start, min(span.end, span.start + _COUNTED))
    long = [word for word in words if word.lower() not in _SMALL]
    return bool(long) and all(word[0].isupper() or word[0].isdigit() for word in long) and len(long) > 1
