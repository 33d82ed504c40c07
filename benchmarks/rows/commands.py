"""Row: the command line."""

from __future__ import annotations

import os
import subprocess
import time
from typing import Final

from benchmarks.figures import Bench, Figure, Row, compared
from benchmarks.terminal import REPOSITORY, python


def _list(bench: Bench) -> list[Figure]:
    root = str(bench.libraries.articles(10_000))
    environment = {**os.environ, **bench.libraries.environment()}

    def run(program: list[str]) -> float:
        start = time.perf_counter()
        subprocess.run(program, stdout=subprocess.DEVNULL, check=True, env=environment, cwd=REPOSITORY)
        return (time.perf_counter() - start) * 1000

    least = python("import json, sqlite3")
    command = "from tui.cli.main import main; main()"
    rounds = bench.rounds(11)
    return [
        compared(
            "`list` of 10,000 articles, warm",
            lambda: run(least),
            lambda: run(python(command, "list", "-L", root)),
            rounds,
            4,
        ),
        compared("`--help`", lambda: run(least), lambda: run(python(command, "--help")), rounds, 0),
    ]


ROWS: Final = (
    Row(
        "command",
        "`scholiast list` in a library of 10,000 articles and 100,000 annotations, warm",
        '`python -c "import json, sqlite3"`.',
        _list,
    ),
)
