"""The first sheet of an Excel workbook as CSV, for tables that a program or person saved that way."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Final
from xml.etree.ElementTree import Element

from annotations.exchange.archive import Archive
from annotations.exchange.budget import CELLS, Budget, too_much
from annotations.exchange.foreign import BadFile
from annotations.exchange.xmlfile import child, children, local, parsed_xml, text_of

WORKBOOK: Final = "xl/workbook.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_SHEET: Final = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_WIDEST: Final = 1000  # columns
_COLUMN: Final = re.compile(r"[A-Z]{1,3}")


def is_workbook(data: bytes) -> bool:
    """Whether ``data`` is a workbook."""
    return data[:4] == b"PK\x03\x04" and WORKBOOK in Archive(data).names


def as_csv(data: bytes) -> bytes:
    """The cells of the first sheet.

    What a spreadsheet took for a formula, as it does with tags and quotations that begin with ``=``, is
    given as the text that it was.

    Raises:
        BadFile: It is no workbook that can be read, or holds too much.
    """
    archive = Archive(data)
    sheets = sorted((int(match[1]), name) for name in archive.names if (match := _SHEET.fullmatch(name)))
    if not sheets:
        raise BadFile("The workbook has no sheet.")
    strings: list[str] = []
    if _STRINGS in archive.names:
        strings = [
            "".join(text_of(part) for part in each.iter() if str(part.tag).endswith("}t"))
            for each in children(parsed_xml(archive.read(_STRINGS), _STRINGS), "si")
        ]
    table = _Table(strings)
    parsed_xml(archive.read(sheets[0][1]), "The sheet", table.ended)
    return table.csv()


class _Table:
    """The rows of a sheet as CSV, each taken when it ends and then forgotten."""

    def __init__(self, strings: Sequence[str]) -> None:
        self._strings = strings
        self._budget = Budget()
        self._cells = 0
        self._line = io.StringIO(newline="")
        self._writer = csv.writer(self._line, quoting=csv.QUOTE_ALL)
        self._csv = io.BytesIO()

    def csv(self) -> bytes:
        """All that was taken."""
        return self._csv.getvalue()

    def ended(self, element: Element) -> None:
        """Take a row.

        Raises:
            BadFile: The sheet holds too much.
        """
        if local(element) != "row":
            return
        self._budget.record()
        self._writer.writerow(list(self._row(element)))
        element.clear()
        self._csv.write(self._line.getvalue().encode("utf-8", "replace"))
        self._line.seek(0)
        self._line.truncate()

    def _row(self, row: Element) -> Iterator[str]:
        """The cells of a row in order, empty ones too."""
        at = 0
        for cell in children(row, "c"):
            column = _number(cell.get("r") or "")
            blanks = max(0, min(column, _WIDEST) - at) if column is not None else 0
            text = _text(cell, self._strings)
            self._cells += blanks + 1
            if self._cells > CELLS:
                raise too_much(CELLS, "cells")
            self._budget.text(len(text))
            yield from repeat("", blanks)
            yield text
            at += blanks + 1


def _number(reference: str) -> int | None:
    """The index of the column of ``AB12``."""
    match = _COLUMN.match(reference)
    if not match:
        return None
    number = 0
    for sign in match[0]:
        number = number * 26 + ord(sign) - 64
    return number - 1


def _text(cell: Element, strings: Sequence[str]) -> str:
    formula = child(cell, "f")
    if formula is not None:
        return f"={text_of(formula)}"
    if cell.get("t") == "inlineStr":
        return text_of(child(cell, "is"))
    value = text_of(child(cell, "v"))
    if cell.get("t") != "s":
        return value
    index = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else -1
    return strings[index] if 0 <= index < len(strings) else ""
