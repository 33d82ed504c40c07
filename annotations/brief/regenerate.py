"""A brief written again over one that a person has worked on: only the managed blocks change.

Whatever stands outside the marks stays byte for byte, moved blocks stay where they were moved to,
and blocks that were taken out stay out. What no longer belongs to the brief is listed, not removed.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from annotations.brief.ledger import LEDGER, ledger_ids
from annotations.brief.references import carried_over

_BEGIN: Final = re.compile(r"(?m)^<!-- scholiast:begin (\S+) -->[ \t]*\r?$")
_MARK: Final = re.compile(r"(?m)^<!-- scholiast:(?:begin|end) \S+ -->[ \t]*\r?$")
_HEADING: Final = re.compile(r"(?m)^#{1,6} ")
_FRONT: Final = re.compile(r"\ufeff?---\r?\n(.*?\n)---\r?\n", re.DOTALL)
_SETTING: Final = re.compile(r"(?m)^(scholiast(?:-[a-z]+)?|title): *(.*?)\r?$")


class NotABrief(ValueError):
    """The file holds no marks of a brief, so that nothing in it may be written over."""


class Block(NamedTuple):
    """One managed block as it stands in a file: its id and its text with both marks."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A block that the brief as it is now does not have; ``line`` counts from 1 in the new file."""

    id: str
    line: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Regenerated:
    """The new content of the file and what became of its blocks.

    Attributes:
        updated, added: Ids of blocks written anew and put in.
        left_out: Ids that a person had taken out and that stay out.
        gone: What no longer belongs to the brief; still in the file unless it was pruned.
        damaged: Ids whose marks do not pair any more: left as they are.
    """

    data: bytes
    updated: tuple[str, ...]
    added: tuple[str, ...]
    left_out: tuple[str, ...]
    gone: tuple[Gone, ...]
    damaged: tuple[str, ...]


def regenerate(old: bytes, new: str, *, prune: bool = False, restore: bool = False) -> Regenerated:
    """``old`` with its managed blocks as they are in ``new``, a brief rendered afresh.

    A block that is not yet there comes after its predecessor and whatever a person wrote below
    that, up to the next block or heading. ``prune`` also takes out what is gone; ``restore`` puts
    back what a person took out.

    Raises:
        NotABrief: ``old`` has no managed block and does not call itself a brief.
    """
    text = old.decode("utf-8", "surrogateescape")
    if not _BEGIN.search(text) and "scholiast" not in settings(text):
        raise NotABrief("it has no marks of a brief (<!-- scholiast:begin … -->)")
    if text.count("\r\n") * 2 > text.count("\n"):
        new = new.replace("\n", "\r\n")
    parts = list(_parts(text))
    fresh = {part.id: part for part in _parts(new) if isinstance(part, Block)}
    present = {part.id for part in parts if isinstance(part, Block)}
    damaged = _unpaired(parts)
    known = frozenset[str]() if restore else ledger_ids(text)
    missing = [name for name in fresh if name not in present and name not in damaged]
    added = [name for name in missing if name not in known]
    if prune:
        parts = [part for part in parts if not isinstance(part, Block) or part.id in fresh]
    _keep_sources(parts, fresh)
    updated = []
    for number, part in enumerate(parts):
        if isinstance(part, Block) and part.id in fresh and part.text != fresh[part.id].text:
            parts[number] = fresh[part.id]
            updated.append(part.id)
    _put_in(parts, list(fresh), {name: fresh[name] for name in added})
    joined = "".join(part if isinstance(part, str) else part.text for part in parts)
    result = _with_ledger(joined, new)
    return Regenerated(
        data=result.encode("utf-8", "surrogateescape"),
        updated=tuple(updated),
        added=tuple(added),
        left_out=tuple(name for name in missing if name in known),
        gone=tuple(_gone(result, fresh.keys() | damaged)),
        damaged=tuple(sorted(damaged)),
    )


def diff(old: bytes, new: bytes, name: str) -> str:
    """What would change in the file ``name``, as a unified diff; empty if nothing."""
    before, after = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (old, new))
    return "".join(difflib.unified_diff(before, after, fromfile=name, tofile=name))


def settings(text: str) -> dict[str, str]:
    """What a brief says of itself in its front matter: title, and ``scholiast…`` without the prefix.

    The keys are ``title``, ``scholiast`` (the version), ``group``, ``flavour`` and ``query``; the
    result is empty for a file that has no front matter.
    """
    front = _FRONT.match(text[:65536])
    found = {}
    for key, value in _SETTING.findall(front[1]) if front else ():
        try:
            read = json.loads(value)
        except ValueError:
            read = value
        found[key.removeprefix("scholiast-")] = str(read)
    return found


def _with_ledger(text: str, new: str) -> str:
    """``text`` with the ledger of ``new``: what a person took out of this rendering stays out."""
    written = LEDGER.search(new)
    if not written:
        return text
    found = LEDGER.search(text)
    if found:
        return text[: found.start()] + written[0] + text[found.end() :]
    return f"{text}{'' if text.endswith(chr(10)) else chr(10)}\n{written[0]}"


def _parts(text: str) -> Iterator[str | Block]:
    """Text outside and managed blocks in turn; beginning and ending with text, maybe empty."""
    at = 0
    for begin in _BEGIN.finditer(text):
        if begin.start() < at:
            continue
        following = _MARK.search(text, begin.end())
        if not following or following[0].split()[1:3] != ["scholiast:end", begin[1]]:
            continue
        yield text[at : begin.start()]
        end = following.end() + (1 if text[following.end() : following.end() + 1] == "\n" else 0)
        yield Block(begin[1], text[begin.start() : end])
        at = end
    yield text[at:]


def _unpaired(parts: Sequence[str | Block]) -> set[str]:
    outside = "".join(part for part in parts if isinstance(part, str))
    return {mark.split()[2] for mark in _MARK.findall(outside)}


def _put_in(parts: list[str | Block], order: Sequence[str], added: dict[str, Block]) -> None:
    """Put the ``added`` blocks into ``parts``, each after the one before it in ``order``."""
    where = {part.id: number for number, part in enumerate(parts) if isinstance(part, Block)}
    behind: dict[int, list[Block]] = {}
    last = -1
    for name in order:
        if name in where:
            last = where[name]
        elif name in added:
            behind.setdefault(last, []).append(added[name])
    first = min(where.values(), default=len(parts))
    for number in sorted(behind, reverse=True):
        # With no predecessor they come before the first block, or at the end of a file without any.
        at = number + 1 if number >= 0 else first - 1
        before, after = str(parts[at]), ""
        heading = _HEADING.search(before) if number >= 0 else None
        if heading:
            before, after = before[: heading.start()], before[heading.start() :]
        parts[at : at + 1] = _spaced(before, behind[number], after, last=at == len(parts) - 1)


def _spaced(before: str, blocks: Sequence[Block], after: str, *, last: bool) -> list[str | Block]:
    """``blocks`` between two pieces of text, a blank line round each."""
    line = "\r\n" if "\r\n" in blocks[0].text else "\n"
    if before and not before.endswith("\n"):
        before += line
    if not before.endswith((line * 2, "\n\n")) and before.strip("\r\n \t"):
        before += line
    spaced: list[str | Block] = [before or line]
    for block in blocks:
        spaced += [block, line]
    if last and not after:
        spaced[-1] = ""
    else:
        spaced[-1] = line + after
    return spaced


def _keep_sources(parts: Sequence[str | Block], fresh: dict[str, Block]) -> None:
    """Add to the ``fresh`` block of sources those that what stays in the file still refers to."""
    old = next((part.text for part in parts if isinstance(part, Block) and part.id == "sources"), "")
    if not old or "sources" not in fresh:
        return
    rest = "".join(
        part if isinstance(part, str) else part.text
        for part in parts
        if isinstance(part, str) or part.id not in fresh
    )
    fresh["sources"] = Block("sources", carried_over(old, fresh["sources"].text, rest))


def _gone(text: str, belonging: set[str]) -> Iterator[Gone]:
    line = 1
    for part in _parts(text):
        if isinstance(part, Block) and part.id not in belonging:
            words = " ".join(row for row in part.text.split("\n")[1:-2] if row.strip())
            yield Gone(part.id, line, words[:80].strip())
        line += (part if isinstance(part, str) else part.text).count("\n")
