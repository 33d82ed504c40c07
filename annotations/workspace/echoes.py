"""The part of the seam that knows what recurs: echoes, versions of one story, two articles compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.places import Places


class Echoing:
    """Use cases of that."""

    _library: Library
    places: Places
    by: str

    def _must_write(self) -> None:
        raise NotImplementedError
