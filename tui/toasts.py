"""Messages that go away by themselves: few at a time, and the newest of a kind in place of the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from textual.css.query import NoMatches
from textual.notifications import Notification, SeverityLevel
from textual.screen import Screen
from textual.widgets._toast import ToastRack

from tui.widgets.celltext import wrap

_MOST: Final = 3
_LINES: Final = 3
_DONE: Final = "undo"
_AROUND: Final = 5  # cells of a toast that are not words


@dataclass
class Notice(Notification):
    """A message.

    Attributes:
        about: Its kind: it takes the place of the one of the same kind. Information that names none tells
            what was done last, as that about undo does; a warning that names none is of a kind of its own.
    """

    about: str = ""

    @property
    def kind(self) -> str:
        """What it shares with the one whose place it takes; empty for nothing."""
        return self.about or (_DONE if self.severity == "information" else "")


def saying(text: str, severity: SeverityLevel, about: str, width: int) -> Notice:
    """A message on a screen of ``width`` cells; what went wrong stays longer than what went well."""
    seconds = 4 if severity == "information" else 8
    return Notice(fitted(text, width), "", severity, seconds, markup=False, about=about)


def fitted(text: str, width: int) -> str:
    """``text`` in the lines that a toast may take on a screen of ``width`` cells."""
    line = " ".join(text.split())
    room = max(20, width * 2 // 5 - _AROUND)
    return "\n".join(piece.of(line) for piece in wrap(line, room, _LINES))


def outdated(shown: Iterable[Notification], new: Notification) -> Iterator[Notification]:
    """Which of those on the screen, oldest first, are to go when ``new`` comes."""
    kind = new.kind if isinstance(new, Notice) else ""
    kept = []
    for old in shown:
        if kind and isinstance(old, Notice) and old.kind == kind:
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
