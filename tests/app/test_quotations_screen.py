"""Who says what, by keyboard: listed, grouped, filtered, confirmed, corrected, tagged, gone to and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotations import codebook
from annotations.usecases.quotations.finder import Attributed, SpeakerStatus
from tests.app import waiting
from tests.app.bench import Bench, Open, bench
from tui.dialogs.speaker_picker import SpeakerPicker
from tui.dialogs.tag_picker import TagPicker
from tui.screens.chronology import ChronologyScreen
from tui.screens.library.screen import LibraryScreen
from tui.screens.quotations import QuotationsScreen
from tui.widgets.quotation_list import Grouping, GroupRow, QuotationList, QuotationRow
from tui.widgets.title import TitleLine


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "bridge"
    folder.mkdir()
    for name, source, date, *words in (
        ("harbour", "Quay Gazette", "2025-02-13",
         "“The cables have to be replaced before anybody crosses again,” Anna Lindqvist said.",
         "“We cannot pay for it this year,” Oskar Brandt said."),
        ("pays", "Morning Ledger", "2025-02-14",
         "“The town will find a way to pay for the cables,” Anna Lindqvist said."),
        ("plain", "Morning Ledger", "2025-02-15", "Nothing was said at all."),
    ):  # fmt: skip
        text = f"---\ntitle: The {name}\nsource: {source}\ndate: {date}\n---\n\nThey met.\n\n"
        (folder / f"{name}.md").write_text(text + "\n\n".join(words) + "\n", encoding="utf-8")
    return folder


async def until(found: Bench, what: Callable[[], bool]) -> None:
    """Wait until something is so that another thread brings about."""
    await waiting.until(found.pilot, what)
    await found.settle()


def items(found: Bench) -> QuotationList:
    screen = found.screen
    assert isinstance(screen, QuotationsScreen)
    return screen.quotations


def shown(found: Bench) -> list[str]:
    """Headings, and the second word of each quotation below them."""
    rows = items(found).shown_items
    return [row.group if isinstance(row, GroupRow) else row.exact.split()[1] for row in rows]


async def test_quotations_stand_under_their_speakers_and_the_key_groups_them_otherwise(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q")
        assert shown(found) == ["Anna Lindqvist", "cables", "town", "Oskar Brandt", "cannot"]
        await found.press("o")
        assert items(found).grouping is Grouping.DATE
        assert shown(found) == ["13 Feb 2025", "cables", "cannot", "14 Feb 2025", "town"]
        await found.press("o")
        assert shown(found) == ["Morning Ledger", "town", "Quay Gazette", "cables", "cannot"]
        await found.press("o")
        assert shown(found)[0] == "Anna Lindqvist"


async def test_the_cursor_stands_on_the_quotation_under_the_caret(opened: Open) -> None:
    async with bench(opened()) as found:
        library = found.library
        assert library.document is not None
        library.reader.go(library.document.text.index("cannot pay"))
        await until(found, lambda: library.footer.speaker == "Oskar Brandt ?")
        await found.press("Q")
        row = items(found).row
        assert isinstance(row, QuotationRow)
        assert "cannot pay" in row.exact


async def test_confirming_is_one_step_for_all_that_is_picked_and_is_taken_back_in_one(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        await found.press("Q", "asterisk", "y")
        assert "3 quotations" in found.said
        assert {row.status for row in items(found).rows if isinstance(row, QuotationRow)} == {"confirmed"}
        assert not items(found).picked
        await found.press("u")
        assert {each.status for each in workspace.all_quotations()} == {SpeakerStatus.PROPOSED}
        assert {row.status for row in items(found).rows if isinstance(row, QuotationRow)} == {"proposed"}


async def test_a_heading_stands_for_all_below_it(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        await found.press("Q", "g", "y")
        assert [each.status.value for each in workspace.all_quotations("speaker:lindqvist")] == [
            "confirmed"
        ] * 2
        assert [each.status.value for each in workspace.all_quotations("speaker:brandt")] == ["proposed"]
        await found.press("g", "x")
        assert not list(workspace.all_quotations("speaker:lindqvist"))


async def test_a_range_is_picked_and_let_go(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q", "j", "v", "j", "j", "j")
        assert len(items(found).picked) == 3
        await found.press("k")
        assert len(items(found).picked) == 2
        await found.press("v", "escape")
        assert not items(found).picked
        assert isinstance(found.screen, QuotationsScreen)
        await found.press("escape")
        assert isinstance(found.screen, LibraryScreen)


async def test_what_is_picked_stays_so_in_another_grouping(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q", "j", "space", "o")
        assert len(items(found).picked) == 1


async def test_a_speaker_is_picked_by_a_few_letters_or_named_anew_and_left_open_again(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        await found.press("Q", "j", "s")
        assert isinstance(found.screen, SpeakerPicker)
        assert found.screen.rows[0] == "Anna Lindqvist", "what is proposed comes first"
        await found.type("brnd")
        await found.press("enter")
        said = [each.speaker for each in workspace.all_quotations("speaker:brandt")]
        assert said == ["Oskar Brandt", "Oskar Brandt"]
        await found.press("s")
        await found.type("Olga Brandt")
        await found.press("enter")
        assert [each.status.value for each in workspace.all_quotations("speaker:olga")] == ["confirmed"]
        await found.press("g", "j", "d")
        assert not list(workspace.all_quotations("speaker:olga"))
        await found.press("d")
        assert "Nothing was decided" in found.said


async def test_a_name_is_taken_for_another_everywhere(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        await found.press("Q", "j", "i")
        assert isinstance(found.screen, SpeakerPicker)
        assert "Anna Lindqvist" not in found.screen.rows
        await found.type("Anna B. Lindqvist")
        await found.press("enter")
        assert shown(found)[0] == "Anna B. Lindqvist"
        assert len(list(workspace.all_quotations('speaker:"Anna B. Lindqvist"'))) == 2


async def test_quotations_are_tagged_and_highlighted_in_one_step(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        await found.press("Q", "g", "t")
        assert isinstance(found.screen, TagPicker)
        await found.type("money")
        await found.press("enter")
        assert [item.tags for _, item in workspace.annotations()] == [("money",), ("money",)]
        assert "2 quotations tagged money" in found.said
        await found.press("u")
        assert not workspace.annotations()
        await found.press("asterisk", "h")
        assert len(workspace.annotations()) == 3


async def test_a_pinned_digit_tags_them(opened: Open) -> None:
    workspace = opened()
    workspace.reshape(lambda book: codebook.add(book, "money"))
    workspace.reshape(lambda book: codebook.pin(book, "money", 3))
    async with bench(workspace) as found:
        await found.press("Q", "j", "3")
        await found.press("4")
        assert [item.tags for _, item in workspace.annotations()] == [("money",)]
        assert "No tag is pinned to 4" in found.said


async def test_the_filter_takes_words_and_queries_and_counts_quotations_alone(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q", "slash")
        await found.type("ledger cables")
        assert shown(found) == ["Anna Lindqvist", "town"]
        await found.press("escape", "slash")
        await found.type("speaker:brandt")
        await until(found, lambda: shown(found) == ["Oskar Brandt", "cannot"])
        await found.press("escape", "slash")
        await found.type("-speaker:brandt ledger")
        await until(found, lambda: shown(found) == ["Anna Lindqvist", "town"])


async def test_a_jump_leads_to_the_place_and_back_to_the_list_as_it_was(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q", "o", "j", "space", "j", "j", "enter")
        assert isinstance(found.screen, LibraryScreen)
        assert found.library.path == "pays.md"
        assert found.library.document is not None
        assert found.library.document.text[found.library.reader.caret :].startswith("“The town")
        await found.press("ctrl+o")
        await found.settle()
        assert isinstance(found.screen, QuotationsScreen)
        assert items(found).grouping is Grouping.DATE
        assert len(items(found).picked) == 1
        row = items(found).row
        assert isinstance(row, QuotationRow)
        assert "town" in row.exact


async def test_the_quotation_at_hand_is_told_in_its_paragraph(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q", "j")
        screen = found.screen
        assert isinstance(screen, QuotationsScreen)
        await until(found, lambda: "crosses again,” Anna Lindqvist said." in screen.told().plain)
        assert "? Anna Lindqvist" in screen.told().plain
        assert "proposed, y confirms" in screen.told().plain
        assert "…" not in screen.told().plain


async def test_who_speaks_under_the_caret_is_named_from_the_article(opened: Open) -> None:
    workspace = opened()
    async with bench(workspace) as found:
        library = found.library
        assert library.document is not None
        library.reader.go(library.document.text.index("cannot pay"))
        await until(found, lambda: library.quotation_here() is not None)
        library.action_who_speaks()
        await found.settle()
        await found.press("enter")
        assert [each.status.value for each in workspace.all_quotations("speaker:brandt")] == ["confirmed"]
        await until(found, lambda: library.footer.speaker == "Oskar Brandt ✓")
        library.reader.go(0)
        await found.settle()
        assert not library.footer.speaker


async def test_looking_for_quotations_shows_the_first_at_once_and_can_be_stopped(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    said = list(workspace.all_quotations())

    def slow(
        query: str, cancelled: Callable[[], bool], on_progress: Callable[[int, int], None]
    ) -> Iterator[Attributed]:
        yield said[0]
        while not cancelled():
            on_progress(1, 900)
        yield said[1]

    monkeypatch.setattr(workspace, "all_quotations", slow)
    async with bench(workspace) as found:
        await found.pilot.press("Q")
        while not (isinstance(found.screen, QuotationsScreen) and items(found).rows):
            await found.pilot.pause()
        assert "1 of 900 articles" in found.screen.query_one(TitleLine).busy
        assert shown(found) == ["Anna Lindqvist", "cables"]
        await found.press("ctrl+g")
        assert "Stopped" in found.said
        assert not found.screen.query_one(TitleLine).busy
        assert len(shown(found)) == 4


async def test_a_filter_that_is_asked_while_others_come_means_these_too(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q")
        screen, query = found.screen, "speaker:lindqvist"
        assert isinstance(screen, QuotationsScreen)
        every, rows = dict(screen.said), [row for row in items(found).rows if isinstance(row, QuotationRow)]
        screen._put({key: every[key] for key in list(every)[:1]}, rows[:1])
        screen._reads(query)  # asked of the first alone, and before it is answered the others come
        screen._put(every, rows)
        screen._reads(query)
        await found.settle()
        meant = screen._reads(query)
        assert meant is not None
        assert [meant(row) for row in rows] == [
            "Brandt" not in row.exact and "pay for it" not in row.exact for row in rows
        ]


async def test_an_empty_library_and_one_without_quotations_say_so(opened: Open, library: Path) -> None:
    for name in ("harbour.md", "pays.md"):
        (library / name).unlink()
    async with bench(opened()) as found:
        await found.press("Q", "y", "s", "t", "C", "space", "v")
        assert "Nothing is quoted" in items(found).empty_text()


async def test_the_chronology_of_the_speaker_at_hand(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q", "j", "C")
        screen = found.screen
        assert isinstance(screen, ChronologyScreen)
        assert [row.outlet for row in screen.lanes.rows] == ["Quay Gazette", "Morning Ledger"]
        await found.press("escape")
        assert isinstance(found.screen, QuotationsScreen)


async def test_another_programs_decision_shows(opened: Open) -> None:
    async with bench(opened()) as found:
        await found.press("Q")
        other = opened()
        other.confirm_speaker(list(other.all_quotations("speaker:brandt")))
        found.library.hear()
        await found.settle()
        states = {row.speaker: row.status for row in items(found).rows if isinstance(row, QuotationRow)}
        assert states == {"Anna Lindqvist": "proposed", "Oskar Brandt": "confirmed"}
