"""Lensing: what a lens shows of an article, and highlights made of it in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from annotations.usecases.lenses.furnishing import furniture_of
from corpus.lenses import Lens, seen

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import Annotation
    from corpus.document import Document
    from corpus.span import Span


def shown(
    library: Library,
    document: Document,
    lens: Lens,
    cancelled: Callable[[], bool] = lambda: False,
    aside: Sequence[Span] | None = None,
) -> tuple[Span, ...]:
    """What ``lens`` shows of ``document``, its furniture passed over, in text order.

    The language of the article decides where it is known. Linear in the text; for long articles meant for
    a thread.

    Args:
        aside: The furniture, where that is known already.
    """
    found = furniture_of(library, document) if aside is None else aside
    return seen(lens, document, found, cancelled)


def fresh(
    spans: Iterable[Span], annotations: Iterable[Annotation], within: Sequence[Span] = ()
) -> tuple[Span, ...]:
    """Those of ``spans`` not yet highlighted exactly so; with a selection, only those that lie in it."""
    taken = {item.span for item in annotations if item.span is not None}
    return tuple(
        span
        for span in spans
        if span not in taken and (not within or any(part.covers(span) for part in within))
    )
