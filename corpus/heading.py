"""The top and the foot of an article: which line is its title, and what the lines around it say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from corpus.bylines import (
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
    "topics travel uk ukraine us usa video war welt wirtschaft wissen world économie".split()
)
_ITEM: Final = re.compile(r"\s*(?:[-*+•–▪◦]\s|\d{1,3}[.)]\s)")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:[A-Za-z]\.){2,}|\b(?:Inc|Ltd|Jr|Sr|Co|Corp|Bros|No|vs|etc|Nr|Bd|Vol|ed)\.|\.\.\.|…)\Z"
)
_INNER_END: Final = re.compile(r"[a-zà-ÿ”\"’)][.!?]\s+[“\"„«]?[A-ZÀ-ß]")
_FOOT_SOURCES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?i:(?:this (?:article|story|piece|post) (?:was )?)?(?:first|originally) (?:appeared|published))"
        r" (?:in|on|by|at)"
        r" (?P<name>(?-i:[A-Z])[^.,;:]{1,60})",
        r"(?:©|\(c\)|(?i:copyright))\s*(?:©\s*)?(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s+)?(?:by\s+)?"
        r"(?P<name>[A-Z][^.,;:|]{1,50})",
        r"(?P<name>(?:[A-ZÀ-Þ][\w’'&-]*\s){1,5})(?:website|web site|newsletter|app)\b"
        r"(?=.*(?:subscri|rights|permission))",
    )
)
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


def found_in(top: Sequence[Line], foot: Sequence[Line]) -> Mapping[str, str]:
    """The fields (title, date, author, source, url) that an article's own lines tell.

    Args:
        top: Its first lines, at least a dozen where it has so many.
        foot: Its last lines.
    """
    fields: dict[str, str] = {}
    lines = top[:_TOP]
    month_first = any(
        "/" in line.text and prefers_month_first(line.text) for line in (*lines, *foot[-_FOOT:])
    )
    details = [
        None if field_of(line.text) else details_of(line.text, month_first=month_first) for line in lines
    ]
    _from_labels(fields, lines)
    _from_details(fields, details)
    for line in lines:
        if author := author_of(line.text):
            fields.setdefault("author", author)
        if agency := agency_of(line.text):
            fields.setdefault("source", agency)
    title = _title(top, details)
    if "title" not in fields and title:
        fields["title"], outlet = _without_outlet(title)
        if outlet:
            fields.setdefault("source", outlet)
    _from_foot(fields, foot[-_FOOT:], month_first)
    return fields


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


def _title(top: Sequence[Line], details: Sequence[Details | None]) -> str:
    """The title among the first lines, or nothing."""
    body = next((number for number, line in enumerate(top) if _is_body(line)), len(top))
    headings = [line.text for line in top[:_HEADING_REACH] if line.level == 1]
    headings += [line.text for line in top[:body] if line.level > 1]
    if headings:
        return headings[0]
    sure: list[str] = []
    doubtful: list[str] = []
    for line, about in zip(top[:body], details, strict=False):
        text = line.text
        if about is not None or author_of(text) or field_of(text) or _ITEM.match(text) or is_caption(text):
            continue
        if re.search(r"[^\W\d_]", text):
            (doubtful if may_be_caption(text) else sure).append(text)
    return _best(sure) or _best(doubtful)


def _is_body(line: Line) -> bool:
    return not line.level and is_sentence(line.text) and not is_caption(line.text)


def _best(candidates: Sequence[str]) -> str:
    """The first candidate that is not the name of a section."""
    for number, text in enumerate(candidates):
        words = text.split()
        longer = any(len(other.split()) > 3 for other in candidates[number + 1 :])
        if _is_section(text) or (len(words) == 1 and longer):
            continue
        return text
    return ""


def _is_section(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return len(words) <= 3 and all(word in _SECTIONS or word in ("and", "und", "et", "the") for word in words)


def _without_outlet(title: str) -> tuple[str, str]:
    """A title as browsers show it, taken apart: ``Allies meet | Northern Wire``, ``Opinion | …``."""
    parts = [part.strip() for part in title.split(" | ") if part.strip()]
    parts = [part for part in parts if not _is_section(part)] or parts
    if len(parts) > 1 and len(parts[-1].split()) <= 4 < len(parts[0].split()) + 2:
        return parts[0], parts[-1]
    return " | ".join(parts) or title, ""


def _from_labels(fields: dict[str, str], lines: Sequence[Line]) -> None:
    for line in lines:
        if (pair := field_of(line.text)) is None or is_sentence(line.text):
            continue
        key, value = pair
        if key == "date":
            value = iso_date(value)
        if value:
            fields.setdefault(key, value)


def _from_details(fields: dict[str, str], details: Sequence[Details | None]) -> None:
    known = [about for about in details if about is not None]
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
        pair = field_of(text)
        if pair and pair[0] in ("source", "url") and not is_sentence(text):
            fields.setdefault(*pair)
        # A date alone may be anything's down here; one with a label in front is the article's.
        labelled = len(text) <= _LONGEST_TITLE and _LABELLED.match(text)
        about = details_of(text, month_first=month_first) if labelled else None
        if about and about.date and not about.updated:
            fields.setdefault("date", about.date)
        names = [match["name"] for pattern in _FOOT_SOURCES if (match := pattern.match(text))]
        more = _MORE.match(text)
        # "More from X" names the publisher if the list below it does; it may also name a writer.
        if more and any(later.text.startswith(more["name"]) for later in foot[number + 1 :]):
            names.append(more["name"])
        for name in names:
            name = re.sub(r"\.?\s*All rights reserved.*", "", name, flags=re.IGNORECASE).strip()
            if name and name.split()[0].lower() not in _NO_NAMES:
                fields.setdefault("source", name)
