"""Words: how many there are, how long they take to read."""

from __future__ import annotations

import re
from typing import Final

from corpus.clean import beyond_plain

_WORDS_PER_MINUTE: Final = 230
# As text: how long reading takes is told on the first screen, which does not need it compiled.
# Scripts that are written without blanks: a reader takes about two of their signs as one word.
_SOLID: Final = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_OF_WORDS: Final = bytes(not (code < 0x80 and chr(code).isspace()) for code in range(256))
_PIECE: Final = 1 << 15  # bytes that are counted at a time: numbers of more digits are slow to make


def count(text: str) -> int:
    """How many words ``text`` has: stretches between white space; two signs where none is used."""
    return count_in(text.encode("utf-8", "surrogatepass"))


def count_in(utf8: bytes) -> int:
    """The same of a text in UTF-8."""
    unusual = beyond_plain(utf8)
    if unusual and unusual.split() != [unusual]:
        words = len(utf8.decode("utf-8", "surrogatepass").split())
    else:
        words = _stretches(utf8)
    solid = len(re.findall(_SOLID, unusual)) if unusual else 0
    return words + solid // 2


def _stretches(utf8: bytes) -> int:
    """How many stretches between ASCII white space there are; a list of them takes three times as long."""
    found = 0
    for at in range(0, len(utf8), _PIECE):
        # A bit for each byte of a word: beside the same, one byte further on, each word has two that differ.
        bits = int.from_bytes(utf8[at : at + _PIECE].translate(_OF_WORDS), "big")
        found += (bits ^ bits << 8).bit_count() // 2
        if at:
            found -= _OF_WORDS[utf8[at - 1]] & _OF_WORDS[utf8[at]]  # one that goes on
    return found


def minutes(words: int) -> int:
    """Minutes to read so many words, at least one where there are any."""
    return max(1, round(words / _WORDS_PER_MINUTE)) if words else 0
