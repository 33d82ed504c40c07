"""Searching: every article that a query means and the places in it, with the index or without.

Furniture is not searched: index and files give texts with blanks in its place.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from annotations.query import Query, parse
from annotations.query.folding import fold, words
from annotations.usecases.lenses.furnishing import article_text, decided, stamped
from annotations.usecases.quotations.asking import Spoken, spoken_by
from annotations.usecases.search.candidates import Cancelled, Candidates, Found
from annotations.usecases.search.occurrences import Occurrences, context
from annotations.usecases.search.prefilter import sought
from corpus.index import Index, Updated, Wanted

if TYPE_CHECKING:
    from annotations.library import Library
    from corpus.span import Span

SORTS: Final = ("left", "left2", "right", "right2", "date", "source")

_OF_ARTICLES: Final = frozenset({"date", "source"})


class Hit(NamedTuple):
    """One place that a search found.

    Attributes:
        document: The article's path.
        start, end: Code points of the text, the title or the note, as ``where`` says. Both 0 for an
            article that was found by something that has no place, such as its date.
        exact: What stands there, to the letter.
        left, right: What stands beside it, on one line.
        where: ``text``, ``title`` or ``note``.
        date, source: Of the article.
        annotation: Whose note it is; else empty.
    """

    document: str
    start: int
    end: int
    exact: str
    left: str
    right: str
    where: str
    date: str = ""
    source: str = ""
    annotation: str = ""


class Searching:
    """Searches one library. Safe to use from several threads.

    Args:
        library: What is searched.
        cache: The library's folder in the user's cache, where the index is.

    Attributes:
        index: Of all texts.
    """

    def __init__(self, library: Library, cache: Path) -> None:
        self._library = library
        self.index = Index(cache, words)
        self._candidates = Candidates(library, self.index)

    def refresh(
        self,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Cancelled = lambda: False,
    ) -> Updated:
        """Bring the index up to date with the catalogue; meant for a thread, after its refresh.

        Searches find everything meanwhile: what is not in the index yet is read from its file. That
        another program does the same, or that there can be no index, is no error.
        """
        entries = self._library.catalogue.entries()
        decisions = decided(self._library)
        wanted = [
            Wanted(entry.path, stamped(decisions, entry.path, entry.digest), entry.title)
            for entry in entries
            if entry.digest and not entry.brief and not entry.problem
        ]
        return self.index.update(wanted, self._read, on_progress, cancelled)

    def search(
        self,
        query: str,
        limit: int = 0,
        *,
        sort: str = "",
        kwic: bool = False,
        cancelled: Cancelled = lambda: False,
    ) -> Generator[Hit, None, None]:
        """The places that ``query`` finds, as they are found; those of an article follow each other.

        Close it if it is not read to its end: until then it holds on to a state of the index.
        Articles come by path, and after the others those in which only a note or a corrected title was
        found, and those that are not in the index yet. Within an article: title, text, notes.

        Args:
            query: In the query language; it is read before this returns.
            limit: At most so many, if not 0.
            sort: One of `SORTS`. Left and right are the words beside the place, outwards, and ``left2``
                and ``right2`` begin with the second; that needs all places before the first is given.
                What has no date or source comes last.
            kwic: Rows of a concordance: context goes on across the ends of lines.
            cancelled: Asked at each article; what was found until then stands.

        Raises:
            QueryError: The query cannot be read.
            ValueError: There is no such order.
        """
        if sort and sort not in SORTS:
            raise ValueError(f"there is no order “{sort}”; there are {', '.join(SORTS)}")
        hits = self._hits(parse(query), sort, kwic, cancelled)
        if sort and sort not in _OF_ARTICLES:
            hits = _by_context(hits, limit, sort)
        return (hit for hit in islice(hits, limit or None))

    def documents(self, query: str, cancelled: Cancelled = lambda: False) -> Generator[str, None, None]:
        """The paths of the articles that ``query`` means, in the order of `search`.

        Raises:
            QueryError: The query cannot be read.
        """
        return (found.path for found in self._candidates.matching(parse(query), cancelled))

    def close(self) -> None:
        """Close the index's file; it is opened again when needed."""
        self.index.close()

    def _read(self, path: str) -> str | None:
        from corpus.files import Unreadable

        try:
            return article_text(self._library, self._library.catalogue.read(path))
        except Unreadable:
            return None

    def _hits(self, query: Query, sort: str, kwic: bool, cancelled: Cancelled) -> Iterator[Hit]:
        terms = list(sought(query))
        finders = {
            where: Occurrences(self.index.folding, terms, where) for where in ("title", "text", "note")
        }
        key = partial(_article_key, sort) if sort in _OF_ARTICLES else None
        spoken = None if finders["text"] else spoken_by(self._library, query)
        for found in self._candidates.matching(query, cancelled, key):
            yield from _hits_in(found, finders, kwic, spoken)


def search(
    library: Library,
    cache: Path,
    query: str,
    limit: int = 0,
    *,
    sort: str = "",
    kwic: bool = False,
    cancelled: Cancelled = lambda: False,
) -> Generator[Hit, None, None]:
    """One search of a library; who searches more than once keeps a `Searching`. As `Searching.search`."""
    return Searching(library, cache).search(query, limit, sort=sort, kwic=kwic, cancelled=cancelled)


def _hits_in(
    found: Found, finders: dict[str, Occurrences], kwic: bool, spoken: Spoken | None
) -> Iterator[Hit]:
    any_place = False
    for hit in _places(found, finders, kwic, spoken):
        any_place = True
        yield hit
    if not any_place:
        yield Hit(found.path, 0, 0, "", "", found.title, "title", found.date, found.source)


def _places(
    found: Found, finders: dict[str, Occurrences], kwic: bool, spoken: Spoken | None
) -> Iterator[Hit]:
    def hits(text: str, where: str, annotation: str = "") -> Iterator[Hit]:
        for span in finders[where].spans(text) if finders[where] else said(text):
            left, right = context(text, span, across=kwic)
            yield Hit(
                found.path, *span, span.of(text), left, right, where, found.date, found.source, annotation
            )

    def said(text: str) -> Iterator[Span]:
        return spoken(found.path, text) if spoken is not None else iter(())

    if finders["title"]:
        yield from hits(found.title, "title")
    if finders["text"] or spoken is not None:
        yield from hits(found.text(), "text")
    if finders["note"]:
        for item in found.noted():
            if item.note:
                yield from hits(item.note, "note", item.id)


def _article_key(sort: str, found: Found) -> tuple[bool, str, str]:
    value = found.date if sort == "date" else fold(found.source)
    return (not value, value, found.path)


def _by_context(hits: Iterator[Hit], limit: int, sort: str) -> Iterator[Hit]:
    def key(hit: Hit) -> tuple[Any, ...]:
        beside = words(hit.left).split()[::-1] if sort.startswith("left") else words(hit.right).split()
        return (beside[sort.endswith("2") :], hit.document, hit.where, hit.start, hit.annotation)

    yield from heapq.nsmallest(limit, hits, key) if limit else sorted(hits, key=key)
