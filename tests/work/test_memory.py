"""What stays in memory: counted in objects, not in bytes."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from textual.strip import Strip

from annotations.places import Places
from annotations.workspace import Workspace
from corpus.span import Span
from tui.app import ScholiastApp
from tui.screens.library import LibraryScreen
from tui.widgets.reader import Reader

SIZE = (120, 40)


def strips() -> int:
    return sum(isinstance(each, Strip) for each in gc.get_objects())


async def test_a_page_that_was_turned_leaves_no_rows_to_the_collector_of_garbage(
    tmp_path: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.page.paint._KEPT", SIZE[1])
    words = "a word of the paragraph that is as long as any other in this book of many pages " * 6
    (tmp_path / "book.txt").write_text("\n\n".join(f"{number} {words}" for number in range(400)))
    workspace = Workspace.open(tmp_path, places=places)
    workspace.refresh()
    for number in range(30):
        workspace.annotate("book.txt", Span(700 * number, 700 * number + 90), tags=["means"])
    app = ScholiastApp(workspace)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        while screen.document is None or len(screen.document.text) < 400 * len(words):
            await pilot.pause(0.02)
        screen.query_one(Reader).focus()
        await pilot.pause()
        gc.collect()
        gc.disable()
        try:
            for _ in range(10):
                await pilot.press("space")
                screen._compositor.render_strips()  # which a terminal has done at each frame
            found = strips()
            gc.collect()
        finally:
            gc.enable()
        # Ten pages are four hundred rows of text alone; what was drawn last is no garbage.
        assert found - strips() < 2 * SIZE[1]
