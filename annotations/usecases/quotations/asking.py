"""Listening: the quotations that a query means, who speaks in a passage, quotations highlighted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from annotations.library import storable
from annotations.model import DocumentRecord
from annotations.query import Passage, Query, Subject, matcher, parse
from annotations.query.syntax import And, Choice, Dated, Everything, Near, Not, Or, Term, Within
from annotations.usecases.quotations.finder import Attributed, SpeakerStatus, finder_of
from annotations.usecases.search.light_records import passage_of
from annotations.usecases.search.querying import asks_of_speakers, subject, whole_of

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.model import Annotation
    from corpus.span import Span

Cancelled = Callable[[], bool]
Spoken = Callable[[str, str], Iterator["Span"]]
"""Gives, of the article at a path with this text, places in it."""


def is_about_quotations(query: Query) -> bool:
    """Whether a query means quotations: a speaker's, and nothing that only highlights have."""
    return asks_of_speakers(query) and _fits_quotations(query)


def _fits_quotations(query: Query) -> bool:
    match query:
        case And(parts) | Or(parts):
            return all(map(_fits_quotations, parts))
        case Not(part):
            return _fits_quotations(part)
        case Within(field, _):
            return field not in ("note", "by")
        case Dated(field, _, _):
            return field == "date"
        case Choice(field, _):
            return field == "status"
    return isinstance(query, (Term, Near))


def spoken_by(library: Library, query: Query) -> Spoken | None:
    """What gives the places of quotations by the speakers that a query looks for; None if it names none."""
    wanted = tuple(_sought(query, True))
    if not wanted:
        return None
    test = matcher(Or(wanted) if len(wanted) > 1 else wanted[0])

    def spans(path: str, text: str) -> Iterator[Span]:
        for each in voices(library, path):
            if test(Subject(passage=Passage(speakers=(each.speaker,)))) and each.span.of(text) == each.exact:
                yield each.span

    return spans


def _sought(query: Query, wanted: bool) -> Iterator[Query]:
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _sought(part, wanted)
        case Not(part):
            yield from _sought(part, not wanted)
        case Within("speaker", _) if wanted:
            yield query


class Voices:
    """The quotations of an article that have a speaker, found by place."""

    def __init__(self, said: Iterable[Attributed]) -> None:
        """Take the quotations of one article in text order."""
        self._said = [each for each in said if each.speaker]
        self._starts = [each.span.start for each in self._said]
        self._longest = max((each.span.length for each in self._said), default=0)

    def __iter__(self) -> Iterator[Attributed]:
        """All of them, in text order."""
        return iter(self._said)

    def over(self, span: Span) -> list[Attributed]:
        """Those that overlap ``span``."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [each for each in self._said[first:last] if each.span.overlaps(span)]


def voices(library: Library, path: str) -> Voices:
    """Who speaks in an article; nobody where it cannot be read."""
    from corpus.files import Unreadable

    try:
        return Voices(finder_of(library).of(path))
    except (Unreadable, OSError):
        return Voices(())


def speakers(said: Iterable[Attributed]) -> tuple[str, ...]:
    """Who speaks, each once, in text order."""
    return tuple(dict.fromkeys(each.speaker for each in said))


def voiced(passages: Iterable[Passage], heard: Voices) -> tuple[Passage, ...]:
    """The passages of an article with who speaks in the quotations that they overlap."""
    return tuple(
        replace(passage, speakers=speakers(found))
        if passage.span and (found := heard.over(passage.span))
        else passage
        for passage in passages
    )


def speaker_of(span: Span, heard: Voices) -> tuple[str, bool]:
    """Whose words a passage is, and whether that is confirmed; nobody's unless it is all one person's.

    At least half of it must stand in that person's quotations, and none of it in another's.
    """
    there = heard.over(span)
    if len(speakers(there)) != 1:
        return "", False
    covered = sum(min(each.span.end, span.end) - max(each.span.start, span.start) for each in there)
    if 2 * covered < span.length:
        return "", False
    return there[0].speaker, all(each.status is SpeakerStatus.CONFIRMED for each in there)


def listen(
    library: Library,
    paths: Collection[str],
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Cancelled = lambda: False,
) -> None:
    """Find out who speaks in the articles at these storable paths, to have it at hand when it is asked."""
    for _ in finder_of(library).all(cancelled, on_progress, paths):
        pass


def quotations_that(
    library: Library,
    query: str,
    cancelled: Cancelled = lambda: False,
    on_progress: Callable[[int, int], None] | None = None,
) -> Iterator[Attributed]:
    """The quotations that ``query`` means, by path and in text order, as they are found.

    Raises:
        QueryError: The query cannot be read; it is read before this returns.
    """
    read = parse(query)
    test = None if isinstance(read, Everything) else _test(library, read)
    return _found(library, test, cancelled, on_progress)


def _found(
    library: Library,
    test: Callable[[Attributed], bool] | None,
    cancelled: Cancelled,
    on_progress: Callable[[int, int], None] | None,
) -> Iterator[Attributed]:
    speech = finder_of(library)
    for found in speech.all(cancelled, on_progress):
        for each in found:
            if test is None or test(each):
                yield each
    if on_progress is not None and not cancelled():
        speech.tidy()


def quotation_test(library: Library, query: str) -> Callable[[Attributed], bool]:
    """What tells whether a query means a quotation; fastest if those of one article follow each other.

    Words are looked for in what is said, fields of annotations in the highlights that it overlaps.

    Raises:
        QueryError: The query cannot be read.
    """
    return _test(library, parse(query))


def _test(library: Library, query: Query) -> Callable[[Attributed], bool]:
    test = matcher(query)
    asked = _Asked(library)
    return lambda said: test(asked.subject(said))


class _Asked:
    """Quotations as queries ask about them; what is known of the last article is kept."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._ids = {record.path: record.id for record in library.records().values()}
        self._path = ""
        self._known = Subject()
        self._marked: tuple[Passage, ...] = ()

    def subject(self, said: Attributed) -> Subject:
        """The quotation as one passage, with what was said of the highlights that it overlaps."""
        if said.path != self._path or not self._known.path:
            self._begin(said)
        there = [each for each in self._marked if each.span and each.span.overlaps(said.span)]
        passage = Passage(
            quotation=said.exact,
            note="\n".join(each.note for each in there if each.note),
            tags=tuple(dict.fromkeys(tag for each in there for tag in each.tags)),
            creator=" ".join(dict.fromkeys(each.creator for each in there)),
            created=there[0].created if there else "",
            span=said.span,
            speakers=(said.speaker,) if said.speaker else (),
        )
        return replace(self._known, passage=passage)

    def _begin(self, said: Attributed) -> None:
        identity, library = self._ids.get(storable(said.path), ""), self._library
        rows = library.store.records("annotations", identity).values() if identity else ()
        self._path = said.path
        self._marked = tuple(found for row in rows if (found := passage_of(row)))
        entry = library.catalogue.entry(said.path)
        status = library.personal.reading(said.path).status.value
        marked = self._marked
        author = entry.author if entry else ""
        about = DocumentRecord(identity, said.path, said.title, said.source, author, said.date)
        known = subject(library, about, status, lambda: marked)
        whole = partial(whole_of, library, identity) if identity else tuple
        self._known = replace(known, whole=whole)


def mark(
    library: Library, wanted: Sequence[Attributed], tags: Sequence[str] = (), *, by: str = ""
) -> tuple[Annotation, ...]:
    """Highlight quotations with their marks, in one step; one that is highlighted already gets the tags.

    Raises:
        NoPlace, Unreadable, NotSaved: Nothing was stored.
    """
    from annotations.usecases.annotating.highlights import New
    from annotations.usecases.annotating.in_bulk import annotate_places

    new = [New(each.path, each.span, tags, "", by, "", each.digest) for each in wanted]
    count = f"{len(new)} quotation{'s' * (len(new) != 1)}"
    named = " ".join(f"“{tag}”" for tag in tags[:3])
    return annotate_places(
        library, new, by=by, label=f"tag {named}, {count}" if tags else f"highlight {count}"
    )
