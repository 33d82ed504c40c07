"""The annotation, the tag and the annotated document: frozen, and their records as stored.

A record is the JSON object that the store keeps. Keys that this version does not know are carried
in ``extra`` and written back, so that an older program never drops what a newer one wrote.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from annotations.fields import BadRecord as BadRecord
from annotations.fields import Record as Record
from annotations.fields import identity, number, rest, text, texts
from annotations.tagpath import tag_path as tag_path
from annotations.tagpath import tag_paths as tag_paths
from corpus.clean import clean, clean_line
from corpus.span import Span

_NAMES: Final = uuid.UUID("5a1f7c0e-6d0b-4b7e-9a55-3f0f5e0f8a21")


class Placement(StrEnum):
    """How sure the place of an annotation is in the text as it is now."""

    EXACT = "exact"  # same words in the same order of the text
    MOVED = "moved"  # same words, elsewhere in the order of the text
    UNCERTAIN = "uncertain"  # the words changed
    ORPHAN = "orphan"  # no place; quotation and context as last seen


@dataclass(frozen=True, slots=True)
class Selectors:
    """Where a passage stood in one version of a text: position, quotation and context.

    Attributes:
        start, end: Half-open range of code points in the text named by ``digest``.
        exact: The passage; ``prefix`` and ``suffix`` are up to 64 code points on either side,
            never cutting a grapheme.
        digest: SHA-256 of the text (`corpus.digest.digest_of`), empty where it is not known.
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    digest: str = ""

    @property
    def span(self) -> Span:
        """The range as a span of that text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one person said about one passage.

    Attributes:
        id: UUID, lower case with hyphens.
        document: UUID of the annotated document (`DocumentRecord.id`).
        selectors: The passage as it was made, or as it was last placed for certain.
        span: Its place in the text named by ``placed``; None for an orphan.
        placed: Digest of the text that ``span`` counts in.
        score: 0 to 1, how sure the placement is.
        tags: Tag paths in the order given, no doubles.
        note: Markdown, empty if none.
        created, modified: UTC, ``YYYY-MM-DDTHH:MM:SSZ``.
        rev: Counts the changes of this record; 1 when new.
    """

    id: str
    document: str
    selectors: Selectors
    span: Span | None
    placed: str
    placement: Placement = Placement.EXACT
    score: float = 1.0
    tags: tuple[str, ...] = ()
    note: str = ""
    creator: str = ""
    created: str = ""
    modified: str = ""
    rev: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What the store knows of an annotated document, so that its annotations can be read without it.

    Attributes:
        id: UUID.
        path: Relative to the library, as in `corpus.document.Document.path`.
        digest: The text version that its annotations were last placed in.
        file: SHA-256 of the file's bytes then, so that a change is noticed without reading the text.
    """

    id: str
    path: str
    title: str = ""
    source: str = ""
    author: str = ""
    date: str = ""
    url: str = ""
    digest: str = ""
    extractor: str = ""
    file: str = ""
    rev: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tag:
    """One entry of the codebook.

    Attributes:
        path: Slash path such as ``position/strength``; compared without case.
        colour: One of the palette's names (`styles.palette`) or ``#rrggbb``.
        pinned: The digit 1 to 9 that toggles it, 0 for none.
    """

    id: str
    path: str
    colour: str
    description: str = ""
    pinned: int = 0
    rev: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)


def new_id() -> str:
    """A fresh UUID in its canonical form."""
    return str(uuid.uuid4())


def named_id(kind: str, name: str) -> str:
    """The UUID that follows from a name.

    What two people make under one name apart from each other is then one record, in which both meet.
    """
    return str(uuid.uuid5(_NAMES, f"{kind}:{name}"))


def now() -> str:
    """The present moment in UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_ANNOTATION_KEYS: Final = frozenset(
    "id document start end exact prefix suffix digest place placed placement score tags note "
    "creator created modified rev".split()
)
_DOCUMENT_KEYS: Final = frozenset("id path title source author date url digest extractor file rev".split())
_TAG_KEYS: Final = frozenset("id path colour description pinned rev".split())


def annotation_record(annotation: Annotation) -> Record:
    """The annotation as the store keeps it."""
    selectors = annotation.selectors
    return {
        "id": annotation.id,
        "document": annotation.document,
        "start": selectors.start,
        "end": selectors.end,
        "exact": selectors.exact,
        "prefix": selectors.prefix,
        "suffix": selectors.suffix,
        "digest": selectors.digest,
        "place": list(annotation.span) if annotation.span else None,
        "placed": annotation.placed,
        "placement": annotation.placement.value,
        "score": annotation.score,
        "tags": list(annotation.tags),
        "note": annotation.note,
        "creator": annotation.creator,
        "created": annotation.created,
        "modified": annotation.modified,
        "rev": annotation.rev,
        **annotation.extra,
    }


def annotation_from(record: Record) -> Annotation:
    """The annotation of a stored record, made safe to show.

    Raises:
        BadRecord: A field is missing or of the wrong kind.
    """
    selectors = Selectors(
        number(record, "start"),
        number(record, "end"),
        text(record, "exact"),
        text(record, "prefix"),
        text(record, "suffix"),
        text(record, "digest"),
    )
    if not 0 <= selectors.start <= selectors.end:
        raise BadRecord("'start' and 'end' are not a range")
    place = record.get("place")
    span = None
    if place is not None:
        if not (isinstance(place, list) and len(place) == 2 and all(type(n) is int for n in place)):
            raise BadRecord("'place' is not a pair of whole numbers")
        span = Span(*place)
        if not 0 <= span.start < span.end:
            raise BadRecord("'place' is not a range")
    try:
        placement = Placement(record.get("placement", "exact"))
    except ValueError as error:
        raise BadRecord("'placement' is not one that is known") from error
    if (span is None) != (placement is Placement.ORPHAN):
        raise BadRecord("'placement' and 'place' do not agree")
    score = record.get("score", 1.0)
    if not isinstance(score, (int, float)) or isinstance(score, bool) or not 0 <= score <= 1:
        raise BadRecord("'score' is not a number from 0 to 1")
    tags = texts(record, "tags")
    return Annotation(
        id=identity(record),
        document=identity(record, "document"),
        selectors=selectors,
        span=span,
        placed=text(record, "placed"),
        placement=placement,
        score=float(score),
        tags=tag_paths(tags),
        note=clean(text(record, "note")),
        creator=clean_line(text(record, "creator")),
        created=clean_line(text(record, "created")),
        modified=clean_line(text(record, "modified")),
        rev=number(record, "rev", 1),
        extra=rest(record, _ANNOTATION_KEYS),
    )


def document_record(document: DocumentRecord) -> Record:
    """The document as the store keeps it."""
    record: Record = {key: getattr(document, key) for key in _ORDER_DOCUMENT}
    return {**record, **document.extra}


def document_from(record: Record) -> DocumentRecord:
    """The document of a stored record.

    Raises:
        BadRecord: A field is missing or of the wrong kind.
    """
    lines = {key: clean_line(text(record, key)) for key in ("title", "source", "author", "date", "url")}
    return DocumentRecord(
        id=identity(record),
        path=text(record, "path"),
        digest=text(record, "digest"),
        extractor=text(record, "extractor"),
        file=text(record, "file"),
        rev=number(record, "rev", 1),
        extra=rest(record, _DOCUMENT_KEYS),
        **lines,
    )


_ORDER_DOCUMENT: Final = (
    "id", "path", "title", "source", "author", "date", "url", "digest", "extractor", "file", "rev",
)  # fmt: skip


def tag_record(tag: Tag) -> Record:
    """The tag as the store keeps it."""
    return {
        "id": tag.id,
        "path": tag.path,
        "colour": tag.colour,
        "description": tag.description,
        "pinned": tag.pinned,
        "rev": tag.rev,
        **tag.extra,
    }


def tag_from(record: Record) -> Tag:
    """The tag of a stored record.

    Raises:
        BadRecord: A field is missing or of the wrong kind.
    """
    path = tag_path(text(record, "path"))
    if not path:
        raise BadRecord("'path' is empty")
    pinned = number(record, "pinned", 0)
    return Tag(
        id=identity(record),
        path=path,
        colour=clean_line(text(record, "colour")),
        description=clean(text(record, "description")),
        pinned=pinned if 0 <= pinned <= 9 else 0,
        rev=number(record, "rev", 1),
        extra=rest(record, _TAG_KEYS),
    )
