"""What e-book readers export as JSON: KOReader and Calibre."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotations.exchange.budget import Budget
from annotations.exchange.foreign import BadFile, Fate, Foreign, Hints, Incoming, Remark
from annotations.exchange.jsonfile import mapping, objects, parsed, text
from annotations.exchange.palette import stored_colour
from annotations.exchange.times import utc, utc_of_epoch


def read_koreader(data: bytes) -> Incoming:
    """The highlights of one book or several.

    Raises:
        BadFile: It is no export of KOReader.
    """
    found = parsed(data)
    if not isinstance(found, Mapping) or not ("entries" in found or "documents" in found):
        raise BadFile("The file is no export of KOReader: it has neither “entries” nor “documents”.")
    books = list(objects(found["documents"])) if "documents" in found else [found]
    read = Budget().each(
        _entry(entry, hints, index)
        for book in books
        for hints in [Hints(title=text(book, "title"), author=text(book, "author").replace("\n", ", "))]
        for index, entry in enumerate(objects(book.get("entries")), 1)
    )
    return Incoming("KOReader", tuple(read))


def _entry(entry: Mapping[str, Any], book: Hints, index: int) -> Foreign:
    page = entry.get("page")
    extra: dict[str, Any] = {}
    if isinstance(page, str) or type(page) is int:
        extra["page"] = str(page)[:100]
    for name in ("chapter", "drawer"):
        if value := text(entry, name):
            extra[name] = value
    exact = text(entry, "text")
    return Foreign(
        document=book,
        exact=exact,
        note=text(entry, "note"),
        colour=stored_colour(text(entry, "color")),
        created=utc_of_epoch(entry.get("time")),
        whole=not exact.strip(),
        where=f"entry {index} of {book.title}",
        extra=extra,
    )


def read_calibre(data: bytes) -> Incoming:
    """The highlights of one book; the file does not say which.

    Raises:
        BadFile: It is no export of Calibre.
    """
    found = parsed(data)
    if not isinstance(found, Mapping) or not isinstance(found.get("highlights"), list):
        raise BadFile("The file is no export of Calibre: it has no list “highlights”.")
    read: list[Foreign] = []
    removed = 0
    book = Hints(title=text(found, "title"), id="calibre")
    budget = Budget()
    for index, row in enumerate(objects(found["highlights"]), 1):
        if row.get("removed") is True:
            removed += 1
            continue
        read += budget.each([_calibre(row, book, index)])
    remarks = [Remark(Fate.DROPPED, f"{removed} × highlight", "it was removed there")] if removed else []
    # What a person removed needs nobody's attention.
    remarks = [each._replace(fate=Fate.CHANGED) for each in remarks]
    return Incoming("Calibre", tuple(read), remarks=tuple(remarks))


def _calibre(row: Mapping[str, Any], book: Hints, index: int) -> Foreign:
    exact = text(row, "highlighted_text")
    style = mapping(row, "style")
    colour = stored_colour(text(style, "which")) if text(style, "kind") == "color" else ""
    chapters = row.get("toc_family_titles")
    names = [name for name in chapters if isinstance(name, str)] if isinstance(chapters, list) else []
    return Foreign(
        document=book,
        exact=exact,
        note=text(row, "notes"),
        colour=colour,
        created=utc(row.get("timestamp")),
        id=text(row, "uuid"),
        whole=not exact.strip(),
        where=f"highlight {index}",
        extra={"chapter": " / ".join(names)} if names else {},
    )
