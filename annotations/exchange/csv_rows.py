"""Annotations as CSV, a row each, safe to open in a spreadsheet; and reading such tables back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from annotations.exchange.budget import Budget
from annotations.exchange.row import BadRow, Problem, Read, Row
from annotations.exchange.tables import CELL_LIMIT, check_cells, inside, quoted_row, unguarded
from annotations.model import Annotation, DocumentRecord

COLUMNS: Final = (
    "id", "document_id", "document", "document_title", "author", "url", "kind", "quote", "note", "tags",
    "color", "start", "end", "prefix", "suffix", "page", "placement", "score", "creator", "created",
    "modified", "digest", "made_start", "made_end", "made_digest",
)  # fmt: skip
_TAG: Final = re.compile(r"(?:\\[\\;]|[^;])+")
_NO_PLACE: Final = ('""', '""')
_BATCH: Final = 100  # rows
_HALVES: Final = re.compile("[\\ud800-\\udc7f]")  # the other ones stand for bytes
_ESCAPED: Final = re.compile(r"\\([\\;])")
_NAMES: Final = {
    "title": "document_title", "exact": "quote", "highlight": "quote", "text": "quote", "colour": "color",
    "tag": "tags", "annotation_id": "id", "path": "document",
}  # fmt: skip


def export_csv(
    annotated: Iterable[tuple[Annotation, DocumentRecord]],
    colours: Mapping[str, str] | None = None,
    *,
    guard: bool = True,
    mark: bool = False,
) -> bytes:
    """A table in UTF-8 with commas and CRLF, every text quoted.

    ``colours`` gives the colour of each tag path; a row bears that of its first tag. ``guard`` puts
    an apostrophe before what a spreadsheet would run as a formula; ``mark`` begins the file with a
    byte-order mark, which Excel needs to see UTF-8.
    """
    table = io.BytesIO()
    encoding = "utf-8-sig" if mark else "utf-8"
    table.write(quoted_row(COLUMNS).encode(encoding))
    lines = _lines(annotated, colours or {}, guard=guard)
    while some := "".join(islice(lines, _BATCH)):
        table.write(_encoded(some))
    return table.getvalue()


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:  # half of a pair, or a byte of a path that is no text
        text = _HALVES.sub("\ufffd", text)
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").encode()


def _lines(
    annotated: Iterable[tuple[Annotation, DocumentRecord]], colours: Mapping[str, str], *, guard: bool
) -> Iterator[str]:
    about: DocumentRecord | None = None
    for said, document in annotated:
        if document is not about:
            about = document
            of_article = document.id, document.path, document.title, document.author, document.url
            article = '","'.join(inside(of_article, guard=guard))
        made, tags, span = said.selectors, said.tags, said.span
        colour = colours.get(tags[0], "") if tags else ""
        texts = (
            said.id, made.exact, said.note, "; ".join(map(_joined, tags)), colour, made.prefix, made.suffix,
            said.creator, said.created, said.modified, said.placed, made.digest,
        )  # fmt: skip
        one, exact, note, named, colour, prefix, suffix, creator, created, modified, digest, first = inside(
            texts, guard=guard
        )
        start, end = span or _NO_PLACE
        unmoved = made.digest == said.placed and span == (made.start, made.end)
        yield (
            f'"{one}","{article}","{"note" if note else "highlight"}","{exact}","{note}","{named}",'
            f'"{colour}",{start},{end},"{prefix}","{suffix}","","{said.placement}",{said.score},'
            f'"{creator}","{created}","{modified}","{digest}",'
        ) + ('"","",""\r\n' if unmoved else f'{made.start},{made.end},"{first}"\r\n')


def _joined(tag: str) -> str:
    return tag.replace("\\", r"\\").replace(";", r"\;")


def read_csv(data: bytes) -> Read:
    """The rows of a table with a header; columns by name in any order, unknown ones kept as extra.

    Raises:
        BadRow: There is no header with a column of quotations, or the bytes are not UTF-8.
        BadFile: It holds too much.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRow(f"not UTF-8: byte {error.start} cannot be read") from error
    csv.field_size_limit(CELL_LIMIT)
    delimiter, budget = _delimiter(text), Budget()
    check_cells(text, delimiter)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    rows: list[Row] = []
    problems: list[Problem] = []
    try:
        header = [_column(name) for name in next(reader, [])]
        if "quote" not in header:
            raise BadRow("no column is named 'quote'")
        for cells in reader:
            if not any(cells):
                continue
            budget.record()
            try:
                rows.append(_row(dict(zip(header, map(unguarded, cells), strict=False))))
            except BadRow as error:
                problems.append(Problem(reader.line_num, str(error)))
    except csv.Error as error:
        problems.append(Problem(reader.line_num, f"not CSV: {error}"))
    return Read(tuple(rows), tuple(problems))


def _delimiter(text: str) -> str:
    # Counted in the header alone: quotations hold commas and semicolons of their own.
    head = text[:4096].split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _column(name: str) -> str:
    name = re.sub(r"[\s_-]+", "_", name.strip().casefold())
    return _NAMES.get(name, name)


def _row(cells: dict[str, str]) -> Row:
    made = [cells.pop(name, "") for name in ("made_start", "made_end", "made_digest")]
    cells.pop("kind", None)
    score = cells.pop("score", "")
    return Row(
        title=cells.pop("document_title", ""),
        exact=cells.pop("quote", ""),
        tags=_tags(cells.pop("tags", "")),
        start=_number(cells.pop("start", ""), "start"),
        end=_number(cells.pop("end", ""), "end"),
        score=_score(score) if score else 1.0,
        made=(_number(made[0], "made_start") or 0, _number(made[1], "made_end") or 0, made[2])
        if made[0]
        else None,
        **{name: cells.pop(name, "") for name in _TEXTS},
        extra={name: cell for name, cell in cells.items() if cell and name},
    )


_TEXTS: Final = (
    "id document_id document author url note prefix suffix placement creator created modified digest".split()
)


def _tags(cell: str) -> tuple[str, ...]:
    return tuple(_ESCAPED.sub(r"\1", tag.strip()) for tag in _TAG.findall(cell) if tag.strip())


def _number(cell: str, name: str) -> int | None:
    cell = cell.strip()
    if not cell:
        return None
    # A spreadsheet may have saved 12 as 12.0.
    match = re.fullmatch(r"(\d{1,12})(?:\.0+)?", cell, re.ASCII)
    if not match:
        raise BadRow(f"'{name}' is {cell[:20]!r}, not a whole number from 0")
    return int(match[1])


def _score(cell: str) -> float:
    try:
        score = float(cell)
    except ValueError as error:
        raise BadRow(f"'score' is {cell[:20]!r}, not a number") from error
    if not 0 <= score <= 1:
        raise BadRow("'score' is not from 0 to 1")
    return score
