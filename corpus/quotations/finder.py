"""Finding the quotations of a document, in text order."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Document
from corpus.quotations.model import Quotation
from corpus.span import Span


def quotations(document: Document, furniture: Sequence[Span] = ()) -> tuple[Quotation, ...]:
    """The quotations of ``document``, in text order, not overlapping.

    Args:
        document: The article; its language decides which words report speech.
        furniture: Spans that are none of the article, in which nothing is looked for.
    """
    return ()
