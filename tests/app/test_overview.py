"""The overview: what is drawn is what was counted, and every value leads to what it counts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from annotations.model import tag_path
from annotations.personal import Status
from annotations.places import Places
from annotations.usecases.sampling import open_sample
from annotations.workspace import Workspace
from corpus.span import Span
from tests.app.waiting import settle, until
from tui.app import ScholiastApp
from tui.config import Config
from tui.gathering import View
from tui.screens.library.screen import LibraryScreen
from tui.screens.overview import OverviewScreen
from tui.widgets.bars import Progress, Timeline, Together
from tui.widgets.celltext import cells, cut_path
from tui.widgets.chart import Chart, bar, column
from tui.widgets.heat_map import HeatMap, _days, _month
from tui.widgets.hit_rows import Group, Place
from tui.widgets.title import Counts, TitleLine

Open = Callable[[], Workspace]


class Overview:
    """The program under test, at its overview."""

    def __init__(self, app: ScholiastApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def desk(self) -> LibraryScreen:
        """The main screen."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, LibraryScreen))

    @property
    def screen(self) -> OverviewScreen:
        """The overview."""
        found = self.app.get_screen("overview")
        assert isinstance(found, OverviewScreen)
        return found

    @property
    def at(self) -> str:
        """What kind of screen is on top."""
        return type(self.app.screen).__name__

    @property
    def focused(self) -> type[Chart]:
        """The kind of chart that has the keys."""
        found = self.app.focused
        assert isinstance(found, Chart)
        return type(found)

    def lines(self, chart: type[Chart]) -> list[str]:
        """A chart as it is drawn."""
        widget = self.screen.query_one(chart)
        return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]

    async def press(self, *keys: str) -> None:
        """Press keys and wait until what they began is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until no work is under way."""
        await settle(self.pilot)
        if self.app.is_screen_installed("search"):
            await until(self.pilot, lambda: not self.desk.search_screen().busy)
            await settle(self.pilot)


@asynccontextmanager
async def overview(workspace: Workspace, size: tuple[int, int] = (160, 45)) -> AsyncIterator[Overview]:
    app = ScholiastApp(workspace, Config())
    async with app.run_test(size=size) as pilot:
        found = Overview(app, pilot)
        await found.settle()
        await found.press("O")
        yield found


@pytest.fixture
def sample(places: Places) -> Workspace:
    workspace = open_sample(places, by="Mira")
    workspace.refresh()
    return workspace


async def test_in_a_low_window_the_chart_in_focus_has_all_lines(sample: Workspace) -> None:
    async with overview(sample, (40, 10)) as found:
        for _ in range(4):
            heights = {type(chart): chart.size.height for chart in found.screen.query(Chart)}
            assert heights.pop(found.focused) == 8, "all but head and foot"
            assert set(heights.values()) == {0}
            await found.press("tab")
        await found.pilot.resize_terminal(40, 30)
        await found.settle()
        assert {chart.size.height for chart in found.screen.query(Chart)} > {1}


async def test_the_head_leaves_out_what_has_no_room_as_a_whole(sample: Workspace) -> None:
    async with overview(sample, (40, 10)) as found:
        head = found.screen.query_one(TitleLine)
        head.library, head.counts = "Winter", Counts(12, 50, 10)
        assert head.render().plain.split("  ")[-1].strip() == "12 articles · 50 highlights"
        head.library = "Brussels, February 2025"
        assert head.render().plain.rstrip().endswith(" 12 articles")
        head.drafts, head.waiting = 2, "R 2 to review"
        assert head.render().plain == "Brussels, February 2025  R 2 to review"
        await found.pilot.resize_terminal(120, 30)
        await found.settle()
        assert head.render().plain.endswith(
            "R 2 to review · 2 drafts · 12 articles · 10 stories · 50 highlights"
        )


async def test_the_heat_map_draws_every_count(sample: Workspace) -> None:
    async with overview(sample) as found:
        survey = sample.survey()
        lines = found.lines(HeatMap)[4:]
        for at, row in enumerate(survey.rows):
            name, total, *cells = lines[at].lstrip(" ▌").split()
            assert name == row.path.rpartition("/")[2]
            assert int(total) == row.total
            counts = [survey.cells.get((at, number), 0) for number in range(len(survey.columns))]
            assert [0 if cell == "·" else int(cell) for cell in cells] == counts


async def test_tags_of_one_name_are_told_apart_by_what_they_stand_under(opened: Open) -> None:
    workspace = opened()
    start = workspace.document("harbour.md").text.index("The gates")
    long = "a description of everything that was there/police"
    workspace.annotate("harbour.md", Span(start, start + 9), tags=["actors/police", "places/police", long])
    for size in ((160, 45), (60, 24)):
        async with overview(workspace, size) as found:
            names = [line[1:28].split("  ")[0] for line in found.lines(HeatMap)[4:7]]
            assert names == ["a description of…/police", "actors/police", "places/police"]
    workspace.annotate("harbour.md", Span(start, start + 12), tags=["actors", "actors/police/local"])
    async with overview(workspace) as found:
        drawn = [line[:28].rstrip(" 0123456789") for line in found.lines(HeatMap)[5:9]]
        assert drawn == ["▌actors", "  ▌police", "    ▌local", "▌places/police"]


async def test_what_the_list_no_longer_shows_stands_with_the_tag(sample: Workspace) -> None:
    async with overview(sample, (60, 16)) as found:
        chart = found.screen.query_one(HeatMap)
        rows = sample.survey().rows
        while chart.cursor[1] < len(rows) - 1:
            await found.press("down")
            top = rows[chart._from[1]].path
            name = found.lines(HeatMap)[4][:16].strip(" ▌")
            assert name == cut_path(top, 13), "nothing stands over it"


async def test_articles_of_one_day_have_a_letter_and_the_title_line_says_which(sample: Workspace) -> None:
    for size in ((160, 45), (80, 24)):
        async with overview(sample, size) as found:
            columns = sample.survey().columns
            days = found.lines(HeatMap)[3].split()
            assert len(set(days)) == len(days) == len(columns)
            assert days[:2] == ["13a", "13b"]
            await found.press("right")
            title = found.lines(HeatMap)[0]
            assert f" in 13b · {columns[1].name}"[:24] in title


@pytest.mark.parametrize(
    ("dates", "days", "months"),
    [
        (["2025-02-13", "2025-03-13"], ["13", "13"], "Feb Mar 25"),
        (["2025-02-13", "2025-02-14", "2025-03-13"], ["13", "14", "13"], "Feb 25  Mar 25"),
        (["2025", "2025-02", "2025-02", ""], ["–", "–a", "–b", "–"], "’25 Feb 25  none"),
        (["2025-02-13"] * 54, ["13a", "13b"], "Feb 25"),
    ],
)
def test_dates_over_the_columns_are_told_apart(dates: list[str], days: list[str], months: str) -> None:
    found = ["".join(each) for each in _days(dates)]
    assert found[: len(days)] == days
    assert len(set(zip(dates[:53], found, strict=False))) == len(dates[:53])
    groups = [(month, len(list(among)) * 4) for month, among in groupby(date[:7] for date in dates)]
    groups[-1] = groups[-1][0], 40
    assert "".join(_month(*group) for group in groups).rstrip() == months


@given(st.text("ab/é漢", max_size=30).map(tag_path), st.integers(3, 20))
def test_a_path_is_cut_to_its_room_and_keeps_its_last_step_as_far_as_it_can(path: str, width: int) -> None:
    drawn = cut_path(path, width)
    assert cells(drawn) <= width
    name = path.rpartition("/")[2]
    if cells(path) <= width:
        assert drawn == path
    elif cells(name) <= width // 2:
        assert drawn.endswith(name)


async def test_a_cell_leads_to_its_passages_and_back(sample: Workspace) -> None:
    async with overview(sample) as found:
        await found.press("down", "right", "right", "right", "right", "right", "right")
        survey = sample.survey()
        column, row = found.screen.query_one(HeatMap).cursor
        assert (column, row) == (6, 1)
        await found.press("enter")
        assert found.at == "SearchScreen"
        search = found.desk.search_screen()
        assert search.line.value == survey.query(1, 6)
        shown = [each for each in search.hits.rows if isinstance(each, Place)]
        assert len(shown) == survey.cells[1, 6]
        assert search.shown is View.PASSAGES
        assert all(any(tag.startswith(survey.rows[1].path) for tag in place.tags) for place in shown)
        await found.press("escape")
        assert found.at == "OverviewScreen"
        await found.press("escape")
        assert found.at == "LibraryScreen"


async def test_sources_stand_along_the_top_instead(sample: Workspace) -> None:
    async with overview(sample) as found:
        await found.press("x")
        assert found.lines(HeatMap)[0].startswith("TAGS × SOURCES")
        await found.press("G", "enter")
        survey = sample.survey(by_source=True)
        last = len(survey.rows) - 1, len(survey.columns) - 1
        search = found.desk.search_screen()
        assert search.line.value == survey.query(*last)
        shown = [each for each in search.hits.rows if isinstance(each, Place)]
        assert len(shown) == survey.cells.get(last, 0)


async def test_keys_go_from_chart_to_chart(sample: Workspace) -> None:
    async with overview(sample) as found:
        seen = [found.focused]
        for _ in range(4):
            await found.press("tab")
            seen.append(found.focused)
        assert seen == [HeatMap, Timeline, Progress, Together, HeatMap]
        await found.press("shift+tab")
        assert found.focused is Together


async def test_a_day_and_a_pair_lead_to_their_passages(sample: Workspace) -> None:
    async with overview(sample) as found:
        survey = sample.survey()
        await found.press("tab", "right", "enter")
        search = found.desk.search_screen()
        assert search.line.value == "date:2025-02-14"
        assert sum(isinstance(row, Place) for row in search.hits.rows) == survey.bins[1].count
        await found.press("escape", "shift+tab", "shift+tab", "down", "enter")
        pair = survey.pairs[1]
        assert search.line.value == pair.query
        assert sum(isinstance(row, Place) for row in search.hits.rows) == pair.count


async def test_a_status_leads_to_its_articles(opened: Open) -> None:
    workspace = opened()
    workspace.mark("ledger.txt", Status.READ)
    workspace.personal.keep_layout({"last": "notes/visit.txt"})
    async with overview(workspace) as found:
        await found.press("tab", "tab")
        assert "1 read" in found.lines(Progress)[3]
        await found.press("enter")
        search = found.desk.search_screen()
        assert search.line.value == "status:read"
        assert [row.path for row in search.hits.rows if isinstance(row, Group)] == ["ledger.txt"]


async def test_an_empty_library_is_said_to_be_empty(opened: Open) -> None:
    async with overview(opened()) as found:
        assert "Nothing is tagged yet" in found.lines(HeatMap)[2]
        assert "Nothing is highlighted yet" in found.lines(Timeline)[2]
        assert "No two tags" in found.lines(Together)[2]
        await found.press("enter", "down", "right", "G", "tab", "enter", "tab", "tab", "enter")
        assert found.at == "OverviewScreen"


async def test_where_there_is_little_room_one_chart_is_open(sample: Workspace) -> None:
    async with overview(sample, (80, 24)) as found:
        heights = {type(chart): chart.size.height for chart in found.screen.query(Chart)}
        assert heights[HeatMap] > 8
        assert [heights[kind] for kind in (Timeline, Progress, Together)] == [1, 1, 1]
        await found.press("tab")
        heights = {type(chart): chart.size.height for chart in found.screen.query(Chart)}
        assert heights[Timeline] > 8
        assert heights[HeatMap] == 1
        for kind in (HeatMap, Timeline, Progress, Together):
            assert found.lines(kind)[0].startswith(found.screen.query_one(kind).title())


async def test_the_window_follows_the_cursor_where_not_all_fits(sample: Workspace) -> None:
    async with overview(sample, (60, 20)) as found:
        chart = found.screen.query_one(HeatMap)
        await found.press("G")
        assert chart.cursor == (len(sample.survey().columns) - 1, len(sample.survey().rows) - 1)
        assert (
            found.lines(HeatMap)[-1].lstrip(" ▌").startswith(sample.survey().rows[-1].path.rpartition("/")[2])
        )
        await found.press("g")
        assert found.lines(HeatMap)[4].lstrip(" ▌").startswith(sample.survey().rows[0].path)


async def test_a_click_goes_to_a_cell_and_another_one_opens_it(sample: Workspace) -> None:
    async with overview(sample) as found:
        chart = found.screen.query_one(HeatMap)
        line = found.lines(HeatMap)[4]
        x = len(line) - 1  # the last number of the first tag
        await found.pilot.click(HeatMap, offset=(x, 4))
        assert chart.cursor == (len(sample.survey().columns) - 1, 0)
        await found.pilot.click(HeatMap, offset=(x, 4))
        await found.settle()
        assert found.at == "SearchScreen"


async def test_what_is_undone_is_counted_again(sample: Workspace) -> None:
    item = sample.annotations()[0][1]
    async with overview(sample) as found:
        before = found.screen.survey
        assert before is not None
        sample.delete([item.id])
        await found.press("O")
        less = found.screen.survey
        assert less is not None
        assert less.highlights == before.highlights - 1
        await found.press("u")
        assert found.screen.survey == before


@pytest.mark.parametrize("theme", ["scholiast-light", "scholiast-ansi", "scholiast-contrast"])
async def test_the_numbers_stand_there_in_every_theme(sample: Workspace, theme: str) -> None:
    async with overview(sample) as found:
        before = found.lines(HeatMap)
        found.app.theme = theme
        await found.settle()
        assert found.lines(HeatMap) == before


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_bar_is_as_long_as_its_value_and_never_lost(value: float, width: int) -> None:
    drawn = bar(value, width)
    assert len(drawn) <= width
    assert bool(drawn) == (value > 0)
    assert len(drawn) >= int(value * width)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 12))
def test_a_column_is_no_lower_for_more(one: float, other: float, height: int) -> None:
    lower, higher = (column(value, height) for value in sorted((one, other)))
    levels = " ▁▂▃▄▅▆▇█"
    assert len(lower) == height
    assert sum(map(levels.index, lower)) <= sum(map(levels.index, higher))
    assert (set(lower) != {" "}) == (min(one, other) > 0)
