"""Speakers: what was decided on quotations and names, carried over to the quotations as they stand now."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.model import BadRecord, Record
from annotations.speaker import Alias, Decision, name_key, speaker_from

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.usecases.quotations.cache import Proposed

_ALIKE: Final = 0.85  # of two wordings from which they are one quotation that was edited
_PART: Final = 0.6  # and the share of one that the other must hold where it was cut
_SHORTEST: Final = 12  # code points from which wordings are likened at all
_TRIED: Final = 50  # quotations with the same words whose context is looked at
_MOST: Final = 20_000  # pairs of wordings that are likened in one article
_LONGEST: Final = 4_000  # code points of a quotation that are likened


class SpeakerDecisions(NamedTuple):
    """Everything that was decided in a library.

    Attributes:
        by_document: Decisions by the id of their document.
        names: What each name is called, by its key; followed to the end.
    """

    by_document: Mapping[str, Sequence[Decision]]
    names: Mapping[str, str]

    def name(self, name: str) -> str:
        """What ``name`` is called in this library."""
        return self.names.get(name_key(name), name) if self.names and name else name


def decided(library: Library) -> SpeakerDecisions:
    """What was decided, read anew only when the records have changed."""
    return library.derived.of(library.store.records("speakers"), _decided)


def _decided(rows: Mapping[str, Record]) -> SpeakerDecisions:
    by_document: defaultdict[str, list[Decision]] = defaultdict(list)
    aliases: list[Alias] = []
    for row in rows.values():
        try:
            speaker = speaker_from(dict(row))
        except BadRecord:
            continue  # the check names it
        if isinstance(speaker, Alias):
            aliases.append(speaker)
        else:
            by_document[speaker.document].append(speaker)
    return SpeakerDecisions(by_document, _followed(aliases))


def _followed(aliases: Iterable[Alias]) -> dict[str, str]:
    """Each name's last name; of names that lead round in a circle, the one where it closes."""
    steps = {name_key(each.alias): each.name for each in aliases}
    found = {}
    for key, name in steps.items():
        seen = {key}
        while (then := name_key(name)) in steps and then not in seen:
            seen.add(then)
            name = steps[then]
        found[key] = name
    return found


def carried(
    heard: Sequence[Proposed], decisions: Sequence[Decision]
) -> tuple[dict[int, Decision], tuple[Decision, ...]]:
    """Which decision holds for which quotation of one article, by index; and those that hold for none.

    The same words with the same context come first, then the same words whose context is most alike, then
    words that were edited a little. A quotation takes one decision, the latest of those on it.
    """
    found: dict[int, Decision] = {}
    ordered = sorted(decisions, key=lambda each: (each.modified, each.id), reverse=True)
    rest = _with_context(heard, ordered, found)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(heard):
        if index not in found:
            places[_plain(each.exact)].append(index)
    taken = {_plain(heard[index].exact) for index in found}
    edited = []
    for one in rest:
        words = _plain(one.selectors.exact)
        if free := places[words]:
            best = max(free[:_TRIED], key=lambda index: (_context(heard[index], one), -index))
            free.remove(best)
            found[best] = one
            taken.add(words)
        elif words not in taken:  # else it was decided anew, by a later decision on the same words
            edited.append(one)
    return found, tuple(_edited(heard, edited, found))


def _with_context(
    heard: Sequence[Proposed], decisions: Sequence[Decision], found: dict[int, Decision]
) -> list[Decision]:
    """Decisions whose words and context stand nowhere; those that do are put into ``found``."""
    places: defaultdict[tuple[str, str, str], deque[int]] = defaultdict(deque)
    for index, each in enumerate(heard):
        places[_plain(each.exact), each.prefix, each.suffix].append(index)
    rest = []
    for one in decisions:
        at = one.selectors
        free = places.get((_plain(at.exact), at.prefix, at.suffix))
        if free:
            found[free.popleft()] = one
        else:
            rest.append(one)
    return rest


def _edited(
    heard: Sequence[Proposed], decisions: Sequence[Decision], found: dict[int, Decision]
) -> Iterator[Decision]:
    """Decisions on words that are gone; those on words that were edited are put into ``found``."""
    free = [index for index in range(len(heard)) if index not in found]
    for number, one in enumerate(decisions):
        best, score = -1, 0.0
        for index in free if (number + 1) * len(free) <= _MOST else ():
            alike = _alike(heard[index], one)
            if alike > score:
                best, score = index, alike
        if best < 0:
            yield one
        else:
            free.remove(best)
            found[best] = one


def _plain(text: str) -> str:
    return " ".join(text.split())


def _context(heard: Proposed, one: Decision) -> float:
    from rapidfuzz.distance import Indel

    at = one.selectors
    before = Indel.normalized_similarity(heard.prefix, at.prefix)
    return float(before + Indel.normalized_similarity(heard.suffix, at.suffix))


def _alike(heard: Proposed, one: Decision) -> float:
    """How much a quotation is the one that was decided on; 0 where it is another one."""
    from rapidfuzz.distance import Indel

    ours, theirs = _plain(heard.exact)[:_LONGEST], _plain(one.selectors.exact)[:_LONGEST]
    short, long = sorted((ours.strip("“”„«»\"' "), theirs.strip("“”„«»\"' ")), key=len)
    if len(short) < _SHORTEST:
        return 0.0
    if short in long and len(short) >= _PART * len(long):
        return len(short) / len(long)
    return float(Indel.normalized_similarity(ours, theirs, score_cutoff=_ALIKE))
