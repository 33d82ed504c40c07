"""What stands in an article and is none of it: rests of navigation, share lines, lists of related links."""

from __future__ import annotations

from corpus.document import Document
from corpus.span import Span


def furniture(document: Document) -> tuple[Span, ...]:
    """The blocks of ``document`` that are furniture, as spans in text order."""
    return ()
