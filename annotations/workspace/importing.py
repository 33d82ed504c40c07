"""The part of the seam about documents that come in: files, folders and web pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotations.workspace.ground import Ground

if TYPE_CHECKING:
    from annotations.usecases.imports.importing import Wishes
    from corpus.imports.report import Report


class Importing(Ground):
    """What a workspace takes in; errors are those of `Workspace`."""

    def import_documents(
        self,
        sources: Sequence[str],
        wishes: Wishes | None = None,
        *,
        on_progress: Callable[[int, int, str], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Report:
        """Make Markdown files of the library of files, folders and addresses; none of them twice.

        Args:
            on_progress: Told how many documents of how many are done, and which is next.
            cancelled: Asked often; what was imported until then stays.

        Raises:
            ScholiastError: A source is not there; nothing was imported.
        """
        from annotations.usecases.imports import importing

        return importing.import_all(
            self._library,
            sources,
            wishes or importing.Wishes(),
            on_progress=on_progress,
            cancelled=cancelled,
        )

    def importable(self) -> tuple[str, ...]:
        """Paths of the library's files that are no articles, could be imported, and were not yet."""
        from annotations.usecases.imports.gathering import importable

        return importable(self._library)
