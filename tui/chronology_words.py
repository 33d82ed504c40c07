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


def doubt(moment: Moment) -> str:
    """Why its article cannot be said to have these words now; empty if it has them."""
    if moment.missing:
        return "source missing"
    return {"uncertain": "to be checked", "orphan": "no longer in its source"}.get(moment.placement, "")


def differing(moment: Moment, moments: Sequence[Moment]) -> str:
    """From which passage it differs, where nobody knows which of the two was earlier; else empty."""
    if moment.ordered or not moment.pieces:
        return ""
    other = moments[moment.before]
    if other.path == moment.path:
        return "differs within this article"
    return f"differs from {other.source or other.path}"
