"""Reading a query: recursive descent over one line, with the place of a mistake in the error.

query    := any                      (or nothing, which is everything)
any      := all ("OR" all)*
all      := negated (["AND"] negated)*
negated  := ("NOT" | "-")* single
single   := "(" any ")" | "NEAR(" term term… ["," number] ")" | meeting | field ":" value | term
meeting  := "tag:" value ("NEAR" | "WITH" | "IN") "tag:" value
term     := ["="] (word | quotation) ["*"]
"""

from __future__ import annotations

import re
from typing import Final

from annotations.query.scanner import Scanner
from annotations.query.syntax import (
    DISTANCE,
    And,
    Everything,
    Meeting,
    Near,
    Not,
    Or,
    Query,
    QueryError,
    Relation,
    Tagged,
    Term,
)
from annotations.query.values import field, tagged, term

_DEEPEST: Final = 50
_FARTHEST: Final = 9999
_NEAR: Final = re.compile(r"NEAR\s*\(")
_NUMBER: Final = re.compile("[0-9]+")
_LIKE_A_DISTANCE: Final = re.compile(r"[0-9]{1,3}\s*")  # four are a year
_NEAR_EXAMPLE: Final = "NEAR(peace talks, 5)"
_GROUP_EXAMPLE: Final = "(peace OR truce) AND talks"


def parse(text: str) -> Query:
    """The query that ``text`` says; `Everything` if it is blank.

    Raises:
        QueryError: It cannot be read; says where, why, and how it could be put.
    """
    scanner = Scanner(text)
    if scanner.ended():
        return Everything()
    query = _any(scanner, 0)
    if not scanner.ended():
        raise QueryError(scanner.at, "This bracket closes nothing", _GROUP_EXAMPLE)
    return query


def _any(scanner: Scanner, depth: int) -> Query:
    parts = [_all(scanner, depth)]
    while scanner.keyword() == "OR":
        scanner.take("OR")
        parts.append(_all(scanner, depth))
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _all(scanner: Scanner, depth: int) -> Query:
    parts = [_negated(scanner, depth)]
    while True:
        if scanner.keyword() == "AND":
            scanner.take("AND")
        elif scanner.ended() or scanner.sign == ")" or scanner.keyword() == "OR":
            return parts[0] if len(parts) == 1 else And(tuple(parts))
        parts.append(_negated(scanner, depth))


def _negated(scanner: Scanner, depth: int) -> Query:
    scanner.skip()
    start, count = scanner.at, 0
    while scanner.keyword() == "NOT" or scanner.negates():
        count += 1
        if count + depth > _DEEPEST:
            raise _too_deep(start)
        scanner.at += 3 if scanner.sign == "N" else 1
    query = _single(scanner, depth + count)
    for _ in range(count):
        query = Not(query)
    return query


def _single(scanner: Scanner, depth: int) -> Query:
    scanner.skip()
    at, keyword = scanner.at, scanner.keyword()
    if scanner.sign in ("", ")") or keyword in {"AND", "OR"}:
        raise _missing(scanner, at)
    if scanner.take("("):
        return _group(scanner, at, depth + 1)
    if _NEAR.match(scanner.line, at):
        return _near(scanner)
    if keyword == "NEAR":
        raise QueryError(at, "NEAR joins two tags, or has its words in brackets", _NEAR_EXAMPLE)
    name = scanner.field()
    if name == "tag":
        return _meeting(scanner)
    if name:
        return field(name, scanner.value())
    return term(scanner.value())


def _group(scanner: Scanner, at: int, depth: int) -> Query:
    if depth > _DEEPEST:
        raise _too_deep(at)
    query = _any(scanner, depth)
    scanner.skip()
    if not scanner.take(")"):
        raise QueryError(at, "This bracket is not closed", _GROUP_EXAMPLE)
    return query


def _near(scanner: Scanner) -> Query:
    at = scanner.at
    scanner.take("NEAR")
    scanner.skip()
    scanner.take("(")
    terms: list[Term] = []
    distance = DISTANCE
    while not _at_end_of_list(scanner, at):
        value = scanner.value(listed=True)
        if value.exact:
            raise QueryError(value.at - 1, "“=” does not work inside NEAR", _NEAR_EXAMPLE)
        terms.append(term(value))
    if scanner.take(","):
        distance = _distance(scanner)
    elif len(terms) > 2 and _LIKE_A_DISTANCE.fullmatch(scanner.line, value.at, scanner.at):
        raise _without_comma(terms, value.at)
    scanner.skip()
    if not scanner.take(")"):
        raise QueryError(scanner.at, "After the number, NEAR is closed with a bracket", _NEAR_EXAMPLE)
    if len(terms) < 2:
        raise QueryError(at, "NEAR needs two words or more", _NEAR_EXAMPLE)
    return Near(tuple(terms), distance)


def _without_comma(terms: list[Term], at: int) -> QueryError:
    number, example = terms[-1].text, Near(tuple(terms[:-1]), int(terms[-1].text))
    what = f"If up to {number} words may stand between, a comma belongs before {number}"
    return QueryError(at, f"{what}; if {number} is looked for too, put it in quotation marks", str(example))


def _at_end_of_list(scanner: Scanner, opened: int) -> bool:
    if scanner.ended():
        raise QueryError(opened, "The bracket of NEAR is not closed", _NEAR_EXAMPLE)
    if scanner.sign == "(":
        raise QueryError(scanner.at, "NEAR takes words and quotations, no brackets", _NEAR_EXAMPLE)
    return scanner.sign in ",)"


def _distance(scanner: Scanner) -> int:
    scanner.skip()
    match = _NUMBER.match(scanner.line, scanner.at)
    if not match or len(match[0]) > 9 or int(match[0]) > _FARTHEST:
        raise QueryError(
            scanner.at, f"After the comma stands a number of words, up to {_FARTHEST}", _NEAR_EXAMPLE
        )
    scanner.at = match.end()
    return int(match[0])


def _meeting(scanner: Scanner) -> Query:
    left = tagged(scanner.value())
    joined = _joined(scanner)
    if joined is None:
        return left
    meeting = Meeting(left, *joined)
    at = scanner.at
    if _joined(scanner) is not None:
        raise QueryError(
            at,
            "NEAR, WITH and IN join two tags at a time",
            "tag:a NEAR tag:b AND tag:b NEAR tag:c",
        )
    return meeting


def _joined(scanner: Scanner) -> tuple[Relation, Tagged] | None:
    keyword = scanner.keyword()
    if keyword not in Relation.__members__ or _NEAR.match(scanner.line, scanner.at):
        return None
    scanner.take(keyword)
    scanner.skip()
    at = scanner.at
    try:
        found = scanner.field() == "tag"
    except QueryError:
        found = False
    if not found:
        raise QueryError(at, f"After {keyword} a tag must follow", f"tag:position {keyword} tag:durability")
    return Relation(keyword), tagged(scanner.value())


def _missing(scanner: Scanner, at: int) -> QueryError:
    if scanner.sign == ")" and not scanner.line[:at].strip():
        return QueryError(at, "This bracket closes nothing", _GROUP_EXAMPLE)
    return QueryError(at, "Something to look for is missing here", _GROUP_EXAMPLE)


def _too_deep(at: int) -> QueryError:
    return QueryError(at, f"Brackets and NOT can be nested {_DEEPEST} deep, no deeper", _GROUP_EXAMPLE)
