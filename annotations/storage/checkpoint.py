"""The checkpoint: what the journal has beyond the TinyDB files is written to them, the library last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from annotations.storage.atomic import Write, read_file, stamp_of, write_bytes, write_many
from annotations.storage.copies import put_away
from annotations.storage.home import Home
from annotations.storage.journal import Journal
from annotations.storage.shards import Shard
from annotations.storage.shelf import Shelf

_BATCH: Final = 32  # files written under one hold of the lock, so that nobody waits long


def write_checkpoint(
    home: Home,
    shelf: Shelf,
    journal: Journal,
    absorb: Callable[[], object],
    mutex: AbstractContextManager[object],
    patience: float | None = None,
) -> None:
    """Write every dirty file, then the library's, whose header says that all is written.

    No other thread may write meanwhile; ``mutex`` is taken only once the lock is had.

    Args:
        absorb: Takes in what other programs have stored; called with the lock held.
        patience: Seconds to wait for another program that holds the lock.

    Raises:
        NotSaved: The lock was not to be had.
        OSError: A file could not be written. Whatever was stored is in the journal still.
    """
    while len(shelf.dirty()) > _BATCH:
        with home.locked(patience), mutex:
            absorb()
            _write(home, shelf, journal, shelf.dirty()[:_BATCH])
    with home.locked(patience), mutex:
        absorb()
        while batch := shelf.dirty()[:_BATCH]:
            _write(home, shelf, journal, batch)
        library = shelf.library
        if stamp_of(library.path) != library.stamp:
            shelf.reload(library)
        if not library.locked and (library.unwritten or library.header.seen != journal.seen):
            _write_shards(home, journal, [library])
        put_away(home, shelf)
        if not any(shard.locked for shard in shelf.all()):
            journal.close_segment()


def _write(home: Home, shelf: Shelf, journal: Journal, batch: Sequence[Shard]) -> None:
    if not all(shard.named for shard in batch):
        shelf.freshen(force=True)
    for shard in batch:
        if shard.named and stamp_of(shard.path) != shard.stamp and not shard.spoilt:
            shelf.reload(shard)
        elif shard.tables is None:
            shelf.shard(shard.document)
    batch = [shard for shard in batch if shard.unwritten and not shard.locked]
    for shard in batch:
        shelf.settle(shard)
    _write_shards(home, journal, batch)
    shelf.watch()


def _write_shards(home: Home, journal: Journal, batch: Sequence[Shard]) -> None:
    files = []
    for shard in batch:
        backup = home.backups / shard.path.name
        if shard.hold_previous:
            _hold(backup)
        files.append(Write(shard.path, shard.encoded(journal.seen), None if shard.spoilt else backup))
    write_many(files)
    for shard in batch:
        shard.written(journal.seen, stamp_of(shard.path))


def _hold(backup: Path) -> None:
    """Keep a previous generation beyond the next, because the file was changed outside since."""
    found = read_file(backup)
    if found is not None:
        held = backup.with_name(f"{backup.stem}.{found[1].mtime_ns:x}.json")
        if not held.exists():
            write_bytes(held, found[0])
