"""Words: how many there are, how long they take to read."""

from __future__ import annotations

import re
from typing import Final

from corpus.clean import beyond_plain

_WORDS_PER_MINUTE: Final = 230
# As text: how long reading takes is told on the first screen, which does not need it compiled.
# Scripts that are written without blanks: a reader takes about two of their signs as one word.
_SOLID: Final = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_SHAPE: Final = bytes(ord(" ") if code < 0x80 and chr(code).isspace() else ord("x") for code in range(256))


def count(text: str) -> int:
    """How many words ``text`` has: stretches between white space; two signs where none is used."""
    return count_in(text.encode("utf-8", "surrogatepass"))


def count_in(utf8: bytes) -> int:
    """The same of a text in UTF-8."""
    unusual = beyond_plain(utf8)
    if any(map(str.isspace, unusual)):
        words = len(utf8.decode("utf-8", "surrogatepass").split())
    else:
        # Where a blank is followed by something else, a word begins; a list of the words takes twice as long.
        shape = utf8.translate(_SHAPE)
        words = shape.count(b" x") + shape.startswith(b"x")
    solid = len(re.findall(_SOLID, unusual)) if unusual else 0
    return words + solid // 2


def minutes(words: int) -> int:
    """Minutes to read so many words, at least one where there are any."""
    return max(1, round(words / _WORDS_PER_MINUTE)) if words else 0
