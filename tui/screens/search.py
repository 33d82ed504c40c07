"""The search screen: one query over all texts and notes, its results as a list or a concordance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import events, on

from styles.palette import look
from tui.gathering import View
from tui.rounds import following
from tui.screens.taking import Taking
from tui.search_words import ORDERS
from tui.widgets.hit_list import HitList
from tui.widgets.saved_list import SavedList
from tui.widgets.title import TitleLine

if TYPE_CHECKING:
    from tui.widgets.footer import Saved

_CONTEXTS: Final = {View.PLACES: "search", View.CONCORDANCE: "kwic", View.PASSAGES: "marked"}


class SearchScreen(Taking):
    """Kept while the program runs, so that who comes back finds it as it was left."""

    AUTO_FOCUS = "#query"

    @property
    def context(self) -> str:
        """Where the keyboard is, for footer and help."""
        if self.line.has_focus:
            return "query"
        return "searches" if self.saved.has_focus else _CONTEXTS[self.shown]

    def on_mount(self) -> None:
        """Show what was asked for from elsewhere, else the saved searches."""
        self.show_searches()
        self.paint()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.paint())
        self.watch(self.desk.footer, "saved", self._mirror)
        if self.line.value:
            self.ask()

    def on_screen_resume(self) -> None:
        """What was changed elsewhere may have changed what is found."""
        self.set_foot()
        head, other = self.query_one(TitleLine), self.desk.query_one(TitleLine)
        head.library, head.counts = self.workspace.name, other.counts
        if self.answered.rows and not self.hits.picked:
            self.ask()

    def _mirror(self, saved: Saved) -> None:
        self.footer.saved = saved

    def paint(self) -> None:
        """Colour tags as the theme has them."""
        theme = self.app.current_theme
        self.hits.colour = lambda name: look(name, theme).bar

    def look_for(self, query: str, view: View = View.PLACES) -> None:
        """Ask a query from elsewhere, and go to what it finds."""
        self.view = view
        if not self.is_mounted:
            return
        self.hits.let_go()
        self.line.value = query
        self.ask()
        self.hits.display, self.saved.display = True, False
        self.hits.focus()

    # From the query to the results and back

    def action_to_results(self) -> None:
        """Go to what was found, or to the saved searches."""
        (self.hits if self.hits.display else self.saved).focus()

    def action_to_query(self) -> None:
        """Go back to the query."""
        self.to_query()

    def to_query(self) -> None:
        """Put the caret into the query, all of it selected, so that typing replaces it."""
        self.line.focus()
        self.line.action_select_all()

    def action_next_pane(self) -> None:
        """To the query, or from it to the results."""
        if self.line.has_focus:
            self.action_to_results()
        else:
            self.to_query()

    def action_previous_pane(self) -> None:
        """As there are two panes only, the other one."""
        self.action_next_pane()

    def action_search(self) -> None:
        """The query is the search."""
        self.to_query()

    def action_leave_query(self) -> None:
        """Back to the article."""
        self.app.action_quit_screen()

    @on(HitList.Left)
    @on(SavedList.Left)
    def _left(self) -> None:
        self.app.action_quit_screen()

    @on(SavedList.Chosen)
    def _asked_again(self, message: SavedList.Chosen) -> None:
        self.look_for(message.query, self.view)

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.footer.context = self.context

    # Ways to see it

    def action_concordance(self) -> None:
        """What was found in the middle of its line, or grouped by article."""
        self._see(View.PLACES if self.shown is View.CONCORDANCE else View.CONCORDANCE)

    def action_marked(self) -> None:
        """Passages that are marked, or places in texts."""
        if self.view is not View.PASSAGES and self.shown is View.PASSAGES:
            self.say("Nothing in this query could stand in a text: add words to look for.")
            return
        self._see(View.PLACES if self.view is View.PASSAGES else View.PASSAGES)

    def action_chronology(self) -> None:
        """Show what was found in order of publication."""
        if self.line.value.strip():
            self.desk.show_chronology(self.line.value)

    def _see(self, view: View) -> None:
        self.view = view
        self.ask()

    @on(HitList.Sorted)
    def _sorted(self) -> None:
        if self.shown is View.CONCORDANCE:
            self.order = following(self.order, ORDERS)
            self.ask()
        else:
            self.say(f"{self.key('concordance')} shows a concordance, which can be sorted.")
