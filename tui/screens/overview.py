"""The overview: what stands where in the library, as pictures that lead to their passages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from annotations.told import told
from tui.gathering import View
from tui.screens.ways import Ways
from tui.widgets.bars import Progress, Timeline, Together
from tui.widgets.chart import Chart
from tui.widgets.footer import StatusFooter
from tui.widgets.heat_map import HeatMap
from tui.widgets.title import TitleLine
from tui.work import Job, Worker

if TYPE_CHECKING:
    from annotations.changes import Command
    from annotations.usecases.overview.surveying import Survey
    from tui.screens.library.searching import Searching
    from tui.widgets.footer import Saved

_WIDE: Final = 120  # cells from which all charts stand side by side
_TALL: Final = 20  # lines that they need for it
_LOW: Final = 16  # lines below which only the chart in focus is there


class OverviewScreen(Ways):
    """Four charts. Where there is no room for all, the one in focus is open and the others are a line each.

    Attributes:
        by_source: Whether sources stand along the top instead of articles.
        survey: What is drawn.
    """

    CONTEXT = "overview"
    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = "HeatMap"

    def __init__(self, desk: Searching) -> None:
        super().__init__()
        self.desk: Searching = desk
        self.workspace = desk.workspace
        self.by_source = False
        self.survey: Survey | None = None
        self._surveyor = Worker(self, "survey")

    def compose(self) -> ComposeResult:
        """Head, charts, foot."""
        yield TitleLine(id="head")
        with Horizontal(id="charts"):
            yield HeatMap(id="heat")
            with Vertical(id="bars"):
                yield Timeline(id="time")
                yield Progress(id="progress")
                yield Together(id="together")
        yield StatusFooter(id="foot")

    @property
    def busy(self) -> bool:
        """Whether the library is being surveyed."""
        return self._surveyor.busy

    def on_mount(self) -> None:
        """Set up what does not change."""
        self.set_foot()
        self.watch(self.desk.footer, "saved", self._mirror)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._redraw())

    def on_screen_resume(self) -> None:
        """Survey the library as it is now."""
        head, other = self.query_one(TitleLine), self.desk.query_one(TitleLine)
        head.library, head.counts = self.workspace.name, other.counts
        self.look()

    def on_unmount(self) -> None:
        """Nothing is surveyed for a screen that is gone."""
        self._surveyor.drop()

    def _mirror(self, saved: Saved) -> None:
        self.footer.saved = saved

    def _redraw(self) -> None:
        for chart in self.query(Chart):
            chart.redraw()

    def look(self) -> None:
        """Count everything, beside the screen."""
        by_source = self.by_source
        self._surveyor.do(
            Job(
                lambda: self.workspace.survey(by_source=by_source),
                lambda survey: self._looked(survey, by_source),
                saves=False,
            )
        )

    def _looked(self, survey: Survey, by_source: bool) -> None:
        if by_source != self.by_source or not self.is_mounted:
            return
        self.survey = survey
        self.query_one(HeatMap).show(survey, by_source=by_source)
        self.query_one(Timeline).show(survey.bins)
        self.query_one(Progress).show(survey.progress)
        colours = {row.path.casefold(): row.colour for row in survey.rows}
        self.query_one(Together).show(survey.pairs, colours)

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room, else one open at a time, or no line of the others at all."""
        width, height = event.size
        wide = width >= _WIDE and height >= _TALL
        self.set_class(wide, "-wide")
        self.set_class(not wide, "-slim")
        self.set_class(height < _LOW, "-low")

    @on(Chart.Chosen)
    def _chosen(self, message: Chart.Chosen) -> None:
        about_articles = message.query.startswith("status:")
        self.desk.look_for(message.query, View.PLACES if about_articles else View.PASSAGES)

    @on(Chart.Left)
    def _left(self) -> None:
        self.app.action_quit_screen()

    def action_swap_columns(self) -> None:
        """Count by source instead of by article, or by article again."""
        self.by_source = not self.by_source
        self.look()

    def action_next_pane(self) -> None:
        """The next chart."""
        self._step(1)

    def action_previous_pane(self) -> None:
        """The chart before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        charts = list(self.query(Chart))
        here = next((at for at, chart in enumerate(charts) if chart.has_focus), 0)
        charts[(here + by) % len(charts)].focus()

    def action_overview(self) -> None:
        """Count again."""
        self.look()

    def action_undo(self, *, rest: bool = False) -> None:
        """Take back the last change to the library; ``rest`` without what was changed since."""
        self._change(lambda: self.workspace.undo(rest=rest))

    def action_redo(self, *, rest: bool = False) -> None:
        """Make the change again; ``rest`` without what was changed since."""
        self._change(lambda: self.workspace.redo(rest=rest))

    def _change(self, work: Callable[[], Command]) -> None:
        def changed(command: Command) -> None:
            self.desk.stale = True
            self.app.say(told(command), about="undo")
            self.look()

        self.desk.save(work, changed)
