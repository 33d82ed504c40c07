"""Quotation marks in one block of text, paired: which words stand between which marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corpus.span import Span

LONGEST: Final = 3000  # code points: a quotation whose closing mark is missing ends here at the latest
_DOUBLE: Final = re.compile(r"[\"“”„‟«»]")
_SINGLE: Final = re.compile(r"[‘’‚‛'‹›]")
_BLANKS: Final = " \t\u00a0\u202f\u2009\n"
_ELIDED: Final = re.compile(r"['’](?:tis|twas|em|cause|til|till|n|round|bout|\d0s|\d\d)(?!\w)", re.IGNORECASE)
_CLOSED: Final = frozenset('.,!?…;:—–)]»”"')


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks.

    Attributes:
        span: With its marks.
        words: Without them and the blanks inside them; several where an opening mark is repeated
            at the beginning of a line.
        opener: The mark that opens it.
        closed: Whether it has a closing mark.
        aside: The reporting clause inside the marks, which is none of the words.
    """

    span: Span
    words: tuple[Span, ...]
    opener: str
    closed: bool
    aside: Span | None = None


def quoted(text: str, block: Span) -> list[Quoted]:
    """What stands between marks in ``block``, outermost marks only, in text order.

    Apostrophes are no marks. One that is opened and not closed ends with the block, or after
    `LONGEST` code points; a single mark that is never closed was an apostrophe.
    """
    doubles = _doubles(text, block)
    singles = _singles(text, block, doubles)
    if not singles:
        return doubles
    return _outermost(sorted([*doubles, *singles], key=lambda found: (found.span.start, -found.span.end)))


def _outermost(found: list[Quoted]) -> list[Quoted]:
    kept: list[Quoted] = []
    for one in found:
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return kept


def _doubles(text: str, block: Span) -> list[Quoted]:
    found: list[Quoted] = []
    opened = -1
    closers = opener = ""
    depth = 0
    repeats: list[int] = []
    for match in _DOUBLE.finditer(text, *block):
        at, sign = match.start(), match[0]
        if opened < 0:
            if _opens(text, at, sign, block):
                opened, opener, closers, depth, repeats = at, sign, _closers(sign), 0, []
        elif sign in closers and not (sign == '"' and opener != '"' and _begins(text, at, block)):
            if sign == opener == '"' and _begins(text, at, block) and not _ends(text, at, block):
                # A second opening mark of the same straight kind: the first was never closed.
                found.append(_closed(text, opened, at, opener, repeats, closed=False))
                opened, repeats = at, []
            elif depth:
                depth -= 1
            else:
                found.append(_closed(text, opened, at + 1, opener, repeats, closed=True))
                opened = -1
        elif sign == opener:
            if at == 0 or text[at - 1] == "\n" or (sign == "«" and _line_begins(text, at, block)):
                repeats.append(at)
            elif _begins(text, at, block):
                depth += 1
    if opened >= 0:
        end = Span(opened, min(block.end, opened + LONGEST)).trimmed(text).end
        found.append(_closed(text, opened, end, opener, repeats, closed=False))
    return found


def _line_begins(text: str, at: int, block: Span) -> bool:
    before = text[max(block.start, at - 4) : at]
    return not before.rstrip(" \t\u00a0\u202f") or before.rstrip(" \t\u00a0\u202f").endswith("\n")


def _closers(opener: str) -> str:
    return {"„": '“”"', "“": '”"', "”": '”"', "‟": '”"', "«": "»", "»": "«", '"': '"”'}[opener]


def _opens(text: str, at: int, sign: str, block: Span) -> bool:
    """Whether a mark, nothing being open, opens: it stands before a word and behind none."""
    if sign in "„«":
        return at + 1 < block.end
    if sign == "“":
        return _begins(text, at, block) or not _behind_word(text, at, block)
    return _begins(text, at, block)


def _begins(text: str, at: int, block: Span) -> bool:
    return (
        not _behind_word(text, at, block) and at + 1 < block.end and text[at + 1] not in _BLANKS + ".,;:!?)"
    )


def _ends(text: str, at: int, block: Span) -> bool:
    return at > block.start and text[at - 1] not in _BLANKS


def _behind_word(text: str, at: int, block: Span) -> bool:
    return at > block.start and (text[at - 1].isalnum() or text[at - 1] in ".,!?…;%)]")


def _closed(text: str, start: int, end: int, opener: str, repeats: list[int], *, closed: bool) -> Quoted:
    span = Span(start, end).trimmed(text)
    inside = span.end - 1 if closed else span.end
    words, at = [], start + 1
    for cut in [*repeats, inside]:
        part = Span(at, cut).trimmed(text)
        if part.length:
            words.append(part)
        at = cut + 1
    return Quoted(span, tuple(words), opener, closed)


def _singles(text: str, block: Span, doubles: list[Quoted]) -> list[Quoted]:
    """Pairs of single marks outside the double ones, round which they may stand."""
    found: list[Quoted] = []
    opened, doubtful, which = -1, -1, 0
    opener = ""
    for match in _SINGLE.finditer(text, *block):
        at, sign = match.start(), match[0]
        while which < len(doubles) and doubles[which].span.end <= at:
            which += 1
        if which < len(doubles) and doubles[which].span.start < at:
            continue
        if opened < 0:
            if _single_opens(text, at, sign, block):
                opened, opener, doubtful = at, sign, -1
        elif _single_closes(text, at, sign, opener, block):
            if _maybe_plural(text, at, block):
                doubtful = at if doubtful < 0 else doubtful
            else:
                found.append(_closed(text, opened, at + 1, opener, [], closed=True))
                opened = -1
        elif doubtful >= 0 and _single_opens(text, at, sign, block):
            found.append(_closed(text, opened, doubtful + 1, opener, [], closed=True))
            opened, opener, doubtful = at, sign, -1
    if opened >= 0 and doubtful >= 0:
        found.append(_closed(text, opened, doubtful + 1, opener, [], closed=True))
    return found


def _single_opens(text: str, at: int, sign: str, block: Span) -> bool:
    if sign in "‚‘‛":
        return not (at > block.start and text[at - 1].isalnum()) and _begins(text, at, block)
    if sign in "‹›":
        return _begins(text, at, block) or sign == "‹"
    return sign == "'" and _begins(text, at, block) and not _ELIDED.match(text, at)


def _single_closes(text: str, at: int, sign: str, opener: str, block: Span) -> bool:
    closers = {"‚": "‘’", "‘": "’'", "‛": "’'", "'": "'’", "‹": "›", "›": "‹"}[opener]
    if sign not in closers or at == block.start or (text[at - 1] in _BLANKS and sign not in "‹›"):
        return False
    return at + 1 >= block.end or not text[at + 1].isalnum()


def _maybe_plural(text: str, at: int, block: Span) -> bool:
    """Whether an apostrophe may be that of "the ministers' meeting"."""
    after = text[at + 1 : min(at + 3, block.end)]
    return text[at - 1] in "sz" and after[:1] == " " and after[1:].islower()
