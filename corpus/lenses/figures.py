"""Figures in running text: amounts, percentages, shares and counts, in digits and in words.

Years, dates, times of the day, ordinals, telephone numbers and the numbers of chapters and lists are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.lenses.counting import NUMBERS, is_german_number, written
from corpus.lenses.dates import dates
from corpus.lenses.scan import GAP, any_of, found
from corpus.lenses.years import is_about, is_year
from corpus.span import Span

_WORD_END: Final = r"(?![^\W_])"
_NUMBER: Final = (
    r"(?:\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3}){1,5}(?![\d])|\d{1,15})(?:[.,]\d{1,6})?"
    rf"(?:{GAP}?[½¼¾⅓⅔⅛])?"
)
_SCALE: Final = any_of(
    "hundred|thousand|million|millions|billion|billions|trillion|trillions|bn|mn|tn|trn|k|m|b|md|dozen|"
    "crore|lakh",
    "tausend|tsd|tsd.|million|millionen|mio|mio.|milliarde|milliarden|mrd|mrd.|billionen|dutzend",
    "mille|millier|milliers|million|millions|milliard|milliards|douzaine|douzaines",
)
_CURRENCY: Final = any_of(
    "€|$|£|¥|₴|₽|euro|euros|eur|dollar|dollars|us dollars|us-dollar|usd|pound|pounds|gbp|"
    "pounds sterling|cent|cents|pence",
    "franc|francs|franken|chf|yen|yuan|renminbi|rouble|roubles|ruble|rubles|rubel|hryvnia|hryvnias|"
    "hrywnja|zloty|złoty",
    "krona|kronor|kronen|kroner|crowns|rupees|lira|lire|livres|livres sterling|euros constants|"
    "dollar-cents|pfund",
)
_SHARE: Final = any_of(
    "%|‰|percent|per cent|pct|prozent|pour cent|percentage point|percentage points|prozentpunkt|"
    "prozentpunkte",
    "prozentpunkten|points|points de pourcentage|basis points|basispunkte|points de base|percentile|promille",
)
_MEASURE: Final = any_of(
    "km|km²|km2|km/h|kilometre|kilometres|kilometer|kilometers|kilometern|kilomètre|kilomètres|mile|"
    "miles|meilen|mph",
    "m²|m2|m³|metre|metres|meter|meters|metern|mètre|mètres|cm|mm|centimetres|centimeters|zentimeter|"
    "centimètres|feet|ft",
    "inches|inch|yards|kg|kilo|kilos|kilogram|kilograms|kilogramm|kilogrammes|gram|grams|gramm|grammes|"
    "mg|tonne|tonnes",
    "ton|tons|tonnen|pounds|lbs|hectare|hectares|hektar|acres|square kilometres|square kilometers|"
    "square miles|square metres",
    "quadratkilometer|quadratkilometern|quadratmeter|kilomètres carrés|mètres carrés|litre|litres|liter|"
    "liters|litern",
    "barrels|barrel|fass|barils|mw|gw|kw|kwh|mwh|gwh|twh|megawatt|gigawatt|kilowatt|degrees|grad|degrés|"
    "°c|°f|°|mbit|gb|tb",
    "cubic metres|cubic meters|kubikmeter|mètres cubes|knots|knoten|volt|hz|mhz|ghz",
)
_TIMES: Final = any_of("times|fold|mal|fois|-fold|fach")
_OF: Final = rf"(?:{GAP}(?:de|d['’]|of|an)?{GAP}?|-|d['’])?"

_AFTER: Final = re.compile(
    rf"(?:(?P<scale>{GAP}?-?{_SCALE}){_WORD_END})?"
    rf"(?P<unit>(?:{GAP}|-)?(?:d['’]|de{GAP}|of{GAP})?(?:US{GAP}|U\.S\.{GAP}|Canadian{GAP}|US-)?"
    rf"(?:{_CURRENCY}|{_SHARE}|{_MEASURE}|{_TIMES})(?![^\W_]))?",
    re.IGNORECASE,
)
_RANGE: Final = rf"(?:{GAP}?[-–]{GAP}?|{GAP}(?:to|or|and|bis|oder|und|à|ou|et){GAP})"
_PLAIN: Final = re.compile(rf"(?P<low>{_NUMBER})(?:{_RANGE}(?P<high>[€$£]?{_NUMBER}))?")
_SINGLE: Final = re.compile(_NUMBER)
_SIGN_BEFORE: Final = re.compile(
    rf"(?:(?:US|A|C|CA|HK|NZ)?[€$£¥₴₽]|(?:EUR|USD|GBP|CHF|Rs)){GAP}?(?:{_NUMBER})", re.IGNORECASE
)
_SECOND: Final = re.compile(rf"{_RANGE}[€$£]{GAP}?{_NUMBER}")
_TIME_AFTER: Final = re.compile(
    rf"[:h]\d\d|{GAP}?h{GAP}\d\d|{GAP}?(?:uhr|o['’]clock|a\.?m\b|p\.?m\b|gmt|cet|"
    rf"heures{GAP}(?:du{GAP}matin|\d\d))"
    r"|\.\d\d (?:uhr|a\.?m\b|p\.?m\b)|[ \u00a0]?h(?![^\W_])",
    re.IGNORECASE,
)
_ORDINAL: Final = re.compile(r"(?:st|nd|rd|th|er|ère|e|ème|ième|ten|te|tes|ter)(?![^\W_])")
_LABEL: Final = re.compile(
    r"(?:\b(?:article|articles|art\.|artikel|chapter|chapitre|kapitel|section|abschnitt|paragraph|"
    rf"absatz|§|resolution"
    r"|résolution|no\.?|nr\.?|nos\.?|n°|№|number|nummer|numéro|page|pages|p\.|pp\.|seite|seiten|s\.|"
    rf"room|raum|salle|flight"
    r"|vol|flug|minsk|formula|formel|top|channel|platform|gate|gleis|route|highway|figure|fig\.|abb\.|"
    rf"table|tabelle"
    r"|tableau|annex|anhang|annexe|step|schritt|phase|version|part|teil|partie|episode|folge|tel\.?|"
    rf"telefon|phone|fax|tél\.?"
    r"|number:|code|psalm|book|line|day|tag|jour|group|gruppe|level|type|typ|class|klasse|act|scene|"
    rf"note){GAP}|[§#№][ \u00a0]?)\Z",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,3}[.)]?(?:\s|\Z)")
_TELEPHONE: Final = re.compile(r"\d[\d ()/.-]{6,24}\d")
_CALLED: Final = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]{1,22}[ \u00a0]\Z")
_CODES: Final = frozenset("eur usd gbp chf rs us c ca hk nz".split())

_STOPS: Final = frozenset(
    "a an the of in on at to by for from with and or but nor so as than then that this these those who"
    " which what when where"
    " while is are was were be been has have had will would can could may might must shall should do"
    " does did not no it its"
    " he she they we you i his her their our your per into over under after before until since said"
    " says say more less about"
    " out up down off again against between through during last next also only just if because"
    " der die das den dem des ein eine einen einem einer und oder aber in im am an auf aus bei mit"
    " nach von vom zu zum zur für"
    " über unter vor seit bis als wie dass wenn weil ist sind war waren wird werden wurde wurden hat"
    " haben hatte hatten kann"
    " können soll sollen muss müssen nicht auch nur noch er sie es wir ihr ich sich so"
    " le la les l d un une des du de et ou mais à au aux en dans sur sous par pour avec sans chez vers"
    " depuis pendant est sont"
    " était étaient a ont avait avaient sera seront peut doit ne pas que qui dont où il elle ils elles"
    " nous vous on se sa son"
    " ses leur leurs ce cette ces".split()
)
_PLURALS: Final = frozenset(
    "people men women children police personnel staff aircraft fish sheep cattle youth participants".split()
)
_NOT_PLURAL: Final = frozenset(
    "was is has does his this its as us yes pas plus sous dans très ses les des".split()
)
_FOLLOWING: Final = re.compile(rf"{GAP}([^\W\d_]+(?:['’-][^\W\d_]+){{0,3}})")


def figures(text: str, span: Span, language: str = "") -> Iterator[Span]:
    """The figures within one block, in order.

    Args:
        language: ISO 639 code, for numbers in words; English where it is neither German nor French.
    """
    code = language[:2] if language[:2] in NUMBERS else "en"
    passed = iter([*dates(text, span, language), Span(span.end, span.end)])
    now = [next(passed)]

    def attempt(text: str, start: int, end: int) -> int:
        while now[0].end <= start and now[0].start < span.end:
            now[0] = next(passed)
        if now[0].holds(start):
            return 0
        return _end_of(text, start, min(end, now[0].start if now[0].start > start else end), span, code)

    triggers = NUMBERS[code] | _CODES

    def is_trigger(word: str) -> bool:
        word = word.lower()
        return word in triggers or (code == "de" and is_german_number(word))

    return found(text, span, is_trigger, attempt)


def _end_of(text: str, start: int, end: int, span: Span, code: str) -> int:
    before = text[start - 1] if start > span.start else " "
    if before.isalnum() or before in "_@/\\":
        return 0
    signed = _SIGN_BEFORE.match(text, start, end)
    if signed:
        return _with_range(text, signed.end(), end)
    if text[start].isdigit():
        return _digits(text, start, end, span, code)
    return _words(text, start, end, code)


def _with_range(text: str, at: int, end: int) -> int:
    """Where an amount ends of which sign and number are read: a second number, a scale, a unit."""
    after = _AFTER.match(text, at, end)
    stop = after.end() if after else at
    second = _SECOND.match(text, stop, end)
    if second:
        after = _AFTER.match(text, second.end(), end)
        stop = after.end() if after else second.end()
    return stop


def _digits(text: str, start: int, end: int, span: Span, code: str) -> int:
    before = text[start - 1] if start > span.start else " "
    if before in "-–" and start - 1 > span.start and text[start - 2].isalpha():
        return 0  # F-16, Covid-19
    if before in ".,:'’" and start - 1 > span.start and text[start - 2].isalnum():
        return 0
    telephone = _TELEPHONE.match(text, start, end)
    if before == "+" or (before == "(" and telephone) or _is_telephone(text, start, telephone):
        return -telephone.end() if telephone else 0
    match = _PLAIN.match(text, start, end)
    if match is None:
        return 0
    if _is_score(match):
        return -match.end()
    stop = match.end()
    after = _AFTER.match(text, stop, end)
    marked = bool(after and (after["scale"] or after["unit"]))
    if match["high"] and not marked and not _counted(text, stop, end, code) and not is_about(text, start):
        match = _SINGLE.match(text, start, end)
        assert match is not None
        stop = match.end()
        after = _AFTER.match(text, stop, end)
        marked = bool(after and (after["scale"] or after["unit"]))
    if stop < len(text) and (text[stop].isalpha() and not marked):
        return 0
    if marked and after is not None:
        return after.end() if not _TIME_AFTER.match(text, stop, end) else 0
    return _bare(text, start, stop, end, span, code)


def _is_score(match: re.Match[str]) -> bool:
    """Whether two numbers with a stroke between them are no range, as in a game: 3-0."""
    low, high = match["low"], match["high"]
    if not high or not (low.isdigit() and high.isdigit()) or len(low) > 2 or len(high) > 2:
        return False
    return int(high) <= int(low) and match[0][len(low)] in "-–"


def _is_telephone(text: str, start: int, match: re.Match[str] | None) -> bool:
    """Groups of digits that are not thousands, of the length of a telephone number."""
    if match is None or not 7 <= sum(map(str.isdigit, match[0])) <= 15 or "," in match[0]:
        return False
    groups = re.split(r"\D+", match[0])
    return (len(groups) > 2 and text[start] == "0") or (len(groups) > 2 and "-" in match[0])


def _bare(text: str, start: int, stop: int, end: int, span: Span, code: str) -> int:
    """Where a number ends that has no unit: with what is counted, if anything is."""
    if _TIME_AFTER.match(text, stop, end) or _ORDINAL.match(text, stop, end):
        return 0
    around = text[start - 1 : start] + text[stop : stop + 1] if start else ""
    if around[:1] in ("[", "#") or around == "()":
        return 0
    if start == span.start and _LIST.match(text, start, span.end) and text[stop : stop + 1] in ".)":
        return 0
    if _LABEL.search(text[max(0, start - 14) : start]):
        return 0
    digits = text[start:stop]
    if len(digits) == 4 and digits.isdigit() and is_year(text, start, stop):
        return 0
    counted = _counted(text, stop, end, code)
    if counted:
        return counted
    if is_about(text, start):
        return stop
    if text[stop : stop + 1] in "-–" and text[stop + 1 : stop + 2].isalpha():
        return 0  # 100-prozentig
    if _CALLED.search(text[max(0, start - 24) : start]):
        return 0  # Boeing 737
    large = len(digits) > 2 and not digits.startswith("0")
    return stop if large and span.length > len(digits) + 2 else 0


def _counted(text: str, stop: int, end: int, code: str) -> int:
    """Where the words for what is counted end; 0 if there are none."""
    at, first = stop, 0
    for _ in range(3):
        match = _FOLLOWING.match(text, at, end)
        if match is None or match[1].lower() in _STOPS:
            break
        word, at = match[1], match.end()
        first = first or at
        if code == "de":
            if word[0].isupper():
                return at
            if not word.endswith(("e", "en", "er", "em")):
                return 0
        elif _is_plural(word.lower()):
            return at
    return 0 if code == "de" else first


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (word[-1] in "sx" and len(word) > 2 and word not in _NOT_PLURAL)


def _words(text: str, start: int, end: int, code: str) -> int:
    number = written(text, start, end, code)
    if number is None:
        return 0
    stop, is_large, is_whole = number
    after = _AFTER.match(text, stop, end)
    unit = (after["unit"] or "").strip(" \u00a0\u202f\n-").lower() if after else ""
    if after and len(unit) > 2 and not unit.startswith(("point", "times", "fois", "mal")):
        return after.end()
    if is_whole:
        if not text[start:stop].lower().endswith("of"):
            return stop
        return _counted(text, stop, end, code) or stop - len(" of")
    if not is_large:
        return 0
    return _counted(text, stop, end, code) or stop
