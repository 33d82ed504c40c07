"""Printing results: clean text, JSON, JSON Lines, and columns that line up."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

_UNSEEN: Final = re.compile(
    "[\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)

_MOST: Final = 10**9

# Letters and signs of one cell each, as most are; the tables that know of all others take long to be read in.
_NARROW: Final = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027○●◐]*")


def add_json(parser: argparse.ArgumentParser) -> None:
    """The options ``--json`` and ``--jsonl``."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--json", action="store_true", help="print one JSON array")
    group.add_argument("--jsonl", action="store_true", help="print a JSON object on each line")


def count(text: str) -> int:
    """An option's value as a whole number from 1 on; anything else is wrong use.

    What is beyond all that there can be counts as `_MOST`.
    """
    digits = text.lstrip("0")
    if not (digits.isascii() and digits.isdecimal()):
        from corpus.clean import clean_line

        raise argparse.ArgumentTypeError(f"“{clean_line(text, 20)}” is no whole number from 1 on")
    return int(digits) if len(digits) < len(str(_MOST)) else _MOST


def wants_json(args: argparse.Namespace) -> bool:
    """Whether machine-readable output was asked for."""
    return bool(args.json or args.jsonl)


def print_rows(args: argparse.Namespace, rows: Iterable[Mapping[str, Any]]) -> None:
    """Print rows as one array or a line each."""
    if args.jsonl:
        for row in rows:
            put(as_json(row))
    else:
        put_json(list(rows))


def put_json(value: Any) -> None:
    """Print one JSON value over several lines."""
    put(indented(value))


def indented(value: Any) -> str:
    """``value`` as JSON over several lines."""
    import json

    return _harmless(json.dumps(value, ensure_ascii=False, indent=2))


def as_json(row: Mapping[str, Any]) -> str:
    """``row`` on one line."""
    import json

    return _harmless(json.dumps(row, ensure_ascii=False))


def _harmless(text: str) -> str:
    """JSON that means the same and that no terminal obeys: what is not plain text is written as escapes."""
    import json

    return _UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], text)


def put(line: str = "") -> None:
    """Print one line of a result as it is; whatever came from outside was cleaned before."""
    sys.stdout.write(line + "\n")


def put_clean(text: str) -> None:
    """Print text from outside, line breaks kept."""
    from corpus.clean import clean

    put(clean(text))


def print_columns(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    """Print rows in columns of at most these widths in cells; the last column is not cut."""
    if rows:
        put(in_columns(rows, widths))


def in_columns(rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """What `print_columns` prints."""
    from corpus.clean import clean_line

    *columns, last = zip(*rows, strict=True)
    cells = [_column(column, width) for column, width in zip(columns, widths, strict=True)]
    lines = map("  ".join, zip(*cells, map(clean_line, last), strict=True))
    return "\n".join(map(str.rstrip, lines))


def _column(texts: Sequence[str], width: int) -> list[str]:
    # Of thousands of rows, most have the same signs, dates and numbers.
    known = {text: fitted(text, width) for text in set(texts)}
    return [known[text] for text in texts]


def fitted(text: str, width: int) -> str:
    """``text`` on one line, cut or filled to ``width`` cells."""
    if text.isascii() and text.isprintable() and len(text) <= width and "  " not in text:
        return text.strip().ljust(width)
    from corpus.clean import clean_line

    line = clean_line(text)
    if _NARROW.fullmatch(line):
        return line.ljust(width) if len(line) <= width else line[: width - 1] + "…"
    from wcwidth import wcswidth

    while line and wcswidth(line) > width:
        line = line[:-2] + "…" if len(line) > 1 else ""
    return line + " " * max(0, width - max(0, wcswidth(line)))


def widest(texts: Iterable[str], least: int) -> int:
    """The cells of a column in which none of ``texts`` is cut, such as paths that must be told apart."""
    return max([least, *map(_cells, set(texts))])


def _cells(text: str) -> int:
    if text.isascii() and text.isprintable():
        return len(text)
    from corpus.clean import clean_line

    line = clean_line(text)
    if _NARROW.fullmatch(line):
        return len(line)
    from wcwidth import wcswidth

    return max(0, wcswidth(line))


def plural(number: int, one: str, many: str = "") -> str:
    """``3 passages``, ``1 passage``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
