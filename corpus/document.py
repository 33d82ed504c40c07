"""The document: one article as it is read, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.span import Span


class BlockKind(StrEnum):
    """What a block is; the page decides how that looks."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"
    RULE = "rule"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with one role. Blocks are in text order and do not overlap.

    Attributes:
        span: Code points of the canonical text, without the blank lines around it. Empty for a rule.
        level: Heading level 1 to 6; nesting depth of a list item from 1; else 0.
        quoted: How many block quotations it stands inside.
        marker: The list item's or footnote's marker as shown ("•", "3.", "[2]"), which is not part
            of the text; only on the first block of an item, later ones have ``level`` alone.
        soft: Whether a single line break inside it is only where the source was wrapped, so that
            the page may show it as a space.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    quoted: int = 0
    marker: str = ""
    soft: bool = False


class InlineKind(StrEnum):
    """Emphasis and the like inside a block."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKE = "strike"
    CODE = "code"
    LINK = "link"
    NOTE = "note"  # a reference to a footnote


@dataclass(frozen=True, slots=True)
class Inline:
    """A styled stretch of the text; ``target`` is a link's address, never opened by itself."""

    kind: InlineKind
    span: Span
    target: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article. Every field is one clean line, empty where unknown.

    Attributes:
        date: ISO 8601, as precise as the source says: ``2025``, ``2025-02``, ``2025-02-13``.
        origin: For each field that is known, where it was found: ``front matter``, ``text``,
            ``file name``, ``opening words`` (a title made of them, for want of one) or ``you`` (a
            correction by the reader).
    """

    title: str = ""
    source: str = ""
    author: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    origin: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One article: its canonical text and everything that was found out about it on reading.

    Attributes:
        path: Relative to the library, with ``/``; undecodable bytes as surrogate escapes.
        text: The canonical text; every offset in the program counts its code points.
        digest: SHA-256 of the text's UTF-8, in hexadecimal.
        extractor: Name and version of what made the text from the file, such as ``markdown/1``.
        encoding: How the bytes were decoded.
        remarks: What the reader should be told, one sentence each (a guessed encoding, replaced
            characters).
    """

    path: str
    text: str
    blocks: tuple[Block, ...]
    inlines: tuple[Inline, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    digest: str = ""
    extractor: str = ""
    encoding: str = "utf-8"
    remarks: tuple[str, ...] = ()
