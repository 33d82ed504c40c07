"""Interviews and transcripts: turns under labels, or questions in bold with their answers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.document import Block, BlockKind, Document, Inline, InlineKind
from corpus.quotations.model import Quotation, QuotationKind
from corpus.quotations.people import People
from corpus.quotations.words import words_of
from corpus.span import Span

_LABEL: Final = re.compile(
    r"([^\W\d_][^:\n.!?;“”„«»\"]{0,60}|[^\W\d_]\.?[^\W\d_]?\.?)[ \u00a0\u202f]?:(?=\s|\*|$)"
)
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_LABEL_WORDS: Final = 6
_LEAST_TURNS: Final = 3
_NO_SPEAKERS: Final = frozenset(
    "source sources published updated update photo foto share note notes tags topics date author by "
    "title read also more related editor's correction topic subject from to location time place email "
    "tel phone quelle stand datum autor hinweis anmerkung tipp lire aussi auteur crédit légende ps p.s "
    "link url http https opinion analysis factbox background hintergrund price address".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says in an interview.

    Attributes:
        blocks: Indices of its blocks.
        span: From its first word to its last, without the label.
        words: Its paragraphs.
        label: The label as it stands, empty for a question or answer told by its print alone.
        answers: Whether the one who is interviewed says it, as far as the label does not tell a name.
        asks: Whether it is a question of no named person.
    """

    blocks: tuple[int, ...]
    span: Span
    words: tuple[Span, ...]
    label: str = ""
    answers: bool = False
    asks: bool = False


def turns(document: Document, blocks: Sequence[Block]) -> tuple[Turn, ...]:
    """The turns of an interview in ``document``; nothing where it is none."""
    breaks = [
        block.span.start for block in document.blocks if block.kind in (BlockKind.HEADING, BlockKind.RULE)
    ]
    return _labelled(document, blocks, breaks) or _in_bold(document, blocks, breaks)


def quotation(turn: Turn, people: People, interviewee: str) -> Quotation:
    """A turn as a quotation, its speaker named as fully as the text before allows."""
    speaker = ""
    if turn.answers:
        speaker = interviewee
    elif not turn.asks:
        speaker = people.called(turn.label) or _named(turn.label)
    return Quotation(turn.span, turn.words, speaker, kind=QuotationKind.INTERVIEW)


def _named(label: str) -> str:
    """A label as a name: not in capitals throughout, unless it is initials."""
    if label.isupper() and len(label.replace(".", "").replace(" ", "")) > 3:
        return " ".join(word.capitalize() if "-" not in word else word.title() for word in label.split())
    return label


def _labelled(document: Document, blocks: Sequence[Block], breaks: Sequence[int]) -> tuple[Turn, ...]:
    text, words = document.text, words_of(document.metadata.language)
    labels: dict[int, tuple[str, Span]] = {}
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.PARAGRAPH:
            match = _LABEL.match(text, block.span.start, block.span.end)
            if match and (label := _label_of(match[1], words.question | words.answer)):
                labels[index] = (label, Span(match.start(1), match.end()))
    starts = _conversation(text, blocks, labels)
    found = []
    for index, (label, place) in starts.items():
        body = _body(blocks, index, starts, breaks)
        opening = Span(place.end, blocks[index].span.end).trimmed(text)
        parts = [part for part in (opening, *(blocks[at].span for at in body[1:])) if part.length]
        if parts:
            key = label.lower().rstrip(".")
            asks, answers = key in words.question, key in words.answer and key not in words.question
            span = Span(parts[0].start, parts[-1].end)
            found.append(Turn(tuple(body), span, tuple(parts), label, answers, asks))
    return tuple(found)


def _conversation(
    text: str, blocks: Sequence[Block], labels: dict[int, tuple[str, Span]]
) -> dict[int, tuple[str, Span]]:
    """The labels that take turns; nothing where they are a list's, in which nobody asks anything."""
    times = Counter(label.lower() for label, _ in labels.values())
    often = [index for index, (label, _) in labels.items() if times[label.lower()] > 1]
    if not often:
        return {}
    # Whoever speaks once between others who speak more often has a turn as well.
    turns = {index: one for index, one in labels.items() if often[0] - 1 <= index <= often[-1] + 1}
    asked = sum("?" in blocks[index].span.of(text) for index in turns)
    speakers = {label.lower() for label, _ in turns.values()}
    close = 6 * len(turns) >= often[-1] - often[0] + 1
    enough = len(turns) >= _LEAST_TURNS and len(speakers) > 1
    return turns if enough and close and 6 * asked >= len(turns) else {}


def _label_of(found: str, letters: frozenset[str]) -> str:
    """The name, role or letter that a label is; empty where it is no label of a speaker."""
    label = _BRACKETS.sub("", found).strip(" *_")
    words = label.split()
    if not words or len(words) > _LABEL_WORDS:
        return ""
    low = [word.lower().strip(".,'’") for word in words]
    if low[0] in letters and len(words) == 1:
        return label
    if any(word in _NO_SPEAKERS for word in low) or "," in label:
        return ""
    small = (
        "of",
        "the",
        "van",
        "von",
        "de",
        "der",
        "den",
        "du",
        "la",
        "le",
        "für",
        "des",
        "and",
        "di",
        "da",
        "for",
    )
    if not all(word[0].isupper() or word in small or word.startswith("al-") for word in words):
        return ""
    return label


def _body(blocks: Sequence[Block], index: int, starts: Container[int], breaks: Sequence[int]) -> list[int]:
    """A turn's blocks: its first and those behind it up to the next turn, heading or rule."""
    body = [index]
    while True:
        at = body[-1] + 1
        if at >= len(blocks) or at in starts:
            return body
        behind = bisect_left(breaks, blocks[body[-1]].span.start)
        if behind < len(breaks) and breaks[behind] < blocks[at].span.start:
            return body
        body.append(at)


def _in_bold(document: Document, blocks: Sequence[Block], breaks: Sequence[int]) -> tuple[Turn, ...]:
    text = document.text
    bold = _covered(document.inlines, InlineKind.STRONG, blocks, text)
    slanted = _covered(document.inlines, InlineKind.EMPHASIS, blocks, text)
    asked = [index for index in bold if text[blocks[index].span.end - 1] in "?？"]
    if len(asked) < 2 or 2 * len(asked) < len(bold):
        return ()
    first = min(asked)
    questions = {index for index in bold if index >= first}
    found: list[Turn] = []
    for index in sorted(questions):
        body = _body(blocks, index, questions | slanted, breaks)
        if len(body) < 2:
            continue
        span = blocks[index].span
        found.append(Turn((index,), span, (span,), asks=True))
        parts = tuple(blocks[at].span for at in body[1:])
        found.append(Turn(tuple(body[1:]), Span(parts[0].start, parts[-1].end), parts, answers=True))
    return tuple(found)


def _covered(inlines: Sequence[Inline], kind: InlineKind, blocks: Sequence[Block], text: str) -> set[int]:
    """The blocks that are of one print throughout."""
    starts = [block.span.start for block in blocks]
    found = set()
    for inline in inlines:
        if inline.kind is kind:
            index = bisect_left(starts, inline.span.start)
            begins = index < len(blocks) and blocks[index].span.start == inline.span.start
            if begins and not text[inline.span.end : blocks[index].span.end].strip():
                found.add(index)
    return found
