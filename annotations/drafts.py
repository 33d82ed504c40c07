"""Drafts: what is being typed, kept from the first second until it is stored or dropped."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

import orjson

from annotations.storage.atomic import make_folder, read_file, sync_folder, write_bytes


class Drafts:
    """Texts by key, one small file each, in the user's own data folder.

    A key is any text, such as the id of an annotation; it never becomes a file name.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, key: str, text: str) -> None:
        """Store ``text`` durably in place of what was there.

        Half surrogates, which a terminal may deliver, are stored as replacement characters.

        Raises:
            OSError: It could not be stored; the draft before it stands.
        """
        make_folder(self._folder)
        content = {"key": _plain(key), "text": _plain(text)}
        write_bytes(self._path(key), orjson.dumps(content))

    def get(self, key: str) -> str | None:
        """The draft, or None if there is none that can be read."""
        found = self._read(self._path(key))
        return found[1] if found else None

    def drop(self, key: str) -> None:
        """Forget a draft; one that is not there is no error."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            self._path(key).unlink()
            sync_folder(self._folder)

    def keys(self) -> Iterator[str]:
        """The keys of all drafts, such as a crash left behind."""
        for path in sorted(self._folder.glob("*.json")):
            found = self._read(path)
            if found:
                yield found[0]

    def _path(self, key: str) -> Path:
        return self._folder / (hashlib.sha256(_plain(key).encode()).hexdigest()[:32] + ".json")

    def _read(self, path: Path) -> tuple[str, str] | None:
        try:
            found = read_file(path)
            content = orjson.loads(found[0]) if found else None
        except (OSError, ValueError):
            return None
        if not isinstance(content, dict):
            return None
        key, text = content.get("key"), content.get("text")
        return (key, text) if isinstance(key, str) and isinstance(text, str) else None


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
