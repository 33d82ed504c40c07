"""JSON from outside: read whole within bounds, and looked into without trusting any type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from annotations.exchange.budget import check_json
from annotations.exchange.foreign import BadFile


def parsed(data: bytes) -> Any:
    """The value that ``data`` holds.

    Raises:
        BadFile: It is not JSON, holds NaN or an infinity, is nested too deeply, or holds too much.
    """
    check_json(data)
    try:
        return orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise BadFile(f"The file is not JSON: {error}.") from error


def text(value: object, key: str) -> str:
    """The text under ``key``, empty if there is none or it is something else."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""


def texts(value: object) -> tuple[str, ...]:
    """A text, or the texts of a list."""
    return tuple(item for item in items(value) if isinstance(item, str))


def mapping(value: object, key: str) -> Mapping[str, Any]:
    """The object under ``key``, empty if there is none."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def items(value: object) -> list[Any]:
    """The members of a list; anything else as the one member, nothing as none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def objects(value: object) -> Iterator[Mapping[str, Any]]:
    """The objects among the members of a list, or the object itself."""
    return (item for item in items(value) if isinstance(item, Mapping))


def number(value: object, key: str) -> int | None:
    """The whole number from 0 under ``key``, None if there is none."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if type(found) is int and 0 <= found < 1 << 53 else None
