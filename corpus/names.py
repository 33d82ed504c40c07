"""Names of files: which may be a document's, and which are Markdown. Nothing is read for that."""

from __future__ import annotations

import re
from typing import Final

MARKDOWN: Final = frozenset({".md", ".markdown"})
EXTENSIONS: Final = MARKDOWN | {".txt", ".text"}

_SUFFIX: Final = re.compile(r"(?<=.)\.(?!\d+\Z)[^.\s/]{1,12}\Z")


def suffix_of(path: str) -> str:
    """The suffix of a file name in lower case; empty where it has none, as ``Dr. Smith`` has none."""
    for usual in (".txt", ".md"):
        if path.endswith(usual) and path[-len(usual) - 1 : -len(usual)] not in ("", "/", "\n"):
            return usual
    match = _SUFFIX.search(path.rsplit("/", 1)[-1])
    return match[0].lower() if match else ""


def is_document_name(path: str) -> bool:
    """Whether a name may be a document's: a suffix that is read natively, or none at all."""
    suffix = suffix_of(path)
    return not suffix or suffix in EXTENSIONS


def is_markdown(path: str) -> bool:
    """Whether the file is read as Markdown."""
    return suffix_of(path) in MARKDOWN
