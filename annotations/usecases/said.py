"""What searches need to know of what was said about articles: notes, corrections, who is annotated."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from annotations.library import Article, storable
from annotations.query.folding import words
from annotations.query.syntax import Near, Query, Term, Within
from annotations.usecases.annotating import of_document
from corpus.clean import clean

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import Annotation, Record
    from corpus.catalogue import Entry


class Shown(NamedTuple):
    """What is known about an article, corrections included."""

    path: str
    title: str
    source: str
    author: str
    date: str


class Said:
    """Remembers folded notes from one search to the next; each as long as the store holds it unchanged."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._mutex = threading.Lock()
        self._notes: dict[str, tuple[Mapping[str, Record], str]] = {}

    def now(self) -> SaidNow:
        """What is said at this moment."""
        return SaidNow(self, self.library)

    def notes(self, identity: str) -> str:
        """The folded words of all notes on the document with this id."""
        records = self.library.store.records("annotations", identity)
        known = self._notes.get(identity)
        if known is not None and known[0] is records:
            return known[1]
        texts = [text for row in records.values() if isinstance(text := row.get("note"), str) and text]
        folded = words(clean("\n".join(texts))) if texts else ""
        with self._mutex:
            self._notes[identity] = (records, folded)
        return folded


class SaidNow:
    """What is said about a library's articles while one search goes on."""

    def __init__(self, said: Said, library: Library) -> None:
        self._remembered = said
        self._library = library
        self._corrections = library.corrections()
        self.has_titles = any("title" in fixes for fixes in self._corrections.values())

    @cached_property
    def _ids(self) -> dict[str, str]:
        """Annotated documents: storable path to id."""
        store = self._library.store
        counts = store.counts()
        rows = store.records("documents") if any(counts.values()) else {}
        return {str(row.get("path", "")): key for key, row in rows.items() if counts.get(key)}

    def has(self, path: str) -> bool:
        """Whether the article is annotated."""
        return bool(self._ids) and storable(path) in self._ids

    def annotations(self, path: str) -> tuple[Annotation, ...]:
        """The article's annotations, in text order."""
        identity = self._ids.get(storable(path))
        return of_document(self._library, identity) if identity else ()

    def title(self, entry: Entry | Article) -> str:
        """The article's title, corrected."""
        return self._fixes(entry).get("title", entry.title)

    def shown(self, entry: Entry | Article) -> Shown:
        """What is known about the article, corrected."""
        found = Shown(entry.path, entry.title, entry.source, entry.author, entry.date)
        fixes = self._fixes(entry)
        return (
            found._replace(**{key: fixes[key] for key in Shown._fields if key in fixes}) if fixes else found
        )

    def concerned(self, indexed: Mapping[int, Entry]) -> Iterator[tuple[int, Entry]]:
        """Those of the indexed articles that are annotated or whose title was corrected."""
        if self._ids or self.has_titles:
            yield from (
                (number, entry)
                for number, entry in indexed.items()
                if self.has(entry.path) or (self.has_titles and self.title(entry) != entry.title)
            )

    def may_hold(self, entry: Entry, terms: Sequence[Query]) -> bool:
        """Whether one of ``terms`` may stand in a note or in the corrected title; never wrongly no."""
        identity = self._ids.get(storable(entry.path))
        folded = self._remembered.notes(identity) if identity else ""
        if self.has_titles and (title := self.title(entry)) != entry.title:
            folded += words(title)
        return bool(folded) and any(all(word in folded for word in _needed(term)) for term in terms)

    def missing(self) -> Iterator[Article]:
        """Articles whose file is gone but whose annotations are kept."""
        if not self._ids:
            return
        known = {storable(entry.path) for entry in self._library.catalogue.entries()}
        if self._ids.keys() - known:
            yield from (article for article in self._library.articles() if article.missing)

    def _fixes(self, entry: Entry | Article) -> Mapping[str, str]:
        if not self._corrections or getattr(entry, "missing", False):
            return {}
        return self._corrections.get(storable(entry.path), {})


def _needed(query: Query) -> list[str]:
    """What must be part of the folded words where ``query`` stands."""
    match query:
        case Near(terms):
            return [word for term in terms for word in _needed(term)]
        case Within(_, term):
            return _needed(term)
        case Term():
            if query.exact:
                # To the letter it may stand inside of a folded word; accents may be folded otherwise there.
                return words(query.text).split() if query.text.isascii() else []
            return [f" {word}" for word in words(query.text).split()]
    return []
