"""Finding words in a text whatever their case and accents, with offsets into the text as it is."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Final

from corpus.span import Span

# Signs that a keyboard has one of and printers several; and white space, so that a phrase is
# found across a wrapped line.
_ALIKE: Final = {
    **dict.fromkeys("‘’‚‛′´`", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\n\t\u00a0\u2007\u202f\u2002\u2003\u2009\u3000", " "),
}
# A figure with its thousands apart or not, as folded; the other way to write it is found too.
_FIGURE: Final = re.compile(r"[0-9]{1,3}(?:[.,' ][0-9]{3})+|[0-9]{4,}")
_OTHER_LETTERS: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t"})


def fold(text: str) -> str:
    """``text`` as it is compared: no case, no accents, plain quotes, dashes and blanks."""
    return "".join(map(_fold_sign, text)) if not text.isascii() else _fold_ascii(text)


def _fold_ascii(text: str) -> str:
    return text.lower().replace("\n", " ").replace("\t", " ").replace("`", "'")


def _fold_sign(sign: str) -> str:
    if sign in _ALIKE:
        return _ALIKE[sign]
    apart = unicodedata.normalize("NFD", sign.casefold())
    bare = "".join(part for part in apart if unicodedata.category(part) != "Mn").translate(_OTHER_LETTERS)
    folded = unicodedata.normalize("NFC", bare)
    return _ALIKE.get(folded, folded)


def _seeker(folded: str, wanted: str) -> Callable[[int], Span | None]:
    """Finds the next place of what is ``wanted`` from an offset on."""
    if not _FIGURE.fullmatch(wanted):

        def seek(start: int) -> Span | None:
            at = folded.find(wanted, start)
            return Span(at, at + len(wanted)) if at >= 0 else None

        return seek
    digits = "".join(filter(str.isdigit, wanted))
    first = len(digits) % 3 or 3
    thousands = [digits[at : at + 3] for at in range(first, len(digits), 3)]
    pattern = re.compile("[.,' ]?".join([digits[:first], *thousands]))

    def seek_figure(start: int) -> Span | None:
        match = pattern.search(folded, start)
        return Span(*match.span()) if match else None

    return seek_figure


class Finder:
    """Searches one text many times; what the searches share is made at the first."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: str | None = None
        # Where folding made the text longer or shorter: offsets right after such a sign, in the
        # folded text and in the text itself.
        self._after_folded: list[int] = []
        self._after: list[int] = []
        self._width: list[int] = []

    def prepare(self) -> None:
        """Fold the text now (safe in a thread), so that the first search does not have to."""
        if self._folded is None:
            self._folded = self._fold_all()

    def find(self, needle: str, start: int = 0) -> Iterator[Span]:
        """The places of ``needle`` from offset ``start`` on, in order, not overlapping.

        A figure is found with its thousands set apart (2,400) and not (2400).
        A letter that folds to two (ß) is covered whole when one of the two matches; combining
        accents belong to the letter before them.
        """
        wanted = fold(needle)
        if not wanted:
            return
        self.prepare()
        folded = self._folded or ""
        reached = max(start, 0)
        seek = _seeker(folded, wanted)
        place = seek(self._to_folded(reached))
        while place:
            span = Span(self._to_text(place.start), self._end_in_text(place.end))
            if span.start >= reached:
                yield span
                reached = span.end
                place = seek(place.end)
            else:
                place = seek(place.start + 1)

    def _fold_all(self) -> str:
        text = self._text
        if text.isascii():
            return _fold_ascii(text)
        foldings = {sign: _fold_sign(sign) for sign in set(text)}
        odd = [sign for sign, folding in foldings.items() if len(folding) != 1]
        if odd:
            self._note_odd(odd, foldings)
        for sign, folding in foldings.items():
            # Lower case of these depends on their neighbours, or is not one sign.
            if sign == "Σ" or len(sign.lower()) != 1 or _fold_sign(sign.lower()) != folding:
                text = text.replace(sign, folding)
        text = text.lower()
        for sign in {sign.lower() for sign in foldings}:
            if len(sign) == 1 and (folding := _fold_sign(sign)) != sign:
                text = text.replace(sign, folding)
        return text

    def _note_odd(self, odd: list[str], foldings: dict[str, str]) -> None:
        """Remember where the two texts fall out of step."""
        drift = 0
        for match in re.finditer("[" + re.escape("".join(odd)) + "]", self._text):
            width = len(foldings[match[0]])
            drift += width - 1
            self._after.append(match.end())
            self._after_folded.append(match.end() + drift)
            self._width.append(width)

    def _to_folded(self, offset: int) -> int:
        """The folded offset of the sign at ``offset`` of the text."""
        before = bisect_right(self._after, offset)
        return offset if before == 0 else offset + self._after_folded[before - 1] - self._after[before - 1]

    def _to_text(self, at: int) -> int:
        """The offset in the text of the sign that the folded sign ``at`` comes from."""
        before = bisect_right(self._after_folded, at)
        if before < len(self._after) and at >= self._after_folded[before] - self._width[before]:
            return self._after[before] - 1
        return at if before == 0 else at + self._after[before - 1] - self._after_folded[before - 1]

    def _end_in_text(self, at: int) -> int:
        """The offset right after the last sign matched, accents that follow it included."""
        end = self._to_text(at - 1) + 1
        text = self._text
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        return end
