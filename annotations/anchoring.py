"""Place passages in a text that changed since they were made, and say how sure each place is.

The text that a passage was made on, where it was kept, is compared with the text as it is now
(`annotations.alignment.projection`); only without it is the quotation looked for
(`annotations.alignment.quotefind`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from annotations.alignment.projection import Projection
from annotations.alignment.quotefind import Found, find_quote
from annotations.model import Annotation, Placement, Selectors
from annotations.selectors import CONTEXT, describe
from corpus.digest import digest_of
from corpus.span import Span

__all__ = ["Anchor", "Projection", "anchor", "describe", "reanchor_all"]

DISTINCT: Final = 8
"""Code points from which a quotation without context is sure where it stands once in its article."""
_BESIDE: Final = 0.9  # context that must stand beside a quotation for its place to be sure
_LEAD: Final = 0.1  # and by which its score must be better than that of the next best place


class Anchor(NamedTuple):
    """Where a passage stands in a text.

    Attributes:
        span: Its place, None for an orphan.
        placement: How sure the place is.
        score: 0 to 1; 1 is as sure as can be, 0 an orphan.
        runner_up: Score of the next best place, 0 if there is none. As high as the score, it says
            that the passage may just as well stand elsewhere.
    """

    span: Span | None
    placement: Placement
    score: float
    runner_up: float = 0.0


ORPHAN: Final = Anchor(None, Placement.ORPHAN, 0.0)


def anchor(
    text: str,
    selectors: Selectors,
    *,
    snapshot: str | None = None,
    digest: str = "",
    projection: Projection | None = None,
) -> Anchor:
    """The place in ``text`` of the passage that the selectors describe.

    Args:
        text: The canonical text as it is now.
        selectors: The passage as it was made, or as it was last placed for certain.
        snapshot: The text that the selectors count in, where it was kept.
        digest: `corpus.digest.digest_of` of ``text``, reckoned here if empty.
        projection: From the snapshot to ``text``; give it when many passages of one document are
            placed, so that the texts are compared once. It takes the place of ``snapshot``.
    """
    old = projection.old if projection else snapshot
    if old == text or (selectors.digest and (digest or digest_of(text)) == selectors.digest):
        if selectors.span.of(text) == selectors.exact and selectors.end <= len(text):
            return Anchor(selectors.span, Placement.EXACT, 1.0)
    elif old is not None:
        span = _in_snapshot(old, selectors)
        if span:
            found = (projection or Projection(old, text)).place(span)
            return Anchor(*found) if found else ORPHAN
    return _by_quotation(text, selectors)


def _in_snapshot(old: str, selectors: Selectors) -> Span | None:
    """Where the passage stands in the text it was made on; None if that is not the text it was made on."""
    if not selectors.exact:
        return None
    if selectors.end <= len(old) and selectors.span.of(old) == selectors.exact:
        return selectors.span
    found = find_quote(old, selectors)
    return found.span if found and found.verbatim and found.runner_up < found.score else None


def _by_quotation(text: str, selectors: Selectors) -> Anchor:
    """The place that quotation and context alone give."""
    found = find_quote(text, selectors)
    if found is None:
        return ORPHAN
    placement = Placement.EXACT if _is_sure(text, selectors, found) else Placement.UNCERTAIN
    return Anchor(found.span, placement, found.score, found.runner_up)


def _is_sure(text: str, selectors: Selectors, found: Found) -> bool:
    """Whether a place found by quotation and context may be called exact.

    Where a version of this very document is known to have been, look-alikes that were in it may
    have outlived the passage: the words must then be unique and their context whole. A quotation
    from another program is sure if its context stands beside it and beside no other.
    """
    if not found.verbatim:
        return False
    if selectors.digest:
        return found.times == 1 and _is_whole(text, selectors, found.span)
    if found.context is None:
        return found.times == 1 and len(selectors.exact) >= DISTINCT
    return found.context >= _BESIDE and found.score - found.runner_up >= _LEAD / 2


def _is_whole(text: str, selectors: Selectors, span: Span) -> bool:
    """Whether all of the context stands beside a place; one cut short by an end of the text, at that end."""
    before = text[max(0, span.start - CONTEXT) : span.start]
    after = text[span.end : span.end + CONTEXT]
    if not (before.endswith(selectors.prefix) and after.startswith(selectors.suffix)):
        return False
    # A context is shortened for a grapheme by less than half.
    return min(len(before), CONTEXT // 2) <= len(selectors.prefix) and (
        min(len(after), CONTEXT // 2) <= len(selectors.suffix)
    )


def reanchor_all(
    annotations: Sequence[Annotation],
    snapshots: Mapping[str, str],
    text: str,
    *,
    digest: str = "",
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Annotation, ...] | None:
    """The annotations of one document, in the same order, as they stand in its text as it is now.

    What is ``exact`` or ``moved`` gets new selectors; the others keep those of the passage as it
    was made, so that they are tried against its own text after every change and find back when it
    comes back. Records are not counted up: that is for the one who stores them.

    Args:
        annotations: Of one document; those that need no change come back as they are.
        snapshots: Kept texts by digest; a missing one leaves quotation and context.
        text: The whole canonical text as it is now.
        digest: Of ``text``, reckoned here if empty.
        on_progress: Told how many are done, of how many.
        cancelled: Asked before each; if true, None is returned and nothing must be stored.
    """
    digest = digest or digest_of(text)
    projections: dict[str, Projection] = {}
    placed: list[Annotation] = []
    for annotation in annotations:
        if cancelled and cancelled():
            return None
        version = annotation.selectors.digest
        if version in snapshots and version != digest and version not in projections:
            projections[version] = Projection(snapshots[version], text)
        found = anchor(text, annotation.selectors, digest=digest, projection=projections.get(version))
        placed.append(_placed(annotation, found, text, digest))
        if on_progress:
            on_progress(len(placed), len(annotations))
    return tuple(placed)


def _placed(annotation: Annotation, found: Anchor, text: str, digest: str) -> Annotation:
    """The annotation at the place that was found."""
    selectors = annotation.selectors
    if found.span and found.placement in (Placement.EXACT, Placement.MOVED) and selectors.digest != digest:
        selectors = describe(text, found.span, digest)
    return replace(
        annotation,
        selectors=selectors,
        span=found.span,
        placed=digest,
        placement=found.placement,
        score=round(found.score, 4),
    )
