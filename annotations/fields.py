"""Fields of stored records, each checked as it is read: what is no text, number or id is named."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

Record: TypeAlias = dict[str, Any]

_WRITTEN_BY_US: Final = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NOTHING: Final[Mapping[str, Any]] = {}  # one for all that have no other keys, which are nearly all


class BadRecord(ValueError):
    """A stored or foreign record that does not hold what it must; the message names the field."""


def text(record: Record, key: str) -> str:
    """The text of a field, empty if there is none.

    Raises:
        BadRecord: It is no text.
    """
    value = record.get(key, "")
    if not isinstance(value, str):
        raise BadRecord(f"'{key}' is not text")
    return value


def texts(record: Record, key: str) -> list[str]:
    """The texts of a field that is a list, empty if there is none.

    Raises:
        BadRecord: It is no list of texts.
    """
    value = record.get(key, [])
    if not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
        raise BadRecord(f"'{key}' is not a list of texts")
    return value


def number(record: Record, key: str, default: int | None = None) -> int:
    """The whole number of a field.

    Raises:
        BadRecord: It is none, or it is missing and there is no default.
    """
    value = record.get(key, default)
    if type(value) is not int:
        raise BadRecord(f"'{key}' is not a whole number")
    return value


def identity(record: Record, key: str = "id") -> str:
    """The UUID of a field in its canonical form.

    Raises:
        BadRecord: It is none.
    """
    value = text(record, key)
    if _WRITTEN_BY_US.fullmatch(value):
        return value
    try:
        return str(uuid.UUID(value))
    except ValueError as error:
        raise BadRecord(f"'{key}' is not a UUID") from error


def rest(record: Record, known: frozenset[str]) -> Mapping[str, Any]:
    """What stands under other keys than those that are known, to be written back as it is."""
    if record.keys() <= known:
        return _NOTHING
    return {key: value for key, value in record.items() if key not in known}
