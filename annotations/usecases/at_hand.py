"""At hand: an article with its annotations where both are known within a frame, so that nobody waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotations.usecases.annotating.highlights import document_change, of_document
from annotations.usecases.placing.placing import Placed

if TYPE_CHECKING:
    from annotations.library import Library
    from corpus.document import Document

_FEW: Final = 300  # annotations that are read within a frame


def at_hand(library: Library, path: str) -> tuple[Document, Placed] | None:
    """The document at ``path`` with its annotations; None where reading or placing them takes longer.

    Raises:
        corpus.files.Unreadable: It cannot be read; the reason is a sentence.
    """
    if not library.is_at_hand(path):
        return None
    record = library.record(path)
    if record is not None and library.store.counts().get(record.id, 0) > _FEW:
        return None
    document = library.document(path, keep=True)
    if record is None:
        return document, Placed(())
    if not document.digest or document_change(library, document, record)[1]:
        return None  # it has changed, which is to be stored
    found = of_document(library, record.id)
    if any(item.placed != document.digest for item in found):
        return None
    return document, Placed(found)
