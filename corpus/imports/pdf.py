"""PDF files: the words of each page by pdfium, lines joined to paragraphs, running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, Final, NamedTuple

from corpus.dates import iso_date
from corpus.imports.escape import one_line
from corpus.imports.model import DEFAULTS, Converted, NotConverted, Options
from corpus.imports.writer import Writer

_MOST_PAGES: Final = 20_000
_EDGE_LINES: Final = 4  # at the top and the foot of a page, which may be running heads
_OFTEN: Final = 0.4  # of the pages, on which a running head stands
_APART: Final = 1.2  # of the usual distance between lines, by which a running head stands off at least
_FEW_PAGES: Final = 4
_SPARSE: Final = 20  # characters a page below which there is no text worth the name
_GAP: Final = 1.6  # of the usual distance between lines, beyond which a paragraph ends
_INDENT: Final = 0.6  # of the height of a line
_SHORT: Final = 0.8  # of the width of the column, below which a line was the last of its paragraph
_LARGE: Final = 1.2  # times the usual size, from which on a line is a heading
_ENDS: Final = re.compile(r"[.!?:…][\"'”’»)\]\d]*\Z")
_LEADERS: Final = re.compile(r"(?:\.\s?){4,}\s*[\divxlc]*\Z", re.IGNORECASE)  # of a table of contents
_HYPHEN: Final = re.compile("[\u0002\ufffe\u00ad]\\s*")
_WORN: Final = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_DATE: Final = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_JUNK: Final = re.compile(
    r"(?:microsoft \w+ - |untitled|document\d*\Z|.*\.(?:docx?|indd|qxd|tex|dvi|pdf)\Z)", re.I
)


class Line(NamedTuple):
    """A line of a page; places and sizes in points, from the left and the foot of the page."""

    words: str
    left: float = 0.0
    right: float = 0.0
    foot: float = 0.0
    height: float = 0.0


def prepare() -> None:
    """Import what takes long, before the time for the document begins."""
    import pypdfium2  # noqa: F401


def convert(data: bytes, name: str, options: Options = DEFAULTS) -> Converted:
    """The text, with a comment at the beginning of each page that says its number.

    Raises:
        NotConverted: It is damaged or protected, or a scan without text.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = "it asks for a password" if "assword" in str(error) else "it is damaged"
        raise NotConverted(reason) from error
    try:
        count = len(document)
        if not count or count > _MOST_PAGES:
            raise NotConverted("it has no pages" if not count else f"it has more than {_MOST_PAGES:,} pages")
        pages, damaged = [], 0
        for number in range(count):
            try:
                pages.append(_lines(document, number))
            except pypdfium2.PdfiumError:
                pages.append([])
                damaged += 1
        told = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    remarks = [f"Pages that could not be read: {damaged}."] if damaged else []
    letters = [sum(len(line.words) for line in page) for page in pages]
    empty = sum(length < _SPARSE for length in letters)
    if empty == count:
        raise NotConverted(
            "it is a scan: its pages are pictures, without text; have a program recognise the text first"
        )
    if empty > count / 2:
        remarks.append(f"{empty} of {count} pages hold no text; they may be pictures.")
    heads = running_heads(pages)
    if heads:
        remarks.append("Lines that come back on most pages were left out, as running heads.")
    writer = Writer()
    write(writer, [[line for line in page if not _is_head(line, page, heads)] for page in pages])
    return Converted(writer.finished(), _metadata(told), tuple(remarks))


def _lines(document: Any, number: int) -> list[Line]:
    page = document[number]
    text = page.get_textpage()
    try:
        return list(_placed(text))
    finally:
        text.close()
        page.close()


def _placed(text: Any) -> Iterable[Line]:
    """The lines of a page, with where they stand as far as that can be told."""
    count = text.count_chars()
    whole = text.get_text_range() if count else ""
    # Places are asked for by number of character, which is a position only where there is one for each.
    exact = len(whole) == count
    at = 0
    for raw in whole.split("\n"):
        words = raw.rstrip("\r")
        bare = words.strip()
        if bare:
            start = at + len(words) - len(words.lstrip())
            end = at + len(words.rstrip()) - 1
            if exact:
                left, foot, _, top = text.get_charbox(start, loose=True)
                right = text.get_charbox(end, loose=True)[2]
                yield Line(bare, left, right, foot, top - foot)
            else:
                yield Line(bare)
        at += len(raw) + 1


def _edges(page: Sequence[Line]) -> Sequence[Line]:
    """The lines at top and foot that stand apart from what is between them, as running heads do."""
    step = _usual_step(page)
    if len(page) < 3 or not step:
        return ()
    found: list[Line] = []
    down = sorted(page, key=lambda line: -line.foot)  # what stands on top may be written last
    for order in (down, down[::-1]):
        steps = [abs(one.foot - other.foot) for one, other in pairwise(order)]
        apart = next((n for n, gap in enumerate(steps[:_EDGE_LINES], 1) if gap > _APART * step), 0)
        found.extend(order[:apart])
    return found


def _worn(line: Line) -> str:
    """What comes back on each page of a running head: everything but the number."""
    return _WORN.sub("#", " ".join(line.words.casefold().split()))


def running_heads(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """What stands at the edge of so many pages that it belongs to none, numbers aside."""
    if len(pages) < _FEW_PAGES:
        return frozenset()
    sizes = [line.height for page in pages for line in page if line.height > 0]
    large = _LARGE * median(sizes) if sizes else 0.0
    seen = Counter(
        shape for page in pages for shape in {_worn(line) for line in _edges(page) if line.height < large}
    )
    return frozenset(shape for shape, count in seen.items() if count >= max(3, _OFTEN * len(pages)))


def _is_head(line: Line, page: Sequence[Line], heads: frozenset[str]) -> bool:
    return any(line is edge for edge in _edges(page)) and _worn(line) in heads


def write(writer: Writer, pages: Sequence[Sequence[Line]]) -> None:
    """Write the lines as paragraphs and headings; a paragraph may go on over a page's end."""
    sizes = [round(line.height, 1) for page in pages for line in page if line.height > 0]
    usual = median(sizes) if sizes else 0.0
    last: Line | None = None
    for number, page in enumerate(pages, 1):
        width = max((line.right - line.left for line in page), default=0.0)
        step = _usual_step(page)
        for position, line in enumerate(page):
            new_page = position == 0
            if last is None or _begins(line, last, usual, width, step, new_page=new_page):
                writer.end_block()
                if _is_heading(line, usual):
                    writer.begin_heading(2 if line.height < 1.6 * usual else 1)
            if new_page:
                writer.mark(f"page {number}")
            words = _HYPHEN.sub("", line.words)
            joined = bool(_HYPHEN.search(line.words[-1:]))
            writer.text(words if joined else f"{words} ")
            last = line


def _usual_step(page: Sequence[Line]) -> float:
    steps = [above.foot - line.foot for above, line in pairwise(page)]
    return median(step for step in steps if step > 0) if any(step > 0 for step in steps) else 0.0


def _is_heading(line: Line, usual: float) -> bool:
    return usual > 0 and line.height >= _LARGE * usual and len(line.words) < 200


def _begins(line: Line, last: Line, usual: float, width: float, step: float, *, new_page: bool) -> bool:
    """Whether a line begins a paragraph."""
    if _HYPHEN.search(last.words[-1:]):
        return False
    if _is_heading(line, usual) != _is_heading(last, usual) or _LEADERS.search(last.words):
        return True
    if not last.height or not line.height:
        return bool(_ENDS.search(last.words)) and len(last.words) < 60
    if new_page or line.foot > last.foot:  # the next page, or the next column
        return bool(_ENDS.search(last.words))
    if step and last.foot - line.foot > _GAP * step:
        return True
    if line.left - last.left > _INDENT * line.height:
        return bool(_ENDS.search(last.words)) or line.left - last.left > 3 * line.height
    return bool(_ENDS.search(last.words)) and last.right - last.left < _SHORT * width


def _metadata(told: dict[str, str]) -> dict[str, str]:
    title, author = one_line(told.get("Title", "")), one_line(told.get("Author", ""))
    found = {"title": "" if _JUNK.match(title) else title, "author": author}
    date = _DATE.match(told.get("CreationDate", ""))
    if date:
        found["date"] = iso_date("-".join(filter(None, date.groups())))
    return {key: value for key, value in found.items() if value}
