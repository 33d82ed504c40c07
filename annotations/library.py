"""The opened library: its documents, what the store knows of each, and what the reader did with them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from annotations.derived import Derived
from annotations.errors import NoSuchDocument
from annotations.known import Known, read, spoken_of
from annotations.personal import Personal, Status
from corpus.catalogue import Catalogue, Entry

if TYPE_CHECKING:
    from annotations.model import DocumentRecord, Record
    from annotations.store import Store
    from corpus.document import Document
    from corpus.scan import Problem

_KEPT: Final = 8
GONE: Final = "The file is gone"
AWAITED: Final = "It came in without its text"
CORRECTABLE: Final = ("title", "source", "author", "date", "url", "language")


class Article(NamedTuple):
    """One row of the article list: a file, what is known about it, and what was said about it.

    Attributes:
        path: Relative to the library.
        words: Number of words of the text.
        annotations: How many there are.
        opened: When it was last read, UTC, empty if never.
        brief: Whether it is an exported brief, which is listed apart.
        missing: Whether only its annotations are left, the file being gone.
        problem: Why it cannot be read, empty if it can.
        empty: Whether it was read and has no words.
    """

    path: str
    title: str
    source: str = ""
    author: str = ""
    date: str = ""
    words: int = 0
    status: Status = Status.UNREAD
    annotations: int = 0
    opened: str = ""
    brief: bool = False
    missing: bool = False
    problem: str = ""
    empty: bool = False


class Library:
    """A folder of documents, its store, and what is personal about it.

    Attributes:
        derived: What use cases made of it: codebook, indexes, what finds quotations.
        appeared: Paths of files that were not there when the folder was looked at first.
        follows_later: Whether renamed files are still to be followed, a look having been cancelled.
        problems: What the last look at the folder passed over or could not read, and why.
    """

    def __init__(self, root: Path, store: Store, catalogue: Catalogue, personal: Personal) -> None:
        self.root = root
        self.store = store
        self.catalogue = catalogue
        self.personal = personal
        self.appeared: set[str] = set()
        self.follows_later = False
        self.problems: tuple[Problem, ...] = ()
        self.derived = Derived()
        self._known = Known()
        self._kept: set[str] = set()
        self._textless: tuple[object, int, frozenset[str]] = (None, 0, frozenset())
        self._documents: OrderedDict[str, tuple[object, Document]] = OrderedDict()
        self._documents_lock = threading.Lock()

    def close(self) -> None:
        """Write what is pending and give all files back."""
        try:
            self.derived.close()
        finally:
            self.store.close()

    def articles(self) -> tuple[Article, ...]:
        """Every document of the catalogue, then those whose file is gone but what was said of them is not."""
        rows, counts = self._known.rows(self.store), self.store.counts()
        corrections = self.corrections()
        found = []
        for entry in self.catalogue.entries():
            key = storable(entry.path)
            known = rows.pop(key, None)
            article = self._article(entry, counts.get(known.get("id", ""), 0) if known else 0)
            found.append(_corrected(article, corrections.get(key, {})))
        if not self.catalogue.known:
            return tuple(found)  # nobody has looked yet whether they are gone
        spoken = spoken_of(self.store)
        gone = (read(row) for _, row in sorted(rows.items()) if row.get("id") in spoken)
        found += [_missing(record, counts.get(record.id, 0)) for record in gone if record]
        return tuple(found)

    def _article(self, entry: Entry, count: int) -> Article:
        path, title, source, author, date, words, digest, *_, brief, problem = entry
        status, when = self.personal.status(path)
        # By place and not by name: there may be ten thousand before the first frame.
        empty = not (words or problem) and digest != ""
        return Article(
            path, title, source, author, date, words, status, count, when, brief, False, problem, empty
        )

    def document(self, path: str, *, keep: bool = False) -> Document:
        """The document at ``path`` as it is on disk now; ``keep`` makes opening it again cheap.

        Raises:
            corpus.files.Unreadable: It cannot be read; the reason is a sentence.
        """
        from corpus.files import stamp

        fixes = self.corrections().get(storable(path), {})
        mark = (stamp(self.root, path), tuple(sorted(fixes.items())))
        with self._documents_lock:
            kept = self._documents.get(path)
            if kept is not None and kept[0] == mark:
                self._documents.move_to_end(path)
                return kept[1]
        document = self.catalogue.read(path, fixes, keep=keep)
        with self._documents_lock:
            self._documents[path] = (mark, document)
            self._documents.move_to_end(path)
            while len(self._documents) > _KEPT:
                self._documents.popitem(last=False)
        return document

    def document_as_read(self, path: str, digest: str) -> Document:
        """As `document`; where the file is gone since, the text ``digest`` as it was read.

        What a person says of the text on the screen is not lost because its file went.

        Raises:
            corpus.files.Unreadable: It cannot be read, and was not.
        """
        from corpus.files import Unreadable

        try:
            return self.document(path)
        except Unreadable:
            with self._documents_lock:
                kept = self._documents.get(path)
            if kept is None or kept[1].digest != digest:
                raise
            return kept[1]

    def is_at_hand(self, path: str) -> bool:
        """Whether `document` takes no longer than painting it.

        Raises:
            corpus.files.Unreadable: It cannot be read; the reason is a sentence.
        """
        return path in self._documents or self.catalogue.is_quick(path)

    def opening(self, path: str) -> Document | None:
        """The first screens of a long document that is read for the first time; nothing is placed in it.

        Raises:
            corpus.files.Unreadable: It cannot be read; the reason is a sentence.
        """
        if path in self._documents:
            return None
        return self.catalogue.opening(path, self.corrections().get(storable(path), {}))

    def keep_text(self, document: Document) -> None:
        """Keep the text of a document durably, as annotations of it need; once is enough in a session.

        Raises:
            NotSaved: It could not be stored.
        """
        from annotations.storage.snapshots import path_of

        # Whether what is kept is sound need not be found out again for each annotation of a long book.
        if document.digest in self._kept and path_of(self.store.folder, document.digest).is_file():
            return
        self._kept.add(self.store.keep_text(document.text))

    def file_digest(self, path: str) -> str:
        """SHA-256 of the file's bytes as the catalogue knows them, empty if it does not."""
        entry = self.catalogue.entry(path)
        return entry.digest if entry else ""

    def records(self) -> dict[str, DocumentRecord]:
        """What the store knows of annotated documents, by storable path."""
        return self._known.all(self.store)

    def record(self, path: str) -> DocumentRecord | None:
        """What the store knows of the document at ``path``."""
        return self._known.at(self.store, storable(path))

    def record_by_id(self, identity: str) -> DocumentRecord | None:
        """What the store knows of the document with this id."""
        return read(self.store.get("documents", identity))

    def path_of(self, record: DocumentRecord) -> str:
        """The path under which a document's file is there, empty if it is gone."""
        paths = (entry.path for entry in self.catalogue.entries())
        return next((path for path in paths if storable(path) == record.path), "")

    def textless(self) -> frozenset[str]:
        """Ids of the documents whose file is gone or cannot be read; none before anybody has looked."""
        entries, version = self.catalogue.entries(), self.store.version
        if not self.catalogue.known:
            return frozenset()
        if self._textless[0] is not entries or self._textless[1] != version:
            there = {storable(entry.path) for entry in entries if not entry.problem}
            lost = frozenset(record.id for path, record in self.records().items() if path not in there)
            self._textless = entries, version, lost
        return self._textless[2]

    def corrections(self) -> Mapping[str, Mapping[str, str]]:
        """What the user corrected, by storable path."""
        return self.derived.of(self.store.records("metadata"), _corrections)

    def find(self, name: str) -> str:
        """The path of the one document that ``name`` means: a path, or a part of one or of a title.

        Raises:
            NoSuchDocument: None or several answer to it.
        """
        if not name.strip():  # every path has an empty part
            raise NoSuchDocument("The name of the document is empty. `scholiast list` shows those there are.")
        entries = self.catalogue.entries()
        paths = {entry.path for entry in entries} | set(self.records())
        plain = name.removeprefix("./")
        if plain in paths:
            return plain
        wanted = plain.casefold()
        tests: tuple[Callable[[Entry], bool], ...] = (
            lambda entry: (
                Path(entry.path).name.casefold() == wanted or Path(entry.path).stem.casefold() == wanted
            ),
            lambda entry: wanted in entry.path.casefold(),
            lambda entry: wanted in entry.title.casefold(),
        )
        for test in tests:
            hits = [entry for entry in entries if test(entry)]
            if len(hits) == 1:
                return hits[0].path
            if hits:
                shown = ", ".join(entry.path for entry in hits[:4])
                more = f" and {len(hits) - 4} more" if len(hits) > 4 else ""
                raise NoSuchDocument(f"“{name}” could mean {shown}{more}. Give more of the path.")
        raise NoSuchDocument(f"No document here is called “{name}”. `scholiast list` shows those there are.")


def _missing(record: DocumentRecord, count: int) -> Article:
    return Article(
        path=record.path,
        title=record.title or record.path,
        source=record.source,
        author=record.author,
        date=record.date,
        annotations=count,
        missing=True,
        problem=f"{absence(record)}; {'its annotations are' if count else 'the note on it is'} kept.",
    )


def absence(record: DocumentRecord) -> str:
    """Why there is no file of a document: it is gone, or never was in this library."""
    return GONE if record.digest or record.file else AWAITED


def storable(path: str) -> str:
    """``path`` as the store can keep it: bytes that are no text are written as escapes."""
    if path.isascii():
        return path
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _corrections(rows: Mapping[str, Record]) -> Mapping[str, Mapping[str, str]]:
    return {
        str(row.get("path", "")): {
            key: value for key in CORRECTABLE if isinstance(value := row.get(key), str)
        }
        for row in rows.values()
    }


def _corrected(article: Article, fixes: Mapping[str, str]) -> Article:
    if not fixes:
        return article
    shown: dict[str, Any] = {
        key: value for key, value in fixes.items() if key in {"title", "source", "author", "date"}
    }
    return article._replace(**shown)
