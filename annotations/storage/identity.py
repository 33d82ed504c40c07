"""Names for records and files: row numbers for TinyDB, file names of documents, names of writers."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container
from typing import Final

_BITS: Final = (1 << 63) - 1
_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_WRITER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_NOT_A_NAME: Final = re.compile(r"[^a-z0-9]+")


def row_number(record_id: str, taken: Container[int] = ()) -> int:
    """The TinyDB document id of a record: 63 bits of its UUID, the next free one if ``taken``.

    The low bits are used because they are random in every version of UUID.
    """
    if _UUID.fullmatch(record_id):
        number = int(record_id.replace("-", ""), 16) & _BITS
    else:
        digest = hashlib.sha256(record_id.encode("utf-8", "surrogatepass")).digest()
        number = int.from_bytes(digest[:8], "big") & _BITS
    number = number or 1
    while number in taken:
        number = number % _BITS + 1
    return number


def file_name(path: str, document_id: str, taken: Container[str] = ()) -> str:
    """The name of the file that holds a document's annotations, ``<slug>-<id8>.json``.

    It is lower-case ASCII, so that it is the same on every file system, and never holds a folder.
    """
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0] or path
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = _NOT_A_NAME.sub("-", plain).strip("-")[:48].strip("-") or "document"
    letters = _NOT_A_NAME.sub("", document_id.lower())
    if len(letters) < 8:
        letters = hashlib.sha256(document_id.encode("utf-8", "surrogatepass")).hexdigest()
    for length in (8, 12, 16, 24, len(letters)):
        name = f"{slug}-{letters[:length]}.json"
        if name not in taken:
            return name
    digest = hashlib.sha256(document_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{slug}-{digest}.json"


def is_writer(name: str) -> bool:
    """Whether ``name`` can name a writer: up to 64 letters, digits, ``-`` and ``_``."""
    return _WRITER.fullmatch(name) is not None
