"""The codebook as a tree with counts: what stands where, sub-tags counted in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from annotations.codebook import Codebook
from annotations.model import Tag

_SAMPLES: Final = 4


@dataclass(frozen=True, slots=True)
class Count:
    """How much carries a tag.

    Attributes:
        passages: Annotations.
        articles: Documents with such an annotation, or that carry the tag as a whole.
        sources: Different sources of these.
        whole: Documents that carry the tag as a whole.
    """

    passages: int = 0
    articles: int = 0
    sources: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """A tag in the tree, or a path that only its sub-tags stand under.

    Attributes:
        tag: None where there is no such tag.
        depth: 0 at the root.
        own: Of the tag alone.
        all: With its sub-tags; what carries several of them counts once.
        below: How many tags stand under it.
        samples: A few of its passages, sub-tags' included, as they read.
    """

    path: str
    tag: Tag | None
    depth: int
    own: Count
    all: Count
    below: int
    samples: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The last step of the path."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Bearing:
    """Something that carries tags.

    Attributes:
        document: Names the document.
        text: The passage; empty for the document as a whole.
        whole: Whether it is the document as a whole, not a passage of it.
    """

    tags: Sequence[str]
    document: str
    text: str = ""
    whole: bool = False


class _Tally:
    __slots__ = ("articles", "passages", "samples", "whole")

    def __init__(self) -> None:
        self.passages = 0
        self.whole = 0
        self.articles: set[str] = set()
        self.samples: list[str] = []

    def add(self, bearing: Bearing) -> None:
        if bearing.document not in self.articles and len(self.samples) < _SAMPLES and bearing.text:
            self.samples.append(bearing.text)  # from different articles, to show the breadth of the tag
        self.articles.add(bearing.document)
        if bearing.whole:
            self.whole += 1
        else:
            self.passages += 1

    def count(self, sources: Mapping[str, str]) -> Count:
        named = {source for document in self.articles if (source := sources.get(document, ""))}
        return Count(self.passages, len(self.articles), len(named), self.whole)


def tree(book: Codebook, bearings: Iterable[Bearing], sources: Mapping[str, str]) -> tuple[Node, ...]:
    """Every tag in tree order, a parent before what stands under it, with its counts.

    Args:
        sources: The source of each document by its name; empty ones are not counted.
    """
    own: defaultdict[str, _Tally] = defaultdict(_Tally)
    every: defaultdict[str, _Tally] = defaultdict(_Tally)

    @cache
    def above(path: str) -> tuple[str, ...]:
        steps = path.casefold().split("/")
        return tuple("/".join(steps[:end]) for end in range(1, len(steps) + 1))

    for each in bearings:
        lines = [above(path) for path in each.tags]
        for line in lines:
            own[line[-1]].add(each)
        for path in lines[0] if len(lines) == 1 else {step for line in lines for step in line}:
            every[path].add(each)
    rows = list(_rows(book))
    below: defaultdict[str, int] = defaultdict(int)
    for path, tag in rows:
        if tag is not None:
            for higher in above(path)[:-1]:
                below[higher] += 1
    nothing = _Tally()
    return tuple(
        Node(
            path,
            tag,
            path.count("/"),
            own.get(key := path.casefold(), nothing).count(sources),
            every.get(key, nothing).count(sources),
            below[key],
            tuple(every.get(key, nothing).samples),
        )
        for path, tag in rows
    )


def _rows(book: Codebook) -> Iterator[tuple[str, Tag | None]]:
    """The tags in order, with the paths that only sub-tags stand under."""
    seen: set[str] = set()
    for tag in book.tags:
        steps = tag.path.split("/")
        for end in range(1, len(steps)):
            path = "/".join(steps[:end])
            if path.casefold() not in seen:
                seen.add(path.casefold())
                yield path, None
        if tag.path.casefold() not in seen:
            seen.add(tag.path.casefold())
            yield tag.path, tag
