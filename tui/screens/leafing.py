"""Leafing: words found in a page, an article or not, and the steps from match to match."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, Final

from textual import on

from corpus.span import Span
from tui.dialogs.find_bar import FindBar
from tui.screens.working import Working
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from corpus.find import Finder

_MOST: Final = 50_000  # matches that are walked through


class Leafing(Working):
    """A screen with one page and a `FindBar`."""

    _finder: tuple[str, Finder] | None = None
    _found: tuple[Span, ...] = ()
    _more = False
    """Whether there are more matches than are walked through."""
    _came_from = 0

    @property
    def reader(self) -> Reader:
        """The page."""
        return self.query_one(Reader)

    @property
    def bar(self) -> FindBar:
        """The line in which words to find are typed."""
        return self.query_one(FindBar)

    def to_text(self) -> None:
        """Give the keyboard to the page."""
        self.reader.focus()

    def action_find(self) -> None:
        """Type words to find."""
        self._came_from = self.reader.caret
        self.bar.open()

    @on(FindBar.Changed)
    def _typed(self, message: FindBar.Changed) -> None:
        found = self._matches(message.text)
        self._found, self._more = found[:_MOST], len(found) > _MOST
        self.reader.matches = self._found
        if self._found:
            index = next((i for i, span in enumerate(self._found) if span.end > self._came_from), 0)
            self.reader.go(self._found[index].start, centre=True, jump=False)
            self._show_count(index + 1)
        else:
            self.reader.go(self._came_from, jump=False)
            self._show_count(0)

    @on(FindBar.Accepted)
    def _accepted(self) -> None:
        self.bar.close()
        self.to_text()

    @on(FindBar.Dismissed)
    def _dismissed(self) -> None:
        self.reader.matches = self._found = ()
        self.reader.go(self._came_from, jump=False)
        self._accepted()

    @on(FindBar.Stepped)
    def _stepped(self, message: FindBar.Stepped) -> None:
        self._step(message.by)

    def action_find_next(self) -> None:
        """Go to the next match."""
        self._step(1)

    def action_find_previous(self) -> None:
        """Go to the match before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        found, reader = self._found, self.reader
        if not found:
            self.footer.notice = f"nothing to find yet: {self.key('find')} looks for words"
            return
        reader.matches = found  # Esc may have dropped them
        (reader.action_find_next if by > 0 else reader.action_find_previous)()
        which = bisect_right(found, reader.caret, key=lambda span: span.start)
        self._show_count(which)
        self.found(which, f"{len(found)}{'+' if self._more else ''}")

    def found(self, which: int, of: str) -> None:
        """Say that the caret came to match ``which``, from 1, ``of`` so many."""
        self.footer.notice = "the only match" if of == "1" else f"match {which} of {of}"

    def _show_count(self, which: int) -> None:
        self.bar.show_count(which, len(self._found), more=self._more)

    def _matches(self, needle: str) -> tuple[Span, ...]:
        from corpus.find import Finder

        text = self.reader.document.text
        if not needle.strip():
            return ()
        if self._finder is None or self._finder[0] is not text:
            self._finder = text, Finder(text)
        return tuple(islice(self._finder[1].find(needle), _MOST + 1))
