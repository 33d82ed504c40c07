"""Which document each annotation is in, as far as it was met, so that it is found by its id alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotations.changes import Change


class Whereabouts:
    """What was met where. An annotation may have gone since: who asks looks whether it is there.

    Attributes:
        complete: The version of the records in which every annotation was met; -1 if there was none yet.
    """

    def __init__(self) -> None:
        self._documents: dict[str, str] = {}
        self.complete = -1

    def of(self, annotation_id: str) -> str:
        """The document in which an annotation was met last, empty if it never was."""
        return self._documents.get(annotation_id, "")

    def met(self, document: str, annotation_ids: Iterable[str]) -> None:
        """Note what is in a document."""
        self._documents.update(dict.fromkeys(annotation_ids, document))

    def entered(self, shares: Mapping[str, Sequence[Change]], version: int) -> None:
        """Note what a command brought into documents, and nothing else since the version before."""
        if self.complete == version - 1:
            self.complete = version
        for document, changes in shares.items():
            self.met(
                document, [one.id for one in changes if one.before is None and one.table == "annotations"]
            )
