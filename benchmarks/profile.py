"""Where the time goes: ``python -m benchmarks.profile ROW [--by calls] [--rows N]``.

Profiles in this process what a row of the table measures in a terminal. A profiler slows short functions more
than long ones, so the shares are hints and the table decides.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import os
import pstats
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.data import BOOK, MARKS, Libraries, libraries

Work = Callable[[], object]


def _start(count: int, data: Libraries) -> Work:
    root = data.articles(count)
    os.environ.update(data.environment())
    # Nothing of the program is imported yet but what makes the data, so imports show.
    return lambda: asyncio.run(_first_frame(root))


async def _first_frame(root: Path) -> None:
    from annotations.workspace import Workspace
    from tui.app import ScholiastApp

    async with ScholiastApp(Workspace.open(root)).run_test(size=(200, 50)) as pilot:
        await pilot.pause()


def _scan(data: Libraries) -> Work:
    from corpus.catalogue import Catalogue

    root, cache = data.articles(1_000), Path(tempfile.mkdtemp())
    return lambda: Catalogue(root, cache).refresh()


def _open(data: Libraries) -> Work:
    from tui.presenting import card, marks

    workspace = data.opened(data.texts(BOOK, MARKS))
    workspace.articles()

    def opened() -> None:
        document = workspace.document("1.txt", keep=True)
        found = workspace.placed(document).annotations
        book = workspace.codebook()
        marks(found, book)
        for item in found:
            card(item, book)

    return opened


def _save(data: Libraries) -> Work:
    from corpus.span import Span

    workspace, path = data.opened(data.articles(10_000)), "00/00004.txt"
    workspace.annotate(path, Span(0, 9))

    def saved() -> None:
        for number in range(50):
            workspace.annotate(path, Span(9 * number, 9 * number + 30), tags=["aims/a"])
        for _ in range(50):
            workspace.undo()

    return saved


def _keys(keys: str, data: Libraries) -> Work:
    root = data.texts(BOOK, MARKS)
    os.environ.update(data.environment())
    return lambda: asyncio.run(_pressed(root, keys))


async def _pressed(root: Path, keys: str) -> None:
    from annotations.workspace import Workspace
    from tui.app import ScholiastApp

    async with ScholiastApp(Workspace.open(root)).run_test(size=(200, 50)) as pilot:
        await pilot.pause(2)
        for _ in range(40):
            await pilot.press(keys)


def _export(_: Libraries) -> Work:
    from benchmarks import export

    passages, tags = export.made(MARKS)
    return lambda: export.brief(passages, tags)


def _command(data: Libraries) -> Work:
    root = str(data.articles(10_000))
    os.environ.update(data.environment())

    def listed() -> None:
        from contextlib import redirect_stdout

        from tui.cli.main import run

        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
            run(["list", "-L", root])

    return listed


ROWS: Final[dict[str, Callable[[Libraries], Work]]] = {
    "start": partial(_start, 5),
    "start-large": partial(_start, 10_000),
    "start-first": _scan,
    "open": _open,
    "move": partial(_keys, "space"),
    "durable": _save,
    "highlight": partial(_keys, "right_parenthesis"),
    "export": _export,
    "command": _command,
}


def main() -> None:
    """Profile one row and print its most expensive functions."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profile", description=__doc__.split("\n")[0])
    parser.add_argument("row", choices=ROWS)
    parser.add_argument("--by", choices=("tottime", "cumtime", "calls"), default="tottime")
    parser.add_argument("--rows", type=int, default=30, help="how many functions to show")
    options = parser.parse_args()
    work = ROWS[options.row](libraries())
    profile = cProfile.Profile()
    profile.runcall(work)
    pstats.Stats(profile).strip_dirs().sort_stats(options.by).print_stats(options.rows)


if __name__ == "__main__":
    main()
