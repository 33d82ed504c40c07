"""The managed blocks of a brief, made all at once and in UTF-8: that makes a large export quick and small.

What many passages share (the description of an article, a set of tags) is made once, and each passage
is joined from such pieces. They are bytes because fingerprints are taken from bytes, and because bytes
are joined without a look at each letter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeVar
from zlib import crc32

from annotations.brief.escape import markdown_bytes
from annotations.brief.ledger import ledger_of
from annotations.brief.model import Brief, Flavour
from annotations.brief.pieces import Pieces, block_quotation
from annotations.model import Placement

Key = TypeVar("Key")
Value = TypeVar("Value")
# Where the two sections stand, counted from the end, whose passages are under no heading.
_APART: Final = {Placement.UNCERTAIN: (-2,), Placement.ORPHAN: (-1,)}


class _Made(dict[Key, Value]):
    """What is made once for each key, when it is asked for."""

    def __init__(self, make: Callable[[Key], Value]) -> None:
        self._make = make

    def __missing__(self, key: Key) -> Value:
        made = self[key] = self._make(key)
        return made


class Section:
    """A block of its own name, and the blocks of passages that come after it.

    Attributes:
        blocks: All of them with their marks, a blank line after each.
        entries: How the ledger lists those of passages, by the ids of these.
    """

    def __init__(self, name: str, body: str, group: str = "") -> None:
        """A section whose own block says ``body``; ``group`` names those of its passages, if it does not."""
        self.name = name
        self.group = group or name
        self.checksum = crc32(body.strip("\n").encode())
        self.blocks = bytearray(_marked(name.encode(), body.encode()))
        self.entries: dict[str, str] = {}
        self._at_group = f"@{self.group}".encode()

    def add(self, identity: str, body: bytes) -> None:
        """Put a passage at the end, which neither begins nor ends with a line feed."""
        self.blocks += _marked(identity.encode() + self._at_group, body)
        self.entries[identity] = f"{identity[4:]}={crc32(body):08x}"


def _marked(name: bytes, body: bytes) -> bytes:
    return b"".join(
        (b"<!-- scholiast:begin ", name, b" -->\n\n", body, b"\n\n<!-- scholiast:end ", name, b" -->\n\n")
    )


def ledger_of_sections(sections: Sequence[Section]) -> str:
    """The comment that lists all blocks with their fingerprints."""
    heads: dict[str, str] = {}
    members: dict[str, dict[str, str]] = {}
    for section in sections:
        heads[section.name] = f"={section.checksum:08x}"
        members.setdefault(section.name, {})
        members.setdefault(section.group, {}).update(section.entries)
    return ledger_of((name + heads.get(name, ""), found.values()) for name, found in members.items())


def write_passages(brief: Brief, pieces: Pieces, sections: Sequence[Section]) -> None:
    """Put every passage into the sections that it belongs to.

    Args:
        brief: Where the passages stand.
        pieces: How each piece of them is written.
        sections: One for each heading of the brief, and two for what is uncertain and for orphans.
    """
    origins, paragraphs, tags = _shared(brief, pieces)
    quotations = markdown_bytes(
        [passage.text or passage.annotation.selectors.exact for passage in brief.quoted.values()],
        pieces.flavour,
    )
    linked = pieces.flavour is Flavour.OBSIDIAN
    # In reading order, in which they most likely lie side by side in memory, too.
    for (identity, passage), places, quotation in zip(
        brief.quoted.items(), brief.places, quotations, strict=True
    ):
        said, document, paragraph, heading, speaker, present, text, proposed, missing = passage
        if b"\n" in quotation:
            quotation = _of_lines(quotation, meant=bool(text))
        before, after = origins[document.id, heading, speaker, proposed]
        number, closing = paragraphs[paragraph]
        quoted = b"> ", quotation, before, number, after, closing
        anchor = f"\n\n^{identity}".encode() if linked else b""
        note = pieces.note(said.note, said.creator) if said.note else ""
        body = b"".join((*quoted, anchor, tags[said.tags], f"\n\n{note}".encode() if note else b""))
        if pieces.cites:
            body = b"::: {#%b .passage}\n\n%b\n\n:::" % (identity.encode(), body)
        if not places:
            places = _APART[said.placement]
            if present and said.placement is Placement.UNCERTAIN:
                body += f"\n\nThe source now reads:\n\n{pieces.quotation(present)}".encode()
            if missing:
                body += f"\n\n{pieces.missing(said)}".encode()
        sections[places[0]].add(identity, body)
        if len(places) > 1:
            home = pieces.elsewhere(identity, brief.headings[places[0]].path, noted=bool(said.note))
            body = b"".join((*quoted, home.encode()))
            for place in places[1:]:
                sections[place].add(identity, body)


class _Shared(NamedTuple):
    """What passages share.

    Attributes:
        origins: Of an article, heading, speaker and proposed speaker: an attribution up to the number of
            the paragraph, and what comes after that.
        paragraphs: A number as it is given, and what closes the reference.
        tags: The line of tags, with a blank line before it.
    """

    origins: _Made[tuple[str, str, str, str], tuple[bytes, bytes]]
    paragraphs: _Made[int, tuple[bytes, bytes]]
    tags: _Made[tuple[str, ...], bytes]


def _shared(brief: Brief, pieces: Pieces) -> _Shared:
    sources = {source.document.id: source for source in brief.sources}

    def origin(of: tuple[str, str, str, str]) -> tuple[bytes, bytes]:
        document, heading, speaker, proposed = of
        before, after = pieces.origin(sources[document], heading, speaker, proposed)
        return f"\n>\n> — {before}".encode(), after.encode()

    def paragraph(number: int) -> tuple[bytes, bytes]:
        given, closing = pieces.paragraph(number)
        return given.encode(), closing.encode()

    return _Shared(
        _Made(origin),
        _Made(paragraph),
        _Made(lambda tags: f"\n\n{pieces.tags(tags)}".encode() if tags else b""),
    )


def _of_lines(quotation: bytes, *, meant: bool) -> bytes:
    """An escaped text of several lines as a block quotation, but for the sign before its first line."""
    return block_quotation(quotation.decode(), meant=meant).removeprefix("> ").encode()
