"""The part of the seam that knows what in an article is no article: furniture, and what lenses show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotations.workspace.ground import Ground

if TYPE_CHECKING:
    from annotations.changes import Command
    from corpus.document import Document
    from corpus.lenses import Lens
    from corpus.span import Span


class Furnishing(Ground):
    """Use cases of that."""

    def furniture(self, document: Document) -> tuple[Span, ...]:
        """The blocks of a document that are no part of the article, what the user said included."""
        from annotations.usecases.lenses.furnishing import furniture_of

        return furniture_of(self._library, document)

    def blocks_at(self, document: Document, spans: Sequence[Span]) -> tuple[Span, ...]:
        """The blocks of a document that ``spans`` touch."""
        from annotations.usecases.lenses.furnishing import touched

        return touched(document, spans)

    def furnish(
        self, document: Document, spans: Sequence[Span], is_furniture: bool, *, everywhere: bool = False
    ) -> Command:
        """Say that the blocks which ``spans`` touch are furniture or are text, in one step.

        ``everywhere`` says it of the same words in every article.
        """
        from annotations.usecases.lenses.furnishing import decide

        self._must_write()
        return decide(self._library, document, spans, is_furniture, everywhere=everywhere, by=self.by)

    def seen(
        self,
        document: Document,
        lens: Lens,
        cancelled: Callable[[], bool] = lambda: False,
        aside: Sequence[Span] | None = None,
    ) -> tuple[Span, ...]:
        """What a lens shows of a document, in text order; of a long one in a thread.

        ``aside`` is its furniture, where that is known already.
        """
        from annotations.usecases.lenses.lensing import shown

        return shown(self._library, document, lens, cancelled, aside)
