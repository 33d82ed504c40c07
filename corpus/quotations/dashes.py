"""Dialogue behind dashes: paragraphs that begin with a dash, one of them at least with a reporting clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.document import Block
from corpus.quotations import asides
from corpus.quotations.attribution import behind
from corpus.quotations.clause import Said
from corpus.quotations.passages import Page
from corpus.quotations.words.model import Words
from corpus.span import Span

_DASH: Final = re.compile(r"[—–―][ \u00a0\u202f]?(?=[^\W_]|[«“(¿¡…])")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A paragraph behind a dash: where its clause stands, and its words without it."""

    block: int
    span: Span
    words: tuple[Span, ...]
    clause: Span | None

    def said(self, page: Page) -> Said | None:
        """The reporting clause inside it."""
        if self.clause is None:
            return None
        return behind(page.masked, self.clause, page.named, page.words, open_ended=True, asked=False)


def spoken(text: str, blocks: Sequence[Block], taken: set[int], words: Words) -> tuple[Spoken, ...]:
    """The paragraphs of dash dialogue; a run of them without any reporting clause is a list."""
    found: list[Spoken] = []
    run: list[Spoken] = []
    for index, block in enumerate(blocks):
        match = _DASH.match(text, block.span.start, block.span.end)
        if match and index not in taken:
            run.append(_split(text, index, Span(match.end(), block.span.end), words))
            continue
        found += _kept(run)
        run = []
    return (*found, *_kept(run))


def _kept(run: list[Spoken]) -> list[Spoken]:
    return run if any(one.clause for one in run) else []


def _split(text: str, index: int, span: Span, words: Words) -> Spoken:
    """The words before and behind the reporting clause of one paragraph."""
    clause = asides.aside(text, span, words)
    if clause is None:
        return Spoken(index, span, (span,), None)
    parts = tuple(part for part in asides.parts(text, span, clause) if part.length > 1)
    return Spoken(index, span, parts, clause)
