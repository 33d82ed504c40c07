"""What a query is made of: frozen nodes, and the error for a line that is no query."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from annotations.errors import ScholiastError

TEXT_FIELDS: Final = ("note", "title", "source", "author", "by", "doc", "text", "speaker")
DATE_FIELDS: Final = ("date", "created")
CHOICES: Final = {
    "status": ("unread", "reading", "read"),
    "placement": ("exact", "moved", "uncertain", "orphan"),
    "has": ("note", "tag", "highlight"),
}
FIELDS: Final = ("tag", *TEXT_FIELDS, *DATE_FIELDS, *CHOICES)
KEYWORDS: Final = frozenset({"AND", "OR", "NOT", "NEAR", "WITH", "IN"})
DISTANCE: Final = 10


class QueryError(ScholiastError):
    """A line that is not a query.

    Attributes:
        position: Where the mistake is, in code points of the line.
        message: What is wrong there, one sentence.
        example: A query of the kind that was probably meant.
    """

    def __init__(self, position: int, message: str, example: str) -> None:
        super().__init__(f"{message} (character {position + 1} of the query). For example: {example}")
        self.position = position
        self.message = message
        self.example = example


@dataclass(frozen=True, slots=True)
class Query:
    """Any node; printed so that `parse` gives an equal one back."""

    def __str__(self) -> str:
        from annotations.query.show import show

        return show(self)


@dataclass(frozen=True, slots=True)
class Everything(Query):
    """The empty query, which leaves nothing out. Only ever a whole query."""


@dataclass(frozen=True, slots=True)
class Term(Query):
    """One word, or several in a row.

    Attributes:
        text: As typed, white space folded.
        prefix: Whether the last word may go on.
        exact: Whether case, accents and punctuation count.
    """

    text: str
    prefix: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Near(Query):
    """Two or more terms, none exact, with at most ``distance`` words between each and the last of them."""

    terms: tuple[Term, ...]
    distance: int = DISTANCE


@dataclass(frozen=True, slots=True)
class Within(Query):
    """A term in one of `TEXT_FIELDS`."""

    field: str
    term: Term


@dataclass(frozen=True, slots=True)
class Tagged(Query):
    """A tag, with its sub-tags unless ``alone``; with ``prefix``, every path that begins so."""

    path: str
    alone: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Dated(Query):
    """A date or a range of dates, each ``2025``, ``2025-02`` or ``2025-02-13``; one end may be empty."""

    field: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Choice(Query):
    """One of the values that a field of `CHOICES` can have."""

    field: str
    value: str


class Relation(StrEnum):
    """How two tagged passages of one document meet."""

    NEAR = "NEAR"  # in the same sentence
    WITH = "WITH"  # they overlap
    IN = "IN"  # the first lies inside the second


@dataclass(frozen=True, slots=True)
class Meeting(Query):
    """Two tags whose passages meet; a passage that has both tags meets itself."""

    left: Tagged
    relation: Relation
    right: Tagged


@dataclass(frozen=True, slots=True)
class Not(Query):
    """What ``part`` leaves out."""

    part: Query


@dataclass(frozen=True, slots=True)
class And(Query):
    """All of two or more parts."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or(Query):
    """Any of two or more parts."""

    parts: tuple[Query, ...]
