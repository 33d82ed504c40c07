"""The comment that ends a brief: every block written into it, and how each of them read.

A block that a person took out is not put in again, and one that they changed is not written over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final
from zlib import crc32

LEDGER: Final = re.compile(r"(?m)^<!-- scholiast:written\b(.*?)-->[ \t]*(?:\r?\n|\Z)", re.DOTALL)
NOTICE: Final = (
    "<!-- What stands between a begin and an end mark is renewed by the next export, unless it was changed "
    "by hand. All else stays as you leave it. -->"
)
_NAMED: Final = re.compile(r"(.*?)(?:=([0-9a-f]{8}))?")


def fingerprint(body: str) -> str:
    """Eight digits that tell whether the text between two marks is still as it was written.

    Line ends, and blank lines next to the marks, make no difference.
    """
    if "\r" in body:
        body = body.replace("\r\n", "\n")
    return f"{crc32(body.strip(chr(10)).encode('utf-8', 'surrogatepass')):08x}"


def ledger(written: Mapping[str, str]) -> str:
    """The comment that lists every block and the fingerprint of its text, which may be empty."""
    heads: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for name, read in written.items():
        passage, at, group = name.partition("@")
        mark = f"={read}" if read else ""
        if at:
            members.setdefault(group, []).append(passage.removeprefix("sch-") + mark)
        else:
            members.setdefault(name, [])
            heads[name] = mark
    return ledger_of((group + heads.get(group, ""), found) for group, found in members.items())


def ledger_of(groups: Iterable[tuple[str, Collection[str]]]) -> str:
    """The same of groups, each with its members; ``name=fingerprint`` stands for a block."""
    lines = [f"{group}: {' '.join(members)}" if members else group for group, members in groups]
    return "<!-- scholiast:written\n" + "\n".join(lines) + "\n-->\n"


def ledger_blocks(text: str) -> dict[str, str]:
    """The blocks that the ledger in ``text`` names, each with its fingerprint, empty where it has none."""
    found: dict[str, str] = {}
    for match in LEDGER.finditer(text):
        for line in match[1].split("\n"):
            head, _, members = line.strip().partition(":")
            group, read = _named(head)
            if not group:
                continue
            inner = {f"sch-{name}@{group}": mark for name, mark in map(_named, members.split())}
            # A heading that was not written itself: only what stands under it was.
            if read or not any(inner.values()):
                found[group] = read
            found.update(inner)
    return found


def _named(word: str) -> tuple[str, str]:
    match = _NAMED.fullmatch(word)
    return (match[1], match[2] or "") if match else (word, "")
