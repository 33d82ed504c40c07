"""Correcting: what the reader says about a document's title, source, author, date and address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from annotations.changes import Change
from annotations.errors import ScholiastError
from annotations.library import CORRECTABLE, Library, storable
from annotations.model import Record, named_id, new_id, now
from annotations.usecases.retrying import retried
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
    named = ", ".join(sorted(values)) or "nothing"

    def change() -> Command:
        old, base = metadata_row(library, storable(path))
        new = {key: value for key, value in {**base, **values}.items() if value or key not in CORRECTABLE}
        new["modified"] = now()
        step = Change("metadata", str(base["id"]), old, new)
        return library.store.commit(f"correct {named} of {storable(path)}", [step], by=by)

    return retried(change)


def metadata_rows(library: Library) -> dict[str, Record]:
    """What was said of articles apart from annotations, by storable path; of all, under "".

    Where two programs made a record each, it is the one that is shown, which is the last.
    """
    rows = library.store.records("metadata").values()
    return {str(row.get("path", "")): dict(row) for row in rows}


def metadata_row(
    library: Library, path: str, rows: Mapping[str, Record] | None = None
) -> tuple[Record | None, Record]:
    """The record of what was said of an article, None if there is none; and the one to add to.

    Args:
        path: As stored; empty for what holds of every article.
        rows: What `metadata_rows` gives, where several are asked for.
    """
    old = (metadata_rows(library) if rows is None else rows).get(path)
    if old is not None:
        return old, old
    identity = named_id("metadata", path)
    # The record of that name may have gone elsewhere with an article that was renamed.
    taken = library.store.get("metadata", identity) is not None
    return None, {"id": new_id() if taken else identity, "path": path, "rev": 1}
