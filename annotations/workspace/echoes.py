"""The part of the seam that knows what recurs: echoes, versions of one story, two articles compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from annotations.workspace.searching import LookingFor

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.model import Annotation
    from annotations.usecases.echoes.finding import Echo, Recurring
    from annotations.usecases.echoes.pairing import Comparison
    from annotations.usecases.echoes.stories import Story
    from annotations.usecases.echoes.stories_cache import Kept
    from corpus.index import Updated
    from corpus.span import Span


class Echoing(LookingFor):
    """Use cases of that; until `index_echoes` has run for the first time nothing recurs."""

    def index_echoes(
        self,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Updated:
        """Bring the index of echoes up to date with the full-text one; for a thread, after `index`."""
        from annotations.usecases.echoes.book import book_of

        return book_of(self._library).refresh(self._searching.index, on_progress, cancelled)

    def echoes(self, path: str, span: Span) -> tuple[Echo, ...]:
        """Where the words of a passage stand in other articles, the nearest first; one for each article."""
        from annotations.usecases.echoes.finding import echoes

        return echoes(self._library, self._searching.index, path, span)

    def echo_counts(self, path: str) -> tuple[tuple[int, int], ...]:
        """Where stretches begin that recur, with the number of other articles, in text order."""
        from annotations.usecases.echoes.counts_cache import echo_counts

        return echo_counts(self._library, self._searching.index, path)

    def recurring(self, path: str) -> tuple[Recurring, ...]:
        """The stretches of an article that recur, with their places elsewhere, in text order."""
        from annotations.usecases.echoes.finding import recurring

        return recurring(self._library, self._searching.index, path)

    def all_recurring(
        self, on_progress: Callable[[int, int], None] = lambda done, total: None
    ) -> Iterator[tuple[str, Recurring]]:
        """What recurs in the whole library, each once, with the path of the first article that has it."""
        from annotations.usecases.echoes.everywhere import all_recurring

        return all_recurring(self._library, self._searching.index, self.stories(), on_progress)

    def annotate_echoes(
        self, places: Sequence[tuple[str, Span]], *, tags: Sequence[str] = (), note: str = ""
    ) -> tuple[Annotation, ...]:
        """Highlight places in several articles in one step; equal highlights there take tags and note.

        Returns:
            The annotation at each place, in the order of ``places``.
        """
        from annotations.usecases.echoes.finding import annotate_echoes

        self._must_write()
        return annotate_echoes(self._library, places, tags=tags, note=note, by=self.by)

    def compared(self, left: str, right: str) -> Comparison:
        """Two articles with the passages that they share, also where the order differs."""
        from annotations.usecases.echoes.pairing import compared

        return compared(self._library, left, right)

    def stories(self) -> tuple[Story, ...]:
        """All stories with two articles or more, by lead, as last indexed and as decided by hand."""
        if not self._compared():
            return ()
        from annotations.usecases.echoes.stories import stories

        return stories(self._library)

    def kept_stories(self) -> Kept:
        """The stories as they were known last, for a first look; cheaper than `stories`."""
        from annotations.usecases.echoes.stories_cache import kept

        return kept(self._library)

    def _compared(self) -> bool:
        """Whether articles were ever compared or joined; if not, what knows of it need not be imported."""
        library = self._library
        return (library.catalogue.folder / "echoes.sqlite").exists() or bool(library.store.records("groups"))

    def stories_told(self) -> bool:
        """Whether `stories` gives all that is known: not while an index is there that cannot be read."""
        if not (self._library.catalogue.folder / "echoes.sqlite").exists():
            return True
        from annotations.usecases.echoes.book import book_of

        return book_of(self._library).usable()

    def story_of(self, path: str) -> Story | None:
        """The story that an article is a version of, None where it stands alone."""
        return next((story for story in self.stories() if path in story.paths), None)

    def distinct_stories(self) -> int:
        """How many stories the articles tell: versions of one count once; briefs do not count."""
        articles = sum(not entry.brief for entry in self._library.catalogue.entries())
        return articles - sum(len(story.versions) for story in self.stories())

    def join_stories(self, paths: Sequence[str], lead: str = "") -> Command:
        """Say that articles, with the versions of each, tell one story; ``lead`` stands for it if given."""
        from annotations.usecases.echoes.stories import join

        self._must_write()
        return join(self._library, paths, lead, by=self.by)

    def split_story(self, path: str) -> Command:
        """Say that an article is no version of the others of its story, now and later."""
        from annotations.usecases.echoes.stories import split

        self._must_write()
        return split(self._library, path, by=self.by)

    def lead_story(self, path: str) -> Command:
        """Let an article stand for its story, whichever is the earliest."""
        from annotations.usecases.echoes.stories import lead

        self._must_write()
        return lead(self._library, path, by=self.by)
