"""The subjects and reporting clauses that can be read off a stretch of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from corpus.quotations.names import Name, is_possessive
from corpus.quotations.tokens import MASK, Tokens, tokens_of
from corpus.quotations.words.model import Words
from corpus.span import Span

_AND: Final = frozenset(("and", "und", "et", "&", "sowie"))
_PARTICLES: Final = frozenset(("de", "du", "al", "la", "le"))
_ROLE_WORDS: Final = 14
_APPOSITION: Final = 24  # tokens that may stand between a subject and its verb

Kind = Literal["name", "role", "pronoun", "several", "none"]


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


class Said(NamedTuple):
    """A subject and the words that show that it speaks; ``weak`` where only a colon shows it."""

    subject: Subject
    cue: Span
    weak: bool = False


@dataclass(slots=True)
class _Role:
    """What was read of a role so far."""

    article: bool
    taken: list[str] = field(default_factory=list)
    prepared: bool = False  # behind a preposition
    sure: bool = False  # a noun for a person is among the words


@dataclass(frozen=True, slots=True)
class Clause(Tokens):
    """Tokens of a stretch of masked text, read as subject, verb and what belongs to them."""

    def subject(self, at: int, *, more: bool = True) -> Subject | None:
        """The name, role or pronoun that begins at a token."""
        found = self._one(at)
        if found is None or not more or found.kind in ("pronoun", "none"):
            return found
        other = self.subject(found.until + 1, more=False) if self.lower(found.until) in _AND else None
        if other and other.kind in ("name", "role"):
            return Subject("several", found.span.union(other.span), other.until)
        return found

    def _one(self, at: int) -> Subject | None:
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token.lower in self.words.pronouns and not self.words.is_article(token.lower):
            return Subject("pronoun", self.span(at, at + 1), at + 1)
        if token.lower in _PARTICLES and self.tokens[at + 1 : at + 2]:
            name = self.named.get(self.tokens[at + 1].start)
            if name and not name.title and self._ends_phrase(self._behind(name, at + 1)):
                wider = Name(Span(token.start, name.span.end), "", name.person, name.likely)
                return Subject("name", wider.span, self._behind(name, at + 1), wider)
        name = self.named.get(token.start)
        if name and not is_possessive(self.text, name):
            behind = self._behind(name, at)
            if self._ends_phrase(behind):
                return Subject("name", name.span, behind, name, tuple(name.title.lower().split()))
        return self._role(at)

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
            or (
                (not self.words.is_role(word) or word in self.words.verbs)
                and self.tokens[at].start not in self.named
            )
        )

    def _role(self, at: int) -> Subject | None:
        """A noun for a person with its article, or the name that stands with it."""
        first = self.tokens[at]
        name = self.named.get(first.start)
        owner = name if name and is_possessive(self.text, name) else None
        role = _Role(self.words.is_article(first.lower) or owner is not None)
        end = self._behind(owner, at) if owner else at + role.article
        while end < len(self.tokens) and end - at < _ROLE_WORDS:
            if subject := self._name_in(end, role):
                return subject
            if not self._goes_on(end, role):
                break
            end += 1
        while end > at + 1 and self.lower(end - 1) in self.words.keeping:
            end -= 1
        if not role.taken or not (role.article or (role.sure and len(role.taken) <= 3)):
            return None
        return self._with_name(at, end, tuple(role.taken), not role.article)

    def _name_in(self, at: int, role: _Role) -> Subject | None:
        """The name that a role leads to: "the economist Ruth Ekwall"."""
        name = self.named.get(self.tokens[at].start)
        if name is None or is_possessive(self.text, name):
            return None
        if role.prepared and not (name.person and self.lower(at - 1) not in self.words.keeping):
            return None
        behind = self._behind(name, at)
        # In German a single word with a capital behind an article is a noun.
        noun = self.words.code == "de" and role.article and not name.title and behind == at + 1
        led = role.sure or role.article or name.title or (name.likely and role.taken)
        if noun or not led or not self._ends_phrase(behind):
            return None
        return Subject("name", name.span, behind, name, (*role.taken, *name.title.lower().split()))

    def _goes_on(self, at: int, role: _Role) -> bool:
        """Whether a role takes in the token at an index."""
        words, word = self.words, self.lower(at)
        if not (word[0].isalnum() or word[0] == MASK):
            return False
        if role.taken and (self.verb(at) or (word in words.relatives and word not in words.keeping)):
            return False
        if word in words.keeping:
            role.prepared = role.prepared or not words.is_article(word) or words.code != "en"
            return role.article or bool(role.taken)
        if word in words.breaking or word in words.starters or word in words.pronouns or word in words.finite:
            return False
        if role.taken and self.adverbs(at) > at:
            return False
        role.sure = role.sure or words.is_role(word) or (len(word) > 3 and word.endswith(("'s", "s'")))
        role.taken.append(word)
        return True

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
        silent = any(word in words.papers or word in words.audience for word in taken[:4])
        if silent or (bare and not any(words.is_role(word) for word in taken)):
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
        subject = self.subject(at) if self.words.behind else None
        if subject and self.lower(subject.until) in self.words.behind:
            return Said(subject, self.span(subject.until, subject.until + 1))
        return None


def clause_of(
    text: str, span: Span, named: Mapping[int, Name], words: Words, *, colon: bool = False
) -> Clause:
    """The tokens of ``span`` of a masked text; full stops of abbreviations are none."""
    return Clause(text, tokens_of(text, span), named, words, colon)
