"""Stories as they were known last, kept in the cache folder so that a list is grouped in its first frame.

Only a picture of what is asked for behind it. What knows of echoes is not imported for it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from corpus.cache import load, path_from, path_to, save

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.usecases.echoes.stories import Story

Kept = tuple[tuple[str, tuple[tuple[str, float], ...]], ...]
"""The lead of each story, and its versions with how much of each stands in it."""

_FORMAT: Final = 1
_FILE: Final = "stories.json"


def keep(library: Library, stories: Sequence[Story]) -> None:
    """Keep what is known now, if that is possible."""
    told = [
        [path_to(story.lead), [[path_to(each.path), each.share] for each in story.versions]]
        for story in stories
    ]
    save(_path(library), {"format": _FORMAT, "state": _state(library), "stories": told})


def kept(library: Library) -> Kept:
    """What was kept; nothing if a decision was taken since, the index made anew, or it is damaged."""
    found = load(_path(library))
    if found.get("format") != _FORMAT or found.get("state") != _state(library):
        return ()
    try:
        return tuple(
            (path_from(lead), tuple((path_from(path), _share(share)) for path, share in versions))
            for lead, versions in found["stories"]
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return ()


def _share(value: Any) -> float:
    if not isinstance(value, float | int):
        raise TypeError
    return float(value)


def _path(library: Library) -> Path:
    return library.catalogue.folder / _FILE


def _state(library: Library) -> list[int]:
    """Which index it is and what was decided: of stories by hand, and of dates, by which they are led."""
    said = sorted(library.store.records("groups").items()), sorted(library.corrections().items())
    try:
        inode = (library.catalogue.folder / "echoes.sqlite").stat().st_ino
    except OSError:
        inode = 0
    return [inode, zlib.crc32(repr(said).encode("utf-8", "backslashreplace"))]
