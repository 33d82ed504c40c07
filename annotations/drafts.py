"""Drafts: what is being typed, kept from the first second until it is stored or dropped."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from annotations.model import Selectors
from annotations.storage.atomic import make_folder, read_file, sync_folder, write_bytes
from corpus.digest import key_of
from corpus.span import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """What a draft is on that is no highlight yet, told so that it is found when file or text have changed.

    Attributes:
        path: Of the article, as it was then.
        document: UUID of the article; empty if nothing was said of it yet.
        file: Digest of the file's bytes, empty if unknown.
    """

    path: str
    document: str
    file: str
    selectors: Selectors


class Drafts:
    """Texts by key, one small file each, in the user's own data folder.

    A key is any text, such as the id of an annotation; it never becomes a file name.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._trying = 0  # the thread that drops none

    def keep(self, key: str, text: str, passage: Passage | None = None) -> None:
        """Store ``text`` durably in place of what was there.

        Half surrogates, which a terminal may deliver, are stored as replacement characters.

        Raises:
            OSError: It could not be stored; the draft before it stands.
        """
        make_folder(self._folder)
        content: dict[str, Any] = {"key": _plain(key), "text": _plain(text)}
        if passage is not None:
            content["passage"] = {**asdict(passage), "path": _plain(passage.path)}
        write_bytes(self._path(key), orjson.dumps(content))

    def get(self, key: str) -> str | None:
        """The draft, or None if there is none that can be read."""
        found = self._read(self._path(key))
        return str(found["text"]) if found else None

    def passage(self, key: str) -> Passage | None:
        """The passage that a draft is on; None if it is on something else, or older than this is kept."""
        found = self._read(self._path(key))
        try:
            told = dict(found["passage"]) if found else {}
            selectors = Selectors(**told.pop("selectors"))
            passage = Passage(**told, selectors=selectors)
        except (KeyError, TypeError, ValueError):
            return None
        texts = [passage.path, passage.document, passage.file]
        texts += [selectors.exact, selectors.prefix, selectors.suffix, selectors.digest]
        whole = type(selectors.start) is int and type(selectors.end) is int
        return passage if whole and all(isinstance(text, str) for text in texts) else None

    def key_on(self, digest: str, span: Span) -> str:
        """The key of the draft on these words of a text, whatever its file is called; empty for none."""
        found = ((key, passage.selectors) for key in self.keys() if (passage := self.passage(key)))
        return next((key for key, words in found if (words.digest, words.span) == (digest, span)), "")

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """In the body, this thread drops no draft: what it does is only tried."""
        self._trying = threading.get_ident()
        try:
            yield
        finally:
            self._trying = 0

    def drop(self, key: str) -> None:
        """Forget a draft; one that is not there is no error."""
        if self._trying == threading.get_ident():
            return
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            self._path(key).unlink()
            sync_folder(self._folder)

    def keys(self) -> Iterator[str]:
        """The keys of all drafts, such as a crash left behind."""
        for path in sorted(self._folder.glob("*.json")):
            found = self._read(path)
            if found:
                yield str(found["key"])

    def _path(self, key: str) -> Path:
        return self._folder / (key_of(_plain(key).encode())[:32] + ".json")

    def _read(self, path: Path) -> dict[str, Any] | None:
        try:
            found = read_file(path)
            content = orjson.loads(found[0]) if found else None
        except (OSError, ValueError):
            return None
        if not isinstance(content, dict):
            return None
        texts = content.get("key"), content.get("text")
        return content if all(isinstance(text, str) for text in texts) else None


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
