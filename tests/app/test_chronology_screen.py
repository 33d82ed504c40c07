"""The chronology by keyboard: lanes of outlets, who was first, what changed, the ways to it and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.usecases.chronology.chronology import Moment, compared
from corpus.span import Span
from tests.app.bench import Bench, Open, bench
from tui.screens.chronology import ChronologyScreen, bits_of, rows_of
from tui.screens.codebook import CodebookScreen
from tui.screens.library.screen import LibraryScreen
from tui.screens.passages import PassagesScreen
from tui.screens.search import SearchScreen
from tui.widgets.lanes import LaneList

LAST = "It has to last, and it has to last longer than this winter"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    folder.mkdir()
    for name, source, date, words in (
        ("post", "Post", "2025-02-14", f"“{LAST} and the next,” Anna Lindqvist said."),
        ("harbour", "Wire", "2025-02-13", f"“{LAST},” Anna Lindqvist said."),
        ("ledger", "Ledger", "2025-02-15", "“We have heard enough of winters,” Oskar Brandt said."),
    ):
        own = " ".join(f"{name}{number}" for number in range(60))  # or they would be versions of one story
        head = f"---\ntitle: Talks, {name}\nsource: {source}\ndate: {date}\n---\n\n"
        text = f"{head}They met again.\n\n{words}\n\n{own}\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def screen_of(found: Bench) -> ChronologyScreen:
    assert isinstance(found.screen, ChronologyScreen)
    return found.screen


def picture(lanes: LaneList) -> list[str]:
    """The lines of all passages as they are painted."""
    width = lanes.size.width - 2
    lines = [line for row in lanes.shown_items for line in lanes.lines_of(row, width)]
    return ["".join(run.text for run in line).rstrip() for line in lines]


async def test_a_search_is_shown_in_order_of_publication_and_escape_comes_back(opened: Open) -> None:
    async with bench(opened(), (160, 45)) as found:
        await found.press("S")
        await found.type("winter")
        await found.press("enter", "C")
        await found.settle()
        rows = screen_of(found).lanes.rows
        assert [(row.date, row.outlet) for row in rows] == [("13 Feb 2025", "Wire"), ("14 Feb 2025", "Post")]
        await found.press("escape")
        assert isinstance(found.screen, SearchScreen)
        assert found.screen.line.value == "winter"


async def test_each_outlet_has_a_lane_and_what_changed_is_marked_in_it(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace, (160, 45)) as found:
        found.library.show_chronology("speaker:lindqvist")
        await found.settle()
        lanes = screen_of(found).lanes
        assert lanes.lanes(lanes.size.width - 2) == ("Wire", "Post")
        lines = picture(lanes)
        (first,) = [line for line in lines if "first" in line]
        assert first.startswith("13 Feb 2025  ┃ first · Anna Lindqvist ?")
        (second,) = [line for line in lines if line.startswith("14 Feb 2025")]
        assert second.index("┃") > 60
        assert ("and the next", "new") in [(text.strip(",”"), look) for text, look in lanes.rows[1].bits]


async def test_where_it_is_narrow_lanes_fold_under_their_outlets(opened: Open) -> None:
    async with bench(opened(), (80, 24)) as found:
        found.library.show_chronology("speaker:lindqvist")
        await found.settle()
        lanes = screen_of(found).lanes
        assert not lanes.lanes(lanes.size.width - 2)
        lines = picture(lanes)
        assert lines[0].startswith("13 Feb 2025  Wire  first · Anna Lindqvist ?")
        assert all(len(line) <= 80 for line in lines)


async def test_enter_goes_to_the_place_and_back_returns_to_it(opened: Open) -> None:
    async with bench(opened(), (160, 45)) as found:
        found.library.show_chronology("speaker:lindqvist")
        await found.settle()
        await found.press("j", "enter")
        assert isinstance(found.screen, LibraryScreen)
        assert found.library.path == "post.md"
        await found.press("ctrl+o")
        await found.settle()
        assert screen_of(found).lanes.cursor_key.startswith("post.md")
        await found.press("escape")
        assert isinstance(found.screen, LibraryScreen)


async def test_a_tag_from_the_codebook_from_its_passages_and_from_the_highlight_under_the_caret(
    opened: Open,
) -> None:
    workspace = opened()
    for path in ("post.md", "harbour.md"):
        workspace.annotate(path, workspace.quoted(path, "They met again."), tags=["talks/place now"])
    async with bench(workspace) as found:
        await found.press("c")
        found.book.tags.move_to("talks")
        await found.press("C")
        assert [row.outlet for row in screen_of(found).lanes.rows] == ["Wire", "Post"]
        await found.press("enter")
        assert found.library.path == "harbour.md"
        assert found.library.reader.current_mark is not None
        await found.press("C")
        assert screen_of(found).query_text == 'tag:"talks/place now"'
        assert [row.outlet for row in screen_of(found).lanes.rows] == ["Wire", "Post"]
        await found.press("escape", "c")
        assert isinstance(found.screen, CodebookScreen)
        found.book.tags.move_to("talks/place now")
        await found.press("enter")
        assert isinstance(found.screen, PassagesScreen)
        await found.press("C")
        assert len(screen_of(found).lanes.rows) == 2


async def test_without_tag_or_speaker_under_the_caret_it_says_what_to_do(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("C")
        assert isinstance(found.screen, LibraryScreen)
        assert "highlight with a tag" in found.said


async def test_nothing_found_says_so_and_the_filter_keeps_dates(opened: Open) -> None:
    async with bench(opened(), (160, 45)) as found:
        found.library.show_chronology("speaker:nobody-at-all")
        await found.settle()
        assert "No passage" in screen_of(found).lanes.empty_text()
        await found.press("escape")
        found.library.show_chronology("again")
        await found.settle()
        await found.press("slash")
        await found.type("post")
        (row,) = screen_of(found).lanes.shown_items
        assert row.new_date


def test_versions_of_a_story_are_counted_and_long_passages_show_what_is_beside_a_change() -> None:
    words = " ".join(f"word{n}" for n in range(120))
    one = Moment("a.md", "A", "Wire", "2025-01-01", Span(0, 9), words, words)
    two = one._replace(path="b.md", date="2025-01-02", said=words.replace("word60", "other"), exact="x")
    copy = one._replace(path="c.md", source="Post")
    found = compared([one, two, copy], {"a.md": "c.md", "c.md": "c.md"})
    rows = rows_of(found, {"a.md": "Wire"})
    assert [(row.outlet, row.more, row.versions) for row in rows] == [("Post", 1, ("Wire",)), ("Wire", 0, ())]
    text = "".join(part for part, _ in bits_of(found[1]))
    assert "[word60] other word61" in text
    assert len(text) < 300


def test_of_the_same_day_no_passage_is_shown_as_the_change_of_another() -> None:
    one = Moment("a.md", "A", "Wire", "2025-01-01", Span(0, 9), f"“{LAST}.”", LAST)
    said = LAST.replace("winter", "year")
    two = one._replace(path="b.md", source="Post", exact=f"“{said}.”", said=said)
    found = compared([one, two, one._replace(path="c.md", date="")], {})
    assert [row.note for row in rows_of(found, {})] == ["same day", "same day · differs from Post", ""]
    assert bits_of(found[1]) == ((one.exact, "text"),)
    later = compared([one, two._replace(date="2025-01-02"), one._replace(path="c.md", date="")], {})
    assert [row.note for row in rows_of(later, {})] == ["first of those dated", "", "differs from Post"]
    assert ("year", "new") in bits_of(later[1])


async def test_a_speaker_whom_nobody_quotes_gets_those_who_are_in_search_and_chronology(opened: Open) -> None:
    async with bench(opened(), (160, 45)) as found:
        found.library.show_chronology("speaker:lindqist")
        await found.settle()
        assert "Did you mean Anna Lindqvist?" in screen_of(found).lanes.empty_text()
        await found.press("escape", "S")
        await found.type("speaker:lindqist")
        await found.settle()
        assert isinstance(found.screen, SearchScreen)
        assert "Did you mean Anna Lindqvist?" in found.screen.hits.empty_text()


async def test_a_long_passage_is_cut_with_a_sign_and_shown_whole_by_a_key(
    opened: Open, library: Path
) -> None:
    long = " ".join(f"word{number}" for number in range(200))
    for name in ("post", "harbour"):
        path = library / f"{name}.md"
        text = path.read_text(encoding="utf-8")
        new = f"“{long}, {'once' if name == 'post' else 'then'} more and again,” Anna Lindqvist said."
        path.write_text(text.replace("They met again.", new), encoding="utf-8")
    async with bench(opened(), (80, 24)) as found:
        found.library.show_chronology("speaker:lindqvist word7")
        await found.settle()
        lanes = screen_of(found).lanes
        words = "\n".join(picture(lanes))
        assert words.count("word199") == 1, "beside the change"
        assert "word30" not in words.partition("14 Feb")[2]
        assert any(line.endswith("…") for line in words.splitlines())
        await found.press("v")
        assert "word199, then more" in " ".join("\n".join(picture(lanes)).split())
        await found.press("j", "v")
        second = " ".join("\n".join(picture(lanes)).partition("14 Feb")[2].split())
        assert "word30 word31" in second
        assert "[then] once" in second
        await found.press("v", "k", "v")
        assert "\n".join(picture(lanes)) == words
