"""What the library has already: documents by the hash, the address and the name of their original."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.library import storable
from corpus import frontmatter
from corpus.files import Unreadable, locate, refusal
from corpus.imports.addresses import same_page
from corpus.names import is_markdown

if TYPE_CHECKING:
    from annotations.library import Library

_HEAD: Final = 1 << 14  # bytes of a file in which its front matter is looked for
_FLAGS: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC | os.O_NOFOLLOW
_ADDRESSES: Final = ("url", "link", "source_url", "source", "canonical")


class ImportedDocument(NamedTuple):
    """A document of the library and what its front matter says of its original.

    Attributes:
        page: Its address, as `same_page` gives it.
    """

    path: str
    sha256: str = ""
    page: str = ""
    original: str = ""


class ImportedDocuments:
    """The originals that the library has, kept up to date while more are imported."""

    def __init__(self, library: Library) -> None:
        """Look through the heads of the library's Markdown files."""
        self._by_hash: dict[str, str] = {}
        self._by_page: dict[str, str] = {}
        self._by_original: dict[str, list[str]] = {}
        self.taken: set[str] = set()
        corrected = library.corrections()
        for entry in library.catalogue.entries():
            self.taken.add(entry.path.casefold())
            if entry.digest:
                self._by_hash.setdefault(entry.digest, entry.path)
            if is_markdown(entry.path) and not entry.brief:
                self.add(_known(library.root, entry.path))
            if page := same_page(corrected.get(storable(entry.path), {}).get("url", "")):
                self._by_page.setdefault(page, entry.path)
        self.taken |= {path.casefold() for path in library.records()}
        self.taken |= {name.casefold() for name in os.listdir(library.root)}  # noqa: PTH208

    def add(self, known: ImportedDocument) -> None:
        """Take a document in."""
        self.taken.add(known.path.casefold())
        if known.sha256:
            self._by_hash.setdefault(known.sha256, known.path)
        if known.page:
            self._by_page.setdefault(known.page, known.path)
        if known.original:
            self._by_original.setdefault(known.original.casefold(), []).append(known.path)

    def with_hash(self, sha256: str) -> str:
        """The path of the document made of these very bytes, or that are these bytes; empty for none."""
        return self._by_hash.get(sha256, "")

    def with_page(self, address: str) -> str:
        """The path of the document that was at this address; empty for none."""
        return self._by_page.get(same_page(address), "") if address else ""

    def with_original(self, name: str) -> tuple[str, ...]:
        """The paths of the documents whose originals were called so."""
        return tuple(self._by_original.get(name.casefold(), ()))


def _known(root: Path, path: str) -> ImportedDocument:
    """What the front matter of one file says; nothing where the file cannot be read."""
    fields = frontmatter.split(_head(root, path)).fields
    if not fields:
        return ImportedDocument(path)

    def first(names: Iterable[str]) -> str:
        return next((value for name in names for value in fields.get(name, ())), "")

    pages = (same_page(value) for name in _ADDRESSES for value in fields.get(name, ()))
    return ImportedDocument(
        path, first(("sha256",)).lower(), next(filter(None, pages), ""), first(("original",))
    )


def _head(root: Path, path: str) -> str:
    try:
        handle = os.open(locate(root, path), _FLAGS)
    except (Unreadable, OSError, ValueError):
        return ""
    try:
        if refusal(os.fstat(handle)):
            return ""
        data = os.read(handle, _HEAD)
    except OSError:
        return ""
    finally:
        os.close(handle)
    if not data.startswith((b"---", b"\xef\xbb\xbf---")):
        return ""
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
