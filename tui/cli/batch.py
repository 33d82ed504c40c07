"""`annotate --batch`: JSON Lines in, JSON Lines out, each answer only once its annotation is durable."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from corpus.span import Span
from tui.cli.output import as_json

if TYPE_CHECKING:
    from tui.cli.session import Session

_LONGEST = 1 << 22


class BadLine(ValueError):
    """A line of the batch that does not say what to annotate."""


def run_batch(name: str, session: Session) -> int:
    """Annotate what each line of the file ``name`` says; 1 if any line failed."""
    failed = False
    for line in _lines(name):
        if not line.strip():
            continue
        answer = _answer(line, session)
        failed = failed or not answer["ok"]
        sys.stdout.write(as_json(answer) + "\n")
        sys.stdout.flush()
    return 1 if failed else 0


def _lines(name: str) -> Iterator[str]:
    from annotations.errors import ScholiastError

    if name == "-":
        yield from (raw.decode("utf-8", "replace") for raw in sys.stdin.buffer)
        return
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - a name as the person gave it
            yield from (raw.decode("utf-8", "replace") for raw in file)
    except OSError as error:
        raise ScholiastError(f"{name} cannot be read: {error.strerror or error}.") from error


def _answer(line: str, session: Session) -> dict[str, Any]:
    from annotations.changes import BadChange, NotSaved
    from annotations.errors import ScholiastError
    from corpus.files import Unreadable

    ref: Any = None
    try:
        row = _row(line)
        ref = row.get("ref")
        identity = _annotate(row, session)
    except (BadLine, BadChange, ScholiastError, NotSaved, Unreadable) as error:
        answer: dict[str, Any] = {"ok": False, "error": str(error)}
    else:
        answer = {"ok": True, "id": identity}
    return {**answer, "ref": ref} if ref is not None else answer


def _row(line: str) -> Mapping[str, Any]:
    if len(line) > _LONGEST:
        raise BadLine("The line is longer than four million characters.")
    try:
        row = json.loads(line, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"The line is not JSON: {error}.") from error
    if not isinstance(row, dict):
        raise BadLine("The line is not a JSON object.")
    return row


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_number(text[:40])


def _annotate(row: Mapping[str, Any], session: Session) -> str:
    workspace = session.workspace
    path = workspace.find_document(_text(row, "document"))
    if "quote" in row:
        span = workspace.quoted(path, _text(row, "quote"), _text(row, "prefix", ""), _text(row, "suffix", ""))
    else:
        span = Span(_number(row, "start"), _number(row, "end"))
    tags = row.get("tags")
    tags = [] if tags is None else tags
    if not (isinstance(tags, list) and all(isinstance(tag, str) for tag in tags)):
        raise BadLine("“tags” is not a list of texts.")
    by = _text(row, "creator", "") or None
    note, created = _text(row, "note", ""), _created(row)
    (made,) = workspace.annotate(path, span, tags=tags, note=note, by=by, created=created)
    return made.id


def _text(row: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = row.get(key)
    value = default if value is None else value
    if not isinstance(value, str):
        raise BadLine(f"“{key}” is missing." if value is None else f"“{key}” is not text.")
    return value


def _created(row: Mapping[str, Any]) -> str:
    """When it was made; empty, for now, if the line does not say."""
    from annotations.exchange.times import is_utc

    if row.get("created") is None:
        return ""
    created = _text(row, "created")
    if not is_utc(created):
        raise BadLine("“created” is not a time like 2026-02-13T20:27:00Z.")
    return created


def _number(row: Mapping[str, Any], key: str) -> int:
    value = row.get(key)
    if type(value) is not int:
        raise BadLine("Say which passage: “quote”, or “start” and “end” as whole numbers.")
    return value
