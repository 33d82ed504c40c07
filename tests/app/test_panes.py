"""Which panes are on the screen at which width."""

from __future__ import annotations

import pytest

from tui.screens.panes import Panes


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
    assert Panes.of_layout(panes.as_layout(), 72) == panes
    assert Panes.of_layout({"measure": "wide", "articles": 3}, 72) == Panes()
