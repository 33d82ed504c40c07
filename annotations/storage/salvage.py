"""What can still be read of a damaged store file: records found line by line, then one by one.

Bounded: by the size of the file, and by a share of work for what does not stand on lines of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

import orjson

from annotations.changes import TABLES, rev
from annotations.model import Record
from annotations.storage.tablefile import Tables, empty_tables, is_record

_LINE: Final = re.compile(rb'"\d{1,19}":(\{.*\}),?')
_ROW: Final = re.compile(r'"\d{1,19}":\s*\{')
_TABLE: Final = re.compile(rf'"({"|".join(TABLES)})":\s*{{')
_WORK: Final = 64  # times the length of the file
_TRIES: Final = 200_000


def salvaged(data: bytes) -> Tables:
    """Every record that stands whole in ``data``, the one changed more often where an id comes twice."""
    tables = empty_tables()
    found = 0
    for table, record in _by_lines(data):
        _take(tables, table, record)
        found += 1
    if not found:
        for table, record in _by_search(data):
            _take(tables, table, record)
    return tables


def _take(tables: Tables, table: str, record: Record) -> None:
    other = tables[table].get(record["id"])
    if other is None or rev(record) > rev(other):
        tables[table][record["id"]] = record


def _by_lines(data: bytes) -> Iterator[tuple[str, Record]]:
    table = ""
    names = {b'"%b":{' % name.encode(): name for name in TABLES}
    for line in data.split(b"\n"):
        line = line.strip(b" \t\r\0")
        if line in names:
            table = names[line]
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        try:
            record = orjson.loads(match[1])
        except (ValueError, RecursionError):
            continue
        if is_record(record):
            yield _table_of(record, table), record


def _by_search(data: bytes) -> Iterator[tuple[str, Record]]:
    """Records of a file that another program wrote on one line."""
    text = data.decode("utf-8", "replace")
    decoder = json.JSONDecoder()
    budget, tries, position, table, seen = _WORK * len(text) + 1, _TRIES, 0, "", 0
    while budget > 0 and tries > 0 and (match := _ROW.search(text, position)):
        for name in _TABLE.finditer(text, seen, match.start()):
            table = name[1]
        seen = match.start()
        tries -= 1
        try:
            record, end = decoder.raw_decode(text, match.end() - 1)
        except (ValueError, RecursionError) as error:
            stop = error.pos if isinstance(error, json.JSONDecodeError) else len(text)
            budget -= max(1, stop - match.start())
            position = match.end()
            continue
        position = end
        if is_record(record):
            yield _table_of(record, table), record


def _table_of(record: Record, table: str) -> str:
    """The table of a record; its shape decides where the table's name may have been lost."""
    if "exact" in record and "document" in record:
        return "annotations"
    if table:
        return table
    if "colour" in record and "path" in record:
        return "tags"
    return "documents" if "path" in record else "memos"
