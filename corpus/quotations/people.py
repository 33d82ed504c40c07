"""The people of one article: who is meant by a surname, a role or a pronoun at some place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from corpus.quotations.attribution import sentence_start
from corpus.quotations.clause import Subject
from corpus.quotations.names import Name
from corpus.quotations.persons import CONTEXT, MOST, WORD, Mention, Person, Register, parts_of
from corpus.span import Span

_BACK: Final = 1500  # code points back in which a pronoun's person is looked for
_SENTENCES: Final = 10
_GENERIC: Final = frozenset(
    "chief head leader boss chef cheffe chefin patron patronne man woman politiker politikerin".split()
)


class People(Register):
    """Whoever was named so far, and whom words for them are for."""

    def speaker(self, subject: Subject, low: int) -> tuple[str, Person | None]:
        """The name to propose for a subject, and the person; empty where none is safe.

        Args:
            subject: Whoever speaks as it stands.
            low: Where the block before the last begins: pronouns are not traced further.
        """
        if subject.kind == "name" and subject.name:
            return self._named(subject.name, subject.role)
        if subject.kind == "role":
            return self._of_role(subject)
        if subject.kind == "pronoun":
            person = self._of_pronoun(subject.span, low)
            return (person.full, person) if person else ("", None)
        return "", None

    def may_speak(self, subject: Subject) -> bool:
        """Whether a subject is likely a person's, so that no verb is needed to show it."""
        name = subject.name
        if name is None or name.likely:
            return True
        parts = parts_of(name.span.of(self._masked))
        return bool(parts) and (
            self._known(parts) is not None or parts[0] in self._words.she or parts[0] in self._words.he
        )

    def _named(self, name: Name, roles: Sequence[str]) -> tuple[str, Person | None]:
        text = name.span.of(self._masked)
        parts = parts_of(text)
        if not parts:
            return "", None
        person = self._known(parts, name.title)
        if person is None:
            if any(part in self._words.bodies for part in parts) or parts[-1] in self._words.papers:
                return " ".join(text.split()), None
            if self._like(parts):
                return " ".join((name.title + " " + text).split()) if name.title else text, None
            person = self._add(text, parts)
        person.roles.update(roles)
        person.sex = self._sex(tuple(roles)) or person.sex
        return person.full, person

    def _of_role(self, subject: Subject) -> tuple[str, Person | None]:
        """The person whose role it is, if one alone can be meant, else the role in its own words."""
        text = " ".join(subject.span.of(self._masked).split())
        if "\x01" in text:
            return "", None
        first, _, rest = text.partition(" ")
        if self._words.is_article(first.lower()) or self._words.code != "de":
            text = f"{first.lower() if first[1:].islower() or len(first) == 1 else first} {rest}".strip()
        if not subject.known:
            return text, None
        said = {word for word in subject.role if word not in _GENERIC}
        heads = [word for word in subject.role if self._words.is_role(word) or self._words.is_title(word)]
        fitting = [one for one in self._all[-MOST:] if said and _covers(one.roles, said)] if heads else []
        if len(fitting) == 1:
            return fitting[0].full, fitting[0]
        return text, None

    def _of_pronoun(self, span: Span, low: int) -> Person | None:
        """The person of the nearest sentence before that is about one alone who fits."""
        sex = self._words.pronouns.get(span.of(self._masked).lower(), "")
        if not sex:
            return None
        at, floor = span.start, max(low, span.start - _BACK)
        for _ in range(_SENTENCES):
            block = self._starts[max(bisect_left(self._starts, at) - 1, 0)]
            start = sentence_start(self._masked, max(floor, block), at)
            found = self._fitting(start, at, sex)
            if found:
                own = self._starts[max(bisect_left(self._starts, span.start + 1) - 1, 0)]
                return self._about(found, start, sex, near=start >= own)
            who, other = self._role_at(start, at)
            fits = other in ("", sex)
            if other == "both" or (who and fits) or (other and fits) or start <= floor:
                return who if fits else None
            if not other and self._names_somebody(start, at, sex):
                return None
            at = start - 1
        return None

    def _names_somebody(self, start: int, end: int, sex: str) -> bool:
        """Whether a sentence without anybody known begins with a name all the same."""
        near = WORD.findall(self._masked, start, min(end, start + CONTEXT))[:5]
        if not near or self._words.pronouns.get(near[0].lower()) == sex:
            return False
        if near[0].lower() in self._words.indefinite:
            return True  # "A young officer stood there": somebody new, or a thing
        first = near[0].lower().partition("-")[0]
        if len(near) > 1 and first not in self._words.capitals and near[1].islower():
            at = bisect_left(self._mentions, start, key=lambda mention: mention.start)
            # Somebody known of the other sex is no hindrance.
            return at >= len(self._mentions) or self._mentions[at].lead > start
        return self._words.code != "de" and any(
            word[0].isupper() and word.lower() not in self._words.capitals for word in near[1:]
        )

    def _role_at(self, start: int, end: int) -> tuple[Person | None, str]:
        """Whom a sentence is about that begins with a role, if one alone can be meant; and the role's sex.

        Of somebody unknown whose sex does not show, ``both``, which is nobody's.
        """
        near = WORD.findall(self._masked, start, min(end, start + CONTEXT))[:8]
        low = [word.lower() for word in near]
        at = next((index for index, word in enumerate(low[:5]) if self._words.is_role(word)), 0)
        if not at or not self._words.is_article(low[0]):
            return None, ""
        until = at + 1
        while until < len(low) - 1 and low[until] in self._words.keeping:
            until += 2  # "le ministre de l'Agriculture": of another matter, another minister
        said = {word for word in low[1:until] if word not in _GENERIC | self._words.keeping}
        fitting = [one for one in self._all[-MOST:] if said and _covers(one.roles, said)]
        if len(fitting) == 1 and low[0] in self._words.definite:
            return fitting[0], fitting[0].sex
        return None, self._words.sex_of(low[at]) or "both"

    def _fitting(self, start: int, end: int, sex: str) -> list[Mention]:
        first = bisect_left(self._mentions, start, key=lambda mention: mention.start)
        last = bisect_left(self._mentions, end, key=lambda mention: mention.start)
        return [one for one in self._mentions[first:last] if one.person.sex in ("", sex)]

    def _about(self, found: Sequence[Mention], start: int, sex: str, *, near: bool) -> Person | None:
        """Whom a sentence is about of those it names; ``near`` for one of the pronoun's own paragraph."""
        speaking = [one for one in found if one.speaks]
        if speaking and near:
            return speaking[-1].person
        if speaking:
            return self._settled(speaking[-1].person, sex)
        among = {id(one.person) for one in found}
        for one in found:
            # Of two who both may be meant, the subject is taken only where it surely fits.
            if self._is_subject(one, start) and (len(among) == 1 or one.person.sex == sex):
                return self._settled(one.person, sex)
        alone = len(self._all) <= MOST and sum(one.sex in ("", sex) for one in self._all) == 1
        return self._settled(found[0].person, sex) if alone else None

    def _settled(self, person: Person, sex: str) -> Person | None:
        """The person a pronoun is for; nobody where only one name is known, and not whether it fits."""
        if not person.sex and len(person.parts) == 1 and len(self._all) > 1:
            return None
        person.sex = person.sex or sex
        return person

    def _is_subject(self, mention: Mention, start: int) -> bool:
        """Whether a name stands as the subject of its sentence does."""
        if mention.owner:
            return False
        before = self._masked[start : mention.lead].strip(' \n\t“”"«»„*')
        if not before or before.endswith(","):
            return True
        behind = WORD.match(self._masked, mention.end + 1)
        if behind and behind[0] in self._words.verbs:
            return True
        words = WORD.findall(before.lower())
        if words[-1:] and words[-1] in ("and", "but", "und", "aber", "et", "mais"):
            return len(words) == 1
        return 0 < len(words) <= 5 and (self._words.is_article(words[0]) or self._words.is_role(words[-1]))

    def others(self, start: int, end: int, name: str) -> bool:
        """Whether anybody but the person of that name is mentioned between two places."""
        first = bisect_left(self._mentions, start, key=lambda mention: mention.start)
        last = bisect_left(self._mentions, end, key=lambda mention: mention.start)
        if any(one.person.full != name for one in self._mentions[first:last]):
            return True
        person = self._by_parts.get(parts_of(name))
        return self._somebody_else(self._masked[start:end], person.sex if person else "")

    def _somebody_else(self, between: str, sex: str) -> bool:
        """Whether prose behind a reporting clause has somebody in it by a role or the other sex's pronoun."""
        _, _, prose = between.partition(". ")
        low = [word.lower() for word in WORD.findall(prose)]
        other = {"f": "m", "m": "f"}.get(sex, "")
        for at, word in enumerate(low):
            if other and self._words.pronouns.get(word) == other and not self._words.is_article(word):
                return True
            if self._words.is_role(word) and any(map(self._words.is_article, low[max(at - 3, 0) : at])):
                return True
        return False


def _covers(roles: set[str], said: set[str]) -> bool:
    """Whether somebody is all that is said of them; an "Innenminister" is a "Minister", too."""
    return all(word in roles or any(len(word) > 5 and role.endswith(word) for role in roles) for word in said)
