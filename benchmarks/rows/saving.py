"""Rows: a highlight, from the key to the screen and to the disk."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final

from annotations.changes import encode
from benchmarks.data import BOOK, MARKS
from benchmarks.figures import Bench, Figure, Row, p95, wall
from benchmarks.programs import painting, reading
from benchmarks.terminal import LARGE
from corpus.span import Span


def _homes(bench: Bench) -> Sequence[tuple[str, Path, str]]:
    return (
        ("100", bench.libraries.articles(100), "00/00004.txt"),
        ("100,000", bench.libraries.articles(10_000), "00/00004.txt"),
        ("10,000 in 6 MB", bench.libraries.texts(BOOK, MARKS), "1.txt"),
    )


def _to_screen(bench: Bench) -> list[Figure]:
    found = []
    for name, root, path in _homes(bench):
        taken, floor = [], []
        with painting(bench.libraries, LARGE) as bare, reading(bench.libraries, root, path, LARGE) as page:
            page.key("\r", 0.5)  # the first on this text also keeps the text
            page.key("u", 0.5)
            for _ in range(bench.rounds(12)):
                page.key(")", 0.2)
                floor.append(bare.key("x").settled * 1000)
                taken.append(page.key("\r", 0.25).settled * 1000)
                page.key("u", 0.4)
        found.append(Figure(f"highlight on the screen, {name} annotations", median(taken), median(floor), 2))
    return found


def _to_disk(bench: Bench) -> list[Figure]:
    found = []
    for name, root, path in _homes(bench):
        workspace = bench.libraries.opened(root)
        document = workspace.document(path)
        workspace.placed(document)
        handle = os.open(root / ".scholiast" / "floor", os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        taken, floor = [], []

        def annotate(at: int) -> None:
            span = Span(200 + 7 * at, 260 + 7 * at)
            workspace.annotate(path, span, tags=["aims/a"], digest=document.digest)  # noqa: B023

        def append(data: bytes) -> None:
            os.write(handle, data)  # noqa: B023
            os.fsync(handle)  # noqa: B023

        annotate(0)
        line = encode(next(iter(workspace.history(1))))
        for number in range(bench.rounds(40)):
            floor.append(wall(lambda: append(line)))  # noqa: B023
            taken.append(wall(lambda: annotate(number)))  # noqa: B023
            workspace.undo()
        workspace.undo()
        workspace.close()
        os.close(handle)
        (root / ".scholiast" / "floor").unlink()
        where = f"highlight durable, {name} annotations"
        found += [
            Figure(f"{where}, median", median(taken), median(floor), 3),
            Figure(f"{where}, p95", p95(taken), p95(floor)),
        ]
    return found


ROWS: Final = (
    Row(
        "highlight",
        "Highlight a sentence: key to the last byte on the screen, which includes making it durable",
        "A repaint of all rows by a bare line-API widget.",
        _to_screen,
    ),
    Row(
        "durable",
        "The same in process, until it is durable",
        "Appending the same bytes to an open file and synchronising it.",
        _to_disk,
    ),
)
