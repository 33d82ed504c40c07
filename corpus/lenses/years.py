"""Telling years from other numbers of four digits."""

from __future__ import annotations

import re
from typing import Final

from corpus.lenses.scan import GAP

_WORD_END: Final = r"(?![^\W_])"
_YEAR_IN: Final = re.compile(
    rf"(?:\b(?:in|since|until|till|by|from|of|early|late|mid|during|before|after|and|to|im{GAP}jahre?|"
    rf"jahre?|jahres|seit|bis"
    rf"|ab|von|anfang|mitte|ende|und|en|depuis|fin|début|dès|de|année|et|à|year){GAP}|[(\[,;–-]{GAP}?)\Z",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(
    rf"{GAP}?(?:%|°|€|\$|£)|{GAP}(?:percent|per{GAP}cent|prozent|pour{GAP}cent|euros?|dollars?|pounds|"
    rf"francs?|rubel|roubles"
    r"|million\w*|billion\w*|milliard\w*|tausend|thousand|tonn?e?n?s?|tons|km|kilomet\w+|met[er]\w*|"
    rf"mètres|miles|meilen"
    r"|hectares?|hektar|people|persons|personnes|menschen|personen|soldiers|soldaten|soldats|troops|"
    rf"truppen|tanks|panzer"
    r"|chars|men|women|children|kinder|enfants|hommes|femmes|jobs|stellen|emplois|homes|houses|häuser|"
    rf"maisons|workers"
    r"|employees|mitarbeiter\w*|beschäftigte\w*|employés|words|wörter|mots|pages|seiten|votes|stimmen|"
    rf"voix|deaths|tote"
    r"|morts|cases|fälle|cas|years|jahren?|ans|days|tagen?|jours|hours|stunden|heures|shells|missiles|"
    rf"drones|drohnen"
    rf"|raketen|vehicles|fahrzeuge\w*|rounds|schuss|meters|seats|sitze|sièges){_WORD_END}",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    rf"\b(?:about|over|more{GAP}than|less{GAP}than|fewer{GAP}than|nearly|almost|at{GAP}least|up{GAP}to|"
    rf"some|roughly"
    rf"|approximately|rund|etwa|mehr{GAP}als|weniger{GAP}als|über|knapp|fast|bis{GAP}zu|mindestens|"
    rf"ungefähr|gut"
    rf"|environ|plus{GAP}de|moins{GAP}de|près{GAP}de|quelque|au{GAP}moins|jusqu['’]à){GAP}\Z",
    re.IGNORECASE,
)


# “More than 2023” compares with a year.
_ROUGHLY: Final = re.compile(
    rf"\b(?:about|nearly|almost|at{GAP}least|some|roughly|approximately|rund|etwa|knapp|mindestens|ungefähr|environ"
    rf"|près{GAP}de|quelque|au{GAP}moins){GAP}\Z",
    re.IGNORECASE,
)


def is_year(text: str, start: int, end: int) -> bool:
    """Whether four digits, which could be a number as well, are a year."""
    if _UNIT.match(text, end) or _ROUGHLY.search(text[max(0, start - 16) : start]):
        return False
    number = int(text[start : start + 4])
    if 1800 <= number < 2100:
        return True
    return bool(_YEAR_IN.search(text[max(0, start - 16) : start]))


def is_about(text: str, start: int) -> bool:
    """Whether what begins at ``start`` is introduced as roughly so many."""
    return bool(_ABOUT.search(text[max(0, start - 20) : start]))
