"""A stretch of text as tokens, and the verbs and subjects that can be read off it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from corpus.quotations.names import Name, is_possessive
from corpus.quotations.words.model import Words
from corpus.span import Span

MASK: Final = "\x01"  # stands for every sign of quoted words, so that nothing is read off them
_TOKEN: Final = re.compile(
    r"\x01+|(?:[ldnsmtcjLDNSMTCJ]|[Qq]u|[Ll]orsqu)[’'](?=\w)|[^\W_]+(?:[’'.\-‐][^\W_]+)*|[^\w\s]"
)
_ABBREVIATIONS: Final = frozenset(
    "mr mrs ms dr prof gen lt col sen rep gov st mme mm hr fr no nr bzw ca vgl z.b d.h u.a e.g i.e vs jr sr "
    "inc ltd co corp dept capt sgt maj adm jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_AND: Final = frozenset(("and", "und", "et", "&", "sowie"))
_LONGEST_PHRASE: Final = 5  # words of one verb or preposition
_ROLE_WORDS: Final = 14
_APPOSITION: Final = 24  # tokens that may stand between a subject and its verb

_ADVERBIAL: Final = ("ly", "amment", "emment", "ément")

Kind = Literal["name", "role", "pronoun", "several", "none"]


class Token(NamedTuple):
    """A word or a sign; ``lower`` with straight apostrophes."""

    start: int
    end: int
    lower: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Whoever is said to speak, as it stands in the text.

    Attributes:
        kind: ``several`` for more than one, ``none`` for what is no speaker.
        span: The name, role or pronoun.
        until: Index of the token behind it.
        name: Of a name.
        role: Words of the role, also where a name stands with it, in lower case.
        known: Whether a role stands with a definite article.
    """

    kind: Kind
    span: Span
    until: int
    name: Name | None = None
    role: tuple[str, ...] = ()
    known: bool = False


class Verb(NamedTuple):
    """A verb of speech from token ``at`` to before ``until``; ``pronoun`` hangs on it in French."""

    at: int
    until: int
    pronoun: Span | None = None


class Said(NamedTuple):
    """A subject and the words that show that it speaks."""

    subject: Subject
    cue: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens of a stretch of masked text; ``named`` holds its names by where each token run begins."""

    text: str
    tokens: Sequence[Token]
    named: Mapping[int, Name]
    words: Words
    colon: bool = False  # whether the clause ends with one, before which more verbs introduce speech

    def lower(self, at: int) -> str:
        """The token at an index, empty behind the last."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def span(self, start: int, until: int) -> Span:
        """From one token to before another."""
        return Span(self.tokens[start].start, self.tokens[max(until - 1, start)].end)

    def phrase(self, at: int, phrases: frozenset[str]) -> int:
        """How many tokens from ``at`` on are the longest of ``phrases``; 0 for none."""
        best, joined = 0, ""
        if self.lower(at) not in _first_words(phrases):
            return 0
        for length in range(1, _LONGEST_PHRASE + 1):
            if at + length > len(self.tokens):
                break
            joined = f"{joined} {self.lower(at + length - 1)}".strip().replace("' ", "'")
            if joined in phrases:
                best = length
        return best

    def adverbs(self, at: int) -> int:
        """The index behind the adverbs that stand at ``at``."""
        while at < len(self.tokens):
            word = self.lower(at)
            length = self.phrase(at, self.words.adverbs)
            if not length and len(word) > 5 and word.endswith(_ADVERBIAL) and word.isalpha():
                length = 1
            if not length:
                break
            at += length
        return at

    def verb(self, at: int) -> Verb | None:
        """The verb of speech that begins at a token."""
        words = self.words
        start = at
        if self.lower(at) in ("s'", "se"):
            at += 1
        word = self.lower(at)
        parts = word.split("-")
        if len(parts) > 1 and parts[-1] in words.pronouns:
            token = self.tokens[at]
            pronoun = Span(token.end - len(parts[-1]), token.end)
            if parts[0] in words.verbs:
                return Verb(start, at + 1, pronoun)
            behind = self.adverbs(at + 1)
            if parts[0] in words.auxiliaries and (length := self.phrase(behind, words.participles)):
                return Verb(start, behind + length, pronoun)
            return None
        length = self.phrase(at, words.verbs) or (self.colon and self.phrase(at, words.gestures))
        if not length and self.colon and at == len(self.tokens) - 2 and word.isalpha():
            length = 1  # whatever stands between a name and the colon: "She disagreed: …"
        if length:
            return Verb(start, at + length)
        if word in words.auxiliaries:
            behind = self.adverbs(at + 1)
            if length := self.phrase(behind, words.participles):
                return Verb(start, behind + length)
        return None

    def subject(self, at: int, *, more: bool = True) -> Subject | None:
        """The name, role or pronoun that begins at a token."""
        found = self._one(at)
        if found is None or not more or found.kind in ("pronoun", "none"):
            return found
        if self.lower(found.until) in _AND and (other := self.subject(found.until + 1, more=False)):
            if other.kind in ("name", "role"):
                return Subject("several", found.span.union(other.span), other.until)
        return found

    def _one(self, at: int) -> Subject | None:
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token.lower in self.words.pronouns and not self.words.is_article(token.lower):
            return Subject("pronoun", self.span(at, at + 1), at + 1)
        if token.lower in ("de", "du", "al", "la", "le") and self.tokens[at + 1 : at + 2]:
            name = self.named.get(self.tokens[at + 1].start)
            if name and not name.title and self._ends_phrase(self._behind(name, at + 1)):
                wider = Name(Span(token.start, name.span.end), "", name.person, name.likely)
                return Subject("name", wider.span, self._behind(name, at + 1), wider)
        name = self.named.get(token.start)
        if name and not is_possessive(self.text, name):
            behind = self._behind(name, at)
            if self._ends_phrase(behind):
                return Subject("name", name.span, behind, name, self._lowered(at, name))
        return self._role(at)

    def _lowered(self, at: int, name: Name) -> tuple[str, ...]:
        return tuple(name.title.lower().split())

    def _behind(self, name: Name, at: int) -> int:
        while at < len(self.tokens) and self.tokens[at].start < name.span.end:
            at += 1
        return at

    def _ends_phrase(self, at: int) -> bool:
        """Whether no noun follows, as one does in "the NATO chief"."""
        word = self.lower(at)
        return (
            not word
            or not word[0].isalnum()
            or not (self.words.is_role(word) and word not in self.words.verbs)
            and self.tokens[at].start not in self.named
        )

    def _role(self, at: int) -> Subject | None:
        """A noun for a person with its article, or the name that stands with it."""
        words = self.words
        first = self.tokens[at]
        name = self.named.get(first.start)
        possessive = name is not None and is_possessive(self.text, name)
        article = words.is_article(first.lower) or possessive
        bare = not article
        end = at + 1 if article else at
        if possessive and name:
            end = self._behind(name, at)
        prepared = role = False
        taken: list[str] = []
        while end < len(self.tokens) and end - at < _ROLE_WORDS:
            token = self.tokens[end]
            word = token.lower
            name = self.named.get(token.start)
            apposed = not prepared or (name and name.person and self.lower(end - 1) not in words.keeping)
            if name and apposed and not is_possessive(self.text, name):
                behind = self._behind(name, end)
                noun = words.code == "de" and article and not name.title and behind == end + 1
                if self._ends_phrase(behind) and (role or not bare or name.title) and not noun:
                    return Subject("name", name.span, behind, name, (*taken, *name.title.lower().split()))
            if (
                not (word[0].isalnum() or word == MASK * len(word))
                or word in words.relatives
                and taken
                and not (word in words.keeping)
            ):
                break
            if taken and self.verb(end):
                break
            if word in words.keeping:
                if bare and not taken:
                    return None
                prepared = prepared or not words.is_article(word) or words.code != "en"
            elif taken and (self.adverbs(end) > end or word in words.breaking):
                break
            elif word in words.breaking or word in words.starters or word in words.pronouns:
                break
            else:
                role = role or words.is_role(word) or (len(word) > 3 and word.endswith(("'s", "s'")))
                taken.append(word)
            end += 1
        while end > at + 1 and self.lower(end - 1) in words.keeping:
            end -= 1
        if not taken or (bare and not (role and len(taken) <= 3)):
            return None
        return self._with_name(at, end, tuple(taken), bare)

    def _with_name(self, at: int, end: int, taken: tuple[str, ...], bare: bool) -> Subject:
        """The role, or the name behind its comma: "the alliance's spokesman, Hendrik Aldous"."""
        words = self.words
        if self.lower(end) == "," and end + 1 < len(self.tokens):
            name = self.named.get(self.tokens[end + 1].start)
            if name and not is_possessive(self.text, name):
                behind = self._behind(name, end + 1)
                if self.lower(behind) in (",", "", ".", ":", ";") or self.verb(behind) or name.likely:
                    return Subject("name", name.span, behind, name, (*taken, *name.title.lower().split()))
        kind: Kind = "role"
        if any(word in words.papers or word in words.audience for word in taken[:4]):
            kind = "none"
        elif bare and not any(words.is_role(word) for word in taken):
            kind = "none"
        known = self.lower(at) in words.definite or self.tokens[at].start in self.named
        return Subject(kind, self.span(at, end), end, None, taken, known)

    def subject_verb(self, at: int) -> Said | None:
        """A subject at a token and the verb that belongs to it: "X, the head of Y, said"."""
        subject = self.subject(at)
        if subject is None:
            return None
        at = self.adverbs(subject.until)
        if self.lower(at) == "(":
            at = self._to(at, ")") + 1
        apart = False
        for _ in range(3):
            if verb := self.verb(at):
                return Said(subject, self.span(verb.at, verb.until))
            word = self.lower(at)
            if apart and word and word != ",":
                at = self.adverbs(self._to(at, ",") + 1)
            elif word == ",":
                apart = True
                behind = self.adverbs(at + 1)
                if verb := self.verb(behind):
                    return Said(subject, self.span(verb.at, verb.until))
                at = self.adverbs(self._to(at + 1, ",") + 1)
            elif word in self.words.relatives | self.words.breaking | self.words.keeping:
                return self._far_verb(subject, at)
            else:
                return None
        return None

    def _to(self, at: int, sign: str) -> int:
        """The index of the next ``sign``, or one behind all where it is far or the clause ends before."""
        for index in range(at, min(at + _APPOSITION, len(self.tokens))):
            if self.lower(index) == sign:
                return index
            if self.lower(index) in (".", ";", ":", "!", "?"):
                break
        return len(self.tokens)

    def _far_verb(self, subject: Subject, at: int) -> Said | None:
        """The first verb of speech behind words that go with the subject, before the next comma."""
        for index in range(at, min(at + _APPOSITION, len(self.tokens))):
            if self.lower(index) in (",", ".", ";", ":", "!", "?") or self.lower(index)[0] == MASK:
                return None
            if index > at and (verb := self.verb(index)):
                return Said(subject, self.span(verb.at, verb.until))
        return None

    def verb_subject(self, at: int) -> Said | None:
        """A verb of speech at a token and its subject behind it: "sagte X"."""
        verb = self.verb(at)
        if verb is None:
            return self._split_verb(at)
        cue = self.span(verb.at, verb.until)
        if verb.pronoun:
            return Said(Subject("pronoun", verb.pronoun, verb.until), cue)
        at = verb.until
        for _ in range(4):
            at = self.adverbs(at)
            subject = self.subject(at)
            if subject and subject.kind == "none":
                at = subject.until
            elif subject:
                return Said(subject, cue)
            elif self.lower(at) in self.words.audience:
                at += 1
            elif self.words.code != "en" and self.lower(at) in self.words.breaking | self.words.keeping:
                at = self._behind_preposition(at)
            else:
                return None
        return None

    def _behind_preposition(self, at: int) -> int:
        at += 1
        if self.words.is_article(self.lower(at)):
            at += 1
        name = self.named.get(self.tokens[at].start) if at < len(self.tokens) else None
        return self._behind(name, at) if name else at + 1

    def _split_verb(self, at: int) -> Said | None:
        """German: "hat X gesagt"."""
        if self.lower(at) not in self.words.auxiliaries or not (subject := self.subject(at + 1)):
            return None
        for index in range(subject.until, min(subject.until + 8, len(self.tokens))):
            if self.phrase(index, self.words.participles):
                return Said(subject, self.span(index, index + 1))
        return None

    def source(self, at: int) -> Said | None:
        """A source named by a preposition: "according to X", "X zufolge"."""
        if length := self.phrase(at, self.words.before):
            subject = self.subject(at + length)
            return Said(subject, self.span(at, at + length)) if subject else None
        if self.words.behind and (subject := self.subject(at)):
            if self.lower(subject.until) in self.words.behind:
                return Said(subject, self.span(subject.until, subject.until + 1))
        return None


@lru_cache(maxsize=64)
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    """The words that a phrase may begin with, as they are cut into tokens."""
    firsts = {phrase.split()[0] for phrase in phrases}
    return frozenset(firsts | {word[: word.index("'") + 1] for word in firsts if "'" in word})


def clause_of(
    text: str, span: Span, named: Mapping[int, Name], words: Words, *, colon: bool = False
) -> Clause:
    """The tokens of ``span`` of a masked text; full stops of abbreviations are none."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, *span):
        lower = match[0].lower().replace("’", "'")
        if lower == "." and tokens and tokens[-1].end == match.start() and _abbreviates(tokens[-1].lower):
            continue
        tokens.append(Token(match.start(), match.end(), lower))
    return Clause(text, tokens, named, words, colon)


def _abbreviates(word: str) -> bool:
    return (len(word) == 1 and word.isalpha()) or "." in word or word in _ABBREVIATIONS
