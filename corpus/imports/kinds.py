"""Kinds of documents: which one a file is, what converts it, and the library that takes."""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from typing import Final, NamedTuple

from corpus.extras import command_for
from corpus.imports.model import NotConverted
from corpus.names import suffix_of


class Kind(StrEnum):
    """What a document is; the value is the name of the module here that converts it."""

    WEB = "web"
    PDF = "pdf"
    EPUB = "epub"
    DOCX = "docx"
    TEXT = "text"
    SUBTITLES = "subtitles"
    MARKDOWN = "markdown"


class Need(NamedTuple):
    """What a kind needs beyond the program itself: modules, the extra that brings them, what it is called."""

    modules: tuple[str, ...]
    extra: str
    called: str


SUFFIXES: Final = {
    ".html": Kind.WEB,
    ".htm": Kind.WEB,
    ".xhtml": Kind.WEB,
    ".pdf": Kind.PDF,
    ".epub": Kind.EPUB,
    ".docx": Kind.DOCX,
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".srt": Kind.SUBTITLES,
    ".vtt": Kind.SUBTITLES,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
}
NEEDS: Final = {
    Kind.WEB: Need(("trafilatura", "lxml_html_clean"), "web", "web pages"),
    Kind.PDF: Need(("pypdfium2",), "pdf", "PDF files"),
    Kind.DOCX: Need(("mammoth",), "docx", "Word documents"),
}
_TYPES: Final = {
    "text/html": Kind.WEB,
    "application/xhtml+xml": Kind.WEB,
    "application/pdf": Kind.PDF,
    "application/epub+zip": Kind.EPUB,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.DOCX,
    "text/markdown": Kind.MARKDOWN,
    "text/vtt": Kind.SUBTITLES,
}
_REFUSED: Final = (
    (b"{\\rtf", "it is an RTF file; save it as DOCX or plain text first"),
    (b"\xd0\xcf\x11\xe0", "it is a document of an old Office program; save it as DOCX first"),
    (b"\x1f\x8b", "it is compressed with gzip; unpack it first"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
    (b"SQLite format 3\0", "it is a database"),
)
_HEAD: Final = 1024
_PAGES: Final = (b"<!doctype html", b"<html", b"<head", b"<body")


def kind_of(data: bytes, name: str, content_type: str = "") -> Kind:
    """What a document is: by its first bytes, then by what the server says, then by its name.

    Raises:
        NotConverted: It is something that cannot be converted.
    """
    head = data[:_HEAD]
    if reason := next((why for magic, why in _REFUSED if head.startswith(magic)), ""):
        raise NotConverted(reason)
    if b"%PDF-" in head:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_container(data)
    named = _TYPES.get(content_type.partition(";")[0].strip().lower()) or SUFFIXES.get(suffix_of(name))
    if named in (Kind.PDF, Kind.EPUB, Kind.DOCX):
        raise NotConverted(f"it is called a {named.value.upper()}, but its content is something else")
    if named is None and any(sign in head.lower() for sign in _PAGES):
        return Kind.WEB
    if head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return Kind.SUBTITLES
    return named or Kind.TEXT


def _kind_of_container(data: bytes) -> Kind:
    from corpus.imports.container import Container

    names = set(Container(data).names)
    if "META-INF/container.xml" in names:
        return Kind.EPUB
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        return Kind.DOCX
    raise NotConverted("it is a ZIP archive and no document; unpack it first")


def missing(kind: Kind) -> str:
    """Why documents of a kind cannot be converted here, with the command that mends it; empty if they can."""
    need = NEEDS.get(kind)
    if need is None or all(find_spec(module) for module in need.modules):
        return ""
    return f"{need.called} need a library that is not installed; this installs it: {command_for(need.extra)}"
