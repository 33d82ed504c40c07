"""Texts as rows of numbers, one for each folded word, so that they can be hashed and laid side by side."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from hashlib import blake2b
from itertools import accumulate
from typing import Final, NamedTuple, TypeVar

from corpus.index.folding import Folding
from corpus.span import Span

_KNOWN: Final = 200_000  # words remembered; then they are forgotten and learnt anew
_BYTES: Final = 7  # of a number: Python's own hash of it is then itself
# What stands between the digits of a figure and makes it another one: 14.5 is not 14, nor 2,400 two words.
_POINT: Final = r"[.,](?<=[0-9].)(?=[0-9])"
_POINTS: Final = re.compile(_POINT.encode())
_JOINT: Final = "\x01"  # in its place, whichever it is
# What stands between words, to a blank; capitals small. Bytes of other letters than ASCII stay.
_PLAIN: Final = bytes(
    code + 32
    if 65 <= code <= 90
    else code
    if code > 127 or chr(code).isalnum() or code == ord(_JOINT)
    else 32
    for code in range(256)
)
# A figure takes what it is counted in along, though that makes it no other word.
_COUNTED: Final = "%‰$£€¥₹"
_BEFORE: Final = rf"(?:[{_COUNTED}](?=[0-9]))?"
_BEHIND: Final = rf"(?:(?<=[0-9])[ \u00a0\u202f]?[{_COUNTED}](?![0-9]))?"
# Combining signs belong to the word they stand in; most scripts need no look at them.
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03"
    "\u0a3c-\u0a4d\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bd7\u0c00-\u0c04\u0c3e-\u0c56"
    "\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d57\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_UNUSUAL: Final = re.compile(f"[{_MARKS}{_UNSPACED}\U00020000-\U0003ffff]")
_LETTER: Final = rf"(?:[^\W_{_UNSPACED}\U00020000-\U0003ffff]|[{_MARKS}])"
# In groups, so that to split by them gives what stands between words and the words in turn.
_WORD: Final = re.compile(rf"({_BEFORE}[^\W_]+(?:{_POINT}[^\W_]+)*{_BEHIND})")
_ANY_WORD: Final = re.compile(
    rf"([{_UNSPACED}\U00020000-\U0003ffff]|{_BEFORE}{_LETTER}+(?:{_POINT}{_LETTER}+)*{_BEHIND})"
)

Word = TypeVar("Word", bytes, str)


class Placed(NamedTuple):
    """The words of a text and where they stand.

    Attributes:
        numbers: One for each word, the same for words that differ in case or accents only.
        starts, ends: Code points of the text.
    """

    numbers: list[int]
    starts: array[int]
    ends: array[int]

    def span(self, first: int, last: int) -> Span:
        """From the start of the word ``first`` to the end of the word before ``last``."""
        return Span(self.starts[first], self.ends[last - 1])

    def is_figure(self, word: int, text: str) -> bool:
        """Whether there is a word of that number in ``text``, and a digit in it."""
        if not 0 <= word < len(self.starts):
            return False
        return any(map(str.isdigit, text[self.starts[word] : self.ends[word]]))


def first(placed: Placed, words: int) -> Placed:
    """No more than so many of the words."""
    return Placed(*(row[:words] for row in placed)) if len(placed.numbers) > words else placed  # type: ignore[arg-type]


class _Learning(dict[Word, int]):
    """Numbers of words; one that is not there yet is made when it is looked up."""

    def __init__(self, number: Callable[[Word], int]) -> None:
        self._number: Callable[[Word], int] = number

    def __missing__(self, word: Word) -> int:
        found: int = self._number(word)
        self[word] = found
        return found


class Tokens:
    """Turns texts into numbers. Safe to use from several threads.

    Args:
        words: Folds a text to its words as queries compare them, each with a blank on both sides.
    """

    def __init__(self, words: Callable[[str], str]) -> None:
        self._words = words
        self._folding = Folding(words)
        self._by_bytes: _Learning[bytes] = _Learning(_number)
        self._by_sign: _Learning[str] = _Learning(self._numbered)

    def forget(self) -> None:
        """Forget the numbers of words, which are made again as they come."""
        self._by_bytes, self._by_sign = _Learning(_number), _Learning(self._numbered)

    def numbers(self, text: str) -> list[int]:
        """One number for each folded word of ``text``."""
        folded = self._folding.indexed(text)[0]
        plain = _POINTS.sub(_JOINT.encode(), folded.encode("utf-8", "surrogatepass"))
        found = plain.translate(_PLAIN).split()
        known = self._by_bytes
        numbers = list(map(known.__getitem__, found))
        if len(known) > _KNOWN:
            self._by_bytes = _Learning(_number)
        return numbers

    def placed(self, text: str, span: Span | None = None) -> Placed:
        """The words of ``text``, or of a part of it, with their places in ``text``."""
        start, end = span or Span(0, len(text))
        plain = text.isascii() or not _UNUSUAL.search(text, start, end)
        pieces = (_WORD if plain else _ANY_WORD).split(text[start:end])
        found = pieces[1::2]
        bounds = array("I", accumulate(map(len, pieces), initial=start))
        starts, ends = bounds[1:-1:2], bounds[2::2]
        known = self._by_sign
        numbers = list(map(known.__getitem__, found))
        if len(known) > _KNOWN:
            self._by_sign = _Learning(self._numbered)
        return Placed(numbers, starts, ends)

    def _numbered(self, word: str) -> int:
        folded = self._words(word).strip().replace(" ", _JOINT) or word
        return _number(folded.encode("utf-8", "surrogatepass"))


def _number(word: bytes) -> int:
    return int.from_bytes(blake2b(word, digest_size=_BYTES).digest(), "little")
