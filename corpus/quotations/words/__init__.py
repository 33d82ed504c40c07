"""The words by which each language reports speech: lists as data, one module for each language."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.quotations.words import english, french, german
from corpus.quotations.words.model import Words

_LANGUAGES = {"en": english.WORDS, "de": german.WORDS, "fr": french.WORDS}


_SAMPLE = 4000
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """Which of the languages a text is in whose language nobody knows: that with most of its small words."""
    seen = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    times = {code: sum(word in words.capitals for word in seen) for code, words in _LANGUAGES.items()}
    best, second = sorted(times, key=lambda code: -times[code])[:2]
    return best if times[best] > times[second] else ""


@lru_cache(maxsize=8)
def words_of(language: str) -> Words:
    """The lists of an ISO 639 code; those of all languages together where it is another or none."""
    code = language.strip().lower().replace("_", "-").split("-")[0]
    if code in _LANGUAGES:
        return _LANGUAGES[code]
    return Words.joined("", tuple(_LANGUAGES.values()))
