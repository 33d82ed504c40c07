"""What stays in memory: counted in objects, not in bytes."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import orjson
import pytest
from textual.strip import Strip

from annotations.places import Places
from annotations.storage.tablefile import decode
from annotations.workspace import Workspace
from corpus.document import Block, BlockKind, Document
from corpus.span import Span
from tui.app import ScholiastApp
from tui.page.geometry import Geometry
from tui.page.layout import Layout
from tui.page.plan import Plan
from tui.screens.library.screen import LibraryScreen
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


def test_records_in_memory_share_what_is_alike_and_take_no_more_room_than_they_need(
    tmp_path: Path, places: Places
) -> None:
    (tmp_path / "book.txt").write_text("Words of an article. " * 40)
    workspace = Workspace.open(tmp_path, places=places)
    workspace.refresh()
    for number in range(3):
        workspace.annotate("book.txt", Span(20 * number, 20 * number + 9), tags=["means/unlike any other"])
    workspace.close()
    (file,) = (tmp_path / ".scholiast" / "annotations").glob("*.json")
    records = list(decode(file.read_bytes()).tables["annotations"].values())
    assert len({id(record[key]) for record in records for key in ("digest", "placed")}) == 1
    assert len({id(record[key]) for key in ("tags", "score") for record in records}) == 2
    small = sys.getsizeof(dict.fromkeys(list(records[0])))
    assert small < sys.getsizeof(orjson.loads(orjson.dumps(records[0])))
    assert all(sys.getsizeof(record) == small for record in records)


def test_blocks_of_a_book_share_where_they_stand() -> None:
    text = "\n\n".join(f"{number} words of a paragraph" for number in range(2_000))
    blocks, start = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(part)), soft=True))
        start += len(part) + 2
    layout = Layout(Plan(Document("book.txt", text, tuple(blocks))), Geometry(70, 70))
    assert not layout.wrap_some(60)
    assert len({id(layout.inset(number)) for number in range(len(blocks))}) == 1
