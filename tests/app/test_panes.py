"""Which panes are on the screen at which width."""

from __future__ import annotations

import pytest

from tests.app.bench import Open, bench
from tui.config import read
from tui.measure import NARROWEST, USUAL, WIDEST, held
from tui.screens.library.panes import Panes


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (160, (True, True)),
        (120, (True, True)),
        (119, (True, False)),
        (80, (True, False)),
        (79, (False, False)),
        (40, (False, False)),
    ],
)
def test_a_new_screen_shows_what_there_is_room_for(width: int, shown: tuple[bool, bool]) -> None:
    assert Panes().shown(width) == shown


def test_on_a_medium_screen_the_annotations_slide_over_the_articles() -> None:
    panes = Panes().toggled_annotations(100)
    assert panes.shown(100) == (False, True)
    assert panes.toggled_annotations(100).shown(100) == (True, False)
    assert panes.toggled_articles(100).shown(100) == (True, False)


def test_what_slid_over_on_a_medium_screen_does_not_change_a_wide_one() -> None:
    assert Panes().toggled_annotations(100).shown(160) == (True, True)


def test_zen_hides_both_and_a_toggle_ends_it() -> None:
    panes = Panes(zen=True)
    assert panes.shown(200) == (False, False)
    assert panes.toggled_articles(160).shown(160)[0]


def test_the_layout_is_remembered_and_damage_is_as_if_never_chosen() -> None:
    panes = Panes(articles=False, measure=64)
    assert Panes.of_layout(panes.as_layout()) == panes
    assert Panes.of_layout({"measure": "wide", "articles": 3}) == Panes()
    assert Panes.of_layout({"measure": NARROWEST - 1}) == Panes.of_layout({"measure": True}) == Panes()
    assert "measure" not in Panes(articles=False).as_layout()


@pytest.mark.parametrize("width", [NARROWEST, 100, WIDEST])
async def test_the_text_is_as_wide_as_the_configuration_says(opened: Open, width: int) -> None:
    loaded = read({"measure": width})
    assert not loaded.problems
    async with bench(opened(), config=loaded.config) as found:
        assert found.library.reader.measure == width
        assert found.library.reader._frame.measure == min(width, found.library.reader._frame.room)


async def test_the_usual_measure_holds_where_nothing_is_said(opened: Open) -> None:
    async with bench(opened()) as found:
        assert found.library.reader.measure == USUAL


async def test_what_is_chosen_at_the_keyboard_wins_over_the_configuration(opened: Open) -> None:
    config = read({"measure": 60}).config
    workspace = opened()
    async with bench(workspace, config=config) as found:
        await found.press("greater_than_sign")
        chosen = found.library.reader.measure
        assert chosen > 60
    async with bench(workspace, config=config) as found:
        assert found.library.reader.measure == chosen


async def test_showing_and_hiding_panes_chooses_no_measure(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace, config=read({"measure": 60}).config) as found:
        await found.app.run_action("screen.toggle_articles", found.library)
        await found.settle()
    async with bench(workspace, config=read({"measure": 90}).config) as found:
        assert found.library.reader.measure == 90


def test_a_measure_is_held_within_what_there_may_be() -> None:
    assert [held(cells) for cells in (-1, NARROWEST, 99, WIDEST, 1000)] == [
        NARROWEST, NARROWEST, 99, WIDEST, WIDEST,
    ]  # fmt: skip
