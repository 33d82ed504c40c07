"""What derives from the registry: bindings, footers, names of keys, the keys table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from textual.binding import Binding
from textual.keys import format_key

from tui.registry import ACTIONS, BY_ID, CONTEXTS, FOOTERS, WORDS, Action

__all__ = [
    "ACTIONS", "BY_ID", "CONTEXTS", "MOST", "Action", "bindings", "footer_for", "footer_word",
    "in_context", "key_name", "keys_of", "keys_table",
]  # fmt: skip

MOST: Final = 8
_SHORT_NAMES: Final = {"PGDN": "PgDn", "PGUP": "PgUp", "SPACE": "Space", "ESC": "Esc", "DEL": "Del"}


def in_context(context: str) -> tuple[Action, ...]:
    """The actions whose keys work in ``context`` (its stack included), in the registry's order.

    Raises:
        KeyError: There is no such context.
    """
    stack = set(CONTEXTS[context])
    return tuple(action for action in ACTIONS if stack.intersection(action.contexts))


def bindings(context: str) -> list[Binding]:
    """The bindings of one context alone, for the ``BINDINGS`` of the widget or screen that is it.

    Each carries the action's id, so that `App.set_keymap` can move it.
    """
    return [
        Binding(",".join(action.keys), action.method, action.label, show=False, id=action.id)
        for action in ACTIONS
        if context in action.contexts and action.keys
    ]


def footer_for(context: str) -> tuple[Action, ...]:
    """At most eight actions for the footer of ``context``, the most important first.

    The last one is to stay when there is no room for all.
    """
    return tuple(BY_ID[id] for id in FOOTERS[context])[:MOST]


def footer_word(action: Action, context: str) -> str:
    """What the footer of ``context`` calls an action."""
    return WORDS.get((context, action.id), action.brief)


def key_name(key: str) -> str:
    """A key as people write it: ``?``, ``Ctrl+o``, ``PgDn``, ``F4``."""
    *held, last = key.split("+")
    name = format_key(last)
    if len(name) > 1 and name.isascii():
        name = _SHORT_NAMES.get(name.upper(), name.capitalize())
    return "+".join([*(part.capitalize() for part in held), name])


def keys_of(action: Action, keymap: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The keys of ``action`` under the user's ``keymap`` (id to comma-separated keys)."""
    mine = (keymap or {}).get(action.id)
    return tuple(key.strip() for key in mine.split(",")) if mine else action.keys


def keys_table(actions: Iterable[Action] = ACTIONS) -> str:
    """All keys as Markdown, a table per group, for the documentation."""
    groups: dict[str, list[Action]] = {}
    for action in actions:
        groups.setdefault(action.group, []).append(action)
    parts = []
    for group, members in groups.items():
        rows = [f"| {_cell(action)} | {action.label} | {action.help} | `{action.id}` |" for action in members]
        head = ["| keys | action | what it does | id |", "|---|---|---|---|"]
        parts.append("\n".join([f"### {group}", "", *head, *rows]))
    return "\n\n".join(parts) + "\n"


def _cell(action: Action) -> str:
    return " ".join(f"`{key_name(key)}`" for key in action.keys) or "no key: palette"
