"""A plain text area that shows Markdown as it is written: headings, emphasis, quotes, code, links."""

from __future__ import annotations

import re
from typing import Final

from rich.style import Style as RichStyle
from rich.text import Text
from textual.widgets import TextArea

# One pass over a line is enough for a note; the rendered card shows how it really reads.
_LINE: Final = re.compile(r"(?P<heading>#{1,6} .*)|(?P<quote> *>.*)|(?P<list> *(?:[-*+]|\d+[.)]) )")
_SPAN: Final = re.compile(
    r"(?P<code>`[^`]+`)|(?P<strong>\*\*[^*]+\*\*|__[^_]+__)|(?P<em>\*[^*\s][^*]*\*|\b_[^_]+_\b)"
    r"|(?P<link>\[[^\]]*\]\([^)\s]*\)|https?://\S+)"
)
_LONGEST: Final = 2_000


def kinds(line: str) -> list[tuple[int, int, str]]:
    """What is Markdown in ``line``: ``(start, end, kind)`` in code points, kinds named as above."""
    line = line[:_LONGEST]
    found = [
        (match.start(kind), match.end(kind), kind)
        for match in [_LINE.match(line)]
        if match and (kind := match.lastgroup)
    ]
    if not found or found[0][2] != "heading":
        found += [
            (match.start(), match.end(), match.lastgroup) for match in _SPAN.finditer(line) if match.lastgroup
        ]
    return found


class NoteText(TextArea):
    """A `TextArea` with Markdown colouring that needs no parser."""

    def on_resize(self) -> None:
        """The caret stays in view."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def get_line(self, line_index: int) -> Text:
        """The line with its Markdown in the theme's colours."""
        text = super().get_line(line_index)
        styles = self._markdown_styles()
        for start, end, kind in kinds(text.plain):
            text.stylize(styles[kind], start, end)
        return text

    def _markdown_styles(self) -> dict[str, RichStyle]:
        variables = self.app.theme_variables
        key = _colour(variables.get("primary", ""))
        quiet = _colour(variables.get("quiet", ""))
        return {
            "heading": RichStyle(color=key, bold=True),
            "quote": RichStyle(color=quiet, italic=True),
            "list": RichStyle(color=key),
            "code": RichStyle(color=_colour(variables.get("accent", ""))),
            "strong": RichStyle(bold=True),
            "em": RichStyle(italic=True),
            "link": RichStyle(color=_colour(variables.get("accent", "")), underline=True),
        }


def _colour(variable: str) -> str | None:
    from textual.color import Color, ColorParseError

    try:
        colour = Color.parse(variable)
    except ColorParseError:
        return None
    return colour.rich_color.name if colour.ansi is None or colour.ansi >= 0 else None
