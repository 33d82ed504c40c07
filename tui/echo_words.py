"""Echo words: what the list of echoes says of each, as pure functions of what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corpus.span import Span
from tui.percent import percent
from tui.widgets.echo_list import Bit

if TYPE_CHECKING:
    from annotations.model import Annotation
    from annotations.usecases.echoes.finding import Echo, Piece
    from corpus.document import Document

_AROUND: Final = 1_500  # code points shown on either side of a passage


class Order(StrEnum):
    """What echoes are sorted by; the value is what the list says."""

    LIKENESS = "likeness"
    DATE = "date"

    def sorted(self, echoes: Iterable[Echo]) -> list[Echo]:
        """``echoes`` the nearest first, or the earliest first; what has no date comes last."""
        if self is Order.DATE:
            return sorted(echoes, key=lambda echo: (not echo.date, echo.date, -echo.similarity, echo.path))
        return sorted(echoes, key=lambda echo: (-echo.similarity, not echo.date, echo.date, echo.path))


def bits_of(pieces: Iterable[Piece]) -> tuple[Bit, ...]:
    """The passage as it stands there, with what stands only here where it would stand."""
    bits: list[Bit] = []
    for piece in pieces:
        if piece.kind == "same":
            bits.append(Bit(piece.there, "text"))
            continue
        if piece.here.strip():
            bits.append(Bit(piece.here, "gone"))
        if piece.there.strip():
            bits.append(Bit(piece.there, "new"))
    return tuple(bits)


def likeness(similarity: float) -> str:
    """How much is the same, in words: never rounded up to all of it."""
    return "word for word" if similarity == 1 else f"{percent(similarity)} % the same"


def said_there(items: Sequence[Annotation], span: Span) -> tuple[str, ...] | None:
    """The tags of highlights that cover most of a place; None if there is none."""
    over = [
        item
        for item in items
        if item.span is not None
        and 2 * (min(item.span.end, span.end) - max(item.span.start, span.start)) > span.length
    ]
    return tuple(dict.fromkeys(tag for item in over for tag in item.tags)) if over else None


def nothing(words: int, least: int, *, compared: bool, working: bool, stop: str, hindrance: str = "") -> str:
    """Why there is no echo, in a sentence or two.

    Args:
        words: Of the passage.
        least: Words from which echoes are looked for.
        compared: Whether all articles have been compared.
        working: Whether they are being compared now.
        stop: The key that stops that.
        hindrance: Why they cannot be compared, a clause; empty if they can.
    """
    if words < least:
        return f"Echoes are looked for from {least} words on: select a longer passage."
    if compared:
        return "These words stand in no other article of this library."
    if working:
        return (
            f"The articles are still being compared. What is found shows up here by itself; {stop} stops it."
        )
    if hindrance:
        return f"Not all articles are compared: {hindrance}."
    return "Nothing found so far, but not all articles have been compared yet."


def surroundings(document: Document, span: Span) -> tuple[str, str]:
    """What stands before and after a passage in its paragraph."""
    from corpus.sentences import paragraph_at

    start = min(paragraph_at(document, span.start).start, span.start)
    end = max(paragraph_at(document, max(span.start, span.end - 1)).end, span.end)
    start, end = max(start, span.start - _AROUND), min(end, span.end + _AROUND)
    return document.text[start : span.start], document.text[span.end : end]
