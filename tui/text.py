"""Text from outside as display text: the only makers of `Content` from what others wrote.

Textual parses a plain ``str`` as markup in most places and lets escape sequences through in all
of them, so whatever this program did not write itself (titles, tags, notes, file names, quoted
text, messages that hold any of these) is handed to a widget as the result of one of these.
"""

from __future__ import annotations

from textual.content import Content

from corpus.clean import clean, clean_line


def shown(text: str) -> Content:
    """``text`` as it reads, made safe, line breaks kept. Never parsed as markup."""
    return Content(clean(text))


def shown_line(text: str, limit: int = 300) -> Content:
    """``text`` on one line, made safe, white space folded, cut at ``limit`` code points."""
    return Content(clean_line(text, limit))
