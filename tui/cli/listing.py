"""Annotations as a person reads them in a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from annotations.quoted import quoted
from corpus.clean import clean, clean_line
from tui.cli.output import plural, put

if TYPE_CHECKING:
    from annotations.model import Annotation, DocumentRecord


def print_annotations(found: Sequence[tuple[DocumentRecord, Annotation]]) -> None:
    """Annotations grouped by document: id, quotation, tags, note."""
    for path, group in groupby(found, key=lambda pair: pair[0].path):
        put(clean_line(path))
        for _, item in group:
            state = "" if item.placement.value == "exact" else f"  ({item.placement.value})"
            put(f"  {item.id[:8]}  {quoted(clean_line(item.selectors.exact, 160))}{state}")
            if item.tags:
                put("            " + "  ".join(f"#{clean_line(tag)}" for tag in item.tags))
            for line in clean(item.note).splitlines():
                put(f"            {line}")
        put()
    put(plural(len(found), "annotation"))
