"""Footnotes of parsed Markdown: taken out of where they were defined, numbered, put at the end.

The plugin's own step for this drops notes that nothing refers to, that are defined twice or inside
one another; a reader must not lose text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from markdown_it.token import Token


class Note(NamedTuple):
    """One footnote: its number as shown, from 1, and its tokens."""

    number: int
    tokens: Sequence[Token]


def notes_apart(tokens: Sequence[Token], env: Mapping[str, Any]) -> tuple[list[Token], list[Note]]:
    """The tokens of the text without its footnotes, and the footnotes in the order of their numbers.

    Args:
        tokens: As parsed with the footnote plugin, notes left where they are defined.
        env: The parser's environment, in which the plugin numbered what is referred to.
    """
    text: list[Token] = []
    defined: dict[str, list[Token]] = {}
    open_notes: list[list[Token]] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            open_notes.append(defined.setdefault(str(token.meta["label"]), []))
        elif token.type == "footnote_reference_close":
            open_notes.pop()
        else:
            (open_notes[-1] if open_notes else text).append(token)
    listed: Mapping[int, Mapping[str, Any]] = env.get("footnotes", {}).get("list", {})
    notes = []
    for number, note in sorted(listed.items()):
        inline = _as_paragraph(note["tokens"]) if "tokens" in note else None
        notes.append(Note(number + 1, inline or defined.pop(str(note.get("label")), [])))
    unused = (Note(number, tokens) for number, tokens in enumerate(defined.values(), len(listed) + 1))
    return text, [*notes, *unused]


def _as_paragraph(children: list[Token]) -> list[Token]:
    """A note written inline, ``^[…]``, as the block that it reads as."""
    from markdown_it.token import Token

    opening, inline = Token("paragraph_open", "p", 1), Token("inline", "", 0)
    inline.children = children
    return [opening, inline, Token("paragraph_close", "p", -1)]
