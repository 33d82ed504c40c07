"""Surveying: what the overview draws, every number with the query that leads to its passages."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from annotations.query.syntax import And, Meeting, Not, Or, Query, Relation, Tagged, Term, Within
from annotations.usecases.codebook.coding import codebook_of
from annotations.usecases.overview.counting import Bare, bare
from annotations.usecases.overview.timeline import Bin, bins

if TYPE_CHECKING:
    from annotations.library import Article, Library

_MOST_PAIRS: Final = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A tag; its sub-tags are counted in.

    Attributes:
        total: Highlights with it in the whole library.
    """

    path: str
    colour: str
    total: int


@dataclass(frozen=True, slots=True)
class Column:
    """An article, or a source.

    Attributes:
        name: Title or source; empty for articles without a source.
        query: Means its passages.
    """

    name: str
    source: str
    date: str
    query: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tags whose passages overlap, or that one passage carries both; sub-tags are not counted in."""

    left: str
    right: str
    count: int

    @property
    def query(self) -> str:
        """Means its passages."""
        return str(Meeting(Tagged(self.left, alone=True), Relation.WITH, Tagged(self.right, alone=True)))


@dataclass(frozen=True, slots=True)
class Survey:
    """What stands where in a library.

    Attributes:
        cells: Highlights by position of row and column; what is 0 is left out.
        progress: Articles and their words by status: unread, reading, read.
    """

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[int, int], int]
    bins: tuple[Bin, ...]
    pairs: tuple[Pair, ...]
    progress: Mapping[str, tuple[int, int]]
    highlights: int

    def query(self, row: int, column: int) -> str:
        """A query for the passages of a cell."""
        return f"{Tagged(self.rows[row].path)} {self.columns[column].query}"


def survey(library: Library, *, by_source: bool = False) -> Survey:
    """Look the whole library over; columns are articles by date, or sources by name."""
    articles = [article for article in library.articles() if not article.brief]
    items = tuple(bare(library.store.records("annotations").values()))
    paths = {record.id: record.path for record in library.records().values()}
    by_path = {_stored(article.path): article for article in articles}
    homes = {
        item.document: by_path[paths[item.document]] for item in items if paths.get(item.document) in by_path
    }
    placed = [item for item in items if item.document in homes]
    marked = sorted({article.path: article for article in homes.values()}.values(), key=_order)
    columns, index = _columns(marked, by_source)
    rows = _rows(library, placed)
    return Survey(
        rows,
        columns,
        _cells(rows, placed, lambda item: index[homes[item.document].path]),
        bins(homes[item.document].date for item in placed),
        _pairs(placed),
        _progress(articles),
        len(items),
    )


def _stored(path: str) -> str:
    from annotations.library import storable

    return storable(path)


def _order(article: Article) -> tuple[bool, str, str]:
    return (not article.date, article.date, article.path)


def _columns(marked: Sequence[Article], by_source: bool) -> tuple[tuple[Column, ...], dict[str, int]]:
    """The columns, and the position of the column of each article by its path."""
    if not by_source:
        found = tuple(
            Column(each.title or each.path, each.source, each.date, _doc(each.path)) for each in marked
        )
        return found, {each.path: at for at, each in enumerate(marked)}
    names = sorted({each.source for each in marked}, key=lambda name: (not name, name.casefold()))
    at = {name: place for place, name in enumerate(names)}
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for each in marked:
        groups[each.source].append(each)
    columns = tuple(Column(name, name, "", _of_source(name, names, groups[name])) for name in names)
    return columns, {each.path: at[each.source] for each in marked}


def _doc(path: str) -> str:
    return str(Within("doc", Term(_stored(path), exact=True)))


def _of_source(name: str, names: Sequence[str], articles: Sequence[Article]) -> str:
    """A query for one source and for no other whose name holds its name."""
    if not name:
        parts: tuple[Query, ...] = tuple(
            Within("doc", Term(_stored(each.path), exact=True)) for each in articles
        )
        return f"({Or(parts)})" if len(parts) > 1 else str(parts[0])
    wanted: Query = Within("source", Term(name, exact=True))
    larger = [other for other in names if other != name and name in other]
    if larger:
        wanted = And((wanted, *(Not(Within("source", Term(other, exact=True))) for other in larger)))
    return str(wanted)


def _rows(library: Library, items: Iterable[Bare]) -> tuple[Row, ...]:
    book = codebook_of(library)
    totals: defaultdict[str, int] = defaultdict(int)
    for item in items:
        for path in _lines(item.tags):
            totals[path] += 1
    return tuple(
        Row(tag.path, tag.colour, totals[tag.path.casefold()])
        for tag in book.tags
        if totals[tag.path.casefold()]
    )


def _lines(tags: Iterable[str]) -> set[str]:
    """The tags of a passage and all that they stand under, folded."""
    found: set[str] = set()
    for tag in tags:
        steps = tag.casefold().split("/")
        found.update("/".join(steps[:end]) for end in range(1, len(steps) + 1))
    return found


def _cells(
    rows: Sequence[Row], items: Iterable[Bare], column: Callable[[Bare], int]
) -> dict[tuple[int, int], int]:
    places = {row.path.casefold(): at for at, row in enumerate(rows)}
    cells: defaultdict[tuple[int, int], int] = defaultdict(int)
    for item in items:
        at = column(item)
        for path in _lines(item.tags):
            if path in places:
                cells[places[path], at] += 1
    return dict(cells)


def _pairs(items: Iterable[Bare]) -> tuple[Pair, ...]:
    groups: defaultdict[str, list[Bare]] = defaultdict(list)
    for item in items:
        if item.tags:
            groups[item.document].append(item)
    spelled: dict[str, str] = {}
    meeting: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for group in groups.values():
        for one, other in _touching(group):
            for left in one.tags:
                for right in other.tags:
                    first, second = sorted((left.casefold(), right.casefold()))
                    if first != second:
                        spelled.setdefault(left.casefold(), left)
                        spelled.setdefault(right.casefold(), right)
                        meeting[first, second] |= {one.id, other.id}
    found = [Pair(spelled[left], spelled[right], len(ids)) for (left, right), ids in meeting.items()]
    found.sort(key=lambda pair: (-pair.count, pair.left.casefold(), pair.right.casefold()))
    return tuple(found[:_MOST_PAIRS])


def _touching(items: Sequence[Bare]) -> Iterable[tuple[Bare, Bare]]:
    """Each passage with itself, and each two that overlap."""
    for item in items:
        yield item, item
    placed = sorted((item for item in items if item.span), key=lambda item: item.span or (0, 0))
    starts = [item.span[0] for item in placed if item.span]
    for at, item in enumerate(placed):
        assert item.span
        for other in placed[at + 1 : bisect_left(starts, item.span[1])]:
            yield item, other


def _progress(articles: Iterable[Article]) -> dict[str, tuple[int, int]]:
    found = {"unread": (0, 0), "reading": (0, 0), "read": (0, 0)}
    for article in articles:
        if not (article.missing or article.problem):
            count, words = found[article.status.value]
            found[article.status.value] = count + 1, words + article.words
    return found
