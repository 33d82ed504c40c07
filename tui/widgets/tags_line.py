"""Tags beside each other in one line of a list, each in its colour."""

from __future__ import annotations

from collections.abc import Sequence

from tui.widgets.celltext import cells, cut, shown
from tui.widgets.runs import Line, Run


def tags_line(tags: Sequence[str], colours: Sequence[str], room: int) -> Line:
    """As many of ``tags`` as have room in ``room`` cells, and an ellipsis for the others."""
    line: Line = []
    used = 0
    for tag, colour in zip(tags, colours, strict=False):
        text = cut(shown(tag), room)
        if line and used + 2 + cells(text) > room:
            line.append(Run(" …", "dim"))
            break
        line += [Run("  ")] * bool(line) + [Run(text, "tag", colour)]
        used += cells(text) + 2
    return line
