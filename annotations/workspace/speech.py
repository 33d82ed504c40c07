"""The part of the seam that knows who says what: quotations, speakers, chronology."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from annotations.workspace.searching import LookingFor

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.model import Annotation
    from annotations.usecases.chronology.chronology import Chronology
    from annotations.usecases.quotations.finder import Around, Attributed
    from annotations.usecases.search.searching import Hit
    from corpus.document import Document


class Speaking(LookingFor):
    """Use cases of that; what changes something is durable when it returns.

    Where a query is asked for, ``@name`` means a saved one; what cannot be read raises `QueryError`.
    """

    def quotations(self, path: str) -> tuple[Attributed, ...]:
        """The quotations of an article, in text order, each with its speaker as proposed or decided.

        Raises:
            corpus.files.Unreadable: The article cannot be read.
        """
        from annotations.usecases.quotations.finder import finder_of

        return finder_of(self._library).of(path)

    def quotations_around(self, document: Document, offset: int) -> Around:
        """The quotations around an offset; of a long article only what is near is gone through.

        Raises:
            corpus.files.Unreadable: The article has to be read and cannot be.
        """
        from annotations.usecases.quotations.finder import finder_of

        return finder_of(self._library).around(document, offset)

    def all_quotations(
        self,
        query: str = "",
        cancelled: Callable[[], bool] = lambda: False,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> Iterator[Attributed]:
        """The quotations of the library that ``query`` means, article by article, as they are found.

        What was found before comes from the cache; the rest is found now, so this is meant for a thread.
        """
        from annotations.usecases.quotations.asking import quotations_that
        from annotations.usecases.search.saved_searches import asked

        return quotations_that(self._library, asked(self._library, query), cancelled, on_progress)

    def quotation_test(self, query: str) -> Callable[[Attributed], bool]:
        """What tells whether a query means a quotation."""
        from annotations.usecases.quotations.asking import quotation_test
        from annotations.usecases.search.saved_searches import asked

        return quotation_test(self._library, asked(self._library, query))

    def confirm_speaker(self, wanted: Sequence[Attributed]) -> Command:
        """Confirm the proposed speaker of each of the quotations, in one step."""
        from annotations.usecases.quotations.deciding import confirm

        self._must_write()
        return confirm(self._library, wanted, by=self.by)

    def correct_speaker(self, wanted: Sequence[Attributed], name: str) -> Command:
        """Say whose words the quotations are, in one step; an empty name: nobody's."""
        from annotations.usecases.quotations.deciding import correct

        self._must_write()
        return correct(self._library, wanted, name, by=self.by)

    def forget_speaker(self, wanted: Sequence[Attributed]) -> Command:
        """Drop what was decided on the quotations, in one step."""
        from annotations.usecases.quotations.deciding import forget

        self._must_write()
        return forget(self._library, wanted, by=self.by)

    def same_speaker(self, alias: str, name: str) -> Command:
        """Say that one name is another, wherever in the library it stands."""
        from annotations.usecases.quotations.deciding import same_name

        self._must_write()
        return same_name(self._library, alias, name, by=self.by)

    def chronology(self, query: str, cancelled: Callable[[], bool] = lambda: False) -> Chronology:
        """What a query means in order of publication, who had it first, and what changed; for a thread."""
        from annotations.usecases.chronology.chronology import chronology
        from annotations.usecases.search.saved_searches import asked

        def search(query: str) -> Iterator[Hit]:
            return self._searching.search(query, cancelled=cancelled)

        return chronology(self._library, asked(self._library, query), search, cancelled)

    def mark_quotations(
        self, wanted: Sequence[Attributed], tags: Sequence[str] = ()
    ) -> tuple[Annotation, ...]:
        """Highlight the quotations, in one step; one that is highlighted already gets the tags."""
        from annotations.usecases.quotations.asking import mark

        self._must_write()
        return mark(self._library, wanted, tags, by=self.by)
