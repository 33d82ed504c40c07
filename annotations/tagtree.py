"""The codebook as a tree with counts: what stands where, sub-tags counted in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from typing import Final

from annotations.codebook import Codebook, Reshape
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

    above = cache(_above)
    for each in bearings:
        lines = [above(path) for path in each.tags]
        for line in lines:
            own[line[-1]].add(each)
        for path in lines[0] if len(lines) == 1 else {step for line in lines for step in line}:
            every[path].add(each)
    nothing = _Tally()
    return tuple(
        Node(
            path,
            tag,
            path.count("/"),
            own.get(key := path.casefold(), nothing).count(sources),
            every.get(key, nothing).count(sources),
            below,
            tuple(every.get(key, nothing).samples),
        )
        for path, tag, below in _lines(book)
    )


def foretold(nodes: Sequence[Node], book: Codebook, plan: Reshape) -> tuple[Node, ...]:
    """The tree as a change of the codebook will leave it, from the counts there are.

    Nothing is counted anew: what carries several of the tags that become one is counted several times,
    which is mended when the change has been made and everything is counted.

    Args:
        book: The codebook before the change.
    """
    gone = {old.path.casefold() for old, _ in plan.tags if old is not None}
    after = Codebook.of(
        (
            *(tag for tag in book.tags if tag.path.casefold() not in gone),
            *(new for _, new in plan.tags if new is not None),
        )
    )
    own: defaultdict[str, Count] = defaultdict(Count)
    every: defaultdict[str, Count] = defaultdict(Count)
    samples: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for node in nodes:
        path = plan.paths.get(node.path.casefold(), node.path)
        if path is None:
            continue
        own[path.casefold()] = _sum(own[path.casefold()], node.own)
        for step in _above(path):
            every[step] = _sum(every[step], node.own)
        samples[path.casefold()] = (*samples[path.casefold()], *node.samples)[:_SAMPLES]
    touched = {
        step for old, new in plan.paths.items() for path in (old, new) if path for step in _above(path)
    }
    before = {node.path.casefold(): node.all for node in nodes}
    return tuple(
        Node(
            path,
            tag,
            path.count("/"),
            own[key := path.casefold()],
            every[key] if key in touched else before.get(key, every[key]),
            below,
            samples[key],
        )
        for path, tag, below in _lines(after)
    )


def _above(path: str) -> tuple[str, ...]:
    """A path and those that it stands under, in small letters, from the root."""
    steps = path.casefold().split("/")
    return tuple("/".join(steps[:end]) for end in range(1, len(steps) + 1))


def _lines(book: Codebook) -> Iterator[tuple[str, Tag | None, int]]:
    """The rows of the tree, and how many tags stand under each."""
    rows = list(_rows(book))
    below: defaultdict[str, int] = defaultdict(int)
    for path, tag in rows:
        if tag is not None:
            for higher in _above(path)[:-1]:
                below[higher] += 1
    return ((path, tag, below[path.casefold()]) for path, tag in rows)


def _sum(one: Count, other: Count) -> Count:
    return Count(*(a + b for a, b in zip(astuple(one), astuple(other), strict=True)))


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
