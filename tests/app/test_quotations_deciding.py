"""Going through proposed speakers one by one: the cursor goes on, headings fold, names are joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.usecases.quotations.finder import SpeakerStatus
from tests.app.bench import Bench, Open, bench
from tui.dialogs.speaker_picker import SpeakerPicker
from tui.screens.quotations import QuotationsScreen
from tui.widgets.quotation_list import LEGEND, GroupRow, QuotationList, QuotationRow


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "bridge"
    folder.mkdir()
    for name, *words in (
        ("harbour",
         "“The cables have to be replaced before anybody crosses again,” Anna Lindqvist said.",
         "“Two winters is what we have left,” Anna Lindqvist said.",
         "“We cannot pay for it this year,” Oskar Brandt said."),
        ("pays",
         "“The town will find a way to pay for the cables,” the mayor said.",
         "“No ferry runs at night,” Anna Lindqvist said."),
    ):  # fmt: skip
        text = f"---\ntitle: The {name}\nsource: Post\ndate: 2025-02-13\n---\n\nThey met.\n\n"
        (folder / f"{name}.md").write_text(text + "\n\n".join(words) + "\n", encoding="utf-8")
    return folder


def items(found: Bench) -> QuotationList:
    screen = found.screen
    assert isinstance(screen, QuotationsScreen)
    return screen.quotations


def at(found: Bench) -> str:
    """The second word of the quotation at hand, or its heading."""
    row = items(found).row
    assert row is not None
    return row.group if isinstance(row, GroupRow) else row.exact.split()[1]


def shown(found: Bench) -> list[str]:
    rows = items(found).shown_items
    return [row.group if isinstance(row, GroupRow) else row.exact.split()[1] for row in rows]


ALL = ["Anna Lindqvist", "cables", "winters", "ferry", "Oskar Brandt", "cannot", "the mayor", "town"]


async def test_after_a_decision_the_cursor_stands_on_the_next_open_proposal(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        await found.press("Q")
        assert shown(found) == ALL
        await found.press("j", "y")
        assert at(found) == "winters"
        await found.press("x")
        assert at(found) == "ferry"
        await found.press("s")
        await found.type("brandt")
        await found.press("enter")
        assert at(found) == "cannot"
        await found.press("y", "y")
        states = {each.exact.split()[1]: each.status for each in workspace.all_quotations()}
        assert states == {
            "cables": SpeakerStatus.CONFIRMED,
            "winters": SpeakerStatus.NONE,
            "ferry": SpeakerStatus.CONFIRMED,
            "cannot": SpeakerStatus.CONFIRMED,
            "town": SpeakerStatus.CONFIRMED,
        }


async def test_keys_that_come_before_it_is_saved_mean_the_next_one_already(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        await found.press("Q", "j")
        await found.pilot.press("y", "y", "y")
        await found.settle()
        assert {each.status for each in workspace.all_quotations("speaker:lindqvist")} == {
            SpeakerStatus.CONFIRMED
        }
        assert [each.status for each in workspace.all_quotations("speaker:brandt")] == [
            SpeakerStatus.PROPOSED
        ]


async def test_after_deciding_on_a_heading_or_on_what_is_picked_it_goes_on_as_well(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q", "y")
        assert at(found) == "cannot"
    async with bench(opened()) as found:
        await found.press("Q", "u", "g", "j", "space", "space", "k", "x")
        assert at(found) == "ferry"


async def test_where_nothing_is_open_behind_it_the_cursor_stays_beside(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q", "G")
        assert at(found) == "town"
        await found.press("x")
        assert at(found) == "cannot"


async def test_a_heading_folds_and_unfolds_and_still_means_its_group(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        await found.press("Q", "enter")
        assert shown(found) == ["Anna Lindqvist", *ALL[4:]]
        assert at(found) == "Anna Lindqvist"
        await found.press("y")
        assert {each.status for each in workspace.all_quotations("speaker:lindqvist")} == {
            SpeakerStatus.CONFIRMED
        }
        await found.press("g", "enter")
        assert shown(found) == ALL


async def test_folded_groups_stay_so_on_the_way_back_and_a_filter_finds_what_is_in_them(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q", "enter", "j", "j", "enter")
        await found.press("ctrl+o")
        await found.settle()
        assert shown(found) == ["Anna Lindqvist", *ALL[4:]]
        await found.press("slash")
        await found.type("ferry")
        assert shown(found) == ["Anna Lindqvist", "ferry"]
        await found.press("g", "enter")  # the letter is typed
        assert shown(found) == []


async def test_the_filter_counts_quotations_and_enter_goes_on_to_the_first_it_leaves(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q", "slash")
        await found.type("winters")
        line = "".join(run.text for run in items(found).head_lines(80)[1])
        assert "1 of 5" in line
        await found.press("enter")
        assert shown(found) == ["Anna Lindqvist", "winters"]
        assert at(found) == "winters"
        assert isinstance(found.screen, QuotationsScreen)


async def test_enter_goes_to_what_the_filter_leaves_where_keys_act_on_all_of_it(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q", "j", "slash")
        await found.type("cables")
        assert at(found) == "cables"
        assert "⏎ to the list" in found.screen.footer.render().plain
        await found.press("enter")
        assert isinstance(found.screen, QuotationsScreen), "the place is not gone to yet"
        await found.press("asterisk", "y")
        assert items(found).filter_text == "cables"
        statuses = {
            row.exact.split()[1]: row.status for row in items(found).rows if isinstance(row, QuotationRow)
        }
        assert {word for word, status in statuses.items() if status == "confirmed"} == {"cables", "town"}
        await found.press("escape")
        assert shown(found) == ALL


async def test_while_a_filter_is_typed_the_foot_offers_none_of_its_letters(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q")
        screen = found.screen
        assert isinstance(screen, QuotationsScreen)
        assert "y confirm" in screen.footer.render().plain
        await found.press("slash", "w")
        foot = screen.footer.render().plain
        assert "Esc drop the filter" in foot
        assert "confirm" not in foot
        await found.press("enter")
        assert "y confirm" in screen.footer.render().plain
        await found.press("slash", "escape")
        assert "y confirm" in screen.footer.render().plain


async def test_the_list_says_what_its_signs_mean(opened: Open) -> None:
    async with bench(opened(), (80, 24)) as found:
        await found.press("Q")
        assert "".join(run.text for run in items(found).head_lines(80)[1]) == LEGEND
        assert "? proposed  ✓ confirmed" in LEGEND


async def test_two_names_are_joined_and_that_is_taken_back(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        await found.press("Q", "G", "i")
        picker = found.screen
        assert isinstance(picker, SpeakerPicker)
        assert picker.rows[0] == "Anna Lindqvist", "who speaks in the same article"
        await found.press("enter")
        assert "the mayor" not in shown(found)
        assert len(list(workspace.all_quotations("speaker:lindqvist"))) == 4
        row = items(found).row
        assert isinstance(row, QuotationRow)
        assert row.status == "proposed"
        await found.press("u")
        assert shown(found) == ALL


async def test_the_side_says_how_names_are_joined_and_headings_folded(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q")
        screen = found.screen
        assert isinstance(screen, QuotationsScreen)
        assert "⏎ folds and unfolds them" in screen.told().plain
        await found.press("j")
        assert "i says who else this name means" in screen.told().plain
