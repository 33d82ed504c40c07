"""The part of the seam that searches: the index, hits, saved searches, filters, counts and the overview."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from annotations.workspace.ground import Ground

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.model import Annotation
    from annotations.saved_search import SavedSearch
    from annotations.usecases.overview.counting import Tally
    from annotations.usecases.overview.surveying import Survey
    from annotations.usecases.search.extents import Extent
    from annotations.usecases.search.searching import Hit, Searching
    from corpus.index import Updated


class LookingFor(Ground):
    """Use cases of looking for things; where a query is asked for, ``@name`` means a saved one.

    What cannot be read as a query raises `QueryError` before anything is returned.
    """

    @property
    def _searching(self) -> Searching:
        from annotations.usecases.search.searching import Searching

        library = self._library
        return library.derived.one(Searching, library, self.places.cached(library.root))

    def index(
        self,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Updated:
        """Bring the index up to date with what `refresh` found; meant for a thread."""
        return self._searching.refresh(on_progress, cancelled)

    def search(
        self,
        query: str,
        limit: int = 0,
        *,
        sort: str = "",
        kwic: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Hit]:
        """The places that a query finds in texts, titles and notes, as they are found."""
        from annotations.usecases.search import saved_searches

        query = saved_searches.asked(self._library, query)
        return self._searching.search(query, limit, sort=sort, kwic=kwic, cancelled=cancelled)

    def marked(
        self, query: str, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[Hit, Annotation]]:
        """The marked passages that a query means, as they are found."""
        from annotations.usecases.search import saved_searches
        from annotations.usecases.search.marked_passages import passages

        return passages(self._library, saved_searches.asked(self._library, query), cancelled)

    def is_about_passages(self, query: str) -> bool:
        """Whether a query asks for what was said about texts and not for words in them."""
        from annotations.query import parse
        from annotations.usecases.search import saved_searches
        from annotations.usecases.search.marked_passages import is_about_passages

        return is_about_passages(parse(saved_searches.asked(self._library, query)))

    def mark_hits(
        self, hits: Sequence[Hit], tags: Sequence[str], extent: Extent, query: str
    ) -> tuple[Annotation, ...]:
        """Annotate the places of hits in texts, in one step that can be undone."""
        from annotations.usecases.search.extents import mark_hits

        self._must_write()
        return mark_hits(self._library, hits, tags, extent, query, by=self.by)

    def matching(self, query: str, cancelled: Callable[[], bool] = lambda: False) -> Iterator[str]:
        """The paths of the articles that a query means."""
        from annotations.usecases.search import saved_searches

        return self._searching.documents(saved_searches.asked(self._library, query), cancelled)

    def articles_that(self, query: str, cancelled: Callable[[], bool] = lambda: False) -> Iterator[str]:
        """As `matching`, without the index: for queries that ask of no words in texts, or of few articles."""
        from annotations.query import matcher, parse
        from annotations.usecases.search import saved_searches
        from annotations.usecases.search.light_records import articles_that

        test = matcher(parse(saved_searches.asked(self._library, query)))
        return articles_that(self._library, test, cancelled)

    def asked(self, text: str) -> str:
        """What is asked for by ``text``: the query of a saved search that it names, else itself."""
        from annotations.usecases.search import saved_searches

        return saved_searches.asked(self._library, text)

    def searches(self) -> tuple[SavedSearch, ...]:
        """All saved searches by name."""
        from annotations.usecases.search import saved_searches

        return saved_searches.searches(self._library)

    def save_search(self, name: str, query: str) -> SavedSearch:
        """Keep a query under a name; one of that name gets the new query."""
        from annotations.usecases.search import saved_searches

        self._must_write()
        return saved_searches.save_search(self._library, name, query, by=self.by)

    def rename_search(self, identity: str, name: str) -> SavedSearch:
        """Give a saved search another name."""
        from annotations.usecases.search import saved_searches

        self._must_write()
        return saved_searches.rename_search(self._library, identity, name, by=self.by)

    def delete_search(self, identity: str) -> Command:
        """Delete a saved search."""
        from annotations.usecases.search import saved_searches

        self._must_write()
        return saved_searches.delete_search(self._library, identity, by=self.by)

    def stats(self, kinds: Iterable[str] = ()) -> tuple[Tally, ...]:
        """How many highlights there are, by all kinds of `counting.KINDS` or by some."""
        from annotations.usecases.overview.counting import KINDS, stats

        return stats(self._library, tuple(kinds) or KINDS)

    def survey(self, *, by_source: bool = False) -> Survey:
        """What stands where, for the overview."""
        from annotations.usecases.overview.surveying import survey

        return survey(self._library, by_source=by_source)
