"""`annotate --batch`: JSON Lines in, JSON Lines out, each answer only once its annotation is durable."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from corpus.clean import clean_line
from corpus.span import Span
from tui.cli.output import as_json

if TYPE_CHECKING:
    from tui.cli.session import Session

_LONGEST: Final = 1 << 22
_PIECE: Final = 1 << 16  # bytes that are read at once
_TOGETHER: Final = 64  # lines that share one synchronisation
_KEYS: Final = (
    "document", "quote", "prefix", "suffix", "start", "end", "tags", "note", "creator", "created", "ref",
)  # fmt: skip


class _Line(NamedTuple):
    """A line that is not blank; lines of the file are numbered from 1."""

    number: int
    text: str


class BadLine(ValueError):
    """A line of the batch that does not say what to annotate."""


def run_batch(name: str, session: Session) -> int:
    """Annotate what each line of the file ``name`` says; 1 if any line failed.

    Lines that are there already share one synchronisation; nothing waits for a line that is not.
    """
    failed = False
    for lines in _waiting(name):
        for start in range(0, len(lines), _TOGETHER):
            answers = _answers(lines[start : start + _TOGETHER], session)
            failed = failed or not all(answer["ok"] for answer in answers)
            sys.stdout.write("".join(as_json(answer) + "\n" for answer in answers))
            sys.stdout.flush()
    return 1 if failed else 0


def _waiting(name: str) -> Iterator[list[_Line]]:
    """The lines of a file, or of standard input for ``-``: as many at a time as are there already."""
    from annotations.errors import ScholiastError

    try:
        with ExitStack() as stack:
            # A name as the person gave it.
            file = sys.stdin.buffer if name == "-" else stack.enter_context(open(name, "rb"))  # noqa: PTH123
            yield from _lines(file)
    except OSError as error:
        if name == "-":
            raise
        raise ScholiastError(f"{name} cannot be read: {error.strerror or error}.") from error


def _lines(file: IO[bytes]) -> Iterator[list[_Line]]:
    begun: list[bytes] = []  # of a line whose end has not come yet
    first = 1
    while piece := file.read1(_PIECE):  # type: ignore[attr-defined]
        head, end, rest = piece.rpartition(b"\n")
        if not end:
            begun.append(rest)
            continue
        whole = b"".join([*begun, head]).split(b"\n")
        yield _decoded(whole, first)
        first += len(whole)
        begun = [rest]
    yield _decoded([b"".join(begun)], first)


def _decoded(lines: list[bytes], first: int) -> list[_Line]:
    return [_Line(n, line.decode("utf-8", "replace")) for n, line in enumerate(lines, first) if line.strip()]


def _answers(lines: list[_Line], session: Session) -> list[dict[str, Any]]:
    """What is to be said to each line, in order; what is said to be done is durable."""
    from annotations.changes import NotSaved
    from annotations.errors import ScholiastError

    if len(lines) == 1:
        return [_answer(lines[0], session)]
    answers: list[dict[str, Any]] = []
    try:
        with session.workspace.together():
            answers.extend(_answer(line, session) for line in lines)
    except (NotSaved, ScholiastError) as error:
        known = [
            answer if not answer["ok"] else _refused(line, error, answer.get("ref"))
            for line, answer in zip(lines, answers, strict=False)
        ]
        return [*known, *(_refused(line, error, _ref(line)) for line in lines[len(known) :])]
    return answers


def _ref(line: _Line) -> Any:
    try:
        return _row(line.text).get("ref")
    except BadLine:
        return None


def _refused(line: _Line, error: Exception, ref: Any) -> dict[str, Any]:
    return _with_ref({"ok": False, "error": f"Line {line.number}: {error}"}, ref)


def _with_ref(answer: dict[str, Any], ref: Any) -> dict[str, Any]:
    return {**answer, "ref": ref} if ref is not None else answer


def _answer(line: _Line, session: Session) -> dict[str, Any]:
    from annotations.changes import BadChange, NotSaved
    from annotations.errors import ScholiastError
    from corpus.files import Unreadable

    ref: Any = None
    try:
        row = _row(line.text)
        ref = row.get("ref")
        _refuse_unknown(row)
        identity = _annotate(row, session)
    except (BadLine, BadChange, ScholiastError, NotSaved, Unreadable) as error:
        return _refused(line, error, ref)
    return _with_ref({"ok": True, "id": identity}, ref)


def _row(line: str) -> Mapping[str, Any]:
    if len(line) > _LONGEST:
        raise BadLine("The line is longer than four million characters.")
    try:
        row = json.loads(line, parse_constant=_no_number, parse_float=_finite)
    except json.JSONDecodeError as error:  # its own words count lines, too, and within this one
        raise BadLine(f"The line is not JSON: {error.msg} at character {error.pos + 1}.") from error
    except (ValueError, RecursionError) as error:
        raise BadLine(f"The line is not JSON: {error}.") from error
    if not isinstance(row, dict):
        raise BadLine("The line is not a JSON object.")
    return row


def _refuse_unknown(row: Mapping[str, Any]) -> None:
    """Refuse what would be dropped: a key that is none of a line's.

    Raises:
        BadLine: There is one; the message names it and the one that was probably meant.
    """
    unknown = next((key for key in row if key not in _KEYS), None)
    if unknown is None:
        return
    from difflib import get_close_matches

    near = get_close_matches(unknown.lower(), _KEYS, 1)
    meant = f"did you mean “{near[0]}”?" if near else f"there are {', '.join(_KEYS)}."
    raise BadLine(f"There is no key “{clean_line(unknown, 40)}”; {meant}")


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
