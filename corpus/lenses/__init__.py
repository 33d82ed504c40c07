"""What a lens shows of an article: its quotations, figures, dates or names, found by rules.

Each finder is pure and linear in the text, looks at one block after the other, and passes furniture over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final

from corpus.document import BlockKind, Document
from corpus.pace import breathe
from corpus.part import part_of
from corpus.span import Span

_PART: Final = 400_000  # code points that are looked through for quotations at once


class Lens(StrEnum):
    """What can be shown while the rest is dimmed."""

    QUOTATIONS = "quotations"
    FIGURES = "figures"
    DATES = "dates"
    NAMES = "names"


def seen(
    lens: Lens,
    document: Document,
    furniture: Sequence[Span] = (),
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Span, ...]:
    """What ``lens`` shows of ``document``: spans in text order that do not overlap.

    Args:
        furniture: Blocks that are passed over.
        cancelled: Asked at each block; what was found until then is returned.
    """
    if lens is Lens.QUOTATIONS:
        return _apart(_quoted(document, furniture, cancelled))
    if lens is Lens.NAMES:
        from corpus.lenses.names import names

        return tuple(names(document, _blocks(document, furniture), cancelled))
    if lens is Lens.FIGURES:
        from corpus.lenses.figures import figures as find
    else:
        from corpus.lenses.dates import dates as find
    found: list[Span] = []
    language = document.metadata.language
    for block in _blocks(document, furniture):
        if cancelled():
            break
        breathe()
        found += find(document.text, block, language)
    return tuple(found)


def _blocks(document: Document, furniture: Sequence[Span]) -> list[Span]:
    passed = set(furniture)
    return [
        block.span
        for block in document.blocks
        if block.kind is not BlockKind.CODE and block.span.length and block.span not in passed
    ]


def _quoted(document: Document, furniture: Sequence[Span], cancelled: Callable[[], bool]) -> Iterator[Span]:
    from corpus.quotations import quotations

    for start, part in _parts(document):
        if cancelled():
            return
        aside = [Span(span.start - start, span.end - start) for span in furniture if span.start >= start]
        for quotation in quotations(part, aside):
            yield Span(start + quotation.span.start, start + quotation.span.end)


def _parts(document: Document) -> Iterator[tuple[int, Document]]:
    """A long document in parts of whole blocks, each with the offset at which it begins.

    What is asked for one after the other can be given up in between; a quotation that runs over the end
    of a part, every few hundred thousand code points, is seen as two.
    """
    if len(document.text) <= _PART:
        yield 0, document
        return
    first = 0
    for at, block in enumerate(document.blocks):
        is_last = at + 1 == len(document.blocks)
        start = document.blocks[first].span.start
        if is_last or block.span.end - start >= _PART:
            yield start, part_of(document, first, at + 1)
            first = at + 1


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in text order, those left out that begin within the one before."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if span.length and (not found or span.start >= found[-1].end):
            found.append(span)
    return tuple(found)
