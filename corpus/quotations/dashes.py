"""Dialogue behind dashes: paragraphs that begin with a dash, one of them at least with a reporting clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.document import Block
from corpus.quotations.attribution import behind, sentence_end
from corpus.quotations.clause import Said, clause_of
from corpus.quotations.passages import Page
from corpus.quotations.words.model import Words
from corpus.span import Span

_DASH: Final = re.compile(r"[—–―][ \u00a0\u202f]?(?=[^\W_]|[«“(¿¡…])")
_PAUSE: Final = re.compile(r"[,?!…] [—–]? ?|[—–] ")
_TRIES: Final = 8  # pauses at which a reporting clause may begin
_REACH: Final = 600


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
    return tuple([*found, *_kept(run)])


def _kept(run: list[Spoken]) -> list[Spoken]:
    return run if any(one.clause for one in run) else []


def _split(text: str, index: int, span: Span, words: Words) -> Spoken:
    """The words before and behind the reporting clause of one paragraph."""
    for number, match in enumerate(_PAUSE.finditer(text, span.start, min(span.end, span.start + _REACH))):
        if number >= _TRIES:
            break
        start = match.end()
        clause = clause_of(text, Span(start, min(span.end, start + 80)), {}, words)
        verb = clause.verb(0) or (clause.verb(1) if clause.lower(0) in words.pronouns else None)
        if verb is None or (text[start].isupper()):
            continue
        end = sentence_end(text, start, span.end)
        comma = text.find(", ", start, end)
        high = comma + 1 if comma > 0 else end
        before = Span(span.start, match.start() + 1).trimmed(text)
        after = Span(high, span.end).trimmed(text)
        parts = [part for part in (before, after) if part.length > 1]
        return Spoken(index, span, tuple(parts), Span(start, high))
    return Spoken(index, span, (span,), None)
