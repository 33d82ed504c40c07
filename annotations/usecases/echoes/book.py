"""The book of echoes: the index of what recurs in a library, its texts as indexed, and versions as found."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from annotations.library import storable
from corpus.echoes.index import EchoIndex
from corpus.echoes.rows import Source
from corpus.index import Unusable

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.usecases.echoes.stories import Told
    from corpus.echoes.index import Part, Snapshot
    from corpus.echoes.tokens import Placed
    from corpus.index import Index, Updated
    from corpus.index import Snapshot as Texts
    from corpus.index.update import Row as TextRow

_WORDS: Final = 300_000  # of articles that were looked into
_SIGNS: Final = 16_000_000  # code points of them

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Versions:
    """Which articles were found to be versions of which.

    Attributes:
        leads: Path of a version to that of its lead.
        shares: How much of the words of the first stands in the second.
    """

    leads: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def share(self, path: str, other: str) -> float:
        """How much of the words of ``path`` stands in ``other``, 0 to 1; of two versions about so much."""
        found = self.shares.get((path, other))
        if found is not None:
            return found
        lead, theirs = self.leads.get(path, path), self.leads.get(other, other)
        if lead != theirs or path == other:
            return 0.0
        return self.shares.get((path, lead), 1.0) * self.shares.get((lead, other), 1.0)


_NOTHING: Final = Versions()


class Book:
    """What recurs in one library. Safe to use from several threads.

    Attributes:
        index: Of what recurs.
        told: The stories as they were made last; see `annotations.usecases.echoes.stories`.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self.told: Told | None = None
        self.index = EchoIndex(library.catalogue.folder, _words)
        self._versions: tuple[object, Versions] = None, _NOTHING
        self._text_rows: tuple[object, dict[str, TextRow]] = None, {}
        self._placed: Remembered[tuple[str, str, int], Placed] = Remembered(_WORDS)
        self._texts: Remembered[tuple[str, str], str] = Remembered(_SIGNS)

    def refresh(
        self,
        fulltext: Index,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Updated:
        """Bring the index up to date with the full-text one, from which the texts are taken."""
        from corpus.index import Updated

        when = dates(self._library)
        try:
            with fulltext.snapshot() as texts:
                rows = {row.path: row for row in texts.rows()}
                sources = [Source(path, row.digest, when.get(path, "")) for path, row in sorted(rows.items())]

                def text(path: str) -> str | None:
                    try:
                        return texts.text(rows[path].id)
                    except Unusable as error:
                        fulltext.failed(error)  # so that it is made anew
                        return None

                return self.index.update(sources, text, on_progress, cancelled)
        except Unusable as error:
            return Updated(complete=False, remark=f"there are no echoes without an index: {error}")

    def versions(self) -> Versions:
        """What the last indexing found; nothing before the first."""
        try:
            with self.index.snapshot() as snapshot:
                if self._versions[0] != snapshot.generation:
                    self._versions = snapshot.generation, _versions(snapshot)
        except Unusable:
            return _NOTHING
        return self._versions[1]

    def usable(self) -> bool:
        """Whether there is an index that can be read now."""
        return self.versions() is not _NOTHING

    def complete(self) -> bool:
        """Whether all articles have been looked into as they are now."""
        from annotations.usecases.lenses.furnishing import decided, stamped

        decisions = decided(self._library)
        try:
            with self.index.snapshot() as snapshot:
                return all(
                    (row := snapshot.row(entry.path)) is not None
                    and not row.dirty
                    and row.digest == stamped(decisions, entry.path, entry.digest)
                    for entry in self._library.catalogue.entries()
                    if not (entry.brief or entry.problem)
                )
        except Unusable:
            return False

    @contextmanager
    def opened(self, fulltext: Index) -> Iterator[Opened]:
        """Both indexes as they are at this moment.

        Raises:
            Unusable: One of them is not there.
        """
        with ExitStack() as stack:
            snapshot = stack.enter_context(self.index.snapshot())
            texts = stack.enter_context(fulltext.snapshot())
            if self._text_rows[0] != texts.generation:
                self._text_rows = texts.generation, {row.path: row for row in texts.rows()}
            yield Opened(self, self._library, snapshot, texts, self._text_rows[1])

    def close(self) -> None:
        """Give the index's file back; it is opened again when needed."""
        self.index.close()

    def let_go(self) -> None:
        """Forget the texts and words that were looked into; they are read again when they are needed."""
        self._placed.clear()
        self._texts.clear()
        self.index.tokens.forget()

    def placed(self, key: tuple[str, str, int], make: Callable[[], Placed]) -> Placed:
        """The words of a part of a text, made once; ``key`` is its path, its digest and the part."""
        return self._placed.get(key, make, lambda made: len(made.numbers))

    def text(self, key: tuple[str, str], read: Callable[[], str]) -> str:
        """A text, taken out of the index once; ``key`` is its path and its digest."""
        return self._texts.get(key, read, len)


class Remembered(Generic[Key, Value]):
    """What was made last, up to a size in all. Safe to use from several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._size = 0
        self._mutex = threading.Lock()

    def get(self, key: Key, make: Callable[[], Value], size: Callable[[Value], int]) -> Value:
        """What goes by ``key``; made if it is not remembered."""
        with self._mutex:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key][0]
        made = make()
        with self._mutex:
            if key not in self._known:
                self._known[key] = made, size(made)
                self._size += self._known[key][1]
            while self._size > self._most and len(self._known) > 1:
                self._size -= self._known.popitem(last=False)[1][1]
        return made

    def clear(self) -> None:
        """Forget all of it."""
        with self._mutex:
            self._known.clear()
            self._size = 0


class Opened:
    """The book at one moment.

    Attributes:
        snapshot: Of what recurs.
        generations: Which states of both indexes these are.
    """

    def __init__(
        self,
        book: Book,
        library: Library,
        snapshot: Snapshot,
        texts: Texts,
        rows: Mapping[str, TextRow],
    ) -> None:
        from annotations.usecases.lenses.furnishing import decided

        self._book = book
        self._library = library
        self.snapshot = snapshot
        self.generations = snapshot.generation, texts.generation
        self.tokens = book.index.tokens
        self._texts = texts
        self._rows = rows
        self._decisions = decided(library)

    def part(self, part: Part) -> tuple[str, Placed] | None:
        """The text of an article and the words of one part of it; None if it is not there any more.

        Of an article that has changed since, all words count as one part.
        """
        from annotations.usecases.lenses.furnishing import stamped, still_holds

        path = part.row.path
        entry, row = self._library.catalogue.entry(path), self._rows.get(path)
        if entry is None or entry.brief or entry.problem:
            return None
        digest = stamped(self._decisions, path, entry.digest)
        if row is None or row.digest != part.row.digest or not still_holds(row.digest, digest):
            return self._changed(path, digest)
        number = row.id
        text = self._book.text((path, row.digest), lambda: self._texts.text(number))
        key = path, row.digest, part.number
        return text, self._book.placed(key, lambda: self.tokens.placed(text, part.row.part(part.number)))

    def _changed(self, path: str, digest: str) -> tuple[str, Placed] | None:
        from annotations.usecases.lenses.furnishing import article_text
        from corpus.files import Unreadable

        try:
            text = article_text(self._library, self._library.document(path))
        except Unreadable:
            return None
        return text, self._book.placed((path, digest, -1), lambda: self.tokens.placed(text))


def _words(text: str) -> str:
    from annotations.query.folding import words  # which brings all that reads queries along

    return words(text)


def book_of(library: Library) -> Book:
    """The library's book of echoes."""
    return library.derived.one(Book, library)


def dates(library: Library) -> dict[str, str]:
    """When each article was published, corrections included, by path."""
    fixes = library.corrections()
    when = {entry.path: entry.date for entry in library.catalogue.entries()}
    if fixes:
        for path in when:
            when[path] = fixes.get(storable(path), {}).get("date", when[path])
    return when


def _versions(snapshot: Snapshot) -> Versions:
    leads, shares = dict[str, str](), dict[tuple[str, str], float]()
    for path, lead, share, back in snapshot.versions():
        leads[path] = lead
        shares[path, lead] = share
        shares[lead, path] = back
    return Versions(leads, shares)


def found_versions(library: Library) -> Versions:
    """What the last indexing found of the library; nothing before the first."""
    return book_of(library).versions()
