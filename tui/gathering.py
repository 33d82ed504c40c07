"""Gathering: hits as they come in, made into the rows that the lists show."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui.presenting import colours
from tui.widgets.hit_rows import Group, HitRow, Place

if TYPE_CHECKING:
    from annotations.codebook import Codebook
    from annotations.library import Article
    from annotations.model import Annotation
    from annotations.usecases.search.searching import Hit
    from annotations.workspace import Workspace


_SOON, _LATE = 0.015, 0.8  # seconds between two looks at what has come in
MOST: Final = 10_000
"""Places that are shown at most; who has more asks for too much."""


class View(Enum):
    """How results are shown."""

    PLACES = "places"
    CONCORDANCE = "concordance"
    PASSAGES = "passages"


class Question(NamedTuple):
    """What is asked, and how the answer is to be shown.

    Attributes:
        order: Of a concordance, one of `searching.SORTS`.
    """

    query: str
    view: View = View.PLACES
    order: str = "right"


class Gathered(NamedTuple):
    """What was found so far.

    Attributes:
        rows: In the order in which they are shown.
        places, articles: How many of each.
        complete: Whether that is all there is.
        cut: Whether there is more, which is left out.
        hints: Of what found nothing, what may have been meant.
    """

    rows: tuple[HitRow, ...] = ()
    places: int = 0
    articles: int = 0
    complete: bool = True
    cut: bool = False
    hints: tuple[str, ...] = ()


class Gathering:
    """Rows grouped by article, or those of a concordance in an order."""

    def __init__(
        self,
        articles: Mapping[str, Article],
        *,
        grouped: bool = True,
        key: Callable[[Hit], tuple[Any, ...]] | None = None,
    ) -> None:
        self._articles = articles
        self._grouped = grouped
        self._key = key
        self._rows: list[HitRow] = []
        self._keyed: list[tuple[Any, Place]] = []
        self._seen: set[str] = set()
        self._group = -1  # where the present article's row is
        self.places = 0

    def add(self, hit: Hit, annotation: Annotation | None = None, book: Codebook | None = None) -> None:
        """Take one more hit; those of an article follow each other."""
        self._seen.add(hit.document)
        if not self._grouped:
            if hit.end > hit.start:
                self.places += 1
                place = place_of(hit, title=self._title(hit.document))
                self._keyed.append((self._key(hit) if self._key else (), place))
            return
        rows = self._rows
        if self._group < 0 or rows[self._group].path != hit.document:
            self._close(rows)
            self._group = len(rows)
            rows.append(Group(hit.document, self._title(hit.document), hit.source, hit.date))
        if hit.end > hit.start or annotation is not None:
            self.places += 1
            rows.append(place_of(hit, annotation, book))

    def _title(self, path: str) -> str:
        known = self._articles.get(path)
        return known.title if known else path

    def _close(self, rows: list[HitRow]) -> None:
        """The last article of ``rows`` is at its end: count what was found in it, and leave a gap."""
        if self._group < 0:
            return
        count = len(rows) - self._group - 1
        group, place = rows[self._group], rows[-1]
        if count and isinstance(group, Group) and isinstance(place, Place):
            rows[self._group] = replace(group, count=count)
            rows[-1] = replace(place, last=True)

    def gathered(self, *, complete: bool = False, cut: bool = False) -> Gathered:
        """What there is to be shown now."""
        rows: tuple[HitRow, ...]
        if self._grouped:
            grouped = list(self._rows)  # the article that is under way may have more
            self._close(grouped)
            rows = tuple(grouped)
        else:
            if self._key is not None:
                self._keyed.sort(key=lambda pair: pair[0])
            rows = tuple(place for _, place in self._keyed)
        return Gathered(rows, self.places, len(self._seen), complete, cut)


def place_of(
    hit: Hit, annotation: Annotation | None = None, book: Codebook | None = None, title: str = ""
) -> Place:
    """The row of a hit; of a marked passage with its tags in their colours."""
    return Place(
        key=f"{hit.document}\0{hit.where}\0{hit.start}\0{hit.end}\0{hit.annotation}",
        path=hit.document,
        start=hit.start,
        end=hit.end,
        exact=hit.exact,
        left=hit.left,
        right=hit.right,
        where=hit.where,
        source=hit.source,
        date=hit.date,
        annotation=hit.annotation,
        tags=annotation.tags if annotation else (),
        colours=colours(annotation, book) if annotation and book else (),
        note=annotation.note if annotation else "",
        title=title,
    )


def gather(
    workspace: Workspace,
    articles: Mapping[str, Article],
    question: Question,
    post: Callable[[View, Gathered], None],
    superseded: Callable[[], bool],
) -> None:
    """Answer a question, and ``post`` what was found: soon at first, then less and less often.

    A question about nothing but what was said gets passages wherever a list is asked for.

    Raises:
        QueryError: The query cannot be read.
    """
    if superseded():
        return
    from annotations.usecases.search.concordance import key_of

    view = question.view
    if workspace.is_about_passages(question.query):
        if view is View.CONCORDANCE:
            post(view, Gathered())
            return
        view = View.PASSAGES
    concordance = view is View.CONCORDANCE
    gathering = Gathering(
        articles, grouped=not concordance, key=key_of(question.order) if concordance else None
    )
    book = workspace.codebook()
    told, pause = time.monotonic(), _SOON
    for hit, item in _hits(workspace, question.query, view, superseded):
        if gathering.places >= MOST:
            post(view, gathering.gathered(complete=True, cut=True))
            return
        gathering.add(hit, item, book)
        if time.monotonic() - told > pause:
            if superseded():
                return
            post(view, gathering.gathered())
            told, pause = time.monotonic(), min(_LATE, pause * 2)
    answer = gathering.gathered(complete=True)
    if not answer.articles and not superseded():
        answer = answer._replace(hints=workspace.hints(question.query, superseded))
    post(view, answer)


def _hits(
    workspace: Workspace, query: str, view: View, cancelled: Callable[[], bool]
) -> Iterator[tuple[Hit, Annotation | None]]:
    if view is View.PASSAGES:
        yield from workspace.marked(query, cancelled)
    else:
        for hit in workspace.search(query, kwic=view is View.CONCORDANCE, cancelled=cancelled):
            yield hit, None


def places_in(rows: Iterable[HitRow]) -> list[Place]:
    """The places among rows."""
    return [row for row in rows if isinstance(row, Place)]
