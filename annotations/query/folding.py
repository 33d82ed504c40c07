"""Case and accents folded, and text as the row of words that terms are compared with."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Signs that a reader leaves out when typing: accents, Hebrew points, Arabic vowels.
_DROPPED: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
# Vowel signs of Indic and other scripts belong to the word, though `\w` does not know it.
_MARKS: Final = "".join(
    chr(code)
    for code in (*range(0x0300, 0x1D00), *range(0xA800, 0xAC00))
    if unicodedata.category(chr(code)).startswith("M")
)
# Scripts written without blanks: each character is a word, so that any part of a run can be found.
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD: Final = re.compile(rf"[{_UNSPACED}]|(?:[^\W_{_UNSPACED}]|[{_MARKS}])+")
_ASCII_WORD: Final = re.compile("[a-z0-9]+")


def fold(text: str) -> str:
    """``text`` without case, accents and compatibility forms. May be longer or shorter."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _DROPPED.sub("", folded)


def words(text: str) -> str:
    """The folded words of ``text``, each with a blank on both sides: ``" peace talks "``.

    A run of words stands in a text if and only if ``words(run)`` is part of ``words(text)``.
    Empty if there are none.
    """
    folded = fold(text)
    found = (_ASCII_WORD if folded.isascii() else _WORD).findall(folded)
    return f" {' '.join(found)} " if found else ""
