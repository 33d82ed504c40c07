"""Correcting: what the reader says about a document's title, source, author, date and address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from annotations.changes import Change
from annotations.errors import ScholiastError
from annotations.library import CORRECTABLE, Library, storable
from annotations.model import Record, new_id, now
from corpus.clean import clean_line

if TYPE_CHECKING:
    from annotations.changes import Command

_DATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def correct(library: Library, path: str, fields: Mapping[str, str], *, by: str = "") -> Command:
    """Keep ``fields`` as corrections; an empty one goes back to what was found in the file.

    Raises:
        ScholiastError: A field is not one that can be corrected, or a date is none.
    """
    unknown = set(fields) - set(CORRECTABLE)
    if unknown:
        raise ScholiastError(
            f"{', '.join(sorted(unknown))} cannot be corrected; {', '.join(CORRECTABLE)} can."
        )
    values = {key: clean_line(value) for key, value in fields.items()}
    date = values.get("date", "")
    if date and not _DATE.fullmatch(date):
        raise ScholiastError(f"“{date}” is no date: write 2025, 2025-02 or 2025-02-13.")
    old = _row(library, path)
    base: Record = dict(old) if old else {"id": new_id(), "path": storable(path), "rev": 1}
    new = {key: value for key, value in {**base, **values}.items() if value or key not in CORRECTABLE}
    new["modified"] = now()
    change = Change("metadata", str(base["id"]), old, new)
    named = ", ".join(sorted(values)) or "nothing"
    return library.store.commit(f"correct {named} of {storable(path)}", [change], by=by)


def _row(library: Library, path: str) -> Record | None:
    wanted = storable(path)
    rows = library.store.records("metadata").values()
    return next((dict(row) for row in rows if row.get("path") == wanted), None)
