"""Numbers in words: “half a million”, “zwei Drittel”, “une dizaine”, “zweiunddreißig”."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from corpus.lenses.scan import GAP, any_of, words_of


class Written(NamedTuple):
    """A number in words.

    Attributes:
        end: Where it ends.
        large: Whether it is ten or more, so that it counts as a figure with what is counted.
        whole: Whether it is a figure by itself: a share, or an amount with millions in it.
    """

    end: int
    large: bool
    whole: bool


_SMALL: Final = {
    "en": "one two three four five six seven eight nine",
    "de": "ein eine einen einem einer eins zwei drei vier fünf sechs sieben acht neun",
    "fr": "un une deux trois quatre cinq six sept huit neuf",
}
_LARGE: Final = {
    "en": "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    " thirty forty fifty"
    " sixty seventy eighty ninety",
    "de": "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig"
    " dreißig vierzig"
    " fünfzig sechzig siebzig achtzig neunzig",
    "fr": "dix onze douze treize quatorze quinze seize vingt vingts trente quarante cinquante soixante"
    " septante"
    " huitante nonante",
}
_SCALES: Final = {
    "en": "hundred thousand million billion trillion",
    "de": "hundert tausend million millionen milliarde milliarden billion billionen",
    "fr": "cent cents mille million millions milliard milliards",
}
_CROWDS: Final = {
    "en": "dozens hundreds thousands millions billions tens scores",
    "de": "dutzende hunderte tausende zehntausende hunderttausende millionen milliarden dutzenden"
    " hunderten tausenden",
    "fr": "dizaines douzaines vingtaines centaines milliers millions milliards dizaine douzaine"
    " quinzaine vingtaine"
    " trentaine quarantaine cinquantaine soixantaine centaine millier",
}
_WHOLES: Final = {
    "en": (
        rf"(?:a|one|two|three|four|five|six|seven|eight|nine)(?:{GAP}|-)(?:thirds|quarters|fifths|"
        rf"sixths|sevenths|eighths"
        rf"|ninths|tenths)(?![^\W_])",
        rf"(?:a|one)(?:{GAP}|-)(?:third|quarter|fifth|sixth|seventh|eighth|tenth)(?={GAP}(?:of|more|"
        rf"less|higher|lower|fewer"
        rf"|larger|smaller|above|below){GAP}|[.;:]|,{GAP}(?:or|to|and|from)|\Z)",
        rf"half{GAP}(?:a{GAP})?(?:million|billion|dozen|trillion)(?:{GAP}(?:dollars|euros|"
        rf"pounds))?(?![^\W_])",
        rf"(?:a{GAP})?half{GAP}(?:of)(?![^\W_])",
        rf"(?:a|one|several|a{GAP}few|many|some){GAP}(?:hundred|thousand|million|billion|trillion|"
        rf"dozen)(?![^\W_])",
        rf"(?:tens|hundreds|dozens|thousands|scores){GAP}of{GAP}(?:thousands|millions|"
        rf"billions)(?:{GAP}of)?(?![^\W_])",
        rf"(?:dozens|hundreds|thousands|millions|billions|scores){GAP}of(?![^\W_])",
    ),
    "de": (
        rf"(?:ein|einem|eines|zwei|drei|vier|fünf|sechs|sieben|acht|neun){GAP}(?:drittel|viertel|"
        rf"fünftel|sechstel|siebtel"
        rf"|achtel|neuntel|zehntel)n?s?(?![^\W_])",
        rf"(?:die|der|zur|knapp{GAP}die){GAP}hälfte(?![^\W_])",
        r"(?:dutzende|hunderte|tausende|zehntausende|hunderttausende)n?(?![^\W_])",
        rf"(?:eine|einer|eineinhalb|anderthalb|zweieinhalb|dreieinhalb)(?:{GAP}(?:halbe|halben|"
        rf"dreiviertel))?{GAP}"
        r"(?:millionen|million|milliarden|milliarde|billionen|billion)(?![^\W_])",
        rf"(?:ein|einige|mehrere|viele){GAP}(?:dutzend|hundert|tausend|hunderte|tausende|millionen|"
        rf"milliarden)(?![^\W_])",
    ),
    "fr": (
        rf"(?:un|deux|trois|quatre|cinq|les{GAP}deux|les{GAP}trois){GAP}(?:tiers|quarts?|cinquièmes?|"
        rf"sixièmes?|dixièmes?"
        rf"|huitièmes?)(?![^\W_])",
        rf"(?:la|une){GAP}moitié(?![^\W_])",
        rf"un{GAP}demi(?:-|{GAP})(?:million|milliard)(?![^\W_])",
        rf"(?:un|quelques|plusieurs){GAP}(?:million|milliard|millions|milliards|milliers|millier|"
        rf"centaines|dizaines)"
        r"(?![^\W_])",
        rf"(?:une|des|de|quelques|plusieurs|les){GAP}(?:dizaine|douzaine|quinzaine|vingtaine|trentaine|"
        rf"quarantaine"
        rf"|cinquantaine|soixantaine|centaine|millier|milliard|million)s?(?:{GAP}de{GAP}(?:milliers|"
        rf"millions|milliards))?"
        r"(?![^\W_])",
    ),
}
_STARTS: Final = {
    "en": "a one half several few many some tens dozens hundreds thousands scores millions billions",
    "de": "ein eine einem eines einer die der zur knapp eineinhalb anderthalb zweieinhalb dreieinhalb"
    " einige mehrere viele",
    "fr": "un une deux trois les la quelques plusieurs des de",
}
NUMBERS: Final = {
    code: words_of(_SMALL[code], _LARGE[code], _SCALES[code], _CROWDS[code], _STARTS[code]) for code in _SMALL
}
"""Words that may begin a number, by language; German compounds are told by `written`."""

_JOINT: Final = {"en": rf"(?:-|{GAP}(?:and{GAP})?)", "de": GAP, "fr": rf"(?:-|{GAP})(?:et(?:-|{GAP}))?"}
_CHAIN: Final = {}
_WHOLE: Final = {}
for _code in _SMALL:
    _any = any_of(*_SMALL[_code].split(), *_LARGE[_code].split(), *_SCALES[_code].split())
    _CHAIN[_code] = re.compile(rf"{_any}(?![^\W_])(?:{_JOINT[_code]}{_any}(?![^\W_])){{0,6}}", re.IGNORECASE)
    _WHOLE[_code] = re.compile("|".join(f"(?:{each})" for each in _WHOLES[_code]), re.IGNORECASE)
_LARGE_WORDS: Final = {code: words_of(_LARGE[code], _SCALES[code]) for code in _SMALL}
_SCALE_WORDS: Final = words_of(
    "million billion trillion millionen milliarde milliarden billionen millions milliard milliards"
)
_GERMAN: Final = re.compile(
    r"(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|sech|sieb|zig|ßig|zwanzig|und|"
    r"hundert|tausend){2,12}"
)
_WORD: Final = re.compile(r"[^\W\d_]{4,60}")
_ALONE: Final = words_of("one ein eine einen einem einer eins un une cent million billion hundred thousand")


def written(text: str, start: int, end: int, code: str) -> Written | None:
    """The number in words that begins at ``start``, in English, German or French."""
    whole = _WHOLE[code].match(text, start, end)
    if whole is not None:
        return Written(whole.end(), True, True)
    chain = _CHAIN[code].match(text, start, end)
    if chain is None:
        word = _WORD.match(text, start, end) if code == "de" else None
        return Written(word.end(), True, False) if word and is_german_number(word[0].lower()) else None
    words = re.split(r"\W+", chain[0].lower())
    if len(words) == 1 and words[0] in _ALONE:
        return Written(chain.end(), False, False) if words[0] not in ("cent",) else None
    scaled = any(word in _SCALE_WORDS for word in words) and len(words) > 1
    large = any(word in _LARGE_WORDS[code] for word in words)
    if scaled:
        return Written(chain.end(), True, True)
    return Written(chain.end(), large, False)


def is_german_number(word: str) -> bool:
    """Whether a word is a number made of others, such as “zweiunddreißig”."""
    return 6 < len(word) <= 60 and bool(_GERMAN.fullmatch(word))
