"""Quoted: words in quotation marks, without doubling the marks that they have themselves."""

from __future__ import annotations

from typing import Final

_OPENING: Final = '“„"'
_CLOSING: Final = '”“"'
_NESTED: Final = str.maketrans('“”„‟"', "‘’‚‛'")


def quoted(text: str) -> str:
    """``text`` in double quotation marks; double marks within it become single ones.

    Where the marks of ``text`` enclose all of it, or one of them was cut off, they are taken for these.
    """
    starts = text[:1] != "" and text[0] in _OPENING
    ends = len(text) > starts and text[-1] in _CLOSING
    inner = text[starts : len(text) - ends]
    if inner != inner.translate(_NESTED):
        inner = text.translate(_NESTED)
    return f"“{inner}”"
