"""Printing a query, so that reading it again gives an equal one."""

from __future__ import annotations

import re
from typing import Final

from annotations.query.syntax import (
    KEYWORDS,
    And,
    Choice,
    Dated,
    Meeting,
    Near,
    Not,
    Or,
    Query,
    Tagged,
    Term,
    Within,
)

_BARE: Final = re.compile(r"\w+(?:['’./-]\w+)*")


def show(query: Query) -> str:
    """``query`` as a line in the query language, without needless quotation marks."""
    match query:
        case Term():
            return _term(query)
        case Near(terms, distance):
            return f"NEAR({' '.join(map(_term, terms))}, {distance})"
        case Within(field, term):
            return f"{field}:{_term(term)}"
        case Tagged():
            return _tagged(query)
        case Dated(field, start, end):
            return f"{field}:{start}" if start == end else f"{field}:{start}..{end}"
        case Choice(field, value):
            return f"{field}:{value}"
        case Meeting(left, relation, right):
            return f"{_tagged(left)} {relation} {_tagged(right)}"
        case Not(part):
            return f"NOT {_part(part, And, Or)}"
        case And(parts):
            return " AND ".join(_part(part, And, Or) for part in parts)
        case Or(parts):
            return " OR ".join(_part(part, Or) for part in parts)
    return ""


def _part(query: Query, *groups: type[Query]) -> str:
    shown = show(query)
    return f"({shown})" if isinstance(query, groups) else shown


def _term(term: Term) -> str:
    return f"{'=' * term.exact}{_value(term.text)}{'*' * term.prefix}"


def _tagged(tag: Tagged) -> str:
    path, slash = (tag.path[:-1], "/") if tag.path.endswith("/") else (tag.path, "")
    value = f"{path}{slash}" if _is_bare(path) else _value(tag.path)
    return f"tag:{'=' * tag.alone}{value}{'*' * tag.prefix}"


def _value(text: str) -> str:
    doubled = text.replace('"', '""')
    return text if _is_bare(text) else f'"{doubled}"'


def _is_bare(text: str) -> bool:
    return bool(_BARE.fullmatch(text)) and text not in KEYWORDS
