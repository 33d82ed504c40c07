"""The part of the seam about other programs: annotations in and out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.workspace.ground import Ground

if TYPE_CHECKING:
    from annotations.usecases.exchange.exporting import Export, Options
    from annotations.usecases.exchange.loading import Report
    from annotations.usecases.rescuing import Rescued


class Exchange(Ground):
    """What a workspace exchanges with other programs; errors are those of `Workspace`."""

    def together(self) -> AbstractContextManager[None]:
        """Let the changes in the body share one synchronisation; none is durable before it is left."""
        self._must_write()
        return self._library.store.together()

    def rescue(
        self, works: Sequence[Callable[[], object]], folder: Path, *, texts: Sequence[str] = ()
    ) -> Rescued:
        """Write what pieces of work would store to files in ``folder``; nothing is stored.

        Raises:
            ScholiastError: They cannot be written there.
        """
        from annotations.usecases.rescuing import rescue

        return rescue(self._library, works, folder, texts=texts)

    def rescue_at_end(
        self, works: Sequence[Callable[[], object]], texts: Sequence[str] = ()
    ) -> Rescued | None:
        """As `rescue`, to the first place that has room; None if none has."""
        from annotations.usecases.rescuing import rescue_at_end

        return rescue_at_end(self._library, works, self.personal_folder, texts)

    def left_unsaved(self) -> tuple[Rescued, ...]:
        """What earlier sessions could not save and wrote elsewhere."""
        from annotations.usecases.rescuing import left

        return tuple(left(self._library, self.personal_folder))

    def export(self, form: str, query: str = "", options: Options | None = None) -> Export:
        """The annotations that match ``query`` in one of `annotations.usecases.exchange.exporting.FORMS`.

        With it comes a report of what the format has no room for.

        Raises:
            QueryError: The query cannot be read.
        """
        from annotations.usecases.exchange import exporting

        return exporting.export(self._library, form, query, options or exporting.Options())

    def load(
        self,
        file: Path | bytes,
        form: str = "",
        *,
        update: bool = False,
        dry_run: bool = False,
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Report:
        """Take the annotations of a file from another program or library in, in one step.

        Args:
            file: The file or what it holds; its format is found out if ``form`` is empty.
            update: Whether an annotation that is here already becomes as the file has it.
            dry_run: Whether only to tell what would happen.

        Raises:
            BadFile: The file cannot be read, or is refused; nothing was stored.
        """
        from annotations.usecases.exchange import loading

        if not dry_run:
            self._must_write()
        return loading.load(
            self._library,
            file if isinstance(file, bytes) else loading.read_file(file),
            "" if isinstance(file, bytes) else file.name,
            form,
            by=self.by,
            update=update,
            dry_run=dry_run,
            on_progress=on_progress,
            cancelled=cancelled,
        )
