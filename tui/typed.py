"""Typed characters that Textual takes for none: no-break spaces, joiners, soft hyphens, new letters.

What `str.isprintable` denies is a key without a character to Textual's inputs, yet French has no-break
spaces before half of its marks, Persian is written with non-joiners, and a family is one sign of people
and joiners. All inputs keep them in pasted text, so such a character arrives as text that was pasted.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from textual import events

_NEVER: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Controls, halves of characters, and breaks of lines, which no key writes into a line."""


def typed(event: events.InputEvent) -> events.Event:
    """``event``, or the character of a key as text where an input would drop it."""
    if not isinstance(event, events.Key):
        return event
    character = event.character
    if character is None or len(character) != 1 or character.isprintable():
        return event
    return event if unicodedata.category(character) in _NEVER else events.Paste(character)
