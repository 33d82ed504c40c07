"""The book of echoes: what recurs in a library, from the index in the cache folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.library import Library


@dataclass(frozen=True, slots=True)
class Versions:
    """Which articles were found to be versions of which.

    Attributes:
        leads: Path of a version to that of its lead.
        shares: How much of the words of the first stands in the second.
    """

    leads: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def share(self, path: str, other: str) -> float:
        """How much of the words of ``path`` stands in ``other``, 0 to 1."""
        return self.shares.get((path, other), 0.0)


def found_versions(library: Library) -> Versions:
    """What the last indexing found; nothing before the first."""
    return Versions()
