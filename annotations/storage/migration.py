"""Older store files brought forward, one version at a time, in memory; a copy of the file is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from annotations.storage.tablefile import VERSION, Tables

# From each older version the step that leads to the next. Version 0 was a first draft of the format, with
# the same tables and no numbers of revision.
STEPS: Final[Mapping[int, Callable[[Tables], Tables]]] = MappingProxyType(
    {0: lambda tables: _numbered(tables)}
)


def _numbered(tables: Tables) -> Tables:
    return {
        table: {key: {"rev": 1, **record} for key, record in records.items()}
        for table, records in tables.items()
    }


def migrated(tables: Tables, version: int) -> Tables:
    """Tables of ``version`` in the present form.

    Raises:
        KeyError: There is no way from there.
    """
    for step in range(version, VERSION):
        tables = STEPS[step](tables)
    return tables
