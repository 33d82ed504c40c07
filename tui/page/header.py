"""The head of a document: its title and the line that says where it comes from, as rows."""

from __future__ import annotations

from array import array
from itertools import pairwise
from typing import NamedTuple

from corpus.clean import clean_line
from corpus.document import Document
from tui.page.wrap import wrap


class Header(NamedTuple):
    """What stands above the text.

    Attributes:
        title: The article's title, wrapped to the measure.
        line: Source, author, date and length, on one line.
    """

    title: str = ""
    line: str = ""


class HeaderRow(NamedTuple):
    """One row of the head: its text, and whether it belongs to the title."""

    text: str
    is_title: bool


def header_rows(header: Header | None, document: Document, measure: int) -> tuple[HeaderRow, ...]:
    """The rows above the text, the last one blank; none without a header.

    A title that the text itself begins with is not said twice.
    """
    if header is None:
        return ()
    title, line = clean_line(header.title), clean_line(header.line)
    if title and _opens_with(document, title):
        title = ""
    rows = [
        HeaderRow(text, is_title)
        for words, is_title in ((title, True), (line, False))
        if words
        for text in _wrapped(words, measure)
    ]
    return (HeaderRow("", False), *rows, HeaderRow("", False)) if rows else ()


def _wrapped(words: str, measure: int) -> list[str]:
    starts = array("I", [0])
    wrap(words, 0, measure, starts)
    return [words[a:b].rstrip() for a, b in pairwise([*starts, len(words)])]


def _opens_with(document: Document, title: str) -> bool:
    if not document.blocks:
        return False
    return clean_line(document.blocks[0].span.of(document.text)).casefold() == title.casefold()
