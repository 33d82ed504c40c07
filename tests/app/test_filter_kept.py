"""The filter of the articles goes; the open article and the place in it stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.bench import Open, bench
from tests.app.waiting import until


@pytest.mark.parametrize("drop", [("escape",), ("slash", "ctrl+u")])
async def test_dropping_the_filter_keeps_the_article_that_was_chosen(
    opened: Open, drop: tuple[str, ...]
) -> None:
    async with bench(opened()) as found:
        screen = found.library
        screen.shelf.focus()
        await found.press("slash", *"visit", "enter")
        await until(found.pilot, lambda: screen.document and screen.document.path == "notes/visit.txt")
        await found.press("w", "w", "shift+tab")
        assert screen.shelf.has_focus
        caret = screen.reader.caret
        await found.press(*drop)
        await found.pilot.pause(0.2)  # longer than the cursor rests on a row before its article is shown
        await found.settle()
        assert screen.path == "notes/visit.txt"
        assert screen.shelf.cursor_key == "notes/visit.txt"
        assert screen.reader.caret == caret
        assert not screen.shelf.filter_text


async def test_a_filter_that_is_dropped_before_anything_was_chosen_goes_back(opened: Open) -> None:
    async with bench(opened()) as found:
        screen = found.library
        screen.shelf.focus()
        before = screen.shelf.cursor_key
        await found.press("slash", *"visit", "escape")
        assert screen.shelf.cursor_key == before


async def test_an_article_is_found_by_its_author(opened: Open, library: Path) -> None:
    (library / "letter.md").write_text("---\ntitle: A letter\nauthor: Signe Halloran\n---\n\nDear all.\n")
    async with bench(opened()) as found:
        found.library.shelf.focus()
        await found.press("slash", *"signe")
        assert [row.path for row in found.library.shelf.shown_items] == ["letter.md"]
