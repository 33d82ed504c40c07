"""Counting: how many highlights there are by tag, article, source, date and annotator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from annotations.usecases.codebook.coding import tag_tree, texts_of
from corpus.clean import clean_line

if TYPE_CHECKING:
    from annotations.library import Library

KINDS: Final = ("tag", "document", "source", "date", "annotator", "library")


class Tally(NamedTuple):
    """How much there is of one thing.

    Attributes:
        by: One of `KINDS`.
        name: Of the tag (its path), article (its path), source, date or person; empty where there is none.
        annotations: Highlights.
        documents: Articles that these are in.
    """

    by: str
    name: str
    annotations: int
    documents: int


class Bare(NamedTuple):
    """As much of a stored annotation as is counted.

    Attributes:
        document: Id of the article.
        span: Its place in code points; None for one that has lost its place.
    """

    id: str
    document: str
    tags: tuple[str, ...]
    creator: str
    span: tuple[int, int] | None


def bare(rows: Iterable[Mapping[str, Any]]) -> Iterator[Bare]:
    """The annotations of stored records, without what it costs to read them whole."""
    for row in rows:
        place, creator = row.get("place"), row.get("creator")
        span = tuple(place) if isinstance(place, list) and len(place) == 2 else None
        yield Bare(
            str(row.get("id", "")),
            str(row.get("document", "")),
            tuple(texts_of(row)),
            creator if isinstance(creator, str) else "",
            span,
        )


def stats(library: Library, kinds: Iterable[str] = KINDS) -> tuple[Tally, ...]:
    """The counts of each kind, one kind after the other.

    Tags come in tree order, every one of the codebook, their sub-tags not counted in; dates in their
    order; the rest by number, the largest first. Only articles that are annotated count, except for the
    kind ``library``: all articles that it holds, and all distinct stories as last indexed.

    Raises:
        ValueError: There is no such kind.
    """
    wanted = tuple(dict.fromkeys(kinds))
    if unknown := [kind for kind in wanted if kind not in KINDS]:
        raise ValueError(f"there is no count by “{unknown[0]}”; there are {', '.join(KINDS)}")
    items = tuple(bare(library.store.records("annotations").values()))
    return tuple(tally for kind in wanted for tally in _tallies(library, items, kind))


def _tallies(library: Library, items: tuple[Bare, ...], kind: str) -> list[Tally]:
    if kind == "tag":
        nodes = (node for node in tag_tree(library) if node.tag is not None)
        return [Tally(kind, node.path, node.own.passages, node.own.articles) for node in nodes]
    if kind == "library":
        return _whole(library, len(items))
    records = {record.id: record for record in library.records().values()}
    counts: defaultdict[str, int] = defaultdict(int)
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        record = records.get(item.document)
        if kind == "annotator":
            name = clean_line(item.creator)
        elif record is None:
            continue  # the check names it
        else:
            name = record.path if kind == "document" else record.source if kind == "source" else record.date
        counts[name] += 1
        articles[name].add(item.document)
    found = [Tally(kind, name, counts[name], len(articles[name])) for name in counts]
    if kind == "date":
        return sorted(found, key=lambda tally: (not tally.name, tally.name))
    return sorted(found, key=lambda tally: (-tally.annotations, tally.name.casefold()))


def _whole(library: Library, highlights: int) -> list[Tally]:
    from annotations.usecases.echoes.stories import distinct, stories

    articles = sum(not entry.brief for entry in library.catalogue.entries())
    told = distinct(library, stories(library))
    return [Tally("library", "articles", highlights, articles), Tally("library", "stories", highlights, told)]
