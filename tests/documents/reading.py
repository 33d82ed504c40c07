"""Documents read from their files, for tests that have no library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.files import read_bytes
from corpus.reader import document_from


def read_document(root: Path, path: str, corrections: Mapping[str, str] = {}, **more: Any) -> Document:
    """The document in the file ``path`` of the folder ``root``."""
    return document_from(read_bytes(root, path), path, corrections, **more)
