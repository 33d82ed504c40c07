"""Lists that lead elsewhere: headed as related, made of links, or the numbers of pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from corpus.document import Block, BlockKind, Document, InlineKind
from corpus.furniture.lines import is_related, is_topics

_TITLE: Final = 200  # code points of the longest title in a list
_TEASER: Final = 420  # and of the longest teaser
_TAG: Final = 40
_INSIDE: Final = 8  # entries of a list in the middle of an article
_LINK: Final = 0.9  # of a block, from which it is a link and nothing more
_RUN: Final = 3  # links in a row that are navigation
_PAGES: Final = 5  # numbers in a row that are pages
_PAGE: Final = 8_000  # code points between two of them, in the middle
_ENDS: Final = '.!?…"”»'
_BULLET: Final = re.compile(r"[-–—•*·▪►▸›»]\s")
_AGO: Final = re.compile(
    r"(?:\b\d{1,2}\s?(?:h|d|m|min|mins|hours?|days?|hrs?|weeks?|std|tage?n?|jours?|heures?)(?: ago)?"
    r"|\bago)[ \-–—.]*\Z",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"[-–—\s]*(\d{1,4})[-–—\s]*")


def listed(document: Document, blocks: Sequence[Block], found: Sequence[bool], last: int) -> Iterator[int]:
    """Indexes of the headings of lists that lead elsewhere, and of what stands in these lists."""
    text = document.text
    half = len(text) * 2 // 5
    at = 0
    while at < len(blocks):
        block = blocks[at]
        words = block.span.of(text) if block.span.length <= 80 else ""
        strong, weak = bool(words) and is_related(words), bool(words) and is_topics(words)
        if not (strong or weak) or block.span.start == 0:
            at += 1
            continue
        end = _end(blocks, text, at + 1, found)
        closes = end == len(blocks) and block.span.start >= half
        if weak and not (closes and _leads_away(blocks, text, at, end)):
            end = at
        elif not closes:
            end = _inside(blocks, text, at)
        if end == at + 1 and end < len(blocks) and blocks[end].span.length <= _TITLE:
            end = at  # what follows may be what it heads, but is not surely so
        yield from range(at, end)
        at = max(end, at + 1)


def _end(blocks: Sequence[Block], text: str, at: int, found: Sequence[bool]) -> int:
    """Index of the first block from ``at`` on that cannot stand in a list of titles and teasers."""
    while at < len(blocks):
        block = blocks[at]
        length = block.span.length
        words = block.span.of(text) if length <= _TEASER else ""
        if not words:
            return at
        entry = (
            found[at]
            or block.kind is BlockKind.ITEM
            or length <= 80
            or is_related(words)
            or _AGO.search(words[-40:])
            or (length <= _TITLE and words.rstrip()[-1] not in _ENDS)
            or _follows_title(blocks, text, at)
        )
        if not entry or (block.kind is BlockKind.HEADING and not (is_related(words) or found[at])):
            return at
        at += 1
    return at


def _follows_title(blocks: Sequence[Block], text: str, at: int) -> bool:
    """Whether a block can be the teaser under a title: the one before is a title and so is the next."""
    if blocks[at].span.length > 300 or blocks[at - 1].span.length > _TITLE:
        return False
    before = blocks[at - 1].span.of(text).rstrip()
    if before[-1:] in _ENDS:
        return False
    if at + 1 == len(blocks):
        return True
    after = blocks[at + 1].span
    return after.length <= _TITLE and after.of(text).rstrip()[-1:] not in _ENDS


def _leads_away(blocks: Sequence[Block], text: str, at: int, end: int) -> bool:
    """Whether a list under “Topics” is one of subjects or of articles, and not a part of the text."""
    entries = [blocks[i].span.of(text) for i in range(at + 1, end)]
    if not entries:
        return True
    if all(len(entry) <= _TAG and entry.rstrip()[-1:] not in _ENDS for entry in entries):
        return True
    return any(is_related(entry) or _AGO.search(entry[-40:]) for entry in entries if len(entry) <= _TEASER)


def _inside(blocks: Sequence[Block], text: str, at: int) -> int:
    """Where a list in the middle of an article ends: entries are marked as such or no sentences."""
    end = at + 1
    while end < len(blocks) and end - at <= _INSIDE:
        block = blocks[end]
        if block.span.length > _TITLE or block.kind is BlockKind.HEADING:
            break
        words = block.span.of(text)
        is_item = block.kind is BlockKind.ITEM or _BULLET.match(words)
        if not is_item or words.rstrip()[-1] in '.…"”':
            break
        end += 1
    return end


def linked(document: Document, blocks: Sequence[Block], first: int) -> Iterator[int]:
    """Indexes of blocks in a row that are links and nothing more, above the article and its headings."""
    links = [
        inline.span for inline in document.inlines
        if inline.kind is InlineKind.LINK and inline.target and not inline.target.startswith("#")
    ]  # fmt: skip
    if not links:
        return
    starts = [span.start for span in links]
    run: list[int] = []
    heading = (at for at in range(min(first, len(blocks))) if blocks[at].kind is BlockKind.HEADING)
    end = next(heading, first)
    if end >= len(blocks):
        return  # no running text: the links are the article
    for at in range(end + 1):
        if at < end:
            span = blocks[at].span
            within = links[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            if sum(link.length for link in within) >= _LINK * span.length:
                run.append(at)
                continue
        if len(run) >= _RUN:
            yield from run
        run = []


def numbered(blocks: Sequence[Block], text: str) -> Iterator[int]:
    """Indexes of the numbers of pages: alone in their blocks, each by one more, about a page apart."""
    numbers = []
    for at, block in enumerate(blocks):
        if block.span.length <= 12 and block.kind is BlockKind.PARAGRAPH:
            match = _NUMBER.fullmatch(block.span.of(text))
            if match:
                numbers.append((at, int(match[1])))
    run = numbers[:1]
    for before, here in pairwise([*numbers, (-1, -1)]):
        if here[1] == before[1] + 1:
            run.append(here)
            continue
        if len(run) >= _PAGES:
            places = [blocks[at].span.start for at, _ in run]
            gaps = [right - left for left, right in pairwise(places)]
            middle = sorted(gaps)[len(gaps) // 2]
            if 200 <= middle <= _PAGE and max(gaps) <= 3 * middle:
                yield from (at for at, _ in run)
        run = [here]
