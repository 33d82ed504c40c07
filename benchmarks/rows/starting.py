"""Rows: from the start of the program to the first useful screen."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from benchmarks.bare import READY
from benchmarks.figures import Bench, Figure, Row, compared, cpu
from benchmarks.programs import ON_THE_PAGE
from benchmarks.terminal import END_OF_FRAME, LARGE, Terminal, bare, reader
from corpus.catalogue import Catalogue
from corpus.scan import scan


def start_bare(bench: Bench) -> float:
    """Milliseconds until one Static is on the screen."""
    with Terminal(bare("static"), LARGE, bench.libraries.environment()) as terminal:
        return terminal.wait_until(lambda seen: READY.encode() in seen and END_OF_FRAME in seen) * 1000


def start_reader(bench: Bench, root: Path, marker: bytes, cache: Path | None = None) -> float:
    """Milliseconds until ``marker`` is on the screen, the frame complete."""

    def shown(seen: bytes) -> bool:
        return END_OF_FRAME in seen[seen.find(marker) :] if marker in seen else False

    with Terminal(reader(root), LARGE, bench.libraries.environment(cache=cache)) as terminal:
        return terminal.wait_until(shown) * 1000


def leave(bench: Bench, root: Path) -> None:
    """Read in a library and leave it, as its reader did the last time."""
    with Terminal(reader(root), LARGE, bench.libraries.environment()) as terminal:
        terminal.wait_until(lambda seen: ON_THE_PAGE in seen)
        terminal.settle(1.5)
        terminal.key("q", 1.0)
        terminal.process.wait(10)


def _small(bench: Bench) -> list[Figure]:
    root = bench.libraries.articles(5)
    leave(bench, root)
    return [
        compared(
            "start, 5 articles: list and article on the screen",
            lambda: start_bare(bench),
            lambda: start_reader(bench, root, ON_THE_PAGE),
            bench.rounds(11),
            1.3,
        )
    ]


def _large(bench: Bench) -> list[Figure]:
    root = bench.libraries.articles(10_000)
    leave(bench, root)
    return [
        compared(
            "start, 10,000 articles and 100,000 annotations, warm",
            lambda: start_bare(bench),
            lambda: start_reader(bench, root, ON_THE_PAGE),
            bench.rounds(11),
            1.5,
        )
    ]


def _first(bench: Bench) -> list[Figure]:
    root = bench.libraries.unmarked(10_000)

    def first() -> float:
        with tempfile.TemporaryDirectory() as cache:
            # The head says so once the names of all files stand in the list; titles follow.
            return start_reader(bench, root, b"10,000 articles", Path(cache))

    usable = compared(
        "first opening ever of 10,000 articles: list usable",
        lambda: start_bare(bench),
        first,
        bench.rounds(7),
        1.5,
    )
    paths = [root / found.path for found in scan(root).found]

    def whole() -> float:
        with tempfile.TemporaryDirectory() as cache:
            return cpu(Catalogue(root, Path(cache)).refresh)

    def read() -> float:
        return cpu(lambda: [path.read_bytes() for path in paths])

    return [usable, compared("first opening: the whole scan (processor)", read, whole, 3, 3.0)]


ROWS: Final = (
    Row(
        "start",
        "Start to the first useful screen, 5 articles, 200x50",
        "A bare Textual app with one Static, until its words are out: interpreter, imports, one frame.",
        _small,
    ),
    Row(
        "start-large",
        "The same with 10,000 articles and 100,000 annotations, warm cache",
        "The same bare app: what the library holds should not show.",
        _large,
    ),
    Row(
        "start-first",
        "First opening ever of 10,000 articles (60 MB)",
        "List usable: the bare app. Whole scan: reading the bytes of all files, which any scan must do.",
        _first,
    ),
)
