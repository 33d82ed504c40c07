"""The last gate before the terminal: nothing that could steer it leaves in a rendered strip.

Display text is made safe where it enters (`tui.text`). This is the backstop for what a later change,
or a library, might let through: it deletes control, bidirectional, tag and surrogate characters and
drops every link that is not plain http or https. It must be installed before the first frame.
"""

from __future__ import annotations

import re
from functools import wraps
from typing import Final

from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

_FORBIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_PLAIN_LINK: Final = re.compile(r"https?://[\x21-\x7e]{1,2000}", re.ASCII)
_MARKER: Final = "_scholiast_guard"


def harmless(segments: list[Segment]) -> list[Segment]:
    """``segments`` without anything a terminal would obey; the same list where there is nothing."""
    # `isprintable` is one fast call and true of nearly every segment.
    if all(text.isprintable() and (style is None or not style.link) for text, style, _ in segments):
        return segments
    kept: list[Segment] = []
    for text, style, control in segments:
        if style is not None and style.link and not _PLAIN_LINK.fullmatch(style.link):
            style = style.update_link(None)
        if not text.isprintable():
            text = _FORBIDDEN.sub("", text)
        kept.append(Segment(text, style, control))
    return kept


def install() -> None:
    """Puts the gate in front of `Strip.render`; a second call does nothing."""
    plain = Strip.render
    if hasattr(plain, _MARKER):
        return

    @wraps(plain)
    def render(self: Strip, console: Console) -> str:
        if self._render_cache is None:
            self._segments = harmless(self._segments)
        return plain(self, console)

    setattr(render, _MARKER, plain)
    Strip.render = render  # type: ignore[method-assign]
