"""Rows: memory, and keys while there is work in the background."""

from __future__ import annotations

from statistics import median, quantiles
from typing import Final

from benchmarks.data import BOOK, MARKS
from benchmarks.figures import Bench, Figure, Row
from benchmarks.programs import ON_THE_PAGE, open_last, painting, reading
from benchmarks.terminal import LARGE, Terminal, reader

_PAGES: Final = 100
_PRESSED: Final = 40  # keys, while what begins at an opening goes on
_BETWEEN: Final = 0.03  # seconds from a frame to the next key


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


def _background(bench: Bench) -> list[Figure]:
    root = bench.libraries.texts(BOOK, MARKS)
    busy, quiet = [], []
    for _ in range(1 if bench.quick else 3):
        open_last(bench.libraries, root, "0.txt")
        with Terminal(reader(root), LARGE, bench.libraries.environment()) as page:
            page.wait_until(lambda seen: ON_THE_PAGE in seen)
            page.settle(0.1)
            busy += [page.key(" ", _BETWEEN).frame for _ in range(_PRESSED)]
            page.rest()
            quiet += [page.key(" ", _BETWEEN).frame for _ in range(_PRESSED)]
    return [
        Figure(f"page down just after opening, {name}", at(busy) * 1e3, at(quiet) * 1e3, 2, "ms")
        for name, at in (("median", median), ("95th percentile", _late))
    ]


def _late(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


ROWS: Final = (
    Row(
        "background",
        "Keys in 6 MB with 10,000 highlights while what begins at every opening goes on",
        "The same keys once nothing goes on any more.",
        _background,
    ),
    Row(
        "memory",
        "Memory of the program with 6 MB and 10,000 highlights open, less that of a bare app",
        "The bytes of the text, which have to be in memory.",
        _memory,
    ),
)
