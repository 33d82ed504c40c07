"""Extents: how much of a text is marked where something was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from annotations.quoted import quoted
from annotations.usecases.annotating.highlights import New
from annotations.usecases.annotating.in_bulk import annotate_places
from annotations.usecases.annotating.quoting import short

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import Annotation
    from annotations.usecases.search.searching import Hit
    from corpus.span import Span


class Extent(StrEnum):
    """What is marked around a place that was found."""

    WORDS = "words"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


def mark_hits(
    library: Library,
    hits: Sequence[Hit],
    tags: Sequence[str],
    extent: Extent,
    query: str,
    *,
    by: str = "",
) -> tuple[Annotation, ...]:
    """Annotate the places of hits in texts, in one step; a place that several mean is marked once.

    One that is highlighted already gets the tags.

    Raises:
        ScholiastError: None of them stands in a text.
        NoPlace, NotSaved: As `annotate`; nothing was stored.
    """
    from annotations.errors import NoPlace

    places: dict[tuple[str, Span], None] = {}
    for hit in hits:
        if hit.where == "text" and hit.end > hit.start:
            places.setdefault((hit.document, _around(library, hit, extent)))
    if not places:
        raise NoPlace("What was picked does not stand in a text; only places in texts can be highlighted.")
    count = len(places)
    verb = f"tag {_named(tags)}," if tags else "highlight"
    label = f"{verb} {count} place{'s' * (count != 1)} of the search {quoted(short(query))}"
    wanted = [New(path, span, tags, "", by) for path, span in places]
    return annotate_places(library, wanted, by=by, label=label)


def _around(library: Library, hit: Hit, extent: Extent) -> Span:
    from annotations.errors import NoPlace
    from corpus.sentences import paragraph_at, sentence_at
    from corpus.span import Span

    span = Span(hit.start, hit.end)
    document = library.document(hit.document)
    if document.text[hit.start : hit.end] != hit.exact:
        raise NoPlace(f"The text of {hit.document} has just changed; search again.")
    if extent is Extent.WORDS:
        return span
    around = sentence_at if extent is Extent.SENTENCE else paragraph_at
    return span.union(around(document, span.start)).union(around(document, span.end - 1))


def _named(tags: Sequence[str]) -> str:
    return " ".join(f"“{tag}”" for tag in tags[:3]) + (" …" if len(tags) > 3 else "")
