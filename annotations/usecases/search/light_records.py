"""Reading stored annotations lightly: as much as queries ask about, many thousands in a moment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from annotations.model import tag_paths
from annotations.query import Passage, Subject
from annotations.query.syntax import And, Meeting, Query, Tagged
from annotations.usecases.codebook.coding import texts_of
from annotations.usecases.placing.standing import standing_passages
from annotations.usecases.search.querying import subject, whole_of
from corpus.clean import clean, clean_line
from corpus.span import Span

if TYPE_CHECKING:
    from annotations.library import Library

Row = Mapping[str, Any]
_TIME = re.compile(r"[0-9T:Z-]{1,40}", re.ASCII)


def passage_of(row: Row) -> Passage | None:
    """What queries ask of a stored annotation, the same as of one read whole; None if it is damaged."""
    try:
        place, note, created = row.get("place"), row.get("note", ""), row.get("created", "")
        return Passage(
            quotation=row.get("exact", ""),
            note=note if not note or _is_plain(note) else clean(note),
            tags=_tags(tuple(row.get("tags", ()))),
            creator=_line(row.get("creator", "")),
            created=created if _TIME.fullmatch(created) else clean_line(created),
            placement=row.get("placement", "exact"),
            span=None if place is None else Span(*place),
        )
    except (TypeError, AttributeError):
        return None


def articles_that(
    library: Library, test: Callable[[Subject], bool], cancelled: Callable[[], bool]
) -> Iterator[str]:
    """The paths of the articles that pass; texts are read only if the test asks for them."""
    from dataclasses import replace

    from annotations.library import storable

    ids = {record.path: record.id for record in library.records().values()}
    for article in library.articles():
        if cancelled():
            return
        identity = ids.get(storable(article.path), "")

        @cache
        def passages(identity: str = identity) -> tuple[Passage, ...]:
            rows = library.store.records("annotations", identity).values() if identity else ()
            return tuple(filter(None, standing_passages(library, identity, map(passage_of, rows))))

        @cache
        def said(identity: str = identity) -> tuple[Passage, ...]:
            return whole_of(library, identity) if identity else ()

        if test(replace(subject(library, article, article.status.value, passages), whole=said)):
            yield article.path


def borne(query: Query) -> tuple[str, ...]:
    """Tags, folded, that must stand in an article, themselves or by sub-tags, for a passage to be meant."""
    found: list[str] = []
    for part in query.parts if isinstance(query, And) else (query,):
        tags = (part.left, part.right) if isinstance(part, Meeting) else (part,)
        found += [tag.path.casefold() for tag in tags if isinstance(tag, Tagged) and not tag.prefix]
    # Others may fold in more ways than case: they are left to the test.
    return tuple(tag for tag in found if tag.isascii())


def bear(rows: Iterable[Row], wanted: tuple[str, ...]) -> bool:
    """Whether each of the tags may stand among stored annotations; never wrongly no."""
    if not wanted:
        return True
    tags = {tag.casefold() for row in rows for tag in texts_of(row)}
    return all(any(_may_be(tag, path) for tag in tags) for path in wanted)


def _may_be(tag: str, path: str) -> bool:
    return tag == path or tag.startswith(path + "/") or not (tag.isascii() and tag.isprintable())


def _is_plain(text: str) -> bool:
    return text.isascii() and text.replace("\n", " ").isprintable()


@lru_cache(maxsize=4096)
def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tag_paths(tags)


@lru_cache(maxsize=1024)
def _line(text: str) -> str:
    return clean_line(text)
