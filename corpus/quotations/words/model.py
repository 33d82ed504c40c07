"""What must be known of a language to see who speaks in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

EVERYWHERE: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december montag dienstag mittwoch donnerstag freitag samstag sonntag "
    "sonnabend januar februar märz mai juni juli oktober dezember lundi mardi mercredi jeudi vendredi samedi "
    "dimanche".split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of one language, all in lower case; several words stand with single blanks.

    Attributes:
        verbs: Finite forms that report speech, also of several words ("went on").
        participles: Forms that report speech behind one of ``auxiliaries``.
        auxiliaries: "has", "hatte", "a".
        finite: Frequent verbs of other kinds: they end a noun and what goes with it.
        gestures: Forms that introduce speech only before a colon ("was blunt:", "nickte:").
        before: Prepositions that name a source: "according to".
        behind: The same standing behind their noun: "zufolge".
        pronouns: Word to gender: ``m``, ``f``, or empty for whom no name is ever proposed.
        definite: Articles for a person known already. A possessive is one, too.
        indefinite: Articles for a person not known yet.
        keeping: Prepositions and articles that go on within a role: "a spokesman *for* the ministry".
        breaking: Other prepositions: they end a role.
        relatives: Words that begin a relative clause.
        starters: Words behind which a new clause may begin.
        adverbs: What may stand between subject and verb.
        roles: Nouns for persons who speak, or the ends of such nouns in ``role_ends``.
        titles: Words before a name that are none of it, or their ends in ``title_ends``.
        women: Titles and roles of women; men: those of men.
        bodies: Words by which a name is known to be no person's.
        papers: Nouns that are no speaker: "the report said".
        audience: Words for whom something is told, never its speaker.
        she: First names of women; he: of men. Frequent ones only.
        capitals: Words with a capital at the beginning of a sentence that are no name.
        question: Labels of one who asks; answer: of one who answers.
    """

    code: str
    verbs: frozenset[str]
    participles: frozenset[str]
    auxiliaries: frozenset[str]
    finite: frozenset[str]
    gestures: frozenset[str]
    before: frozenset[str]
    behind: frozenset[str]
    pronouns: Mapping[str, str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    keeping: frozenset[str]
    breaking: frozenset[str]
    relatives: frozenset[str]
    starters: frozenset[str]
    adverbs: frozenset[str]
    roles: frozenset[str]
    role_ends: tuple[str, ...]
    titles: frozenset[str]
    title_ends: tuple[str, ...]
    women: frozenset[str]
    men: frozenset[str]
    bodies: frozenset[str]
    papers: frozenset[str]
    audience: frozenset[str]
    she: frozenset[str]
    he: frozenset[str]
    capitals: frozenset[str]
    question: frozenset[str]
    answer: frozenset[str]

    @classmethod
    def joined(cls, code: str, parts: tuple[Words, ...]) -> Words:
        """All the words of ``parts`` in one."""
        values: dict[str, Any] = {"code": code}
        for field in fields(cls)[1:]:
            lists = [getattr(part, field.name) for part in parts]
            if field.name == "pronouns":
                values[field.name] = {word: sex for pronouns in lists for word, sex in pronouns.items()}
            elif isinstance(lists[0], tuple):
                values[field.name] = tuple(dict.fromkeys(end for ends in lists for end in ends))
            else:
                values[field.name] = frozenset().union(*lists)
        return cls(**values)

    def is_title(self, word: str) -> bool:
        """Whether a word (lower case, its full stop left out) stands before a name and is none of it."""
        return word in self.titles or word in self.roles or word.endswith(self.title_ends or ("\0",))

    def is_role(self, word: str) -> bool:
        """Whether a word names a person by what they do."""
        return word in self.roles or word.endswith(self.role_ends or ("\0",))

    def is_article(self, word: str) -> bool:
        """Whether a noun for a person may begin with the word."""
        return word in self.definite or word in self.indefinite

    def sex_of(self, word: str) -> str:
        """``f`` or ``m`` where a title or role tells, else nothing."""
        if word in self.women or word.endswith(("woman", "minister" + "in", "sprecherin", "präsidentin")):
            return "f"
        return "m" if word in self.men or word.endswith("spokesman") else ""


def listed(text: str) -> frozenset[str]:
    """The words of ``text``; one of several words is written with underscores."""
    return frozenset(word.replace("_", " ") for word in text.split())
