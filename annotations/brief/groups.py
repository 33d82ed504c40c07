"""Which headings a brief has and which passages stand under each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from annotations.brief.keys import hexadecimal
from annotations.brief.model import GroupBy, GroupNote, Heading, Passage
from annotations.brief.wording import date_words
from annotations.model import DocumentRecord, Tag

UNTAGGED = "untagged"


class Plan(NamedTuple):
    """Headings in order, and for each passage (by position) the numbers of those it stands under."""

    headings: Sequence[Heading]
    places: Sequence[tuple[int, ...]]


def plan(
    passages: Sequence[Passage],
    codebook: Sequence[Tag],
    group_by: GroupBy,
    notes: Mapping[str, GroupNote] = MappingProxyType({}),
) -> Plan:
    """Headings and places of ``passages``, which are in reading order already.

    ``notes`` are those on tags and documents as a whole, by their ids.
    """
    if group_by is GroupBy.TAG:
        return _by_tag(passages, codebook, notes)
    found: dict[str, list[int]] = {}
    spelled: dict[str, str] = {}
    first: dict[str, DocumentRecord] = {}
    for number, passage in enumerate(passages):
        name = _name(passage, group_by)
        if group_by is GroupBy.SPEAKER:
            name = spelled.setdefault(name.casefold(), name)
        found.setdefault(name, []).append(number)
        first.setdefault(name, passage.document)
    names = sorted(found, key=lambda name: (not name, name.casefold(), name))
    if group_by is GroupBy.DOCUMENT:
        names = list(found)
    places: list[tuple[int, ...]] = [()] * len(passages)
    for position, name in enumerate(names):
        for number in found[name]:
            places[number] = (position,)
    return Plan([_heading(name, first[name], group_by, notes.get(name)) for name in names], places)


def _name(passage: Passage, group_by: GroupBy) -> str:
    document = passage.document
    if group_by is GroupBy.SPEAKER:
        return passage.speaker or passage.proposed
    if group_by is GroupBy.DOCUMENT:
        return document.id
    return document.date[:10] if group_by is GroupBy.DATE else document.source


def _heading(name: str, document: DocumentRecord, group_by: GroupBy, note: GroupNote | None) -> Heading:
    if group_by is GroupBy.DOCUMENT:
        title = document.title or document.path
        about = ", ".join(filter(None, (document.source, document.author, date_words(document.date))))
        return Heading(f"doc-{hexadecimal(name)[:8]}", title, title, 2, about, note)
    if group_by is GroupBy.DATE:
        title = date_words(name) or "No date given"
        return Heading(f"date-{hexadecimal(name)[:8]}", title, title, 2)
    if group_by is GroupBy.SPEAKER:
        title = name or "No speaker"
        return Heading(f"speaker-{hexadecimal(name.casefold())[:8]}", title, title, 2)
    title = name or "No source given"
    return Heading(f"source-{hexadecimal(name.casefold())[:8]}", title, title, 2)


class _Step:
    """One step of a tag path, with the steps below it in the order of the codebook."""

    def __init__(self, path: str, title: str) -> None:
        self.path = path
        self.title = title
        self.tag: Tag | None = None
        self.below: dict[str, _Step] = {}

    def place(self, path: str, tag: Tag | None = None) -> None:
        step, so_far = self, ""
        for name in path.split("/"):
            so_far = f"{so_far}/{name}" if so_far else name
            step = step.below.setdefault(name.casefold(), _Step(so_far, name))
        if tag and not step.tag:
            step.tag, step.path, step.title = tag, tag.path, tag.path.rpartition("/")[2]

    def walk(self, depth: int = 0) -> Iterator[tuple[int, _Step]]:
        for step in self.below.values():
            yield depth, step
            yield from step.walk(depth + 1)


def _by_tag(passages: Sequence[Passage], codebook: Sequence[Tag], notes: Mapping[str, GroupNote]) -> Plan:
    used = {passage.annotation.tags for passage in passages}
    root = _Step("", "")
    for tag in codebook:
        root.place(tag.path, tag)
    for path in sorted({path for tags in used for path in tags}, key=lambda path: (path.casefold(), path)):
        root.place(path)
    ranks: dict[str, int] = {}
    steps: list[tuple[int, _Step]] = []
    for depth, step in root.walk():
        ranks[step.path.casefold()] = len(steps)
        steps.append((depth, step))
    places = {tags: _ranks_of(tags, ranks) or (len(steps),) for tags in used}
    kept = _kept({rank for several in places.values() for rank in several}, steps)
    headings = [_tag_heading(*steps[rank], notes) for rank in kept if rank < len(steps)]
    if len(steps) in kept:
        headings.append(Heading(UNTAGGED, "Untagged", "untagged", 2))
    renumbered = {rank: number for number, rank in enumerate(kept)}
    final = {tags: tuple(renumbered[rank] for rank in several) for tags, several in places.items()}
    return Plan(headings, [final[passage.annotation.tags] for passage in passages])


def _ranks_of(tags: tuple[str, ...], ranks: Mapping[str, int]) -> tuple[int, ...]:
    """Places of a passage with ``tags``: one for each tag that has no sub-tag among them, in order."""
    folded = {tag.casefold() for tag in tags}
    finest = (tag for tag in folded if not any(other.startswith(tag + "/") for other in folded))
    return tuple(sorted(ranks[tag] for tag in finest))


def _kept(wanted: set[int], steps: Sequence[tuple[int, _Step]]) -> list[int]:
    """``wanted`` steps and those above them, in order."""
    kept = set(wanted)
    above: list[int] = []
    for rank, (depth, _step) in enumerate(steps):
        del above[depth:]
        if rank in wanted:
            kept.update(above)
        above.append(rank)
    return sorted(kept)


def _tag_heading(depth: int, step: _Step, notes: Mapping[str, GroupNote]) -> Heading:
    identity = step.tag.id if step.tag else step.path.casefold()
    description = step.tag.description if step.tag else ""
    # Below the sixth level Markdown has no heading: the path tells the rest.
    title = step.title if depth < 5 else step.path
    name, note = f"tag-{hexadecimal(identity)[:8]}", notes.get(identity)
    return Heading(name, title, step.path, min(2 + depth, 6), description, note)
