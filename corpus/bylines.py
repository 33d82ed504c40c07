"""Lines that are about an article, not of it: dates, authors, sources, reading times, captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from corpus.dates import Dated, dates_in

_LONGEST: Final = 200
KEY_REACH: Final = 16  # code points within which the colon of a labelled line stands
AGENCY_REACH: Final = 160

# Words by which a name is known to be a paper's or an agency's rather than a person's.
_OUTLETS: Final = frozenset(
    "agency agence agentur associated bbc bild blick bote broadcasting bulletin business chronicle cnn "
    "correspondent courier courrier daily dispatch dpa editorial epa express figaro free gazette guardian "
    "herald independent institute international journal kurier ledger magazin magazine mail media mirror "
    "monde monitor nachrichten network news newspaper newsletter nouvelles observer office online post "
    "press presse quarterly radio record reporter review revue rundschau spiegel standard staff star sun "
    "tageblatt tagblatt tageszeitung telegraph television times today tribune tv wall weekly welle wire "
    "woche world zeitung zeit the der die das le la les afp ap ansa tass reuters".split()
)
_LINKING: Final = frozenset(
    "al bin da de del della den der di du el la le of ten ter van von zu zum y".split()
)

# Most lines are told by a letter or two to be none of what is looked for; expressions take ten times as long.
_ASCII: Final = frozenset(map(chr, range(128)))
_NO_BYLINE: Final = _ASCII - set("wrstibvpaWRSTIBVPA")
_NO_PICTURE: Final = _ASCII - set("pfaibclPFAIBCL")
_IN_WEEKDAYS: Final = ("day", "tag", "mittwoch", "sonnabend", "di")
_IN_CREDITS: Final = (")", "]", "/", "|", "©", ":", "by", "von", "cred", "via ")
_CREDIT_REACH: Final = 200
_VIA_REACH: Final = 30
_KEPT: Final = 512  # names that are not judged anew: those of a library's authors and papers recur
_DIGIT: Final = re.compile(r"\d")
_HOUR: Final = re.compile(r"\d\s?[:.hapuHAPU]")
_WHERE: Final = re.compile(r"\s+(?:in|for|für|pour|à|at)\s+")
_AND: Final = re.compile(r",|&|\s+(?:and|und|et)\s+")
_GAP: Final = re.compile(r"[\s,]+")
_LABEL: Final = re.compile(
    r"\b(?:(?:first |last |originally |zuletzt )?(?:published|posted|updated?|modified|created|revised|"
    r"veröffentlicht|aktualisiert|erschienen|geändert|publiée?|mise? à jour|parue?|modifiée?)"
    r"|dated?|datum|stand|issued)\b\s*:?(?:\s*(?:on|at|am|um|le|à)\b)?",
    re.IGNORECASE,
)
_UPDATED: Final = re.compile(r"updat|modif|revis|aktualis|geänd|mise? à jour|\bstand\b", re.IGNORECASE)
_TIME: Final = re.compile(
    r"(?<!\d)(?:(?:at|um|à|kl\.?)\s+)?\d{1,2}(?:[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?\s?m\b\.?|uhr\b|h\b)?"
    r"|\s?[ap]\.?m\b\.?|\s?uhr\b)(?:\s*\(?(?:GMT|UTC|[ECMPW]?[ES]?T|CES?T|MES?Z|BST|IST)\b\)?)?"
    r"(?:\s*[+-]\d{1,2}(?::?\d{2})?)?",
    re.IGNORECASE,
)
READING: Final = re.compile(
    r"(?:reading time|read time|lesezeit|lesedauer|temps de lecture)\s*:?\s*(?:ca\.?\s*)?\d+\s*-?\s*min\w*\.?"
    r"|\d+\s*-?\s*min(?:ute[ns]?|s)?\.?\s*-?\s*(?:read\b|lesezeit|lesen|de lecture)",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\b",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"\s*(?:[|·•—–/\x00]+|\s-\s|\s:\s)\s*")
_BYLINE: Final = re.compile(
    r"(?:(?:written|reported|story|words|text|interview)\s+by|by|von|text(?:e)?\s+(?:von|de)|par"
    r"|(?:author|autor|autorin|auteure?|verfasser(?:in)?)s?\s*:)\s+(?P<names>.+)",
    re.IGNORECASE,
)
_FIELD: Final = re.compile(
    r"(?P<key>title|titel|titre|author|authors|autor|autorin|auteur|date|datum|published|release date"
    r"|source|quelle|publisher|publication|url|link|subject|betreff|objet)\s?:\s+(?P<value>\S.*)",
    re.IGNORECASE,
)
_KEYS: Final = {
    **dict.fromkeys(("title", "titel", "titre", "subject", "betreff", "objet"), "title"),
    **dict.fromkeys(("author", "authors", "autor", "autorin", "auteur"), "author"),
    **dict.fromkeys(("date", "datum", "published", "release date"), "date"),
    **dict.fromkeys(("source", "quelle", "publisher", "publication"), "source"),
    **dict.fromkeys(("url", "link"), "url"),
}
_CREDIT_WORDS: Final = (
    r"photos?|photograph\w*|fotos?|images?|bild|picture|press office|media office|getty|archive|archiv"
    r"|courtesy|handout|credits?|crédits?|shutterstock|imago|pool|illustration|screenshot"
)
_CREDIT: Final = re.compile(
    rf"[(\[](?=[^()\[\]]*\b(?:{_CREDIT_WORDS})\b)[^()\[\]]{{2,90}}[)\]]\.?\s*\Z"
    rf"|\b(?:{_CREDIT_WORDS})\s?(?:credits?|by|von|:)\s?[^.]{{2,60}}\Z"
    r"|(?:[/|©]\s?(?:AP|AFP|EPA|dpa|Reuters|Getty Images)\b[^.]{0,30})\s*\Z"
    r"|\bvia (?:AP|AFP|Reuters|Getty)\b.{0,12}\Z",
    re.IGNORECASE,
)
_PICTURE: Final = re.compile(
    r"(?:(?:file\s+)?photo|foto|archivfoto|archivbild|image|bild|crédit photo|caption|bildunterschrift"
    r"|légende|picture|illustration)\b(?:\s(?:by|von|credit|source))?\s?[:–—-]|©|file\s[–—-]\s",
    re.IGNORECASE,
)
_SITE: Final = re.compile(r"\w\.(?:com|org|net|de|fr|eu|uk|at|ch)\Z")
_WHOLLY_BRACKETED: Final = re.compile(r"\([^()]*\)\.?\Z|\[[^\[\]]*\]\.?\Z")
_TRAILING_BRACKET: Final = re.compile(r"\((?P<inside>[^()\d]{2,60})\)\Z")
_DATELINE: Final = re.compile(r"[A-ZÄÖÜÉÈ][\w .,'’/-]{1,60}?\((?P<agency>[A-Z][\w .&-]{1,30})\)\s?[-–—:]\s")


class Details(NamedTuple):
    """What a line about the article says; each part is empty where it says nothing of it."""

    date: str = ""
    updated: bool = False
    author: str = ""
    source: str = ""


def details_of(line: str, *, month_first: bool = False) -> Details | None:
    """The dates, times and names in a line that holds nothing else; None for any other line."""
    if len(line) > _LONGEST or not _DIGIT.search(line):
        return None
    dates = list(dates_in(line, month_first=month_first))
    rest = _blanked(line, dates)
    marks = len(dates)
    low = rest.lower()
    if "min" in low and _DIGIT.search(rest):
        rest, found = READING.subn("\0", rest)
        marks += found
    if _HOUR.search(rest):
        rest, found = _TIME.subn("\0", rest)
        marks += found
    if any(part in low for part in _IN_WEEKDAYS):
        rest, found = _WEEKDAY.subn("\0", rest)
        marks += found
    if not marks:
        return None
    first_label = _LABEL.search(rest)
    updated = False
    if first_label:
        updated = bool(dates and first_label.start() < dates[0].start and _UPDATED.search(first_label[0]))
        rest = _LABEL.sub("\0", rest)
    author = source = ""
    for part in _PARTS.split(rest):
        alone = part.strip(" ,.;:()[]-")
        if not alone:
            continue
        by = author_of(alone)
        if not by and not _is_name(alone):
            return None
        person = is_person(alone)
        author = author or by or (alone if person else "")
        # A lone word at a comma is where it was written, as in "London, 3 March 1848".
        if not (source or by or person or ("," in part and " " not in alone and not is_outlet(alone))):
            source = alone
    return Details(dates[0].iso if dates else "", updated, author, source)


def author_of(line: str) -> str:
    """The author that a line such as ``By Jane Doe and John Smith`` names, or nothing."""
    if len(line) > _LONGEST or line[:1] in _NO_BYLINE:
        return ""
    match = _BYLINE.match(line)
    return _persons(match["names"]) if match else ""


@lru_cache(_KEPT)
def _persons(names: str) -> str:
    """Those that a byline's ``Jane Doe and John Smith in Paris`` names, or nothing."""
    names = _WHERE.split(names.strip(" .,|"))[0]
    first, *others = (part.strip() for part in _AND.split(names))
    return ", ".join((first, *filter(is_person, others))) if is_person(first) else ""


def field_of(line: str) -> tuple[str, str] | None:
    """Key and value of a line such as ``Author: Jane Doe``; the key is a field of the metadata."""
    match = _FIELD.match(line) if ":" in line[:KEY_REACH] else None
    return (_KEYS[match["key"].lower()], match["value"].strip()) if match else None


def agency_of(line: str) -> str:
    """The agency in a dateline: ``BRUSSELS, Feb. 13 (Reuters) - ...``."""
    head = line[:AGENCY_REACH]
    match = _DATELINE.match(head) if "(" in head else None
    return match["agency"].strip() if match else ""


@lru_cache(_KEPT)
def is_person(text: str) -> bool:
    """Whether ``text`` is built like a person's name: two to five capitalised words, none an outlet's."""
    words = text.split()
    if not 2 <= len(words) <= 5 or is_outlet(text):
        return False
    return _is_name(text) and not any(sign.isdigit() for sign in text)


@lru_cache(_KEPT)
def is_outlet(text: str) -> bool:
    """Whether a name is a paper's, an agency's or a site's."""
    words = [word.strip(".,").lower() for word in text.split()]
    if "." in text and any(_SITE.search(word) for word in words):
        return True
    # The articles count at the start only: "The Hill" is a paper, "Jan de la Cruz" a person.
    return words[0] in _OUTLETS or any(word in _OUTLETS and word not in _LINKING for word in words[1:])


def is_caption(line: str) -> bool:
    """Whether a line is surely what stands under a picture: credited, labelled or bracketed."""
    return bool(
        (_may_be_credited(line) and _CREDIT.search(line[-_CREDIT_REACH:]))
        or (line[:1] not in _NO_PICTURE and _PICTURE.match(line))
        or (line[:1] in "([" and _WHOLLY_BRACKETED.match(line))
    )


def _may_be_credited(line: str) -> bool:
    """Whether a line may end with a credit, as far as a few signs tell."""
    if "." not in line[-2:]:
        low = line[-_CREDIT_REACH:].lower()
        return any(sign in low for sign in _IN_CREDITS)
    return line.rstrip().rstrip(".")[-1:] in (")", "]") or "via " in line[-_VIA_REACH:].lower()


def may_be_caption(line: str) -> bool:
    """Whether a line ends with a name in brackets, as captions do and some titles too."""
    match = _TRAILING_BRACKET.search(line) if line.endswith(")") else None
    return bool(match and _is_name(match["inside"]))


@lru_cache(_KEPT)
def _is_name(text: str) -> bool:
    """One to five words, each capitalised but for the small words inside names."""
    words = _GAP.split(text.strip())
    if not 1 <= len(words) <= 6 or len(text) > 60:
        return False
    return words[0][:1].isupper() and all(
        word[:1].isupper() or word in _LINKING or word == "&" for word in words
    )


def _blanked(line: str, dates: Sequence[Dated]) -> str:
    for _, start, end in dates:
        line = line[:start] + "\0" * (end - start) + line[end:]
    return line
