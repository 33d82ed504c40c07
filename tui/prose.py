"""Notes and descriptions as display text: their Markdown as looks, paragraphs kept."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from corpus.clean import clean
from tui.widgets.card import note_lines

_LOOKS: Final = {"note-strong": "bold", "note-soft": "italic"}
_LIMIT: Final = 4_000


def prose(markdown: str) -> Content:
    """``markdown`` made safe, its emphasis, headings, lists and quotations as looks."""
    lines: list[Content] = []
    for raw in clean(markdown[:_LIMIT]).split("\n"):
        if not raw.strip():
            if lines and lines[-1].plain:
                lines.append(Content())
            continue
        for text, spans in note_lines(raw):
            line = Content(text)
            for start, end, look in spans:
                line = line.stylize(_LOOKS.get(look, ""), start, end)
            lines.append(line)
    if len(markdown) > _LIMIT:
        lines.append(Content("…"))
    return Content("\n").join(lines)
