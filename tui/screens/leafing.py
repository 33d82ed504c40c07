"""Leafing: words found in a page that is no article, with the same line and keys as in one."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import Final

from textual import on

from corpus.span import Span
from tui.dialogs.find_bar import FindBar
from tui.screens.working import Working
from tui.widgets.reader import Reader

_MOST: Final = 10_000


class Leafing(Working):
    """A screen with one page and a `FindBar`."""

    _came_from = 0

    def action_find(self) -> None:
        """Type words to find."""
        self._came_from = self.query_one(Reader).caret
        self.query_one(FindBar).open()

    @on(FindBar.Changed)
    def _words_typed(self, message: FindBar.Changed) -> None:
        reader, bar = self.query_one(Reader), self.query_one(FindBar)
        found = self._found_in(reader.document.text, message.text)
        reader.matches = found
        which = next((i for i, span in enumerate(found) if span.end > self._came_from), 0)
        reader.go(found[which].start if found else self._came_from, centre=bool(found), jump=False)
        bar.show_count(which + 1 if found else 0, len(found))

    @on(FindBar.Accepted)
    def _words_taken(self) -> None:
        self.query_one(FindBar).close()
        self.query_one(Reader).focus()

    @on(FindBar.Dismissed)
    def _words_dropped(self) -> None:
        reader = self.query_one(Reader)
        reader.matches = ()
        reader.go(self._came_from, jump=False)
        self._words_taken()

    @on(FindBar.Stepped)
    def _words_stepped(self, message: FindBar.Stepped) -> None:
        self._step_found(message.by)

    def action_find_next(self) -> None:
        """Go to the next match."""
        self._step_found(1)

    def action_find_previous(self) -> None:
        """Go to the match before."""
        self._step_found(-1)

    def _step_found(self, by: int) -> None:
        reader, foot = self.query_one(Reader), self.footer
        found = reader.matches
        if not found:
            foot.notice = "nothing to find yet: / looks for words"
            return
        (reader.action_find_next if by > 0 else reader.action_find_previous)()
        which = bisect_right(found, reader.caret, key=lambda span: span.start)
        self.query_one(FindBar).show_count(which, len(found))
        foot.notice = f"match {which} of {len(found)}"

    @staticmethod
    def _found_in(text: str, needle: str) -> tuple[Span, ...]:
        from corpus.find import Finder

        return tuple(islice(Finder(text).find(needle), _MOST)) if needle.strip() else ()
