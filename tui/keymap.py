"""The user's own keys: action ids to keys, checked against the registry, with a sentence per mistake."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any, Final

from textual.keys import Keys, _character_to_key

from corpus.clean import clean_line
from tui.actions import ACTIONS, BY_ID, CONTEXTS, in_context, key_name, keys_of

_NAMED: Final = frozenset(key.value for key in Keys) | frozenset(
    _character_to_key(chr(code)) for code in range(0x20, 0x7F)
)
# Modifiers a terminal cannot be relied on to send, or that belong to the desktop.
_UNSENT: Final = re.compile(r"(^|\+)(alt|meta|cmd|super|hyper|option)\+|ctrl\+shift\+|shift\+ctrl\+", re.I)


def read_keys(table: Mapping[str, Any]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The keymap in ``table`` (action id to a key or a list of keys), and what is wrong with it.

    What is wrong is left out; an override that collides with another action's key in a context
    where both work is left out too, so that no action becomes unreachable by accident.
    """
    keymap: dict[str, str] = {}
    problems: list[str] = []
    for id, value in table.items():
        if id not in BY_ID:
            problems.append(_unknown(id))
            continue
        keys = [value] if isinstance(value, str) else value
        if not isinstance(keys, list) or not keys or not all(isinstance(key, str) for key in keys):
            problems.append(f'[keys] {id}: give a key like "x", or several like ["x", "f5"].')
            continue
        named = [normal(key) for key in keys]
        wrong = [message for key, given in zip(named, keys, strict=True) if (message := _fault(key, given))]
        if wrong:
            problems.extend(f"[keys] {id}: {message}" for message in wrong)
        else:
            keymap[id] = ",".join(dict.fromkeys(named))
    return _without_collisions(keymap, problems), tuple(problems)


def normal(key: str) -> str:
    """A key as Textual names it: ``?`` becomes ``question_mark``, ``Ctrl+X`` ``ctrl+x``."""
    key = key.strip()
    if len(key) == 1:
        return _character_to_key(key)
    *held, last = key.split("+")
    if not last and len(held) > 1:  # "ctrl++"
        held, last = held[:-1], "plus"
    last = _character_to_key(last) if len(last) == 1 and not last.isalnum() else last.lower()
    return "+".join([*(part.lower() for part in held), last])


def collisions(keymap: Mapping[str, str] | None = None) -> tuple[tuple[str, str, str], ...]:
    """Each ``(key, one id, other id)`` that would answer to the same key in the same context."""
    found: dict[tuple[str, str, str], None] = {}
    for context in CONTEXTS:
        holder: dict[str, str] = {}
        for action in in_context(context):
            for key in keys_of(action, dict(keymap or {})):
                other = holder.setdefault(key, action.id)
                if other != action.id:
                    found[(key, other, action.id)] = None
    return tuple(found)


def _without_collisions(keymap: dict[str, str], problems: list[str]) -> dict[str, str]:
    while clashes := collisions(keymap):
        key, one, other = clashes[0]
        mine = other if other in keymap else one
        theirs = one if mine == other else other
        problems.append(
            f"[keys] {mine}: {key_name(key)} already is the key of {theirs} "
            f"({BY_ID[theirs].label}); give {theirs} another key too, or choose a free one."
        )
        del keymap[mine]
    return keymap


def _unknown(id: str) -> str:
    near = difflib.get_close_matches(id, [action.id for action in ACTIONS], n=1)
    hint = f"; did you mean {near[0]}?" if near else "; the keys table in the documentation lists them."
    return f"[keys] {clean_line(id, 40)}: there is no such action{hint}"


def _fault(key: str, given: str) -> str:
    shown = clean_line(given, 40)
    if _UNSENT.search(key):
        return f"{shown} needs Alt, Cmd or Ctrl+Shift, which many terminals do not send; choose another."
    last = key.removeprefix("ctrl+").removeprefix("shift+")
    if key in _NAMED or last in _NAMED or (len(last) == 1 and last.isprintable()):
        return ""
    return f'{shown or "an empty text"} is not a key; write keys like "x", "ctrl+x", "f5" or "pagedown".'
