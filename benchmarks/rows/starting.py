"""Rows: from the start of the program to the first useful screen."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.bare import READY
from benchmarks.figures import Bench, Figure, Row, compared, cpu
from benchmarks.programs import ON_THE_PAGE, open_last
from benchmarks.terminal import LARGE, Terminal, bare, is_shown, reader
from corpus.catalogue import Catalogue
from corpus.scan import scan

_ARTICLE: Final = "00/00001.txt"
_LAST_LINE: Final = "©".encode()
_SELECTED: Final = b"let go"  # the foot offers it for a selection
_FIRST_NAME: Final = b"00000.md"


def start_bare(bench: Bench) -> float:
    """Milliseconds until one Static is on the screen."""
    with Terminal(bare("static"), LARGE, bench.libraries.environment()) as terminal:
        return terminal.wait_until(partial(is_shown, READY.encode())) * 1000


def start_reader(bench: Bench, root: Path, marker: bytes, cache: Path | None = None, keys: str = "") -> float:
    """Milliseconds until ``marker`` is on the screen, the frame complete; ``keys`` are typed at once."""
    with Terminal(reader(root), LARGE, bench.libraries.environment(cache=cache)) as terminal:
        if keys:
            terminal.send(keys)
        return terminal.wait_until(partial(is_shown, marker)) * 1000


def leave(bench: Bench, root: Path) -> None:
    """Read in a library and leave it, as its reader did the last time."""
    open_last(bench.libraries, root, _ARTICLE)
    with Terminal(reader(root), LARGE, bench.libraries.environment()) as terminal:
        terminal.wait_until(lambda seen: ON_THE_PAGE in seen)
        terminal.settle(1.5)
        terminal.key("q", 1.0)
        terminal.process.wait(10)


def _small(bench: Bench) -> list[Figure]:
    return _started(bench, 5, "start, 5 articles: list and article on the screen", 1.3)


def _large(bench: Bench) -> list[Figure]:
    return _started(bench, 10_000, "start, 10,000 articles and 100,000 annotations, warm", 1.5)


def _started(bench: Bench, count: int, name: str, goal: float) -> list[Figure]:
    root = bench.libraries.articles(count)
    leave(bench, root)

    def bare() -> float:
        return start_bare(bench)

    def moved() -> float:
        return start_reader(bench, root, _LAST_LINE, keys="G")

    def selected() -> float:
        return start_reader(bench, root, _SELECTED, keys="s")

    rounds = bench.rounds(11)
    return [
        compared(name, bare, lambda: start_reader(bench, root, ON_THE_PAGE), rounds, goal),
        compared(f"{count:,} articles: a key typed at once has moved the page", bare, moved, rounds, 0),
        compared(f"{count:,} articles: … has selected a sentence", bare, selected, rounds, 0),
    ]


def _first(bench: Bench) -> list[Figure]:
    root = bench.libraries.unmarked(10_000)

    def until(marker: bytes) -> Callable[[], float]:
        def first() -> float:
            with tempfile.TemporaryDirectory() as cache:
                return start_reader(bench, root, marker, Path(cache))

        return first

    def bare() -> float:
        return start_bare(bench)

    rounds = bench.rounds(7)
    # The head says how many there are once the names of all files stand in the list; titles follow.
    names = "first opening ever of 10,000 articles: a screenful of names"
    whole_list = "first opening ever of 10,000 articles: list usable"
    usable = [
        compared(names, bare, until(_FIRST_NAME), rounds, 1.5),
        compared(whole_list, bare, until(b"10,000 articles"), rounds, 1.5),
    ]
    paths = [root / found.path for found in scan(root).found]

    def whole() -> float:
        with tempfile.TemporaryDirectory() as cache:
            return cpu(Catalogue(root, Path(cache)).refresh)

    def read() -> float:
        return cpu(lambda: [path.read_bytes() for path in paths])

    return [*usable, compared("first opening: the whole scan (processor)", read, whole, 3, 3.0)]


ROWS: Final = (
    Row(
        "start",
        "Start to the first useful screen, 5 articles, 200x50",
        "A bare Textual app with one Static, until its words are out: interpreter, imports, one frame. "
        "First comes the picture of the screen as it was left; two keys tell when the program has its place.",
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
