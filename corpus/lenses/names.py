"""Names in a whole article: people, places and bodies, told by their capitals and by what is said elsewhere.

A word with a capital is a name where it stands within a sentence and never in small letters; at the
beginning of a sentence, in titles and in German, where capitals say little, it takes more: a first
name or title before it, a verb of saying beside it, or that it is known as a name from elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from corpus.document import Document
from corpus.lenses.places import PEOPLES, PLACES
from corpus.quotations.names import Name
from corpus.quotations.names import names as candidates
from corpus.quotations.words import words_of
from corpus.quotations.words.model import Words
from corpus.span import Span

_SMALL: Final = re.compile(r"(?<![\w’'-])[^\W\d_]{2,}")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_PARTS: Final = re.compile(r"[^\s-]+")
_ELIDED: Final = re.compile(r"\b(?:[ldnsmtj]|qu)[’']([^\W\d_]{2,30})", re.IGNORECASE)
_BY_BLANK: Final = re.compile(r"\S+")
_ORDINARY: Final = ("s", "ing", "ed", "ly", "tion", "ment", "ness", "ity", "er", "one", "ant", "ent", "x")
"""How words end that begin sentences now and again without being names."""
_ACTS: Final = frozenset(
    "has had is was did does will would can could should may might must also then later himself herself "
    "a est avait était sera doit peut va ne se n s".split()
)
"""What says, behind a word, that somebody does something."""
_WITHIN: Final = frozenset(",;&-’')]/")
"""Signs that a sentence goes on behind."""
_PLAIN: Final = " \u00a0\n\t"
_OF: Final = re.compile(" (?:of|of the|for|for the|du|de la|des|für|der) ")
_NOUN_ENDS: Final = tuple(
    "ung ungen heit heiten keit keiten schaft schaften tion tionen ismus nisse nis tät täten ment mente zeit "
    "zeiten plan haus stadt raum tag tage jahr jahre jahren woche wochen monat monate staaten staat länder "
    "ländern politik wirtschaft minister chef recht werk kraft kräfte mittel stelle gruppe treffen gespräche "
    "gesprächen abkommen konferenz euro prozent millionen milliarden".split()
)
_MEASURES: Final = frozenset(
    "gdp bip pib gnp ceo cfo tv pm mp mps am ok ai ki faq pdf utc gmt cet edt est bst dna id it pr pc "
    "vat km kg ii iii iv vi vii viii ix xi xii factbox update updated copyright jan feb mar apr jun "
    "jul aug sep sept oct okt nov dec dez mondays tuesdays wednesdays thursdays fridays saturdays "
    "sundays first second third".split()
)
"""Capitals that are no name: measures, trades, numerals, months."""
_OFFICES: Final = frozenset(
    "special representative leader allies ally chief elect first lady vice envoy".split()
)
_LONGEST_SHORT: Final = 6  # letters of an abbreviation
_INFLECTED: Final = ("e", "en", "er", "es", "em")
_TITLE_LINE: Final = 240  # code points
_SHARE: Final = 0.6  # of the words of a line, from which capitals say nothing in it


@dataclass(slots=True)
class _Seen:
    """What the article says as a whole.

    Attributes:
        small: Words that stand in small letters somewhere.
        known: Words that are, or are part of, a name that is sure, in small letters.
        people: The last words of people's names.
        firsts: How often a word stands at the beginning of a sentence.
    """

    words: Words
    small: frozenset[str]
    known: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    firsts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Case:
    """One run of words with capitals and what stands around it.

    Attributes:
        initial: Whether a sentence begins with it.
        loud: Whether all words of its line have capitals, so that they say nothing.
        short: Whether it is one short word, all of it capitals.
        joined: Whether it is an ordinary word joined from two: “Full-scale”.
        before, after: The words beside it in the same sentence, in small letters.
    """

    name: Name
    parts: tuple[str, ...]
    initial: bool
    loud: bool
    short: bool
    joined: bool
    before: str
    after: str

    @property
    def span(self) -> Span:
        return self.name.span


def names(
    document: Document, blocks: Sequence[Span], cancelled: Callable[[], bool] = lambda: False
) -> Iterator[Span]:
    """The names within ``blocks`` of a document, in text order, none overlapping. Linear in the text."""
    text, language = document.text, document.metadata.language
    words = words_of(language or "en")
    small: set[str] = set()
    cases: list[_Case] = []
    for block in blocks:
        if cancelled():
            return
        small.update(word for word in _SMALL.findall(text, *block) if word.islower())
        cases += _cases(text, block, words, language)
    firsts = Counter(case.parts[0] for case in cases if case.initial and len(case.parts) == 1)
    seen = _Seen(words, frozenset(small), firsts=firsts)
    is_name = _german if words.code == "de" else _usual
    for case in cases:
        if not case.loud and is_name(case, seen, again=False):
            _learn(case, seen)
    found: Span | None = None
    for case in cases:
        for span in _spans(text, case, seen, is_name):
            if found is not None and _belongs(text, found, span, words):
                found = found.union(span)
                continue
            if found is not None:
                yield found
            found = span
    if found is not None:
        yield found


def _cases(text: str, block: Span, words: Words, language: str) -> Iterator[_Case]:
    loud = block.length <= _TITLE_LINE and _is_loud(block.of(text), words)
    for name in _candidates(text, block, words, language):
        span = name.span
        start = span.start - len(name.title) - 1 if name.title else span.start
        before = text[max(block.start, start - 24) : start]
        parts = tuple(part.lower().strip(".'’") for part in _PARTS.findall(span.of(text)))
        bare = before.rstrip(_PLAIN)
        goes_on = bool(bare) and len(before) - len(bare) < 2 and (bare[-1].isalpha() or bare[-1] in _WITHIN)
        initial = not goes_on and not name.title
        last = _WORD.findall(before) if goes_on else []
        behind = _WORD.match(text, span.end + 1, min(block.end, span.end + 24))
        yield _Case(
            name,
            parts,
            initial,
            loud,
            len(parts) == 1 and 1 < span.length <= _LONGEST_SHORT and span.of(text).isupper(),
            " " not in span.of(text) and _PARTS.findall(span.of(text))[-1][0].islower(),
            last[-1].lower() if last else "",
            behind[0].lower() if behind and text[span.end] in _PLAIN else "",
        )


def _candidates(text: str, block: Span, words: Words, language: str) -> list[Name]:
    """Runs of words with capitals; in French also those behind an article that lost its vowel."""
    found = list(candidates(text, block, language or "en"))
    if words.code != "fr":
        return found
    elided = (match for match in _ELIDED.finditer(text, *block) if match[1][0].isupper())
    found += (Name(Span(*match.span(1))) for match in elided)
    found.sort(key=lambda name: name.span)
    return [name for at, name in enumerate(found) if not at or name.span.start >= found[at - 1].span.end]


def _is_loud(line: str, words: Words) -> bool:
    """Whether so many words of a line have capitals that these say nothing."""
    found = [word for word in _WORD.findall(line) if len(word) > 3]
    if line.isupper():
        return True
    if words.code == "de" or line.rstrip('”"’») ').endswith((".", "!", "?")):
        return False
    return len(found) > 3 and sum(word[0].isupper() for word in found) >= _SHARE * len(found)


def _usual(case: _Case, seen: _Seen, *, again: bool) -> bool:
    """Whether it is a name in a language that writes names alone with capitals."""
    parts = case.parts
    if all(_says_nothing(part, seen.words) for part in parts):
        return False
    if case.name.person or _is_short(case) or all(part in PLACES for part in parts):
        return True
    if again and all(part in seen.known for part in parts):
        return True
    if len(parts) > 1:
        fresh = [part for part in parts[1 if case.initial else 0 :] if not _says_nothing(part, seen.words)]
        return bool(fresh) and not case.joined and not all(part in seen.small for part in fresh)
    if parts[0] in seen.small or len(parts[0]) < 2:
        return False
    if not case.initial:
        return True
    if case.after in seen.words.verbs and parts[0] not in seen.words.roles:
        return True
    acts = case.after in _ACTS or case.after.endswith("ed")
    return acts and seen.firsts[parts[0]] > 1 and not parts[0].endswith(_ORDINARY)


def _german(case: _Case, seen: _Seen, *, again: bool) -> bool:
    """Whether it is a name where every noun has a capital."""
    parts = case.parts
    words = seen.words
    if case.name.person or _is_short(case) or all(part in PLACES for part in parts):
        return True
    if again and _stem(parts[-1], seen.people) and (len(parts) == 1 or parts[0] in words.she | words.he):
        return True
    if len(parts) > 1:
        common = any(
            part.endswith(_NOUN_ENDS) or part in words.bodies or part in seen.small for part in parts
        )
        described = case.initial and parts[0].endswith(_INFLECTED)
        return case.name.likely and not (common or described or words.is_article(case.before))
    beside = case.before in words.verbs or (case.after in words.verbs and case.initial)
    is_thing = parts[0].endswith(_NOUN_ENDS) or words.is_role(parts[0]) or parts[0] in words.audience
    return beside and not is_thing and case.before not in words.definite


def _is_short(case: _Case) -> bool:
    """Whether it is an abbreviation in capitals: NATO, EU, USA."""
    return case.short and not case.loud and case.parts[0] not in _MEASURES


def _says_nothing(part: str, words: Words) -> bool:
    """Whether a word with a capital is no part of what somebody is called."""
    part = part.partition("-")[0]  # the president-elect
    if part in PEOPLES or part in words.capitals or part in _MEASURES or part in _OFFICES:
        return True
    return words.is_title(part) or (part.endswith("s") and words.is_title(part[:-1]))


def _learn(case: _Case, seen: _Seen) -> None:
    seen.known.update(part for part in case.parts if part not in PEOPLES)
    if case.name.person or (case.name.likely and seen.words.code == "de"):
        seen.people.add(case.parts[-1])


def _stem(word: str, known: set[str]) -> bool:
    return word in known or (word.endswith("s") and word[:-1] in known)


def _spans(text: str, case: _Case, seen: _Seen, is_name: Callable[..., bool]) -> Iterator[Span]:
    """The name of a case, or in a line where capitals say nothing, those parts of it that are known."""
    if not case.loud:
        if is_name(case, seen, again=True):
            yield _trimmed(text, case, seen)
        return
    start = end = -1
    for match in _PARTS.finditer(text, *case.span):
        word = match[0].lower().strip(".'’")
        if word in PLACES or (word in seen.known and not _says_nothing(word, seen.words)):
            start = match.start() if start < 0 else start
            end = match.end()
        elif start >= 0:
            yield Span(start, end)
            start = -1
    if start >= 0:
        yield Span(start, end)


def _trimmed(text: str, case: _Case, seen: _Seen) -> Span:
    """Without an adjective or an ordinary word that a sentence begins with: “Russian President …”."""
    start, end = case.span
    parts = list(_BY_BLANK.finditer(text, start, end))
    while len(parts) > 1 and _says_nothing(parts[-1][0].lower().strip("."), seen.words):
        parts = parts[:-1]
        end = parts[-1].end()
    while len(parts) > 1:
        word = parts[0][0].lower()
        ordinary = case.initial and word in seen.small and start == case.span.start and not case.name.person
        if word not in PEOPLES and word not in _MEASURES and not ordinary:
            break
        if word in PEOPLES and parts[1][0].lower() in seen.words.bodies and len(parts) == 2:
            break  # the European Union, the British Museum
        parts = parts[1:]
        start = parts[0].start()
    return Span(start, end)


def _belongs(text: str, left: Span, right: Span, words: Words) -> bool:
    """Whether two names are one: “University of Oxford”."""
    if right.start - left.end > 9:
        return False
    last = left.of(text).rsplit(None, 1)[-1].lower()
    return last in words.bodies and bool(_OF.fullmatch(text[left.end : right.start]))
