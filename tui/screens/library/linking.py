"""Linking: where the link or footnote under the caret leads, never without asking."""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.document import BlockKind, InlineKind
from tui.screens.library.finding import Finding

if TYPE_CHECKING:
    from corpus.document import Document, Inline


class Linking(Finding):
    """The part of the screen that follows links."""

    def action_link(self) -> None:
        """Go where the link under the caret leads: a footnote, an article here, or after asking the web."""
        link = link_at(self.document, self.reader.caret) if self.document else None
        if link is None or self.document is None:
            self.say("There is no link under the caret.")
            return
        if link.kind is InlineKind.NOTE:
            self._to_note(link.target)
            return
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), unquote(link.target)))
        if path in self.articles:
            self.open(path)
        else:
            self._ask(link.target)

    def _to_note(self, marker: str) -> None:
        assert self.document is not None
        for block in self.document.blocks:
            if block.kind is BlockKind.FOOTNOTE and block.marker == marker:
                self.reader.go(block.span.start, centre=True)
                self.footer.notice = "Ctrl+o goes back"
                return

    def _ask(self, target: str) -> None:
        from tui.clipboard import copy
        from tui.dialogs.link import LinkDialog

        def answered(answer: str | None) -> None:
            if answer == "open":
                self.app.open_url(target)
            elif answer == "copy":
                self.say(copy(target, self.app))

        self.app.push_screen(LinkDialog(target), answered)


def link_at(document: Document, offset: int) -> Inline | None:
    """The link or reference to a footnote that holds ``offset``."""
    inlines = document.inlines
    index = bisect_right(inlines, offset, key=lambda inline: inline.span.start)
    # Inlines nest a few deep at most, so a link that holds the offset begins shortly before it.
    for inline in reversed(inlines[max(0, index - 16) : index]):
        if inline.kind in (InlineKind.LINK, InlineKind.NOTE) and inline.span.holds(offset):
            return inline
    return None
