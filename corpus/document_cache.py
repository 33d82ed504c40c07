"""Parsed Markdown kept in the cache: a document whose file has not changed is not parsed again."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from corpus import extractors
from corpus.cache import load, save
from corpus.digest import key_of
from corpus.document import Block, BlockKind, Document, Inline, InlineKind, Metadata
from corpus.files import SETTLED_NS, Stamp, read_stamped, stamp
from corpus.names import is_markdown
from corpus.span import Span

FORMAT: Final = 2

_WORTH_KEEPING: Final = 8_000  # bytes; below that, parsing is as quick as loading
_KEPT_PLAIN: Final = 1 << 20  # beyond that, reading plain text anew costs as little
_BLOCK_KINDS: Final = list(BlockKind)
_INLINE_KINDS: Final = list(InlineKind)

_SLOW: Final = 200_000  # bytes of Markdown that take longer to parse than a person should wait
_QUICK: Final = 150_000  # bytes of anything else that are read within a frame


class DocumentCache:
    """Reads the documents of one library through a cache."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root = root
        self._folder = folder / "documents"

    def read(
        self,
        path: str,
        corrections: Mapping[str, str] = {},
        *,
        keep: bool = False,
        on_progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Document:
        """The document at ``path``; arguments and errors as `corpus.reader.document_from`.

        Args:
            keep: Whether it is likely to be opened again, so that plain text is kept as well.
        """
        if (keep or is_markdown(path)) and not corrections.get("encoding") and (kept := self.kept(path)):
            return _corrected(kept, corrections)
        from corpus.reader import document_from

        data, read_as = read_stamped(self._root, path)
        document = document_from(data, path, on_progress=on_progress, cancelled=cancelled)
        # What is opened again at the next start is to be there without the parser of Markdown.
        if (keep and len(data) <= _KEPT_PLAIN) or (is_markdown(path) and len(data) >= _WORTH_KEEPING):
            import hashlib

            self._keep(document, read_as, hashlib.sha256(data).hexdigest())
        if corrections.get("encoding"):
            return document_from(data, path, corrections)
        return _corrected(document, corrections)

    def is_slow(self, path: str) -> bool:
        """Whether reading the document takes so long that its opening is to be shown first."""
        size = stamp(self._root, path).size
        return size > _SLOW and not self._place(path).exists() if is_markdown(path) else size > _QUICK

    def is_quick(self, path: str) -> bool:
        """Whether reading the document takes no longer than a frame."""
        return stamp(self._root, path).size <= _QUICK and (
            not is_markdown(path) or self._place(path).exists()
        )

    def kept(self, path: str) -> Document | None:
        """The parsed document as kept, if its file is still the same; raises `Unreadable`."""
        now = stamp(self._root, path)
        saved = load(self._place(path))
        try:
            if (saved["format"], saved["extractor"]) != (FORMAT, _extractor(path)):
                return None
            same = Stamp(*saved["stamp"]) == now and saved["settled"]
            if not same:
                data, now = read_stamped(self._root, path)
                import hashlib

                if hashlib.sha256(data).hexdigest() != saved["file"]:
                    return None
            return _document_from(path, saved)
        except (KeyError, TypeError, ValueError, IndexError):
            return None

    def forget(self, paths: Iterable[str]) -> None:
        """Drop what is kept of files that are gone."""
        for path in paths:
            with contextlib.suppress(OSError):
                self._place(path).unlink(missing_ok=True)

    def _place(self, path: str) -> Path:
        return self._folder / f"{key_of(os.fsencode(path))[:32]}.json"

    def _keep(self, document: Document, read_as: Stamp, digest: str) -> None:
        if document.extractor != _extractor(document.path):
            return
        settled = time.time_ns() - read_as.mtime_ns > SETTLED_NS
        saved = {"format": FORMAT, "stamp": list(read_as), "settled": settled, "file": digest}
        save(self._place(document.path), saved | _columns(document))


def _extractor(path: str) -> str:
    return extractors.MARKDOWN if is_markdown(path) else extractors.PLAIN


def _corrected(document: Document, corrections: Mapping[str, str]) -> Document:
    if not corrections:
        return document
    from corpus.metadata import corrected

    return replace(document, metadata=corrected(document.metadata, corrections))


def _columns(document: Document) -> dict[str, Any]:
    blocks, inlines = document.blocks, document.inlines
    return {
        "extractor": document.extractor,
        "text": document.text,
        "digest": document.digest,
        "encoding": document.encoding,
        "remarks": document.remarks,
        "metadata": asdict(document.metadata),
        "blocks": [
            [_BLOCK_KINDS.index(block.kind) for block in blocks],
            [block.span.start for block in blocks],
            [block.span.end for block in blocks],
            [block.level for block in blocks],
            [block.quoted for block in blocks],
            [block.marker for block in blocks],
            [block.soft for block in blocks],
        ],
        "inlines": [
            [_INLINE_KINDS.index(inline.kind) for inline in inlines],
            [inline.span.start for inline in inlines],
            [inline.span.end for inline in inlines],
            [inline.target for inline in inlines],
        ],
    }


def _document_from(path: str, saved: Mapping[str, Any]) -> Document:
    blocks = tuple(
        Block(_BLOCK_KINDS[kind], Span(start, end), level, quoted, marker, soft)
        for kind, start, end, level, quoted, marker, soft in zip(*saved["blocks"], strict=True)
    )
    inlines = tuple(
        Inline(_INLINE_KINDS[kind], Span(start, end), target)
        for kind, start, end, target in zip(*saved["inlines"], strict=True)
    )
    return Document(
        path=path,
        text=saved["text"],
        blocks=blocks,
        inlines=inlines,
        metadata=Metadata(**saved["metadata"]),
        digest=saved["digest"],
        extractor=saved["extractor"],
        encoding=saved["encoding"],
        remarks=tuple(saved["remarks"]),
    )
