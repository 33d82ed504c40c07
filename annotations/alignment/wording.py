"""Cut text into words, and number them so that what reads the same has the same number."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

_STRAIGHT: Final = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")

# Scripts written without blanks: Thai, Lao, Myanmar, Khmer, kana, bopomofo, Han.
_UNSPACED: Final = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u1000-\u102a\u103f"
    "\u1780-\u17b3\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3105-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
# Where marks stand in Unicode, so that not every code point need be asked.
_MARKED: Final = ((0x300, 0x2100), (0x2CEF, 0x3100), (0xA66F, 0xAC00), (0xFB1E, 0xFB1F), (0xFE00, 0xFE30),
                  (0x101FD, 0x12000), (0x13430, 0x13460), (0x16AF0, 0x16FF2), (0x1BC9D, 0x1BC9F),
                  (0x1CF00, 0x1D250), (0x1DA00, 0x1DAB0), (0x1E000, 0x1E950), (0xE0100, 0xE01F0))  # fmt: skip
_JOINERS: Final = "\u200c\u200d"


class Words(NamedTuple):
    """The words of a stretch of text: their numbers, and where each starts and ends in the text."""

    numbers: list[int]
    starts: list[int]
    ends: list[int]


class Vocabulary(dict[str, int]):
    """A number for every word; words that differ in case, composition or quote marks only share it."""

    def __missing__(self, word: str) -> int:
        """The number of a word that was not met before."""
        plain = folded(word)
        number = len(self) if plain == word else self[plain]
        self[word] = number
        return number


def folded(word: str) -> str:
    """``word`` in composed form, without case, with straight quote marks."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word.translate(_STRAIGHT)).casefold()


def read_words(text: str, start: int, end: int, vocabulary: Vocabulary) -> Words:
    """The words of ``text[start:end]``, blanks skipped; the vocabulary learns the new ones.

    Letters and digits in a row are a word and keep their marks, except that a sign of a script
    written without blanks is one by itself; so is every other sign.
    """
    spans = [match.span() for match in pattern(text[start:end].isascii()).finditer(text, start, end)]
    return Words(
        [vocabulary[text[low:high]] for low, high in spans],
        [low for low, _ in spans],
        [high for _, high in spans],
    )


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words to the letter, whatever the blanks between them."""
    if one == other:
        return True
    words = pattern(one.isascii() and other.isascii())
    return words.findall(one) == words.findall(other)


@cache
def pattern(ascii_only: bool = False) -> re.Pattern[str]:
    """What a word is, as a regular expression; the narrow form for ASCII costs nothing to make."""
    if ascii_only:
        return re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9\s]")
    marks = "".join(
        chr(code)
        for low, high in _MARKED
        for code in range(low, high)
        if unicodedata.category(chr(code))[0] == "M"
    )
    marks += _JOINERS
    letters = rf"[^\W_{_UNSPACED}]"
    return re.compile(rf"{letters}+(?:[{marks}]+{letters}*)*|\S[{marks}]*")
