"""The part of the seam that knows what in an article is no article: furniture, and what lenses show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.places import Places


class Furnishing:
    """Use cases of that."""

    _library: Library
    places: Places
    by: str

    def _must_write(self) -> None:
        raise NotImplementedError
