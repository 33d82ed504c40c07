"""Annotations as JSON: the object that the command line prints, one a line, and reading it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, Final

import orjson

from annotations.exchange.row import BadRow, Problem, Read, Row
from annotations.model import Annotation, DocumentRecord

_LINE_LIMIT: Final = 16 * 1024 * 1024
_KEYS: Final = frozenset(
    "id document start end exact prefix suffix placement score tags note creator created modified "
    "document_id digest made".split()
)

_TEXTS: Final = (
    "id document document_id digest exact prefix suffix placement note creator created modified".split()
)


def annotation_json(annotation: Annotation, document: DocumentRecord) -> dict[str, Any]:
    """The annotation as every command with ``--json`` gives it; no key is ever missing."""
    span = annotation.span
    selectors = annotation.selectors
    return {
        "id": annotation.id,
        # A path that is not UTF-8 holds surrogates, which JSON has no place for.
        "document": document.path if document.path.isascii() else _shown(document.path),
        "start": span.start if span else None,
        "end": span.end if span else None,
        "exact": selectors.exact,
        "prefix": selectors.prefix,
        "suffix": selectors.suffix,
        "placement": str(annotation.placement),
        "score": annotation.score,
        "tags": list(annotation.tags),
        "note": annotation.note,
        "creator": annotation.creator,
        "created": annotation.created,
        "modified": annotation.modified,
    }


def _shown(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def export_jsonl(annotated: Iterable[tuple[Annotation, DocumentRecord]]) -> bytes:
    """One line each: the object above, and what a library needs to take it back to the last field."""
    # Straight into the file: ten thousand lines that wait to be joined take longer than their making.
    file = BytesIO()
    for annotation, document in annotated:
        file.write(orjson.dumps(_line(annotation, document), option=orjson.OPT_APPEND_NEWLINE))
    return file.getvalue()


def _line(annotation: Annotation, document: DocumentRecord) -> dict[str, Any]:
    line = annotation_json(annotation, document)
    line["document_id"] = document.id
    line["digest"] = annotation.placed
    selectors = annotation.selectors
    if selectors.digest != annotation.placed or annotation.span != (selectors.start, selectors.end):
        line["made"] = {"start": selectors.start, "end": selectors.end, "digest": selectors.digest}
    return {**annotation.extra, **line} if annotation.extra else line


def read_jsonl(data: bytes) -> Read:
    """The rows of JSON Lines, or of one JSON array; a line that cannot be read is named, the rest goes on.

    Raises:
        BadFile: It holds too much.
    """
    # Late: commands that print annotations read none.
    from annotations.exchange.budget import Budget, check_json

    data = data.removeprefix(b"\xef\xbb\xbf")
    check_json(data)
    budget = Budget()
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, found in _objects(data):
        budget.record()
        try:
            if isinstance(found, str):
                raise BadRow(found)
            rows.append(_row(found))
        except BadRow as error:
            problems.append(Problem(number, str(error)))
    return Read(tuple(rows), tuple(problems))


def _objects(data: bytes) -> Iterator[tuple[int, Any]]:
    """Numbered objects; a reason, as text, where there is none."""
    if data.lstrip()[:1] == b"[":
        try:
            yield from enumerate(orjson.loads(data), 1)
        except (orjson.JSONDecodeError, RecursionError) as error:
            yield 1, f"not JSON: {error}"
        return
    for number, line in enumerate(BytesIO(data), 1):
        if not line.strip():
            continue
        if len(line) > _LINE_LIMIT:
            yield number, f"longer than {_LINE_LIMIT // 1024 // 1024} MB"
            continue
        try:
            found = orjson.loads(line)
        except (orjson.JSONDecodeError, RecursionError) as error:
            yield number, f"not JSON: {error}"
        else:
            yield number, found if not isinstance(found, str) else "not an object"


def _row(found: object) -> Row:
    if not isinstance(found, Mapping):
        raise BadRow("not an object")
    made = found.get("made")
    if made is not None and not isinstance(made, Mapping):
        raise BadRow("'made' is not an object")
    tags = found.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise BadRow("'tags' is not a list of texts")
    score = found.get("score", 1.0)
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
        raise BadRow("'score' is not a number from 0 to 1")
    texts = {key: _text(found, key) for key in _TEXTS}
    # Batch lines say "quote" where the exported ones say "exact".
    texts["exact"] = texts["exact"] or _text(found, "quote")
    return Row(
        start=_offset(found, "start"),
        end=_offset(found, "end"),
        made=(_offset(made, "start") or 0, _offset(made, "end") or 0, _text(made, "digest"))
        if made
        else None,
        tags=tuple(tags),
        score=float(score),
        extra={key: value for key, value in found.items() if key not in _KEYS and key != "quote"},
        **texts,
    )


def _text(found: Mapping[str, Any], key: str) -> str:
    value = found.get(key)
    if value is not None and not isinstance(value, str):
        raise BadRow(f"'{key}' is not text")
    return value or ""


def _offset(found: Mapping[str, Any], key: str) -> int | None:
    value = found.get(key)
    if value is not None and (type(value) is not int or value < 0):
        raise BadRow(f"'{key}' is not a whole number from 0")
    return value
