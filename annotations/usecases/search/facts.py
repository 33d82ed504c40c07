"""What searches need to know of what was said about articles: notes, corrections, who is annotated."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotations.library import Article, storable
from annotations.memo import MemoKind, memo_id
from annotations.query.folding import words
from annotations.query.spellings import spellings
from annotations.query.syntax import Near, Query, Term, Within
from annotations.usecases.placing.standing import standing_in
from annotations.usecases.search.querying import whole_of
from corpus.clean import clean

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import Annotation, Record
    from annotations.query import Passage
    from corpus.catalogue import Entry


class ShownArticle(NamedTuple):
    """What is known about an article, corrections included."""

    path: str
    title: str
    source: str
    author: str
    date: str


class _Notes(NamedTuple):
    """Folded notes, the records that they were taken from, and when these were last the same."""

    folded: str
    records: Mapping[str, Record]
    version: object


class _AllNotes(NamedTuple):
    """The entries that have notes, with these folded, and all of them as one text; until when they hold."""

    version: object = None
    entries: object = None
    found: Sequence[tuple[Entry, str]] = ()
    text: str = ""


class Facts:
    """Remembers folded notes from one search to the next; each as long as the store holds it unchanged."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._mutex = threading.Lock()
        self._notes: dict[str, _Notes] = {}
        self._ids: tuple[object, Mapping[str, str]] = (None, {})
        self._all = _AllNotes()
        self._gone: tuple[object, object, bool] = (None, None, False)

    @property
    def version(self) -> object:
        """What changes whenever a record does, if the store counts its changes; else None."""
        return getattr(self.library.store, "version", None)

    def now(self) -> FactsNow:
        """What is said at this moment."""
        return FactsNow(self, self.library)

    def ids(self) -> Mapping[str, str]:
        """Documents that the store knows: storable path to id."""
        version = self.version
        if version is None or self._ids[0] != version:
            rows = self.library.store.records("documents").items()
            self._ids = (version, {str(row.get("path", "")): key for key, row in rows})
        return self._ids[1]

    def are_gone(self, there: Mapping[str, object]) -> bool:
        """Whether any document that the store knows is not among the storable paths that are ``there``."""
        version, known = self.version, self._gone
        if version is None or known[0] != version or known[1] is not there:
            known = self._gone = (version, there, not self.ids().keys() <= there.keys())
        return known[2]

    def all_notes(self, entries: Mapping[str, Entry], needs: Needs) -> Iterator[tuple[Entry, str]]:
        """The entries, given by storable path, with the folded notes on each.

        Those may be left out that have none, or whose notes hold nothing of what is needed.
        """
        version, known = self.version, self._all
        if version is not None and known.version == version and known.entries is entries:
            # Most words stand in no note, which one look at all of them tells.
            yield from known.found if _may_hold(known.text, needs) else ()
            return
        ids, found = self.ids(), []
        for key, entry in entries.items():
            identity = ids.get(key)
            folded = self.notes(identity) if identity else ""
            if folded:
                found.append((entry, folded))
            yield entry, folded
        self._all = _AllNotes(version, entries, found, "\n".join(folded for _, folded in found))

    def notes(self, identity: str) -> str:
        """The folded words of all notes on the document with this id, the one on the whole included."""
        return self._on_passages(identity) + self._on_whole(identity)

    def is_at_hand(self, identity: str) -> bool:
        """Whether `notes` of this document are remembered as they are."""
        version, known = self.version, self._notes.get(identity)
        return known is not None and version is not None and known.version == version

    def _on_whole(self, identity: str) -> str:
        memos = self.library.store.records("memos")
        row = memos.get(memo_id(MemoKind.DOCUMENT, identity)) if memos else None
        text = row.get("text") if row else None
        return words(clean(text)) if isinstance(text, str) and text else ""

    def _on_passages(self, identity: str) -> str:
        version, known = self.version, self._notes.get(identity)
        if known is not None and self.is_at_hand(identity):
            return known.folded
        records = self.library.store.records("annotations", identity)
        folded = known.folded if known is not None and known.records is records else _folded(records.values())
        with self._mutex:
            self._notes[identity] = _Notes(folded, records, version)
        return folded


class FactsNow:
    """What is said about a library's articles while one search goes on."""

    def __init__(self, said: Facts, library: Library) -> None:
        self._remembered = said
        self._library = library
        self._corrections = library.corrections()
        self._ids = said.ids()
        self.has_titles = any("title" in fixes for fixes in self._corrections.values())

    def lacks(self, path: str, needs: Needs) -> bool:
        """Whether it is known, without opening a file, that no note on the article holds what is needed."""
        identity = self._ids.get(storable(path)) if self._ids else None
        if identity is None:
            return True
        said = self._remembered
        return said.is_at_hand(identity) and not _may_hold(said.notes(identity), needs)

    def annotations(self, path: str) -> tuple[Annotation, ...]:
        """The article's annotations, in text order."""
        identity = self._ids.get(storable(path))
        return standing_in(self._library, identity) if identity else ()

    def whole(self, path: str) -> tuple[Passage, ...]:
        """What is said of the article as a whole."""
        identity = self._ids.get(storable(path))
        return whole_of(self._library, identity) if identity else ()

    def noted(self, path: str, needs: Needs) -> tuple[Annotation, ...]:
        """The article's annotations, if their notes may hold what is needed; never wrongly none."""
        identity = self._ids.get(storable(path))
        if not identity or not _may_hold(self._remembered.notes(identity), needs):
            return ()
        return standing_in(self._library, identity)

    def title(self, entry: Entry | Article) -> str:
        """The article's title, corrected."""
        return self._fixes(entry).get("title", entry.title)

    def shown(self, entry: Entry | Article) -> ShownArticle:
        """What is known about the article, corrected."""
        found = ShownArticle(entry.path, entry.title, entry.source, entry.author, entry.date)
        fixes = self._fixes(entry)
        return (
            found._replace(**{key: fixes[key] for key in ShownArticle._fields if key in fixes})
            if fixes
            else found
        )

    def holding(self, entries: Mapping[str, Entry], needs: Needs) -> Iterator[Entry | None]:
        """Those of the entries, by storable path, whose notes or corrected titles may hold what is needed.

        None stands for one that was looked at in vain; one may come twice.
        """
        if self._ids:
            for entry, folded in self._remembered.all_notes(entries, needs):
                yield entry if _may_hold(folded, needs) else None
        if self.has_titles:
            for entry in entries.values():
                title = self.title(entry)
                yield entry if title != entry.title and _may_hold(words(title), needs) else None

    def missing(self, there: Mapping[str, object]) -> Iterator[Article]:
        """Articles whose file is gone but whose annotations are kept; storable paths that are there."""
        if self._remembered.are_gone(there):
            yield from (article for article in self._library.articles() if article.missing)

    def _fixes(self, entry: Entry | Article) -> Mapping[str, str]:
        if not self._corrections or getattr(entry, "missing", False):
            return {}
        return self._corrections.get(storable(entry.path), {})


Needs = Sequence[Sequence[str]]


def needs(terms: Iterable[Query]) -> Needs:
    """For each of ``terms``, as it may be written, what must be part of the folded words of its text."""
    sought = (term.term if isinstance(term, Within) else term for term in terms)
    return [
        _needed(each)
        for term in sought
        for each in (spellings(term) if isinstance(term, (Term, Near)) else (term,))
    ]


def _needed(query: Query) -> list[str]:
    match query:
        case Near(terms):
            return [word for term in terms for word in _needed(term)]
        case Term():
            if query.exact:
                # To the letter it may stand inside of a folded word; accents may be folded otherwise there.
                return words(query.text).split() if query.text.isascii() else []
            return [f" {word}" for word in words(query.text).split()]
    return []


def _may_hold(folded: str, needs: Needs) -> bool:
    return bool(folded) and any(all(word in folded for word in need) for need in needs)


def _folded(rows: Iterable[Record]) -> str:
    texts = [text for row in rows if isinstance(text := row.get("note"), str) and text]
    return words(clean("\n".join(texts))) if texts else ""
