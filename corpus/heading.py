"""The top and the foot of an article: which line is its title, and what the lines around it say."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import Final, NamedTuple

from corpus.bylines import (
    AGENCY_REACH,
    KEY_REACH,
    Details,
    agency_of,
    author_of,
    details_of,
    field_of,
    is_caption,
    may_be_caption,
)
from corpus.dates import iso_date, prefers_month_first

_TOP: Final = 14  # lines; what stands further down is the article
_FOOT: Final = 14
_HEADING_REACH: Final = 20
_LONGEST_TITLE: Final = 250
_SECTIONS: Final = frozenset(
    "africa africas americas analysis article articles asia ausland australia briefing business china "
    "climate comment culture debate defence defense east economy editorial environment eu europa europe "
    "explainer facts features finance focus germany gesellschaft global health home inland international "
    "interview kommentar kultur latest leben lifestyle live local markets meinung middle monde money "
    "nation national news opinion panorama podcast politics politik politique press regional release "
    "releases report reportage russia science security société sport sports story tech technology top "
    "topics travel uk ukraine us usa video war welt wirtschaft wissen world économie and und et the".split()
)
_ITEM: Final = re.compile(r"\s*(?:[-*+•–▪◦]\s|\d{1,3}[.)]\s)")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:[A-Za-z]\.){2,}|\b(?:Inc|Ltd|Jr|Sr|Co|Corp|Bros|No|vs|etc|Nr|Bd|Vol|ed)\.|\.\.\.|…)\Z"
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_INNER_END: Final = re.compile(r"[a-zà-ÿ”\"’)][.!?]\s+[“\"„«]?[A-ZÀ-ß]")
# With the signs that a line must begin with: few do, and expressions take ten times as long to tell.
_FOOT_SOURCES: Final = (
    (
        frozenset("tfoTFO"),
        re.compile(
            r"(?i:(?:this (?:article|story|piece|post) (?:was )?)?(?:first|originally) "
            r"(?:appeared|published)) (?:in|on|by|at)"
            r" (?P<name>(?-i:[A-Z])[^.,;:]{1,60})"
        ),
    ),
    (
        frozenset("©(cC"),
        re.compile(
            r"(?:©|\(c\)|(?i:copyright))\s*(?:©\s*)?(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s+)?(?:by\s+)?"
            r"(?P<name>[A-Z][^.,;:|]{1,50})"
        ),
    ),
    (
        frozenset(map(chr, (*range(ord("A"), ord("Z") + 1), *range(ord("À"), ord("Þ") + 1)))),
        re.compile(
            r"(?P<name>(?:[A-ZÀ-Þ][\w’'&-]*\s){1,5})(?:website|web site|newsletter|app)\b"
            r"(?=.*(?:subscri|rights|permission))"
        ),
    ),
)
_BY_FIRST_SIGN: Final = {
    sign: tuple(pattern for first, pattern in _FOOT_SOURCES if sign in first)
    for sign in frozenset[str]().union(*(first for first, _ in _FOOT_SOURCES))
}
_MORE_FROM: Final = ("More ", "Mehr ", "Plus ")
_RESERVED: Final = re.compile(r"\.?\s*All rights reserved.*", re.IGNORECASE)
_AT_FOOT: Final = ("date", "source", "url")
_LABELLED: Final = re.compile(r"\D{4,60}\d")
_MORE: Final = re.compile(r"(?:More|Mehr|Plus) (?:from|von|de|aus) (?P<name>[A-ZÀ-Þ][^.,;:|]{1,40})\Z")
_NO_NAMES: Final = frozenset(
    "our your my this that a an please visit all unsere diese notre ce cette monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september "
    "october november december".split()
)


class Line(NamedTuple):
    """One paragraph of the top or the foot, on one line; ``level`` is a heading's, else 0."""

    text: str
    level: int = 0


class _Told(NamedTuple):
    """What a line at the top tells; ``label`` is the key and value of one such as ``Author: Jane Doe``."""

    label: tuple[str, str] | None = None
    details: Details | None = None
    author: str = ""
    agency: str = ""


_NOTHING: Final = _Told()


def found_in(top: Sequence[Line], foot: Sequence[Line], wanted: Container[str]) -> Mapping[str, str]:
    """The fields (title, date, author, source, url) that an article's own lines tell.

    Args:
        top: Its first lines, at least a dozen where it has so many.
        foot: Its last lines.
        wanted: The fields that matter; others may be left out.
    """
    fields: dict[str, str] = {}
    lines, last = top[:_TOP], foot[-_FOOT:]
    slashed = [line.text for line in (*lines, *last) if "/" in line.text]
    month_first = any(map(prefers_month_first, slashed))
    told = [_told_by(line.text, month_first) for line in lines]
    _from_labels(fields, lines, told)
    _from_details(fields, [each.details for each in told if each.details is not None])
    for each in told:
        if each.author:
            fields.setdefault("author", each.author)
        if each.agency:
            fields.setdefault("source", each.agency)
    title = _title(top, told)
    if "title" not in fields and title:
        fields["title"], outlet = _without_outlet(title)
        if outlet:
            fields.setdefault("source", outlet)
    if any(key in wanted and key not in fields for key in _AT_FOOT):
        _from_foot(fields, last, month_first)
    return fields


def _told_by(text: str, month_first: bool) -> _Told:
    """What one line tells by itself."""
    if len(text) > _LONGEST_TITLE and ":" not in text[:KEY_REACH] and "(" not in text[:AGENCY_REACH]:
        return _NOTHING  # running text, as most lines are
    label, agency = field_of(text), agency_of(text)
    details = None if label else details_of(text, month_first=month_first)
    author = author_of(text)
    return _Told(label, details, author, agency) if label or details or author or agency else _NOTHING


def is_about(text: str) -> bool:
    """Whether a line at the top of an article only tells of it: its author, date, outlet or address."""
    if len(text) > _LONGEST_TITLE:
        return False
    return field_of(text) is not None or details_of(text) is not None or bool(author_of(text))


def opening_of(top: Sequence[Line]) -> str:
    """The line that the article itself begins with."""
    body = (line.text for line in top if _is_body(line))
    other = (line.text for line in top if not details_of(line.text) and not _is_section(line.text))
    return next(body, "") or next(other, "")


def is_sentence(text: str) -> bool:
    """Whether a line is running text rather than a title."""
    if len(text) > _LONGEST_TITLE:
        return True
    bare = text.rstrip("”“\"’'»«)] ")
    words = len(text.split())
    if bare.endswith((".", "。")):
        return words >= 4 and not _ABBREVIATED.search(bare)
    if bare.endswith((",", ";", ":")):
        return words >= 8
    return words > 16 and bool(_INNER_END.search(text))


def _title(top: Sequence[Line], told: Sequence[_Told]) -> str:
    """The title among the first lines, or nothing."""
    body = next((number for number, line in enumerate(top) if _is_body(line)), len(top))
    headings = [line.text for line in top[:_HEADING_REACH] if line.level == 1]
    headings += [line.text for line in top[:body] if line.level > 1]
    if headings:
        return headings[0]
    sure: list[str] = []
    doubtful: list[str] = []
    for line, about in zip(top[:body], told, strict=False):
        text = line.text
        if about.details or about.author or about.label or _ITEM.match(text) or is_caption(text):
            continue
        if _LETTER.search(text):
            (doubtful if may_be_caption(text) else sure).append(text)
    return _best(sure) or _best(doubtful)


def _is_body(line: Line) -> bool:
    return not line.level and is_sentence(line.text) and not is_caption(line.text)


def _best(candidates: Sequence[str]) -> str:
    """The first candidate that is not the name of a section."""
    for number, text in enumerate(candidates):
        if not _is_section(text) and not (len(text.split()) == 1 and _any_longer(candidates[number + 1 :])):
            return text
    return ""


def _any_longer(candidates: Sequence[str]) -> bool:
    return any(len(text.split()) > 3 for text in candidates)


def _is_section(text: str) -> bool:
    low = text.lower()
    first = _LETTERS.search(low)
    if first and first[0] not in _SECTIONS:
        return False  # as most titles
    words = _LETTERS.findall(low)
    return len(words) <= 3 and all(word in _SECTIONS for word in words)


def _without_outlet(title: str) -> tuple[str, str]:
    """A title as browsers show it, taken apart: ``Allies meet | Northern Wire``, ``Opinion | …``."""
    if " | " not in title:
        return title.strip() or title, ""
    parts = [part.strip() for part in title.split(" | ") if part.strip()]
    parts = [part for part in parts if not _is_section(part)] or parts
    if len(parts) > 1 and len(parts[-1].split()) <= 4 < len(parts[0].split()) + 2:
        return parts[0], parts[-1]
    return " | ".join(parts) or title, ""


def _from_labels(fields: dict[str, str], lines: Sequence[Line], told: Sequence[_Told]) -> None:
    for line, about in zip(lines, told, strict=True):
        if about.label is None or is_sentence(line.text):
            continue
        key, value = about.label
        if key == "date":
            value = iso_date(value)
        if value:
            fields.setdefault(key, value)


def _from_details(fields: dict[str, str], known: Sequence[Details]) -> None:
    # The day it appeared rather than the day it was last touched.
    for about in sorted(known, key=lambda about: about.updated):
        if about.date:
            fields.setdefault("date", about.date)
    for about in known:
        if about.author:
            fields.setdefault("author", about.author)
        if about.source:
            fields.setdefault("source", about.source)


def _from_foot(fields: dict[str, str], foot: Sequence[Line], month_first: bool) -> None:
    """What a publisher's notices at the end of a page say."""
    for number, line in enumerate(foot):
        text = line.text
        patterns = _BY_FIRST_SIGN.get(text[:1], ())
        names = [match["name"] for pattern in patterns if (match := pattern.match(text))]
        if len(text) > _LONGEST_TITLE and not names:
            continue  # running text, as most lines are
        pair = field_of(text)
        if pair and pair[0] in ("source", "url") and not is_sentence(text):
            fields.setdefault(*pair)
        # A date alone may be anything's down here; one with a label in front is the article's.
        labelled = len(text) <= _LONGEST_TITLE and _LABELLED.match(text)
        about = details_of(text, month_first=month_first) if labelled else None
        if about and about.date and not about.updated:
            fields.setdefault("date", about.date)
        more = _MORE.match(text) if text.startswith(_MORE_FROM) else None
        # "More from X" names the publisher if the list below it does; it may also name a writer.
        if more and any(later.text.startswith(more["name"]) for later in foot[number + 1 :]):
            names.append(more["name"])
        for name in names:
            name = _RESERVED.sub("", name).strip()
            if name and name.split()[0].lower() not in _NO_NAMES:
                fields.setdefault("source", name)
