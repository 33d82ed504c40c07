"""The comment that ends a brief: every block written into it, so that one taken out stays out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

LEDGER: Final = re.compile(r"(?m)^<!-- scholiast:written\b(.*?)-->[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def ledger(ids: Sequence[str]) -> str:
    """The comment that lists every block ever written, so that one taken out is not put in again."""
    members: dict[str, list[str]] = {}
    for name in ids:
        passage, at, group = name.partition("@")
        if at:
            members.setdefault(group, []).append(passage.removeprefix("sch-"))
        else:
            members.setdefault(name, [])
    lines = [f"{group}: {' '.join(found)}" if found else group for group, found in members.items()]
    return "<!-- scholiast:written\n" + "\n".join(lines) + "\n-->\n"


def ledger_ids(text: str) -> frozenset[str]:
    """Ids that the ledger in ``text`` names."""
    found: set[str] = set()
    for match in LEDGER.finditer(text):
        for line in match[1].split("\n"):
            group, _, members = line.strip().partition(":")
            if group:
                found.add(group)
                found.update(f"sch-{member}@{group}" for member in members.split())
    return frozenset(found)
