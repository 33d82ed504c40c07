"""Escaping: text as Markdown that reads as the text did, and changes it as little as that allows."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from corpus.clean import canonical

# `_` within a word and `~` alone mean nothing; the others may anywhere.
_SIGNS: Final = re.compile(r"[\\`*\[\]|]|~(?=~)|(?<=~)~|_(?!(?<=\w_)(?=[^\W_]))|<(?=[A-Za-z/!?])")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_BLANKS: Final = re.compile(r"[^\S\n]+")
_START: Final = re.compile(
    r"(?P<sign>#{1,6}(?=\s|\Z)|>|[-+](?=\s|\Z)|[-=]+(?=\s*\Z)|-(?=[- ]*\Z)|~)"
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|\Z))"
)
_TARGET: Final = re.compile(r"(?:https?://|mailto:)[!-~]+", re.IGNORECASE)
_LONGEST_TARGET: Final = 2000


def one_line(text: str) -> str:
    """``text`` safe to keep, its white space folded to single blanks."""
    return " ".join(canonical(text).text.split())


def inline(text: str) -> str:
    """``text`` with the signs escaped that mean something within a line; line breaks become blanks."""
    text = _BLANKS.sub(" ", canonical(text).text.replace("\n", " "))
    return _ENTITY.sub("&amp;", _SIGNS.sub(lambda sign: "\\" + sign[0], text))


def at_start(line: str) -> str:
    """A line that went through `inline`, made safe to begin a paragraph or to go on with one."""
    line = line.lstrip()
    found = _START.match(line)
    if found is None:
        return line
    cut = found.end("number") if found["number"] else 0
    return f"{line[:cut]}\\{line[cut:]}"


def paragraph(text: str) -> str:
    """A paragraph of plain text; its line breaks stay what they are."""
    lines = (one_line(line) for line in canonical(text).text.split("\n"))
    return "\\\n".join(at_start(inline(line)) for line in lines if line)


def target(address: str) -> str:
    """An address as the target of a link; empty unless it leads to the web or to a mailbox."""
    address = quote(address.strip(), safe="!#$%&'()*+,/:;=?@[]~-._")
    if len(address) > _LONGEST_TARGET or not _TARGET.fullmatch(address):
        return ""
    return re.sub(r"[()\\]", lambda sign: f"%{ord(sign[0]):02X}", address)
