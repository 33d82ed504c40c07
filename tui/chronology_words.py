"""Words for a chronology: what is known of who was first, and against what a passage stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.usecases.chronology.chronology import Moment


def standing(moment: Moment) -> str:
    """Whether a passage was first, as far as that is known; empty for one that was not."""
    if moment.first:
        return "first of those dated" if moment.undated else "first"
    return f"same {moment.tied}" if moment.tied else ""


def differing(moment: Moment, moments: Sequence[Moment]) -> str:
    """From which passage it differs, where nobody knows which of the two was earlier; else empty."""
    if moment.ordered or not moment.pieces:
        return ""
    other = moments[moment.before]
    if other.path == moment.path:
        return "differs within this article"
    return f"differs from {other.source or other.path}"
