"""Chronology: what a query means in order of publication, who had it first, and where it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.library import storable
from annotations.query import parse
from annotations.query.folding import fold
from annotations.usecases.alikeness import Wording, likenesses, pieces, wording
from annotations.usecases.echoing import Piece
from annotations.usecases.listening import is_about_quotations, quotations_that
from corpus.span import Span

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.usecases.searching import Hit

Cancelled = Callable[[], bool]
Search = Callable[[str], Iterable["Hit"]]

MOST: Final = 10_000
"""Passages that a chronology holds."""

_UNDATED: Final = "9999"


class Moment(NamedTuple):
    """A passage at its time.

    Attributes:
        path: Of the article; ``title``, ``source`` and ``date`` are its own, corrected.
        span: The passage in its text; None for a highlight that has lost its place.
        exact: Its words to the letter; ``said`` without quotation marks and reporting clause.
        speaker: Who speaks, if it is a quotation; ``status`` how sure that is.
        annotation: Id of the highlight that it is, else empty.
        first: Whether nobody had these words earlier, and somebody had them again; also of the very first.
            Several may have been first, where all that is known is the day.
        before: Index of the latest earlier moment that says the same, -1 for none.
        pieces: What changed since then, word by word; empty if that is nothing.
        versions: Paths of other versions of the story that have the same words and no entry of their own.
        again: How often its own article has the same words again.
    """

    path: str
    title: str
    source: str
    date: str
    span: Span | None
    exact: str
    said: str
    speaker: str = ""
    status: str = ""
    annotation: str = ""
    first: bool = False
    before: int = -1
    pieces: tuple[Piece, ...] = ()
    versions: tuple[str, ...] = ()
    again: int = 0


class Chronology(NamedTuple):
    """Passages in order of publication; ``complete`` says whether they are all there are."""

    query: str
    moments: tuple[Moment, ...] = ()
    complete: bool = True


def chronology(
    library: Library, query: str, search: Search, cancelled: Cancelled = lambda: False
) -> Chronology:
    """The passages that ``query`` means: quotations, highlights, or the sentences that a search finds.

    Args:
        search: Finds places in texts.

    Raises:
        QueryError: The query cannot be read.
    """
    about = _abouts(library)
    found = list(islice(_found(library, query, search, about, cancelled), MOST + 1))
    complete = len(found) <= MOST and not cancelled()
    return Chronology(query, compared(found[:MOST], _stories(library)), complete)


def compared(found: Iterable[Moment], stories: Mapping[str, str]) -> tuple[Moment, ...]:
    """Moments in their order, each with what it says anew.

    Args:
        stories: Path to the story that an article tells, where it tells one with others.
    """
    ordered = sorted(found, key=_order)
    words = [wording(each.said) for each in ordered]
    kept, texts = _folded(ordered, words, stories)
    before = likenesses(texts)
    later = {earlier for earlier in before if earlier >= 0}
    starts = [_start(before, index) for index in range(len(kept))]
    result, heads = [], set[tuple[int, str]]()
    for index, each in enumerate(kept):
        earlier, start = before[index], starts[index]
        told = start in later and bool(each.date) and each.date == kept[start].date
        told = told and (start, each.path) not in heads  # an article that has it again is no other one
        heads.add((start, each.path))
        changed = pieces(texts[earlier], texts[index]) if earlier >= 0 else ()
        if all(piece.kind == "same" for piece in changed):
            changed = ()
        first = told or (index == 0 and bool(each.date))
        result.append(each._replace(first=first, before=earlier, pieces=changed))
    return tuple(result)


def _start(before: list[int], index: int) -> int:
    while before[index] >= 0:
        index = before[index]
    return index


def _folded(
    moments: list[Moment], words: list[Wording], stories: Mapping[str, str]
) -> tuple[list[Moment], list[Wording]]:
    """Those that do not have just the same words as another of the same article or story."""
    kept: list[Moment] = []
    texts: list[Wording] = []
    places: dict[tuple[str, str], int] = {}
    for each, text in zip(moments, words, strict=True):
        key = stories.get(each.path, each.path), " ".join(text.folded)
        at = places.setdefault(key, len(kept))
        if at == len(kept):
            kept.append(each)
            texts.append(text)
        elif kept[at].path == each.path:
            kept[at] = kept[at]._replace(again=kept[at].again + 1)
        elif each.path not in kept[at].versions:
            kept[at] = kept[at]._replace(versions=(*kept[at].versions, each.path))
    return kept, texts


def _order(moment: Moment) -> tuple[str, str, str, int]:
    return moment.date or _UNDATED, fold(moment.source), moment.path, moment.span.start if moment.span else -1


def _stories(library: Library) -> dict[str, str]:
    from annotations.usecases.stories import stories

    return {path: story.lead for story in stories(library) for path in story.paths}


def _abouts(library: Library) -> dict[str, tuple[str, str, str]]:
    """Title, source and date of each article by storable path, corrected."""
    return {storable(each.path): (each.title, each.source, each.date) for each in library.articles()}


def _found(
    library: Library,
    query: str,
    search: Search,
    about: Mapping[str, tuple[str, str, str]],
    cancelled: Cancelled,
) -> Iterator[Moment]:
    from annotations.usecases.marked import is_about_passages, passages

    read = parse(query)
    if is_about_quotations(read):
        for each in quotations_that(library, query, cancelled):
            known = (each.path, each.title, each.source, each.date, each.span, each.exact, each.spoken)
            yield Moment(*known, each.speaker, each.status.value)
        return
    if is_about_passages(read):
        for hit, item in passages(library, query, cancelled):
            known_as = about.get(storable(hit.document), ("", hit.source, hit.date))
            text = item.selectors.exact
            yield Moment(hit.document, *known_as, item.span, text, text, annotation=item.id)
        return
    yield from _sentences(library, search(query), about, cancelled)


def _sentences(
    library: Library,
    hits: Iterable[Hit],
    about: Mapping[str, tuple[str, str, str]],
    cancelled: Cancelled,
) -> Iterator[Moment]:
    """The sentences in which a search found something, each once."""
    from corpus.files import Unreadable
    from corpus.sentences import sentence_at

    done: set[tuple[str, Span]] = set()
    for hit in hits:
        if cancelled():
            return
        if hit.where != "text" or hit.end <= hit.start:
            continue
        try:
            document = library.document(hit.document)
        except Unreadable:
            continue  # the list names it
        if document.text[hit.start : hit.end] != hit.exact:
            continue
        span = sentence_at(document, hit.start).union(Span(hit.start, hit.end))
        if (hit.document, span) not in done:
            done.add((hit.document, span))
            text = span.of(document.text)
            yield Moment(
                hit.document, *about.get(storable(hit.document), ("", hit.source, hit.date)), span, text, text
            )
