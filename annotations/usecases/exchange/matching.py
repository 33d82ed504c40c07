"""Matching: which document of the library another program's file means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from annotations.errors import ScholiastError
from annotations.exchange.ids import canonical_id
from annotations.library import storable
from corpus.digest import digest_of
from corpus.files import Unreadable

if TYPE_CHECKING:
    from annotations.exchange.foreign import Hints
    from annotations.library import Library
    from corpus.document import Document

_TRIED: Final = 8  # quotations that are looked for, the longest
_TELLING: Final = 20  # code points from which a quotation tells anything
_SUFFIX: Final = re.compile(r"\.(?:txt|text|md|markdown|docx?|rtf|odt|pdf|html?|epub)\Z")


class Cancelled(ScholiastError):
    """The person gave up; nothing was stored."""


def match(
    library: Library,
    wanted: Mapping[Hints, Sequence[str]],
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> dict[Hints, str]:
    """For each document of a file the path in the library, as far as one is recognised.

    By id, path, address and title, which the store and the catalogue know; what is left is looked
    for in the documents themselves, by address, text and quotations.

    Args:
        wanted: What the file says of each document, and the quotations from it.

    Raises:
        Cancelled: ``cancelled`` said so.
    """
    known = _Known(library)
    found: dict[Hints, str] = {}
    left: dict[Hints, Sequence[str]] = {}
    for hints, quotes in wanted.items():
        path = known.path_of(hints, quotes)
        if path:
            found[hints] = path
        else:
            left[hints] = _telling(quotes)
    if any(_can_be_seen(hints, quotes) for hints, quotes in left.items()):
        found |= _seen(library, left, on_progress, cancelled)
    return found


class _Known:
    """What can be told without reading every document."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._records = library.records()
        entries = [entry for entry in library.catalogue.entries() if not entry.brief]
        self._paths = {storable(entry.path): entry.path for entry in entries}
        self._by_id = {record.id: path for path, record in self._records.items()}
        self._by_url: dict[str, str] = {}
        self._by_origin: dict[str, str] = {}
        titles: dict[str, set[str]] = {}
        for entry in entries:
            for title in (entry.title, PurePosixPath(entry.path).name):
                titles.setdefault(folded_title(title), set()).add(entry.path)
        for path, record in self._records.items():
            if record.url:
                self._by_url.setdefault(folded_url(record.url), path)
            origin = record.extra.get("origin")
            if isinstance(origin, Mapping) and isinstance(identity := origin.get("id"), str) and identity:
                self._by_origin.setdefault(identity, path)
            if path not in self._paths:
                titles.setdefault(folded_title(record.title), set()).add(path)
        self._by_title = {title: next(iter(paths)) for title, paths in titles.items() if len(paths) == 1}

    def path_of(self, hints: Hints, quotes: Sequence[str]) -> str:
        path = self._by_id.get(canonical_id(hints.id)) or self._by_origin.get(hints.id if hints.id else "\0")
        if not path and hints.path:
            path = storable(hints.path)
            path = path if path in self._paths or path in self._records else None
        if not path and hints.url:
            path = self._by_url.get(folded_url(hints.url))
        if path:
            return self._paths.get(path, path)
        title = folded_title(hints.title) or folded_title(PurePosixPath(hints.path).name)
        path = self._by_title.get(title) if title else None
        return self._paths.get(path, path) if path and self._agrees(path, hints, quotes) else ""

    def _agrees(self, path: str, hints: Hints, quotes: Sequence[str]) -> bool:
        """Whether the document with the same title may be the one that is meant."""
        if not hints.url and hints.text is None:
            return True
        try:
            document = self._library.document(self._paths.get(path, path))
        except Unreadable:
            return hints.text is None
        if hints.text is not None:
            telling = _telling(quotes)
            return document.text == hints.text or (bool(telling) and _share(document, telling) >= 0.5)
        url = document.metadata.url
        return not url or folded_url(url) == folded_url(hints.url)


def _can_be_seen(hints: Hints, quotes: Sequence[str]) -> bool:
    return bool(hints.url or hints.text is not None or quotes)


def _seen(
    library: Library,
    wanted: Mapping[Hints, Sequence[str]],
    on_progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool],
) -> dict[Hints, str]:
    """One pass over all documents for what their texts alone can tell."""
    found: dict[Hints, str] = {}
    shares: dict[Hints, list[tuple[float, str]]] = {}
    digests = {hints: digest_of(hints.text) for hints in wanted if hints.text is not None}
    entries = [entry for entry in library.catalogue.entries() if not entry.brief and not entry.problem]
    for index, entry in enumerate(entries):
        if cancelled():
            raise Cancelled("Nothing was loaded.")
        if on_progress:
            on_progress(index, len(entries))
        try:
            document = library.document(entry.path)
        except Unreadable:
            continue
        url = folded_url(document.metadata.url)
        for hints, quotes in wanted.items():
            if hints in found:
                continue
            if (hints in digests and digests[hints] == document.digest) or (
                url and hints.url and url == folded_url(hints.url)
            ):
                found[hints] = entry.path
            elif quotes and hints.text is None and (share := _share(document, quotes)) >= 0.5:
                shares.setdefault(hints, []).append((share, entry.path))
    for hints, candidates in shares.items():
        candidates.sort(reverse=True)
        alone = len(candidates) == 1 or candidates[0][0] > candidates[1][0]
        if hints not in found and alone:
            found[hints] = candidates[0][1]
    return found


def _telling(quotes: Sequence[str]) -> tuple[str, ...]:
    folded = {" ".join(quote.split()) for quote in quotes}
    return tuple(sorted((quote for quote in folded if len(quote) >= _TELLING), key=len)[-_TRIED:])


def _share(document: Document, quotes: Sequence[str]) -> float:
    """Which part of the quotations stands in a document."""
    text = " ".join(document.text.split())
    return sum(quote in text for quote in quotes) / len(quotes)


def folded_title(title: str) -> str:
    """A title as it is compared: letters and digits alone, without case, marks and a file's suffix."""
    text = unicodedata.normalize("NFKD", _SUFFIX.sub("", title.strip().casefold()))
    return "".join(_letters(text))


def _letters(text: str) -> Iterator[str]:
    return (sign for sign in text if sign.isalnum())


def folded_url(url: str) -> str:
    """An address as it is compared: without scheme, ``www.``, fragment and closing slash."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.strip(), flags=re.IGNORECASE)
    host, _, rest = bare.partition("#")[0].rstrip("/").partition("/")
    return f"{host.casefold()}/{rest}" if host else ""
