"""Pairing: two articles side by side, with the passages that they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.usecases.echoes.book import book_of
from corpus.echoes.passages import LEAST, apart, shared
from corpus.words import count

if TYPE_CHECKING:
    from annotations.library import Library
    from corpus.document import Document
    from corpus.span import Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles and what they share.

    Attributes:
        shared: Spans of the left and of the right text with how much of their words is the same (1.0 is
            word for word), sorted by the left. No two overlap on either side; the right may come in
            another order.
    """

    left: Document
    right: Document
    shared: tuple[tuple[Span, Span, float], ...]


def compared(library: Library, left: str, right: str) -> Comparison:
    """Two articles with the passages that they share, also where the order differs.

    Raises:
        Unreadable: One of them cannot be read.
    """
    one, other = library.document(left), library.document(right)
    tokens = book_of(library).index.tokens
    here, there = tokens.placed(one.text), tokens.placed(other.text)
    passages = (
        (here.span(*each.here), there.span(*each.there), each.similarity)
        for each in apart(shared(here.numbers, there.numbers))
    )
    return Comparison(one, other, tuple(each for each in passages if count(each[0].of(one.text)) >= LEAST))
