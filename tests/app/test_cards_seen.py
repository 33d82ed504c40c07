"""The card that an action was about stands whole in the list of annotations."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.workspace import Workspace
from tests.app.bench import Bench, Open, bench

LINES = [f"Sentence number {n} tells of the boats that came in the year {1900 + n}." for n in range(40)]


def many(opened: Open, library: Path) -> Workspace:
    (library / "boats.txt").write_text("The boats\n\n" + "\n\n".join(LINES) + "\n")
    workspace = opened()
    for line in LINES:
        workspace.annotate("boats.txt", workspace.quoted("boats.txt", line), note="One.\n\nTwo.")
    return workspace


def is_whole(found: Bench, identity: str) -> bool:
    sidebar = found.library.sidebar
    roll = sidebar._roll
    at = sidebar.position_of(identity)
    first = roll.offset(at)
    return at >= 0 and first >= 0 and first + roll.heights[at] <= roll.page


@pytest.mark.parametrize("where", ["sidebar", "reader"])
async def test_a_card_that_is_brought_back_is_seen_whole(opened: Open, library: Path, where: str) -> None:
    async with bench(many(opened, library)) as found:
        screen = found.library
        screen.open("boats.txt")
        await found.settle()
        for number in (3, 17, 25):
            item = next(each for each in screen.said.values() if each.selectors.exact == LINES[number])
            assert item.span is not None
            screen.reader.go(item.span.start)
            await found.settle()
            if where == "sidebar":
                screen.sidebar.go(item.id)
                screen.sidebar.focus()
                await found.settle()
            await found.press("d")
            assert item.id not in screen.said
            await found.press("u")
            assert item.id in screen.said
            assert is_whole(found, item.id), number
            screen.reader.focus()


async def test_the_card_under_the_caret_is_seen_once_others_were_made_above_it(
    opened: Open, library: Path
) -> None:
    workspace = many(opened, library)
    async with bench(workspace) as found:
        screen = found.library
        screen.open("boats.txt")
        await found.settle()
        document = screen.reader.document
        screen.reader.go(document.text.index("year 1920"))
        await found.settle()
        for number in range(30):
            quote = workspace.quoted("boats.txt", f"number {number} tells")
            workspace.annotate("boats.txt", quote, tags=["n"])
        screen.reload()
        await found.settle()
        mark = screen.reader.current_mark
        assert mark is not None
        assert screen.sidebar.current == mark.id
        assert is_whole(found, mark.id)
