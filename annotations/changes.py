"""Changes and commands: what the journal holds, one line of JSON each, checked before and after.

A change carries the whole record before and after. Replay is therefore idempotent, and undo is a new
command with the two swapped.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from operator import is_not
from typing import Any, Final, NamedTuple

import orjson

from annotations.model import Record

TABLES: Final = (
    "documents", "annotations", "tags", "memos", "searches", "metadata", "groups", "speakers",
)  # fmt: skip
JOURNAL_VERSION: Final = 1
_SMALLEST, _LARGEST = -(1 << 63), (1 << 63) - 1
_DEEPEST: Final = 100
_STRETCH: Final = 400  # changes that are encoded at a time: half a megabyte if they are passages
_TEXTS: Final = frozenset({str})
_KEYS: Final = frozenset("v writer n time by label changes undoes redoes crc".split())


class NotSaved(Exception):
    """The change was not stored; memory and disk are as before. The message is one line for a person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BadChange(ValueError):
    """A change that cannot be stored as JSON, or that contradicts itself; the message names the record."""


class BadLine(ValueError):
    """A line of a journal that is damaged."""


class NewerLine(BadLine):
    """A line of a journal that a newer version of the program wrote."""


class Clash(NamedTuple):
    """A record that is no longer as the caller saw it, in ``before``; ``current`` is None if it is gone."""

    table: str
    id: str
    current: Record | None
    before: Record | None = None


class Stale(Exception):
    """Another program changed a record in the meantime; nothing was stored. The message is for a person.

    Attributes:
        clashes: Every record concerned, as it stands now.
    """

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        from annotations.blocked import met

        super().__init__(met(clashes))
        self.clashes = clashes


class Change(NamedTuple):
    """One record before and after; None stands for a record that is not there."""

    table: str
    id: str
    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True)
class Command:
    """Everything that one act of a person changed: all of it is stored, or nothing.

    Attributes:
        writer: One person's copy of the library.
        n: Larger than the number of every command that this writer knew of, whoever wrote it, so that
            ``(n, writer)`` orders all commands in keeping with cause and effect, whatever the clocks say.
        time: UTC, ``YYYY-MM-DDTHH:MM:SSZ``.
        label: What was done, for the history: ``merge 'strength' into 'position/strength'``.
        undoes, redoes: The command that this one takes back, or does again.
        extra: Keys that this version does not know.
    """

    writer: str
    n: int
    time: str
    by: str
    label: str
    changes: tuple[Change, ...]
    undoes: tuple[str, int] | None = None
    redoes: tuple[str, int] | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def upkeep(self) -> bool:
        """Whether the program did this by itself, as when it places annotations in a changed text."""
        return bool(self.extra.get("upkeep"))

    @property
    def key(self) -> tuple[str, int]:
        """What names this command."""
        return self.writer, self.n


def known_table(table: str) -> None:
    """Raises ValueError where there is no such table."""
    if table not in TABLES:
        raise ValueError(f"there is no table '{table}'")


def rev(record: Record | None) -> int:
    """How often a record was changed; 0 where there is none."""
    number = record.get("rev", 1) if record else 0
    return number if type(number) is int else 1


def same(one: Record | None, other: Record | None) -> bool:
    """Whether two records say the same, however often they were changed."""
    if one is None or other is None:
        return one is other
    if len(one) - ("rev" in one) != len(other) - ("rev" in other):
        return False
    return all(key == "rev" or (key in other and other[key] == value) for key, value in one.items())


def stored(record: Record, where: str, known: Record | None = None) -> Record:
    """A private copy of ``record`` as JSON gives it back.

    Args:
        where: What to call the record in the error.
        known: A record that was stored before; values that the two share need no second look.

    Raises:
        BadChange: It holds something that JSON would change or refuse: NaN, an infinity, a whole number
            beyond 64 bits, a lone surrogate, a key that is no text, or more than 100 levels.
    """
    try:
        if known is None or [*record] != [*known]:
            return {_text(key): _stored(value, 1) for key, value in record.items()}
        copy = dict(record)
        for key in compress(record, map(is_not, record.values(), known.values())):
            copy[key] = _stored(record[key], 1)
        return copy
    except ValueError as error:
        raise BadChange(f"{where} cannot be stored: {error}") from error


def stored_value(value: Any) -> Any:
    """A private copy of one value of a record.

    Raises:
        ValueError: It cannot be stored.
    """
    return _stored(value, 1)


def is_text(value: Any) -> bool:
    """Whether a value is a text or a list of texts, so that what equals it is stored as it is."""
    return type(value) is str or (type(value) is list and {*map(type, value)} <= _TEXTS)


def _stored(value: Any, depth: int) -> Any:
    kind = type(value)
    if kind is str:
        return value if value.isascii() else _text(value)
    if kind is int:
        if not _SMALLEST <= value <= _LARGEST:
            raise ValueError("a whole number beyond 64 bits")
        return value
    if value is None or kind is bool:
        return value
    if kind is float:
        if value - value != 0:
            raise ValueError("a number that is not finite")
        return value
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    if kind is list and is_text(value) and "".join(value).isascii():
        return value[:]  # as most lists are
    if isinstance(value, (list, tuple)):
        return [_stored(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_text(key): _stored(item, depth + 1) for key, item in value.items()}
    if isinstance(value, str):  # an enumeration of texts, for one
        return _text(str(value))
    raise ValueError(f"a value of type {kind.__name__}")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a key that is not text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("half of a surrogate pair, which is not a character") from None
    return value


def encode(command: Command) -> bytes:
    """The journal's line for ``command``, with its line feed."""
    return b"".join(encoded(command))


def encoded(command: Command) -> list[bytes]:
    """The journal's line for ``command`` in pieces, so that one of many megabytes needs no room in one piece.

    Where memory was not used before, the system takes several times as long to find such room.

    Raises:
        TypeError: A record holds what JSON cannot.
    """
    head = {
        "v": JOURNAL_VERSION,
        "writer": command.writer,
        "n": command.n,
        "time": command.time,
        "by": command.by,
        "label": command.label,
    }
    tail: dict[str, Any] = {"undoes": command.undoes} if command.undoes else {}
    if command.redoes:
        tail["redoes"] = command.redoes
    tail.update((key, value) for key, value in command.extra.items() if key not in _KEYS)
    end = b"]," + orjson.dumps(tail)[1:-1] if tail else b"]"
    pieces, crc = list[bytes](), 0
    for piece in chain([orjson.dumps(head)[:-1] + b',"changes":['], _stretches(command.changes), [end]):
        crc = zlib.crc32(piece, crc)
        pieces.append(piece)
    pieces.append(b',"crc":"%08x"}\n' % crc)
    return pieces if len(command.changes) > _STRETCH else [b"".join(pieces)]


def _stretches(changes: Sequence[Change]) -> Iterator[bytes]:
    for start in range(0, len(changes), _STRETCH):
        stretch = orjson.dumps(
            [
                {"table": table, "id": record_id, "before": before, "after": after}
                for table, record_id, before, after in changes[start : start + _STRETCH]
            ]
        )
        yield b"".join((b"," if start else b"", memoryview(stretch)[1:-1]))


def decode(line: bytes) -> Command:
    """The command of one line of a journal, with or without its line feed.

    Raises:
        NewerLine: A newer version of the program wrote it.
        BadLine: It is damaged.
    """
    line = line.rstrip()
    body, mark, check = line.rpartition(b',"crc":"')
    if mark and check != b'%08x"}' % zlib.crc32(body):
        raise BadLine("its checksum is wrong")
    try:
        found = orjson.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine("it is not JSON") from error
    if not isinstance(found, dict):
        raise BadLine("it is not a command")
    version = found.get("v")
    if type(version) is int and version > JOURNAL_VERSION:
        raise NewerLine("a newer version of Scholiast wrote it")
    try:
        return Command(
            writer=_line(found["writer"]),
            n=_count(found["n"]),
            time=_line(found["time"]),
            by=_line(found["by"]),
            label=_line(found["label"]),
            changes=tuple(_change(change) for change in found["changes"]),
            undoes=_key(found.get("undoes")),
            redoes=_key(found.get("redoes")),
            extra={key: value for key, value in found.items() if key not in _KEYS},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadLine("it is not a command") from error


def _line(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _count(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise TypeError
    return value


def _key(value: Any) -> tuple[str, int] | None:
    if value is None:
        return None
    writer, n = value
    return _line(writer), _count(n)


def _change(value: Any) -> Change:
    before, after = value["before"], value["after"]
    if not all(record is None or isinstance(record, dict) for record in (before, after)):
        raise TypeError
    return Change(_line(value["table"]), _line(value["id"]), before, after)
