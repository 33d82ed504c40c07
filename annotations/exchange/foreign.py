"""What comes in from another program, whatever its format: annotations, tags, documents and remarks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from annotations.errors import ScholiastError
from annotations.exchange.row import Read, Row
from annotations.exchange.units import Unit
from annotations.quoted import quoted


class BadFile(ScholiastError):
    """A file that is not read at all; the message says why, and what to do instead."""


class Fate(StrEnum):
    """What became of something in a file that was read or written."""

    CHANGED = "changed"
    DROPPED = "dropped"
    UNPLACED = "unplaced"
    DUPLICATE = "duplicate"


class Remark(NamedTuple):
    """One line of a report.

    Attributes:
        what: The thing, in words that let a person find it in the file.
        reason: Why, as a clause without a full stop.
    """

    fate: Fate
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What a file says of a document, by which the library's is recognised.

    Attributes:
        id: As the file names it.
        text: The document itself, canonical, where the file brings it along.
    """

    id: str = ""
    path: str = ""
    url: str = ""
    title: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    text: str | None = None

    @property
    def name(self) -> str:
        """What to call it in a report."""
        return self.title or self.path or self.url or self.id or "a document without a name"


@dataclass(frozen=True, slots=True)
class Foreign:
    """One annotation as another program wrote it.

    Attributes:
        exact: The quotation; ``prefix`` and ``suffix`` are its context, as far as it is given.
        place: Start and end (not included) in ``unit``, in the program's own text of the document.
        tags: Paths, steps divided by ``/``.
        colour: A name of the palette or ``#rrggbb``, empty if none.
        created, modified: UTC, ``YYYY-MM-DDTHH:MM:SSZ``, empty if not known.
        id: Of the annotation, within its program.
        parent: Id of the annotation that this one answers.
        whole: Whether it is about the whole document: a note on it, or tags of it.
        doubt: Why its position is not certain, as a clause; empty if it is.
        where: Where it stands in the file, for the report.
        row: All fields, where this program wrote the file itself.
    """

    document: Hints
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    place: tuple[int, int] | None = None
    unit: Unit = Unit.POINTS
    tags: tuple[str, ...] = ()
    note: str = ""
    colour: str = ""
    creator: str = ""
    created: str = ""
    modified: str = ""
    id: str = ""
    parent: str = ""
    whole: bool = False
    doubt: str = ""
    where: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    row: Row | None = None

    @property
    def name(self) -> str:
        """What to call it in a report."""
        words = " ".join((self.exact or self.note or ", ".join(self.tags)).split())
        short = words if len(words) <= 60 else words[:59].rstrip() + "…"
        return quoted(short) if short else self.where or "an annotation"


@dataclass(frozen=True, slots=True)
class ForeignTag:
    """One entry of a codebook; ``note`` is what was said about it beside its description."""

    path: str
    colour: str = ""
    description: str = ""
    id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that a file held.

    Attributes:
        program: What wrote it, as far as it says.
        documents: Those that are brought along, with their text.
        notes: On the project as a whole.
        references: What a bibliography says of articles.
        ours: Whether it is our own, so that ids and every other field are taken as they are.
    """

    program: str
    annotations: tuple[Foreign, ...] = ()
    tags: tuple[ForeignTag, ...] = ()
    documents: tuple[Hints, ...] = ()
    notes: tuple[str, ...] = ()
    references: tuple[Hints, ...] = ()
    remarks: tuple[Remark, ...] = ()
    ours: bool = False


def of_rows(read: Read, program: str, *, ours: bool) -> Incoming:
    """What a table or JSON Lines held."""
    remarks = [Remark(Fate.DROPPED, f"line {each.line}", each.reason) for each in read.problems]
    known: dict[Hints, Hints] = {}
    found = []
    for number, row in enumerate(read.rows, 1):
        hints = Hints(row.document_id, row.document, row.url, row.title, row.author)
        found.append(_of_row(row, known.setdefault(hints, hints), number))
    return Incoming(program, tuple(found), remarks=tuple(remarks), ours=ours)


def _of_row(row: Row, hints: Hints, number: int) -> Foreign:
    aside = {"color", "colour", "page", "kind"}
    return Foreign(
        document=hints,
        exact=row.exact,
        prefix=row.prefix,
        suffix=row.suffix,
        place=(row.start, row.end) if row.start is not None and row.end is not None else None,
        tags=row.tags,
        note=row.note,
        colour=str(row.extra.get("color") or row.extra.get("colour") or ""),
        creator=row.creator,
        created=row.created,
        modified=row.modified,
        id=row.id,
        where=f"row {number}",
        extra={key: value for key, value in row.extra.items() if key not in aside},
        row=row,
    )


def counted(fate: Fate, counts: Mapping[str, int], reason: str) -> Iterable[Remark]:
    """A remark for each kind of thing that was passed over, with how many there were."""
    for what, count in sorted(counts.items()):
        yield Remark(fate, f"{count} × {what}", reason)
