"""Renewing: an imported document's file made anew, what that changes, and the earlier text kept."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotations.changes import NotSaved
from annotations.storage.atomic import write_bytes
from corpus import frontmatter
from corpus.clean import canonical
from corpus.files import Unreadable, locate, read_bytes
from corpus.reader import document_from

if TYPE_CHECKING:
    from annotations.library import Library
    from corpus.document import Document
    from corpus.imports.model import Converted

_WORD: Final = re.compile(r"\w+")
_RUN: Final = 4  # words that stand together
_MOST: Final = 20_000  # words of each that are compared
_FIELDS: Final = ("title", "author", "date", "source", "url")


def alike(library: Library, path: str, converted: Converted) -> float:
    """How much of the shorter of two texts stands in the other, 0 to 1."""
    try:
        old = library.document(path).text
    except Unreadable:
        return 0.0
    ours, theirs = _runs(old), _runs(converted.markdown)
    least = min(ours.total(), theirs.total())
    return (ours & theirs).total() / least if least else 0.0


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())[:_MOST]
    return Counter(zip(*(words[start:] for start in range(_RUN)), strict=False))


def told(library: Library, path: str, content: bytes) -> tuple[str, ...]:
    """What would change if the file at ``path`` held ``content``; nothing if no text or field would."""
    new = document_from(content, path)
    try:
        old = document_from(read_bytes(library.root, path), path)
    except Unreadable as error:
        return (f"The file here cannot be read: {error.reason}.",)
    changes = [
        f"The {name} changes from “{before}” to “{after}”."
        for name in _FIELDS
        if (before := getattr(old.metadata, name)) != (after := getattr(new.metadata, name)) and after
    ]
    return (*changes, *_words_changed(old, new))


def _words_changed(old: Document, new: Document) -> tuple[str, ...]:
    if old.text == new.text:
        return ()
    from annotations.versions import Versions
    from corpus.words import count

    gaps = Versions(old.text, new.text).gaps
    gone = sum(count(before.of(old.text)) for before, _ in gaps)
    come = sum(count(after.of(new.text)) for _, after in gaps)
    where = f"{len(gaps)} place{'s' * (len(gaps) != 1)}"
    return (f"The text changes in {where}: {gone} words go, {come} come.",)


def renewed(library: Library, path: str, content: bytes) -> None:
    """Put ``content`` into the file at ``path``; the earlier text is kept first.

    Raises:
        Unreadable: The file is gone, or is a link that leads out of the library.
        OSError: It could not be written; the earlier content stands.
    """
    place = Path(locate(library.root, path))
    old = library.document(path)
    if not library.store.writable:
        try:
            library.store.keep_text(old.text)
        except NotSaved as error:
            raise OSError(0, f"the earlier text could not be kept ({error.reason})") from error
    write_bytes(place, content)


def front_of(library: Library, path: str) -> str:
    """The front matter of a file without its lines of dashes, as it is written; empty for none."""
    try:
        text = canonical(read_bytes(library.root, path).decode("utf-8-sig", "replace")).text
    except Unreadable:
        return ""
    front = frontmatter.split(text)
    return "\n".join(text[: front.end].strip("\n").split("\n")[1:-1]) if front.end else ""
