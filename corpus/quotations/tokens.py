"""A stretch of masked text as tokens: words and signs, and the phrases, adverbs and verbs they begin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from corpus.quotations.names import Name
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
_LONGEST_PHRASE: Final = 5  # words of one verb or preposition
_ADVERBIAL: Final = ("ly", "amment", "emment", "ément")


class Token(NamedTuple):
    """A word or a sign; ``lower`` with straight apostrophes."""

    start: int
    end: int
    lower: str


class Verb(NamedTuple):
    """A verb of speech from token ``at`` to before ``until``; ``pronoun`` hangs on it in French."""

    at: int
    until: int
    pronoun: Span | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
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


@lru_cache(maxsize=64)
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    """The words that a phrase may begin with, as they are cut into tokens."""
    firsts = {phrase.split()[0] for phrase in phrases}
    return frozenset(firsts | {word[: word.index("'") + 1] for word in firsts if "'" in word})


def tokens_of(text: str, span: Span) -> list[Token]:
    """The tokens of ``span`` of a masked text; full stops of abbreviations are none."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, *span):
        lower = match[0].lower().replace("’", "'")
        if lower == "." and tokens and tokens[-1].end == match.start() and _abbreviates(tokens[-1].lower):
            continue
        tokens.append(Token(match.start(), match.end(), lower))
    return tokens


def _abbreviates(word: str) -> bool:
    return (len(word) == 1 and word.isalpha()) or "." in word or word in _ABBREVIATIONS
