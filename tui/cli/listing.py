"""Annotations as a person reads them in a pipe."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from annotations.quoted import quoted
from corpus.clean import clean, clean_line
from tui.cli.output import plural, put

if TYPE_CHECKING:
    from annotations.model import Annotation, DocumentRecord


def print_annotations(
    found: Sequence[tuple[DocumentRecord, Annotation]], missing: Container[str] = ()
) -> None:
    """Annotations grouped by document: id, quotation, tags, note.

    Args:
        missing: Ids of the documents whose file is gone or cannot be read.
    """
    for path, group in groupby(found, key=lambda pair: pair[0].path):
        put(clean_line(path))
        for record, item in group:
            state = "source missing" if record.id in missing else item.placement.value
            state = "" if state == "exact" else f"  ({state})"
            put(f"  {item.id[:8]}  {quoted(clean_line(item.selectors.exact, 160))}{state}")
            if item.tags:
                put("            " + "  ".join(f"#{clean_line(tag)}" for tag in item.tags))
            for line in clean(item.note).splitlines():
                put(f"            {line}")
        put()
    put(plural(len(found), "annotation"))
