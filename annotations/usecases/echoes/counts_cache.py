"""Counts of echoes in long articles, kept in the cache folder: to count those of a book takes seconds.

A count is kept under the name of all that it follows from: the text, what is furniture in it, the state of
both indexes, and the articles as they are. So it is either still true or not found. Nothing that counts is
imported to find it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from annotations.usecases.echoes.book import book_of
from annotations.usecases.lenses.furnishing import decided, stamped, state_of
from corpus.cache import load, path_to, save
from corpus.index import Unusable

if TYPE_CHECKING:
    from annotations.library import Library
    from corpus.document import Document
    from corpus.index import Index

Counts = tuple[tuple[int, int], ...]
"""Where stretches begin that recur, with the number of other articles, in text order."""

_FORMAT: Final = 2  # to be raised when other stretches are found in the same articles
_FILE: Final = "echo-counts.json"
_LONG: Final = 60_000  # code points; to count in less takes no longer than to find out what is kept
_MOST: Final = 12  # articles, the ones counted last


def echo_counts(library: Library, fulltext: Index, path: str) -> Counts:
    """The counts of the article at ``path``, as kept or counted now; none without an index.

    Raises:
        Unreadable: The article cannot be read.
    """
    document = library.document(path)
    now = _state(library, fulltext, document)
    found = _kept(library, path, now)
    if found is not None:
        return found
    from annotations.usecases.echoes.finding import echo_counts

    try:
        found = echo_counts(library, fulltext, path)
    except Unusable:
        return ()
    if now and now == _state(library, fulltext, document):  # else the library has changed meanwhile
        _keep(library, path, now, found)
    return found


def _state(library: Library, fulltext: Index, document: Document) -> str:
    """Names all that the counts of ``document`` follow from; empty where they are not worth keeping."""
    if len(document.text) < _LONG or not document.digest:
        return ""
    decisions = decided(library)
    try:
        with book_of(library).opened(fulltext) as opened:
            name = hashlib.sha256(repr((_FORMAT, opened.generations)).encode("ascii"))
    except Unusable:
        return ""
    articles = (
        (path_to(each.path), stamped(decisions, each.path, each.digest), each.brief, bool(each.problem))
        for each in library.catalogue.entries()
    )
    for part in ((document.digest, state_of(library, document.path)), *articles):
        name.update(repr(part).encode("utf-8", "backslashreplace"))
    return name.hexdigest()


def _kept(library: Library, path: str, state: str) -> Counts | None:
    """What was kept of the article at ``path`` in this ``state``; None if nothing was."""
    if not state:
        return None
    try:
        found = _load(library)[path_to(path)]
        if found["state"] != state:
            return None
        return tuple((int(offset), int(count)) for offset, count in found["counts"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _keep(library: Library, path: str, state: str, counts: Counts) -> None:
    """Keep what was counted, if that is possible, and forget what was counted longest ago."""
    known = _load(library)
    known.pop(path_to(path), None)
    known[path_to(path)] = {"state": state, "counts": counts}
    newest = dict(list(known.items())[-_MOST:])
    save(library.catalogue.folder / _FILE, {"format": _FORMAT, "articles": newest})


def _load(library: Library) -> dict[str, dict[str, Any]]:
    found = load(library.catalogue.folder / _FILE)
    articles = found.get("articles") if found.get("format") == _FORMAT else None
    return articles if isinstance(articles, dict) else {}
