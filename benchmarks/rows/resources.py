"""Row: memory."""

from __future__ import annotations

from statistics import median
from typing import Final

from benchmarks.data import BOOK, MARKS
from benchmarks.figures import Bench, Figure, Row
from benchmarks.programs import painting, reading
from benchmarks.terminal import LARGE

_PAGES: Final = 100


def _memory(bench: Bench) -> list[Figure]:
    root = bench.libraries.texts(BOOK, MARKS)
    text = (root / "0.txt").stat().st_size / 1e6
    opened, read = [], []
    for _ in range(1 if bench.quick else 3):
        with painting(bench.libraries, LARGE) as bare, reading(bench.libraries, root, "0.txt", LARGE) as page:
            least = bare.memory()
            opened.append((page.memory() - least) / 1e6)
            for _ in range(_PAGES):
                page.key(" ", 0.02)
            read.append((page.memory() - least) / 1e6)
    return [
        Figure(
            "memory over a bare app, 6 MB with 10,000 highlights; floor: the text",
            median(opened),
            text,
            10,
            "MB",
        ),
        Figure("the same after 100 pages", median(read), text, 10, "MB"),
    ]


ROWS: Final = (
    Row(
        "memory",
        "Memory of the program with 6 MB and 10,000 highlights open, less that of a bare app",
        "The bytes of the text, which have to be in memory.",
        _memory,
    ),
)
