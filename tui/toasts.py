"""Messages that go away by themselves: few at a time, and the newest of a kind in place of the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from textual.css.query import NoMatches
from textual.notifications import Notification
from textual.screen import Screen
from textual.widgets._toast import ToastRack

_MOST: Final = 3


@dataclass
class Said(Notification):
    """A message.

    Attributes:
        about: Its kind: it takes the place of the one of the same kind; empty for a kind of its own.
    """

    about: str = ""


def outdated(shown: Iterable[Notification], new: Notification) -> Iterator[Notification]:
    """Which of those on the screen, oldest first, are to go when ``new`` comes."""
    about = new.about if isinstance(new, Said) else ""
    kept = []
    for old in shown:
        if about and isinstance(old, Said) and old.about == about:
            yield old
        else:
            kept.append(old)
    yield from kept[: max(0, len(kept) - _MOST + 1)]


def take_off(screen: Screen[Any], old: Notification) -> None:
    """Take a message off a screen. Textual would leave an empty row where it stood."""
    try:
        rack = screen.get_child_by_type(ToastRack)
        rack.get_child_by_id(rack._toast_id(old)).remove()
    except NoMatches:
        return  # it was never shown there
