"""Hinting: what a query that found nothing may have meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from annotations.query import parse
from annotations.query.syntax import Query, Tagged
from annotations.usecases.coding import codebook_of

if TYPE_CHECKING:
    from annotations.library import Library


def hints(library: Library, query: str) -> tuple[str, ...]:
    """For each tag of ``query`` that the codebook does not have: a sentence with those that are like it.

    Raises:
        QueryError: The query cannot be read.
    """
    paths = [tag.path for tag in codebook_of(library).tags]
    known = {path.casefold() for path in paths}
    found = []
    for tag in _tags(parse(query)):
        wanted = tag.path.casefold()
        if tag.prefix or wanted in known or any(path.startswith(wanted + "/") for path in known):
            continue
        like = [path for path in paths if path.casefold().endswith("/" + wanted)]
        like = like or _near(wanted, paths)
        also = f" Did you mean {', '.join(like)}?" if like else ""
        found.append(f"There is no tag “{tag.path}”.{also}")
    return tuple(found)


def _near(wanted: str, paths: list[str]) -> list[str]:
    from difflib import get_close_matches

    leaves = {path.casefold().rpartition("/")[2]: path for path in paths}
    return [leaves[leaf] for leaf in get_close_matches(wanted.rpartition("/")[2], leaves, 3, 0.75)]


def _tags(node: object) -> Iterator[Tagged]:
    if isinstance(node, Tagged):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from _tags(part)
    elif isinstance(node, Query) and is_dataclass(node):
        for field in fields(node):
            yield from _tags(getattr(node, field.name))
