"""Dates as articles write them, in English, German and French, to ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import Final, NamedTuple

_EARLIEST: Final = 1000
_LATEST: Final = 2199

_NAMES: Final = (
    "january jan januar jänner jän janvier janv",
    "february feb februar feber février fevrier févr fév fevr",
    "march mar märz maerz mär mars",
    "april apr avril avr",
    "may mai",
    "june jun juni juin",
    "july jul juli juillet juil",
    "august aug août aout",
    "september sep sept septembre",
    "october oct oktober okt octobre",
    "november nov novembre",
    "december dec dezember dez décembre decembre déc",
)
_MONTHS: Final = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH: Final = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![^\W\d_])\.?"
_DAY: Final = r"(?<![\d.:])(?P<day>\d{1,2})"
_YEAR: Final = r"(?P<year>\d{4})(?!\d)"

_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)"
        r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?(?:Z|[+-]\d{2}:?\d{2}))?)?",
        r"(?<![\d.:/-])(?P<first>\d{1,2})(?P<sign>\.\s?|[/-])(?P<second>\d{1,2})(?P=sign)"
        r"(?P<year>\d{4}|\d{2})(?![\d:/-]|\.\d)",
        rf"{_DAY}(?:st|nd|rd|th|er|\.)?[\s-]+(?:of\s+|de\s+)?{_MONTH},?[\s-]+{_YEAR}",
        rf"(?<![^\W\d_]){_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?<![^\W\d_]){_MONTH},?\s+{_YEAR}",
    )
)
_IN_FIGURES: Final = 2  # forms that name no month
_SIGN: Final = re.compile(r"\d[-/.]\s?\d")
# A year that a month or a day may stand before: not one after a sign of copyright, or in brackets.
_YEARS: Final = re.compile(r"(?<=[\w.,\s-][\s-])\d{4}(?!\d)")
_PARTIAL: Final = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?\Z")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_BY_START: Final = itemgetter(1)
_COMPACT: Final = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")


class Dated(NamedTuple):
    """A date in a text: ISO 8601 to the precision it was written with, and where it stands."""

    iso: str
    start: int
    end: int


def dates_in(text: str, *, month_first: bool = False) -> Iterator[Dated]:
    """The dates in a line of text, in order.

    Args:
        text: One line.
        month_first: How to read ``02/03/2025``, which is March unless the source is known to put
            the month first. A date that only one order allows is read in that order.
    """
    found: list[Dated] = []
    # A date in figures has a sign between two numbers; one with a month's name has a year of four digits.
    if _SIGN.search(text):
        for form in _FORMS[:_IN_FIGURES]:
            _add(found, form, text, month_first)
    years = [match.start() for match in _YEARS.finditer(text)]
    for form in _FORMS[_IN_FIGURES:]:
        if found:
            years = [year for year in years if not any(dated.start <= year < dated.end for dated in found)]
        if not years:
            break  # as most often: there is none, or it belongs to a date by now
        _add(found, form, text, month_first)
    return iter(sorted(found, key=_BY_START))


def _add(found: list[Dated], form: re.Pattern[str], text: str, month_first: bool) -> None:
    """The dates of one form in ``text``, where none of those before it stands."""
    for match in form.finditer(text):
        start, end = match.span()
        if found and any(start < other.end and other.start < end for other in found):
            continue
        if iso := _iso_of(match, month_first):
            found.append(Dated(iso, start, end))


def iso_date(value: str) -> str:
    """The date that a field such as ``date:`` holds, empty if it holds none."""
    value = value.strip()
    if partial := _PARTIAL.match(value):
        year, month = int(partial[1]), int(partial[2] or 1)
        if not _EARLIEST <= year <= _LATEST or not 1 <= month <= 12:
            return ""
        return f"{year:04}-{month:02}" if partial[2] else f"{year:04}"
    whole = _ISO.match(value)
    iso = _checked(int(whole[1]), int(whole[2]), int(whole[3])) if whole else ""
    return iso or next((dated.iso for dated in dates_in(value)), "")


def date_in_name(name: str) -> Dated | None:
    """The date in a file name, ``20250213`` included."""
    spaced = name.replace("_", "-")
    if dated := next(dates_in(spaced), None):
        return dated
    if (match := _COMPACT.search(name)) and (iso := _checked(int(match[1]), int(match[2]), int(match[3]))):
        return Dated(iso, *match.span())
    return None


def prefers_month_first(text: str) -> bool:
    """Whether ``text`` holds a date that can only be read with the month first."""
    return any(
        int(match["first"]) <= 12 < int(match["second"]) <= 31
        for match in _FORMS[1].finditer(text)
        if match["sign"] == "/"
    )


def _iso_of(match: re.Match[str], month_first: bool) -> str:
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        if year < 100:
            if not parts["sign"].startswith("."):
                return ""  # 13/02/25 may be three different days
            year += 2000 if year < 70 else 1900
        day, month = int(parts["first"]), int(parts["second"])
        swapped = parts["sign"] == "/" and (month > 12 or (month_first and day <= 12))
        return _checked(year, day, month) if swapped else _checked(year, month, day)
    name = parts["month"].lower()
    month = _MONTHS.get(name) or int(name)
    if "day" not in parts:
        return f"{year:04}-{month:02}" if _EARLIEST <= year <= _LATEST else ""
    return _checked(year, month, int(parts["day"]))


def _checked(year: int, month: int, day: int) -> str:
    if not _EARLIEST <= year <= _LATEST:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
