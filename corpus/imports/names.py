"""File names for what is imported: made of the title, safe on every system, never a path."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container
from typing import Final

from corpus.clean import clean_line

_LONGEST: Final = 100  # bytes, with the suffix
_MARK: Final = 9  # of these, a dash and eight digits
_RESERVED: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?=\.|\Z)", re.IGNORECASE
)
_DIVIDING: Final = ":;|/\\–—=+&<>"
_TYPES: Final = re.compile(r"\.(?:txt|text|md|markdown|docx?|rtf|odt|pdf|html?|epub)\Z", re.IGNORECASE)
_EDGES: Final = " .-,_"


def file_name(title: str, digest: str = "", suffix: str = ".md", taken: Container[str] = ()) -> str:
    """A name for a document called ``title``: letters, digits and `` ._-()``, at most 100 bytes.

    Args:
        title: Whatever a document says of itself.
        digest: Hexadecimal, else that of the title; its beginning tells names apart that would be the
            same, or were cut.
        suffix: With its dot.
        taken: Names, case folded, that must not be used again.
    """
    name = unicodedata.normalize("NFC", clean_line(title, 1000))
    name = "".join("-" if sign in _DIVIDING else sign if _is_plain(sign) else "" for sign in name)
    name = re.sub(r"\s*-[\s-]*-\s*|(?<=\w)-\s+", " - ", re.sub(r"\s+", " ", name))
    name = re.sub(r"\.{2,}", ".", name).removesuffix(suffix).strip(_EDGES) or "document"
    if _RESERVED.match(name):
        name = f"_{name}"
    whole = f"{name}{suffix}"
    if len(whole.encode()) <= _LONGEST and whole.casefold() not in taken:
        return whole
    mark = digest[:8] or hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    stem = _cut(name, _LONGEST - len(suffix.encode()) - _MARK)
    chosen, count = f"{stem}-{mark}{suffix}", 1
    while chosen.casefold() in taken:
        count += 1
        number = f"-{mark}-{count}{suffix}"
        chosen = _cut(name, _LONGEST - len(number)) + number
    return chosen


def untyped(title: str) -> str:
    """``title`` without the suffix of a document's file."""
    return _TYPES.sub("", clean_line(title))


def _is_plain(sign: str) -> bool:
    # A mark may be what its letter needs; one alone is no harm.
    return sign.isalnum() or sign in " ._-()" or unicodedata.category(sign) in ("Mn", "Mc")


def _cut(name: str, room: int) -> str:
    cut = name.encode()[:room].decode("utf-8", "ignore")
    return cut.rstrip(_EDGES) or "document"
