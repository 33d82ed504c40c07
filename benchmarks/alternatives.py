"""Other programs on the same texts: a bare Textual app always, `less` and `vim` where they are installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from statistics import median
from typing import Final

from benchmarks.bare import READY
from benchmarks.data import BOOK
from benchmarks.figures import Bench
from benchmarks.terminal import LARGE, Terminal, bare

_PROGRAMS: Final = {"less": ["less", "-S"], "vim": ["vim", "-u", "NONE", "-R"]}
_FIND: Final = {"less": "/{}\r", "vim": "/{}\r"}


def measured(bench: Bench) -> Iterator[str]:
    """A line for each program: start with 6 MB, a page, finding words at its end; medians in milliseconds."""
    path = bench.libraries.texts(BOOK) / "0.txt"
    text = path.read_text(encoding="utf-8")
    needle = text.rstrip()[-60:-30].strip().split("\n")[-1]
    rounds = bench.rounds(8)
    starts = []
    for _ in range(rounds):
        with Terminal(bare("static"), LARGE, bench.libraries.environment()) as terminal:
            starts.append(terminal.wait_until(lambda seen: READY.encode() in seen) * 1000)
    yield f"{'bare Textual':14}start {median(starts):7.1f}"
    for name, program in _PROGRAMS.items():
        if shutil.which(name) is None:
            yield f"{name:14}is not installed"
            continue
        starts, pages, finds = [], [], []
        shown = partial(_has, text.split(maxsplit=1)[0].encode())
        for _ in range(rounds):
            with Terminal([*program, str(path)], LARGE) as terminal:
                starts.append(terminal.wait_until(shown) * 1000)
                terminal.settle()
                pages += [terminal.key(" " if name == "less" else "\x06").settled * 1000 for _ in range(3)]
                finds.append(terminal.key(_FIND[name].format(needle), 0.5).settled * 1000)
        start, page, find = median(starts), median(pages), median(finds)
        yield f"{name:14}start {start:7.1f}   page {page:7.1f}   find at the end {find:7.1f}"


def _has(words: bytes, seen: bytes) -> bool:
    return words in seen
