"""The cursor over a query line: blanks, keywords, quoted and bare values, each with its position."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from annotations.query.syntax import FIELDS, QueryError
from corpus.clean import clean_line

# What may close a quotation that was opened so; a straight mark inside is doubled.
QUOTES: Final = {'"': '"', "“": '”“"', "„": '“”"', "«": "»", "»": "«"}
_OPENING: Final = "".join(QUOTES)
_BARE: Final = re.compile(rf"[^\s(){_OPENING}]+")
_LISTED: Final = re.compile(rf"[^\s(),{_OPENING}]+")
_NAME: Final = re.compile(r"([^\W\d_]+):")
_KEYWORD: Final = re.compile(rf"[A-Z]+(?=[\s(){_OPENING}]|$)")


class Value(NamedTuple):
    """What stands for a word, or behind a field's colon.

    Attributes:
        text: Without marks, white space folded.
        at: Where it begins in the line.
        prefix: Whether a star follows.
        exact: Whether an equals sign precedes.
    """

    text: str
    at: int
    prefix: bool
    exact: bool


class Scanner:
    """A place in a line, moving forward."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.at = 0

    def skip(self) -> None:
        """Go over white space."""
        while self.at < len(self.line) and self.line[self.at].isspace():
            self.at += 1

    @property
    def sign(self) -> str:
        """The character here, empty at the end."""
        return self.line[self.at : self.at + 1]

    def ended(self) -> bool:
        """Whether only white space is left."""
        self.skip()
        return self.at >= len(self.line)

    def keyword(self) -> str:
        """The run of capitals that stands alone here, such as ``AND``; empty if none. Does not move."""
        self.skip()
        match = _KEYWORD.match(self.line, self.at)
        return match[0] if match else ""

    def take(self, sign: str) -> bool:
        """Go over ``sign`` if it stands here."""
        if not self.line.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True

    def negates(self) -> bool:
        """Whether a hyphen stands here with something right behind it."""
        after = self.line[self.at + 1 : self.at + 2]
        return self.sign == "-" and bool(after) and not after.isspace() and after != ")"

    def field(self) -> str:
        """Go over ``name:`` of a field and return its name, lower case; empty if a plain word stands here.

        Raises:
            QueryError: Something is asked of a field that does not exist, or nothing of one that does.
        """
        match = _NAME.match(self.line, self.at)
        if not match:
            return ""
        name, after = match[1].lower(), self.line[match.end() : match.end() + 1]
        alone = not after or after.isspace() or after in "()"
        if name in FIELDS:
            if alone:
                raise QueryError(match.end(), f"Nothing stands after “{name}:”", f"{name}:{_SAMPLES[name]}")
            self.at = match.end()
            return name
        if alone:
            return ""
        word = clean_line(match[1], 30)
        raise QueryError(
            self.at,
            f"There is no field “{word}”; if the words are meant, put them in quotes",
            _meant(name) or f'"{word}:…"',
        )

    def value(self, *, listed: bool = False) -> Value:
        """Go over a word, a quotation or a field's value; in a list a comma ends it.

        Raises:
            QueryError: There is none, it is not closed, or a star stands inside it.
        """
        exact = self.take("=")
        at = self.at
        if self.sign and self.sign in _OPENING:
            text = self._quotation()
            return Value(" ".join(text.split()), at, self.take("*"), exact)
        match = (_LISTED if listed else _BARE).match(self.line, at)
        if not match:
            raise QueryError(at, "A word is missing here", '="Kyiv"' if exact else '"peace talks"')
        self.at = match.end()
        text = match[0].removesuffix("*")
        if "*" in text:
            raise QueryError(at + text.index("*"), "A star can only stand at the end of a word", "negotiat*")
        return Value(text, at, text != match[0], exact)

    def _quotation(self) -> str:
        opening, start = self.sign, self.at
        closing = QUOTES[opening]
        found: list[str] = []
        at = start + 1
        while at < len(self.line):
            sign = self.line[at]
            if sign not in closing:
                found.append(sign)
            elif opening == '"' and self.line.startswith('""', at):
                found.append(sign)
                at += 1
            else:
                self.at = at + 1
                return "".join(found)
            at += 1
        raise QueryError(start, "This quotation mark is not closed", '"peace talks"')


_SAMPLES: Final = {
    "tag": "position/strength",
    "note": "check",
    "title": '"peace talks"',
    "source": "wire",
    "author": "smith",
    "by": "maria",
    "doc": "brussels",
    "text": '"peace talks"',
    "speaker": "aldous",
    "date": "2025-01..2025-03",
    "created": "2025-02-13",
    "status": "unread",
    "placement": "orphan",
    "has": "note",
}


def _meant(name: str) -> str:
    """An example for the field that ``name`` was probably to be; empty if it looks like none."""
    from difflib import get_close_matches

    return next((f"{like}:{_SAMPLES[like]}" for like in get_close_matches(name[:30], FIELDS, 1, 0.7)), "")
