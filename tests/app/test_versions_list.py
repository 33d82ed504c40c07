"""Versions of one story in the list of articles: grouped, folded, filtered, and what a click does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tui.percent import of_its_text, percent, places
from tui.widgets.article_list import ArticleList, ArticleRow, Group
from tui.widgets.article_row import article_lines
from tui.widgets.grouping import arranged, dressed
from tui.widgets.sorting import Order

STORY = Group("2.md", (("4.md", 0.923), ("1.md", 1.0)))


def row(number: int, **fields: object) -> ArticleRow:
    date = f"2025-02-{28 - number:02}"
    return ArticleRow(f"{number}.md", f"Title {number}", "Wire", date, 4, "unread", 0)._replace(**fields)  # type: ignore[arg-type]


def rows(count: int = 6) -> list[ArticleRow]:
    return [row(number) for number in range(count)]


class OneList(App[None]):
    CSS = "ArticleList { width: 40; }"

    def compose(self) -> ComposeResult:
        yield ArticleList()

    @property
    def shelf(self) -> ArticleList:
        return self.query_one(ArticleList)

    @property
    def paths(self) -> list[str]:
        return [row.path.removesuffix(".md") for row in self.shelf.shown_items]

    @property
    def text(self) -> list[str]:
        return [strip.text.strip() for strip in self.shelf.render_lines(self.shelf.size.region)]


async def start(pilot: Pilot[None]) -> OneList:
    app = pilot.app
    assert isinstance(app, OneList)
    app.shelf.set_rows(rows())
    app.shelf.groups = (STORY,)
    app.shelf.focus()
    await pilot.pause()
    return app


async def test_versions_are_folded_away_under_the_article_that_leads() -> None:
    async with OneList().run_test(size=(80, 30)) as pilot:
        app = await start(pilot)
        assert app.paths == ["0", "2", "3", "5"]
        assert "└ 2 more versions" in app.text
        assert app.shelf.versions == 2


async def test_a_folded_line_says_how_many_highlights_are_under_it() -> None:
    async with OneList().run_test(size=(80, 30)) as pilot:
        app = await start(pilot)
        app.shelf.set_rows([row(number, count=number) for number in range(6)])
        assert "└ 2 more versions · 5" in app.text
        app.shelf.update_row(row(4, count=6))
        app.shelf.update_row(row(2, count=9))
        assert "└ 2 more versions · 7" in app.text
        app.shelf.move_to("2.md")
        await pilot.press("l")
        assert "▾ 2 more versions" in app.text, "each says its own"
    wide = article_lines(row(2, versions=2, beneath=1), 60)
    assert wide[-1][-1].text == "└ 2 more versions · 1 highlight"


async def test_keys_unfold_and_fold_and_say_how_much_is_the_same() -> None:
    async with OneList().run_test(size=(80, 30)) as pilot:
        app = await start(pilot)
        app.shelf.move_to("2.md")
        await pilot.press("l")
        assert app.paths == ["0", "2", "4", "1", "3", "5"]
        assert "Wire · 24 Feb 2025 · 92 %" in app.text
        assert "Wire · 27 Feb 2025 · 100 %" in app.text
        assert "▾ 2 more versions" in app.text
        await pilot.press("down", "down", "left")
        assert app.shelf.cursor_key == "2.md", "from a version, fold goes to its lead"
        assert len(app.paths) == 6
        await pilot.press("h")
        assert app.paths == ["0", "2", "3", "5"]


async def test_a_click_on_the_line_unfolds_and_folds_without_opening() -> None:
    async with OneList().run_test(size=(80, 30)) as pilot:
        app = await start(pilot)
        chosen: list[str] = []
        app.shelf.tell_chosen = chosen.append  # type: ignore[method-assign, assignment]
        line = app.text.index("└ 2 more versions")
        await pilot.click(ArticleList, offset=(6, line))
        assert app.paths == ["0", "2", "4", "1", "3", "5"]
        await pilot.click(ArticleList, offset=(6, line))
        assert app.paths == ["0", "2", "3", "5"]
        assert chosen == []
        await pilot.click(ArticleList, offset=(6, line - 1))
        assert chosen == ["2.md"]


async def test_folding_under_the_cursor_brings_it_to_the_lead() -> None:
    async with OneList().run_test(size=(80, 30)) as pilot:
        app = await start(pilot)
        app.shelf.reveal("1.md")
        app.shelf.move_to("1.md")
        line = app.text.index("▾ 2 more versions")
        await pilot.click(ArticleList, offset=(6, line))
        assert app.shelf.cursor_key == "2.md"


async def test_a_filter_shows_a_version_that_alone_matches() -> None:
    async with OneList().run_test(size=(80, 30)) as pilot:
        app = await start(pilot)
        app.shelf.filter_text = "4"
        assert app.paths == ["4"]
        app.shelf.filter_text = "title"
        assert app.paths == ["0", "2", "4", "1", "3", "5"], "what matches is shown, folded or not"
        assert not [line for line in app.text if "versions" in line]
        app.shelf.filter_text = ""
        assert app.paths == ["0", "2", "3", "5"]
        assert "└ 2 more versions" in app.text


async def test_groups_hold_through_sorting_new_rows_and_changed_ones() -> None:
    async with OneList().run_test(size=(80, 30)) as pilot:
        app = await start(pilot)
        app.shelf.reveal("4.md")
        app.shelf.sort_by(Order.TITLE, reverse=True)
        assert app.paths == ["5", "3", "2", "4", "1", "0"]
        app.shelf.set_rows(rows(7))
        assert app.paths == ["6", "5", "3", "2", "4", "1", "0"]
        assert app.shelf.update_row(row(4, status="read"))
        changed = app.shelf.item_of("4.md")
        assert changed is not None
        assert (changed.status, changed.lead, changed.share) == ("read", "2.md", 0.923)


async def test_what_was_unfolded_stays_so_when_another_article_leads() -> None:
    async with OneList().run_test(size=(80, 30)) as pilot:
        app = await start(pilot)
        app.shelf.reveal("4.md")
        app.shelf.groups = (Group("4.md", (("2.md", 0.9), ("1.md", 0.9))),)
        assert app.paths == ["0", "3", "4", "2", "1", "5"]
        app.shelf.groups = ()
        assert app.paths == ["0", "1", "2", "3", "4", "5"]


def test_a_lead_that_is_gone_gives_its_place_to_the_next() -> None:
    left = [each for each in rows() if each.path != "2.md"]
    found = arranged(left, [STORY], set())
    lead = next(each for each in found if each.path == "4.md")
    assert (lead.versions, found[found.index(lead) + 1].lead) == (1, "4.md")
    missing = [row(number, missing=number in (2, 4)) for number in range(6)]
    assert all(not (each.versions or each.lead) for each in arranged(missing, [STORY], set()))


def test_a_row_that_is_replaced_stays_in_its_group_and_only_there() -> None:
    old = row(4, lead="2.md", share=0.5)
    assert dressed(row(4, status="read"), old) == old._replace(status="read")
    assert dressed(old, row(4)) == row(4)


@given(st.integers(4, 60))
def test_a_version_fits_every_width(width: int) -> None:
    for source in ("", "Wire", "The Very Long Name of a Newspaper"):
        lines = article_lines(row(1, lead="2.md", share=0.929, source=source), width)
        assert len(lines) == 2
        assert all(sum(len(run.text) for run in line) <= max(width, 6) for line in lines)


@given(st.data())
def test_every_article_stands_once_whatever_the_groups(data: st.DataObject) -> None:
    names = [f"{number}.md" for number in range(8)]
    leads = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
    groups = [
        Group(lead, tuple((path, 0.5) for path in data.draw(st.lists(st.sampled_from(names), unique=True))))
        for lead in leads
    ]
    found = arranged(rows(6), groups, set())
    assert sorted(each.path for each in found) == names[:6]


def test_shares_are_rounded_down_and_said_alike() -> None:
    assert [percent(share) for share in (0.0, 0.29, 0.886, 0.99999999999, 1.0)] == [0, 29, 88, 99, 100]
    assert [places(share) for share in (0.88679, 0.9, 0.99999999999, 1.0)] == [0.8867, 0.9, 0.9999, 1.0]
    assert of_its_text(0.886) == "shares 88 % of its text"
    assert of_its_text(1.0) == "shares all of its text"


def test_outlet_and_date_of_a_version_come_before_what_it_shares() -> None:
    version = row(4, lead="2.md", share=0.886, count=3)

    def told(width: int) -> str:
        return "".join(run.text for run in article_lines(version, width)[1]).strip()

    assert told(60) == "Wire · 24 Feb 2025 · 3 · shares 88 % of its text"
    assert told(50) == "Wire · 24 Feb 2025 · 3 · 88 %"
    assert told(36) == "Wire · 24 Feb 2025 · 3 · 88 %"
    assert told(30) == "Wire · 24 Feb 2025 · 3"
    assert told(22) == "Wire · 24 Feb 2025"
