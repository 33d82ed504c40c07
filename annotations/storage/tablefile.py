"""The file format: TinyDB tables as JSON, one record a line, with a header that carries a checksum.

Plain ``tinydb.TinyDB(path)`` opens every file. The header is the table ``scholiast`` with one row, on the
first line; its checksum, the last field there, covers every other byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO
from typing import Any, Final, TypeAlias

import orjson

from annotations.changes import TABLES
from annotations.model import Record
from annotations.storage.identity import row_number

Tables: TypeAlias = dict[str, dict[str, Record]]  # table, then id
FORMAT: Final = "scholiast"
VERSION: Final = 1
HEADER: Final = "scholiast"
MARKERS: Final = (b"<<<<<<< ", b">>>>>>> ", b"=======\n", b"||||||| ")
_HEADER_KEYS: Final = frozenset("format version document seen count sha256".split())


class State(StrEnum):
    """What the bytes of a store file turned out to be."""

    SOUND = "sound"
    OUTSIDE = "outside"  # whole, but not as the program wrote it
    OLDER = "older"
    NEWER = "newer"
    MARKED = "marked"  # git left its conflict markers in it
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Header:
    """What a store file says of itself.

    Attributes:
        document: The document whose annotations it holds; empty for the library's own tables.
        seen: For each writer the number of the last command that the content includes.
        count: How many annotations it holds.
        extra: Keys that this version does not know.
    """

    document: str = ""
    seen: Mapping[str, int] = field(default_factory=dict)
    count: int = 0
    version: int = VERSION
    sha256: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A store file as read.

    Attributes:
        tables: Every table of `TABLES`, empty where the file has none.
        foreign: Tables that are not the program's, kept as they are.
        bad: Rows that cannot be records, as they stood.
        reason: For a damaged file, what is wrong with it.
    """

    state: State
    header: Header = field(default_factory=Header)
    tables: Tables = field(default_factory=dict)
    foreign: Mapping[str, Any] = field(default_factory=dict)
    bad: tuple[Any, ...] = ()
    reason: str = ""


def empty_tables() -> Tables:
    """Tables without a record."""
    return {table: {} for table in TABLES}


def encode(header: Header, tables: Tables, foreign: Mapping[str, Any]) -> bytes:
    """The bytes of a store file. The same records give the same bytes.

    Raises:
        TypeError: A record holds what JSON cannot.
    """
    return encode_rows(header, {**rows_of(tables), **{name: foreign[name] for name in sorted(foreign)}})


def rows_of(tables: Tables) -> dict[str, dict[str, Record]]:
    """The records as TinyDB's rows, in the order in which they are written."""
    result = {}
    for table, records in tables.items():
        rows: dict[int, Record] = {}
        for record in _sorted(table, records.values()):
            rows[row_number(record["id"], rows)] = record
        if rows:
            result[table] = {str(number): record for number, record in rows.items()}
    return result


def encode_rows(header: Header, rows: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The bytes of a store file with these rows, in this order.

    Raises:
        TypeError: A row holds what JSON cannot.
    """
    tables = [b"%b:{\n%b\n}" % (_dumps(name), _lines(table)) for name, table in rows.items()]
    rest = b",\n".join(tables) + b"\n}\n" if tables else b"}\n"
    row = {
        "format": FORMAT,
        "version": VERSION,
        "document": header.document,
        "seen": dict(sorted(header.seen.items())),
        "count": len(rows.get("annotations", ())),
        **{key: value for key, value in header.extra.items() if key not in _HEADER_KEYS},
    }
    first = b'{"%b":{"1":%b' % (HEADER.encode(), _dumps(row)[:-1])
    return b'%b,"sha256":"%b"}}%b\n%b' % (first, _digest(first, rest), b"," if tables else b"", rest)


def _digest(first: bytes, rest: bytes) -> bytes:
    digest = hashlib.sha256(first)
    digest.update(rest)
    return digest.hexdigest().encode()


def _lines(table: Mapping[str, Any]) -> bytes:
    return b",\n".join(b"%b:%b" % (_dumps(key), _dumps(row)) for key, row in table.items())


def _dumps(value: Any) -> bytes:
    return orjson.dumps(value)


def _sorted(table: str, records: Iterable[Record]) -> list[Record]:
    if table == "annotations":
        return sorted(records, key=_place)
    return sorted(records, key=lambda record: (str(record.get("path", "")).casefold(), record["id"]))


def _place(record: Record) -> tuple[int, int, str]:
    place = record.get("place")
    if not (isinstance(place, list) and len(place) == 2):
        place = [record.get("start"), record.get("end")]
    start, end = (number if type(number) is int else 0 for number in place)
    return start, end, record["id"]


def intact(data: bytes) -> Header | None:
    """The header of a file of this version that is exactly as it was written, else None.

    Reads the header and the checksum only, so that it is cheap.
    """
    line, _, rest = data.partition(b"\n")
    first, mark, check = line.rpartition(b',"sha256":"')
    if not mark or check.rstrip(b",") != _digest(first, rest) + b'"}}':
        return None
    try:
        header = _header(orjson.loads(line.rstrip(b",") + b"}"))
    except ValueError:
        return None
    return header if header is not None and header.version == VERSION else None


def decode(data: bytes) -> Decoded:
    """What the bytes of a store file hold; never raises."""
    if not data.strip(b"\0 \t\r\n"):
        return Decoded(State.DAMAGED, reason="it is empty" if not data else "it holds only blanks or zeros")
    if any(data.startswith(mark) or b"\n" + mark in data for mark in MARKERS[:2]):
        return Decoded(State.MARKED, reason="it holds conflict markers")
    sound = intact(data) is not None
    try:
        found = (_by_line(data) if sound else None) or _whole(data)
    except (ValueError, RecursionError):
        return Decoded(State.DAMAGED, reason="it is cut off or garbled")
    if not isinstance(found, dict) or not all(isinstance(rows, dict) for rows in found.values()):
        return Decoded(State.DAMAGED, reason="it is not a store file")
    try:
        header = _header(found)
    except ValueError:
        header = None
    if header is None and not any(table in found for table in TABLES):
        return Decoded(State.DAMAGED, reason="it is not a store file")
    if header is not None and header.version > VERSION:
        return Decoded(State.NEWER, header, reason="a newer version of Scholiast wrote it")
    tables, bad = _tables(found)
    foreign = {name: rows for name, rows in found.items() if name not in TABLES and name != HEADER}
    if header is None:
        return Decoded(State.OUTSIDE, Header(), tables, foreign, bad, "its header is missing")
    if header.version < VERSION:
        return Decoded(State.OLDER, header, tables, foreign, bad)
    return Decoded(State.SOUND if sound else State.OUTSIDE, header, tables, foreign, bad)


def _by_line(data: bytes) -> dict[str, Any] | None:
    """The tables of a file that is as it was written; None if not in lines as `encode_rows` makes them.

    Parsed as a whole, what ten thousand records have in common is there ten thousand times, and its room
    stays behind between what is kept: a third of what these records take.
    """
    same: dict[Any, Any] = {}
    lines = BytesIO(data)
    try:
        found: dict[str, Any] = orjson.loads(next(lines).rstrip(b",\n") + b"}")
        rows = found
        for line in lines:
            part = line.rstrip(b",\n")
            if part.endswith(b":{"):
                found |= (opened := orjson.loads(b"{%b}}" % part))
                (rows,) = opened.values()
            elif part not in (b"", b"}"):
                rows |= {key: _compact(row, same) for key, row in orjson.loads(b"{%b}" % part).items()}
    except ValueError:
        return None
    return found


def _whole(data: bytes) -> Any:
    """What any JSON holds, its records made small; raises as `orjson.loads`."""
    found, same = orjson.loads(data), dict[Any, Any]()
    rows = found.get("annotations") if isinstance(found, dict) else None
    if isinstance(rows, dict):
        for key, row in rows.items():
            rows[key] = _compact(row, same)
    return found


def _header(found: dict[str, Any]) -> Header | None:
    """The header, None if there is none.

    Raises:
        ValueError: There is one, but not of a store file.
    """
    rows = found.get(HEADER)
    if rows is None:
        return None
    row = next(iter(rows.values()), None) if isinstance(rows, dict) else None
    if not isinstance(row, dict) or row.get("format") != FORMAT or type(row.get("version")) is not int:
        raise ValueError("not a header")
    document, seen, count, digest = (row.get(key) for key in ("document", "seen", "count", "sha256"))
    pairs = seen.items() if isinstance(seen, dict) else ()
    return Header(
        document=document if isinstance(document, str) else "",
        seen={writer: n for writer, n in pairs if type(n) is int and n > 0},
        count=count if type(count) is int else 0,
        version=row["version"],
        sha256=digest if isinstance(digest, str) else "",
        extra={key: value for key, value in row.items() if key not in _HEADER_KEYS},
    )


_SHARED: Final = frozenset("document digest placed placement score creator created modified".split())


def _tables(found: Mapping[str, Any]) -> tuple[Tables, tuple[Any, ...]]:
    """The records of the program's tables, and rows that are none."""
    tables, bad = empty_tables(), []
    for table in TABLES:
        records = tables[table]
        for row in found.get(table, {}).values():
            if not is_record(row):
                bad.append(row)
                continue
            other = records.get(row["id"])
            if other is None or row.get("rev", 1) > other.get("rev", 1):
                records[row["id"]] = row
            if other is not None and other != row:  # the same id twice: the one changed less often goes
                bad.append(row if records[row["id"]] is other else other)
    return tables, tuple(bad)


def _compact(row: Any, same: dict[Any, Any]) -> Any:
    """``row`` in a dict of its size, which parsing leaves with room for more, and without second copies.

    Thousands of records are in memory at once: half of what each would take. Anything but a record comes
    back as it is.

    Args:
        same: What many records have, each kept once.
    """
    if not isinstance(row, dict):
        return row
    # Made key by key; what copies a dict copies the room as well.
    small = {
        key: same.setdefault(value, value) if key in _SHARED and type(value) in (str, float) else value
        for key, value in row.items()
    }
    tags = row.get("tags")
    if type(tags) is list and all(type(tag) is str for tag in tags):
        small["tags"] = same.setdefault(tuple(tags), [same.setdefault(tag, tag) for tag in tags])
    here = [row.get("start"), row.get("end")]
    if row.get("place") == here and {type(each) for each in (*here, *row["place"])} == {int}:
        small["place"] = here  # the same numbers, where the text has not changed
    return small


def is_record(row: Any) -> bool:
    """Whether a row can be a record: an object with an ``id`` and, if any, a whole ``rev``."""
    if not isinstance(row, dict):
        return False
    name, number = row.get("id"), row.get("rev", 1)
    return isinstance(name, str) and name != "" and type(number) is int
