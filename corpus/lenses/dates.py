"""Dates in running text: days, months, years, decades, quarters, weekdays and what is told from today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.lenses.scan import GAP, any_of, found, words_of
from corpus.lenses.years import is_year
from corpus.span import Span

_MONTHS_EN: Final = "january february march april may june july august september october november december"
_SHORT_EN: Final = "jan feb mar apr jun jul aug sept sep oct nov dec"
_MONTHS_DE: Final = (
    "januar jänner februar märz april mai juni juli august september oktober november dezember"
)
_SHORT_DE: Final = "jan feb mär apr jun jul aug sept sep okt nov dez"
_MONTHS_FR: Final = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_SHORT_FR: Final = "janv févr fév avr juil sept oct nov déc"
_DAYS_EN: Final = "monday tuesday wednesday thursday friday saturday sunday"
_DAYS_DE: Final = "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag"
_DAYS_FR: Final = "lundi mardi mercredi jeudi vendredi samedi dimanche"

_MONTH: Final = any_of(*f"{_MONTHS_EN} {_SHORT_EN} {_MONTHS_DE} {_SHORT_DE} {_MONTHS_FR} {_SHORT_FR}".split())
_FULL: Final = any_of(*f"{_MONTHS_EN} {_MONTHS_DE} {_MONTHS_FR}".split())
_DAY_NAME: Final = any_of(*f"{_DAYS_EN} {_DAYS_DE} {_DAYS_FR}".split())
_WORD_END: Final = r"(?![^\W_])"
_YEAR: Final = r"(?:1[0-9]|20)\d\d(?![\d.,]?\d)"
_DAY: Final = r"(?:[12]\d|3[01]|0?[1-9])"
_NTH: Final = r"(?:st|nd|rd|th|er|\.)?"
_AND: Final = rf"(?:{GAP}?[-–/]{GAP}?|{GAP}(?:and|to|or|und|bis|oder|et|au|ou){GAP}(?:the{GAP}|le{GAP})?)"
_IN_YEAR: Final = rf"(?:,?{GAP}(?:de{GAP})?{_YEAR}|{GAP}[’']\d\d{_WORD_END})?"
_PART: Final = (
    rf"(?:{GAP}(?:morning|afternoon|evening|night|noon|früh|morgen|vormittag|mittag|nachmittag|abend|nacht"
    rf"|matin|midi|après-midi|soir){_WORD_END})?"
)

_NUMERIC: Final = (
    rf"(?:1[0-9]|20)\d\d-(?:0[1-9]|1[0-2])-{_DAY}(?:T\d\d:\d\d(?::\d\d)?Z?)?(?!\d)",
    rf"{_DAY}(?P<sign>[./-])(?:0?[1-9]|1[0-2])(?P=sign)(?:(?:1[0-9]|20)\d\d|\d\d)(?![\d/]|[.-]\d)",
    rf"(?:0?[1-9]|1[0-2])/{_DAY}/(?:(?:1[0-9]|20)\d\d)(?!\d)",
    rf"{_DAY}\.(?:0[1-9]|1[0-2])\.(?!\d)",
)
_DATED: Final = (
    rf"{_DAY}{_NTH}(?:{_AND}{_DAY}{_NTH})?{GAP}(?:of{GAP}|de{GAP})?{_MONTH}{_WORD_END}\.?{_IN_YEAR}",
    rf"{_DAY}-{_MONTH}-(?:{_YEAR}|\d\d(?!\d))",
    rf"{_DAY}{_NTH}{GAP}{_MONTH}\.?{_AND}{_DAY}{_NTH}{GAP}{_MONTH}{_WORD_END}\.?{_IN_YEAR}",
)
_YEARS: Final = (
    rf"(?:1[0-9]|20)\d0(?:s|er{GAP}?-?{GAP}?(?:jahren?)?|ern){_WORD_END}",
    rf"[2-9]0er(?:{GAP}|-)jahren?{_WORD_END}",
    r"(?:1[0-9]|20)\d\d(?:[-–/](?:(?:1[0-9]|20)\d\d|\d\d))?(?![^\W_]|[.,:/-]\d)",
    rf"[12]?\d(?:th|st|nd|rd|e|ème|\.){GAP}(?:century|centuries|siècle|jahrhunderts?){_WORD_END}",
)
_MONTH_FIRST: Final = (
    rf"{_MONTH}{_WORD_END}\.?{GAP}{_DAY}(?:st|nd|rd|"
    rf"th)?(?![\d.,:]?\d)(?:{_AND}{_DAY}(?!\d))?(?:,?{GAP}{_YEAR})?",
    rf"{_MONTH}{_WORD_END}\.?,?{GAP}(?:of{GAP}|de{GAP})?{_YEAR}",
    rf"{_FULL}{_WORD_END}(?:{_AND}{_FULL}{_WORD_END})?(?:{GAP}(?:dernier|prochain){_WORD_END})?",
)
_WEEKDAYS: Final = (
    rf"{_DAY_NAME}{_PART},?{GAP}(?:the{GAP}|den{GAP}|dem{GAP}|le{GAP})?(?:{_DATED[0]}|{_NUMERIC[1]})",
    rf"{_DAY_NAME}{_PART},?{GAP}{_MONTH_FIRST[0]}",
    rf"{_DAY_NAME}s?(?:abend|morgen|nacht|mittag|vormittag|nachmittag)?{_WORD_END}{_PART}"
    rf"(?:{GAP}(?:dernier|prochain){_WORD_END})?",
)
_QUARTERS: Final = (
    rf"[qt][1-4]{_WORD_END}(?:{GAP}(?:of{GAP}|de{GAP})?{_YEAR})?",
    rf"(?:first|second|third|fourth|last|next|this){GAP}(?:quarter|half){GAP}of{GAP}(?:the{GAP}year|"
    rf"{_YEAR})",
    rf"(?:first|second|third|fourth|last|next|this|previous){GAP}quarter{_WORD_END}",
    rf"(?:ersten?|zweiten?|dritten?|vierten?|letzten?|nächsten?){GAP}(?:quartal|"
    rf"halbjahr){_WORD_END}(?:{GAP}{_YEAR})?",
    rf"(?:premier|deuxième|troisième|quatrième|dernier|prochain){GAP}(?:trimestre|semestre){_WORD_END}"
    rf"(?:{GAP}(?:de{GAP})?{_YEAR})?",
)
_SEASON: Final = (
    "spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst|printemps|été|automne|hiver"
)
_SEASONS: Final = (rf"(?:{_SEASON}){GAP}(?:of{GAP}|de{GAP}|des{GAP}jahres{GAP})?{_YEAR}(?:[/–-]\d\d)?",)

_COUNT: Final = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|several|few|some|many"
    r"|eine[mnr]?|einige|wenige|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|zwanzig|einigen|wenigen"
    r"|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze|vingt|quelques)"
)
_SPELL: Final = (
    r"(?:weekend|weeks?|months?|years?|days?|decades?|century|centuries|hours?|minutes?"
    r"|summer|winter|spring|autumn|fall)"
)
_SPELL_DE: Final = (
    r"(?:wochenende[ns]?|wochen?|monate?[ns]?|jahre?[sn]?|tage?[sn]?|jahrzehnte?n?|stunden?|minuten?|"
    r"sommers?|winters?"
    r"|herbst|frühjahr|frühling)"
)
_SPELL_FR: Final = (
    r"(?:week-end|semaines?|mois|années?|ans?|jours?|décennies?|heures?|minutes?|été|hiver|printemps"
    r"|automne|siècles?)"
)
_RELATIVE_EN: Final = (
    rf"(?:last|next|this|past|coming){GAP}(?:{_SPELL}|{_DAY_NAME}|{_FULL}){_WORD_END}{_PART}",
    rf"(?:today|yesterday|tomorrow|tonight){_WORD_END}{_PART}",
    rf"{_COUNT}{GAP}(?:more{GAP})?{_SPELL}{GAP}(?:ago|earlier|later){_WORD_END}",
    rf"(?:the{GAP})?day{GAP}(?:before{GAP}yesterday|after{GAP}tomorrow){_WORD_END}",
)
_RELATIVE_DE: Final = (
    rf"(?:letzte|vergangene|vorige|nächste|kommende|diese)[nrsm]?{GAP}(?:{_SPELL_DE}|{_DAY_NAME}|"
    rf"{_FULL}){_WORD_END}",
    rf"(?:heute|gestern|vorgestern|morgen|übermorgen){_WORD_END}{_PART}",
    rf"vor{GAP}(?:rund{GAP}|etwa{GAP}|gut{GAP}|fast{GAP}|"
    rf"mehr{GAP}als{GAP})?{_COUNT}{GAP}{_SPELL_DE}{_WORD_END}",
    rf"{_COUNT}{GAP}{_SPELL_DE}{GAP}(?:später|zuvor|früher|danach){_WORD_END}",
)
_RELATIVE_FR: Final = (
    rf"(?:la{GAP}|le{GAP}|l['’])?{_SPELL_FR}{GAP}(?:derni(?:er|ère)|prochaine?|passée?|suivante?|"
    rf"précédente?){_WORD_END}",
    rf"(?:aujourd['’]hui|hier|avant-hier|demain|après-demain){_WORD_END}{_PART}",
    rf"il{GAP}y{GAP}a{GAP}(?:environ{GAP}|près{GAP}de{GAP}|"
    rf"plus{GAP}de{GAP})?{_COUNT}{GAP}{_SPELL_FR}{_WORD_END}",
    rf"(?:cette{GAP}(?:semaine|année)|ce{GAP}(?:mois|week-end|{_DAY_NAME})|cet{GAP}(?:été|hiver|"
    rf"automne)){_WORD_END}(?:-ci)?",
    rf"années{GAP}(?:(?:1[0-9]|20)\d0|[2-9]0|trente|quarante|cinquante|soixante|soixante-dix|"
    rf"quatre-vingts?){_WORD_END}",
    rf"{_COUNT}{GAP}{_SPELL_FR}{GAP}(?:plus{GAP}t(?:ôt|ard)|auparavant){_WORD_END}",
    rf"[xiv]{{1,5}}e{GAP}siècle{_WORD_END}",
)


def _compiled(*patterns: str) -> re.Pattern[str]:
    # A group may have its name only once.
    numbered = (
        pattern.replace("sign>", f"s{at}>").replace("P=sign", f"P=s{at}")
        for at, pattern in enumerate(patterns)
    )
    return re.compile("|".join(f"(?:{pattern})" for pattern in numbered), re.IGNORECASE)


_BY_DIGIT: Final = _compiled(*_NUMERIC, _DATED[2], *_DATED[:2], *_YEARS)
_AGO: Final = _compiled(_RELATIVE_EN[2])
_BY_MONTH: Final = _compiled(*_MONTH_FIRST)
_BY_DAY: Final = _compiled(*_WEEKDAYS)
_BY_WORD: Final = {
    "en": _compiled(*_QUARTERS, *_SEASONS, *_RELATIVE_EN),
    "de": _compiled(*_QUARTERS, *_SEASONS, *_RELATIVE_DE),
    "fr": _compiled(*_QUARTERS, *_SEASONS, *_RELATIVE_FR),
}
_MONTHS: Final = words_of(_MONTHS_EN, _SHORT_EN, _MONTHS_DE, _SHORT_DE, _MONTHS_FR, _SHORT_FR)
_DAY_NAMES: Final = words_of(
    _DAYS_EN,
    _DAYS_DE,
    _DAYS_FR,
    *(f"{day}{part}" for day in _DAYS_DE.split() for part in ("s", "abend", "morgen", "nacht", "mittag")),
    *(f"{day}s" for day in _DAYS_EN.split()),
)
_OTHERS: Final = words_of(
    "last next this past coming today yesterday tomorrow tonight a an one two three four five six"
    " seven eight nine",
    "ten twelve twenty several few some many the day first second third fourth previous spring summer"
    " autumn fall",
    "winter q t letzte letzten letzter letztes letztem vergangene vergangenen vergangener vergangenes"
    " nächste nächsten",
    "nächster nächstes kommende kommenden kommender kommendes vorige vorigen diese diesen dieser"
    " dieses diesem heute",
    "gestern vorgestern morgen übermorgen vor erste ersten zweite zweiten dritte dritten vierte"
    " vierten frühjahr",
    "frühling sommer herbst la le l semaine mois année an week jour jours été hiver printemps automne"
    " aujourd hier",
    "avant demain après il cette ce cet années premier deuxième troisième quatrième dernier prochain",
    "xe xie xiie xiiie xive xve xvie xviie xviiie xixe xxe xxie",
)
_FULL_NAMES: Final = words_of(_MONTHS_EN, _MONTHS_DE, _MONTHS_FR)
_LAST_WORD: Final = re.compile(r"[^\W\d_]+(?=\.)")
_COUNTS: Final = words_of(
    "eine einen einem einer zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig einige wenige",
    "un une deux trois quatre cinq sept huit neuf dix quinze vingt quelques",
)
_TRIGGERS: Final = _COUNTS | _MONTHS | _DAY_NAMES | _OTHERS
# Months that are other words too have to be introduced as months.
_AMBIGUOUS: Final = words_of("may march august mars mai avril jan mar")
_INTRODUCED: Final = re.compile(
    r"(?:in|since|until|till|by|from|early|late|mid|during|through|before|after|of|im|seit|bis|ab|"
    rf"anfang|mitte|ende|zum"
    rf"|en|depuis|fin|début|mi|dès|jusqu['’]en|de|d['’]|du|and|und|et|or|to){GAP}?-?\Z",
    re.IGNORECASE,
)
_LONE_YEAR: Final = re.compile(r"(?:1[0-9]|20)\d\d\Z")


def dates(text: str, span: Span, language: str = "") -> Iterator[Span]:
    """The dates within one block, in order.

    Args:
        language: ISO 639 code; words that are told from today are looked for in English, German or French
            as it says, everything else in all three.
    """
    words = _BY_WORD.get(language[:2] or "en")

    def attempt(text: str, start: int, end: int) -> int:
        return _end_of(text, start, end, words)

    return found(text, span, lambda word: word.lower() in _TRIGGERS, attempt)


def _end_of(text: str, start: int, end: int, words: re.Pattern[str] | None) -> int:
    if start and (text[start - 1].isalnum() or text[start - 1] in "_€$£"):
        return 0
    first = text[start]
    if first.isdigit():
        return _digits(text, start, end)
    if not first.isalpha():
        return 0
    stop = start
    for pattern in (_BY_DAY, _BY_MONTH, words):
        match = pattern.match(text, start, end) if pattern else None
        if match is None or (pattern is _BY_MONTH and not _is_month(text, start, match)):
            continue
        if match[0] == "Morgen" and text[max(0, start - 2) : start - 1].isalpha():
            continue  # in the morning, not tomorrow
        stop = max(stop, match.end())
    return _without_stop(text, stop) if stop > start else 0


def _without_stop(text: str, end: int) -> int:
    """``end``, before a full stop that belongs to the sentence and not to a short form."""
    if text[end - 1] != ".":
        return end
    last = _LAST_WORD.search(text[max(0, end - 16) : end])
    return end - 1 if last and last[0].lower() in _FULL_NAMES else end


def _digits(text: str, start: int, end: int) -> int:
    before = text[start - 1] if start else ""
    if before in "/" or (before in ".,:-" and start > 1 and text[start - 2].isalnum() and before != "-"):
        return 0
    if before == "-" and start > 1 and text[start - 2].isalnum():
        return 0
    match = _BY_DIGIT.match(text, start, end) or _AGO.match(text, start, end)
    if match is None:
        return 0
    if _LONE_YEAR.match(match[0]) and not is_year(text, start, match.end()):
        return 0
    return _without_stop(text, match.end())


def _is_month(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the name of a month means one: with a day or year it does, alone it depends."""
    word = match[0]
    if any(map(str.isdigit, word)):
        return word[0].isupper() or not word.lower().startswith(("may ", "march ", "mars "))
    name = word.split()[0].lower()
    if name in _AMBIGUOUS:
        upper_first = word[0].isupper() or name in ("mars", "mai", "avril")
        return upper_first and bool(_INTRODUCED.search(text[max(0, start - 12) : start]))
    return word[0].isupper() or name in _FRENCH_MONTHS


_FRENCH_MONTHS: Final = words_of(_MONTHS_FR)
