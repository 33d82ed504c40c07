"""A library in which words recur, and the program on it once they are known."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from annotations.places import Places
from annotations.workspace import Workspace
from tests.app.bench import Bench, Open, bench
from tests.app.waiting import settle, until

LEAD = """The lock was opened at noon on Monday after eleven years of work and three changes of plan.

“Nobody in this town believed that the water would ever hold behind these gates,” the engineer said.

The mayor thanked the crews, who had worked through two winters, and promised that the bridge would follow.

Ships of up to ninety metres can pass from now on, twice as long as those that the old lock took.
"""
COPY = LEAD.replace("at noon on Monday", "on Monday at noon").replace("ninety metres", "85 metres")
SECOND = LEAD.replace("The mayor thanked", "The mayor warmly thanked").replace("eleven", "twelve")
APART = """A column about bridges begins with a view of the river in autumn and goes on for quite a while.

As the engineer put it: “Nobody in this town believed that the water could ever hold behind these gates.”

What follows is of no interest to anybody who has never waited for a ship to pass in the rain.
"""
ALONE = """Bread is dear this year. The millers blame the weather, the bakers blame the millers, and so on.
"""
QUOTE = "Nobody in this town believed that the water would ever hold behind these gates"


@pytest.fixture
def recurring(tmp_path: Path, places: Places) -> Callable[[], Workspace]:
    """Opens a library of five articles, of which three are versions of one story and one echoes it."""
    folder = tmp_path / "recurring"
    folder.mkdir()
    for name, title, source, date, text in (
        ("harbour.md", "The lock opens", "Quay Gazette", "2025-02-13", LEAD),
        ("copy.md", "Lock open at last", "Morning Ledger", "2025-02-14", COPY),
        ("second.md", "Ships pass again", "Baltic Post", "2025-02-15", SECOND),
        ("apart.md", "On bridges", "Meridian", "2025-02-16", APART),
        ("alone.md", "Bread", "Meridian", "2025-02-17", ALONE),
    ):
        head = f"---\ntitle: {title}\nsource: {source}\ndate: {date}\n---\n\n"
        (folder / name).write_text(head + text, encoding="utf-8")

    def open_() -> Workspace:
        workspace = Workspace.open(folder, by="Mira", places=places)
        workspace.refresh()
        return workspace

    return open_


async def known(found: Bench) -> None:
    """Wait until what recurs is known and shown."""
    library = found.library
    await until(found.pilot, lambda: library.compared)
    await settle(found.pilot, background=True)


@asynccontextmanager
async def reading(open_: Open, size: tuple[int, int] = (140, 40)) -> AsyncIterator[Bench]:
    """The program on the library, at its first article, all compared."""
    async with bench(open_(), size) as found:
        await known(found)
        yield found
