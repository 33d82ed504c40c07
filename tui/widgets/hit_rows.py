"""What the list of hits and the concordance show: their data, and the lines they are shown as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tui.graphemes import iter_graphemes
from tui.widgets.article_row import shown_date
from tui.widgets.card import note_lines
from tui.widgets.celltext import ELLIPSIS, cells, cut, shown, wrap
from tui.widgets.runs import Line, Run

MATCH: Final = "heading"
"""The look of what was found: told apart by weight as well as by colour."""
PICKED: Final = "✓"
KEYWORD_MOST: Final = 24
CONTEXT: Final = 80
"""Code points from which a context surely was cut off."""
_WHERE: Final = {"title": "title", "note": "note"}
# Cells from which a row of the concordance names source and date, and cells that these have.
_WITH_SOURCE: Final = ((130, 36), (96, 26))
_QUOTATION: Final = 3


@dataclass(frozen=True, slots=True)
class Group:
    """An article that something was found in.

    Attributes:
        path: Relative to the library.
        count: Places found in it; 0 if it was found by something that has no place.
    """

    path: str
    title: str
    source: str = ""
    date: str = ""
    count: int = 0

    @property
    def key(self) -> str:
        """Names it among rows."""
        return self.path


@dataclass(frozen=True, slots=True)
class Place:
    """One place that was found.

    Attributes:
        key: Names it among rows.
        path: Of the article.
        start, end: Code points, of the text for ``text`` and ``passage``, else of title or note.
        where: ``text``, ``title``, ``note`` or ``passage``.
        annotation: Id of the annotation whose note or passage it is.
        tags, colours: Of a passage.
        title: Of the article; stands in for a source.
        picked: Whether it is picked.
        last: Whether it is the last of its article, after which there is a gap.
    """

    key: str
    path: str
    start: int
    end: int
    exact: str
    left: str
    right: str
    where: str
    source: str = ""
    date: str = ""
    annotation: str = ""
    tags: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    note: str = ""
    title: str = ""
    picked: bool = False
    last: bool = False

    @property
    def can_be_picked(self) -> bool:
        """Whether it stands in a text, where it can be highlighted or tagged."""
        return self.where in ("text", "passage")


HitRow = Group | Place


def group_lines(group: Group, width: int) -> list[Line]:
    """Title, source and date of an article, and how much was found in it."""
    count = f"  {group.count}" if group.count else ""
    details = " · ".join(part for part in (shown(group.source), shown_date(group.date)) if part)
    room = width - cells(count)
    title = cut(
        shown(group.title) or shown(group.path), max(8, room - cells(details) - 2) if details else room
    )
    line = [Run(title, "strong")]
    if details and (left := room - cells(title) - 2) > 3:
        line.append(Run(f"  {cut(details, left)}", "dim"))
    if count:
        gap = width - sum(cells(run.text) for run in line) - cells(count)
        line += [Run(" " * gap), Run(count, "dim")]
    return [line] if group.count else [line, []]


def place_lines(place: Place, width: int) -> list[Line]:
    """A place in its context on one line, or a marked passage on a few."""
    lines = _passage(place, width) if place.where == "passage" else [_in_context(place, width)]
    return [*lines, []] if place.last or place.where == "passage" else lines


def _in_context(place: Place, width: int) -> Line:
    line = [Run(f" {PICKED if place.picked else ' '} ", "mark")]
    if place.where in _WHERE:
        line.append(Run(f"{_WHERE[place.where]}  ", "dim"))
    room = width - sum(cells(run.text) for run in line)
    exact = cut(shown(place.exact), room)
    before, after = around(place)
    left = _from_word(before, max(0, min(room * 2 // 5, room - cells(exact))))
    right = cut(after, max(0, room - cells(left) - cells(exact)))
    return [*line, Run(left, "note"), Run(exact, MATCH), Run(right, "note")]


def around(place: Place) -> tuple[str, str]:
    """What stands left and right of a place, safe to show, whole words only."""
    left, right = shown(f"|{place.left}|", 400)[1:-1], shown(f"|{place.right}|", 400)[1:-1]
    if len(place.left) >= CONTEXT and " " in left.strip():
        left = ELLIPSIS + left.partition(" ")[2]
    if len(place.right) >= CONTEXT and " " in right.strip():
        right = right.rpartition(" ")[0] + ELLIPSIS
    return left, right


def _from_word(text: str, width: int) -> str:
    """The end of ``text`` in at most ``width`` cells, beginning with a whole word."""
    kept = cut_left(text, width)
    if kept == text or " " not in kept.strip():
        return kept
    return ELLIPSIS + kept.partition(" ")[2] if kept[:1] == ELLIPSIS else kept


def _passage(place: Place, width: int) -> list[Line]:
    room = max(2, width - 4)
    quotation = shown(place.exact, max(300, 8 * width))
    bar = Run("▌", "bar", place.colours[0] if place.colours else "")
    bodies: list[Line] = [[Run(piece.of(quotation))] for piece in wrap(quotation, room, _QUOTATION)]
    if place.tags:
        tags: Line = []
        for tag, colour in zip(place.tags, place.colours, strict=False):
            tags += [Run("  ")] * bool(tags) + [Run(shown(tag), "tag", colour)]
        bodies.append(tags)
    if noted := note_lines(place.note):
        bodies.append([Run(cut(noted[0].text, room), "note-soft")])
    if place.where == "passage" and place.start == place.end:
        bodies.insert(0, [Run("not placed", "warning")])
    signs = [PICKED if place.picked and not at else " " for at in range(len(bodies))]
    return [[Run(f" {sign} ", "mark"), bar, *body] for sign, body in zip(signs, bodies, strict=True)]


def whence(place: Place, width: int) -> str:
    """Source, date and file of a place, where its row in a concordance of ``width`` cells does not say so."""
    if width >= _WITH_SOURCE[-1][0]:
        return ""
    parts = (shown(place.source), shown_date(place.date), shown(place.path))
    return cut(" · ".join(part for part in parts if part), width - 4)


def concordance_line(place: Place, width: int, keyword: int, beside: tuple[int, int] = (0, 0)) -> Line:
    """A place with its words in the middle.

    Args:
        keyword: Cells of the column in the middle.
        beside: Which word on the left and on the right the rows are sorted by, 0 for none; it stands out.
    """
    named = next((taken for least, taken in _WITH_SOURCE if width >= least), 0)
    room = width - 3 - keyword - (named + 2 if named else 0)
    sides = max(4, room // 2 - 1)
    before, after = around(place)
    exact = cut(shown(place.exact), keyword)
    space = keyword - cells(exact)
    # The words stand in the middle of their column, and their context right beside them, with a blank
    # only where the text has one.
    room_left, room_right = sides + 1 + space // 2, room - sides - 1 + space - space // 2
    apart, then = " " * before.endswith(" "), " " * after.startswith(" ")
    left = cut_left(before.strip(), room_left - len(apart))
    right = cut(after.strip(), max(0, room_right - len(then)))
    look = "note" if place.can_be_picked else "note-soft"
    line = [
        Run(f" {PICKED if place.picked else ' '} ", "mark"),
        Run(" " * (room_left - len(apart) - cells(left))),
        *_with_word(left, look, beside[0], -1),
        Run(apart),
        Run(exact, MATCH),
        Run(then),
        *_with_word(right, look, beside[1], 1),
    ]
    if named:
        gap = room_right - len(then) - cells(right) + 2
        date = shown_date(place.date)
        whose = place.source or place.title or place.path.rpartition("/")[2]
        name = whose if place.can_be_picked else f"{place.where}, {whose}"
        source = cut(shown(name), named - cells(date) - 1)
        blank = named - cells(source) - cells(date)
        line += [Run(" " * gap), Run(f"{source}{' ' * blank}{date}", "dim")]
    return line


def _with_word(text: str, look: str, number: int, step: int) -> Line:
    """``text`` with one of its words standing out, counted from the side where the match is."""
    if not number:
        return [Run(text, look)]
    words = text.split(" ")
    places = [at for at, word in enumerate(words) if any(sign.isalnum() for sign in word)]
    if len(places) < number:
        return [Run(text, look)]
    at = places[number - 1] if step > 0 else places[-number]
    before, after = " ".join(words[:at]), " ".join(words[at + 1 :])
    return [
        Run(f"{before} " if at else "", look),
        Run(words[at], "strong"),
        Run(f" {after}" if at + 1 < len(words) else "", look),
    ]


def cut_left(text: str, width: int) -> str:
    """The end of ``text`` in at most ``width`` cells, an ellipsis before it if something was left out."""
    if cells(text) <= width:
        return text
    if width <= 1:
        return ELLIPSIS[:width]
    if text.isascii():
        return ELLIPSIS + text[-(width - 1) :].lstrip()
    kept: list[str] = []
    taken = 0
    for grapheme in reversed(list(iter_graphemes(text[-(4 * width + 16) :]))):
        taken += cells(grapheme)
        if taken > width - 1:
            break
        kept.append(grapheme)
    return ELLIPSIS + "".join(reversed(kept)).lstrip()
