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
from annotations.storage.alive import Owner, is_running
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

    A key is any text, such as the id of an annotation; it never becomes a file name. What another program
    that runs is writing is its own: it is neither read nor written over here. What a program has left
    behind that runs no more is anybody's.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._owner = Owner(folder)
        self._trying = 0  # the thread that drops none

    def close(self) -> None:
        """What is kept is anybody's from now on, as it is when the program ends."""
        self._owner.give_up()

    def keep(self, key: str, text: str, passage: Passage | None = None) -> None:
        """Store ``text`` durably in place of what was there.

        Half surrogates, which a terminal may deliver, are stored as replacement characters.

        Raises:
            OSError: It could not be stored; the draft before it stands.
        """
        make_folder(self._folder)
        content: dict[str, Any] = {"key": _plain(key), "text": _plain(text), "owner": self._owner.name()}
        if passage is not None:
            content["passage"] = {**asdict(passage), "path": _plain(passage.path)}
        write_bytes(self._found(key) or self._free(key), orjson.dumps(content))

    def get(self, key: str) -> str | None:
        """The draft, or None if there is none that can be read."""
        found = self._get(key)
        return str(found["text"]) if found else None

    def passage(self, key: str) -> Passage | None:
        """The passage that a draft is on; None if it is on something else, or older than this is kept."""
        found = self._get(key)
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
        path = self._found(key)
        if path is not None:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                path.unlink()
                sync_folder(self._folder)

    def keys(self) -> Iterator[str]:
        """The keys of all drafts that are ours or nobody's, such as a crash left behind."""
        known = set()
        for path in sorted(self._folder.glob("*.json")):
            found = self._read(path)
            if found and not self._is_anothers(found) and found["key"] not in known:
                known.add(found["key"])
                yield str(found["key"])

    def _get(self, key: str) -> dict[str, Any] | None:
        path = self._found(key)
        return self._read(path) if path is not None else None

    def _found(self, key: str) -> Path | None:
        """The file of a draft that is ours, else of one that is nobody's any more or damaged."""
        free = None
        for path in (self._path(key), *sorted(self._folder.glob(f"{self._path(key).stem}-*.json"))):
            if not path.is_file():
                continue
            content = self._read(path)
            if content is not None and self._owner.is_ours(_owner_of(content)):
                return path
            if free is None and not (content and self._is_anothers(content)):
                free = path
        return free

    def _free(self, key: str) -> Path:
        """Where a draft can be stored of which there is no file that we may write."""
        path = self._path(key)
        return path.with_stem(f"{path.stem}-{self._owner.name()}") if path.exists() else path

    def _is_anothers(self, content: dict[str, Any]) -> bool:
        name = _owner_of(content)
        return not self._owner.is_ours(name) and is_running(self._folder, name)

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


def _owner_of(content: dict[str, Any]) -> str:
    return str(content.get("owner", ""))


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
