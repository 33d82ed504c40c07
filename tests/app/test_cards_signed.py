"""Cards in the sidebar say whose they are only once there is more than one person."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot

from annotations.workspace import Workspace
from tests.app.waiting import settle
from tui.app import ScholiastApp
from tui.config import Config
from tui.screens.library.screen import LibraryScreen


async def bylines(app: ScholiastApp, pilot: Pilot[None]) -> list[str]:
    """What stands under the cards, once no work is under way."""
    screen = app.screen
    assert isinstance(screen, LibraryScreen)
    await settle(pilot)
    return [card.byline for card in screen.sidebar.cards]


def marked(workspace: Workspace, path: str, quote: str, by: str) -> None:
    workspace.annotate(
        path, workspace.quoted(path, quote), by=by, created="2025-02-13T10:00:00Z", note="Well."
    )


async def test_one_person_is_not_named_on_each_card_and_two_are(opened: Callable[[], Workspace]) -> None:
    workspace = opened()
    marked(workspace, "harbour.md", "The water held.", "Anna")
    marked(workspace, "harbour.md", "raised at noon", "Anna")
    marked(workspace, "ledger.txt", "in ten years", "Ben")
    workspace.personal.keep_layout({"last": "harbour.md"})
    app = ScholiastApp(workspace, Config())
    async with app.run_test(size=(140, 40)) as pilot:
        assert await bylines(app, pilot) == ["13 Feb 2025"] * 2
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        screen.open("ledger.txt")
        assert await bylines(app, pilot) == ["Ben · 13 Feb 2025"]
        screen.open("harbour.md")
        assert await bylines(app, pilot) == ["Anna · 13 Feb 2025"] * 2


async def test_all_are_named_as_soon_as_a_second_person_annotates(opened: Callable[[], Workspace]) -> None:
    workspace = opened()
    marked(workspace, "harbour.md", "The water held.", "Anna")
    workspace.personal.keep_layout({"last": "harbour.md"})
    app = ScholiastApp(workspace, Config())
    async with app.run_test(size=(140, 40)) as pilot:
        assert await bylines(app, pilot) == ["13 Feb 2025"]
        await pilot.press("right_curly_bracket", "s", "enter")
        assert [line.split(" · ")[0] for line in await bylines(app, pilot)] == ["Mira", "Anna"]
