"""What stands in an article and is none of it: rests of navigation, share lines, lists of related links.

Judged in whole blocks and on the safe side: a share line that stays is a lesser evil than a sentence
that is lost. A block is furniture by its words alone, by its words and its place (above the first or
behind the last paragraph of running text), as part of a list that is headed as leading elsewhere, or as
one of several labelled lines that an article begins with and that tell about it (``Date: 2025-02-13``).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from corpus.bylines import field_of, is_caption
from corpus.document import Block, BlockKind, Document
from corpus.furniture.lines import LONGEST, bare, is_closing, is_furniture, is_section
from corpus.furniture.lists import linked, listed, numbered
from corpus.pace import breathe
from corpus.span import Span

__all__ = ["RULES", "furniture"]

RULES: Final = "furniture/2"
"""Changes with the rules, so that what was derived with others is made anew."""

_JUDGED: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM})
_PROSE: Final = 140  # code points from which a paragraph is running text
_MOST: Final = 0.6  # of the text; where lists would be more, the article is one
_HEAD: Final = 12  # blocks
_GIVEN: Final = frozenset(("front matter", "you"))


def furniture(document: Document) -> tuple[Span, ...]:
    """The blocks of ``document`` that are furniture, as spans in text order. Linear in the text."""
    text = document.text
    blocks = [block for block in document.blocks if block.kind in _JUDGED and block.span.length]
    # A title made of the first line may be a line of navigation itself.
    is_given = document.metadata.origin.get("title") in _GIVEN
    title = bare(document.metadata.title) if is_given else ""
    first, last = _prose(blocks, text)
    found = [_judged(block, text, title, at < first, at > last) for at, block in enumerate(blocks)]
    lists = [
        *listed(document, blocks, found, last),
        *linked(document, blocks, first),
        *numbered(blocks, text),
    ]
    covered = sum(blocks[at].span.length for at in lists)
    if covered <= _MOST * len(text):
        for at in lists:
            found[at] = at > last or bare(blocks[at].span.of(text)) != bare(document.metadata.title)
    _fill(blocks, found, text, last)
    labelled = _labelled(blocks, text)
    found[:labelled] = [True] * labelled
    return tuple(block.span for block, is_it in zip(blocks, found, strict=True) if is_it)


def _prose(blocks: Sequence[Block], text: str) -> tuple[int, int]:
    """Index of the first and of the last block of running text; beyond either end where there is none."""

    def runs(at: int) -> bool:
        block = blocks[at]
        if block.kind is not BlockKind.PARAGRAPH or block.span.length < _PROSE:
            return False
        return block.span.length > LONGEST or not _is_apart(block.span.of(text))

    first = next(filter(runs, range(len(blocks))), None)
    if first is None:
        return min(_HEAD, len(blocks)), len(blocks)
    return first, next(filter(runs, reversed(range(len(blocks)))), first)


def _labelled(blocks: Sequence[Block], text: str) -> int:
    """How many lines such as ``Date: 2025-02-13`` an article begins with; none unless several."""
    lines = takewhile(lambda block: block.span.length <= LONGEST, blocks)
    count = sum(1 for _ in takewhile(lambda block: field_of(block.span.of(text)), lines))
    return count if 1 < count < len(blocks) else 0


def _is_apart(text: str) -> bool:
    return is_furniture(text) or is_closing(text) or is_caption(text)


def _judged(block: Block, text: str, title: str, at_head: bool, at_tail: bool) -> bool:
    breathe()
    if block.span.length > LONGEST:
        return False
    words = block.span.of(text)
    if title and bare(words) == title:
        return False
    if block.kind is BlockKind.HEADING:
        return is_furniture(words, heads=True) or (at_head and is_section(words))
    return is_furniture(words) or (at_head and is_section(words)) or (at_tail and is_closing(words))


def _fill(blocks: Sequence[Block], found: list[bool], text: str, last: int) -> None:
    """Take in what stands behind the article between furniture: signs, and lines that are no sentence."""
    for at, block in enumerate(blocks):
        if found[at]:
            continue
        length = block.span.length
        if length > 120:
            continue
        words = block.span.of(text)
        before, after = at > 0 and found[at - 1], at + 1 >= len(blocks) or found[at + 1]
        if not bare(words) or not any(map(str.isalnum, words)):
            found[at] = after and (before or at > last)
        elif before and after and at > last and words.rstrip()[-1] not in '.!?"”»…':
            found[at] = at + 1 < len(blocks)
