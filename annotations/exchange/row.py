"""One annotation as plain data, the shape that every exchange format is written from and read into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotations.model import Annotation, Placement, Selectors, tag_paths
from corpus.clean import clean, clean_line
from corpus.span import Span


class BadRow(ValueError):
    """A row that does not hold what it must; the message names the field and what is wrong."""


@dataclass(frozen=True, slots=True)
class Row:
    """An annotation with what is needed to find its document again.

    Attributes:
        document: Path of the document, relative to the library; ``document_id`` is its UUID.
        start, end: Where it stands in the text version ``digest``, in code points; None where it
            has no place or the format tells none.
        made: Start, end and digest as it was made, where they differ from these.
        placement: Empty where the format does not say.
        tags: As found, before they are made tag paths.
        extra: Whatever else the format held, under its own names.
    """

    id: str = ""
    document: str = ""
    document_id: str = ""
    title: str = ""
    author: str = ""
    url: str = ""
    start: int | None = None
    end: int | None = None
    digest: str = ""
    made: tuple[int, int, str] | None = None
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    placement: str = ""
    score: float = 1.0
    tags: tuple[str, ...] = ()
    note: str = ""
    creator: str = ""
    created: str = ""
    modified: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read, for the report: ``line`` counts from 1."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a file held: the rows that could be read, and what could not."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


def annotation_of(row: Row, identity: str, document: str) -> Annotation:
    """The annotation of ``row`` in the document with UUID ``document``, not anchored anew.

    A row whose format tells no place becomes an orphan, for the library to anchor by quotation.
    ``identity`` is the UUID to give it, normally ``row.id``.

    Raises:
        BadRow: Its range or its placement is impossible.
    """
    span = None
    if row.start is not None and row.end is not None:
        if not 0 <= row.start < row.end:
            raise BadRow(f"'start' {row.start} and 'end' {row.end} are not a range")
        span = Span(row.start, row.end)
    try:
        placement = Placement(row.placement or ("exact" if span else "orphan"))
    except ValueError as error:
        raise BadRow(f"'placement' is {row.placement!r}, which is none that is known") from error
    if placement is Placement.ORPHAN:
        span = None
    elif span is None:
        placement = Placement.ORPHAN
    made = row.made or ((*span, row.digest) if span else (0, len(row.exact), ""))
    return Annotation(
        id=identity,
        document=document,
        selectors=Selectors(made[0], made[1], row.exact, row.prefix, row.suffix, made[2]),
        span=span,
        placed=row.digest,
        placement=placement,
        score=row.score if span else 0.0,
        tags=tag_paths(row.tags),
        note=clean(row.note),
        creator=clean_line(row.creator),
        created=clean_line(row.created),
        modified=clean_line(row.modified),
        extra=row.extra,
    )
