"""Readwise: its export read with the meaning of notes that begin with a full stop; its import written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from annotations.exchange.foreign import BadFile, Fate, Foreign, Hints, Incoming, Remark
from annotations.exchange.palette import stored_colour
from annotations.exchange.tables import header_of, rows_of, table_of, unguarded
from annotations.exchange.times import is_utc, utc
from annotations.model import Annotation, DocumentRecord

_HEADING: Final = re.compile(r"\.h([1-9])\Z", re.IGNORECASE)
_PART: Final = re.compile(r"\.c(\d{1,3})\Z", re.IGNORECASE)
_BLANKS: Final = re.compile(r"\s+")
_TAG: Final = re.compile(r"\.([^\s.]\S*)")
_EXPORT: Final = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")


def read_readwise(data: bytes) -> Incoming:
    """The highlights of an export, or of a file for Readwise's import.

    Raises:
        BadFile: It is neither.
    """
    rows = rows_of(data)
    header = header_of(rows)
    if "highlight" not in header or not {"book title", "title"} & set(header):
        raise BadFile("The table is not Readwise's: it needs the columns “Highlight” and “Book Title”.")
    remarks: list[Remark] = []
    hints: dict[tuple[str, ...], Hints] = {}
    found: list[Foreign] = []
    joining = 0  # the number of the part that the last highlight is
    for index, row in enumerate(rows[1:], 1):
        cells = dict(zip(header, map(unguarded, row), strict=False))
        one = _foreign(cells, hints, index)
        note = cells.get("note", "").strip()
        if _HEADING.match(note):
            remarks.append(Remark(Fate.DROPPED, one.name, "it is a heading of the book, not a passage"))
            continue
        part = _PART.match(note)
        if part and joining and int(part[1]) == joining + 1 and found[-1].document == one.document:
            found[-1] = replace(found[-1], exact=f"{found[-1].exact} {one.exact}")
            joining += 1
            continue
        joining = int(part[1]) if part else 0
        found.append(replace(one, note="") if part else one)
    return Incoming("Readwise", tuple(found), remarks=tuple(remarks))


def _foreign(cells: Mapping[str, str], known: dict[tuple[str, ...], Hints], index: int) -> Foreign:
    title = cells.get("book title") or cells.get("title") or ""
    author = cells.get("book author") or cells.get("author") or ""
    key = (title, author, cells.get("url", ""))
    note, dotted = _split_note(cells.get("note", ""))
    tags = [tag.strip() for tag in cells.get("tags", "").split(",") if tag.strip()]
    exact = cells.get("highlight", "")
    extra = {
        name: cells[column].strip()
        for name, column in (
            ("page", "location"),
            ("location_type", "location type"),
            ("asin", "amazon book id"),
        )
        if cells.get(column, "").strip()
    }
    return Foreign(
        document=known.setdefault(key, Hints(title=title, author=author, url=key[2])),
        exact=exact,
        tags=tuple(dict.fromkeys([*tags, *dotted])),
        note=note,
        colour=stored_colour(cells.get("color", "")),
        created=utc(cells.get("highlighted at") or cells.get("date")),
        whole=not exact.strip(),
        where=f"row {index}",
        extra=extra,
    )


def _split_note(note: str) -> tuple[str, list[str]]:
    """A note without the tags that it begins with, and those; headings and parts are for the caller."""
    tags: list[str] = []
    rest = note.strip()
    while (match := _TAG.match(rest)) and not (_HEADING.match(rest) or _PART.match(rest)):
        tags.append(match[1])
        rest = rest[match.end() :].lstrip()
    return rest, tags


def export_readwise(
    annotated: Iterable[tuple[Annotation, DocumentRecord]], *, guard: bool = True
) -> tuple[bytes, list[Remark]]:
    """The table that Readwise imports; tags go along as ``.tag`` at the head of the note."""
    rows: list[tuple[str, ...]] = []
    remarks: list[Remark] = []
    for annotation, document in annotated:
        if not annotation.selectors.exact:
            remarks.append(Remark(Fate.DROPPED, annotation.id, "it has no quotation, and each row needs one"))
            continue
        dotted = " ".join([f".{_BLANKS.sub('-', tag)}" for tag in annotation.tags])
        note = f"{dotted} {annotation.note}".strip()
        date = annotation.created.replace("T", " ").removesuffix("Z") if is_utc(annotation.created) else ""
        place = str(annotation.span.start) if annotation.span else ""
        name = document.title or document.path
        row = annotation.selectors.exact, name, document.author, document.url, note, place, date
        rows.append(row)
    return table_of(_EXPORT, rows, guard=guard), remarks
