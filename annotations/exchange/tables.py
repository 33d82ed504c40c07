"""CSV from outside, read within bounds: delimiter found, cells of any length, header by name."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final

from annotations.exchange.budget import CELLS, Budget, too_much
from annotations.exchange.foreign import BadFile

CELL_LIMIT: Final = 16 * 1024 * 1024
# What a spreadsheet takes for a formula, and whatever would read as guarded against that.
_FORMULA: Final = re.compile(r"'*[ \u00a0]*[=+\-@＝＋－＠\t\r\n]")
_LEADS: Final = frozenset("' \u00a0=+-@＝＋－＠\t\r\n")


def rows_of(data: bytes) -> list[list[str]]:
    """All rows that are not empty, the header first.

    Raises:
        BadFile: It is not UTF-8, not CSV, holds nothing, or too much.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(
            f"The table is not UTF-8 (byte {error.start}). Save it as CSV UTF-8 and try again."
        ) from error
    csv.field_size_limit(CELL_LIMIT)
    first = text[:4096].split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    check_cells(text, delimiter)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    budget = Budget()
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                budget.record()
                rows.append(row)
    except csv.Error as error:
        raise BadFile(f"The table cannot be read: line {reader.line_num}: {error}.") from error
    if not rows:
        raise BadFile("The table is empty.")
    return rows


def check_cells(text: str, delimiter: str) -> None:
    """See that a table is not of so many cells that they fill the memory; signs within texts count as well.

    Raises:
        BadFile: It is.
    """
    if text.count(delimiter) > CELLS:
        raise too_much(CELLS, "cells")


def header_of(rows: Sequence[Sequence[str]]) -> list[str]:
    """The names of the columns, without case."""
    return [" ".join(cell.split()).casefold() for cell in rows[0]]


def table_of(header: Sequence[str], rows: Iterable[Sequence[str]], *, guard: bool = True) -> bytes:
    """Rows as CSV in UTF-8, every cell quoted, lines ended by CRLF.

    Args:
        guard: Whether what a spreadsheet would run as a formula is made harmless.
    """
    table = BytesIO()
    table.write(quoted_row(inside(header)).encode())
    for row in rows:
        table.write(quoted_row(inside(row, guard=guard)).encode("utf-8", "replace"))
    return table.getvalue()


def quoted_row(cells: Iterable[str]) -> str:
    """A row of cells whose texts are as `inside` gives them."""
    return '"' + '","'.join(cells) + '"\r\n'


def inside(texts: Iterable[str], *, guard: bool = False) -> list[str]:
    """Texts as they stand between the quotation marks of cells, made harmless if they are to be guarded."""
    if guard:
        # Nearly every text begins with a letter or digit, which tells that it is no formula.
        texts = [guarded(text) if text[:1] in _LEADS else text for text in texts]
    return [text.replace('"', '""') if '"' in text else text for text in texts]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that guards it, if one does."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell, 1) else cell
