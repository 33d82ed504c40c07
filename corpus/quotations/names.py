"""Names of people and bodies in running text, by their capitals, particles and titles.

``names(text, span, language)`` gives each name in text order; nothing is looked up anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from corpus.quotations.words import words_of
from corpus.quotations.words.model import Words
from corpus.span import Span

_CAPITALS: Final = "".join(sign for sign in map(chr, range(0x530)) if sign.isupper())
_SHORT: Final = "Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Lt|Col|Sen|Rep|Gov|Sgt|Capt|Maj|Adm|St|Hr|Fr|Mgr|M|MM"
_WORD: Final = (
    rf"(?:(?=[A-Z][a-z]{{0,4}}\.)(?:{_SHORT})\.|(?:[{_CAPITALS}]\.-?){{1,4}}"
    rf"|(?:al-|el-|d[’'])?[{_CAPITALS}](?:[^\W\d_]|[’'](?=[{_CAPITALS}]))*+(?:-[^\W\d_]++(?:[’'](?=[{_CAPITALS}])[^\W\d_]++)?)*+)"
)
_PARTICLE: Final = (
    r"(?:van der|van den|van de|van|von der|von dem|von|de la|de|del|della|di|da|dos|du|la|le|zu|zum|zur|ten"
    r"|ter|bin|ibn|al|el|af|av|y)"
)
_NAMES: Final = re.compile(
    rf"(?<![\w’'-])(?=[{_CAPITALS}aevdtb])"
    rf"((?:van der|van den|van|von der|von|di|da|ten|ter|bin)[ \u00a0])?{_WORD}"
    rf"([ \u00a0\n](?:{_PARTICLE}[ \u00a0]){{0,3}}{_WORD}(?![\w])){{0,6}}(?!\w)"
)
_PART: Final = re.compile(r"[^ \u00a0\n]+")
_PARTICLES: Final = frozenset(_PARTICLE[3:-1].replace("|", " ").split())
_OF: Final = ("'", "’", " de ", " du ", " of ", "des ", "der ", "für ", "aux ")
_LEADING: Final = frozenset("van von di da ten ter bin".split())
_POSSESSIVE: Final = re.compile(r"[’']s?(?!\w)")
_PLACED: Final = frozenset("in at near from to outside inside across aux à nach aus".split())


class Name(NamedTuple):
    """A name as it stands in the text.

    Attributes:
        span: The name without titles, in code points of the text.
        title: The titles before it ("NATO Secretary General"), empty where none stands.
        person: Whether it is surely a person's: behind a title, or with a frequent first name.
        likely: Whether it may be a person's: that, or of two to four words and none a body's.
    """

    span: Span
    title: str = ""
    person: bool = False
    likely: bool = False


class _Part(NamedTuple):
    start: int
    end: int
    lower: str


def names(text: str, span: Span, language: str = "") -> tuple[Name, ...]:
    """The names within ``span``, in text order, not overlapping.

    Args:
        text: The canonical text.
        span: Where to look, one block or part of one.
        language: ISO 639 code; German, where every noun has a capital, is read more strictly.
    """
    found: list[Name] = []
    for match in _NAMES.finditer(text, span.start, span.end):
        if match.lastindex:
            found += (
                _moved(text, name, match.start())
                for name in _of_run(match[0], language, _in_role(text, match))
            )
        elif _may_be_name(match[0], language):  # most are single words: German nouns, a sentence's first
            found.append(Name(Span(*match.span())))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _may_be_name(word: str, language: str) -> bool:
    words, bare = words_of(language), word.lower().rstrip(".")
    return bare not in words.capitals and not words.is_title(bare)


def is_possessive(text: str, name: Name) -> bool:
    """Whether a name stands as in "Trump's envoy"."""
    return _POSSESSIVE.match(text, name.span.end) is not None


def _moved(text: str, name: Name, by: int) -> Name:
    """A name of a run, in its place in the text; behind "in" or "the" it is a person's only for sure."""
    span = Span(name.span.start + by, name.span.end + by)
    likely = name.likely and (name.person or not _after_place(text, by))
    return Name(span, name.title, name.person, likely)


def _in_role(text: str, match: re.Match[str]) -> bool:
    """Whether a run stands within a role: "le ministre de l'Intérieur Didier Cazeau"."""
    return text[max(match.start() - 4, 0) : match.start()].lower().endswith(_OF)


@lru_cache(maxsize=20_000)
def _of_run(text: str, language: str, in_role: bool) -> tuple[Name, ...]:
    """The names in a run of words with capitals: split where a word is no part of any name."""
    words = words_of(language)
    found: list[Name] = []
    parts: list[_Part] = []
    article = False
    matches = list(_PART.finditer(text))
    for index, match in enumerate(matches):
        lower = match[0].lower()
        bare = lower.rstrip(".")
        if bare == "von" and words.code == "de" and parts and parts[-1].lower not in words.she | words.he:
            found += _name(text, parts, words, in_role)  # a noun's, as in "das Büro von Anna Kolb"
            parts = []
            if index + 2 < len(matches):
                continue
        if bare in words.capitals and match[0][0].isupper() and not (parts and bare in _PARTICLES):
            found += _name(text, parts, words, in_role)
            parts, article = [], bare == "the"
        else:
            parts.append(_Part(match.start(), match.end(), bare))
    # Behind "The" stands a body: "The Baltic Post".
    found += (
        one._replace(likely=one.person) if article else one for one in _name(text, parts, words, in_role)
    )
    return tuple(found)


def _name(text: str, parts: list[_Part], words: Words, in_role: bool) -> Iterator[Name]:
    while parts and parts[-1].lower in _PARTICLES and text[parts[-1].start].islower():
        parts = parts[:-1]
    while parts and parts[0].lower in _PARTICLES - _LEADING and text[parts[0].start].islower():
        parts = parts[1:]
    if not parts:
        return
    titles = 0
    for at, part in enumerate(parts):
        if words.is_title(part.lower) and (at + 1 < len(parts) or at == 0):
            titles = at + 1
    if not titles and in_role:
        begin = next((at for at, part in enumerate(parts) if part.lower in words.she | words.he), 0)
        titles = begin if begin + 1 < len(parts) else 0
    # In German a noun before a full name is what the person is: "Meteorologe Jan Weber".
    if not titles and words.code == "de" and len(parts) >= 3 and parts[1].lower not in _PARTICLES:
        titles = int(
            parts[0].lower not in words.she | words.he and "." not in text[parts[0].start : parts[0].end]
        )
    # A role alone is no name ("NATO Chief"), though some surnames are roles, too ("Daniel King").
    first = parts[min(titles, len(parts) - 1)].lower
    if titles == len(parts) or (words.is_title(parts[-1].lower) and first not in words.she | words.he):
        return
    named = parts[titles:]
    bodies = any(part.lower in words.bodies or part.lower.endswith("-agentur") for part in named)
    title = text[parts[0].start : parts[titles - 1].end] if titles else ""
    known = named[0].lower in words.she or named[0].lower in words.he
    person = not bodies and (bool(titles) or (known and len(named) > 1))
    likely = person or (not bodies and 2 <= len(named) <= 5)
    yield Name(Span(named[0].start, named[-1].end), title, person, likely)


def _after_place(text: str, start: int) -> bool:
    """Whether the word before a name makes it a place or a body: "in New York", "the White House"."""
    before = text[max(start - 12, 0) : start].split()
    return bool(before) and (before[-1].lower() in _PLACED or before[-1].lower() == "the")
