"""Kindle's ``My Clippings.txt``, in the languages of its devices; KOReader writes the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Final

from annotations.exchange.budget import RECORDS, Budget, too_much
from annotations.exchange.foreign import BadFile, Fate, Foreign, Hints, Incoming, Remark
from annotations.exchange.kindle_words import BOOKMARK, CLIP, HALVES, HIGHLIGHT, MONTHS, NOTE
from annotations.exchange.times import utc
from annotations.quoted import quoted

_RULE: Final = re.compile(r"^={8,}[ \t]*$", re.MULTILINE)
_RANGE: Final = re.compile(r"(\d{1,9})(?:\s*(?:[-–]|t/m)\s*(\d{1,9}))?", re.ASCII)
_PLACE: Final = re.compile(
    r"(?:location|loc\.|position|posición|emplacement|posizione|locatie|posição|место|位置)\D{0,6}?"
    r"(\d{1,9}(?:\s*(?:[-–]|t/m)\s*\d{1,9})?)",
    re.IGNORECASE,
)
_PAGE: Final = re.compile(
    r"(?:page|seite|página|pagina|странице|第)\s*([0-9]+(?:[-–][0-9]+)?|[ivxlcdm]+)\b|(\d+)ページ",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?\s*([ap]\.?m\.?)?", re.IGNORECASE)
_LIMIT: Final = "<You have reached the clipping limit for this item>"
_LONGEST: Final = 500  # code points of the line that says where and when
_BUCKET: Final = 64  # locations
_MOST_BUCKETS: Final = 64
_KINDS: Final = (("bookmark", BOOKMARK), ("note", NOTE), ("clip", CLIP), ("highlight", HIGHLIGHT))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One clipping."""

    title: str
    author: str
    kind: str
    text: str
    page: str
    start: int  # location, or page where there is none; -1 if neither is known
    end: int
    created: str
    index: int
    located: bool


def read_kindle(data: bytes) -> Incoming:
    """The clippings: notes joined to the highlight that they end, and of grown highlights the last.

    Raises:
        BadFile: There is no clipping in it.
    """
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    entries = list(_entries(text))
    if not entries:
        raise BadFile("The file holds no Kindle clipping: no title, line with a dash and text in a row.")
    remarks: list[Remark] = []
    kept: list[_Entry] = []
    for entry in entries:
        if entry.text == _LIMIT:
            reason = "the book's limit of clippings was reached, so its words are not in the file"
            remarks.append(Remark(Fate.DROPPED, f"clipping {entry.index} of {entry.title}", reason))
        elif entry.kind == "bookmark" or not entry.text:
            what = "bookmark" if entry.kind == "bookmark" else f"empty {entry.kind}"
            remarks.append(Remark(Fate.CHANGED, f"{what} in {entry.title}", "it has no words; left out"))
        else:
            kept.append(entry)
    return Incoming("Kindle", tuple(Budget().each(_joined(kept, remarks))), remarks=tuple(remarks))


def _entries(text: str) -> Iterator[_Entry]:
    ends = 0
    for index, rule in enumerate(chain(_RULE.finditer(text), (None,)), 1):
        if index > RECORDS:
            raise too_much(RECORDS, "clippings")
        begins, ends = ends, rule.start() if rule else len(text)
        lines = text[begins:ends].strip().split("\n", 2)
        ends = rule.end() if rule else ends
        if len(lines) >= 2 and re.search(r"[\d|]", lines[1]):
            yield _entry(lines, index)


def _entry(lines: Sequence[str], index: int) -> _Entry:
    title, author = split_title(lines[0].strip())
    meta = lines[1][:_LONGEST].strip().lstrip("-– ")
    about, _, when = meta.rpartition("|") if "|" in meta else (meta, "", "")
    folded = f" {about.casefold()}"
    kind = next((kind for kind, words in _KINDS if any(word in folded for word in words)), "highlight")
    page = _PAGE.search(about)
    place = _PLACE.search(about)
    found = place[1] if place else page[1] if page and page[1] and page[1][0].isdigit() else ""
    start, end = _range(found)
    return _Entry(
        title,
        author,
        kind,
        lines[2].strip() if len(lines) > 2 else "",
        (page[1] or page[2] or "") if page else "",
        start,
        end,
        moment(when),
        index,
        bool(place),
    )


def split_title(line: str) -> tuple[str, str]:
    """Title and author: the author stands in the last bracket that is balanced."""
    if not line.endswith(")"):
        return line, ""
    depth = 0
    for at in range(len(line) - 1, -1, -1):
        depth += (line[at] == ")") - (line[at] == "(")
        if depth == 0:
            title = line[:at].strip()
            return (title, line[at + 1 : -1].strip()) if title else (line, "")
    return line, ""


def _range(text: str) -> tuple[int, int]:
    """``5444-45`` is 5444 to 5445."""
    match = _RANGE.search(text)
    if not match:
        return -1, -1
    first, last = match[1], match[2] or match[1]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(first), max(int(first), int(last))


def moment(text: str) -> str:
    """The time of a clipping, which has no zone, as UTC; empty if it is written in no way that is known."""
    clock = _CLOCK.search(text)
    day = _day(text[: clock.start()] if clock else text)
    if day is None or clock is None:
        return ""
    hour = int(clock[1])
    half = (clock[4] or "").casefold()
    if half.startswith("p") or any(word in text for word in HALVES):
        hour = hour % 12 + 12
    elif half.startswith("a") or "上午" in text or "午前" in text:
        hour %= 12
    try:
        return utc(datetime(*day, hour, int(clock[2]), int(clock[3] or 0)).isoformat())
    except ValueError:
        return ""


def _day(text: str) -> tuple[int, int, int] | None:
    if match := re.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日", text):
        return int(match[1]), int(match[2]), int(match[3])
    month = next((MONTHS[word] for word in re.findall(r"[^\W\d_]+", text.casefold()) if word in MONTHS), None)
    numbers = [int(number) for number in re.findall(r"\d{1,4}", text)]
    year = next((number for number in numbers if number > 1900), None)
    day = next((number for number in numbers if 1 <= number <= 31), None)
    return (year, month, day) if year and month and day else None


def _joined(entries: Sequence[_Entry], remarks: list[Remark]) -> Iterator[Foreign]:
    highlights = _grown([entry for entry in entries if entry.kind != "note"], remarks)
    hints: dict[tuple[str, str], Hints] = {}
    found = [_foreign(entry, hints) for entry in highlights]
    near: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for index, entry in enumerate(highlights):
        for key in _buckets(entry) if entry.start >= 0 else ():
            near[key].append(index)
    for note in (entry for entry in entries if entry.kind == "note"):
        at = _noted(note, highlights, near)
        if at is None:
            yield replace(_foreign(note, hints), exact="", note=note.text, whole=True)
        else:
            old = found[at].note
            found[at] = replace(found[at], note=f"{old}\n\n{note.text}" if old else note.text)
    yield from found


def _grown(entries: Sequence[_Entry], remarks: list[Remark]) -> list[_Entry]:
    """Of a highlight that was made longer or shorter, which stands again in the file, the last."""
    kept: list[_Entry] = []
    near: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for entry in entries:
        candidates = {index for key in _buckets(entry) for index in near[key]}
        at = next((index for index in sorted(candidates) if _is_older(kept[index], entry)), None)
        if at is None:
            at = len(kept)
            kept.append(entry)
        else:
            reason = "it was changed later, and the later one is taken"
            remarks.append(Remark(Fate.CHANGED, quoted(kept[at].text[:60]), reason))
            kept[at] = entry
        for key in _buckets(entry):
            if near[key][-1:] != [at]:
                near[key].append(at)
    return kept


def _buckets(entry: _Entry) -> list[tuple[str, int]]:
    """Where entries that may overlap meet, so that not each is compared with each."""
    last = min(entry.end // _BUCKET, entry.start // _BUCKET + _MOST_BUCKETS)
    return [(entry.title, number) for number in range(entry.start // _BUCKET, last + 1)]


def _is_older(old: _Entry, new: _Entry) -> bool:
    if (old.title, old.kind, old.located) != (new.title, new.kind, new.located) or old.start < 0:
        return False
    overlap = old.start <= new.end and new.start <= old.end
    inside = old.text in new.text or new.text in old.text
    return overlap and inside and (not old.created or not new.created or old.created <= new.created)


def _noted(
    note: _Entry, highlights: Sequence[_Entry], near: Mapping[tuple[str, int], list[int]]
) -> int | None:
    """The highlight that a note is on: it ends where the note is."""
    if note.start < 0:
        return None
    met = {index for key in _buckets(note) for index in near.get(key, ())}
    same = [index for index in met if highlights[index].located == note.located]
    exact = [index for index in same if highlights[index].end == note.start]
    inside = [index for index in same if highlights[index].start <= note.start <= highlights[index].end]
    # Devices write a note next to its highlight.
    return min(exact or inside, key=lambda index: abs(highlights[index].index - note.index), default=None)


def _foreign(entry: _Entry, hints: dict[tuple[str, str], Hints]) -> Foreign:
    key = entry.title, entry.author
    extra = {"page": entry.page} if entry.page else {}
    if entry.located and entry.start >= 0:
        extra["location"] = str(entry.start) if entry.end == entry.start else f"{entry.start}-{entry.end}"
    return Foreign(
        document=hints.setdefault(key, Hints(title=entry.title, author=entry.author)),
        exact=entry.text,
        created=entry.created,
        where=f"clipping {entry.index}",
        extra=extra,
    )
