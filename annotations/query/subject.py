"""What a query is asked about: a document, or one annotated passage of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.span import Span

if TYPE_CHECKING:
    from annotations.model import Annotation


@dataclass(frozen=True, slots=True)
class Passage:
    """One annotation, as far as queries can ask about it.

    Attributes:
        span: Its place in the present text; None for an orphan.
        speakers: Who speaks in the direct quotations that it overlaps.
    """

    quotation: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    creator: str = ""
    created: str = ""
    placement: str = "exact"
    span: Span | None = None
    speakers: tuple[str, ...] = ()

    @staticmethod
    def of(annotation: Annotation, speakers: Sequence[str] = ()) -> Passage:
        """The passage of an annotation."""
        return Passage(
            quotation=annotation.selectors.exact,
            note=annotation.note,
            tags=annotation.tags,
            creator=annotation.creator,
            created=annotation.created,
            placement=annotation.placement.value,
            span=annotation.span,
            speakers=tuple(speakers),
        )


def _no_text() -> str:
    return ""


def _none() -> tuple[()]:
    return ()


def _here(offset: int) -> Span:
    return Span(offset, offset + 1)


@dataclass(frozen=True, slots=True)
class Subject:
    """A document, or with ``passage`` one passage of it.

    What costs something is a function, called only if the query needs it. Give the passages of one
    document one and the same function, so that what is worked out for a document is kept.

    Attributes:
        status: ``unread``, ``reading`` or ``read``.
        text: The canonical text.
        passages: All annotated passages of the document.
        whole: What is said of the document as a whole: its tags and notes, as passages without a quotation.
        speakers: Who speaks in the document's direct quotations.
        sentence: The bounds of the sentence around an offset of the text.
        passage: The one that is asked about, as one of ``passages``.
    """

    path: str = ""
    title: str = ""
    source: str = ""
    author: str = ""
    date: str = ""
    status: str = "unread"
    text: Callable[[], str] = _no_text
    passages: Callable[[], Sequence[Passage]] = _none
    whole: Callable[[], Sequence[Passage]] = _none
    speakers: Callable[[], Sequence[str]] = _none
    sentence: Callable[[int], Span] = _here
    passage: Passage | None = None

    def asked(self) -> Sequence[Passage]:
        """The passages that fields of annotations speak about: the one asked about, else all."""
        return self.passages() if self.passage is None else (self.passage,)

    def spoken(self) -> Sequence[Passage]:
        """What fields of tags and notes speak about: a document's own stand beside those of its passages."""
        return (*self.passages(), *self.whole()) if self.passage is None else (self.passage,)
