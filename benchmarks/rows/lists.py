"""Rows: the list of articles and the sidebar, long beside short."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from benchmarks.data import BOOK, MARKS
from benchmarks.figures import Bench, Figure, Row, p95
from benchmarks.programs import ESCAPE, PREVIOUS_PANE, reading
from benchmarks.terminal import LARGE, Terminal

_NEXT_PANE: Final = "\t"


def _articles(bench: Bench) -> list[Figure]:
    few, many = bench.libraries.articles(100), bench.libraries.articles(10_000)
    return _both(bench, (few, many), "00/00004.txt", PREVIOUS_PANE, "list of 10,000")


def _cards(bench: Bench) -> list[Figure]:
    few, many = bench.libraries.texts(BOOK, 100), bench.libraries.texts(BOOK, MARKS)
    return _both(bench, (few, many), "0.txt", _NEXT_PANE, "sidebar of 10,000")


def _both(bench: Bench, roots: tuple[Path, Path], path: str, pane: str, name: str) -> list[Figure]:
    few, many = roots
    with (
        reading(bench.libraries, few, path, LARGE) as short,
        reading(bench.libraries, many, path, LARGE) as long,
    ):
        for terminal in (short, long):
            terminal.key(pane, 0.3)
            terminal.key("g", 0.5)
        moved = [(_frame(short, "j"), _frame(long, "j")) for _ in range(bench.rounds(24))]
        for terminal in (short, long):
            terminal.key("/", 0.3)
        typed = []
        for turn in range(bench.rounds(24)):
            typed.append((_frame(short, "ewo"[turn % 3]), _frame(long, "ewo"[turn % 3])))
            if turn % 3 == 2:
                for terminal in (short, long):
                    terminal.key("\x7f\x7f\x7f", 0.4)
        for terminal in (short, long):
            terminal.key(ESCAPE, 0.3)
    return [_late(f"{name}: cursor, p95", moved), _late(f"{name}: a letter of the filter, p95", typed)]


def _frame(terminal: Terminal, key: str) -> float:
    # What the list does by itself is over with the first frame; the article under the cursor follows.
    return terminal.key(key, 0.25).frame * 1000


def _late(name: str, pairs: list[tuple[float, float]]) -> Figure:
    return Figure(name, p95([many for _, many in pairs]), p95([few for few, _ in pairs]), 1.5)


ROWS: Final = (
    Row(
        "list",
        "List of 10,000 articles: cursor and filter, key to the end of the frame",
        "The same with 100 articles.",
        _articles,
    ),
    Row(
        "sidebar",
        "Sidebar of 10,000 annotations: cursor and filter, key to the end of the frame",
        "The same with 100 annotations, in a text as long.",
        _cards,
    ),
)
