"""Row: the command line."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable
from typing import Final

from benchmarks.figures import Bench, Figure, Row, compared
from benchmarks.terminal import REPOSITORY, python


def _list(bench: Bench) -> list[Figure]:
    root = bench.libraries.articles(10_000)
    environment = {**os.environ, **bench.libraries.environment()}
    least = python("import json, sqlite3")
    program = "from tui.cli.main import main; main()"
    rounds = bench.rounds(11)

    def run(command: list[str]) -> float:
        before = _of_children()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment, cwd=REPOSITORY)
        return _of_children() - before

    def listed(*, kept: bool) -> float:
        if not kept:
            for path in bench.libraries.places.cached(root).glob("*.kept"):
                path.unlink()
        return run(python(program, "list", "-L", str(root)))

    acts: tuple[tuple[str, Callable[[], float], float], ...] = (
        ("`list` of 10,000 articles, warm", lambda: listed(kept=True), 4),
        ("`list` of 10,000 articles, as after a change", lambda: listed(kept=False), 4),
        ("`--help`", lambda: run(python(program, "--help")), 0),
    )
    return [compared(name, lambda: run(least), act, rounds, goal) for name, act, goal in acts]


def _of_children() -> float:
    """Processor milliseconds of the programs that were run from here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


ROWS: Final = (
    Row(
        "command",
        "`scholiast list` in a library of 10,000 articles and 100,000 annotations, warm (processor)",
        '`python -c "import json, sqlite3"`.',
        _list,
    ),
)
