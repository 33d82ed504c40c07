"""Quotations as they are printed: parts between marks put together to what one speaker says on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from corpus.document import Block
from corpus.quotations.attribution import behind, sentence_end
from corpus.quotations.clause import Said
from corpus.quotations.marks import Quoted
from corpus.quotations.names import Name
from corpus.quotations.tokens import MASK
from corpus.quotations.words.model import Words
from corpus.span import Span

_GAP: Final = 240  # code points of a reporting clause between two parts
_SAME: Final = {"«": "«»", "»": "«»", "“": "“", "„": "„", '"': '"“', "”": "”", "‟": "‟“"}
_ENDS: Final = (",", "-", "–", "—", ";")


@dataclass(slots=True)
class Passage:
    """Parts that one speaker says: several with a reporting clause between or over paragraphs.

    Attributes:
        parts: In text order.
        first: Index of the block of the first part; last: of the last.
        said: The reporting clause between the parts or behind the first.
    """

    parts: list[Quoted]
    first: int
    last: int
    said: Said | None = None
    words: list[Span] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """From the first mark to the last."""
        return Span(self.parts[0].span.start, self.parts[-1].span.end)


@dataclass(frozen=True, slots=True)
class Page:
    """What all steps look at: the blocks, the text with quoted words masked, its names."""

    text: str
    masked: str
    blocks: Sequence[Block]
    named: dict[int, Name]
    words: Words


def masked(text: str, found: Sequence[tuple[int, Quoted]]) -> str:
    """The text with all quoted words masked but for the sign they end with."""
    pieces: list[str] = []
    at = 0
    for _, one in found:
        for span in one.words:
            last = text[span.end - 1]
            kept = last if last in ".!?…," else MASK
            pieces += (text[at : span.start], MASK * (span.length - 1), kept)
            at = span.end
    pieces.append(text[at:])
    return "".join(pieces)


def passages(page: Page, found: Sequence[tuple[int, Quoted]]) -> Iterator[Passage]:
    """The passages that the quoted parts of the blocks make up, in text order.

    Args:
        page: The article.
        found: Index of the block and what is quoted there, in text order.
    """
    now: Passage | None = None
    for index, (block, one) in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        limit = (
            following[1].span.start if following and following[0] == block else page.blocks[block].span.end
        )
        said = _behind(page, one, limit)
        if now and (_runs_on(page, now, block, one) or _resumes(page, now, block, one, said)):
            now.parts.append(one)
            now.last = block
            now.said = now.said or said
            continue
        if now:
            yield now
        now = Passage([one], block, block, said)
    if now:
        yield now


def _behind(page: Page, one: Quoted, limit: int) -> Said | None:
    if one.aside:
        return behind(page.masked, one.aside, page.named, page.words, open_ended=True, asked=False)
    if not one.closed or not one.words:
        return None
    last = page.text[one.words[-1].end - 1]
    return behind(
        page.masked,
        Span(one.span.end, limit),
        page.named,
        page.words,
        open_ended=last not in ".;:",
        asked=last in "?!…",
    )


def _runs_on(page: Page, now: Passage, block: int, one: Quoted) -> bool:
    """Whether a part begins a paragraph and the one before was never closed."""
    last = now.parts[-1]
    if last.closed or block != now.last + 1 or page.blocks[block].span.start != one.span.start:
        return False
    if page.blocks[now.last].quoted != page.blocks[block].quoted:
        return False
    return one.opener in _SAME.get(last.opener, last.opener) and (
        last.span.end >= page.blocks[now.last].span.end
    )


def _resumes(page: Page, now: Passage, block: int, one: Quoted, said: Said | None) -> bool:
    """Whether a part goes on behind a reporting clause, as “and B” does in “A,” she said, “and B.”."""
    last = now.parts[-1]
    if block != now.last or not now.said or one.span.start - last.span.end > _GAP:
        return False
    gap = page.masked[last.span.end : one.span.start].strip()
    if not gap or not (last.span.end <= now.said.subject.span.start or len(now.parts) > 1):
        return False
    # One sentence: it ends with the gap, or behind it.
    end = sentence_end(page.masked, last.span.end, one.span.start + 1)
    if (
        page.masked[end : one.span.start].strip()
        or ": " in gap
        or _behind(page, last, one.span.start) is None
    ):
        return False
    return (gap.endswith(_ENDS) and len(gap) > 1) or (gap.endswith(".") and said is None)
