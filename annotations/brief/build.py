"""From annotated passages to a brief: chosen order, groups, citation keys; what is unsure stands apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Final

from annotations.brief.groups import plan
from annotations.brief.keys import citation_keys, short_ids
from annotations.brief.model import Brief, Entry, GroupBy, GroupNote, Heading, Passage, Source, UsedTag
from annotations.model import DocumentRecord, Placement, Tag
from corpus.span import Span

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
    held = _held(ordered)
    counts = Counter(chain.from_iterable(held.values()))
    dated = [document.date[:10] for document in documents.values() if _DATE.match(document.date)]
    missing = {passage.document.id for passage in ordered if passage.missing}
    keys = citation_keys(list(documents.values()))
    sources = {
        identity: Source(keys[identity], document, counts[identity], identity in missing)
        for identity, document in documents.items()
    }
    ids = short_ids([passage.annotation.id for passage in ordered], "sch-")
    quoted = dict(zip(ids.values(), ordered, strict=True))
    sure = [passage for passage in ordered if passage.annotation.placement not in _UNSURE]
    headings, places = plan(sure, codebook, group_by, notes)
    apart = {name: passage for name, passage in quoted.items() if passage[0].placement in _UNSURE}
    if apart:
        several = iter(places)
        places = [() if name in apart else next(several) for name in quoted]
    return Brief(
        title=title,
        query=query,
        group_by=group_by,
        headings=headings,
        places=places,
        uncertain=_entries(apart, Placement.UNCERTAIN, sources),
        orphans=_entries(apart, Placement.ORPHAN, sources),
        sources=tuple(sources.values()),
        tags=_used(held, codebook),
        quoted=quoted,
        outlets=len({document.source.casefold() for document in documents.values() if document.source}),
        dates=(min(dated), max(dated)) if dated else ("", ""),
        dated=len(dated),
        annotators=_annotators(ordered),
        newest=_newest(ordered, headings),
        articles=articles,
        stories=stories,
        version=version,
    )


def _held(passages: Sequence[Passage]) -> dict[tuple[str, ...], list[str]]:
    """The ids of the documents of all passages that have the same tags, one for each passage."""
    held: dict[tuple[str, ...], list[str]] = {}
    for annotation, document, *_ in passages:
        held.setdefault(annotation.tags, []).append(document.id)
    return held


def _newest(passages: Sequence[Passage], headings: Sequence[Heading]) -> str:
    moments = [passage.annotation.modified for passage in passages]
    moments += [heading.note.modified for heading in headings if heading.note]
    newest = max(moments, default="")
    # Something that is no time is newer than all others only where it came from outside.
    return newest if _TIME.fullmatch(newest) else max(filter(_TIME.fullmatch, moments), default="")


def _annotators(passages: Sequence[Passage]) -> tuple[str, ...]:
    names = {passage.annotation.creator for passage in passages} - {""}
    return tuple(sorted(names, key=lambda name: (name.casefold(), name)))


def _in_order(given: Sequence[Passage]) -> list[Passage]:
    passages = list({passage.annotation.id: passage for passage in given}.values())
    documents = {passage.document.id: passage.document for passage in passages}
    ranks = {
        document.id: rank for rank, document in enumerate(sorted(documents.values(), key=_document_order))
    }

    def place(passage: Passage) -> tuple[int, Span, str]:
        annotation = passage.annotation
        # An orphan has no place any more; its last one keeps it among its neighbours.
        return ranks[passage.document.id], annotation.span or annotation.selectors.span, annotation.id

    return sorted(passages, key=place)


def _document_order(document: DocumentRecord) -> tuple[str, ...]:
    return (
        document.date or _UNDATED,
        document.source.casefold(),
        document.title.casefold(),
        document.path,
        document.id,
    )


def _entries(
    apart: Mapping[str, Passage], placement: Placement, sources: Mapping[str, Source]
) -> tuple[Entry, ...]:
    return tuple(
        Entry(passage, sources[passage.document.id], name, f"{name}@{placement.value}")
        for name, passage in apart.items()
        if passage.annotation.placement is placement
    )


def _used(held: Mapping[tuple[str, ...], Sequence[str]], codebook: Sequence[Tag]) -> tuple[UsedTag, ...]:
    counts: Counter[str] = Counter()
    articles: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for tags, documents in held.items():
        for tag in tags:
            folded = tag.casefold()
            counts[folded] += len(documents)
            articles.setdefault(folded, set()).update(documents)
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
