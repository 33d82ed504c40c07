"""Texts folded for the index and for finding words in them, by whatever rule the queries compare words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from corpus.span import Span

_ASCII: Final = bytes(range(0x80))
_FEW: Final = 48  # up to so many different signs it is quicker to replace one after the other
_MARKS: Final = frozenset({"Mn", "Mc", "Me"})
_A_WORD: Final = re.compile(r"\w")


class Aligned(NamedTuple):
    """A folded text whose offsets can be led back to the text that it was made of.

    Attributes:
        folded: Words in lower case and without accents; what separates them may be any ASCII sign.
        starts, ends: Folded offsets before and after each place where the two texts fall out of step.
        text_starts, text_ends: The same places in the text itself.
    """

    folded: str
    starts: list[int]
    ends: list[int]
    text_starts: list[int]
    text_ends: list[int]

    def span(self, start: int, end: int) -> Span:
        """The code points of the text behind the folded ones from ``start`` to ``end`` (not empty).

        A sign that folds to several is covered whole; accents belong to the letter before them.
        """
        if not self.starts:
            return Span(start, end)
        first, last = self._place(start)[0], self._place(end - 1)[1]
        after = bisect_right(self.text_starts, last - 1)
        while after < len(self.starts) and self.text_starts[after] == last and self._is_dropped(after):
            last = self.text_ends[after]
            after += 1
        return Span(first, last)

    def _place(self, at: int) -> tuple[int, int]:
        """The stretch of the text that the folded sign ``at`` comes from."""
        before = bisect_right(self.starts, at) - 1
        if before < 0:
            return at, at + 1
        if at < self.ends[before]:
            return self.text_starts[before], self.text_ends[before]
        place = at - self.ends[before] + self.text_ends[before]
        return place, place + 1

    def _is_dropped(self, number: int) -> bool:
        return self.starts[number] == self.ends[number]


class Folding:
    """Folds texts as ``words`` does, at the speed of replacing signs.

    ``words`` gives the folded words of a text, each with a blank on both sides. It must work sign by
    sign, except that combining signs in a row may change places.
    """

    def __init__(self, words: Callable[[str], str]) -> None:
        self.words = words
        self._plain: dict[str, str] = {}
        self._close: dict[str, str] = {}
        self._solid: set[str] = set()
        self._odd: set[str] = set()
        self._leaning: set[str] = set()  # words of their own, but not behind a letter of another script
        self._clinging: set[str] = set()  # those of them that are of one word with such a letter

    def indexed(self, text: str) -> tuple[str, bool]:
        """``text`` with nothing but words in other letters than ASCII, and whether it is odd.

        In an odd text some word begins or ends, folded, where it does not as it stands: one with a
        combining accent in the middle or with a sign such as ``™``.
        """
        if text.isascii():
            return text, False
        units = self._units(text)
        odd = not self._odd.isdisjoint(units)
        if not self._leaning.isdisjoint(units):
            return self.words(text), odd
        return _replaced(text, {unit: self._plain[unit] for unit in units}), odd

    def aligned(self, text: str) -> Aligned:
        """``text`` folded, with the way back to its offsets."""
        if text.isascii():
            return Aligned(text.lower(), [], [], [], [])
        units = {unit: self._close[unit] for unit in self._units(text)}
        drifting = {unit: close for unit, close in units.items() if len(unit) != len(close)}
        # What was not ASCII is folded already, and of one length with its lower case.
        aligned = Aligned(_replaced(text, units).lower(), [], [], [], [])
        if drifting:
            _note(text, drifting, aligned)
        return aligned

    def joins(self, sign: str) -> bool:
        """Whether ``sign`` of an aligned text makes one word with letters beside it."""
        return sign.isalnum() if sign.isascii() else sign not in self._solid

    def parted(self, text: str, at: int) -> bool:
        """Whether what stands before ``at`` in an aligned text is of another word than what stands there."""
        if not (0 < at < len(text) and (self.joins(text[at]) or text[at] in self._clinging)):
            return True
        before = at - 1
        while before and text[before] in self._clinging:
            before -= 1
        return not self.joins(text[before])

    def _units(self, text: str) -> set[str]:
        """The signs of ``text`` that are not ASCII, and rows of combining signs; all of them learnt."""
        # Taken out as bytes: ten times as fast as an expression looks for them.
        beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
        units = set(beyond.decode("utf-8", "surrogatepass"))
        for unit in units - self._plain.keys():
            self._learn(unit)
        starting = [unit for unit in units if _combines(unit, 0)]
        if starting:
            ending = [unit for unit in units if _combines(unit, -1)]
            rows = re.compile(f"{_any_of(ending)}{_any_of(starting)}+")
            for row in set(rows.findall(text)):
                if row not in self._plain:
                    self._learn(row)
                units.add(row)
        return units

    def _learn(self, unit: str) -> None:
        # Between two letters it shows whether it separates them, joins them, or is not there at all.
        plain = self.words(f"a{unit}a")[2:-2]
        signs = {sign for sign in plain if not sign.isascii()}
        self._solid |= {sign for sign in signs if self.words(sign + sign) == f" {sign} {sign} "}
        for sign in signs & self._solid:
            plain = plain.replace(sign, f" {sign} ")
        close = plain
        for sign in signs & self._solid:
            close = re.sub(f" *{sign} *", sign, close)
        if (first := plain.strip()[:1]) in self._solid and unicodedata.category(first) in _MARKS:
            self._leaning.add(unit)
            if len(self.words(f"a{first}").split()) == 1:
                self._clinging.add(first)
        separates = plain != "" and not plain.strip()
        if not separates and not all(map(_A_WORD.match, unit)):
            self._odd.add(unit)
        self._close[unit] = close
        self._plain[unit] = plain


def _combines(unit: str, at: int) -> bool:
    """Whether a combining sign stands at the beginning (0) or end (-1) of ``unit`` taken apart."""
    return unicodedata.combining(unicodedata.normalize("NFKD", unit)[at]) != 0


def _any_of(units: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(units)))}]"


def _pattern(units: Iterable[str]) -> re.Pattern[str]:
    """Any of the units, the longest first."""
    single = [unit for unit in units if len(unit) == 1]
    rows = sorted((unit for unit in units if len(unit) > 1), key=lambda unit: (-len(unit), unit))
    return re.compile("|".join([*map(re.escape, rows), *([_any_of(single)] if single else [])]))


def _replaced(text: str, units: dict[str, str]) -> str:
    """``text`` with each unit replaced. What units are replaced by is not changed by further replacing."""
    rows = [unit for unit in units if len(unit) > 1]
    if rows:
        return _pattern(units).sub(lambda match: units[match[0]], text)
    if len(units) > _FEW:
        return text.translate({ord(unit): folded for unit, folded in units.items()})
    for unit, folded in units.items():
        if unit != folded:
            text = text.replace(unit, folded)
    return text


def _note(text: str, drifting: dict[str, str], aligned: Aligned) -> None:
    drift = 0
    for match in _pattern(drifting).finditer(text):
        folded = len(drifting[match[0]])
        aligned.text_starts.append(match.start())
        aligned.text_ends.append(match.end())
        aligned.starts.append(match.start() + drift)
        drift += folded - len(match[0])
        aligned.ends.append(match.end() + drift)
