"""The program on a bench: driven by keyboard, with words for what the screens show."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from annotations.workspace import Workspace
from tests.app.waiting import settle
from tui.app import ScholiastApp
from tui.config import Config
from tui.screens.codebook import CodebookScreen
from tui.screens.library.screen import LibraryScreen

Open = Callable[[], Workspace]


class Bench:
    """The program under test and a few words to drive it."""

    def __init__(self, app: ScholiastApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def library(self) -> LibraryScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, LibraryScreen))

    @property
    def screen(self) -> Any:
        return self.app.screen

    @property
    def book(self) -> CodebookScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, CodebookScreen))

    @property
    def paths(self) -> list[str]:
        return [row.path for row in self.book.tags.shown_items]

    @property
    def colour(self) -> str:
        row = self.book.tags.row
        assert row is not None
        return row.colour

    @property
    def said(self) -> str:
        return self.app.messages[-1].text if self.app.messages else ""

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str, *, clear: bool = False) -> None:
        if clear:
            self.app.screen.query_one(Input).value = ""
        names = {" ": "space", "/": "slash", "#": "number_sign"}
        await self.pilot.press(*(names.get(sign, sign) for sign in text))
        await self.settle()

    async def settle(self) -> None:
        await settle(self.pilot)


@asynccontextmanager
async def bench(
    workspace: Workspace, size: tuple[int, int] = (140, 40), config: Config | None = None
) -> AsyncIterator[Bench]:
    workspace.personal.keep_layout({**workspace.personal.layout, "last": "harbour.md"})
    app = ScholiastApp(workspace, config or Config())
    async with app.run_test(size=size) as pilot:
        found = Bench(app, pilot)
        await pilot.pause()
        await found.settle()
        yield found


def coded(open_: Open) -> Workspace:
    """A library with a few tags and passages."""
    workspace = open_()
    for path, quote, tags in (
        ("harbour.md", "The gates were raised at noon.", ["gates"]),
        ("harbour.md", "The water held.", ["water/held", "gates"]),
        ("ledger.txt", "The town pays in ten years.", ["cost"]),
        ("ledger.txt", "a fifth more than planned", ["cost", "water"]),
    ):
        workspace.annotate(path, workspace.quoted(path, quote), tags=tags)
    return workspace
