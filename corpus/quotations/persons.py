"""Whoever an article names, in text order: their full names, what they are, where they are mentioned."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from corpus.quotations.attribution import sentence_start
from corpus.quotations.names import Name, is_possessive
from corpus.quotations.words.model import Words
from corpus.span import Span

WORD: Final = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
CONTEXT: Final = 70  # code points round a name in which it is read what a person is
MOST: Final = 200  # people of one name or role who are told apart
_OBSERVED: Final = 2  # mentions of a person at which it is read what they are


@dataclass(slots=True)
class Person:
    """Somebody named in the article; filled in while it is read in order."""

    full: str
    parts: tuple[str, ...]
    sex: str = ""
    roles: set[str] = field(default_factory=set)
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a person, or a place where they speak.

    Attributes:
        start: Where the name begins; lead: where the titles before it do.
        end: Where the name ends.
        owner: Whether it stands as in "Rutte's".
        speaks: Whether what stands there is somebody's who speaks.
    """

    start: int
    lead: int
    end: int
    person: Person
    owner: bool = False  # "Rutte's"
    speaks: bool = False


class Register:
    """Whoever was named so far, in text order."""

    def __init__(self, masked: str, words: Words, starts: Sequence[int]) -> None:
        self._masked = masked
        self._starts = starts  # of the blocks
        self._words = words
        self._by_last: dict[str, list[Person]] = {}
        self._by_first: dict[str, list[Person]] = {}
        self._by_parts: dict[tuple[str, ...], Person] = {}
        self._all: list[Person] = []
        self._mentions: list[Mention] = []

    def note(self, name: Name, block: Span, *, sure: bool) -> None:
        """Take in a name of ``block``; in what may be a headline (not ``sure``) only sure ones."""
        text = name.span.of(self._masked)
        parts = parts_of(text)
        first = len(parts) == 1 and (parts[0] in self._words.she or parts[0] in self._words.he)
        if not parts or not (
            name.likely
            or first
            or parts[-1] in self._by_last
            or (len(parts) == 1 and parts[0] in self._by_first)
        ):
            return
        person = self._known(parts, name.title)
        if person is None:
            # A first name alone is somebody's where it begins a sentence: "Leo shrugged."
            alone = first and sentence_start(self._masked, block.start, name.span.start) == name.span.start
            if not (name.person or (sure and (name.likely or alone))):
                return
            person = self._add(text, parts)
        self._observe(person, name, block)
        lead = name.span.start - (len(name.title) + 1 if name.title else 0)
        self._mentions.append(
            Mention(name.span.start, lead, name.span.end, person, owner=is_possessive(self._masked, name))
        )

    def _add(self, text: str, parts: tuple[str, ...]) -> Person:
        person = Person(" ".join(text.split()), parts)
        words = self._words
        if (parts[0] in words.she) != (parts[0] in words.he):
            person.sex = "f" if parts[0] in words.she else "m"
        if len(parts) > 1:
            self._by_first.setdefault(parts[0], []).append(person)
        self._by_parts[parts] = person
        self._by_last.setdefault(parts[-1], []).append(person)
        self._all.append(person)
        return person

    def _known(self, parts: tuple[str, ...], title: str = "") -> Person | None:
        """The one person that a name can be of, as far as the article has told by now."""
        exact = [self._by_parts[parts]] if parts in self._by_parts else []
        longer = [one for one in self._like(parts) if one.parts[-len(parts) :] == parts]
        if len(parts) == 1 or (len(longer) == 1 and not exact):
            sex = self._sex(title.lower().split())
            longer = [one for one in longer if not sex or not one.sex or one.sex == sex]
            if len(longer) == 1:
                return longer[0]
            if not longer and not exact and len(parts) == 1:
                first = self._by_first.get(parts[0], [])
                return first[0] if len(first) == 1 else None
            if longer:
                return None
        return exact[0] if exact else None

    def _like(self, parts: tuple[str, ...]) -> list[Person]:
        """People of the same last name, given more fully."""
        return [one for one in self._by_last.get(parts[-1], [])[-MOST:] if len(one.parts) > len(parts)]

    def _sex(self, words: Sequence[str]) -> str:
        for word in words:
            if sex := self._words.sex_of(word.rstrip(".")):
                return sex
        return ""

    def _observe(self, person: Person, name: Name, block: Span) -> None:
        """Learn from the words around a name what its person is."""
        person.mentions += 1
        if name.title:
            person.roles.update(word.rstrip(".") for word in name.title.lower().split())
        if person.mentions <= _OBSERVED:
            before = self._masked[max(block.start, name.span.start - CONTEXT) : name.span.start].rstrip(" ,")
            cut = max(before.rfind(sign) for sign in ",.;:(!?\x01\n")
            near = WORD.findall(before[cut + 1 :].lower())[-6:]
            if any(self._words.is_role(word) for word in near[-4:]):
                person.roles.update(near)
            after = self._masked[name.span.end : min(block.end, name.span.end + CONTEXT)]
            if after.startswith(", "):
                person.roles.update(WORD.findall(re.split(r"[,.;:\x01]", after[2:], maxsplit=1)[0].lower()))
        if name.title or person.mentions <= _OBSERVED:
            person.sex = self._sex([*name.title.lower().split(), *sorted(person.roles)]) or person.sex

    def spoke(self, person: Person, at: int) -> None:
        """Remember that a person speaks at a place, so that a pronoun behind it finds them."""
        index = bisect_left(self._mentions, at, key=lambda mention: mention.start)
        self._mentions.insert(index, Mention(at, at, at, person, speaks=True))

    def only(self) -> str:
        """The one person named so far; empty where there are none or more."""
        return self._all[0].full if len(self._all) == 1 else ""

    def called(self, label: str) -> str:
        """The full name that a label is of, by surname or initials; empty where it is nobody's known."""
        parts = parts_of(label)
        if not parts:
            return ""
        if person := self._known(parts):
            return person.full
        letters = label.replace(".", "").replace(" ", "").lower()
        if len(letters) <= 3 and letters.isalpha():
            fitting = [
                one.full for one in self._all[:MOST] if "".join(part[0] for part in one.parts) == letters
            ]
            return fitting[0] if len(fitting) == 1 else ""
        return ""


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name, so that two ways of writing it compare equal."""
    low = name.casefold().replace("’", "'")
    return tuple(low.split()) if " " in low or "\n" in low or "\u00a0" in low else (low,) if low else ()
