"""Front matter: the YAML between two lines of dashes at the top of a file, as flat strings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from corpus.clean import clean_line

_OPENING: Final = re.compile(r"\A---[ \t]*\n")
_CLOSING: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_PAIR: Final = re.compile(r"^([A-Za-z][\w -]{0,40}):(?:[ \t]+(.*))?$")
# A row as most are: a scalar on one line, of signs that mean nothing in YAML where they stand.
_SIGNS: Final = r"\w .,;/()&!?%+=~'’‘“”„«»…–—\-"
_ROW: Final = re.compile(
    rf"""([A-Za-z][\w-]{{0,40}}):\ +
    (?: "([{_SIGNS}:#|*@]*)"\ * | ([^\W_][{_SIGNS}]*(?::(?=[\w/])[{_SIGNS}]*)*) )""",
    re.VERBOSE,
)
_LIMIT: Final = 1 << 16
_BRACKETS: Final = 200
_NESTED_IN_LINE: Final = re.compile(r"(?:[-?:][ \t]+){8}")
_VALUE_LIMIT: Final = 1000
_UNSOUND: Final = (
    "The front matter is not sound YAML, so it was read line by line: see whether title, author and date are "
    "right, and look for a bracket or quotation mark in it that is not closed."
)


class FrontMatter(NamedTuple):
    """What stands before the text.

    Attributes:
        fields: Keys in lower case; a value is a tuple of clean lines (a list has several).
        end: Code points of the source that it takes, its closing line included; 0 if there is none.
        remark: What the reader should be told, if anything.
    """

    fields: Mapping[str, tuple[str, ...]]
    end: int = 0
    remark: str = ""

    def first(self, *keys: str) -> str:
        """The first value of the first of ``keys`` that has one."""
        for key in keys:
            if values := self.fields.get(key):
                return values[0]
        return ""


NONE: Final = FrontMatter({})


def split(source: str) -> FrontMatter:
    """The front matter at the top of ``source``, or `NONE`.

    YAML that cannot be read is taken line by line as ``key: value``, with a remark; a rule that
    only looks like front matter (no such line in it) is left in the text.
    """
    opening = _OPENING.match(source)
    closing = _CLOSING.search(source, opening.end(), opening.end() + _LIMIT) if opening else None
    if opening is None or closing is None:
        return NONE
    body = source[opening.end() : closing.start()]
    if not body.strip():
        return FrontMatter({}, closing.end())
    loaded = _rows(body) or _load(body)
    if isinstance(loaded, Mapping):
        fields = {str(key).strip().lower(): _values(value) for key, value in loaded.items()}
        return FrontMatter(fields, closing.end())
    pairs = [_PAIR.match(line) for line in body.splitlines()]
    fields = {pair[1].strip().lower(): _values(_bare(pair[2] or "")) for pair in pairs if pair}
    if not fields or loaded is not None:
        return NONE
    return FrontMatter(fields, closing.end(), _UNSOUND)


def _bare(value: str) -> str:
    """What one line of unsound YAML gives, without quotation marks and brackets that are not closed."""
    value = value.strip("'\" ")
    for opening, closing in ("[]", "{}"):
        if value.startswith(opening) and closing not in value:
            value = value[1:].strip("'\" ")
    return value


def _rows(body: str) -> dict[str, str]:
    """What `_load` gives, without the parser, where every line is a simple row; empty where one is not."""
    found: dict[str, str] = {}
    for line in body.strip("\n").split("\n"):
        row = _ROW.fullmatch(line)
        if row is None:
            return {}
        found[row[1]] = row[2] or row[3] or ""
    return found


def _load(body: str) -> object:
    """The parsed YAML with every scalar as a string; None where it cannot be parsed."""
    # Front matter is flat; the parser is slow on nesting and may overflow the stack on more of it.
    if body.count("[") + body.count("{") > _BRACKETS or _NESTED_IN_LINE.search(body):
        return None
    import yaml

    try:
        # The base loader makes strings only: no dates shifted, no "no" turned into False, no objects.
        return yaml.load(body, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, RecursionError, ValueError, TypeError):
        return None


def _values(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        line = clean_line(value, _VALUE_LIMIT)
        return (line,) if line else ()
    if isinstance(value, list):
        return tuple(line for item in value[:50] if isinstance(item, str) and (line := clean_line(item)))
    if isinstance(value, Mapping):
        # `author: {name: …}` and the like: the name is what a reader looks for.
        return _values(value.get("name", "")) if isinstance(value.get("name"), str) else ()
    return ()
