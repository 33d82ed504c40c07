"""Conflict copies: what a synchronising service left beside a store file is merged in and set aside."""

from __future__ import annotations

import os
from pathlib import Path

from annotations.findings import Severity
from annotations.storage.atomic import read_file
from annotations.storage.home import Home
from annotations.storage.recovery import Loader
from annotations.storage.shards import Shard
from annotations.storage.shelf import Shelf


def library_copies(home: Home) -> list[Shard]:
    """Files beside ``library.json`` with its name and something more."""
    try:
        names = sorted(os.listdir(home.folder))  # noqa: PTH208
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = (name for name in names if name.startswith("library") and name.endswith(".json"))
    return [Shard(home.folder, name) for name in found if name != home.library.name]


def take_in(home: Home, shelf: Shelf, loader: Loader) -> None:
    """Merge every conflict copy into its original, in memory; the next checkpoint writes it."""
    shelf.extras += library_copies(home)
    if not shelf.extras:
        return
    from annotations.merge import union

    for copy in shelf.extras:
        if copy.tables is None:
            loader.load(copy)
        original = shelf.shard(copy.document)
        if copy.locked or copy.tables is None or original.locked or original.tables is None:
            continue
        history = [change for _, change in loader.commands(copy.document)]
        taken = union(original.tables, copy.tables, history)
        original.touched()
        many = f"{len(taken)} records" if len(taken) != 1 else "one record"
        home.note(
            Severity.NOTE,
            f"A conflict copy of {home.name(original.path)} was merged, which changed {many} there.",
            home.name(copy.path),
            "copy-merged",
        )


def put_away(home: Home, shelf: Shelf) -> None:
    """Move merged copies to ``set-aside``, once their originals are written.

    Raises:
        OSError: A copy could not be moved; it is where it was.
    """
    for copy in list(shelf.extras):
        if copy.locked or shelf.shard(copy.document).unwritten:
            continue
        found = read_file(copy.path)
        if found is not None:
            if found[1] != copy.stamp:
                continue  # it changed since it was merged: the next opening looks again
            home.set_aside(copy.path.name, found[0])
            Path(copy.path).unlink()
        shelf.extras.remove(copy)
