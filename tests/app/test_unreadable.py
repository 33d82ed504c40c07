"""An article that cannot be read: nothing is offered that cannot be done, and why is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.app.bench import Bench, Open, bench
from tests.app.waiting import until


def foot(found: Bench) -> str:
    return str(found.library.footer.render())


@pytest.mark.parametrize("key", ["enter", "t", "a", "1"])
async def test_annotating_what_cannot_be_read_says_why(opened: Open, library: Path, key: str) -> None:
    (library / "binary.md").write_bytes(bytes(range(256)) * 40)
    workspace = opened()
    async with bench(workspace) as found:
        screen = found.library
        assert "highlight" in foot(found)
        screen.open("binary.md")
        await until(found.pilot, lambda: screen.document is None and not screen.awaited)
        assert "highlight" not in foot(found)
        await found.press("s")
        assert "highlight" not in foot(found)
        if key == "1":
            found.app.config = replace(found.app.config, pinned={1: "gate"})
        await found.press(key)
        assert "There is no text here to mark; binary.md: " in found.said
        assert found.app.screen is screen
        screen.open("harbour.md")
        await until(found.pilot, lambda: screen.document is not None)
        assert "highlight" in foot(found)
