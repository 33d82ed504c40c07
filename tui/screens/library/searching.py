"""Searching from the article: the search screen and back, the walk through what was found, filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import on

from tui.screens.library.studying import Studying
from tui.widgets.reader import Reader
from tui.work import Job

if TYPE_CHECKING:
    from annotations.usecases.placing.placing import Placed
    from corpus.catalogue import Refreshed
    from corpus.document import Document
    from tui.filters import ArticleFilter
    from tui.gathering import View
    from tui.screens.overview import OverviewScreen
    from tui.screens.search import SearchScreen
    from tui.walking import Stop, Walk

_SEARCH: Final = "search"
_OVERVIEW: Final = "overview"


class Searching(Studying):
    """The part of the screen that searches the library."""

    _walk: Walk | None = None
    _arriving: tuple[str, int | None, str] | None = None
    """Which article is being opened, and where to go in it: an offset, or an annotation."""
    _from_search = False
    _filter: ArticleFilter | None = None

    def start(self) -> None:
        """Let the filters of both lists read queries."""
        super().start()
        # What reads queries is not needed for the first frame.
        self.app.after_first_frame(self._read_queries)

    def _read_queries(self) -> None:
        from tui.filters import ArticleFilter, CardFilter

        self._filter = ArticleFilter(self.workspace, self._filter_later)
        self.shelf.matcher = self._filter
        self.sidebar.matcher = CardFilter(self.workspace, lambda: (self.path, self.said))

    def _filter_later(self, found: ArticleFilter) -> None:
        """Look for articles by words in their texts beside the screen, then filter again."""

        def show(_: None) -> None:
            self.shelf.matcher = found

        self.opener.do(Job(found.look, show, saves=False))

    def count(self) -> None:
        """What was said about an article may change what a query means; nothing moves before it is asked."""
        super().count()
        if self._filter is not None:
            self._filter.forget()

    # The screens

    def search_screen(self) -> SearchScreen:
        """The search screen, made when it is first asked for."""
        from tui.screens.search import SearchScreen

        if not self.app.is_screen_installed(_SEARCH):
            self.app.install_screen(SearchScreen(self), _SEARCH)
        found = self.app.get_screen(_SEARCH)
        assert isinstance(found, SearchScreen)
        return found

    def action_search(self) -> None:
        """Search all articles and annotations; what is typed next is a new query."""
        screen = self.search_screen()
        self._bring(screen)
        if screen.is_mounted:  # else it begins in the query by itself
            screen.to_query()

    def action_overview(self) -> None:
        """Show what stands where."""
        from tui.screens.overview import OverviewScreen

        if not self.app.is_screen_installed(_OVERVIEW):
            self.app.install_screen(OverviewScreen(self), _OVERVIEW)
        screen = self.app.get_screen(_OVERVIEW)
        assert isinstance(screen, OverviewScreen)
        self._bring(screen)

    def _bring(self, screen: SearchScreen | OverviewScreen) -> None:
        """Show a screen that is kept, or go back to it if it lies below others."""
        stack = self.app.screen_stack
        if screen in stack:
            for _ in stack[stack.index(screen) + 1 :]:
                self.app.pop_screen()
        else:
            self.app.push_screen(screen)

    def look_for(self, query: str, view: View | None = None) -> None:
        """Search for a query from elsewhere, and show what it finds."""
        from tui.gathering import View

        screen = self.search_screen()
        self._bring(screen)
        screen.call_after_refresh(screen.look_for, query, view or View.PLACES)

    def looked(self, outcome: Refreshed) -> None:
        """The index follows the folder once somebody has searched."""
        super().looked(outcome)
        if self.app.is_screen_installed(_SEARCH) and self.search_screen().is_mounted:
            self.search_screen().bring_up_to_date()

    # What was found

    def show_found(self, path: str, at: int | None, walk: Walk, annotation: str = "") -> None:
        """Open an article where something was found; n and N lead on through the walk."""
        stack = self.app.screen_stack
        for _ in stack[stack.index(self) + 1 :]:
            self.app.pop_screen()
        self._from_search = True
        self._walk = walk if walk.total else None
        self._arriving = path, at, annotation
        self.open(path, at)
        self.to_text()

    def show_document(self, document: Document, placed: Placed, offset: int) -> None:
        """Show an article, with what was found in it."""
        super().show_document(document, placed, offset)
        arriving, self._arriving = self._arriving, None
        within = self._walk.within(document.path) if self._walk else ()
        self._found = tuple(span for span in within if span.end <= len(document.text))
        if self._found:
            self.reader.matches = self._found
        if arriving is not None and arriving[0] == document.path:
            self._arrive(*arriving[1:])

    def _arrive(self, at: int | None, annotation: str) -> None:
        item = self.said.get(annotation)
        if item is not None:
            self.sidebar.go(item.id)
            at = item.span.start if item.span else None
        if at is None:
            return
        self.reader.go(at, centre=True, jump=False)

    @on(Reader.CaretMoved)
    def _on_the_walk(self, message: Reader.CaretMoved) -> None:
        """Say at the foot which match it is that the caret came to."""
        walk = self._walk
        stop = walk.at(self.path, message.offset) if walk else None
        if stop is None or walk is None:
            return
        articles = f", article {walk.article(stop.path)} of {walk.articles}" if walk.articles > 1 else ""
        self.footer.notice = f"match {stop.number:,} of {walk.total:,}{articles}"

    def action_find(self) -> None:
        """Type words to find in this article; that ends the walk."""
        self._walk = None
        super().action_find()

    def action_find_next(self) -> None:
        """Go to the next match, in this article or the next one of the walk."""
        if self._walk is None:
            super().action_find_next()
        else:
            self._go_on(1)

    def action_find_previous(self) -> None:
        """Go to the match before, in this article or the one before."""
        if self._walk is None:
            super().action_find_previous()
        else:
            self._go_on(-1)

    def _go_on(self, by: int) -> None:
        assert self._walk is not None
        stop = self._walk.step(self.path, self.reader.caret, by)
        if stop is None:
            return
        if stop.path != self.path:
            self._arriving = stop.path, stop.span.start, ""
            self.open(stop.path, stop.span.start)
            return
        if self.reader.matches != self._found:
            self.reader.matches = self._found
        self.reader.go(stop.span.start, centre=not self._in_view(stop), jump=False)

    def _in_view(self, stop: Stop) -> bool:
        return self.reader.top_offset <= stop.span.start and stop.span.end <= self.reader.bottom_offset

    def action_back(self) -> None:
        """Go back to before the last jump; from where a search led to, back to the search."""
        before = self.reader.caret
        super().action_back()
        if self._from_search and self.app.screen is self and self.reader.caret == before:
            self._from_search = False
            self._bring(self.search_screen())
