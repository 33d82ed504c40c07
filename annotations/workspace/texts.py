"""The part of the seam about texts that change: noticing, placing anew, following files, reviewing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotations.workspace.ground import Ground

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.drafts import Passage
    from annotations.usecases.placing.comparing import Beside, Changed
    from annotations.usecases.placing.likely_files import Likely
    from annotations.usecases.placing.placing import Placed, Upkeep
    from annotations.usecases.placing.reviewing import Doubt
    from annotations.usecases.undoing import Highlights
    from corpus.document import Document
    from corpus.span import Span


class ChangingTexts(Ground):
    """What a workspace does when files change under it; errors are those of `Workspace`."""

    def kept(self, path: str) -> Document | None:
        """The document at ``path`` as it was read last, if its file is the same; opens no library."""
        from corpus.document_cache import DocumentCache
        from corpus.files import Unreadable

        try:
            return DocumentCache(self._root, self.places.cached(self._root)).kept(path)
        except Unreadable:
            return None

    def stamp(self, path: str) -> tuple[int, ...]:
        """What tells at a glance whether a file is still the same; empty if it is gone."""
        from corpus.files import Unreadable, stamp

        try:
            return tuple(stamp(self._root, path))
        except Unreadable:
            return ()

    def at_hand(self, path: str) -> tuple[Document, Placed] | None:
        """A document with its annotations if that takes no longer than painting them, else None."""
        from annotations.usecases.at_hand import at_hand

        return at_hand(self._library, path)

    def highlights_in(self, command: Command, document: Document) -> Highlights | None:
        """What a command left and took of a document's highlights; None where it did more than a little."""
        from annotations.usecases.undoing import highlights_in

        return highlights_in(self._library, command, document)

    def placed(
        self,
        document: Document,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Placed:
        """The annotations of a document, carried over to its text as it is now."""
        from annotations.usecases.placing import placing

        return placing.place(self._library, document, on_progress, cancelled)

    def place_changed(
        self,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Upkeep:
        """Carry over the annotations of every document that changed since; progress in documents."""
        from annotations.usecases.placing import placing

        return placing.place_changed(self._library, on_progress, cancelled)

    def carried(self, old: str, new: str, offset: int) -> int:
        """About where an offset of an older text lies in a newer one."""
        from annotations.versions import Versions

        return Versions(old, new).carried(offset)

    def textless(self) -> frozenset[str]:
        """Ids of the documents whose file is gone or cannot be read: nothing said of them has a place."""
        return self._library.textless()

    def doubts(self) -> tuple[Doubt, ...]:
        """Annotations whose place is uncertain or lost, for a person to look at."""
        from annotations.usecases.placing.reviewing import doubts

        return doubts(self._library)

    def waiting(self) -> int:
        """How many annotations wait for a person; -1 in a library too large to be read for that alone."""
        from annotations.usecases.placing.reviewing import waiting

        return waiting(self._library)

    def passage_of(self, document: Document, span: Span) -> Passage:
        """What is to be kept with a draft on a passage that is no highlight."""
        from annotations.usecases.annotating.drafts import passage_of

        return passage_of(self._library, document, span)

    def place_of(self, passage: Passage) -> tuple[str, Span | None]:
        """Where such a passage is now; see `annotations.usecases.annotating.drafts.place_of`."""
        from annotations.usecases.annotating.drafts import place_of

        return place_of(self._library, passage)

    def likely(self) -> tuple[Likely, ...]:
        """Where documents may be whose file is gone."""
        from annotations.usecases.placing.likely_files import likely

        return likely(self._library)

    def beside(self, doubt: Doubt) -> Beside:
        """A doubtful passage as it was marked, beside the text as it is now."""
        from annotations.usecases.placing.comparing import beside

        return beside(self._library, doubt)

    def changes(self, document: Document) -> Changed:
        """An article's earlier version beside the present one."""
        from annotations.usecases.placing.comparing import changes

        return changes(self._library, document)

    def accept(self, ids: Sequence[str], digest: str = "") -> Command:
        """Say that uncertain places are right; ``digest`` names the text that was looked at."""
        from annotations.usecases.placing.reviewing import accept

        self._must_write()
        return accept(self._library, ids, digest, by=self.by)

    def replace_place(self, identity: str, span: Span, digest: str = "") -> Command:
        """Give an annotation another place in its document; ``digest`` names the text it is of."""
        from annotations.usecases.placing.reviewing import replace_place

        self._must_write()
        return replace_place(self._library, identity, span, digest, by=self.by)

    def orphan(self, ids: Sequence[str]) -> Command:
        """Leave annotations without a place, knowingly."""
        from annotations.usecases.placing.reviewing import orphan

        self._must_write()
        return orphan(self._library, ids, by=self.by)

    def adopt(self, identity: str, path: str) -> Command:
        """Give what was said about a document whose file is gone to the file at ``path``."""
        from annotations.usecases.placing.likely_files import adopt

        self._must_write()
        return adopt(self._library, identity, path, by=self.by)

    def settle(self, identity: str) -> Command:
        """Leave a document without a file, knowingly."""
        from annotations.usecases.placing.likely_files import settle

        self._must_write()
        return settle(self._library, identity, by=self.by)
