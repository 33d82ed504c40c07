"""What can be done right now: the registry against the bindings that are active on a screen."""

from __future__ import annotations

from typing import Any, NamedTuple

from textual.actions import parse
from textual.dom import DOMNode
from textual.screen import Screen

from tui.actions import ACTIONS, BY_ID, Action, key_name


class Offer(NamedTuple):
    """An action that can be done, the node whose binding it is, and the names of its keys."""

    action: Action
    node: DOMNode
    keys: tuple[str, ...]


def offers(screen: Screen[Any]) -> tuple[Offer, ...]:
    """What a key on ``screen`` would do now, and what has no key; in the registry's order.

    An action whose method does not exist, or that `check_action` refuses, is left out.
    """
    found: dict[str, Offer] = {}
    for key, bound in screen.active_bindings.items():
        action = BY_ID.get(bound.binding.id or "")
        if action is None or not bound.enabled or not _can(screen, bound.node, action):
            continue
        names = found[action.id].keys if action.id in found else ()
        found[action.id] = Offer(action, bound.node, (*names, key_name(key)))
    for action in ACTIONS:
        if not action.keys and action.id not in found and _can(screen, screen, action):
            found[action.id] = Offer(action, screen, ())
    return tuple(found[action.id] for action in ACTIONS if action.id in found)


def missing(screen: Screen[Any]) -> frozenset[str]:
    """Ids of the actions that ``screen`` and its app have no method for: never to be advertised there."""
    return frozenset(
        action.id
        for action in ACTIONS
        if action.target and not _exists(_target(screen, screen, action), action)
    )


def _can(screen: Screen[Any], node: DOMNode, action: Action) -> bool:
    target = _target(screen, node, action)
    _, _, parameters = parse(action.method)
    return _exists(target, action) and bool(target.check_action(_name(action), parameters))


def _target(screen: Screen[Any], node: DOMNode, action: Action) -> DOMNode:
    # Not `node.screen`: where the palette asks, that is the palette.
    targets: dict[str, DOMNode] = {"": node, "screen": screen, "app": screen.app}
    return targets[action.target]


def _exists(target: DOMNode, action: Action) -> bool:
    name = _name(action)
    return hasattr(target, f"action_{name}") or hasattr(target, f"_action_{name}")


def _name(action: Action) -> str:
    return action.method.rpartition(".")[2].partition("(")[0]
