"""What a quotation found in an article is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.span import Span


class QuotationKind(StrEnum):
    """How the words are shown to be somebody's."""

    DIRECT = "direct"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that an article gives as spoken, and who it seems to say spoke them.

    Spans count code points of the document's text.

    Attributes:
        span: The whole of it with its marks, from the first word's mark to the last's; of an
            interview the turn without its label.
        words: The spoken words without marks, in text order inside ``span``: several where the
            reporting clause interrupts them or where they run over paragraphs.
        speaker: The name as proposed, in full where the article gives it in full before; empty
            where it would be a guess.
        cue: The words that show it, such as ``said`` or ``According to``; empty for a label.
        kind: ``direct`` between marks, ``interview`` for a turn under a label.
    """

    span: Span
    words: tuple[Span, ...]
    speaker: str = ""
    cue: str = ""
    kind: QuotationKind = QuotationKind.DIRECT
