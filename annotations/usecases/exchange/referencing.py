"""Referencing: what a bibliography says of articles, taken where the library knows nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from annotations.changes import Change
from annotations.exchange.foreign import Fate, Hints, Remark
from annotations.library import storable
from annotations.model import Record, now
from annotations.usecases.correcting import metadata_row, metadata_rows
from corpus.clean import clean_line
from corpus.files import Unreadable

if TYPE_CHECKING:
    from annotations.library import Library

_FIELDS: Final = ("source", "author", "date", "url")


def completed(
    library: Library, references: Iterable[Hints], matched: dict[Hints, str]
) -> tuple[list[Change], list[Remark]]:
    """Corrections that fill what is not known of the articles that references mean.

    What the library knows already stays, and where a reference says otherwise a remark tells so.
    """
    rows = metadata_rows(library)
    changes: dict[str, Change] = {}
    remarks: list[Remark] = []
    strangers = 0
    for hints in references:
        path = matched.get(hints, "")
        try:
            known = library.document(path).metadata if path else None
        except Unreadable:
            known = None
        if known is None:
            strangers += 1
            continue
        said = {name: clean_line(getattr(hints, name)) for name in _FIELDS}
        new = {name: value for name, value in said.items() if value and not getattr(known, name)}
        for name, value in said.items():
            old = getattr(known, name)
            if value and old and value.casefold() != old.casefold() and not old.startswith(value):
                reason = f"the library has “{old}” as its {name}, and keeps that"
                remarks.append(Remark(Fate.CHANGED, f"{hints.name}: “{value}”", reason))
        key = storable(path)
        if new and key not in changes:
            changes[key] = _change(library, key, new, rows)
    if strangers:
        reason = "the library has no such article"
        remarks.append(Remark(Fate.CHANGED, f"{strangers} × entry", reason))
    return list(changes.values()), remarks


def _change(library: Library, path: str, new: dict[str, str], rows: Mapping[str, Record]) -> Change:
    old, base = metadata_row(library, path, rows)
    return Change("metadata", str(base["id"]), old, {**base, **new, "modified": now()})
