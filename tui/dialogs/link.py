"""A link is never followed by itself: its whole target is shown, then asked about."""

from __future__ import annotations

import re
from typing import ClassVar, Final, Literal
from urllib.parse import urlsplit

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from corpus.clean import clean
from tui.dialogs.frame import Dialog

_WEB: Final = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f]+", re.IGNORECASE)


class LinkDialog(Dialog[Literal["open", "copy"] | None]):
    """Gives ``"open"`` (only for http and https), ``"copy"`` or None."""

    TITLE_TEXT = "Link"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o,enter", "open", show=False),
        Binding("y", "copy", show=False),
    ]

    def __init__(self, target: str) -> None:
        super().__init__()
        self._target = target

    def body(self) -> ComposeResult:
        """The whole target, and what is odd about it."""
        yield Static(_drawn(self._target), id="target")
        for odd in oddities(self._target):
            yield Static(Content.styled(odd, "$warning"), classes="odd")

    def keys_line(self) -> Content:
        """Opening is offered for web addresses alone."""
        keys = [("y", "copy"), ("Esc", "close")]
        if can_open(self._target):
            keys.insert(0, ("o", "open in the browser"))
        parts = [
            Content.assemble((key, "$footer-key-foreground"), (f" {words}", "$quiet")) for key, words in keys
        ]
        return Content("   ").join(parts)

    def action_open(self) -> None:
        """Opens, if this is a web address."""
        if can_open(self._target):
            self.dismiss("open")

    def action_copy(self) -> None:
        """Copies the target."""
        self.dismiss("copy")


def can_open(target: str) -> bool:
    """Whether ``target`` is an http or https address without anything hidden in it."""
    return bool(_WEB.fullmatch(target)) and clean(target) == target


def oddities(target: str) -> tuple[str, ...]:
    """What a careful person would want to know of ``target``, a sentence each."""
    if not _WEB.match(target):
        return ("This is not a web address; it can be copied, not opened.",)
    found = []
    if clean(target) != target:
        found.append("It holds characters that cannot be seen; it can be copied, not opened.")
    try:
        parts = urlsplit(target)
        host, user = parts.hostname or "", parts.username
    except ValueError:
        return ("This is not a well-formed address; it can be copied, not opened.",)
    if user is not None:
        found.append(
            f"What stands before the @ is a name for logging in, not the place: that is {clean(host)}."
        )
    if not host.isascii() or "xn--" in host:
        found.append("The name of the place is written in letters that can look like others.")
    return tuple(found)


def _drawn(target: str) -> Content:
    """The whole target, the host standing out."""
    text = clean(target)
    content = Content(text)
    try:
        host = urlsplit(text).netloc.rpartition("@")[2]
    except ValueError:
        return content
    start = text.find(host) if host else -1
    return content.stylize("bold", start, start + len(host)) if start >= 0 else content
