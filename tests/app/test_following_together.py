"""Two readers on one folder both follow a file that is renamed under them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.bench import Bench, Open, bench
from tests.app.waiting import settle


async def looks(found: Bench, *steps: str) -> None:
    for step in steps:
        getattr(found.library, step)()
        await settle(found.pilot, background=True)


@pytest.mark.parametrize("annotated", [True, False])
@pytest.mark.parametrize(
    "order",
    [
        ("hear", "look_at_file", "look_at_file", "look_for_gone"),
        ("look_at_file", "look_at_file", "hear", "look_for_gone"),
        ("look_at_file", "hear", "look_at_file", "look_at_file", "hear"),
        ("hear", "hear", "look"),
    ],
)
async def test_the_reader_that_comes_second_follows_too(
    opened: Open, library: Path, annotated: bool, order: tuple[str, ...]
) -> None:
    other = opened()
    path = "notes/visit.txt"
    if annotated:
        other.annotate(path, other.quoted(path, "saw the gates"))
    async with bench(opened()) as found:
        screen = found.library
        screen.open(path)
        await found.settle()
        await found.press("w", "w")
        at = screen.reader.caret
        (library / path).rename(library / "notes" / "seen.txt")
        assert other.refresh().moved == {path: "notes/seen.txt"}
        await looks(found, *order)
        assert screen.path == "notes/seen.txt"
        assert screen.document is not None
        assert screen.document.path == "notes/seen.txt"
        assert screen.reader.caret == at
        assert len(screen.said) == annotated
        assert screen.shelf.item_of("notes/seen.txt") is not None
        assert screen.shelf.item_of(path) is None
    other.close()
