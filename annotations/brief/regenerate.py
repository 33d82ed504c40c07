"""A brief written again over one that a person has worked on: only the managed blocks change.

Whatever stands outside the marks stays byte for byte, but for what the front matter says of query,
grouping and flavour; moved blocks stay where they were moved to, and blocks that were taken out stay
out. A block that is not as it was written is the person's and stays as it is. What no longer belongs
to the brief is listed, not removed; where the brief is grouped anew, passages leave their old places.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from annotations.brief.escape import yaml_string
from annotations.brief.ledger import LEDGER, fingerprint, ledger, ledger_blocks
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

    @property
    def body(self) -> str:
        """What stands between the marks."""
        return self.text[self.text.find("\n") + 1 : self.text.rfind("<!-- scholiast:end ")]


@dataclass(frozen=True, slots=True)
class Standing:
    """A block that was not renewed; ``line`` counts from 1 in the new file.

    ``by_hand`` says that a person changed it since it was written.
    """

    id: str
    line: int
    excerpt: str
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Regenerated:
    """The new content of the file and what became of its blocks.

    Attributes:
        updated, added: Ids of blocks written anew and put in.
        left_out: Ids that a person had taken out and that stay out.
        kept: What a person changed, as they left it; only sources that are missing were added.
        gone: What no longer belongs to the brief; still in the file unless it was pruned.
        damaged: Ids whose marks do not pair any more: left as they are.
    """

    data: bytes
    updated: tuple[str, ...]
    added: tuple[str, ...]
    left_out: tuple[str, ...]
    kept: tuple[Standing, ...]
    gone: tuple[Standing, ...]
    damaged: tuple[str, ...]


def regenerate(old: bytes, new: str, *, prune: bool = False, restore: bool = False) -> Regenerated:
    """``old`` with its managed blocks as they are in ``new``, a brief rendered afresh.

    A block that is not yet there comes after its predecessor and whatever a person wrote below
    that, up to the next block or heading. ``prune`` also takes out what is gone, unless a person
    changed it; ``restore`` puts back what a person took out and renews, or prunes, what they
    changed. A file without fingerprints of its blocks does not tell what was changed by hand:
    there all are renewed.

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
    known = ledger_blocks(text)
    missing = [name for name in fresh if name not in present and name not in damaged]
    added = [name for name in missing if restore or name not in known]
    theirs = frozenset[str]() if restore else _changed_by_hand(parts, fresh, known)
    now, before = settings(new), settings(text)
    if "group" in before and now.get("group") != before["group"]:
        parts = _without(parts, _left_behind(parts, fresh, theirs))
    if prune:
        parts = _without(parts, present - theirs.union(fresh))
    _keep_sources(parts, fresh, theirs)
    updated = []
    for number, part in enumerate(parts):
        if not isinstance(part, Block) or part.id not in fresh or part.text == fresh[part.id].text:
            continue
        if part.id not in theirs:
            parts[number] = fresh[part.id]
            updated.append(part.id)
    _put_in(parts, list(fresh), {name: fresh[name] for name in added})
    joined = _with_settings("".join(part if isinstance(part, str) else part.text for part in parts), now)
    result = _with_ledger(joined, new, _written(parts, fresh, known, theirs))
    standing = tuple(_standing(result, theirs))
    return Regenerated(
        data=result.encode("utf-8", "surrogateescape"),
        updated=tuple(updated),
        added=tuple(added),
        left_out=tuple(name for name in missing if name not in added),
        kept=tuple(block for block in standing if block.by_hand and block.id in fresh),
        gone=tuple(block for block in standing if block.id not in fresh.keys() | damaged),
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


def _with_settings(text: str, wanted: Mapping[str, str]) -> str:
    """``text`` with its front matter saying of query, grouping, flavour and title what is ``wanted``.

    Nothing else in it changes; a text without front matter stays as it is.
    """
    front = _FRONT.match(text[:65536])
    if front is None:
        return text
    have = settings(text)
    body, line = front[1], "\r\n" if "\r\n" in front[0] else "\n"
    for key in ("title", "group", "flavour", "query"):
        name, value = key if key == "title" else f"scholiast-{key}", wanted.get(key, "")
        if have.get(key, "") == value:
            continue
        said = f"{name}: {yaml_string(value)}{line}" if value else ""
        old = re.search(rf"(?m)^{name}:.*\r?\n", body)
        if old:
            body = body[: old.start()] + said + body[old.end() :]
        elif key != "title":
            body += said
    return text[: front.start(1)] + body + text[front.end(1) :]


def _left_behind(
    parts: Sequence[str | Block], fresh: Mapping[str, Block], theirs: frozenset[str]
) -> frozenset[str]:
    """Ids of blocks of a grouping that was left: passages that stand elsewhere now, headings over none."""
    here = {name.partition("@")[0] for name in fresh if "@" in name}
    stay, left = set(), set()
    for part in parts:
        if not isinstance(part, Block) or part.id in fresh:
            continue
        passage, _, group = part.id.partition("@")
        if group and (passage not in here or part.id in theirs):
            stay.add(group)
        elif part.id not in theirs:
            left.add(part.id)
    return frozenset(left - stay)


def _without(parts: Sequence[str | Block], ids: Collection[str]) -> list[str | Block]:
    """``parts`` without these blocks and the one blank line that was put below each."""
    left: list[str | Block] = []
    taken = False
    for part in parts:
        if isinstance(part, Block):
            taken = part.id in ids
            left += [] if taken else [part]
        elif not taken or part not in ("\n", "\r\n"):
            left.append(part)
    return left


def _changed_by_hand(
    parts: Sequence[str | Block], fresh: Mapping[str, Block], known: Mapping[str, str]
) -> frozenset[str]:
    """Ids of the blocks that are not as they were written, as far as ``known`` has their fingerprints."""
    return frozenset(
        part.id
        for part in parts
        if isinstance(part, Block) and known.get(part.id) and part != fresh.get(part.id)
        if fingerprint(part.body) != known[part.id]
    )


def _written(
    parts: Sequence[str | Block],
    fresh: Mapping[str, Block],
    known: Mapping[str, str],
    theirs: frozenset[str],
) -> dict[str, str]:
    """Each block that was ever written and still matters, with its fingerprint as it was written last."""
    present = {part.id for part in parts if isinstance(part, Block)}
    written = {}
    for name, block in fresh.items():
        renewed = name in present and name not in theirs
        written[name] = fingerprint(block.body) if renewed or not known.get(name) else known[name]
    # What does not belong now may belong again; by then it must still be known who wrote it.
    written.update((name, mark) for name, mark in known.items() if mark and name in present - fresh.keys())
    return written


def _with_ledger(text: str, new: str, written: Mapping[str, str]) -> str:
    """``text`` with a ledger, if it or ``new`` has one: what a person took out stays out."""
    found = LEDGER.search(text)
    if not found and not LEDGER.search(new):
        return text
    line = "\r\n" if "\r\n" in new else "\n"
    comment = ledger(written).replace("\n", line)
    if found:
        return text[: found.start()] + comment + text[found.end() :]
    return f"{text}{'' if text.endswith(chr(10)) else line}{line}{comment}"


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


def _keep_sources(parts: list[str | Block], fresh: dict[str, Block], theirs: frozenset[str]) -> None:
    """See to it that every reference in the file finds its source.

    The ``fresh`` block of sources gets those that what stays in the file still refers to; a block
    of sources that a person changed gets those that are new.
    """
    blocks = (
        (n, part.text) for n, part in enumerate(parts) if isinstance(part, Block) and part.id == "sources"
    )
    at, old = next(blocks, (0, ""))
    if not old or "sources" not in fresh:
        return
    new = fresh["sources"].text
    if "sources" in theirs:
        rest = "".join(block.text for block in fresh.values() if block.id != "sources")
        parts[at] = Block("sources", carried_over(new, old, rest))
        return
    rest = "".join(
        part if isinstance(part, str) else part.text
        for part in parts
        if isinstance(part, str) or part.id not in fresh or part.id in theirs
    )
    fresh["sources"] = Block("sources", carried_over(old, new, rest))


def _standing(text: str, theirs: frozenset[str]) -> Iterator[Standing]:
    line = 1
    for part in _parts(text):
        if isinstance(part, Block):
            rows = (row for row in part.body.split("\n") if row.strip() and not row.startswith("<!--"))
            words = " ".join(rows)
            yield Standing(part.id, line, words[:80].strip(), part.id in theirs)
        line += (part if isinstance(part, str) else part.text).count("\n")
