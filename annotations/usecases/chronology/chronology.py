"""Chronology: what a query means in order of publication, who had it first, and where it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.library import storable
from annotations.query import parse
from annotations.query.folding import fold
from annotations.usecases.chronology.alikeness import likenesses, pieces, wording
from annotations.usecases.echoes.finding import Piece
from annotations.usecases.quotations.asking import is_about_quotations, quotations_that
from corpus.span import Span

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.usecases.search.searching import Hit

Cancelled = Callable[[], bool]
Search = Callable[[str], Iterable["Hit"]]

MOST: Final = 10_000
"""Passages that a chronology holds."""

_UNDATED: Final = "9999"
_LAST: Final = "~"  # sorts behind all that may follow in a date
_KNOWN: Final = (("day", 10), ("month", 7), ("year", 0))  # what is known from so many code points of a date


class Moment(NamedTuple):
    """A passage at its time.

    Attributes:
        path: Of the article; ``title``, ``source`` and ``date`` are its own, corrected.
        span: The passage in its text; None for a highlight that has lost its place.
        exact: Its words to the letter; ``said`` without quotation marks and reporting clause.
        speaker: Who speaks, if it is a quotation; ``status`` how sure that is.
        annotation: Id of the highlight that it is, else empty.
        first: Whether other articles say the same, and all of those that have a date are known to be later.
        tied: ``day``, ``month`` or ``year``, where nothing finer tells it from others that may have been
            first as well; else empty.
        undated: Of one that is first or tied, how many passages that say the same have no date.
        before: Index of the moment above that says the same, -1 for none: the latest, if possible of those
            that are known to be earlier.
        ordered: Whether that one is known to be earlier.
        pieces: What changed since then, or only differs, word by word; empty if that is nothing.
        versions: Paths of other versions of the story that have the same words and no entry of their own.
        again: How often its own article has the same words again.
        placement: How sure it is that its article has these words now, as of an annotation.
        missing: Whether the file of its article is gone or cannot be read.
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
    tied: str = ""
    undated: int = 0
    before: int = -1
    ordered: bool = False
    pieces: tuple[Piece, ...] = ()
    versions: tuple[str, ...] = ()
    again: int = 0
    placement: str = "exact"
    missing: bool = False

    @property
    def stands(self) -> bool:
        """Whether its article has these words now."""
        return self.placement in ("exact", "moved")


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
        stories: Path of an article that tells a story with others to the path of the one that leads it.
    """
    folded = _folded(_in_order(found, stories), stories)
    result, alike = [each for each, _ in folded], [others for _, others in folded]
    texts = [wording(each.said) for each in result]
    before = likenesses(texts, lambda above, at: earlier(result[above].date, result[at].date))
    groups: dict[int, list[int]] = {}
    starts: list[int] = []
    for at, above in enumerate(before):
        starts.append(starts[above] if above >= 0 else at)
        groups.setdefault(starts[at], []).append(at)
        changed = pieces(texts[above], texts[at]) if above >= 0 else ()
        if all(piece.kind == "same" for piece in changed):
            changed = ()
        ordered = above >= 0 and earlier(result[above].date, result[at].date)
        result[at] = result[at]._replace(before=above, ordered=ordered, pieces=changed)
    for group in groups.values():
        _begin(result, group, alike)
    return tuple(result)


def earlier(date: str, other: str) -> bool:
    """Whether a date, ISO 8601 as far as it is known, is before another one for certain."""
    return bool(date) and date + _LAST < other


def _begin(moments: list[Moment], group: Sequence[int], alike: Sequence[Sequence[Moment]]) -> None:
    """Says which of those that say the same was first, or which may have been.

    Args:
        group: Indices of those that say the same.
        alike: Of each moment all that it stands for: another version may have been first as well.
    """
    if len(group) == 1:
        return  # nobody else says it
    all_of = [(at, other) for at in group for other in alike[at]]
    undated = sum(not other.date for _, other in all_of)
    dated = [(at, other) for at, other in all_of if other.date]
    if not dated:
        return
    end = min(other.date + _LAST for _, other in dated)  # by then somebody had it for certain
    likely = [(at, other) for at, other in dated if other.date < end]
    own = {other.path for _, other in likely}
    if len(own) > 1:
        known = min(len(other.date) for _, other in likely)
        tied = next(name for name, least in _KNOWN if known >= least)
        for at, _ in likely:
            moments[at] = moments[at]._replace(tied=tied, undated=undated)
    elif any(other.path not in own for _, other in dated):  # an article is not earlier than itself
        at = likely[0][0]
        moments[at] = moments[at]._replace(first=True, undated=undated)


def _folded(moments: Sequence[Moment], stories: Mapping[str, str]) -> list[tuple[Moment, tuple[Moment, ...]]]:
    """One for all that have just the same words in one article or story, and all that it stands for.

    The lead stands for its story, unless another version is known to be earlier. Words that are not in
    their article any more stand for none that are.
    """
    same: dict[tuple[str, str, bool], list[Moment]] = {}
    for each in moments:
        key = stories.get(each.path, each.path), " ".join(wording(each.said).folded), each.stands
        same.setdefault(key, []).append(each)
    stands_for: dict[Moment, tuple[Moment, ...]] = {}
    for (lead, _, _), alike in same.items():
        one = next((one for one in alike if one.path == lead), alike[0])
        if earlier(alike[0].date, one.date or _UNDATED):
            one = alike[0]
        paths = dict.fromkeys(other.path for other in alike if other.path != one.path)
        again = sum(other.path == one.path for other in alike) - 1
        found = one._replace(versions=tuple(paths), again=again)
        stands_for[found] = tuple(alike)
    return [(each, stands_for[each]) for each in _in_order(stands_for, stories)]


def _in_order(moments: Iterable[Moment], stories: Mapping[str, str]) -> list[Moment]:
    """By date; of one date by outlet, but the versions of a story behind the one that leads it."""
    found = list(moments)
    outlets = {(each.date, each.path): fold(each.source) for each in found if each.path in stories}

    def order(each: Moment) -> tuple[object, ...]:
        lead, own = stories.get(each.path, each.path), fold(each.source)
        start = each.span.start if each.span else -1
        stand = outlets.get((each.date, lead), own), lead, each.path != lead
        return each.date or _UNDATED, *stand, own, each.path, start

    return sorted(found, key=order)


def _stories(library: Library) -> dict[str, str]:
    from annotations.usecases.echoes.stories import stories

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
    from annotations.usecases.search.marked_passages import is_about_passages, passages

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
            gone = item.document in library.textless()
            yield Moment(
                hit.document, *known_as, item.span, text, text, annotation=item.id,
                placement=item.placement.value, missing=gone,
            )  # fmt: skip
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
