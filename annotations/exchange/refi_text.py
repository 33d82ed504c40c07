"""The text of a REFI-QDA source, and what its program counts positions in, found out by trial.

The standard says code points of the file. NVivo for Windows counts UTF-16 and both signs of a CRLF,
ATLAS.ti counts a CRLF as one, and a byte-order mark is counted or not. The way of counting in which
most selections begin and end between words is the one that was meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, NamedTuple

from annotations.exchange.units import Ruler, Unit
from corpus.clean import canonical

_MARK: Final = "\ufeff"
_NAMED: Final = 8  # code points from which a name that equals the passage proves something
_WEIGHT: Final = 4  # what it then counts beside the edges
_LEAST: Final = 0.6
_LEAD: Final = 0.1
# Scripts that put no blanks between words: an edge inside of a run of them proves nothing.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff]"
)


class Marked(NamedTuple):
    """A selection as it stands in the file."""

    start: int
    end: int
    name: str = ""


class Convention(NamedTuple):
    """A way of counting."""

    unit: Unit
    stored: bool  # whether newlines count as they stand in the file
    mark: bool  # whether a byte-order mark counts

    def __str__(self) -> str:
        newline = "newlines as stored" if self.stored else "CRLF as one"
        return f"{self.unit.value}, {newline}" + (", byte-order mark counted" if self.mark else "")


@dataclass(frozen=True, slots=True)
class Located:
    """The canonical text of a source and the place of each selection in it.

    Attributes:
        places: Start and end in ``text``, None for a selection that lies outside of it.
        doubt: Why the way of counting is not certain, empty if it is.
    """

    text: str
    places: tuple[tuple[int, int] | None, ...]
    convention: Convention
    doubt: str = ""


def locate(raw: str, selections: Sequence[Marked]) -> Located:
    """Find out how ``selections`` count in ``raw``, the text of the file with its byte-order mark."""
    trials = [_Trial(raw, convention) for convention in _conventions(raw)]
    slices = {trial.convention: trial.slices(selections) for trial in trials}
    telling = [
        index
        for index in range(len(selections))
        if any(found[index] is not None for found in slices.values())
    ]
    # Only a name that is the passage in some way of counting is one; others are mere labels.
    named = {
        index
        for index in telling
        for trial in trials
        if _is_named(selections[index], trial.slice(slices[trial.convention][index]))
    }
    scored: list[tuple[float, _Trial]] = []
    seen = set()
    for trial in trials:
        found = slices[trial.convention]
        key = tuple(hash(trial.slice(place)) for place in found)  # not the passages, which may be long
        if key not in seen:
            seen.add(key)
            scored.append((trial.score(selections, found, telling, named), trial))
    # Sorting is stable, so that of equals the one nearest to the standard is taken.
    scored.sort(key=lambda pair: -pair[0])
    best, chosen = scored[0]
    doubt = ""
    if telling and best < _LEAST:
        doubt = "its selections fit no way of counting well"
    elif len(scored) > 1 and best - scored[1][0] < _LEAD:
        doubt = f"its positions may count {chosen.convention} or {scored[1][1].convention}"
    text, places = chosen.canonical(slices[chosen.convention])
    return Located(text, places, chosen.convention, doubt)


def _conventions(raw: str) -> list[Convention]:
    """Those that can differ in this text, the standard's first."""
    wide = any(sign > "\uffff" for sign in raw) if not raw.isascii() else False
    units = (Unit.POINTS, Unit.UTF16) if wide else (Unit.POINTS,)
    newlines = (True, False) if "\r\n" in raw else (True,)
    marks = (False, True) if raw.startswith(_MARK) else (False,)
    return [Convention(*each) for each in product(units, newlines, marks)]


class _Trial:
    """One way of counting tried on one text."""

    def __init__(self, raw: str, convention: Convention) -> None:
        self.convention = convention
        text = raw if convention.mark else raw.removeprefix(_MARK)
        self._text = text if convention.stored else text.replace("\r\n", "\n")
        self._ruler = Ruler(self._text, convention.unit)

    def slices(self, selections: Sequence[Marked]) -> list[tuple[int, int] | None]:
        """Start and end of each in code points of this trial's text."""
        found: list[tuple[int, int] | None] = []
        for selection in selections:
            start, end = self._ruler.points(selection.start), self._ruler.points(selection.end)
            found.append((start, end) if start is not None and end is not None and start < end else None)
        return found

    def slice(self, place: tuple[int, int] | None) -> str:
        """The passage at a place."""
        return self._text[place[0] : place[1]] if place else ""

    def score(
        self,
        selections: Sequence[Marked],
        places: Sequence[tuple[int, int] | None],
        telling: Sequence[int],
        named: set[int],
    ) -> float:
        """How well the selections fit, 0 to 1."""
        total = 0.0
        for index in telling:
            edges = self._edges(places[index])
            if index in named:
                equal = _is_named(selections[index], self.slice(places[index]))
                edges = (edges + _WEIGHT * equal) / (1 + _WEIGHT)
            total += edges
        return total / len(telling) if telling else 1.0

    def _edges(self, place: tuple[int, int] | None) -> float:
        if place is None:
            return 0.0
        text, (start, end) = self._text, place
        checks = (
            not _cuts(text, start),
            not _cuts(text, end),
            not text[start].isspace() and text[start] != _MARK,
            not text[end - 1].isspace(),
        )
        return sum(checks) / len(checks)

    def canonical(
        self, places: Sequence[tuple[int, int] | None]
    ) -> tuple[str, tuple[tuple[int, int] | None, ...]]:
        """The text as this program keeps it, and the places in it."""
        skipped = 1 if self.convention.mark else 0
        text = self._text[skipped:]
        breaks = [match.start() for match in re.finditer("\r\n", text)]
        plain = text.replace("\r\n", "\n")
        offsets = sorted({offset for place in places if place for offset in place})
        moved = {offset: max(0, offset - skipped) for offset in offsets}
        # Of a position between the two signs of a CRLF the newline is what follows.
        moved = {offset: at - bisect_left(breaks, at) for offset, at in moved.items()} if breaks else moved
        kept = canonical(plain).text
        if kept != plain:
            moved = _carried(plain, moved)
        found = [(moved[place[0]], moved[place[1]]) if place else None for place in places]
        return kept, tuple(place if place and place[0] < place[1] else None for place in found)


def _carried(text: str, offsets: dict[int, int]) -> dict[int, int]:
    """Offsets into ``text`` as offsets into its canonical form, piece by piece."""
    length = last = 0
    carried: dict[int, int] = {}
    for at in sorted(set(offsets.values())):
        length += len(canonical(text[last:at]).text)
        last = at
        carried[at] = length
    return {offset: carried[at] for offset, at in offsets.items()}


def _cuts(text: str, at: int) -> bool:
    """Whether an edge stands inside of a word."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _UNSPACED.match(before) or _UNSPACED.match(after):
        return False
    return before.isalnum() and after.isalnum()


def _is_named(selection: Marked, passage: str) -> bool:
    name = " ".join(selection.name.split())
    return len(name) >= _NAMED and name == " ".join(passage.split())
