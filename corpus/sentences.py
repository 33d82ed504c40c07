"""Sentences and paragraphs: the units that a reader takes hold of, found when asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import Final

from corpus.document import Block, BlockKind, Document
from corpus.span import Span

# The splitter keeps a quotation whole however long it is; without the marks it sees the sentences in it.
_QUOTES: Final = str.maketrans({**dict.fromkeys('“”„‟"«»‹›\n\t', " ")})
_CLOSERS: Final = frozenset("“”\"«»‹›’')]")
_APART: Final = re.compile(r"[ \u00a0\u202f][»”](?!\w)")
_PIECE: Final = 20_000
_END: Final = re.compile(r"[.!?…。！？][\"”’»)\]]*\s+")


def sentences(text: str, span: Span, language: str = "") -> tuple[Span, ...]:
    """The sentences of one block, in order, white space at their ends left out.

    Args:
        text: The canonical text.
        span: One block of it.
        language: ISO 639 code; English rules where it is empty or unknown.
    """
    found: list[Span] = []
    for piece in _pieces(text, span):
        part = piece.of(text)
        found += (
            Span(piece.start + start, piece.start + end) for start, end in _split(part, _code(language))
        )
    return tuple(found)


def sentence_at(document: Document, offset: int) -> Span:
    """The sentence that holds ``offset``, or the nearest before it in its block.

    In code and tables it is the line. Empty where the text is.
    """
    block = block_at(document, offset)
    if block is None:
        return Span(0, 0)
    text = document.text
    offset = min(max(offset, block.span.start), max(block.span.end - 1, block.span.start))
    if block.kind in (BlockKind.CODE, BlockKind.TABLE):
        return _line_at(text, block.span, offset)
    pieces = _pieces(text, block.span)
    piece = pieces[max(bisect_right(pieces, offset, key=lambda part: part.start) - 1, 0)]
    found = sentences(text, piece, document.metadata.language)
    if not found:
        return block.span
    return found[max(bisect_right(found, offset, key=lambda part: part.start) - 1, 0)]


def sentences_within(document: Document, span: Span) -> tuple[Span, ...]:
    """The sentences that ``span`` touches, of one block after the other; in code and tables, lines."""
    found: list[Span] = []
    offset = span.start
    while offset < span.end:
        sentence = sentence_at(document, offset)
        if sentence.overlaps(span) and sentence.end > offset:
            found.append(sentence)
        offset = max(sentence.end, offset + 1)
        while offset < span.end and document.text[offset].isspace():
            offset += 1
    return tuple(found)


def paragraph_at(document: Document, offset: int) -> Span:
    """The block that holds ``offset``, or the nearest before it, else the first."""
    block = block_at(document, offset)
    return block.span if block else Span(0, 0)


def block_at(document: Document, offset: int) -> Block | None:
    """The block that holds ``offset``; between blocks, the one before; None in an empty document."""
    blocks = document.blocks
    at = bisect_right(blocks, offset, key=lambda block: block.span.start) - 1
    while at > 0 and not blocks[at].span.length:
        at -= 1
    return blocks[max(at, 0)] if blocks else None


def _line_at(text: str, within: Span, offset: int) -> Span:
    """The line of ``within`` that holds ``offset``; for a blank one the line before it."""
    while True:
        start = text.rfind("\n", within.start, offset) + 1 or within.start
        end = text.find("\n", offset, within.end)
        line = Span(start, within.end if end < 0 else end).trimmed(text)
        if line.length or start <= within.start:
            return line
        offset = start - 1


def _code(language: str) -> str:
    return language.strip().lower().replace("_", "-").split("-")[0] or "en"


def _pieces(text: str, span: Span) -> list[Span]:
    """``span`` in parts of bearable length, cut where a sentence surely ends, else at a blank."""
    pieces = []
    start = span.start
    while span.end - start > 2 * _PIECE:
        low, high = start + _PIECE, start + 2 * _PIECE
        end = _END.search(text, low, high)
        cut = end.end() if end else text.find(" ", low, high) + 1 or high
        pieces.append(Span(start, cut))
        start = cut
    pieces.append(Span(start, span.end))
    return pieces


@lru_cache(maxsize=128)
def _split(part: str, language: str) -> tuple[tuple[int, int], ...]:
    """Bounds of the sentences in ``part``, trimmed."""
    from sentencex import get_sentence_boundaries

    cuts = [0]
    for boundary in get_sentence_boundaries(language, part.translate(_QUOTES)):
        cut = _behind_closers(part, boundary["start_index"], boundary["end_index"])
        if not _goes_on(part, cut):
            cuts.append(cut)
    cuts.append(len(part))
    spans = [Span(start, end).trimmed(part) for start, end in pairwise(cuts)]
    return tuple((start, end) for start, end in spans if end > start)


def _behind_closers(part: str, start: int, end: int) -> int:
    """Where the sentence found at ``start`` to ``end`` really ends: after marks that close it."""
    bare = part[start:end].translate(_QUOTES).rstrip()
    at = start + len(bare)
    while at < end and part[at] in _CLOSERS:
        at += 1
    # A closing mark may stand apart, as in French; before a letter it would open the next sentence.
    apart = _APART.match(part, at)
    return apart.end() if apart else at


def _goes_on(part: str, cut: int) -> bool:
    """Whether the sentence runs on after a quotation: “…?” he asked."""
    rest = part[cut : cut + 3].lstrip()
    return cut > 0 and part[cut - 1] in _CLOSERS and rest[:1].islower()
