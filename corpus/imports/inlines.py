"""A line of styled words as Markdown: emphasis, code and links, only where they can be told apart again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from corpus.imports.escape import at_start, inline, one_line

_RUNS_OF_BACKTICKS: Final = re.compile("`+")
_REFERENCE: Final = re.compile(r"\A(\[\^\d+\]):")  # at the start of a line it would be the note itself
_EDGES: Final = re.compile(r"\A(\s*)(.*?)(\s*)\Z", re.DOTALL)


class Run(NamedTuple):
    """Words of one look; a ``mark`` is written as a comment, which is no part of the text."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""  # as `escape.target` gives it
    mark: bool = False
    raw: bool = False  # Markdown already


BREAK: Final = Run("\n")


def is_blank(runs: Iterable[Run]) -> bool:
    """Whether there are no words in it."""
    return all(run.mark or run.text.isspace() or not run.text for run in runs)


def markdown_of(runs: Sequence[Run], *, breaks: bool = True) -> str:
    """The Markdown of ``runs``, with a backslash at the end of a line that is to be broken."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run == BREAK and breaks:
            lines.append([])
        elif run == BREAK:
            lines[-1].append(Run(" "))
        elif run.mark and not lines[-1] and len(lines) > 1:
            lines[-2].append(run)  # a line that begins with a comment would be no Markdown
        elif run.text:
            lines[-1].append(run)
    written = (_line(line) for line in lines)
    return "\\\n".join(line for line in written if line)


def _line(runs: Sequence[Run]) -> str:
    merged = _merged(_folded(runs))
    parts: list[str] = []
    for position, (address, group) in _grouped(merged):
        members = list(group)
        before = merged[position - 1].text[-1:] if position else ""
        after = merged[end].text[:1] if (end := position + len(members)) < len(merged) else ""
        if address and parts and parts[-1][-1:] in ("!", "^"):
            parts[-1] = f"{parts[-1][:-1]}\\{parts[-1][-1]}"  # or the link would be a picture, or a note
        parts.append(_linked(members, address, before, after))
    return at_start(_REFERENCE.sub(r"\1\\:", "".join(parts).strip()))


def _grouped(runs: Sequence[Run]) -> Iterable[tuple[int, tuple[str, Iterable[Run]]]]:
    position = 0
    for address, group in groupby(runs, key=lambda run: run.link):
        members = list(group)
        yield position, (address, members)
        position += len(members)


def _folded(runs: Sequence[Run]) -> list[Run]:
    """White space folded across runs, none at the ends; blanks at the edges of a style are outside of it."""
    pieces: list[Run] = []
    blank = True
    for run in runs:
        if run.mark or run.raw:
            pieces.append(run)
            blank = blank and run.mark
            continue
        found = _EDGES.match(run.text)
        assert found is not None  # it matches everything
        words = one_line(found[2]) if not run.code else found[2].replace("\n", " ")
        if (found[1] or not words) and not blank:
            pieces.append(Run(" ", link=run.link))
            blank = True
        if words:
            pieces.append(run._replace(text=words))
            blank = False
        if found[3] and words:
            pieces.append(Run(" ", link=run.link))
            blank = True
    while pieces and pieces[-1].text == " ":
        pieces.pop()
    return pieces


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Neighbours of one look as one; a blank between two of one look takes it on."""
    found: list[Run] = []
    for number, run in enumerate(runs):
        if run.text == " " and not run.mark and found and number + 1 < len(runs):
            last, following = found[-1], runs[number + 1]
            alike = last._replace(text="") == following._replace(text="") and not last.mark
            run = last._replace(text=" ") if alike else run._replace(link=_shared(last, following))
        if found and found[-1]._replace(text="") == run._replace(text="") and not run.mark:
            found[-1] = run._replace(text=found[-1].text + run.text)
        else:
            found.append(run)
    return found


def _shared(last: Run, following: Run) -> str:
    return last.link if last.link == following.link else ""


def _linked(runs: Sequence[Run], address: str, before: str, after: str) -> str:
    inner: list[str] = []
    for number, run in enumerate(runs):
        # As written, so that marks which would touch other marks are left out.
        left = inner[-1][-1:] if number else "[" if address else before
        right = runs[number + 1].text[:1] if number + 1 < len(runs) else "]" if address else after
        inner.append(_styled(run, left, right))
    words = "".join(inner)
    return f"[{words}]({address})" if address and words else words


def _styled(run: Run, before: str, after: str) -> str:
    if run.mark:
        return comment(run.text)
    if run.raw:
        return run.text
    if run.code:
        return _code(run.text)
    words = inline(run.text)
    marks = "**" * run.strong + "*" * run.emphasis
    if not marks or not _can_open(before, run.text[0]) or not _can_open(after, run.text[-1]):
        return words
    return f"{marks}{words}{marks[::-1]}"


def comment(words: str) -> str:
    """A comment that holds ``words``."""
    return f"<!-- {one_line(words).replace('--', '- -').replace('>', '').strip('-')} -->"


def _can_open(outer: str, inner: str) -> bool:
    """Whether a mark of emphasis between these two is one, as CommonMark has it (either end alike)."""
    if inner.isspace() or outer == "*":
        return False
    return not _is_sign(inner) or not outer or outer.isspace() or _is_sign(outer)


def _is_sign(letter: str) -> bool:
    return bool(letter) and unicodedata.category(letter)[0] in "PS"


def _code(text: str) -> str:
    words = one_line(text)
    longest = max((len(run) for run in _RUNS_OF_BACKTICKS.findall(words)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}" if words else ""
