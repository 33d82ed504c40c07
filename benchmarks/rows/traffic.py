"""Rows: what goes out of a library and comes into it."""

from __future__ import annotations

import json
import os
import tempfile
from itertools import count
from pathlib import Path
from typing import Final

from annotations.usecases.annotating.highlights import New
from benchmarks import export
from benchmarks.data import MARKS, Writer, article
from benchmarks.figures import Bench, Figure, Row, compared, cpu
from corpus.catalogue import Catalogue
from corpus.span import Span


def _export(bench: Bench) -> list[Figure]:
    passages, tags = export.made(MARKS)
    return [
        compared(
            "export 10,000 annotations to Markdown",
            lambda: cpu(lambda: export.floor(passages, tags)),
            lambda: cpu(lambda: export.brief(passages, tags)),
            bench.rounds(9),
            3,
        )
    ]


def _formats(bench: Bench) -> list[Figure]:
    passages, _ = export.made(MARKS)
    pairs = [(passage.annotation, passage.document) for passage in passages]
    return [
        compared(
            f"export 10,000 annotations as {name}",
            lambda: cpu(lambda: export.lines(pairs)),
            lambda work=work: cpu(work),  # type: ignore[misc]
            bench.rounds(9),
            3,
        )
        for name, work in export.formats(passages).items()
    ]


def _import(bench: Bench) -> list[Figure]:
    writer = Writer(5)
    rounds = bench.rounds(15)
    name = "1,000 new text files put into the folder and taken in"
    with tempfile.TemporaryDirectory(dir=bench.libraries.folder) as place:
        # Beside the libraries, and nothing is removed between the rounds: where many files have been removed
        # in the last minutes, ext4 looks long for the number of a new one, and the floor is fivefold.
        folders = map(Path(place).joinpath, map(str, count()))
        source = next(folders)
        source.mkdir()
        for number in range(1_000):
            (source / _name(number)).write_text(article(writer, number), encoding="utf-8")

        def put() -> None:
            _copy(source, next(folders))

        def taken_in() -> None:
            target = next(folders)
            _copy(source, target)
            Catalogue(target, next(folders)).refresh()

        return [compared(name, lambda: cpu(put), lambda: cpu(taken_in), rounds, 3)]


def _name(number: int) -> str:
    return f"{number}.{'md' if number % 3 == 0 else 'txt'}"


def _copy(source: Path, target: Path) -> None:
    """Read and write a thousand files, with a synchronisation at the end."""
    target.mkdir()
    for number in range(1_000):
        name = _name(number)
        (target / name).write_bytes((source / name).read_bytes())
    handle = os.open(target, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _batch(bench: Bench) -> list[Figure]:
    root = bench.libraries.articles(100)
    workspace = bench.libraries.opened(root)
    wanted = [
        New(row.path, Span(100 + 9 * n, 160 + 9 * n), ["aims/a"], "", "Bench")
        for row in workspace.articles()
        for n in range(10)
    ]

    def annotate() -> None:
        workspace.annotate_all(wanted)
        workspace.undo()

    def floor() -> None:
        lines = [json.dumps([each.path, each.span, each.tags, each.note]) for each in wanted]
        with tempfile.NamedTemporaryFile("w") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())

    figure = compared("1,000 annotations in one step", lambda: cpu(floor), lambda: cpu(annotate), 5, 0)
    workspace.close()
    return [figure]


ROWS: Final = (
    Row(
        "export",
        "10,000 annotations as an annotated brief (processor)",
        "Sorting, grouping and joining the same strings, with nothing escaped, and encoded.",
        _export,
    ),
    Row(
        "formats",
        "10,000 annotations in the formats of other programs (processor)",
        "The same fields joined to lines, with nothing quoted or escaped, and encoded.",
        _formats,
    ),
    Row(
        "import",
        "1,000 .txt and .md files (processor)",
        "Reading and writing the bytes, synchronised at the end; an article is a file in the folder.",
        _import,
    ),
    Row(
        "batch",
        "1,000 annotations made and taken back, a step each (processor)",
        "Writing them as JSON: for comparison only.",
        _batch,
    ),
)
