"""The codebook by keyboard: its tree, every change of it, and what the other screens see of that."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from textual.widgets import Input

from annotations import codebook
from annotations.changes import Command
from annotations.codebook import CodebookError
from annotations.errors import ScholiastError
from tests.app.bench import Open, bench, coded
from tui.dialogs.colour_picker import ColourPicker
from tui.dialogs.line import LineDialog
from tui.dialogs.tag_target import TagTarget
from tui.dialogs.text_editors import DescriptionEditor, MemoEditor
from tui.screens.codebook import CodebookScreen
from tui.screens.library.screen import LibraryScreen
from tui.screens.passages import PassagesScreen
from tui.widgets.detail import Detail
from tui.widgets.tag_list import TagList


async def test_the_tree_shows_every_tag_with_what_carries_it_and_its_sub_tags(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c")
        assert isinstance(found.screen, CodebookScreen)
        assert found.paths == ["cost", "gates", "water", "water/held"]
        rows = {row.path: row.counts for row in found.book.tags.shown_items}
        assert rows["water"] == (2, 2, 1)
        assert rows["water/held"] == (1, 1, 1)


async def test_a_new_tag_is_named_and_the_cursor_goes_to_it(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press("c", "n")
        assert isinstance(found.screen, LineDialog)
        await found.type("tide", clear=True)
        await found.press("enter")
        assert found.paths == ["cost", "gates", "tide", "water", "water/held"]
        assert found.book.tags.cursor_key == "tide"
    assert opened().codebook().find("tide") is not None


async def test_a_name_that_is_taken_is_not_accepted_and_one_that_is_near_is_doubted(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c", "n")
        await found.type("GATES", clear=True)
        await found.press("enter")
        assert isinstance(found.screen, LineDialog)
        found.screen.query_one(Input).value = "gate"
        verdict = found.screen._judge("gate")
        assert verdict.good
        assert verdict.doubtful
        assert "gates" in verdict.words


async def test_renaming_reaches_every_passage_and_the_open_article(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press("c")
        found.book.tags.move_to("water")
        await found.press("r")
        await found.type("sea", clear=True)
        await found.press("enter")
        assert found.paths == ["cost", "gates", "sea", "sea/held"]
        assert found.book.tags.cursor_key == "sea"
        assert "2 passages" in found.said
        await found.press("escape")
        assert {tag for item in found.library.said.values() for tag in item.tags} == {"gates", "sea/held"}
        await found.press("u")
        assert {tag for item in found.library.said.values() for tag in item.tags} == {"gates", "water/held"}


async def test_a_tag_is_moved_under_another_and_to_the_top(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c")
        found.book.tags.move_to("gates")
        await found.press("m")
        assert isinstance(found.screen, TagTarget)
        await found.type("cost")
        await found.press("enter")
        assert "cost/gates" in found.paths
        assert found.book.tags.cursor_key == "cost/gates"
        await found.press("m", "enter")
        assert "gates" in found.paths


async def test_merging_asks_nothing_and_undo_brings_everything_back(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press("c")
        found.book.tags.move_to("gates")
        await found.press("i")
        await found.type("water")
        await found.press("enter")
        assert found.paths == ["cost", "water", "water/held"]
        assert "2 passages" in found.said
        await found.press("u")
        assert found.paths == ["cost", "gates", "water", "water/held"]
        await found.press("ctrl+r")
        assert "gates" not in found.paths


async def test_deleting_says_what_it_did_and_the_passages_stay(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press("c")
        found.book.tags.move_to("water")
        await found.press("d")
        assert found.paths == ["cost", "gates"]
        assert "1 sub-tag" in found.said
        assert "u takes it back" in found.said
    assert len(opened().annotations()) == 4


async def test_after_undo_the_cursor_is_on_the_tag_that_came_back(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c")
        tags = found.book.tags
        tags.move_to("water")
        await found.press("r")
        await found.type("again", clear=True)
        await found.press("enter")
        assert tags.cursor_key == "again"
        await found.press("u")
        assert tags.cursor_key == "water"
        await found.press("ctrl+r")
        assert tags.cursor_key == "again"
        await found.press("u")
        tags.move_to("gates")
        await found.press("d")
        assert (found.paths, tags.cursor_key) == (["cost", "water", "water/held"], "water")
        await found.press("u")
        assert tags.cursor_key == "gates"
        await found.press("i")
        await found.type("cost")
        await found.press("enter")
        assert tags.cursor_key == "cost"
        await found.press("u")
        assert tags.cursor_key == "gates"


async def test_a_tag_that_undo_brings_back_is_unfolded(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c")
        tags = found.book.tags
        tags.move_to("water/held")
        await found.press("d")
        tags.folded_paths = frozenset({"water"})
        await found.press("u")
        assert tags.cursor_key == "water/held"


async def test_a_colour_is_tried_on_in_the_tree_and_kept_only_when_it_is_taken(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press("c")
        before = found.colour
        await found.press("p")
        assert isinstance(found.screen, ColourPicker)
        await found.type("#3a7d44")
        assert found.colour == "#3a7d44"
        await found.press("escape")
        assert found.colour == before
        await found.press("p", "down", "enter")
        assert found.colour == workspace.codebook().get("cost").colour != before


async def test_a_description_is_markdown_written_in_the_note_editor(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press("c", "e")
        assert isinstance(found.screen, DescriptionEditor)
        await found.type("what it costs")
        await found.press("ctrl+s")
        assert workspace.codebook().get("cost").description == "what it costs"
        assert "what it costs" in found.book.told().plain
        await found.press("u")
        assert workspace.codebook().get("cost").description == ""


async def test_a_note_on_a_tag_stands_beside_it_and_its_draft_is_kept(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c", "a")
        assert isinstance(found.screen, MemoEditor)
        await found.type("ask the town")
        await found.press("escape", "a")
        assert found.screen.text == "ask the town"
        await found.press("ctrl+s")
        assert "ask the town" in found.book.told().plain


async def test_a_digit_pins_and_the_same_digit_takes_it_off(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press("c", "3")
        assert workspace.codebook().get("cost").pinned == 3
        await found.press("j", "3")
        assert [tag.path for tag in workspace.codebook().tags if tag.pinned] == ["gates"]
        await found.press("3")
        assert not [tag for tag in workspace.codebook().tags if tag.pinned]


async def test_what_only_sub_tags_stand_under_can_be_described(opened: Open) -> None:
    workspace = opened()
    workspace.reshape(lambda book: codebook.add(book, "sea/tide"))
    async with bench(workspace) as found:
        await found.press("c")
        assert found.paths == ["sea", "sea/tide"]
        await found.press("5")
        assert workspace.codebook().get("sea").pinned == 5


def drawn(tags: TagList) -> str:
    return "\n".join(strip.text for strip in tags.render_lines(tags.size.region))


async def test_what_only_sub_tags_stand_under_is_not_counted_as_a_tag(opened: Open) -> None:
    workspace = coded(opened)
    workspace.reshape(lambda book: codebook.add(book, "sea/tide"))
    async with bench(workspace) as found:
        await found.press("c")
        assert found.paths == ["cost", "gates", "sea", "sea/tide", "water", "water/held"]
        tags = found.book.tags
        assert "5 tags" in drawn(tags)
        await found.press("slash")
        await found.type("sea")
        assert "1 of 5" in drawn(tags)
        assert len(workspace.tag_counts()) == 5


async def test_sub_tags_fold_away_and_a_filter_finds_them_all_the_same(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c")
        found.book.tags.move_to("water")
        await found.press("left")
        assert found.paths == ["cost", "gates", "water"]
        await found.press("slash")
        await found.type("held")
        assert found.paths == ["water/held"]
        await found.press("escape", "right")
        assert found.paths == ["cost", "gates", "water", "water/held"]
        await found.press("down", "left")
        assert found.book.tags.cursor_key == "water"


async def test_a_filter_looks_into_descriptions(opened: Open) -> None:
    workspace = coded(opened)
    workspace.reshape(lambda book: codebook.describe(book, "gates", "Sluices too."))
    async with bench(workspace) as found:
        await found.press("c", "slash")
        await found.type("sluice")
        assert found.paths == ["gates"]
        await found.press("enter")
        assert isinstance(found.screen, CodebookScreen)
        await found.press("r")
        assert isinstance(found.screen, LineDialog), "keys act on what the filter left"
        await found.press("escape", "enter")
        assert isinstance(found.screen, PassagesScreen)


async def test_splitting_gives_the_picked_passages_a_new_tag_in_one_step(opened: Open) -> None:
    workspace = coded(opened)
    async with bench(workspace) as found:
        await found.press("c", "s")
        assert isinstance(found.screen, PassagesScreen)
        assert len(found.screen.passages.rows) == 2
        await found.press("space", "s")
        assert isinstance(found.screen, LineDialog)
        await found.type("price", clear=True)
        await found.press("enter")
        assert len(found.screen.passages.rows) == 1
        assert {node.path: node.own.passages for node in workspace.tag_tree()}["price"] == 1
        await found.press("u")
        assert len(found.screen.passages.rows) == 2


async def test_another_programs_change_appears_in_the_tree(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c")
        opened().reshape(lambda book: codebook.rename(book, "cost", "price"))
        found.library.hear()
        await found.settle()
        assert found.paths == ["gates", "price", "water", "water/held"]


async def test_on_a_narrow_screen_the_tree_stands_alone(opened: Open) -> None:
    async with bench(coded(opened), (60, 20)) as found:
        await found.press("c")
        assert not found.screen.query_one(Detail).display
        assert found.paths


async def test_a_second_way_to_a_screen_that_is_open_leads_back_to_it(opened: Open) -> None:
    async with bench(coded(opened)) as found:
        await found.press("c", "enter", "c")
        assert isinstance(found.screen, CodebookScreen)
        await found.press("q")
        assert isinstance(found.screen, LibraryScreen)


async def test_a_merge_shows_before_it_is_durable_and_goes_again_if_it_cannot_be(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = coded(opened)
    go, asked = threading.Event(), threading.Event()
    fails: list[Exception] = [CodebookError("The codebook has just changed.")]
    reshape = workspace.reshape

    def held(plan: Callable[[codebook.Codebook], codebook.Reshape], *, upkeep: bool = False) -> Command:
        asked.set()
        assert go.wait(30)
        if fails:
            raise ScholiastError(str(fails.pop()))
        return reshape(plan, upkeep=upkeep)

    monkeypatch.setattr(workspace, "reshape", held)
    async with bench(workspace) as found:
        await found.press("c")
        before = found.paths
        book = found.book

        def merge() -> None:
            book._reshape(lambda each: codebook.merge(each, ["cost"], "gates"), "gates")

        merge()
        assert asked.wait(30)
        assert found.paths == [path for path in before if path != "cost"]
        assert "cost" in {tag.path for tag in workspace.codebook().tags}, "nothing is durable yet"
        go.set()
        await found.settle()
        assert found.paths == before
        merge()
        await found.settle()
        assert found.paths == [path for path in before if path != "cost"]
        assert "cost" not in {tag.path for tag in workspace.codebook().tags}
