"""Runs commands and the reader with every file opened and every connection noted; prints them as JSON."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {
    "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
    "shutil.rmtree", "shutil.move",
}  # fmt: skip
_NET = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request"}

touched: set[str] = set()
reached: set[str] = set()


def note(event: str, arguments: tuple[Any, ...]) -> None:
    """Note what an audit event of the interpreter tells."""
    if event == "open":
        path, mode, flags = arguments
        writes = bool((flags or 0) & _WRITES) or (isinstance(mode, str) and bool(set(mode) & set("wax+")))
        if isinstance(path, (str, bytes)) and writes:
            touched.add(os.path.abspath(os.fsdecode(path)))  # noqa: PTH100
    elif event in _CHANGES:
        paths = (path for path in arguments if isinstance(path, (str, bytes)))
        touched.update(os.path.abspath(os.fsdecode(path)) for path in paths)  # noqa: PTH100
    elif event in _NET:
        reached.add(f"{event} {arguments[1:]!r}")


async def read(library: Path) -> None:
    """Open the reader, highlight, note, look at a few screens, leave."""
    from annotations.places import Places
    from annotations.workspace import Workspace
    from tui.app import ScholiastApp

    app = ScholiastApp(Workspace.open(library, by="Ann", places=Places.of_user()))
    async with app.run_test(size=(140, 40)) as pilot:
        for key in ("right_curly_bracket", "s", "enter", "c", "q", "S", "escape", "q", "H", "q", "O", "q"):
            await pilot.press(key)
            await pilot.pause()
        app.leave()


def main() -> None:
    """Do the main job once."""
    from tui.cli.main import run

    library, out = Path(sys.argv[1]), sys.argv[2]
    sys.addaudithook(note)
    words = io.StringIO()
    with contextlib.redirect_stdout(words), contextlib.redirect_stderr(words):
        for argv in (
            ["list"],
            ["annotate", "ledger.txt", "--quote", "ten years", "--tag", "a/b"],
            ["search", "harbour"],
            ["tags", "rename", "a/b", "c"],
            ["undo"],
            ["export", "-o", out],
            ["check", "--repair"],
            ["stats"],
        ):
            run(["-L", str(library), *argv])
        asyncio.run(read(library))
    print(json.dumps({"touched": sorted(touched), "reached": sorted(reached)}))


if __name__ == "__main__":
    main()
