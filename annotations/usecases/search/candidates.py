"""Which articles a query means: those that the index proposes, tested as far as it cannot tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.library import storable
from annotations.query import Passage, Query, Subject, matcher
from annotations.query.syntax import Everything
from annotations.usecases.lenses.furnishing import article_text, decided, stamped, still_holds
from annotations.usecases.search.facts import Facts, needs
from annotations.usecases.search.prefilter import ALL, expression_of, known_terms, plan, reduced, sought
from corpus.index import Index, Snapshot, Unusable
from corpus.span import Span

if TYPE_CHECKING:
    from annotations.library import Article, Library
    from annotations.model import Annotation
    from corpus.catalogue import Entry

Cancelled = Callable[[], bool]
Test = Callable[[Subject], bool]


class Found(NamedTuple):
    """An article that matches. Its text is fetched when it is asked for.

    Attributes:
        noted: The annotations, if any note can hold what is sought.
    """

    path: str
    title: str
    source: str
    date: str
    text: Callable[[], str]
    noted: Callable[[], tuple[Annotation, ...]]


@dataclass(frozen=True, slots=True)
class _State:
    """Which entries of the catalogue a state of the index covers.

    Attributes:
        key: Of both states, and of what was said of furniture.
        indexed: By id in the index, in the order of paths.
        loose: Those that the index does not have as they are now.
        entries: All of the catalogue, by storable path, in its order.
        numbers: The ids of those indexed, by path.
        ordered: Whether ids rise with paths.
    """

    key: tuple[object, object, object]
    indexed: dict[int, Entry]
    loose: list[Entry]
    entries: Mapping[str, Entry]
    numbers: Mapping[str, int]
    ordered: bool


class Candidates:
    """Finds the articles of one library that a query means."""

    def __init__(self, library: Library, index: Index) -> None:
        self._library = library
        self._index = index
        self._state: _State | None = None
        self._said = Facts(library)

    def matching(
        self, query: Query, cancelled: Cancelled, key: Callable[[Found], Any] | None = None
    ) -> Iterator[Found]:
        """The articles that ``query`` means, in order of ``key``, or as they are found.

        Their texts are to be asked for before the next article is.
        """
        with ExitStack() as stack:
            snapshot: Snapshot | None = None
            try:
                snapshot = stack.enter_context(self._index.snapshot())
                state = self._state_of(snapshot)
            except Unusable:
                state = self._state_of(None)
            search = _Search(self._library, self._index, self._said, query, snapshot, state)
            found = search.found(cancelled)
            yield from found if key is None else sorted(found, key=key)

    def _state_of(self, snapshot: Snapshot | None) -> _State:
        entries = self._library.catalogue.entries()
        generation = snapshot.generation if snapshot else None
        decisions = decided(self._library)
        known = self._state
        if (
            known is not None
            and known.key[0] == generation
            and known.key[1] is entries
            and known.key[2] is decisions
        ):
            return known
        rows = {row.path: row for row in snapshot.rows()} if snapshot else {}
        indexed: dict[int, Entry] = {}
        loose = []
        for entry in entries:
            row = rows.get(entry.path)
            if entry.brief:
                continue
            fits = (
                row is not None
                and row.title == entry.title
                and still_holds(row.digest, stamped(decisions, entry.path, entry.digest))
            )
            if row is None or entry.problem or not fits:
                loose.append(entry)
            else:
                indexed[row.id] = entry
        self._state = _State(
            (generation, entries, decisions),
            indexed,
            loose,
            {storable(entry.path): entry for entry in entries},
            {entry.path: number for number, entry in indexed.items()},
            list(indexed) == sorted(indexed),
        )
        return self._state


class _Search:
    """One search in one state of index and library."""

    def __init__(
        self,
        library: Library,
        index: Index,
        said: Facts,
        query: Query,
        snapshot: Snapshot | None,
        state: _State,
    ) -> None:
        self.library = library
        self._index = index
        self._snapshot = snapshot
        self._state = state
        self.said = said.now()
        self._plan = plan(query, corrected=self.said.has_titles)
        self._whole = matcher(query)
        self.needs = needs(sought(query))
        self._known = needs(known_terms(query))
        self._rest = _Reduced(self, self._plan.rest, annotated=False)
        self._annotated = _Reduced(self, self._plan.annotated, annotated=True)
        self._tested: set[int] = set()

    def found(self, cancelled: Cancelled) -> Iterator[Found]:
        """The articles that match."""
        everything = self._indexed() if self._snapshot else iter(())
        for step in (everything, self._besides(), self._loose()):
            for found in step:
                if cancelled():
                    return
                if found is not None:
                    yield found

    def ids(self, expression: str) -> frozenset[int]:
        """What the index finds for an expression; raises `Unusable`."""
        assert self._snapshot is not None
        return frozenset(self._snapshot.matching(expression)) if expression else frozenset()

    def _indexed(self) -> Iterator[Found | None]:
        try:
            for number in self._proposed():
                entry = self._state.indexed.get(number)
                if entry is not None:
                    yield self._tested_entry(number, entry)
        except Unusable as error:
            self._fail(error)

    def _proposed(self) -> Iterator[int]:
        assert self._snapshot is not None
        expression, indexed = self._plan.expression, self._state.indexed
        if not expression:
            return iter(())
        if expression == ALL:
            return iter(indexed)
        numbers = self._snapshot.matching(expression)
        if self._state.ordered:
            return numbers
        hits = frozenset(numbers)
        return (number for number in indexed if number in hits)

    def _tested_entry(self, number: int, entry: Entry) -> Found | None:
        if self.said.has_titles and self.said.title(entry) != entry.title:
            found = self._tested_whole(entry, number)
        else:
            article = _Opened(self, entry, number)
            test = self._test_of(number, entry)
            found = article.found() if test is None or test(article.subject()) else None
        self._tested.add(number)
        return found

    def _test_of(self, number: int, entry: Entry) -> Test | None:
        if not self._rest.needed and not self._annotated.needed:
            return None
        # Where no note holds any of the terms, the index knows as much as of an article without notes.
        return (self._rest if self.said.lacks(entry.path, self._known) else self._annotated).test(number)

    def _besides(self) -> Iterator[Found | None]:
        """What matches only by notes or a corrected title; all there is, if the index failed."""
        if self._snapshot is None:
            for number, entry in self._state.indexed.items():
                if number not in self._tested:
                    yield self._tested_whole(entry, None)
        elif self._plan.besides:
            for holder in self.said.holding(self._state.entries, needs(self._plan.besides)):
                at = self._state.numbers.get(holder.path) if holder else None
                if holder is None or at is None or at in self._tested:
                    yield None
                else:
                    self._tested.add(at)
                    yield self._tested_whole(holder, at)

    def _loose(self) -> Iterator[Found | None]:
        for entry in self._state.loose:
            yield self._tested_whole(entry, None)
        for article in self.said.missing(self._state.entries):
            yield self._tested_whole(article, None)

    def _tested_whole(self, entry: Entry | Article, number: int | None) -> Found | None:
        article = _Opened(self, entry, number)
        return article.found() if self._whole(article.subject()) else None

    def text(self, number: int) -> str | None:
        """The text in the index; None if there is none."""
        if self._snapshot is not None:
            try:
                return self._snapshot.text(number)
            except Unusable as error:
                self._fail(error)
        return None

    def _fail(self, error: Unusable) -> None:
        self._snapshot = None
        self._index.failed(error)


class _Opened:
    """One article as a search looks at it; what costs something is fetched at most once."""

    __slots__ = ("_entry", "_number", "_passages", "_search", "_shown", "_text")

    def __init__(self, search: _Search, entry: Entry | Article, number: int | None) -> None:
        self._search = search
        self._entry = entry
        self._number = number
        self._shown = search.said.shown(entry)
        self._text: str | None = None
        self._passages: tuple[Passage, ...] | None = None

    def found(self) -> Found:
        """As it is handed out."""
        path, title, source, _, date = self._shown
        return Found(path, title, source, date, self._read, self._noted)

    def subject(self) -> Subject:
        """As a query asks about it."""
        status = self._search.library.personal.reading(self._shown.path).status.value
        return Subject(
            *self._shown,
            status=status,
            text=self._read,
            passages=self._annotated,
            whole=self._whole,
            speakers=self._speakers,
            sentence=self._sentence,
        )

    def _read(self) -> str:
        if self._text is None:
            text = self._search.text(self._number) if self._number is not None else None
            if text is None:
                text = "" if self._entry.problem else _read(self._search.library, self._shown.path)
            self._text = text
        return self._text

    def _annotated(self) -> tuple[Passage, ...]:
        if self._passages is None:
            self._passages = tuple(map(Passage.of, self._search.said.annotations(self._shown.path)))
        return self._passages

    def _whole(self) -> tuple[Passage, ...]:
        return self._search.said.whole(self._shown.path)

    def _speakers(self) -> tuple[str, ...]:
        from annotations.usecases.quotations.asking import speakers, voices

        return speakers(voices(self._search.library, self._shown.path))

    def _noted(self) -> tuple[Annotation, ...]:
        return self._search.said.noted(self._shown.path, self._search.needs)

    def _sentence(self, offset: int) -> Span:
        from corpus.sentences import sentence_at

        return sentence_at(self._search.library.document(self._shown.path), offset)


class _Reduced:
    """A query with what the index knows of a document put in, made ready for each case that comes up."""

    def __init__(self, search: _Search, query: Query, *, annotated: bool) -> None:
        self._search = search
        self._query = query
        self._annotated = annotated
        self.needed = not isinstance(query, Everything)
        self._terms = tuple(dict.fromkeys(known_terms(query)))
        self._ids: list[frozenset[int]] | None = None
        self._tests: dict[tuple[bool, ...], Test] = {}

    def test(self, number: int) -> Test | None:
        """What tests the document with this id; None if nothing is left to test; raises `Unusable`."""
        if not self.needed:
            return None
        if self._ids is None:
            self._ids = [self._search.ids(expression_of(term)) for term in self._terms]
        known = tuple(number in ids for ids in self._ids)
        if known not in self._tests:
            terms = dict(zip(self._terms, known, strict=True))
            self._tests[known] = matcher(reduced(self._query, terms, annotated=self._annotated))
        return self._tests[known]


def _read(library: Library, path: str) -> str:
    from corpus.files import Unreadable

    try:
        return article_text(library, library.document(path))
    except Unreadable:
        return ""  # the list names it
