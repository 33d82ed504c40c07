"""Gathering: which documents the files, folders and addresses that a person names come to."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotations.errors import ScholiastError
from corpus.imports.addresses import fetchable, is_address
from corpus.imports.kinds import SUFFIXES
from corpus.imports.model import NotConverted
from corpus.imports.report import Fate, Outcome
from corpus.names import suffix_of

if TYPE_CHECKING:
    from annotations.library import Library

_DEEPEST: Final = 64  # folders below the one that is named
_MOST: Final = 20_000  # documents of one import
_NEVER: Final = frozenset({"node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Item:
    """One document to import: a file, or an address.

    Attributes:
        shown: How it is called in the report.
        path: The file; None for an address.
        url: The address, empty for a file.
    """

    shown: str
    path: Path | None = None
    url: str = ""


@dataclass(slots=True)
class Gathered:
    """What is to be imported, and what of the folders is not.

    Attributes:
        passed_over: How many files are of no kind that is imported.
        left_out: How many documents are more than one import takes.
        closed: The folders that were not looked into, and why.
    """

    items: list[Item] = field(default_factory=list)
    passed_over: int = 0
    left_out: int = 0
    closed: list[Outcome] = field(default_factory=list)


def gather(library: Library, sources: Sequence[str]) -> Gathered:
    """The documents that ``sources`` come to, each once, in their order.

    Raises:
        ScholiastError: One of them is not there or no address; nothing is to be imported then.
    """
    found = Gathered()
    seen: set[str] = set()
    for source in sources:
        for item in _items(library, source, found):
            key = item.url or os.path.realpath(item.path or "")
            if key in seen:
                continue
            seen.add(key)
            if len(found.items) < _MOST:
                found.items.append(item)
            else:
                found.left_out += 1
    return found


def importable(library: Library) -> tuple[str, ...]:
    """Paths of the library's files that are no documents, could be imported, and were not yet."""
    from annotations.usecases.imports.imported import ImportedDocuments

    found = [item.path for item in gather(library, [os.fspath(library.root)]).items if item.path is not None]
    if not found:
        return ()
    shelf, root = ImportedDocuments(library), os.path.realpath(library.root)
    return tuple(os.path.relpath(path, root) for path in found if not shelf.with_original(path.name))


def _items(library: Library, source: str, found: Gathered) -> Iterator[Item]:
    if is_address(source):
        try:
            yield Item(source, url=fetchable(source))
        except NotConverted as error:
            raise ScholiastError(f"{source} cannot be imported: {error}.") from error
        return
    path = Path(source).expanduser()
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or "it is no name of a file"
        raise ScholiastError(f"{source} cannot be imported: {reason}.") from error
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(library, path, found)
    else:
        yield Item(source, path)


def _folder(library: Library, folder: Path, found: Gathered) -> Iterator[Item]:
    """The documents of a folder and those below it; links are not followed, what is hidden is left out."""
    root = os.path.realpath(library.root)
    base = Path(os.path.realpath(folder))
    store = os.path.realpath(library.store.folder)
    waiting = [(base, 0)]
    while waiting:
        here, depth = waiting.pop()
        try:
            with os.scandir(here) as rows:
                entries = sorted(rows, key=lambda entry: entry.name)
        except OSError as error:
            reason = f"the folder cannot be read: {error.strerror or error}"
            found.closed.append(Outcome(_shown(folder, base, here), Fate.FAILED, reason=reason))
            continue
        deeper = []
        for entry in entries:
            if entry.name.startswith(".") or entry.name in _NEVER or entry.is_symlink():
                continue
            if entry.is_dir():
                if os.path.realpath(entry.path) == store:
                    continue
                if depth < _DEEPEST:
                    deeper.append((Path(entry.path), depth + 1))
                else:
                    reason = f"the folder lies more than {_DEEPEST} folders deep; import it by itself"
                    found.closed.append(Outcome(_shown(folder, base, entry.path), Fate.FAILED, reason=reason))
                continue
            kind = SUFFIXES.get(suffix_of(entry.name))
            if kind is None:
                found.passed_over += 1
            elif not (_read_anyway(entry.name) and _is_within(entry.path, root)):
                yield Item(_shown(folder, base, entry.path), Path(entry.path))
        waiting.extend(reversed(deeper))


def _shown(folder: Path, base: Path, path: str | Path) -> str:
    """How something in a folder is called in the report: beginning with the folder as it was named."""
    inner = os.path.relpath(path, base)
    return str(folder) if inner == os.curdir else f"{folder}{os.sep}{inner}"


def _read_anyway(name: str) -> bool:
    """Whether a file of the library is one of its documents as it is."""
    from corpus.names import EXTENSIONS

    return suffix_of(name) in EXTENSIONS


def _is_within(path: str, root: str) -> bool:
    return os.path.realpath(path).startswith(root.rstrip(os.sep) + os.sep)
