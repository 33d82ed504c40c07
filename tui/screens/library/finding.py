"""Finding: words in the open article, and the jumps back and forth."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from textual import on

from corpus.span import Span
from tui.dialogs.find_bar import FindBar
from tui.screens.library.marking import Marking

if TYPE_CHECKING:
    from corpus.find import Finder

_MOST: Final = 50_000


class Finding(Marking):
    """The part of the screen that finds in the article."""

    _finder: tuple[str, Finder] | None = None
    _found: tuple[Span, ...] = ()
    _more = False
    """Whether there are more matches than are walked through."""

    @property
    def bar(self) -> FindBar:
        """The line in which words to find are typed."""
        return self.query_one(FindBar)

    def action_find(self) -> None:
        """Type words to find."""
        if self.document is not None:
            self._came_from = self.reader.caret
            self.bar.open()

    _came_from = 0

    @on(FindBar.Changed)
    def _typed(self, message: FindBar.Changed) -> None:
        found = self._matches(message.text)
        self._found, self._more = found[:_MOST], len(found) > _MOST
        self.reader.matches = self._found
        if self._found:
            index = self._nearest(self._came_from)
            self.reader.go(self._found[index].start, centre=True, jump=False)
            self._show_count(index + 1)
        else:
            self.reader.go(self._came_from, jump=False)
            self.bar.show_count(0, 0)

    @on(FindBar.Accepted)
    def _accepted(self) -> None:
        self.bar.close()
        self.to_text()

    @on(FindBar.Dismissed)
    def _dismissed(self) -> None:
        self.bar.close()
        self.reader.matches = ()
        self._found = ()
        self.reader.go(self._came_from, jump=False)
        self.to_text()

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
        if not self._found:
            self.say("Nothing to find yet: / looks for words in this article.")
            return
        (self.reader.action_find_next if by > 0 else self.reader.action_find_previous)()
        which = bisect_right(self._found, self.reader.caret, key=lambda span: span.start)
        self._show_count(which)
        of = f"{len(self._found)}{'+' if self._more else ''}"
        self.footer.notice = "the only match" if of == "1" else f"match {which} of {of}"
        self.noticed_at = self.reader.caret

    def _show_count(self, which: int) -> None:
        self.bar.show_count(which, len(self._found), more=self._more)

    def _nearest(self, offset: int) -> int:
        return next((i for i, span in enumerate(self._found) if span.end > offset), 0)

    def _matches(self, needle: str) -> tuple[Span, ...]:
        from itertools import islice

        from corpus.find import Finder

        if not needle.strip() or self.document is None:
            return ()
        if self._finder is None or self._finder[0] != self.document.digest:
            self._finder = self.document.digest, Finder(self.document.text)
        return tuple(islice(self._finder[1].find(needle), _MOST + 1))

    def action_back(self) -> None:
        """Go back to before the last jump."""
        self.reader.action_back()

    def action_forward(self) -> None:
        """Go forward again through the jumps."""
        self.reader.action_forward()
