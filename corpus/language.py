"""Guessing the language of a text, well enough to know where its sentences end."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from typing import Final

_SAMPLE: Final = 6000
_ENOUGH: Final = 4
_LEAD: Final = 1.5

# Words without which hardly a paragraph of the language is written, and which its neighbours lack.
_WORDS: Final = {
    "en": "the of and to that was is with for this are from have which were it not",
    "de": "der die und das ist nicht mit den von ein eine dem auf sich auch wurde im zu",
    "fr": "le les et des une dans est que pour qui pas sur du au ont cette aux il",
    "es": "el los y las una por con para del se como más pero fue al lo su",
    "it": "il che di e per una sono della con non gli nel alla più anche dei",
    "nl": "het een van en de dat niet zijn voor met op werd ook aan naar",
    "pt": "os da e uma não com para do que em foi mais dos ao na são",
    "pl": "w i na z się nie że jest do przez oraz jak został dla o",
    "sv": "och att det som en på är av för inte med den till har ett",
    "da": "og at det som en på er af for ikke med den til har et blev",
    "fi": "ja on ei se että oli myös kun hän mutta ovat joka sen",
    "tr": "ve bir bu için ile da de olarak çok olan daha gibi ancak",
    "cs": "a se na že je v to s ale jako který byl pro jsou",
    "hu": "a az és hogy nem egy is van volt meg de mint csak",
}
_BY_WORD: Final = {
    word: [code for code, words in _WORDS.items() if word in words.split()]
    for words in _WORDS.values()
    for word in words.split()
}
_SCRIPTS: Final = tuple(
    (code, re.compile(f"[{signs}]"))
    for code, signs in (
        ("ja", "\u3040-\u30ff"),
        ("ko", "\uac00-\ud7af"),
        ("zh", "\u4e00-\u9fff"),
        ("uk", "іїєґІЇЄҐ"),
        ("ru", "\u0400-\u04ff"),
        ("el", "\u0370-\u03ff"),
        ("he", "\u0590-\u05ff"),
        ("ar", "\u0600-\u06ff"),
        ("hi", "\u0900-\u097f"),
        ("hy", "\u0530-\u058f"),
        ("th", "\u0e00-\u0e7f"),
    )
)
_SCRIPT_SHARE: Final = 0.01
_WORD: Final = re.compile(r"[^\W\d_]+")
_NO_LETTERS: Final = bytes(set(range(128)) - {*string.ascii_letters.encode()})


def guess(text: str) -> str:
    """The ISO 639-1 code of the language that ``text`` seems to be in; empty where it does not tell."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    if not sample.isascii() and _latin(sample) < letters / 2:
        for code, script in _SCRIPTS:
            if len(script.findall(sample)) > letters * _SCRIPT_SHARE:
                return code
        return ""
    votes: defaultdict[str, float] = defaultdict(float)
    for word in words:
        codes = _BY_WORD.get(word.lower(), ())
        for code in codes:
            votes[code] += 1 / len(codes)
    if not votes:
        return ""
    ranked = sorted(votes, key=votes.__getitem__, reverse=True)
    most, next_most = votes[ranked[0]], votes[ranked[1]] if len(ranked) > 1 else 0.0
    return ranked[0] if most >= _ENOUGH and most >= _LEAD * next_most else ""


def _latin(sample: str) -> int:
    """How many of the 26 letters, large and small, there are."""
    return len(sample.encode("ascii", "ignore").translate(None, _NO_LETTERS))
