"""Filter as you type: words folded and matched in any order, and the line they are typed on."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from corpus.clean import clean_line
from tui.graphemes import iter_graphemes
from tui.widgets.celltext import cells, cut
from tui.widgets.runs import Line, Run, after

Item = TypeVar("Item")
Matcher = Callable[[str], Callable[[Item], bool] | None]
"""Reads what was typed and gives a test for items, or None while it cannot be read."""

_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "’": "'", "‘": "'"}
)
_ASCII: Final = 0x7F


def folded(text: str) -> str:
    """``text`` without case and accents, for comparing only: offsets are not those of ``text``."""
    text = text.casefold()
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    # Few different signs stand in a text, and fewer of them are to be changed.
    unusual = [code for code in map(ord, set(parts)) if code > _ASCII]
    changed = {
        code: _LETTERS.get(code) for code in unusual if code in _LETTERS or unicodedata.combining(chr(code))
    }
    return parts.translate(changed) if changed else parts


def all_folded(texts: Iterable[str]) -> list[str]:
    """Each of ``texts`` as `folded` gives it; most of them need nothing but small letters."""
    return [plain if (plain := text.casefold()).isascii() else folded(text) for text in texts]


def matching(typed: str, texts: Sequence[str], among: Sequence[int] | None = None) -> list[int]:
    """Indices of those of the folded ``texts`` that hold every word typed, in any order.

    Args:
        among: Ascending indices of those to look at, all if it is not given.
    """
    found: Sequence[int] = range(len(texts)) if among is None else among
    for word in sorted(set(folded(typed).split()), key=len, reverse=True):
        found = [index for index in found if word in texts[index]]
    return list(found)


class FilterLine:
    """What is typed on the filter line; it is edited at its end only."""

    __slots__ = ("editing", "text")

    def __init__(self) -> None:
        self.text = ""
        self.editing = False

    @property
    def active(self) -> bool:
        """Whether it narrows the list."""
        return bool(self.text.strip())

    def clear(self) -> bool:
        """Empties and closes the line; whether there was anything to do."""
        had = bool(self.text) or self.editing
        self.text, self.editing = "", False
        return had

    def insert(self, text: str) -> None:
        """Adds typed or pasted text, made safe."""
        line = clean_line(f"|{text}|", 200)[1:-1]
        self.text = (self.text + line)[:200]

    def press(self, key: str, character: str | None) -> bool:
        """Takes a key while editing; whether it belonged to the line."""
        if key == "backspace":
            self.text = "".join(list(iter_graphemes(self.text))[:-1])
        elif key == "ctrl+u":
            self.text = ""
        elif key == "ctrl+w":
            self.text = self.text.rstrip().rpartition(" ")[0]
            self.text += " " if self.text else ""
        elif character is not None and character.isprintable():
            self.insert(character)
        else:
            return False
        return True

    def drawn(self, width: int, hint: str, count: str) -> Line:
        """The line in ``width`` cells: what is typed, else what can be, and the ``count`` at its end."""
        room = width - 6 - (cells(count) + 2 if count else 0)
        typed = self.text
        while typed and cells(typed) > room:
            typed = typed[1:]  # its end is where typing goes on
        runs = [Run("/ ", "mark" if self.editing else "dim"), Run(typed, "filter")]
        runs.append(Run("▏" if self.editing else "", "mark"))
        if not self.text:
            runs.append(Run(cut(hint, room), "dim"))
        return [*runs, *after(runs, Run(count, "dim"), width)]
