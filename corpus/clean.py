"""Text from outside made safe: `canonical` once for documents, `clean` for all else that is shown.

Neither Rich nor Textual removes escape sequences, C1 controls, bidirectional overrides or tag
characters, so nothing that was not written by this program reaches the screen unless it went
through one of the functions here.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_LINE_BREAKS: Final = "\r\x0b\x0c\x85\u2028\u2029"
_DROPPED: Final = "\u00ad\u180e\u200b\ufeff" + "".join(map(chr, range(0x2060, 0x2065)))
_BIDI: Final = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC)]

_TABLE: Final[dict[int, str]] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"},
    0x7F: "\u2421",
    **{code: "\ufffd" for code in range(0x80, 0xA0)},
    **{code: "\u25c7" for code in _BIDI},
    **{ord(sign): "\n" for sign in _LINE_BREAKS},
    **{ord(sign): "" for sign in _DROPPED},
}
_SPECIAL_SIGNS: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2028-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
_MARK_SIGNS: Final = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_SPECIAL: Final = re.compile(f"[{_SPECIAL_SIGNS}]")
# A run of more than eight combining marks on one letter is an attack on the line height.
_MARKS: Final = re.compile(f"([{_MARK_SIGNS}]{{8}})[{_MARK_SIGNS}]+")
# One look tells that nothing in a text needs to be looked at closely, as is usual.
_SUSPECT: Final = re.compile(f"[{_SPECIAL_SIGNS}{_MARK_SIGNS}]")
PLAIN: Final = bytes([*b"\t\n", *range(0x20, 0x7F)])
_WHITE: Final = re.compile(r"\s+")
_LINE_LIMIT: Final = 300
_SHORT: Final = 400  # code points in which looking is as quick as taking out what need not be looked at


class Canonical(NamedTuple):
    """The text that offsets count in, and how many characters were made visible or capped."""

    text: str
    replaced: int


def _visible(match: re.Match[str]) -> str:
    sign = match[0]
    code = ord(sign)
    if code in _TABLE:
        return _TABLE[code]
    return "\ufffd" if code < 0xE0000 else "\u25c7"  # a lone surrogate, or a tag character


def beyond_plain(data: bytes) -> str:
    """The characters of a text in UTF-8 that are no printable ASCII, tab or line feed, in their order.

    They are few in most texts, and taken out faster than an expression looks for them.
    """
    return data.translate(None, PLAIN).decode("utf-8", "surrogatepass")


def canonical(text: str, utf8: bytes = b"") -> Canonical:
    """The canonical form of a document's text.

    Every line break becomes ``\\n``; control characters, bidirectional overrides and tag
    characters become visible signs; characters without width or meaning are dropped; runs of
    combining marks are capped at eight. There is no Unicode normalisation. Idempotent.

    Args:
        utf8: The same text in UTF-8, where that is at hand.
    """
    if "\r" in text:
        text, utf8 = text.replace("\r\n", "\n"), b""
    replaced = 0
    short = len(text) < _SHORT
    suspect = text if short else beyond_plain(utf8 or text.encode("utf-8", "surrogatepass"))
    if _SUSPECT.search(suspect):
        replaced = sum(
            1 for sign in _SPECIAL.findall(text) if sign not in _LINE_BREAKS and sign not in _DROPPED
        )
        text = _SPECIAL.sub(_visible, text)
        text, capped = _MARKS.subn(r"\1", text)
        replaced += capped
    return Canonical(text, replaced)


def clean(text: str) -> str:
    """``text`` safe to show or keep, line breaks and tabs left as they are."""
    return canonical(text).text


def clean_line(text: str, limit: int = _LINE_LIMIT) -> str:
    """``text`` safe to show on one line: white space folded, cut at ``limit`` code points."""
    # What is made visible or dropped is what cannot be printed; marks can be, and may be too many.
    plain = len(text) <= limit and text.isprintable() and "  " not in text
    if plain and (text.isascii() or not _MARKS.search(text)):
        return text.strip()
    line = _WHITE.sub(" ", clean(text[: limit * 8])).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "\u2026"
