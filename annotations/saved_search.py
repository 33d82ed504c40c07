"""The saved search: a query under a name, and its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from annotations.fields import BadRecord, Record, identity, number, rest, text
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
    name = search_name(text(record, "name"))
    if not name:
        raise BadRecord("'name' is empty")
    return SavedSearch(
        id=identity(record),
        name=name,
        query=clean_line(text(record, "query"), 2000),
        created=clean_line(text(record, "created")),
        rev=number(record, "rev", 1),
        extra=rest(record, _KEYS),
    )
