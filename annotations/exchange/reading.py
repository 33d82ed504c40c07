"""Any file of annotations read: which format it is, and the module that knows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from annotations.exchange.foreign import BadFile, Incoming, of_rows
from annotations.exchange.jsonfile import items, parsed, text
from annotations.exchange.row import BadRow
from annotations.exchange.xlsx import as_csv, is_workbook

LARGEST: Final = 512 * 1024 * 1024
"""Bytes of a file that is read at all."""

_TEXT_LIMIT: Final = 256 * 1024 * 1024


def read_any(data: bytes, name: str, form: str = "") -> Incoming:
    """What a file holds.

    Args:
        data: Its bytes.
        name: What it is called, for what its content does not tell.
        form: One of `FORMS`; found out if empty.

    Raises:
        BadFile: It is none of the formats, or is refused; the message says why.
    """
    if len(data) > LARGEST:
        raise BadFile(f"The file is larger than {LARGEST // 1024 // 1024} MB.")
    if form not in ("qdpx", "qdc") and is_workbook(data):
        data, name = as_csv(data), f"{name}.csv"
    form = form or format_of(data, name)
    reader = _READERS.get(form)
    if reader is None:
        raise BadFile(f"“{form}” is no format to load. There are: {', '.join(FORMS)}.")
    if len(data) > _TEXT_LIMIT and form not in ("qdpx", "taguette"):
        raise BadFile(f"The file is larger than {_TEXT_LIMIT // 1024 // 1024} MB.")
    return reader(data)


def format_of(data: bytes, name: str) -> str:
    """The format that a file is in.

    Raises:
        BadFile: It is none that is known.
    """
    suffix = name.rpartition(".")[2].casefold()
    if suffix in ("qdpx", "qdc"):
        return suffix
    if data[:4] == b"PK\x03\x04":
        return "qdpx"
    if data.startswith(b"SQLite format 3\0"):
        return "taguette"
    head = data.removeprefix(b"\xef\xbb\xbf")[:65536].lstrip()
    if head.startswith(b"<") and b"CodeBook" in head[:4096]:
        return "qdc"
    if head[:1] in (b"{", b"["):
        return _json_format(data, head)
    if re.match(rb"<!doctype html|<html", head, re.IGNORECASE):
        raise BadFile(f"{name} is a web page. Export the annotations as CSV or JSON, or as a project.")
    found = _text_format(head.decode("utf-8", "replace"))
    if not found:
        raise BadFile(
            f"{name} is in no format that is known here. Say which with --format: {', '.join(FORMS)}."
        )
    return found


def _json_format(data: bytes, head: bytes) -> str:
    first = head.split(b"\n", 1)[0].strip()
    if head[:1] == b"{" and first.endswith(b"}") and b'"@context"' not in first:
        row = _quietly(first)
        if isinstance(row, Mapping) and {"exact", "quote", "document"} & row.keys():
            return "jsonl"  # a line each, so the whole is no JSON
    found = parsed(data)
    if isinstance(found, Mapping):
        return _object_format(found)
    first_row = next((row for row in items(found) if isinstance(row, Mapping)), {})
    if {"uri", "target"} <= first_row.keys() and "@context" not in first_row:
        return "hypothesis"
    if "target" in first_row:
        return "jsonld"
    if "type" in first_row and "document" not in first_row and {"id", "title"} & first_row.keys():
        return "csl"
    return "jsonl"


def _object_format(found: Mapping[str, Any]) -> str:
    kind = text(found, "type")
    if kind == "AnnotationSet":
        return "readium"
    if kind == "calibre_highlights" or "highlights" in found:
        return "calibre"
    if kind.startswith("Annotation") or "@context" in found:
        return "jsonld"
    if "annotations" in found or "rows" in found:
        return "hypothesis"
    if "entries" in found or "documents" in found:
        return "koreader"
    if {"exact", "quote", "document"} & found.keys():
        return "jsonl"
    raise BadFile("The file is JSON, but nothing in it tells what wrote it. Say so with --format.")


def _text_format(head: str) -> str:
    if re.search(r"^={8,}\s*$", head, re.MULTILINE):
        return "kindle"
    if re.search(r"^TY {2}- ", head, re.MULTILINE):
        return "ris"
    if re.search(r"^\s*@\w+\s*\{", head, re.MULTILINE):
        return "bibtex"
    first = head.split("\n", 1)[0].casefold()
    names = {cell.strip().strip('"').strip() for cell in re.split("[,;\t]", first)}
    if "quote/description" in names:
        return "hypothesis"
    if "highlight" in names and names & {"book title", "title"}:
        return "readwise"
    if {"tag", "content"} <= names or first.split(",")[0].strip('" \r') in ("tag", "name", "path"):
        return "taguette"
    # Another reader than ours tells whether a bare table has what it needs.
    return "csv" if names & {"quote", "exact", "text", "highlight"} else ""


def _quietly(data: bytes) -> Any:
    try:
        return parsed(data)
    except BadFile:
        return None


def _jsonl(data: bytes) -> Incoming:
    from annotations.exchange.jsonl import read_jsonl

    read = read_jsonl(data)
    return of_rows(read, "JSON Lines", ours=any(row.digest for row in read.rows))


def _csv(data: bytes) -> Incoming:
    from annotations.exchange.csv_rows import read_csv

    try:
        read = read_csv(data)
    except BadRow as error:
        raise BadFile(f"The table cannot be used: {error}.") from error
    return of_rows(read, "CSV", ours=any(row.digest for row in read.rows))


def _w3c(data: bytes) -> Incoming:
    from annotations.exchange.w3c_read import read_w3c

    return read_w3c(data)


def _hypothesis(data: bytes) -> Incoming:
    from annotations.exchange import hypothesis

    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return hypothesis.read_hypothesis(data)
    return hypothesis.read_hypothesis_csv(data)


def _qdpx(data: bytes) -> Incoming:
    from annotations.exchange.refi_read import read_project

    return read_project(data)


def _qdc(data: bytes) -> Incoming:
    from annotations.exchange.refi_codebook import read_codebook

    return read_codebook(data)


def _taguette(data: bytes) -> Incoming:
    from annotations.exchange.taguette import read_taguette

    return read_taguette(data)


def _readwise(data: bytes) -> Incoming:
    from annotations.exchange.readwise import read_readwise

    return read_readwise(data)


def _kindle(data: bytes) -> Incoming:
    from annotations.exchange.kindle import read_kindle

    return read_kindle(data)


def _koreader(data: bytes) -> Incoming:
    from annotations.exchange.readers import read_koreader

    return read_koreader(data)


def _calibre(data: bytes) -> Incoming:
    from annotations.exchange.readers import read_calibre

    return read_calibre(data)


def _csl(data: bytes) -> Incoming:
    from annotations.exchange.biblio import read_csl

    return read_csl(data)


def _bibtex(data: bytes) -> Incoming:
    from annotations.exchange.biblio import read_bibtex

    return read_bibtex(data)


def _ris(data: bytes) -> Incoming:
    from annotations.exchange.biblio import read_ris

    return read_ris(data)


_READERS: Final[Mapping[str, Callable[[bytes], Incoming]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "jsonld": _w3c,
    "readium": _w3c,
    "hypothesis": _hypothesis,
    "qdpx": _qdpx,
    "qdc": _qdc,
    "taguette": _taguette,
    "readwise": _readwise,
    "kindle": _kindle,
    "koreader": _koreader,
    "calibre": _calibre,
    "csl": _csl,
    "bibtex": _bibtex,
    "ris": _ris,
}
FORMS: Final = tuple(_READERS)
"""Formats that can be loaded."""
