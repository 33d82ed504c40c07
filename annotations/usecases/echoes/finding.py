"""Echoing: where the words of a passage stand in other articles, word for word or nearly."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from annotations.library import storable
from annotations.tagpath import tag_paths
from annotations.usecases.annotating.highlights import New
from annotations.usecases.annotating.in_bulk import annotate_places
from annotations.usecases.annotating.quoting import checked_span
from annotations.usecases.echoes.book import book_of
from annotations.usecases.echoes.proposing import Place, cut_at, recurrences, resounding
from annotations.usecases.lenses.furnishing import article_text
from corpus.echoes.rows import cuts_of
from corpus.echoes.tokens import Placed, first
from corpus.index import Unusable
from corpus.pace import breathe
from corpus.span import Span
from corpus.words import count

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import Annotation
    from corpus.index import Index

MINIMUM: Final = 6
"""Words that a passage has at least for echoes of it to be looked for."""

_BREAK: Final = re.compile("\n")
_BOOK: Final = 500_000  # code points from which what was compared with a text is too much to be kept
_PASSAGE: Final = 3_000  # words
_REPLACED: Final = 3  # words at either end of a passage in whose stead others may stand
_END: Final = re.compile(r"[.!?…\n]")  # of a sentence, nearly
_STRETCH: Final = 8  # words; shorter ones, of which nobody asked, are mostly turns of phrase


class Piece(NamedTuple):
    """A run of words that is the same in both places, or not; ``here`` or ``there`` may be empty then.

    Case, punctuation, quotation marks and accents make no difference.
    """

    kind: Literal["same", "changed"]
    here: str
    there: str


class Echo(NamedTuple):
    """The place in another article that comes nearest to a passage.

    Attributes:
        path: Of the other article, relative to the library; ``title``, ``source`` and ``date`` are its own.
        span: Whole words of the other article's text.
        exact: What stands there.
        similarity: How much of the words of the passage and of the place is the same, 0 to 1; 1 only where
            no word of the passage is missing and none differs.
        pieces: The passage and the place side by side, in text order; what of the passage has no
            counterpart at all is a changed piece at the beginning or end.
    """

    path: str
    title: str
    source: str
    date: str
    span: Span
    exact: str
    similarity: float
    pieces: tuple[Piece, ...]


class Recurring(NamedTuple):
    """A stretch of an article that stands in others too.

    Attributes:
        span: Code points of the article's text.
        exact: What stands there.
        echoes: One for each other article.
    """

    span: Span
    exact: str
    echoes: tuple[Echo, ...]


class Stretch(NamedTuple):
    """Words of an article that stand in others: from one to before another, with the best place in each."""

    start: int
    end: int
    places: dict[str, Place]


def echoes(library: Library, fulltext: Index, path: str, span: Span) -> tuple[Echo, ...]:
    """Where the words of a passage stand in other articles, the nearest first, one for each article.

    Of a passage of more than some thousand words, the first count.

    Raises:
        Unreadable: The article at ``path`` cannot be read.
    """
    text = library.document(path).text
    book = book_of(library)
    passage = first(book.index.tokens.placed(text, span), _PASSAGE)
    if len(passage.numbers) < MINIMUM:
        return ()
    try:
        with book.opened(fulltext) as opened:
            found = resounding(opened, passage, path)
            whole = Span(span.start, passage.ends[-1]) if len(passage.numbers) == _PASSAGE else span
            made = (_echo(library, text, passage, whole, place) for place in found)
            good = (echo for echo in made if count(echo.exact) >= MINIMUM)
            return tuple(sorted(good, key=lambda echo: (-echo.similarity, echo.path)))
    except Unusable:
        return ()


def recurring(library: Library, fulltext: Index, path: str) -> tuple[Recurring, ...]:
    """The stretches of an article that recur, with their places elsewhere, in text order.

    No stretch goes beyond a paragraph. Raises as `echoes`.
    """
    found: list[Recurring] = []
    with suppress(Unusable):
        for text, article, stretches in _stretches(library, fulltext, path):
            found += (told_of(library, text, article, stretch) for stretch in stretches)
    return tuple(found)


def told_of(library: Library, text: str, article: Placed, stretch: Stretch) -> Recurring:
    """A stretch of an article with its echoes, those with the most words first.

    Each is laid beside the whole stretch: what only others have of it is missing there, and told so.
    """
    span = article.span(stretch.start, stretch.end)
    made = (_echo(library, text, article, span, place) for place in stretch.places.values())
    ordered = sorted(made, key=lambda echo: (-count(echo.exact), -echo.similarity, echo.path))
    return Recurring(span, span.of(text), tuple(ordered))


def whole(stretch: Recurring, asked: Iterable[Echo]) -> Recurring:
    """A stretch with each of its echoes as found where the whole stretch was ``asked`` for, if it was."""
    better = {echo.path: echo for echo in asked}
    return stretch._replace(echoes=tuple(better.get(echo.path, echo) for echo in stretch.echoes))


def echo_counts(library: Library, fulltext: Index, path: str) -> tuple[tuple[int, int], ...]:
    """Where stretches begin that recur, with the number of other articles, in text order. As `recurring`.

    Raises:
        Unusable: There is no index that could tell.
    """
    length = 0
    found = []
    for text, article, stretches in _stretches(library, fulltext, path):
        length = len(text)
        found += [(article.starts[stretch.start], len(stretch.places)) for stretch in stretches]
    if length > _BOOK:
        book_of(library).let_go()
    return tuple(found)


def _stretches(library: Library, fulltext: Index, path: str) -> Iterator[tuple[str, Placed, list[Stretch]]]:
    document = library.document(path)
    text = article_text(library, document)
    book = book_of(library)
    cuts = cuts_of(text)
    with book.opened(fulltext) as opened:
        for start, end in pairwise(cuts):
            breathe()
            article = book.index.tokens.placed(text, Span(start, end))
            share = (end - start) / max(1, len(text))
            yield text, article, stretches_of(recurrences(opened, article, path, share), text, article)


def stretches_of(places: Iterable[Place], text: str, article: Placed) -> list[Stretch]:
    """Places within paragraphs; those that overlap by half of the shorter are one stretch.

    Of each article a stretch has the best place.
    """
    # Of a book this is one part of many: only its own lines count.
    lines = _BREAK.finditer(text, article.starts[0], article.ends[-1]) if article.starts else ()
    bounds = sorted({bisect_left(article.starts, each.start()) for each in lines})
    within = [place._replace(shared=piece) for place in places for piece in cut_at(place.shared, bounds)]
    found: list[Stretch] = []
    for place in sorted(within, key=lambda each: (each.shared.here, each.row.path)):
        start, end = place.shared.here
        if place.shared.same < _STRETCH or count(article.span(start, end).of(text)) < _STRETCH:
            continue
        last = found[-1] if found else None
        if last and 2 * (last.end - start) >= min(end - start, last.end - last.start):
            found[-1] = last = Stretch(last.start, max(last.end, end), last.places)
        else:
            last = Stretch(start, end, {})
            found.append(last)
        known = last.places.get(place.row.path)
        if known is None or place.shared.same > known.shared.same:
            last.places[place.row.path] = place
    return [_with_figures(stretch, text, article) for stretch in found]


def _with_figures(stretch: Stretch, text: str, article: Placed) -> Stretch:
    """A stretch with the figures beside it in whose stead others stand elsewhere: they are what differs."""
    bounds = stretch.start, stretch.end
    before, behind = (
        any(
            place.shared.here[side] == bounds[side] and _figures_beside(text, article, place, side)
            for place in stretch.places.values()
        )
        for side in (0, 1)
    )
    return Stretch(stretch.start - before, stretch.end + behind, stretch.places)


def _figures_beside(text: str, passage: Placed, place: Place, side: int) -> bool:
    """Whether in both texts a figure goes on from what is the same, before it (0) or behind it (1)."""
    sides = (
        (text, passage, place.shared.here[side]),
        (place.text, place.placed, place.shared.there[side]),
    )
    return all(
        placed.is_figure(edge - 1 + side, words) and _goes_on(words, placed, edge)
        for words, placed, edge in sides
    )


def _goes_on(text: str, placed: Placed, word: int) -> bool:
    """Whether a word belongs to the sentence of the one before it."""
    if not 0 < word < len(placed.starts):
        return False
    return not _END.search(text, placed.ends[word - 1], placed.starts[word])


def _echo(library: Library, text: str, passage: Placed, span: Span, place: Place) -> Echo:
    entry = library.catalogue.entry(place.row.path)
    fixes = library.corrections().get(storable(place.row.path), {})
    words = bisect_left(passage.starts, span.start), bisect_left(passage.starts, span.end)
    words_there = _widened(text, passage, place, words)
    there = place.placed.span(*words_there)
    return Echo(
        place.row.path,
        fixes.get("title", entry.title if entry else ""),
        fixes.get("source", entry.source if entry else ""),
        fixes.get("date", entry.date if entry else ""),
        there,
        there.of(place.text),
        2 * place.shared.same / (words[1] - words[0] + words_there[1] - words_there[0]),
        tuple(_pieces(text, passage, span, place, words, words_there)),
    )


def _widened(text: str, passage: Placed, place: Place, words: tuple[int, int]) -> tuple[int, int]:
    """The words there that answer to a passage: also those that stand for its last or first few words.

    They end where the sentence does. A figure that another one stands for is among them in any case.
    """
    (start, end), (first, last) = place.shared.here, place.shared.there
    before, behind = start - words[0], words[1] - end
    for _ in range(before if before <= _REPLACED else _figures_beside(text, passage, place, 0)):
        first -= _goes_on(place.text, place.placed, first)
    for _ in range(behind if behind <= _REPLACED else _figures_beside(text, passage, place, 1)):
        last += _goes_on(place.text, place.placed, last)
    return first, last


def _pieces(
    text: str,
    passage: Placed,
    span: Span,
    place: Place,
    words: tuple[int, int],
    words_there: tuple[int, int],
) -> Iterator[Piece]:
    """The passage and the place, each piece with the signs that follow it; ``words`` of both."""
    (begin, last), (begin_there, last_there) = words, words_there
    other, stop = place.placed, place.placed.ends[last_there - 1]

    def here(first: int, end: int) -> str:
        if first == end:
            return ""
        left = span.start if first == begin else _before(text, passage, first)
        return text[left : _before(text, passage, end) if end < last else span.end].strip()

    def there(first: int, end: int) -> str:
        if first == end:
            return ""
        left = other.starts[first] if first == begin_there else _before(place.text, other, first)
        return place.text[left : _before(place.text, other, end) if end < last_there else stop].strip()

    at, at_there = begin, begin_there
    for run in place.shared.runs:
        if run.here > at or run.there > at_there:
            yield Piece("changed", here(at, run.here), there(at_there, run.there))
        at, at_there = run.here + run.length, run.there + run.length
        yield Piece("same", here(run.here, at), there(run.there, at_there))
    if at < last or at_there < last_there:
        yield Piece("changed", here(at, last), there(at_there, last_there))


def _before(text: str, placed: Placed, word: int) -> int:
    """Where what belongs to a word begins: behind the signs that follow the word before without a blank."""
    end = placed.ends[word - 1]
    while end < placed.starts[word] and not text[end].isspace():
        end += 1
    return end


def annotate_echoes(
    library: Library,
    places: Sequence[tuple[str, Span]],
    *,
    tags: Sequence[str] = (),
    note: str = "",
    by: str = "",
) -> tuple[Annotation, ...]:
    """Highlight places in several articles in one step that can be undone.

    A place that carries an equal highlight already is not given a second one: tags and note go to that.

    Returns:
        The annotation at each place, in the order of ``places``.

    Raises:
        NoPlace: A span is empty or lies outside of the text; nothing was stored.
        Unreadable, NotSaved: As `annotate`; nothing was stored.
    """
    chosen = tag_paths(list(tags))
    wanted = [
        New(path, checked_span(library.document(path), span), chosen, note, by) for path, span in places
    ]
    count = len(set(wanted))
    label = f"{'tag' if tags else 'highlight'} {count} echo{'es' * (count != 1)}"
    made = annotate_places(library, list(dict.fromkeys(wanted)), by=by, label=label)
    found = dict(zip(dict.fromkeys(wanted), made, strict=True))
    return tuple(found[each] for each in wanted)
