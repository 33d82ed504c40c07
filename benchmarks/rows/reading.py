"""Rows: opening a document, moving in it, resizing it, finding in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.data import BOOK, MARKS, TEXTS
from benchmarks.figures import Bench, Figure, Row, p95, wall
from benchmarks.programs import ESCAPE, PREVIOUS_PANE, painting, reading
from benchmarks.terminal import LARGE, SMALL, Sample, Size, Terminal

_SIZES: Final = {"6 KB": (6_000, 0), "600 KB": (600_000, 0), "6 MB": (BOOK, 0)}
_MARKED: Final = "6 MB with 10,000 highlights"
_MOVES: Final = {"page down": (" ", ""), "caret down": ("j", ""), "selection grows": ("j", "v")}


def _opening(bench: Bench) -> list[Figure]:
    taken: dict[str, list[float]] = {}
    floor: list[float] = []
    for name, (length, marks) in {**_SIZES, _MARKED: (BOOK, MARKS)}.items():
        root = bench.libraries.texts(length, marks)
        for _ in range(1 if bench.quick else 2):
            with (
                painting(bench.libraries, LARGE) as bare,
                reading(bench.libraries, root, "0.txt", LARGE) as page,
            ):
                page.key(PREVIOUS_PANE)
                page.key("g")
                page.settle(0.5)
                for number in range(1, TEXTS):  # they stand in the list by their names
                    floor.append(bare.key("x").settled * 1000)
                    # Down and Enter at once: else the article opens by itself after a short rest.
                    seconds = page.key_until("j\r", partial(_on_the_page, _words(root, number)))
                    taken.setdefault(name, []).append(seconds * 1000)
                    page.rest()
                    page.key(PREVIOUS_PANE)
    least = median(floor)
    found = [Figure(f"open {name}", median(times), least, 3) for name, times in taken.items()]
    book, short = median(taken["6 MB"]), median(taken["6 KB"])
    return [*found, Figure("open 6 MB; floor: 6 KB", book, short, 1.5)]


def _words(root: Path, number: int) -> list[bytes]:
    """Words of the first paragraph of a text, which stand nowhere else on the screen."""
    body = (root / f"{number}.txt").read_text(encoding="utf-8")[:900].split("\n\n")[1]
    return [word.encode() for word in body.split() if len(word) > 5]


def _on_the_page(words: Sequence[bytes], seen: bytes) -> bool:
    return sum(word in seen for word in words) > len(words) // 2


def _moving(bench: Bench) -> list[Figure]:
    found = []
    for size in (SMALL, LARGE):
        for name, marks in (("6 MB", 0), (_MARKED, MARKS)):
            root = bench.libraries.texts(BOOK, marks)
            with (
                painting(bench.libraries, size) as bare,
                reading(bench.libraries, root, "0.txt", size) as page,
            ):
                for move, (key, before) in _MOVES.items():
                    pairs = _pairs(bare, page, key, before, bench.rounds(40))
                    found += _figures(f"{move}, {name}, {size}", pairs, size)
    return found


def _pairs(bare: Terminal, page: Terminal, key: str, before: str, keys: int) -> list[tuple[Sample, Sample]]:
    page.key(ESCAPE)
    page.key("g")
    if before:
        page.key(before)
    return [(bare.key("x", 0.04), page.key(key, 0.04)) for _ in range(keys)]


def _figures(name: str, pairs: Sequence[tuple[Sample, Sample]], size: Size) -> list[Figure]:
    base = [one.frame * 1000 for one, _ in pairs]
    taken = [other.frame * 1000 for _, other in pairs]
    figures = [Figure(f"{name}, p95", p95(taken), p95(base), 1.5)]
    if name.startswith("page down"):
        figures.append(Figure(f"{name}, median", median(taken), median(base)))
        if size == SMALL:
            written = median(other.written for _, other in pairs) / 1000
            figures.append(Figure(f"{name}: written; floor: 10 kB", written, 10, 1, "kB"))
    return figures


def _resizing(bench: Bench) -> list[Figure]:
    short, book = bench.libraries.texts(6_000), bench.libraries.texts(BOOK)
    with (
        reading(bench.libraries, short, "0.txt", LARGE) as small,
        reading(bench.libraries, book, "0.txt", LARGE) as large,
    ):
        large.key(" ")
        pairs = []
        for turn in range(bench.rounds(16)):
            size = Size(LARGE.columns - 30 * ((turn + 1) % 2), LARGE.rows)
            pairs.append((small.resize(size).settled * 1000, large.resize(size).settled * 1000))
    few, many = [one for one, _ in pairs], [other for _, other in pairs]
    return [Figure("resize with 6 MB, median", median(many), median(few), 1.5)]


def _finding(bench: Bench) -> list[Figure]:
    root = bench.libraries.texts(BOOK)
    text = (root / "0.txt").read_text(encoding="utf-8")
    needle = text.rstrip()[-60:-30].strip().split("\n")[-1]
    searched = median(wall(lambda: text.find(needle)) for _ in range(9))
    taken, floor = [], []
    with painting(bench.libraries, LARGE) as bare, reading(bench.libraries, root, "0.txt", LARGE) as page:
        page.key("/")
        page.key("e", 0.5)  # the first search folds the text, once for all
        page.key("\x7f", 0.3)
        for _ in range(bench.rounds(9)):
            floor.append(bare.key("x").settled * 1000 + searched)
            page.key(needle[:-1], 0.5)
            taken.append(page.key(needle[-1], 0.3).settled * 1000)
            page.key("\x7f" * len(needle), 0.5)
    return [Figure("find late in 6 MB", median(taken), median(floor), 3)]


ROWS: Final = (
    Row(
        "open",
        "Open a document that was not open before: key to the frame with its words",
        "One repaint of a screen of the same size by a bare line-API widget, 200x50.",
        _opening,
    ),
    Row(
        "move",
        "Page down, caret down, selection by keys: key to the end of the frame, 95th percentile",
        "A repaint of all rows by a bare line-API widget: what Textual takes for any page.",
        _moving,
    ),
    Row("resize", "Resize the terminal with 6 MB open", "The same with 6 KB open.", _resizing),
    Row(
        "find",
        "Find words at the end of 6 MB, case and accents folded: last letter typed to the last byte",
        "`str.find` over the same text, which folds nothing, and one repaint.",
        _finding,
    ),
)
