"""From annotated passages to a brief: chosen order, groups, citation keys; what is unsure stands apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import Final

from annotations.brief.groups import plan
from annotations.brief.keys import citation_keys, short_ids
from annotations.brief.model import Brief, Entry, Group, GroupBy, GroupNote, Passage, Source, UsedTag
from annotations.model import DocumentRecord, Placement, Tag

_UNSURE: Final = (Placement.UNCERTAIN, Placement.ORPHAN)
_UNDATED: Final = "9999"
_DATE: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![^T ])")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def build_brief(
    passages: Sequence[Passage],
    codebook: Sequence[Tag],
    *,
    group_by: GroupBy | str = GroupBy.TAG,
    title: str,
    query: str = "",
    articles: int = 0,
    stories: int = 0,
    version: str = "",
    notes: Mapping[str, GroupNote] = MappingProxyType({}),
) -> Brief:
    """The brief of ``passages``, in whatever order they come.

    Passages are ordered by date of publication (undated last), then source, title and place in the
    text. With several tags a passage stands under each of them that has no sub-tag among its tags;
    its tags and note are given at the first in the order of ``codebook``, and the other places
    refer to it. Uncertain passages and orphans stand apart and under no heading. ``articles``
    and ``stories`` count what the library holds, 0 if that is not known. ``notes`` are those on tags
    and documents as a whole, by their ids; they stand under the headings of these.

    Raises:
        ValueError: ``group_by`` is none of tag, document, date and source.
    """
    group_by = GroupBy(group_by)
    ordered = _in_order(passages)
    documents = {passage.document.id: passage.document for passage in ordered}
    counts = Counter(map(attrgetter("document.id"), ordered))
    keys = citation_keys(list(documents.values()))
    sources = {
        identity: Source(keys[identity], document, counts[identity])
        for identity, document in documents.items()
    }
    ids = short_ids(list(map(attrgetter("annotation.id"), ordered)), "sch-")
    sure = ordered
    apart = [passage for passage in ordered if passage[0].placement in _UNSURE]
    if apart:
        sure = [passage for passage in ordered if passage[0].placement not in _UNSURE]
    groups = _groups(sure, codebook, group_by, sources, ids, notes)
    dated = sorted(document.date[:10] for document in documents.values() if _DATE.match(document.date))
    return Brief(
        title=title,
        query=query,
        group_by=group_by,
        groups=groups,
        uncertain=_apart(apart, Placement.UNCERTAIN, sources, ids),
        orphans=_apart(apart, Placement.ORPHAN, sources, ids),
        sources=tuple(sources.values()),
        tags=_used(ordered, codebook),
        quoted=dict(zip(ids.values(), ordered, strict=True)),
        outlets=len({document.source.casefold() for document in documents.values() if document.source}),
        dates=(dated[0], dated[-1]) if dated else ("", ""),
        annotators=_annotators(ordered),
        newest=_newest(ordered, groups),
        articles=articles,
        stories=stories,
        version=version,
    )


def _newest(passages: Sequence[Passage], groups: Sequence[Group]) -> str:
    moments = [passage.annotation.modified for passage in passages]
    moments += [group.note.modified for group in groups if group.note]
    return max(filter(_TIME.fullmatch, moments), default="")


def _annotators(passages: Sequence[Passage]) -> tuple[str, ...]:
    names = set(map(attrgetter("annotation.creator"), passages)) - {""}
    return tuple(sorted(names, key=lambda name: (name.casefold(), name)))


def _in_order(given: Sequence[Passage]) -> list[Passage]:
    passages = list({passage.annotation.id: passage for passage in given}.values())
    documents = {passage.document.id: passage.document for passage in passages}
    ranks = {
        document.id: rank for rank, document in enumerate(sorted(documents.values(), key=_document_order))
    }
    keyed = []
    for number, passage in enumerate(passages):
        annotation = passage.annotation
        # An orphan has no place any more; its last one keeps it among its neighbours.
        start, end = annotation.span or annotation.selectors.span
        keyed.append((ranks[passage.document.id], start, end, annotation.id, number))
    keyed.sort()
    return [passages[number] for number in map(itemgetter(4), keyed)]


def _document_order(document: DocumentRecord) -> tuple[str, ...]:
    return (
        document.date or _UNDATED,
        document.source.casefold(),
        document.title.casefold(),
        document.path,
        document.id,
    )


def _groups(
    passages: Sequence[Passage],
    codebook: Sequence[Tag],
    group_by: GroupBy,
    sources: dict[str, Source],
    ids: dict[str, str],
    notes: Mapping[str, GroupNote],
) -> tuple[Group, ...]:
    headings, places = plan(passages, codebook, group_by, notes)
    under: list[list[Entry]] = [[] for _ in headings]
    suffixes = [f"@{heading.id}" for heading in headings]
    for passage, several in zip(passages, places, strict=True):
        identity = ids[passage.annotation.id]
        source = sources[passage.document.id]
        home = several[0]
        under[home].append(Entry(passage, source, identity, identity + suffixes[home]))
        for other in several[1:]:
            under[other].append(
                Entry(passage, source, identity, identity + suffixes[other], headings[home].path)
            )
    return tuple(
        Group(*heading, entries=tuple(entries)) for heading, entries in zip(headings, under, strict=True)
    )


def _apart(
    passages: Sequence[Passage], placement: Placement, sources: dict[str, Source], ids: dict[str, str]
) -> tuple[Entry, ...]:
    chosen = (passage for passage in passages if passage.annotation.placement is placement)
    return tuple(
        Entry(passage, sources[passage.document.id], identity, f"{identity}@{placement.value}")
        for passage in chosen
        for identity in (ids[passage.annotation.id],)
    )


def _used(passages: Sequence[Passage], codebook: Sequence[Tag]) -> tuple[UsedTag, ...]:
    found = Counter(map(attrgetter("annotation.tags", "document.id"), passages))
    counts: Counter[str] = Counter()
    articles: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for (tags, document), number in found.items():
        for tag in tags:
            folded = tag.casefold()
            counts[folded] += number
            articles.setdefault(folded, set()).add(document)
            names[folded] = min(tag, names.get(folded, tag))
    known = {tag.path.casefold(): tag for tag in codebook}
    order = [*(folded for folded in known if folded in counts), *sorted(counts.keys() - known.keys())]
    return tuple(
        UsedTag(
            known[folded].path if folded in known else names[folded],
            known[folded].description if folded in known else "",
            counts[folded],
            len(articles[folded]),
        )
        for folded in order
    )
