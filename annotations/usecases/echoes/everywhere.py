"""What recurs in a whole library, each once: only articles of which the index says that they share anything.

Articles are taken in turn, and each is compared with those after it by what was not told before. So what
stands in twenty articles is laid beside the first nineteen times, and not each of them beside each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from annotations.usecases.echoes.book import book_of
from annotations.usecases.echoes.finding import Stretch, stretches_of, told_of
from annotations.usecases.echoes.proposing import recurrences
from corpus.echoes.index import Part
from corpus.echoes.postings import known_of
from corpus.echoes.shingles import shingles
from corpus.index import Unusable

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.usecases.echoes.book import Opened
    from annotations.usecases.echoes.finding import Echo, Recurring
    from annotations.usecases.echoes.stories import Story
    from corpus.echoes.tokens import Placed
    from corpus.index import Index
    from corpus.span import Span

_COVERED: Final = 0.8
"""Of a place; then what recurs there was told before."""


def all_recurring(
    library: Library,
    fulltext: Index,
    stories: Sequence[Story],
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[tuple[str, Recurring]]:
    """What recurs in the library, each once with the path of the first article that has it.

    What only versions of one story have in common is left out. Texts are those of the last indexing.

    Args:
        on_progress: Told how many of how many articles were looked into.
    """
    story_of = {path: story.lead for story in stories for path in story.paths}
    try:
        with book_of(library).opened(fulltext) as opened:
            keys = opened.snapshot.repeated(story_of)
            paths = sorted(keys)
            sweep = _Sweep(library, opened, story_of)
            for number, path in enumerate(paths):
                on_progress(number, len(paths))
                yield from ((path, each) for each in sweep.recurring(path, frozenset(keys.pop(path))))
    except Unusable:
        return


class _Sweep:
    """Goes from article to article and remembers what was told."""

    def __init__(self, library: Library, opened: Opened, story_of: dict[str, str]) -> None:
        self._library = library
        self._opened = opened
        self._story_of = story_of
        self._shingles: set[int] = set()
        self._told: defaultdict[str, list[Span]] = defaultdict(list)
        self._told_with: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)  # path, other story

    def recurring(self, path: str, keys: frozenset[int]) -> Iterator[Recurring]:
        """The stretches of an article that recur in later ones and were not told before.

        Args:
            keys: What is known of those of its shingles that recur at all.
        """
        row = self._opened.snapshot.row(path)
        if row is None:
            return
        story = self._story(path)

        def asked(shingle: int) -> bool:
            return shingle not in self._shingles and known_of(shingle) in keys

        def meant(other: str) -> bool:
            return other > path and self._story(other) != story

        parts = len(row.cuts) - 1
        for number in range(parts):
            found = self._opened.part(Part(row, number))
            if found is None:
                return  # it is gone, or nobody can read it now
            text, article = found
            places = recurrences(self._opened, article, path, 1 / parts, asked=asked, meant=meant)
            for stretch in stretches_of(places, text, article):
                place = told_of(self._library, text, article, stretch)
                news = tuple(echo for echo in place.echoes if self._new(path, place.span, echo))
                self._tell(path, article, stretch, place)
                if news:
                    yield place._replace(echoes=news)

    def _story(self, path: str) -> str:
        return self._story_of.get(path, path)

    def _new(self, path: str, span: Span, echo: Echo) -> bool:
        """Whether it was not told that the two have this, or that one has it with a version of the other."""
        if _covered(self._told_with[echo.path, self._story(path)], echo.span):
            return False
        if _covered(self._told_with[path, self._story(echo.path)], span):
            return False
        return not (_covered(self._told[path], span) and _covered(self._told[echo.path], echo.span))

    def _tell(self, path: str, article: Placed, stretch: Stretch, place: Recurring) -> None:
        self._shingles.update(shingles(article.numbers[stretch.start : stretch.end]))
        self._told[path].append(place.span)
        for echo in place.echoes:
            self._told[echo.path].append(echo.span)
            self._told_with[echo.path, self._story(path)].append(echo.span)
            self._told_with[path, self._story(echo.path)].append(place.span)


def _covered(spans: Iterable[Span], span: Span) -> bool:
    return any(
        min(each.end, span.end) - max(each.start, span.start) >= _COVERED * span.length for each in spans
    )
