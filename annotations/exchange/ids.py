"""Identifiers for what goes out, derived from stored ones, so that an export repeats to the byte."""

from __future__ import annotations

import uuid
from typing import Final

_SPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:x-scholiast")


def derived(*parts: str) -> str:
    """The UUID that belongs to ``parts``, always the same one."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(parts)))


def canonical_id(text: str) -> str:
    """A UUID in its canonical form, from bare, braced or ``urn:uuid:`` spellings; empty if it is none."""
    bare = text.strip().lower().removeprefix("urn:uuid:").strip("{}")
    if len(bare) != 36:
        return ""
    try:
        found = str(uuid.UUID(bare))
    except ValueError:
        return ""
    return found if found == bare else ""
