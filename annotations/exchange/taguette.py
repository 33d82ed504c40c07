"""Taguette: its project (SQLite), highlights and codebook tables read; the tables written."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from annotations.exchange.budget import Budget
from annotations.exchange.foreign import BadFile, Fate, Foreign, ForeignTag, Hints, Incoming, Remark
from annotations.exchange.tables import header_of, rows_of, table_of, unguarded
from annotations.exchange.taguette_html import HtmlText
from annotations.exchange.units import Ruler, Unit
from annotations.model import Annotation, DocumentRecord, Tag
from corpus.clean import canonical

_DOT: Final = re.compile(r"(?<=\S)\.(?=\S)")
_LARGEST: Final = 256 * 1024 * 1024
_LONGEST: Final = 32 << 20  # bytes of one value in a database
_STEPS: Final = 2_000  # times 100,000 instructions of the database


def nested(tag: str) -> str:
    """Their ``force.lunar`` as our ``force/lunar``; a slash of theirs divides nothing."""
    return _DOT.sub("/", tag.replace("/", "-"))


def read_taguette(data: bytes) -> Incoming:
    """A project, or one of the two tables.

    Raises:
        BadFile: It is none of them.
    """
    if data.startswith(b"SQLite format 3\0"):
        return _project(data)
    rows = rows_of(data)
    header = header_of(rows)
    cells = [dict(zip(header, map(unguarded, row), strict=False)) for row in rows[1:]]
    if "content" in header and "tag" in header:
        return _highlights(cells)
    name = next((name for name in ("tag", "name", "path") if name in header), "")
    if not name:
        raise BadFile("The table is none of Taguette's: no column is named “tag”, “name” or “path”.")
    tags = tuple(
        ForeignTag(nested(row[name]), description=row.get("description", ""))
        for row in cells
        if row.get(name, "").strip()
    )
    return Incoming("Taguette", tags=tags)


def _highlights(rows: Sequence[dict[str, str]]) -> Incoming:
    """A row for each highlight and tag: joined by id, document and words."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in rows:
        if row.get("content", "").strip():
            key = (row.get("id", ""), row.get("document", ""), row["content"])
            found[key].append(row.get("tag", ""))
    hints: dict[str, Hints] = {}
    read = [
        Foreign(
            document=hints.setdefault(document, Hints(title=document)),
            exact=content,
            tags=tuple(nested(tag) for tag in tags if tag.strip()),
            id=f"{document}/{identity}" if identity else "",
            where=f"highlight {identity}",
        )
        for (identity, document, content), tags in found.items()
    ]
    reason = "the table does not hold them; load the project file (.sqlite3) for all"
    return Incoming(
        "Taguette", tuple(read), remarks=(Remark(Fate.CHANGED, "highlights without a tag", reason),)
    )


def _project(data: bytes) -> Incoming:
    """All of a project database, opened in memory, with a bound on what it may cost."""
    if len(data) > _LARGEST:
        raise BadFile(f"The project is larger than {_LARGEST // 1024 // 1024} MB.")
    steps = 0

    def too_long() -> bool:
        nonlocal steps
        steps += 1
        return steps > _STEPS

    base = sqlite3.connect(":memory:")
    try:
        # A database in memory has no write-ahead log, so the header must not ask for one.
        base.deserialize(data[:18] + b"\x01\x01" + data[20:])
        base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        base.set_progress_handler(too_long, 100_000)
        base.execute("PRAGMA query_only = ON")
        base.execute("PRAGMA trusted_schema = OFF")
        return _tables(base)
    except (sqlite3.Error, OverflowError, MemoryError) as error:
        raise BadFile(f"The project cannot be read: {error}.") from error
    finally:
        base.close()


def _tables(base: sqlite3.Connection) -> Incoming:
    tags: dict[Any, ForeignTag] = {}
    budget, links = Budget(), Budget()
    for identity, path, description in _rows(base, "id, path, description", "tags", budget):
        links.record()
        tags[identity] = ForeignTag(nested(_text(path)), description=_text(description))
    given: defaultdict[Any, list[str]] = defaultdict(list)
    for highlight, tag in _rows(base, "highlight_id, tag_id", "highlight_tags", budget):
        links.record()
        if tag in tags:
            given[highlight].append(tags[tag].path)
    marked: defaultdict[Any, list[_Marked]] = defaultdict(list)
    columns = "id, document_id, start_offset, end_offset"
    for number, (identity, document, start, end) in enumerate(_rows(base, columns, "highlights", budget)):
        budget.record()
        marked[document].append(_Marked(number, identity, start, end))
    read: dict[int, Foreign] = {}
    documents: list[Hints] = []
    remarks: dict[int, Remark] = {}
    for identity, name, contents in _rows(base, "id, name, contents", "documents", budget):
        links.record()
        page = HtmlText(_text(contents))
        hints = Hints(id=f"document {identity}", title=_text(name), text=canonical(page.text).text)
        if (hints.text or "").strip():
            documents.append(hints)
        ruler = Ruler(page.counted, Unit.UTF8)
        for each in marked.pop(identity, ()):
            where = f"highlight {each.identity}"
            made = _highlight(each, hints, page, ruler, given[each.identity])
            if made is None:
                remarks[each.number] = Remark(Fate.DROPPED, where, "it is no passage of its document")
            else:
                budget.text(len(made.exact))
                read[each.number] = made
    for each in (each for others in marked.values() for each in others):
        reason = "its document is not in the project"
        remarks[each.number] = Remark(Fate.DROPPED, f"highlight {each.identity}", reason)
    return Incoming(
        "Taguette",
        tuple(read[number] for number in sorted(read)),
        tuple(tags.values()),
        tuple(documents),
        remarks=tuple(remarks[number] for number in sorted(remarks)),
    )


class _Marked(NamedTuple):
    """A row of their highlights, and how many stand before it; nothing in it is to be trusted."""

    number: int
    identity: Any
    start: Any
    end: Any


def _rows(base: sqlite3.Connection, columns: str, table: str, budget: Budget) -> Iterator[tuple[Any, ...]]:
    """The rows of a table one by one, their texts counted.

    Raises:
        BadFile: It is none that holds its rows itself, since any amount may come out of a view; or too much.
    """
    asked = "SELECT type, rootpage FROM sqlite_master WHERE name = ? COLLATE NOCASE"
    if any(kind != "table" or not page for kind, page in base.execute(asked, (table,))):
        raise BadFile(f"The project is refused: “{table}” in it is no table but made when it is asked for.")
    for row in base.execute(f"SELECT {columns} FROM main.{table}"):
        budget.text(sum(len(value) for value in row if isinstance(value, str | bytes)))
        yield row


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _highlight(
    marked: _Marked, hints: Hints, page: HtmlText, ruler: Ruler, tags: list[str]
) -> Foreign | None:
    first = ruler.points(marked.start) if type(marked.start) is int else None
    last = ruler.points(marked.end) if type(marked.end) is int else None
    if first is None or last is None or first >= last:
        return None
    span = page.shown(first + 1) - 1, page.shown(last)
    exact = page.text[span[0] : span[1]]
    # Canonical texts are shorter where signs without width were dropped; the words then lead to the place.
    same = hints.text == page.text
    return Foreign(
        document=hints,
        exact=exact,
        prefix=page.text[max(0, span[0] - 32) : span[0]],
        suffix=page.text[span[1] : span[1] + 32],
        place=span if same else None,
        tags=tuple(tags),
        id=f"highlight {marked.identity}",
        where=f"highlight {marked.identity}",
    )


def export_codebook(tags: Sequence[Tag], *, guard: bool = True) -> bytes:
    """The codebook as the table that Taguette imports."""
    return table_of(
        ("tag", "description"), ((tag.path.replace("/", "."), tag.description) for tag in tags), guard=guard
    )


def _on_one_line(text: str) -> str:
    # Most texts are, which is seen sooner than they are taken apart.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return " ".join(text.split())


def export_highlights(
    annotated: Iterable[tuple[Annotation, DocumentRecord]], *, guard: bool = True
) -> tuple[bytes, list[Remark]]:
    """A row for each highlight and tag, as Taguette itself writes them; one without a tag has a row, too."""
    rows: list[tuple[str, ...]] = []
    notes = 0
    for number, (annotation, document) in enumerate(annotated, 1):
        content = _on_one_line(annotation.selectors.exact)
        notes += bool(annotation.note)
        name = document.title or document.path
        rows += [(str(number), name, tag.replace("/", "."), content) for tag in annotation.tags or ("",)]
    remarks = [Remark(Fate.DROPPED, f"{notes} × note", "the table has no place for it")] if notes else []
    return table_of(("id", "document", "tag", "content"), rows, guard=guard), remarks
