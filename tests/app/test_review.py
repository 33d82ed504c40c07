"""Texts that change while the program is open, the review of doubtful places, and what changed."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from annotations.errors import NoSuchAnnotation
from annotations.model import Placement
from annotations.usecases.placing.comparing import Beside
from annotations.workspace import Workspace
from corpus.span import Span
from tests.app.waiting import settle
from tui.app import ScholiastApp
from tui.config import Config
from tui.screens.changes import ChangesScreen
from tui.screens.library.screen import LibraryScreen
from tui.screens.review import ReviewScreen
from tui.widgets.headline import HeadLine
from tui.widgets.passage import struck
from tui.widgets.title import TitleLine

Open = Callable[[], Workspace]

FIRST = """The gates of the harbour

The gates were raised at noon, and nobody in the town expected the water to hold.

The engineer had promised a century of service to the council and to the fishermen.

In the evening the mayor thanked everybody who had carried sand and stones to the quay.
"""
PROMISE = "The engineer had promised a century of service to the council"
THANKS = "the mayor thanked everybody who had carried sand"
SECOND = FIRST.replace("a century", "fifty years").replace(
    "In the evening the mayor thanked everybody who had carried sand and stones to the quay.\n", ""
)


class Desk:
    """The program under test and a few words to drive it."""

    def __init__(self, app: ScholiastApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def main(self) -> LibraryScreen:
        """The main screen."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, LibraryScreen))

    @property
    def review(self) -> ReviewScreen:
        """The review, which must be on the screen."""
        assert isinstance(self.app.screen, ReviewScreen)
        return self.app.screen

    @property
    def changes(self) -> ChangesScreen:
        """The comparison, which must be on the screen."""
        assert isinstance(self.app.screen, ChangesScreen)
        return self.app.screen

    @property
    def messages(self) -> list[str]:
        """What was said."""
        return [message.text for message in self.app.messages]

    async def press(self, *keys: str) -> None:
        """Press keys, waiting after each until what it began is done."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def settle(self) -> None:
        """Wait until no work is under way."""
        await settle(self.pilot, background=True)

    async def seconds(self, count: int) -> None:
        """What happens at each second, so many times."""
        for _ in range(count):
            self.main.look_at_file()
            await self.settle()


@asynccontextmanager
async def desk(workspace: Workspace, size: tuple[int, int] = (140, 40)) -> AsyncIterator[Desk]:
    workspace.personal.keep_layout({"last": "gates.txt"})
    app = ScholiastApp(workspace, Config())
    async with app.run_test(size=size) as pilot:
        found = Desk(app, pilot)
        await found.settle()
        yield found


@pytest.fixture
def article(library: Path) -> Path:
    path = library / "gates.txt"
    path.write_text(FIRST)
    return path


@pytest.fixture
def marked(opened: Open, article: Path) -> Workspace:
    """Two highlights, in a text that has not changed yet."""
    workspace = opened()
    for quote in (PROMISE, THANKS):
        workspace.annotate("gates.txt", workspace.quoted("gates.txt", quote), tags=["promise"], note="kept")
    return workspace


def write(path: Path, text: str) -> None:
    """What an editor does while the program is open."""
    path.write_text(text)


def rename(path: Path, name: str) -> None:
    path.rename(path.with_name(name))


def remove(path: Path) -> None:
    path.unlink()


def placements(workspace: Workspace) -> dict[str, str]:
    return {item.selectors.exact: item.placement.value for _, item in workspace.annotations("gates.txt")}


def text_of(screen: ReviewScreen | ChangesScreen, selector: str) -> str:
    return str(screen.query_one(selector, Static).visual)


# Noticing


async def test_the_open_article_is_read_again_once_its_file_has_settled(
    marked: Workspace, article: Path
) -> None:
    async with desk(marked) as found:
        document = found.main.document
        found.main.reader.go(FIRST.index("In the evening"))
        write(article, "A new head.\n\n" + FIRST)
        await found.seconds(1)
        assert found.main.document is document, "it may be written to still"
        await found.seconds(1)
        assert found.main.document is not None
        text = found.main.document.text
        assert text.startswith("A new head.")
        assert found.main.reader.caret == text.index("In the evening")
        spans = [item.span.of(text) for item in found.main.said.values() if item.span]
        assert spans == [PROMISE, THANKS]


async def test_a_file_that_grows_from_second_to_second_is_left_alone(
    marked: Workspace, article: Path
) -> None:
    async with desk(marked) as found:
        document = found.main.document
        for length in range(10, 200, 40):
            write(article, FIRST[:length])
            await found.seconds(1)
            assert found.main.document is document
        write(article, FIRST)
        await found.seconds(2)
        assert set(placements(marked).values()) == {"exact"}
        assert not [command for command in marked.history() if command.upkeep]


async def test_the_result_is_said_in_one_line_with_the_key_that_shows_it(
    marked: Workspace, article: Path
) -> None:
    async with desk(marked) as found:
        write(article, SECOND)
        await found.seconds(2)
        said = [message for message in found.messages if "changed" in message]
        assert len(said) == 1
        assert "1 uncertain, 1 lost" in said[0]
        assert "R shows them" in said[0]
        assert found.main.query_one(TitleLine).waiting == "R 2 to review"


async def test_articles_that_changed_while_the_program_did_not_run_are_placed_at_the_start(
    marked: Workspace, opened: Open, article: Path, library: Path
) -> None:
    marked.annotate("ledger.txt", marked.quoted("ledger.txt", "a fifth more than planned"))
    marked.close()
    path = library / "ledger.txt"
    path.write_text(
        path.read_text().replace("a fifth more than planned", "a good fifth more than was planned")
    )
    workspace = opened()
    async with desk(workspace) as found:
        assert any("1 article changed: 1 uncertain" in message for message in found.messages)
        assert found.main.query_one(TitleLine).waiting == "R 1 to review"


async def test_a_selection_is_not_taken_away_by_a_change(marked: Workspace, article: Path) -> None:
    async with desk(marked) as found:
        found.main.reader.select_span(Span(0, 9))
        write(article, "A new head.\n\n" + FIRST)
        await found.seconds(3)
        assert found.main.reader.selected == Span(0, 9)
        await found.press("enter")
        assert len(marked.annotations("gates.txt")) == 2, "these offsets are of a text that is no more"
        await found.seconds(2)
        assert found.main.document is not None
        assert found.main.document.text.startswith("A new head.")


async def test_the_open_article_stays_open_when_its_file_is_renamed(marked: Workspace, article: Path) -> None:
    async with desk(marked) as found:
        rename(article, "gates and quays.txt")
        await found.seconds(3)
        assert found.main.path == "gates and quays.txt"
        assert len(found.main.said) == 2


async def test_what_was_said_of_a_file_that_vanished_stands_at_the_side(
    marked: Workspace, article: Path
) -> None:
    async with desk(marked) as found:
        remove(article)
        await found.seconds(3)
        assert found.main.document is None
        assert len(found.main.sidebar.cards) == 2
        write(article, FIRST)
        found.main.look()
        await found.settle()
        assert found.main.document is not None


async def test_a_file_that_comes_back_is_noticed_within_seconds(
    marked: Workspace, article: Path, library: Path
) -> None:
    async with desk(marked) as found:
        remove(article)
        await found.seconds(3)
        assert found.main.document is None
        found.main.look()
        await found.settle()
        write(article, FIRST)
        found.main.look_for_gone()  # what comes every few seconds
        await found.settle()
        assert found.main.document is not None
        text = (library / "ledger.txt").read_bytes()
        remove(library / "ledger.txt")
        found.main.look()
        await found.settle()
        assert "ledger.txt" not in found.main.articles
        (library / "ledger.txt").write_bytes(text)
        found.main.look_for_gone()
        await found.settle()
        assert "ledger.txt" in found.main.articles


async def test_long_work_shows_how_far_it_is_and_can_be_stopped(marked: Workspace, article: Path) -> None:
    async with desk(marked) as found:
        main = found.main
        started, go_on = threading.Event(), threading.Event()
        asked: list[bool] = []

        def slow(tell: object, cancelled: Callable[[], bool]) -> object:
            started.set()
            go_on.wait(10)
            asked.append(cancelled())
            from annotations.usecases.placing.placing import Upkeep

            return Upkeep(complete=not cancelled())

        main.workspace.place_changed = slow  # type: ignore[method-assign, assignment]
        assert not main.check_action("stop", ())
        main.look()
        while not started.is_set():
            await found.pilot.pause()
        main.post_message(main.Progress("placing highlights: 3 of 40"))
        await found.pilot.pause()
        assert main.query_one(TitleLine).busy == "placing highlights: 3 of 40, Ctrl+g stops"
        assert main.check_action("stop", ())
        await found.pilot.press("ctrl+g")
        go_on.set()
        await found.settle()
        assert asked == [True]
        assert main.query_one(TitleLine).busy == ""
        assert any("Stopped" in message for message in found.messages)


# The review


@asynccontextmanager
async def reviewing(
    workspace: Workspace, article: Path, size: tuple[int, int] = (140, 40)
) -> AsyncIterator[Desk]:
    """The review with an uncertain passage and a lost one, the lost one first."""
    write(article, SECOND)
    workspace.refresh()
    async with desk(workspace, size) as found:
        await found.press("R")
        yield found


async def test_all_is_well_where_nothing_waits(marked: Workspace) -> None:
    async with desk(marked) as found:
        await found.press("R")
        assert "All is well" in text_of(found.review, "#well")
        assert not found.review.query_one("#sides").display
        await found.press("enter", "o", "n", "d", "e", "q")
        assert isinstance(found.app.screen, LibraryScreen)
        assert len(marked.annotations("gates.txt")) == 2


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (80, 24), (50, 20)])
async def test_the_old_passage_stands_beside_the_proposed_place(
    marked: Workspace, article: Path, size: tuple[int, int]
) -> None:
    async with reviewing(marked, article, size) as found:
        await found.press("n")
        screen = found.review
        assert screen.query_one(HeadLine).place == "2 of 2"
        assert isinstance(screen.opened, Beside)
        assert "UNCERTAIN" in text_of(screen, "#state")
        assert "a century" in text_of(screen, "#passage")
        assert screen.place.size.width >= 24
        text = screen.opened.document.text
        assert screen.opened.place is not None
        assert "fifty years" in screen.opened.place.of(text)
        assert [span.of(text) for span in screen.place.matches] == ["fifty years"]


def test_what_is_gone_is_told_apart_by_style_as_well_as_colour() -> None:
    content = struck("for a century of service", [Span(4, 13)], "bold")
    assert content.plain == "for a century of service"
    gone = [span for span in content.spans if "strike" in str(span.style)]
    assert [content.plain[span.start : span.end] for span in gone] == ["a century"]
    assert "$error" in str(gone[0].style)


@pytest.mark.parametrize("key", ["enter", "y"])
async def test_a_place_is_accepted_by_one_key_and_that_is_undone_by_one(
    marked: Workspace, article: Path, key: str
) -> None:
    async with reviewing(marked, article) as found:
        await found.press("n", key)
        assert placements(marked) == {
            PROMISE.replace("a century", "fifty years"): "exact",
            THANKS: "orphan",
        }
        assert len(found.review.cases) == 1
        await found.press("u")
        assert placements(marked) == {PROMISE: "uncertain", THANKS: "orphan"}
        assert len(found.review.cases) == 2
        assert found.review.index == 1, "undo shows what it brought back"
        await found.press("ctrl+r")
        assert len(found.review.cases) == 1


async def test_what_is_lost_cannot_be_accepted_but_placed_by_selecting(
    marked: Workspace, article: Path
) -> None:
    async with reviewing(marked, article) as found:
        assert "LOST" in text_of(found.review, "#state")
        await found.press("enter")
        assert placements(marked)[THANKS] == "orphan"
        await found.press("e")
        assert found.review.context == "choosing"
        await found.press("enter")
        assert placements(marked)[THANKS] == "orphan", "nothing is selected yet"
        found.review.place.go(SECOND.index("nobody in"))
        await found.press("s", "enter")
        assert "orphan" not in placements(marked).values()
        assert found.review.context == "review"
        item = next(
            item for _, item in marked.annotations("gates.txt") if "nobody in" in item.selectors.exact
        )
        assert (item.note, item.tags) == ("kept", ("promise",))
        await found.press("u")
        assert placements(marked)[THANKS] == "orphan"


async def test_escape_drops_the_selection_then_leaves_the_text_then_the_screen(
    marked: Workspace, article: Path
) -> None:
    async with reviewing(marked, article) as found:
        await found.press("e", "s")
        assert found.review.place.selected is not None
        await found.press("escape")
        assert found.review.place.selected is None
        assert found.review.context == "choosing"
        await found.press("escape")
        assert found.review.context == "review"
        await found.press("escape")
        assert isinstance(found.app.screen, LibraryScreen)


async def test_keys_of_the_review_do_nothing_while_a_place_is_chosen(
    marked: Workspace, article: Path
) -> None:
    async with reviewing(marked, article) as found:
        await found.press("e", "d", "o", "y", "n")
        assert found.review.index == 0
        assert placements(marked) == {PROMISE: "uncertain", THANKS: "orphan"}


async def test_leaving_without_a_place_and_deleting_are_steps_to_undo(
    marked: Workspace, article: Path
) -> None:
    async with reviewing(marked, article) as found:
        await found.press("n", "o")
        assert placements(marked) == {PROMISE: "orphan", THANKS: "orphan"}
        assert len(found.review.cases) == 1
        await found.press("u")
        assert placements(marked)[PROMISE] == "uncertain"
        await found.press("d")
        assert list(placements(marked)) == [THANKS]
        await found.press("u")
        assert len(placements(marked)) == 2


async def test_the_main_screen_shows_what_was_decided(marked: Workspace, article: Path) -> None:
    async with reviewing(marked, article) as found:
        assert found.main.query_one(TitleLine).waiting == "R 2 to review"
        await found.press("d", "y", "q")
        assert [item.placement for item in found.main.said.values()] == [Placement.EXACT]
        assert found.main.query_one(TitleLine).waiting == ""


async def test_a_card_that_is_in_doubt_leads_to_its_review(marked: Workspace, article: Path) -> None:
    async with reviewing(marked, article) as found:
        await found.press("q", "f3")
        uncertain = next(item for item in found.main.said.values() if item.placement is Placement.UNCERTAIN)
        found.main.sidebar.post_message(found.main.sidebar.Chosen(uncertain.id))
        await found.settle()
        assert isinstance(found.review.opened, Beside)
        assert found.review.opened.doubt.annotation.id == uncertain.id


async def test_a_text_that_changes_under_the_review_is_shown_as_it_is(
    marked: Workspace, article: Path
) -> None:
    async with reviewing(marked, article) as found:
        await found.press("n")
        write(article, "Another head.\n\n" + FIRST)
        await found.press("enter")
        assert any("changed" in message for message in found.messages)
        assert set(placements(marked).values()) == {"exact"}


async def test_an_annotation_that_another_program_deleted_is_no_disaster(
    marked: Workspace, opened: Open, article: Path
) -> None:
    async with reviewing(marked, article) as found:
        assert isinstance(found.review.opened, Beside)
        identity = found.review.opened.doubt.annotation.id
        opened().delete([identity])
        await found.press("o")
        with pytest.raises(NoSuchAnnotation):
            marked.annotation(identity)
        assert len(found.review.cases) == 1


async def test_a_file_that_may_be_another_now_is_offered_first(
    marked: Workspace, article: Path, library: Path
) -> None:
    async with desk(marked) as found:
        remove(article)
        write(library / "gates, corrected.txt", FIRST.replace("noon", "midnight"))
        found.main.look()
        await found.settle()
        await found.press("R")
        assert "GONE" in text_of(found.review, "#state")
        assert "gates, corrected.txt" in text_of(found.review, "#now-title")
        await found.press("d", "e")
        assert found.review.context == "review"
        await found.press("y")
        assert {record.path for record, _ in marked.annotations()} == {"gates, corrected.txt"}
        assert not found.review.cases
        await found.press("u")
        assert {record.path for record, _ in marked.annotations()} == {"gates.txt"}
        await found.press("ctrl+r", "q")
        assert found.main.path == "gates, corrected.txt"
        assert len(found.main.said) == 2


async def test_a_file_can_stay_gone(marked: Workspace, article: Path, library: Path) -> None:
    async with desk(marked) as found:
        remove(article)
        write(library / "gates, corrected.txt", FIRST.replace("noon", "midnight"))
        found.main.look()
        await found.settle()
        assert found.main.query_one(TitleLine).waiting == "R 1 to review"
        await found.press("R")
        assert "missing" not in found.review.query_one(HeadLine).about, "it may be another file"
        await found.press("o")
        assert not found.review.cases
        well = text_of(found.review, "#well")
        assert "2 more are kept of “The gates of the harbour”, whose file is missing." in well
        assert "All is well" not in well
        assert found.review.query_one(HeadLine).about == "2 without their file"
        await found.press("q")
        assert found.main.query_one(TitleLine).waiting == ""
        assert len(found.main.sidebar.cards) == 2


# What changed


async def test_both_versions_stand_side_by_side_the_changes_of_highlights_first(
    marked: Workspace, article: Path
) -> None:
    write(article, SECOND.replace("noon", "midnight"))
    marked.refresh()
    async with desk(marked) as found:
        await found.press("D")
        screen = found.changes
        assert screen.earlier.document.text == FIRST
        assert "midnight" in screen.present.document.text
        words = [change.new.of(screen.present.document.text) for change in screen.order]
        assert words == ["fifty years", "", "midnight"]
        assert screen.query_one(HeadLine).place == "1 of 3"
        assert "touches “The engineer" in screen.query_one(HeadLine).about
        assert screen.earlier.caret == FIRST.index("a century")
        assert screen.present.caret == screen.present.document.text.index("fifty years")
        await found.press("n", "n")
        assert screen.query_one(HeadLine).place == "3 of 3"
        assert screen.earlier.caret == FIRST.index("noon")
        await found.press("n", "p")
        assert screen.query_one(HeadLine).place == "3 of 3"


async def test_the_other_version_follows_the_one_that_is_read(marked: Workspace, article: Path) -> None:
    write(article, "A long new head stands here now.\n\n" + FIRST)
    marked.refresh()
    async with desk(marked) as found:
        await found.press("D", "G")
        screen = found.changes
        assert screen.earlier.caret >= len(FIRST) - 3
        await found.press("tab", "g")
        assert screen.earlier.has_focus
        assert screen.present.caret == screen.present.document.text.index("The gates of")


async def test_an_article_without_an_earlier_version_says_so(marked: Workspace) -> None:
    async with desk(marked) as found:
        await found.press("D")
        assert "no earlier version" in text_of(found.changes, "#well")
        await found.press("n", "q")
        assert isinstance(found.app.screen, LibraryScreen)


async def test_the_review_shows_what_changes_while_it_is_open(
    marked: Workspace, article: Path, library: Path
) -> None:
    marked.annotate("ledger.txt", marked.quoted("ledger.txt", "a fifth more than planned"))
    async with desk(marked) as found:
        await found.press("R")
        assert "All is well" in text_of(found.review, "#well")
        write(article, SECOND)
        found.main.look_for_gone()
        await found.settle()
        assert len(found.review.cases) == 2
        assert found.review.query_one(HeadLine).place == "1 of 2"
        assert not found.review.query_one("#well").display
        first = found.review.case
        path = library / "ledger.txt"
        write(
            path, path.read_text().replace("a fifth more than planned", "a good fifth more than was planned")
        )
        found.main.look_for_gone()
        await found.settle()
        assert len(found.review.cases) == 3
        assert found.review.case == first, "whoever looks at one goes on looking at it"
        write(article, FIRST)
        found.main.look_for_gone()
        await found.settle()
        assert len(found.review.cases) == 1


async def test_a_file_that_goes_is_noticed_even_while_something_else_is_looked_for(
    marked: Workspace, article: Path
) -> None:
    async with desk(marked) as found:
        gate = threading.Event()
        await found.seconds(1)
        remove(article)
        found.main.look_at_file()
        await settle(found.pilot)
        from tui.work import Job

        found.main.keeper.do(Job(gate.wait, lambda _: None, saves=False))
        found.main.look_at_file()
        await settle(found.pilot)
        gate.set()
        await found.settle()
        assert any(each.missing for each in found.main.articles.values())
