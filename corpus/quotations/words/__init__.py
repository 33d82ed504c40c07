"""The words by which each language reports speech: lists as data, one module for each language."""

from __future__ import annotations

from functools import lru_cache

from corpus.quotations.words import english, french, german
from corpus.quotations.words.model import Words

_LANGUAGES = {"en": english.WORDS, "de": german.WORDS, "fr": french.WORDS}


@lru_cache(maxsize=8)
def words_of(language: str) -> Words:
    """The lists of an ISO 639 code; those of all languages together where it is another or none."""
    code = language.strip().lower().replace("_", "-").split("-")[0]
    if code in _LANGUAGES:
        return _LANGUAGES[code]
    return Words.joined("", tuple(_LANGUAGES.values()))
