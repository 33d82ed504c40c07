"""File names for documents that are brought along: safe on every system, never a path."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container
from typing import Final

from corpus.clean import clean_line

_LONGEST: Final = 100  # bytes, with the suffix
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
_TYPES: Final = re.compile(r"\.(?:txt|text|md|markdown|docx?|rtf|odt|pdf|html?|epub)\Z", re.IGNORECASE)


def safe_name(title: str, suffix: str, taken: Container[str] = ()) -> str:
    """A file name for a document called ``title``.

    Args:
        title: Whatever a file says; the suffix of a document's file is taken off it.
        suffix: With its dot.
        taken: Names, in lower case, that must not be used again.
    """
    name = unicodedata.normalize("NFC", _TYPES.sub("", clean_line(title)))
    name = "".join(sign if sign.isalnum() or sign in "_-()., " else "-" for sign in name)
    name = re.sub(r"-{2,}", "-", name).strip(" .-,") or "document"
    if _RESERVED.match(name):
        name = f"_{name}"
    room = _LONGEST - len(suffix.encode())
    if len(name.encode()) > room:
        name = f"{_cut(name, room - 9)}-{_mark(title)}"
    chosen, count = name, 1
    while f"{chosen}{suffix}".casefold() in taken:
        count += 1
        chosen = f"{_cut(name, room - 6)} ({count})"
    return chosen + suffix


def _cut(name: str, room: int) -> str:
    return name.encode()[:room].decode("utf-8", "ignore").rstrip(" .-,")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
