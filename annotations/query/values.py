"""What stands behind a field's colon, and single terms: checked and made into nodes."""

from __future__ import annotations

from annotations.model import tag_path
from annotations.query.dates import days
from annotations.query.folding import words
from annotations.query.scanner import Value
from annotations.query.syntax import (
    CHOICES,
    DATE_FIELDS,
    Choice,
    Dated,
    Query,
    QueryError,
    Tagged,
    Term,
    Within,
)
from corpus.clean import clean_line


def tagged(value: Value) -> Tagged:
    """What stands after ``tag:``.

    Raises:
        QueryError: It names no tag, or asks for two things at once.
    """
    if value.exact and value.prefix:
        raise QueryError(
            value.at, "“=” leaves sub-tags out and “*” lets them in; only one can be meant", "tag:=position"
        )
    path, typed = tag_path(value.text), value.text
    while path != typed:  # a mark of a tag may come to light only when another has gone
        path, typed = tag_path(path), path
    if not path:
        raise QueryError(value.at, "The name of a tag is missing", "tag:position/strength")
    if value.prefix and value.text.rstrip().endswith("/"):
        path += "/"
    return Tagged(path, value.exact, value.prefix)


def field(name: str, value: Value) -> Query:
    """What stands after the colon of any field but ``tag:``.

    Raises:
        QueryError: The field does not take such a value.
    """
    if name not in DATE_FIELDS and name not in CHOICES:
        return Within(name, term(value))
    if value.exact or value.prefix:
        raise QueryError(value.at, f"“{name}:” takes neither “=” nor “*”", _sample(name))
    return _dated(name, value) if name in DATE_FIELDS else _choice(name, value)


def _choice(name: str, value: Value) -> Choice:
    chosen = value.text.lower()
    if chosen not in CHOICES[name]:
        raise QueryError(value.at, f"“{name}:” can be {_listed(CHOICES[name])}", _sample(name))
    return Choice(name, chosen)


def _dated(name: str, value: Value) -> Dated:
    start, dots, end = value.text.partition("..")
    if not dots:
        end = start
    for part in (start, end):
        if part and days(part) is None:
            at = value.at + (value.text.rindex(part) if part is end else 0)
            raise QueryError(
                at, f"“{clean_line(part, 30)}” is no date; a date is a year, a month or a day", _sample(name)
            )
    first, last = days(start), days(end)
    if first is None and last is None:
        raise QueryError(value.at, "A range needs a date on one side at least", f"{name}:2025-02..")
    if first and last and first.first > last.last:
        raise QueryError(value.at, "This range ends before it begins", _sample(name))
    return Dated(name, start, end)


def term(value: Value) -> Term:
    """A word, a prefix or a phrase.

    Raises:
        QueryError: There is no word in it, so that it could never be found.
    """
    if not value.text:
        raise QueryError(value.at, "There is nothing to look for", '"peace talks"')
    if not value.exact and not words(value.text):
        signs = clean_line(value.text, 30).replace('"', "").strip()
        what = f"“{clean_line(value.text, 30)}” has no letter or digit; with = it is looked for as it stands"
        raise QueryError(value.at, what, f'="{signs or "%"}"')
    return Term(value.text, value.prefix, value.exact)


def _listed(choices: tuple[str, ...]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def _sample(name: str) -> str:
    if name in DATE_FIELDS:
        return f"{name}:2025-01-01..2025-03-31"
    return f"{name}:{CHOICES[name][0]}"
