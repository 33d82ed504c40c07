"""The saved search: a query under a name, and its record."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from annotations.model import BadRecord, Record
from corpus.clean import clean_line

SIGN: Final = "@"
"""What stands before the name of a saved search where a query is asked for."""

_KEYS: Final = frozenset("id name query created rev".split())


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query that a person gave a name.

    Attributes:
        id: UUID.
        name: One line, compared without case; no two of a library are the same.
        query: In the query language.
        created: UTC, ``YYYY-MM-DDTHH:MM:SSZ``.
    """

    id: str
    name: str
    query: str
    created: str = ""
    rev: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)


def search_name(text: str) -> str:
    """``text`` as the name of a search: one clean line without the sign before it."""
    return clean_line(text).removeprefix(SIGN).strip()


def search_record(search: SavedSearch) -> Record:
    """The search as the store keeps it."""
    return {
        "id": search.id,
        "name": search.name,
        "query": search.query,
        "created": search.created,
        "rev": search.rev,
        **search.extra,
    }


def search_from(record: Record) -> SavedSearch:
    """The search of a stored record, made safe to show.

    Raises:
        BadRecord: A field is missing or of the wrong kind.
    """
    texts = {key: record.get(key, "") for key in ("name", "query", "created")}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise BadRecord(f"'{key}' is not text")
    try:
        identity = str(uuid.UUID(record["id"]))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadRecord("'id' is not a UUID") from error
    name, rev = search_name(texts["name"]), record.get("rev", 1)
    if not name:
        raise BadRecord("'name' is empty")
    if type(rev) is not int:
        raise BadRecord("'rev' is not a whole number")
    return SavedSearch(
        id=identity,
        name=name,
        query=clean_line(texts["query"], 2000),
        created=clean_line(texts["created"]),
        rev=rev,
        extra={key: value for key, value in record.items() if key not in _KEYS},
    )
