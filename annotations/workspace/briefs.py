"""The part of the seam about what leaves the building: briefs, pages, references, proofs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.workspace.echoes import Echoing

if TYPE_CHECKING:
    from annotations.brief.regenerate import Regenerated
    from annotations.brief.verify import Finding
    from annotations.usecases.briefing import BriefRequest


class Briefs(Echoing):
    """What a workspace writes for others to read; errors are those of `Workspace`."""

    def prepare_brief(
        self,
        query: str = "",
        on_progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> int:
        """Find out what a brief tells beside its annotations: how many stories there are, and who speaks.

        Both are remembered. A brief made without this says the less of it, or takes the longer.

        Returns:
            How many annotations match.

        Raises:
            QueryError: The query cannot be read.
        """
        from annotations.usecases.quotations.asking import listen
        from annotations.usecases.search.asking import annotated

        found = annotated(self._library, None, query)
        paths = {record.path for record, _ in found}
        self.index(on_progress, cancelled)
        self.index_echoes(on_progress, cancelled)
        listen(self._library, paths, on_progress, cancelled)
        return len(found)

    def brief(self, request: BriefRequest) -> str:
        """The brief that ``request`` describes, as text."""
        from annotations.usecases.briefing import brief, located

        return brief(self._library, located(request, self.places.templates))

    def brief_file(self, request: BriefRequest) -> bytes:
        """The brief that ``request`` describes, as the bytes of a file."""
        from annotations.usecases.briefing import brief_file, located

        return brief_file(self._library, located(request, self.places.templates))

    def rewritten(
        self, old: bytes, request: BriefRequest, *, prune: bool = False, restore: bool = False
    ) -> Regenerated:
        """The brief ``old`` with its managed blocks as they are now; every other byte stays."""
        from annotations.usecases.briefing import located, rewritten

        request = located(request, self.places.templates)
        return rewritten(self._library, old, request, prune=prune, restore=restore)

    def verified(self, text: str) -> tuple[Finding, ...]:
        """Each quotation of a brief, and whether it stands in its source."""
        from annotations.usecases.briefing import verified

        return verified(self._library, text)

    def page(self, query: str = "") -> str:
        """The articles that match with highlights and notes in place, as one HTML file."""
        from annotations.usecases.briefing import page

        return page(self._library, query)

    def references(self, form: str, query: str = "") -> str:
        """The sources of what matches, as ``bibtex`` or ``csl``."""
        from annotations.usecases.briefing import references

        return references(self._library, form, query)

    def write(self, path: Path, data: bytes, *, new_only: bool = False) -> None:
        """Write an export to ``path``, whole or not at all.

        Raises:
            NotWritten: It cannot be written; what was there is untouched.
        """
        from annotations.usecases.briefing import write_export

        write_export(path, data, new_only=new_only)
